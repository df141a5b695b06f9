"""What ``legal_basis.citation`` means: the special statutes (``rulesets/special_statutes``) as facts.

The text is kept whatever it is; one that can't be read, or isn't in the table, is an ordinary provision and the
answer says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import LawError
from pirules.law import Citation, parse_all, scan
from pirules.provision.instruments import ORDINANCE, named
from pirules.rules.model import Facts
from pirules.rules.schema import check_schema
from pirules.rules.source import fault, read_yaml
from pirules.text.fold import fold

UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Statute:
    """One row of the table: the places it stands for, its kind, its own elements and duties.

    Attributes:
        start: the day from which the row stands, ``None`` where it isn't certain.
        end: its last day, ``None`` while it stands.
        by: the law that brought it.
    """

    id: str
    citations: tuple[Citation, ...]
    kind: str
    elements: str
    asker: str
    enters: str
    contested: bool
    note: str
    asks: str
    gives: str
    duties: tuple[tuple[str, Citation], ...]
    checked: bool
    start: date | None
    end: date | None
    by: str

    def stands(self, day: date) -> bool:
        """Whether the row stands on a day; one whose beginning isn't certain is taken to."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def as_dict(self) -> dict[str, Any]:
        """Return the row as the API and the command line give it."""
        return {
            "id": self.id,
            "citations": [place.as_dict() for place in self.citations],
            "kind": self.kind,
            "elements": self.elements,
            "asker": self.asker,
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


@dataclass(frozen=True)
class Cited:
    """What was read off one ``legal_basis.citation``.

    Attributes:
        text: the citation as written.
        citations: the places it names, those of ordinances included.
        statute: its row of the table on the day asked about.
        out_of_force: a row that the place has on other days only.
    """

    text: str | None
    citations: tuple[Citation, ...] = ()
    statute: Statute | None = None
    out_of_force: Statute | None = None
    facts: dict[str, str] = field(default_factory=dict)

    @cached_property
    def below(self) -> bool:
        """Whether all that is named is below statute and ordinance (要綱, 協定, 通知, a local body's 規則)."""
        return self.facts["statute.below"] == "yes"


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
                enters=body["enters"],
                contested=bool(body.get("contested", False)),
                note=body["note"],
                asks=body.get("asks", ""),
                gives=body.get("gives", ""),
                duties=duties,
                checked=bool(body.get("checked", True)),
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
        enters="S6",
        contested=False,
        note="",
        asks=body["asks"],
        gives="",
        duties=(),
        checked=False,
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


def facts_of_class(
    kind: str,
    elements: str,
    asker: str,
    *,
    ordinance: bool = False,
    own: bool = False,
    contested: bool = False,
    readable: bool = False,
    below: bool = False,
) -> dict[str, str]:
    """Return the facts that rules may name, for one class of citation."""
    flags = {
        "statute.ordinance_named": ordinance,
        "statute.own_request": own,
        "statute.contested": contested,
        "statute.readable": readable,
        "statute.below": below,
    }
    return {
        "statute.kind": kind,
        "statute.elements": elements,
        "statute.asker": asker,
        **{name: "yes" if flag else "no" for name, flag in flags.items()},
    }


NOT_CITED = facts_of_class(UNLISTED, "none", "anyone")


def read_citation(text: str | None, day: date | None = None) -> Cited:
    """Read ``legal_basis.citation``: the places it names, its row of the table, and the facts for the rules.

    Args:
        text: as a person writes it.
        day: the day asked about; a row that doesn't stand on it is none.
    """
    if text is None or not text.strip():
        return Cited(None, facts=NOT_CITED)
    # Only the days on which rows begin and end make a difference.
    return _read(
        text, None if day is None else max((at for at in _boundaries() if at <= day), default=date.min)
    )


@lru_cache(maxsize=1)
def _boundaries() -> tuple[date, ...]:
    rows = load_statutes().statutes
    ends = (date.fromordinal(row.end.toordinal() + 1) for row in rows if row.end)
    return tuple(sorted({*(row.start for row in rows if row.start), *ends}))


@lru_cache(maxsize=2048)
def _read(text: str, day: date | None) -> Cited:
    table = load_statutes()
    # Also 捜査関係事項照会書（刑訴法197条2項）: what stands around a citation is no reason not to read it.
    folded = fold(text)
    citations = tuple(item for item in scan(folded).citations if item.law is not None)
    kind = named(folded, citations)
    if not citations and not kind.ordinance and not kind.below:
        citations = table.named_by(folded)
        kind = replace(kind, statutes=citations)
    statute = next((row for item in kind.statutes if (row := table.find(item, day))), None)
    other = next((row for item in kind.statutes if (row := table.find(item))), None)
    own = any(place.contains(item) for place in table.own_request for item in kind.statutes)
    facts = facts_of_class(
        statute.kind if statute else UNLISTED,
        statute.elements if statute else "none",
        statute.asker if statute else "anyone",
        ordinance=kind.ordinance,
        own=own,
        contested=bool(statute and statute.contested),
        readable=bool(kind.statutes),
        below=kind.below,
    )
    # What is below statute and ordinance carries nothing, so it is never cited.
    carrying = tuple(item for item in citations if item in kind.statutes or str(item.law).endswith(ORDINANCE))
    return Cited(text, carrying, statute, other if statute is None else None, facts)


def may_be_asked(facts: Facts) -> bool:
    """Whether an unknown citation may turn out to be of this class.

    Nobody asked for the ground names a secrecy rule, the limits themselves, an ordinance alone, or a 要綱.
    """
    only_ordinance = facts["statute.ordinance_named"] == "yes" and facts["statute.readable"] == "no"
    return (
        not only_ordinance
        and facts["statute.below"] == "no"
        and facts["statute.kind"] not in {"restriction", "circular"}
    )


@lru_cache(maxsize=1)
def citation_classes() -> tuple[dict[str, str], ...]:
    """Return every combination of facts that a citation can have: what an unknown one might turn out to be."""
    kinds = {(UNLISTED, "none", "anyone", False)}
    table = load_statutes()
    kinds |= {(row.kind, row.elements, row.asker, row.contested) for row in (*table.statutes, *table.named)}
    readable = [
        facts_of_class(
            kind, elements, asker, ordinance=ordinance, own=own, contested=contested, readable=True
        )
        for kind, elements, asker, contested in sorted(kinds)
        for ordinance, own in product((False, True), repeat=2)
    ]
    ordinance, below = {"statute.ordinance_named": "yes"}, {"statute.below": "yes"}
    return (NOT_CITED, NOT_CITED | ordinance, NOT_CITED | below, *readable)
