"""The law index in memory: what exists in a law, from when to when, and how we know."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from pirules.errors import LawError
from pirules.law.citation import Citation, CitationRange
from pirules.law.names import LawName


class Basis(StrEnum):
    """How the index knows about a day: from a text of that day, by reasoning from one, or entered by hand."""

    TEXT = "text"
    DERIVED = "derived"
    BY_HAND = "by_hand"


class DateStatus(StrEnum):
    """Whether the day of a revision is settled; only ``fixed`` ever takes effect."""

    FIXED = "fixed"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """Days (both included, ``until`` ``None``: open) of which the index can speak, and on what basis."""

    start: date
    until: date | None
    basis: Basis

    def holds(self, on: date) -> bool:
        """Whether ``on`` lies in the window."""
        return self.start <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Touch:
    """A place that a revision touches; ``certainty``: ``listed`` by the amending law, ``reported``, ``possible``."""

    citation: Citation
    certainty: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a law.

    Attributes:
        in_force: its day; where ``date_status`` isn't ``fixed``, the latest one that is possible or was entered by e-Gov.
        amending: number of the amending law, ``subject`` what it is about, ``effect`` what it changes, in our words.
        content: ``read``, ``reported``, ``inferred`` or ``unverified``; only ``read`` may ever decide.
        id: 法令履歴ID where known.
    """

    law: str
    in_force: date | None
    amending: str
    subject: str
    effect: str
    date_status: DateStatus
    latest_possible: date | None
    promulgated: date | None
    content: str
    touches: tuple[Touch, ...] = ()
    id: str | None = None

    def effective(self, on: date) -> bool:
        """Whether the revision is in force on a day; one whose day isn't fixed never is by itself."""
        return self.date_status is DateStatus.FIXED and self.in_force is not None and self.in_force <= on


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Articles that got another number: ``moved`` old → new, ``removed`` and ``added`` numbers, ``changed`` places."""

    in_force: date
    amending: str
    moved: dict[str, str]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[Citation, ...] = ()
    presumed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article: its caption, what is in it, and from when to when it has this number.

    ``paragraphs`` maps 項 to its 号 and what stands below them (``{"1": {"3": "イロ"}}``); ``None`` when not known.
    ``partial``: further 項 and 号 may exist that weren't entered.
    """

    number: str | None
    caption: str | None
    paragraphs: dict[str, dict[str, str]] | None
    start: date | None = None
    until: date | None = None
    partial: bool = False
    deleted: bool = False

    def valid(self, on: date) -> bool:
        """Whether the article has this number on a day."""
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class LawEntry:
    """All that the index knows of one law."""

    name: LawName
    promulgated: date | None
    entered: str
    complete: bool
    windows: tuple[Window, ...]
    revisions: tuple[Revision, ...]
    renumberings: tuple[Renumbering, ...]
    articles: dict[str | None, tuple[ArticleEntry, ...]]
    supplementary: dict[str | None, tuple[ArticleEntry, ...]]
    divisions: dict[str, tuple[str | None, str | None, str]]
    appended: frozenset[str]

    def window(self, on: date) -> Window | None:
        """Return the window in which ``on`` lies."""
        return next((window for window in self.windows if window.holds(on)), None)

    @property
    def checked_until(self) -> date | None:
        """Last day whose text the index was compared with."""
        return max((w.until for w in self.windows if w.basis is Basis.TEXT and w.until), default=None)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _article(raw: dict[str, Any], *, partial: bool) -> ArticleEntry:
    paragraphs = raw.get("p")
    return ArticleEntry(
        number=raw.get("n"),
        caption=raw.get("caption"),
        paragraphs=None
        if paragraphs is None
        else {
            number: {item.partition(":")[0]: item.partition(":")[2] for item in items.split()}
            for number, items in paragraphs.items()
        },
        start=_day(raw.get("from")),
        until=_day(raw.get("to")),
        partial=bool(raw.get("partial", partial)),
        deleted=bool(raw.get("deleted", False)),
    )


def _articles(rows: list[dict[str, Any]], *, partial: bool) -> dict[str | None, tuple[ArticleEntry, ...]]:
    found: dict[str | None, tuple[ArticleEntry, ...]] = {}
    for row in rows:
        entry = _article(row, partial=partial)
        for number in _numbers(entry.number):
            found[number] = (*found.get(number, ()), replace(entry, number=number))
    return found


def _numbers(number: str | None) -> list[str | None]:
    """Count out a range of 削除 articles (``8:10``, ``10_2:10_4``), which is one entry in the text."""
    first, _, last = (number or "").partition(":")
    if not last:
        return [number]
    return [place.article for place in CitationRange(Citation(None, first), Citation(None, last)).expand()]


def _revision(raw: dict[str, Any], key: str) -> Revision:
    touches = tuple(
        Touch(Citation.parse(place, law=key), certainty)
        for certainty in ("listed", "reported", "possible")
        for place in raw.get("touches", {}).get(certainty, ())
    )
    return Revision(
        law=key,
        in_force=_day(raw.get("in_force")),
        amending=raw["amending"],
        subject=raw["subject"],
        effect=raw["effect"],
        date_status=DateStatus(raw["date_status"]),
        latest_possible=_day(raw.get("latest_possible")),
        promulgated=_day(raw.get("promulgated")),
        content=raw["content"],
        touches=touches,
        id=raw.get("id"),
    )


def _renumbering(raw: dict[str, Any], key: str) -> Renumbering:
    return Renumbering(
        in_force=date.fromisoformat(raw["in_force"]),
        amending=raw["amending"],
        moved=dict(raw["moved"]),
        removed=tuple(raw.get("removed", ())),
        added=tuple(raw.get("added", ())),
        changed=tuple(Citation.parse(place, law=key) for place in raw.get("changed", ())),
        presumed=dict(raw.get("presumed", {})),
    )


def _renumber(
    articles: dict[str | None, tuple[ArticleEntry, ...]], renumbering: Renumbering
) -> dict[str | None, tuple[ArticleEntry, ...]]:
    """Return the articles with those of after the renumbering beside those of before it."""
    before, after = renumbering.in_force - timedelta(days=1), renumbering.in_force
    changed = {citation.article for citation in renumbering.changed if citation.paragraph is None}
    result: dict[str | None, list[ArticleEntry]] = {}
    for number, entries in articles.items():
        for entry in entries:
            new = renumbering.moved.get(number or "")
            gone = new is not None or number in renumbering.removed
            kept = replace(entry, until=before) if gone and entry.valid(before) else entry
            result.setdefault(number, []).append(kept)
            if new is not None and entry.valid(before):
                # Of an article that was also amended only its number is known.
                paragraphs = None if number in changed else entry.paragraphs
                moved = replace(entry, number=new, paragraphs=paragraphs, start=after, until=None)
                result.setdefault(new, []).append(moved)
    for number in renumbering.added:
        result.setdefault(number, []).append(ArticleEntry(number, None, None, start=after, partial=True))
    return {number: tuple(entries) for number, entries in result.items()}


def law_entry(raw: dict[str, Any], name: LawName) -> LawEntry:
    """Make the entry of one law out of its JSON.

    Raises:
        LawError: ``P305`` when a field is missing or has a wrong value.
    """
    try:
        complete = bool(raw.get("complete", False))
        renumberings = tuple(_renumbering(row, name.key) for row in raw.get("renumberings", ()))
        articles = _articles(raw.get("articles", []), partial=not complete)
        for renumbering in renumberings:
            articles = _renumber(articles, renumbering)
        return LawEntry(
            name=name,
            promulgated=_day(raw.get("promulgated")),
            entered=raw.get("entered", "by_hand"),
            complete=complete,
            windows=tuple(
                Window(date.fromisoformat(row["from"]), _day(row.get("until")), Basis(row["basis"]))
                for row in raw.get("windows", ())
            ),
            revisions=tuple(_revision(row, name.key) for row in raw.get("revisions", ())),
            renumberings=renumberings,
            articles=articles,
            supplementary=_articles(raw.get("supplementary", []), partial=not complete),
            divisions={
                row["name"]: (row.get("first"), row.get("last"), row.get("title", ""))
                for row in raw.get("divisions", ())
            },
            appended=frozenset(raw.get("appended", ())),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LawError(
            "P305", f"「{name.title}」の索引を読めません（{type(error).__name__}: {error}）。"
        ) from error
