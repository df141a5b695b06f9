"""The table of special statutes (``rulesets/special_statutes/statutes.yaml``): which places of which laws are what.

A row says of the places that it stands for what kind of provision they are, whose power, and what they ask for themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import LawError
from pirules.law import Citation, index, parse_all
from pirules.rules.schema import check_schema
from pirules.rules.source import fault, read_yaml
from pirules.text.fold import fold

UNLISTED = "unlisted"
RESTRICTION = "restriction"
_NO_GROUND = frozenset({RESTRICTION, "circular", "task"})
#: How the title of a law ends, as against that of an order under one (令, 規則).
_ACT = ("法", "法律")


@dataclass(frozen=True, slots=True)
class Statute:
    """One row of the table: the places it stands for, its kind, its own elements and duties.

    Attributes:
        weighed: a restriction only where nothing else is cited; beside a ground it is weighed among the conditions.
        asker: whose power it is; ``giver``: who may or must give by it.
        start: the day from which the row stands, ``None`` where it isn't certain.
        end: its last day, ``None`` while it stands.
        by: the law that brought it.
    """

    id: str
    citations: tuple[Citation, ...]
    kind: str
    elements: str
    asker: str
    giver: str
    enters: str
    contested: bool
    note: str
    asks: str
    gives: str
    duties: tuple[tuple[str, Citation], ...]
    checked: bool
    weighed: bool
    start: date | None
    end: date | None
    by: str

    def stands(self, day: date) -> bool:
        """Whether the row stands on a day; one whose beginning isn't certain is taken to."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def bars(self) -> bool:
        """Whether the row can't be the ground of a provision: a limit, or a mere list of tasks."""
        return self.kind in _NO_GROUND

    def as_dict(self) -> dict[str, Any]:
        """Return the row as the API and the command line give it."""
        return {
            "id": self.id,
            "citations": [place.as_dict() for place in self.citations],
            "kind": self.kind,
            "elements": self.elements,
            "asker": self.asker,
            "giver": self.giver,
            "enters": self.enters,
            "asks": self.asks or None,
            "gives": self.gives or None,
            "note": self.note,
            "duties": [{"text": text, "citation": place.as_dict()} for text, place in self.duties],
            "contested": self.contested,
            "checked": self.checked,
            "in_force": {
                "from": self.start.isoformat() if self.start else None,
                "to": self.end.isoformat() if self.end else None,
                "by": self.by or None,
            },
        }


@dataclass(frozen=True, slots=True)
class StatuteTable:
    """All rows, and what else is known of citations.

    Attributes:
        named: provisions known only by whose power they are.
        own_request: how a person asks for the own data.
        called: names of requests, and the provisions that they are made under.
        opening: what an article is that in any Act says no more than its purpose; ``opening_articles`` their numbers.
    """

    statutes: tuple[Statute, ...]
    named: tuple[Statute, ...]
    own_request: tuple[Citation, ...]
    called: tuple[tuple[str, Citation], ...]
    opening: Statute
    opening_articles: tuple[str, ...]

    def named_by(self, text: str) -> tuple[Citation, ...]:
        """Return the provisions of requests that ``text`` calls by their names (捜査関係事項照会書)."""
        return tuple(dict.fromkeys(place for word, place in self.called if word in text))

    def find(self, citation: Citation, day: date | None = None) -> Statute | None:
        """Return the row whose place contains ``citation``, the narrowest first; on a day, only rows that stand."""
        fitting = [
            (place.order, statute)
            for statute in (*self.statutes, *self.named)
            if day is None or statute.stands(day)
            for place in statute.citations
            if place.contains(citation)
        ]
        if fitting:
            return max(fitting, key=lambda found: found[0])[1]
        return self.opening if self._opens(citation) else None

    def _opens(self, citation: Citation) -> bool:
        """Whether a place is one that in any law says no more than its purpose."""
        if citation.article not in self.opening_articles:
            return False
        known = index().law(str(citation.law))
        return (known.name.title if known else str(citation.law)).endswith(_ACT)

    def listed(self, citations: str | None) -> tuple[Statute, ...]:
        """Return the rows under which the written ``citations`` fall, all of them for ``None``.

        Raises:
            LawError: ``P301`` when the text can't be read as citations.
        """
        if citations is None:
            return self.statutes
        found = [self.find(place) for place in parse_all(citations)]
        return tuple(statute for statute in self.statutes if statute in found)


def _day(raw: Any) -> date | None:
    return raw if isinstance(raw, date) else None


def _load(path: Path) -> StatuteTable:
    raw = read_yaml(path)
    check_schema(path, raw, "special_statutes")
    ordinary = {"kind": UNLISTED, "enters": "S6", "note": "", "checked": False}
    opening = raw["opening"]
    first = {"id": "opening", "citations": (), "kind": "task", "enters": "S6", "checked": False}
    return StatuteTable(
        statutes=tuple(_statute(path, body) for body in raw["statutes"]),
        # Provisions that are ordinary ones but for whose power they are.
        named=tuple(
            _statute(path, body, id=body["citations"][0], **ordinary) for body in raw.get("named", ())
        ),
        own_request=tuple(Citation.parse(text) for text in raw["own_request"]),
        called=tuple(_called(path, raw.get("called", ()))),
        opening=_statute(path, opening, **first),
        opening_articles=tuple(opening["articles"]),
    )


def _statute(path: Path, body: Any, **given: Any) -> Statute:
    """Return the row that an entry of the table stands for; ``given`` is what the entry itself doesn't say."""
    row = {**body, **given}
    try:
        citations = tuple(Citation.parse(text) for text in row["citations"])
        duties = tuple((duty["text"], Citation.parse(duty["citation"])) for duty in row.get("duties", ()))
    except LawError as error:
        raise fault(path, body.line, error.detail) from error
    in_force = row.get("in_force") or {}
    return Statute(
        id=row["id"],
        citations=citations,
        kind=row["kind"],
        elements=row.get("elements", "none"),
        asker=row.get("asker", "anyone"),
        giver=row.get("giver", "anyone"),
        enters=row["enters"],
        contested=bool(row.get("contested", False)),
        note=row["note"],
        asks=row.get("asks", ""),
        gives=row.get("gives", ""),
        duties=duties,
        checked=bool(row.get("checked", True)),
        weighed=bool(row.get("weighed", False)),
        start=_day(in_force.get("from")),
        end=_day(in_force.get("to")),
        by=in_force.get("by", ""),
    )


def _called(path: Path, bodies: Iterable[Any]) -> Iterator[tuple[str, Citation]]:
    """Yield the names of requests and the provisions that they are made under."""
    for body in bodies:
        try:
            place = Citation.parse(body["citation"])
        except LawError as error:
            raise fault(path, body.line, error.detail) from error
        yield from ((fold(word), place) for word in body["words"])


@lru_cache(maxsize=4)
def load_statutes(folder: Path | None = None) -> StatuteTable:
    """Read the table of special statutes.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    return _load((folder or rulesets_dir()) / "special_statutes" / "statutes.yaml")
