"""What ``legal_basis.citation`` means: the special statutes (``rulesets/special_statutes``) as facts.

The text is kept whatever it is; one that can't be read, or isn't in the table, is an ordinary provision and the
answer says so.
"""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import LawError
from pirules.law import Citation, parse_all, scan
from pirules.rules.model import Facts
from pirules.rules.schema import check_schema
from pirules.rules.source import fault, read_yaml
from pirules.text.fold import fold


@dataclass(frozen=True, slots=True)
class Statute:
    """One row of the table: the places it stands for, its kind, its own elements and duties."""

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
        }


@dataclass(frozen=True, slots=True)
class StatuteTable:
    """All rows, and the citations by which a person asks for the own data."""

    statutes: tuple[Statute, ...]
    own_request: tuple[Citation, ...]

    def find(self, citation: Citation) -> Statute | None:
        """Return the row whose place contains ``citation``, the narrowest first."""
        fitting = [
            (place.order, statute)
            for statute in self.statutes
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
    """What was read off one ``legal_basis.citation``."""

    text: str | None
    citations: tuple[Citation, ...] = ()
    statute: Statute | None = None
    own_request: bool = False
    facts: dict[str, str] = field(default_factory=dict)

    @cached_property
    def names_ordinance(self) -> bool:
        """Whether the text names an ordinance, a remark such as 条例の特別の定め included."""
        return self.text is not None and "条例" in self.text


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
            )
        )
    own = tuple(Citation.parse(text) for text in raw["own_request"])
    return StatuteTable(tuple(rows), own)


@lru_cache(maxsize=4)
def load_statutes(folder: Path | None = None) -> StatuteTable:
    """Read the table of special statutes.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    return _load((folder or rulesets_dir()) / "special_statutes" / "statutes.yaml")


def facts_of_class(
    kind: str, elements: str, asker: str, *, ordinance: bool, own: bool, contested: bool, readable: bool
) -> dict[str, str]:
    """Return the facts that rules may name, for one class of citation."""
    flags = {
        "statute.ordinance_named": ordinance,
        "statute.own_request": own,
        "statute.contested": contested,
        "statute.readable": readable,
    }
    return {
        "statute.kind": kind,
        "statute.elements": elements,
        "statute.asker": asker,
        **{name: "yes" if flag else "no" for name, flag in flags.items()},
    }


NOT_CITED = facts_of_class(
    "unlisted", "none", "anyone", ordinance=False, own=False, contested=False, readable=False
)


@lru_cache(maxsize=2048)
def read_citation(text: str | None) -> Cited:
    """Read ``legal_basis.citation``: the places it names, its row of the table, and the facts for the rules."""
    if text is None or not text.strip():
        return Cited(None, facts=NOT_CITED)
    table = load_statutes()
    # Also 捜査関係事項照会書（刑訴法197条2項）: what stands around a citation is no reason not to read it.
    citations = tuple(item for item in scan(fold(text)).citations if item.law is not None)
    statute = next((row for row in map(table.find, citations) if row), None)
    own = any(place.contains(citation) for place in table.own_request for citation in citations)
    facts = facts_of_class(
        statute.kind if statute else "unlisted",
        statute.elements if statute else "none",
        statute.asker if statute else "anyone",
        ordinance="条例" in text,
        own=own,
        contested=bool(statute and statute.contested),
        readable=any(not str(citation.law).endswith("条例") for citation in citations),
    )
    return Cited(text, citations, statute, own, facts)


def may_be_asked(facts: Facts) -> bool:
    """Whether an unknown citation may turn out to be of this class.

    Nobody asked for the ground names a secrecy rule, the limits themselves, or an ordinance alone.
    """
    only_ordinance = facts["statute.ordinance_named"] == "yes" and facts["statute.readable"] == "no"
    return not only_ordinance and facts["statute.kind"] not in {"restriction", "circular"}


@lru_cache(maxsize=1)
def citation_classes() -> tuple[dict[str, str], ...]:
    """Return every combination of facts that a citation can have: what an unknown one might turn out to be."""
    kinds = {("unlisted", "none", "anyone", False)}
    kinds |= {(row.kind, row.elements, row.asker, row.contested) for row in load_statutes().statutes}
    readable = [
        facts_of_class(
            kind, elements, asker, ordinance=ordinance, own=own, contested=contested, readable=True
        )
        for kind, elements, asker, contested in sorted(kinds)
        for ordinance, own in product((False, True), repeat=2)
    ]
    return (NOT_CITED, NOT_CITED | {"statute.ordinance_named": "yes"}, *readable)
