"""What laws are called: official titles, short names, numbers — data of ``rulesets/law_index/*.json``.

A name means one law or none.  ``法``, ``令``, ``規則`` and ``番号法`` are the short names of the contracts; any other
law is printed by its full official name.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pirules.data import law_index_dir
from pirules.errors import LawError
from pirules.text.fold import fold
from pirules.text.numerals import parse_int

_NUMBER = re.compile(
    r"(明治|大正|昭和|平成|令和) ?(元|[0-9]{1,2}|[〇一二三四五六七八九十]{1,4}) ?年 ?"
    r"((?:[一-龥]{2,12}?)?(?:法律|政令|府令|省令|勅令|規則)) ?第? ?([0-9]{1,4}|[〇一二三四五六七八九十百千]{1,9}) ?号"
)

# 平15法57, 令3法37: how lawyers abbreviate a law number.
_SHORT_NUMBER = re.compile(r"(明|大|昭|平|令)([0-9]{1,2}|元)(法律?|政令?) ?([0-9]{1,4})号?(?![0-9]|条)")
_DAY = re.compile(r"年 ?[0-9〇一二三四五六七八九十]{1,3} ?月 ?[0-9〇一二三四五六七八九十]{1,3} ?日")
_LONG_ERA = {"明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和"}


@dataclass(frozen=True, slots=True)
class LawName:
    """What one law is called.

    Attributes:
        key: what ``law`` of a citation holds: the law id, or the full title where the index has no id.
        title: full official name.
        short: what stands before the article in a label (``法``), ``None`` where the full title does.
        number: law number in arabic numerals (``平成15年法律第57号``), or ``None`` where not entered.
        names: popular and abbreviated names.
    """

    key: str
    title: str
    short: str | None
    number: str | None
    names: tuple[str, ...]

    @property
    def prefix(self) -> str:
        """What a label begins with."""
        return self.short or self.title


def read_number(text: str) -> tuple[str, int] | None:
    """Read a law number at the start of ``text``: ``(平成15年法律第57号, characters read)``, or ``None``."""
    folded = fold(text)
    match = _NUMBER.match(folded) or _SHORT_NUMBER.match(folded)
    if match is None:
        return None
    era, year, kind, number = match.groups()
    era = _LONG_ERA.get(era, era)
    kind = {"法": "法律", "政": "政令"}.get(kind, kind)
    year_value = 1 if year == "元" else parse_int(year)
    number_value = parse_int(number)
    if not year_value or not number_value:
        return None
    return f"{era}{'元' if year_value == 1 else year_value}年{kind}第{number_value}号", match.end()


def read_amending_number(text: str) -> tuple[str, int] | None:
    """Like :func:`read_number`, for the form with the day in it: 令和三年五月一九日法律第三七号 is 令和3年法律第37号."""
    return read_number(_DAY.sub("年", fold(text), count=1))


@lru_cache(maxsize=8)
def load_laws(folder: Path) -> tuple[dict[str, Any], ...]:
    """Read all laws of ``folder`` (a file holds one law, or ``{"laws": […]}``).

    Raises:
        LawError: ``P305`` when a file is not what an index file must be.
    """
    laws: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            group = raw.get("laws", [raw])
            for law in group:
                if not isinstance(law["title"], str):
                    raise TypeError("title")  # noqa: TRY301
                laws.append(law)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise LawError("P305", f"{path.name} を法令索引として読めません（{error}）。") from error
    if not laws:
        raise LawError("P305", f"{folder} に法令索引がありません。")
    return tuple(laws)


class Names:
    """The table of names; built once for a folder of rules."""

    def __init__(self, laws: tuple[dict[str, Any], ...]) -> None:
        self._by_key: dict[str, LawName] = {}
        self._by_name: dict[str, LawName] = {}
        for raw in laws:
            law = LawName(
                key=raw.get("id") or raw["title"],
                title=raw["title"],
                short=raw.get("short"),
                number=raw.get("number"),
                names=tuple(raw.get("names", ())),
            )
            self._by_key[law.key] = law
            for name in {law.title, law.key, law.short, law.number, *law.names} - {None}:
                assert name is not None
                other = self._by_name.setdefault(fold(name), law)
                if other is not law:
                    raise LawError(
                        "P305", f"「{name}」が「{other.title}」と「{law.title}」の両方を指しています。"
                    )
        self.longest = max((len(name) for name in self._by_name), default=0)

    def get(self, key: str | None) -> LawName | None:
        """Return the law whose ``key`` (id, or title where it has no id) this is."""
        return self._by_key.get(key) if key else None

    def resolve(self, name: str) -> LawName | None:
        """Return the law that ``name`` (title, short name, number or id) means, or ``None``."""
        folded = fold(name).strip()
        return self._by_name.get(folded) or self._resolve_number(folded) or self._resolve_subordinate(folded)

    def at(self, folded: str, position: int) -> list[tuple[LawName, int]]:
        """Return the laws whose name stands in ``folded`` at ``position``, longest first, each with its end."""
        found = []
        for length in range(min(self.longest, len(folded) - position), 0, -1):
            law = self._by_name.get(folded[position : position + length])
            if law is not None:
                found.append((law, position + length))
        return found

    def subordinate(self, law: LawName, kind: str) -> LawName:
        """Return the 施行令 or 施行規則 (``kind``) of ``law``, by its own entry or named after the law."""
        title = law.title + kind
        return self._by_name.get(title) or LawName(key=title, title=title, short=None, number=None, names=())

    def _resolve_number(self, folded: str) -> LawName | None:
        number = read_number(folded)
        return self._by_name.get(number[0]) if number and number[1] == len(folded) else None

    def _resolve_subordinate(self, folded: str) -> LawName | None:
        for kind in ("施行令", "施行規則"):
            law = self._by_name.get(folded.removesuffix(kind)) if folded.endswith(kind) else None
            if law is not None:
                return self.subordinate(law, kind)
        return None


@lru_cache(maxsize=8)
def _names_of(folder: Path) -> Names:
    return Names(load_laws(folder))


def names() -> Names:
    """Return the names of the rules in force here (:func:`pirules.data.law_index_dir`)."""
    return _names_of(law_index_dir())


def resolve_name(name: str) -> LawName | None:
    """Return the law that ``name`` means (title, popular name, short name, number, id), or ``None``."""
    return names().resolve(name)
