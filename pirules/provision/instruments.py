"""What kind of instrument a citation names, by its form: a statute, an ordinance, or something below both.

The words are data (``rulesets/special_statutes/instruments.yaml``).  A local body's rule (規則), 要綱, agreement or a
ministry's circular is neither 法令 nor 条例, whatever the request calls it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pirules.data import rulesets_dir
from pirules.law import Citation, index
from pirules.rules.schema import check_schema
from pirules.rules.source import read_yaml

ORDINANCE = "条例"
_ID = re.compile(r"[0-9]{3}[A-Z]")
_NUMBERED = re.compile(r"第?[0-9一二三四五六七八九十百]+号")
_NAME_LIMIT = 200
#: A body's name has mostly two letters before 市, 町 …, and one where only local bodies make such rules (細則);
#: what follows may be the name of a law.
_BODY = 2
_DETAILS = "細則"
#: Where the name of an ordinance begins.
_NAME_START = re.compile(r"[()\[\]、。,・;；\s]|及び|並びに|又は")
_TITLE = re.compile(r"(?![のにをとが等])..+法")


@dataclass(frozen=True, slots=True)
class Instruments:
    """The words by which an instrument is told."""

    words: tuple[str, ...]
    endings: tuple[str, ...]
    numbered: tuple[str, ...]
    local: tuple[str, ...]
    not_local: tuple[str, ...]
    enforcing: tuple[str, ...]
    denied: tuple[str, ...]
    between: tuple[str, ...]
    former: tuple[str, ...]

    def ordinance(self, text: str) -> bool:
        """Whether a text names an ordinance that is there: 条例の特別の定め does, 条例なし and 旧条例 don't."""
        return any(self._stands(text, found.start()) for found in re.finditer(ORDINANCE, text))

    def _stands(self, text: str, place: int) -> bool:
        """Whether the word 条例 at a place is that of an ordinance in force, by what is said around it."""
        name = _NAME_START.split(text[:place])[-1]
        if name.startswith(self.former):
            return False
        behind = place + len(ORDINANCE)
        while step := next((word for word in self.between if text.startswith(word, behind)), ""):
            behind += len(step)
        return not text.startswith(self.denied, behind)

    def below(self, name: str) -> bool:
        """Whether a name is that of something that is neither a statute nor an ordinance."""
        if any(word in name and _NUMBERED.search(name, name.index(word)) for word in self.numbered):
            return False
        name = name.partition("(")[0] or name
        if ORDINANCE in name:
            # 条例施行規則 is a rule under the ordinance, 条例5条 the ordinance itself.
            behind = name.rpartition(ORDINANCE)[2]
            return any(word in behind for word in (*self.words, *self.endings))
        if any(word in name for word in self.words):
            return True
        return any(word in name for word in self.endings) and self._local(name)

    def _local(self, name: str) -> bool:
        """Whether a rule is that of a local body: by the body's name in it, unless it enforces a national law."""
        enforces = next((word for word in self.enforcing if word in name), None)
        if enforces is None:
            return any(word in self._without_others(name) for word in self.local)
        law = name[: name.index(enforces)] + enforces.partition("施行")[0]
        places = [law.find(word) + len(word) for word in self.local if word in law]
        if any(_known(law[place:]) for place in places):
            return True
        # A law that the index doesn't know (横浜市学校教育法施行規則): a body's name, then what may be a law's.
        other = self._without_others(law)
        shortest = 1 if enforces.endswith(_DETAILS) else _BODY
        return any(
            (place := other.find(word)) >= shortest and _TITLE.match(other, place + len(word))
            for word in self.local
        )

    def _without_others(self, name: str) -> str:
        """Return a name without the words that only look like a local body's."""
        for word in self.not_local:
            name = name.replace(word, "")
        return name


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(title for entry in index().laws() for title in (entry.name.title, *entry.name.names))


def _known(title: str) -> bool:
    return title in _titles()


@lru_cache(maxsize=4)
def load_instruments(folder: Path | None = None) -> Instruments:
    """Read the words.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    path = (folder or rulesets_dir()) / "special_statutes" / "instruments.yaml"
    raw = read_yaml(path)
    check_schema(path, raw, "instruments")
    return Instruments(**{key: tuple(words) for key, words in raw.items()})


@dataclass(frozen=True, slots=True)
class Named:
    """What a citation names: statutes, an ordinance, something below both."""

    statutes: tuple[Citation, ...]
    ordinance: bool
    below: bool


_LAW = re.compile(r"(?:法|法律|政令|省令|府令|規範)(?:第|[0-9]|施行|の規定|に基|に定め|$|[、。)])")
_PARTS = re.compile(r"[、。,;；\n]|及び|並びに|又は|若しくは")


def named(text: str, citations: Iterable[Citation]) -> Named:
    """Tell what a citation names.

    Args:
        text: the citation as written, folded.
        citations: the citations read in it that name a law.
    """
    words = load_instruments()
    parts = [part[:_NAME_LIMIT] for part in _PARTS.split(text) if part]
    below_parts = [part for part in parts if words.below(part)]
    ordinance = any(words.ordinance(part) for part in parts if part not in below_parts)
    statutes = tuple(item for item in citations if _statute(words, item, below_parts))
    if statutes:
        return Named(statutes, words.ordinance(text), below=False)
    rest = [part for part in parts if part not in below_parts and ORDINANCE not in part]
    nothing = bool(below_parts) or ORDINANCE in text
    return Named((), ordinance, below=nothing and not ordinance and not any(map(_LAW.search, rest)))


def _statute(words: Instruments, citation: Citation, below_parts: list[str]) -> bool:
    """Whether a citation read in the text is one of a statute."""
    law = str(citation.law)
    if citation.article is None and below_parts:
        # 個人情報保護法に基づく要綱 names no place of the Act.
        return False
    if not _ID.match(law):
        of_a_body = any(
            part[:place].endswith(words.local)
            for part in below_parts
            if law.endswith(words.endings) and (place := part.find(law)) > 0
        )
        return not law.endswith(ORDINANCE) and not words.below(law) and not of_a_body
    # The name of a local rule may end like that of a national one (○○市個人情報の保護に関する法律施行規則).
    entry = index().law(law)
    return entry is None or not any(entry.name.title in part for part in below_parts)
