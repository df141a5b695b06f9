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
from pirules.law import Citation, parse_all
from pirules.rules.schema import check_schema
from pirules.rules.source import fault, read_yaml
from pirules.text.fold import fold

UNLISTED = "unlisted"
RESTRICTION = "restriction"
_NO_GROUND = frozenset({RESTRICTION, "circular", "task"})


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
    """All rows, provisions known only by whose power they are, how a person asks for the own data, names of requests."""

    statutes: tuple[Statute, ...]
    named: tuple[Statute, ...]
    own_request: tuple[Citation, ...]
    called: tuple[tuple[str, Citation], ...]

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
        return max(fitting, key=lambda found: found[0])[1] if fitting else None

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
    rows = []
    for body in raw["statutes"]:
        try:
            citations = tuple(Citation.parse(text) for text in body["citations"])
            duties = tuple(
                (duty["text"], Citation.parse(duty["citation"])) for duty in body.get("duties", ())
            )
        except LawError as error:
            raise fault(path, body.line, error.detail) from error
        rows.append(
            Statute(
                id=body["id"],
                citations=citations,
                kind=body["kind"],
                elements=body.get("elements", "none"),
                asker=body.get("asker", "anyone"),
                giver=body.get("giver", "anyone"),
                enters=body["enters"],
                contested=bool(body.get("contested", False)),
                note=body["note"],
                asks=body.get("asks", ""),
                gives=body.get("gives", ""),
                duties=duties,
                checked=bool(body.get("checked", True)),
                weighed=bool(body.get("weighed", False)),
                start=_day((body.get("in_force") or {}).get("from")),
                end=_day((body.get("in_force") or {}).get("to")),
                by=(body.get("in_force") or {}).get("by", ""),
            )
        )
    own = tuple(Citation.parse(text) for text in raw["own_request"])
    named_rows = (_named_row(path, body) for body in raw.get("named", ()))
    return StatuteTable(tuple(rows), tuple(named_rows), own, tuple(_called(path, raw.get("called", ()))))


def _called(path: Path, bodies: Iterable[Any]) -> Iterator[tuple[str, Citation]]:
    """Yield the names of requests and the provisions that they are made under."""
    for body in bodies:
        try:
            place = Citation.parse(body["citation"])
        except LawError as error:
            raise fault(path, body.line, error.detail) from error
        yield from ((fold(word), place) for word in body["words"])


def _named_row(path: Path, body: Any) -> Statute:
    """Return a provision that is an ordinary one but for whose power it is."""
    try:
        citations = tuple(map(Citation.parse, body["citations"]))
    except LawError as error:
        raise fault(path, body.line, error.detail) from error
    return Statute(
        id=citations[0].label,
        citations=citations,
        kind=UNLISTED,
        elements="none",
        asker=body["asker"],
        giver="anyone",
        enters="S6",
        contested=False,
        note="",
        asks=body["asks"],
        gives="",
        duties=(),
        checked=False,
        weighed=False,
        start=None,
        end=None,
        by="",
    )


@lru_cache(maxsize=4)
def load_statutes(folder: Path | None = None) -> StatuteTable:
    """Read the table of special statutes.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    return _load((folder or rulesets_dir()) / "special_statutes" / "statutes.yaml")
