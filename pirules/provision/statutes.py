"""What ``legal_basis.citation`` means: the special statutes (``rulesets/special_statutes``) as facts.

The text is kept whatever it is; one that can't be read, or isn't in the table, is an ordinary provision and the
answer says so.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import product

from pirules.law import Citation, scan
from pirules.law.shorthand import written_out
from pirules.provision.instruments import ORDINANCE, named
from pirules.provision.shorthand import load_shorthand
from pirules.provision.special_statutes import UNLISTED, Statute, load_statutes
from pirules.rules.model import Facts
from pirules.text.fold import fold


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
    folded = written_out(fold(text), load_shorthand())
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
