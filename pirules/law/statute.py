"""A statute's text as values: what a 法令標準XML (or an own table) holds, flattened to units that a citation can find."""

import re
from dataclasses import dataclass
from datetime import date

from pirules.law.citation import Citation

_REVISION_ID = re.compile(
    r"(?P<law>[0-9]{3}[0-9A-Z]{2}[0-9A-Z]{10})_(?P<date>[0-9]{8})_(?P<amending>[0-9A-Z]{15})"
)
_LAW_ID = re.compile(r"[0-9]{3}[A-Z0-9]{2}[0-9]{10}|[0-9]{3}[A-Z0-9]{12}")


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece of a text that has a place of its own.

    Attributes:
        article, paragraph, item, subitem: the place; ``None`` above and below it.
        text: its own words, without those of the units below it.
        caption: 見出し of the article (or of a 附則's 項) that begins here.
        amending: number of the amending law whose 附則 this is (``令和3年法律第37号``), ``""`` of the law's own 附則,
            ``None`` in the 本則.
        division: 章・節 around it (``第5章第4節``), or the 別表 that it is.
        deleted: a 削除 article.
    """

    article: str | None
    paragraph: str | None
    item: str | None
    subitem: str | None
    text: str
    caption: str | None = None
    amending: str | None = None
    division: str | None = None
    deleted: bool = False

    def at(self, citation: Citation) -> bool:
        """Whether the unit lies at or below the place of ``citation`` (the law itself isn't compared)."""
        for level in ("article", "paragraph", "item", "subitem"):
            wanted = getattr(citation, level)
            if wanted is not None and wanted != getattr(self, level):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Division:
    """A 編・章・節 …: ``name`` is its path (``第5章第4節``), ``first`` and ``last`` the articles that it holds."""

    name: str
    title: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class RevisionKey:
    """Which text of the law.

    Attributes:
        id: 法令履歴ID where known.
        in_force: the day it came into force; with ``seen`` a day on which it was in force, its first one being unknown.
        amending: the amending law's id.
    """

    id: str | None = None
    in_force: date | None = None
    amending: str | None = None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Statute:
    """One revision of one law."""

    title: str
    number: str | None
    law_id: str | None
    revision: RevisionKey
    units: tuple[Unit, ...]
    divisions: tuple[Division, ...] = ()
    abbreviations: tuple[str, ...] = ()
    promulgated: date | None = None
    sha256: str = ""
    complete: bool = True

    @property
    def key(self) -> str:
        """What the text is filed under: the law id, else the number, else the title."""
        return self.law_id or self.number or self.title


def revision_from_name(name: str) -> tuple[str | None, RevisionKey]:
    """Read law id and revision out of a file name.

    ``415AC0000000057_20250601_504AC0000000068.xml`` is a revision, ``425AC0000000027_asof20250924.xml`` a text that was
    in force on that day.
    """
    match = _REVISION_ID.search(name)
    if match is not None:
        return match["law"], revision_from_id(match[0])
    law_id = _LAW_ID.match(name)
    day = re.search(r"_as_?of_?([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])", name)
    seen = _day(day[1], day[2], day[3]) if day else None
    return (law_id[0] if law_id else None), RevisionKey(in_force=seen, seen=seen is not None)


def revision_from_id(revision_id: str) -> RevisionKey:
    """Take a 法令履歴ID apart: ``{law}_{施行日}_{改正法令ID}``; a day that doesn't exist is left out."""
    match = _REVISION_ID.fullmatch(revision_id)
    if match is None:
        return RevisionKey(id=revision_id)
    raw = match["date"]
    return RevisionKey(id=revision_id, in_force=_day(raw[:4], raw[4:6], raw[6:]), amending=match["amending"])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
