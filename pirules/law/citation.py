"""A citation (引用条文) as a value: it parses, prints, compares and contains.

Numbers are strings in arabic numerals with ``_`` before a branch number (枝番): 第49条の11 is ``"49_11"``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import total_ordering
from typing import Any, Self

from pirules.law.names import names
from pirules.text.numerals import sort_key

_LEVELS = ("article", "paragraph", "item", "subitem")


def _key(number: str | None) -> tuple[int, ...]:
    return sort_key(number) if number else ()


def _spoken(number: str, unit: str, *, ordinal: bool) -> str:
    head, *branches = number.split("_")
    return f"{'第' if ordinal else ''}{head}{unit}" + "".join(f"の{branch}" for branch in branches)


@total_ordering
@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a law.

    Attributes:
        law: law id, the full name where the index has no id, ``None`` for the text itself (an ordinance's own 第9条).
        article: 条, paragraph: 項, item: 号; ``None`` where not cited.
        subitem: イ, ロ … as printed, with deeper levels (``イ(1)``).
        supplementary: the place is in the 附則.
        clause: 本文, ただし書, 前段, 後段, 柱書 or 各号, as cited.
        division: 章・節 or 別表 as cited (``第4章``, ``別表第1``).
        remark: what was written in brackets or words behind the place; no part of the identity.
    """

    law: str | None
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    subitem: str | None = None
    supplementary: bool = False
    clause: str | None = None
    division: str | None = None
    remark: str | None = field(default=None, compare=False)

    @property
    def proviso(self) -> bool:
        """Whether the ただし書 is meant."""
        return self.clause is not None and "ただし書" in self.clause

    @property
    def label(self) -> str:
        """What a lawyer writes: 法69条2項1号, 災害対策基本法49条の11第2項, 令和3年法律第37号附則9条10項."""
        known = names().get(self.law)
        prefix = known.prefix if known else (self.law or "")
        return prefix + self._place(ordinals=False)

    @property
    def full(self) -> str:
        """The full form: 個人情報の保護に関する法律第69条第2項第1号."""
        known = names().get(self.law)
        return (known.title if known else (self.law or "")) + self._place(ordinals=True)

    @property
    def place(self) -> str:
        """The full form without the law: 第69条第2項第1号."""
        return self._place(ordinals=True)

    def _place(self, *, ordinals: bool) -> str:
        parts = ["附則" if self.supplementary else "", self.division or ""]
        after_branch = False
        for number, unit in ((self.article, "条"), (self.paragraph, "項"), (self.item, "号")):
            if number is not None:
                parts.append(_spoken(number, unit, ordinal=ordinals or after_branch))
                after_branch = "_" in number
        return "".join(parts) + (self.subitem or "") + (self.clause or "")

    def as_dict(self) -> dict[str, Any]:
        """Return ``{law, article, paragraph, item, label}`` of the contracts."""
        return {
            "law": self.law,
            "article": self.article,
            "paragraph": self.paragraph,
            "item": self.item,
            "label": self.label,
        }

    def __str__(self) -> str:
        return self.label

    @property
    def order(self) -> tuple[Any, ...]:
        """Order of the text: law, 本則 before 附則, then the numbers level by level."""
        return (
            self.law or "",
            self.supplementary,
            _key(self.article),
            _key(self.paragraph),
            _key(self.item),
            self.subitem or "",
            self.clause or "",
            self.division or "",
        )

    def __lt__(self, other: object) -> bool:
        return self.order < other.order if isinstance(other, Citation) else NotImplemented

    def contains(self, other: "Citation") -> bool:
        """Whether ``other`` is this place or lies in it: 法69条 contains 法69条2項1号, 法69条2項 not 法69条3項."""
        if (self.law, self.supplementary) != (other.law, other.supplementary):
            return False
        if self.division is not None and self.division != other.division:
            return False
        for level in (*_LEVELS, "clause"):
            mine = getattr(self, level)
            if mine is not None and mine != getattr(other, level):
                return False
        return True

    def overlaps(self, other: "Citation") -> bool:
        """Whether one of the two contains the other."""
        return self.contains(other) or other.contains(self)

    def at(self, levels: Mapping[str, str | None]) -> Self:
        """Return the citation with other ``levels`` (article, paragraph, item, subitem, clause, division)."""
        return replace(self, **levels)  # type: ignore[arg-type]  # no flag is among the levels

    def article_only(self) -> Self:
        """Return the citation of the whole article."""
        return replace(self, paragraph=None, item=None, subitem=None, clause=None, remark=None)

    @classmethod
    def parse(cls, text: str, *, law: str | None = None) -> "Citation":
        """Read one citation in any written form.

        Args:
            text: e.g. 法69条2項1号, 個人情報保護法第六十九条第二項第一号, 第12条の2第3項ただし書.
            law: key of the law that is meant where ``text`` names none.

        Raises:
            LawError: ``P301`` when the text isn't exactly one citation, ``P302`` when name and number differ.
        """
        from pirules.law.parsing import parse_one

        return parse_one(text, law=law)


@dataclass(frozen=True, slots=True)
class CitationRange:
    """From one place to another of the same kind (176条～185条, 2号～4号), both ends included."""

    first: Citation
    last: Citation

    @property
    def label(self) -> str:
        """法176条～185条; the end without what it shares with the beginning."""
        end = replace(self.last, law=None)
        for level in _LEVELS:
            if getattr(self.last, level) != getattr(self.first, level):
                break
            end = end.at({level: None})
        return f"{self.first.label}～{replace(end, supplementary=False).place.replace('第', '')}"

    def contains(self, citation: Citation) -> bool:
        """Whether ``citation`` lies between the two ends, a place inside the last one included."""
        if (citation.law, citation.supplementary) != (self.first.law, self.first.supplementary):
            return False
        return self.first.order <= citation.order and (
            citation.order <= self.last.order or self.last.contains(citation)
        )

    def expand(self) -> tuple[Citation, ...]:
        """Return the places one by one, by counting (branch numbers between them aren't known here).

        An end with a branch number (49条の12～49条の15) counts in its last number.  Ends of different depth, or
        in different branches, give the two ends alone.
        """
        level = next((name for name in reversed(_LEVELS[:3]) if getattr(self.last, name) is not None), None)
        if level is None:
            return (self.first, self.last)
        head, start = _split(getattr(self.first, level))
        same_head, end = _split(getattr(self.last, level))
        if getattr(self.first, level) is None or head != same_head or not start <= end:
            return (self.first, self.last)
        return tuple(self.last.at({level: f"{head}{number}"}) for number in range(start, end + 1))


def _split(number: str | None) -> tuple[str, int]:
    head, _, last = (number or "0").rpartition("_")
    return (f"{head}_" if head else "", int(last))
