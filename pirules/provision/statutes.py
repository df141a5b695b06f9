"""What ``legal_basis.citation`` means: the special statutes (``rulesets/special_statutes``) as facts.

The text is kept whatever it is; one that can't be read, or isn't in the table, is an ordinary provision and the
answer says so.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import compress, product

from pirules.law import Citation, scan
from pirules.law.shorthand import written_out
from pirules.provision.denials import Denial, load_denials
from pirules.provision.instruments import ORDINANCE, named
from pirules.provision.shorthand import load_shorthand
from pirules.provision.special_statutes import RESTRICTION, UNLISTED, Statute, load_statutes
from pirules.rules.model import Facts
from pirules.text.fold import fold


@dataclass(frozen=True)
class Cited:
    """What was read off one ``legal_basis.citation``.

    Attributes:
        text: the citation as written.
        citations: the places it names, those of ordinances included.
        statute: its row of the table on the day asked about.
        grounds: the places that may carry a provision; what can't only where nothing else is cited.
        restricting: the places that are secrecy rules or the like.
        out_of_force: a row that the place has on other days only.
        denied: whether it says of a statute that its act hasn't happened, so that this one carries nothing.
        unnamed: whether it says in plain words on what else than a law it rests.
    """

    text: str | None
    citations: tuple[Citation, ...] = ()
    grounds: tuple[Citation, ...] = ()
    statute: Statute | None = None
    restricting: tuple[Citation, ...] = ()
    out_of_force: Statute | None = None
    denied: bool = False
    unnamed: bool = False
    facts: dict[str, str] = field(default_factory=dict)

    @cached_property
    def only_ordinances(self) -> bool:
        """Whether ordinances are cited and nothing else."""
        return bool(self.citations) and all(map(_of_an_ordinance, self.citations))

    @cached_property
    def below(self) -> bool:
        """Whether all that is named is below statute and ordinance (要綱, 協定, 通知, a local body's 規則), denied, or no law."""
        return self.facts["statute.below"] == "yes"


#: What rules may ask of the row under which a citation falls, and of the citation itself (yes or no).
_Row = tuple[str, str, str, str, bool]
_ORDINARY = (UNLISTED, "none", "anyone", "anyone", False)
_BESIDE = ("restricting", "ordinance_named", "own_request")
_FLAGS = (*_BESIDE, "readable", "below", "out_of_force")


def _row(statute: Statute | None) -> _Row:
    if statute is None:
        return _ORDINARY
    return statute.kind, statute.elements, statute.asker, statute.giver, statute.contested


def facts_of_class(row: _Row = _ORDINARY, *, flags: Collection[str] = ()) -> dict[str, str]:
    """Return the facts that rules may name, for one class of citation.

    Args:
        row: kind, elements, asker and giver of its row, and whether it is contested.
        flags: those of ``_FLAGS`` that hold.
    """
    kind, elements, asker, giver, contested = row
    facts = {"kind": kind, "elements": elements, "asker": asker, "giver": giver}
    facts |= {name: "yes" if name in flags else "no" for name in _FLAGS}
    facts["contested"] = "yes" if contested else "no"
    return {f"statute.{name}": value for name, value in facts.items()}


#: 「刑事訴訟法」第197条: a name in quotation marks is the name.
_QUOTES = str.maketrans("", "", "「」『』")
_REMARK = re.compile(r"\(([^()]{4,200})\)")
NOT_CITED = facts_of_class()


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
    folded = written_out(fold(text).translate(_QUOTES), load_shorthand())
    citations = tuple(item for item in scan(folded).citations if item.law is not None)
    kind = named(folded, citations)
    if not citations and not kind.ordinance and not kind.below:
        citations = table.named_by(folded)
        kind = replace(kind, statutes=citations)
    unread = not citations and not kind.ordinance and not kind.below
    unnamed = unread and load_denials().names_something_else(folded)
    denials = tuple(load_denials().find(folded))
    denied = _denied(folded, kind.statutes, denials, day)
    standing = tuple(item for item in kind.statutes if item not in denied)
    nothing = bool(denials) if unread else bool(denied) and not standing and not kind.ordinance
    if unnamed or nothing:
        kind = replace(kind, below=True)
    kind = replace(kind, statutes=standing)
    rows = {item: table.find(item, day) for item in kind.statutes}
    statute = _ground(tuple(rows.values()))
    other = next((row for item in kind.statutes if (row := table.find(item))), None)
    restricting = tuple(
        item
        for item in (*rows, *_remarked(folded))
        if (row := table.find(item, day)) is not None
        and row.kind == RESTRICTION
        # The official's general duty of secrecy is weighed in answering an inquiry.
        and not (row.weighed and statute is not row)
    )
    flags = {
        "restricting": bool(restricting),
        "ordinance_named": kind.ordinance,
        "own_request": any(place.contains(item) for place in table.own_request for item in rows),
        "readable": bool(rows),
        "below": kind.below,
        "out_of_force": statute is None and bool(rows) and all(map(table.find, rows)),
    }
    facts = facts_of_class(_row(statute), flags=[name for name, holds in flags.items() if holds])
    # What is below statute and ordinance carries nothing, so it is never cited.
    carrying = tuple(item for item in citations if item in kind.statutes or _of_an_ordinance(item))
    grounds = tuple(item for item in carrying if (row := rows.get(item)) is None or not row.bars)
    out_of_force = other if statute is None else None
    return Cited(
        text,
        carrying,
        grounds or carrying,
        statute,
        restricting,
        out_of_force,
        bool(denied) or nothing,
        unnamed,
        facts,
    )


def _denied(
    text: str, statutes: tuple[Citation, ...], denials: tuple[Denial, ...], day: date | None
) -> frozenset[Citation]:
    """Return the statutes of whose act the text says that it hasn't happened; a limit holds without any act."""
    rows = {item: load_statutes().find(item, day) for item in statutes}
    found = set()
    for denial in denials:
        labels = [item.label for item in scan(text[: denial.place].rstrip("([,、")).citations]
        before = [item for label in labels for item in statutes if item.label == label]
        item = next(iter(before[::-1] if denial.behind else (*before[::-1], *statutes)), None)
        row = rows[item] if item else None
        # An inquiry needs no warrant.
        by_order = row is None or row.kind in {UNLISTED, "duty"}
        if item and not (row and row.bars) and (by_order or not denial.of_order):
            found.add(item)
    return frozenset(found)


def _remarked(text: str) -> tuple[Citation, ...]:
    """Return what a remark in brackets cites: 刑訴法197条2項(地方税法22条の守秘義務あり) names what restricts it."""
    return tuple(place for remark in _REMARK.findall(text) for place in scan(remark).citations if place.law)


def _of_an_ordinance(citation: Citation) -> bool:
    return str(citation.law).endswith(ORDINANCE)


def _ground(rows: tuple[Statute | None, ...]) -> Statute | None:
    """Return the row that a provision may rest on, ``None`` for an ordinary one; a limit only where it stands alone."""
    usable = [row for row in rows if row is None or not row.bars]
    return next((row for row in usable or rows if row is not None), None)


def may_be_asked(facts: Facts) -> bool:
    """Whether an unknown citation may turn out to be of this class.

    Nobody asked for the ground names a secrecy rule, the limits themselves, an ordinance alone, a 要綱, or what isn't in force.
    """
    only_ordinance = facts["statute.ordinance_named"] == "yes" and facts["statute.readable"] == "no"
    return (
        not only_ordinance
        and facts["statute.below"] == "no"
        and facts["statute.out_of_force"] == "no"
        and facts["statute.restricting"] == "no"
        and facts["statute.kind"] not in {"circular", "task"}
    )


@lru_cache(maxsize=1)
def citation_classes() -> tuple[dict[str, str], ...]:
    """Return every combination of facts that a citation can have: what an unknown one might turn out to be."""
    table = load_statutes()
    rows = {_ORDINARY, *map(_row, (*table.statutes, *table.named))}
    readable = [
        facts_of_class(row, flags=("readable", *compress(_BESIDE, chosen)))
        for row in sorted(rows)
        for chosen in product((False, True), repeat=len(_BESIDE))
        if chosen[0] or row[0] != RESTRICTION
    ]
    ordinance, below = {"statute.ordinance_named": "yes"}, {"statute.below": "yes"}
    lapsed = facts_of_class(flags=("readable", "out_of_force"))
    return (NOT_CITED, NOT_CITED | ordinance, NOT_CITED | below, lapsed, *readable)
