"""Remarks that take the ground away: the act which the statute asks for hasn't happened, or no statute is named at all.

「刑事訴訟法218条（令状なし）」 names a power that nobody has exercised yet, and 「公益のため」 none.  The words are data
(``rulesets/special_statutes/denials.yaml``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pirules.data import rulesets_dir
from pirules.law import index
from pirules.rules.schema import check_schema
from pirules.rules.source import read_yaml

#: The letter of an article (条); no number of one stands in the code.
_MARK = "\u6761"
_SEGMENT = re.compile(r"[^()\[\]、。,;:・\n]+")
#: 刑訴法197条2項, 同条: what 「に基づかない」 may follow to speak of the place cited.
_PLACE = re.compile(rf"(?:[0-9]|[{_MARK}項号法令]|これ|\))(?:の規定|の定め|の要件|各号)?$")
#: 特別措置令12条 and the like: the number of an article, or an order by name.
_ARTICLE = re.compile(
    rf"[0-9〇一二三四五六七八九十百]{_MARK}|令(?:第?[0-9]|$)|\b(?:act|law|code|regulation)\b", re.IGNORECASE
)
#: (2項は適用しない): a remark on another place than the one cited.
_ELSEWHERE = re.compile(rf"(?:同{_MARK})?第?[0-9]+[{_MARK}項号]|ただし書|附則")
_SEARCHED = 400


@dataclass(frozen=True, slots=True)
class Denial:
    """A place in the text of a citation at which the ground is denied.

    Attributes:
        place: where it stands; it speaks of the citation before it.
        of_order: what is missing is a warrant or an order, which a mere inquiry does without.
        behind: it needs a citation before it (同法ではなく刑訴法197条 denies nothing of 197条).
    """

    place: int
    of_order: bool = False
    behind: bool = False


def _all_reached(text: str, start: int, steps: Sequence[str]) -> set[int]:
    """Return the places of a text to which ``steps`` lead, one behind the other."""
    found, open_ = {start}, [start]
    while open_:
        at = open_.pop()
        new = {at + len(word) for word in steps if text.startswith(word, at)} - found
        found |= new
        open_ += new
    return found


@dataclass(frozen=True)
class Denials:
    """The words by which a denial is told."""

    acts: tuple[str, ...]
    orders: tuple[str, ...]
    others: tuple[str, ...]
    between: tuple[str, ...]
    undone: tuple[str, ...]
    suffixes: tuple[str, ...]
    alone: tuple[str, ...]
    leading: tuple[str, ...]
    apart: tuple[str, ...]
    ordinary: tuple[str, ...]
    lawlike: tuple[str, ...]
    instead: tuple[str, ...]

    @cached_property
    def _act(self) -> re.Pattern[str]:
        longest = sorted((*self.orders, *self.acts), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest)))

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.apart)))

    def find(self, text: str) -> Iterator[Denial]:
        """Yield the denials in a citation as written, folded."""
        text = text[:_SEARCHED]
        for found in self._apart.finditer(text):
            if _PLACE.search(text[: found.start()]):
                yield Denial(found.start(), behind=True)
        for segment in _SEGMENT.finditer(text):
            if text[: segment.start()].endswith("(") and _ELSEWHERE.match(segment[0]):
                continue
            yield from self._in_segment(segment[0].strip(), segment.start())

    def _in_segment(self, words: str, start: int) -> Iterator[Denial]:
        if self._ends(words, 0, self.leading, self.alone):
            yield Denial(start)
        for act in self._act.finditer(words):
            if words[: act.start()].endswith(self.others):
                continue
            if self._ends(words, act.end(), self.between, (*self.undone, *self.alone)):
                yield Denial(start + act.start(), of_order=act[0] in self.orders)

    def _ends(self, words: str, start: int, steps: Sequence[str], last: Sequence[str]) -> bool:
        """Whether from ``start`` only ``steps`` lead to a word of ``last``, behind which nothing changes the meaning."""
        return any(
            len(words) in _all_reached(words, at + len(word), self.suffixes)
            for at in _all_reached(words, start, steps)
            for word in last
            if words.startswith(word, at)
        )

    def names_a_law(self, text: str) -> bool:
        """Whether anything in a text, folded, could be the name of a law or the number of an article."""
        if any(name in text for name in _names()):
            return True
        for word in self.ordinary:
            text = text.replace(word, " ")
        return any(word in text for word in self.lawlike) or bool(_ARTICLE.search(text))

    def names_something_else(self, text: str) -> bool:
        """Whether a text, folded, says in plain words on what else it rests; one that can't be read doesn't."""
        return not self.names_a_law(text) and any(word in text for word in self.instead)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the names that the index knows, those included that don't look like a law's."""
    known = (name for entry in index().laws() for name in (entry.name.title, *entry.name.names))
    return frozenset(name for name in known if len(name) > 1)


@lru_cache(maxsize=4)
def load_denials(folder: Path | None = None) -> Denials:
    """Read the words.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    path = (folder or rulesets_dir()) / "special_statutes" / "denials.yaml"
    raw = read_yaml(path)
    check_schema(path, raw, "denials")
    return Denials(**{key: tuple(words) for key, words in raw.items()})
