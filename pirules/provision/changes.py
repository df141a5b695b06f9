"""What would turn the answer: smallest sets of facts, found in the diagram and each decided by both engines.

Only what a person can establish or arrange is proposed (:mod:`pirules.provision.moves`); no part of a proposed set
already leads to the same decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, TypeAlias

from pirules.errors import EngineError
from pirules.provision.answer import Data, decision_of
from pirules.provision.explain import Context
from pirules.provision.moves import Group, load_moves
from pirules.provision.reach import Fact, Facts, Reach
from pirules.provision.space import class_index
from pirules.provision.statutes import read_citation
from pirules.rules import combine
from pirules.rules.cutting import Cuttings
from pirules.rules.decide import decide_all
from pirules.rules.model import Outcome
from pirules.rules.symbolic import ASSUMED, SymbolicBook

# Which decisions are looked for, by the moves that lead there.
_TARGETS: dict[Outcome, dict[str, tuple[Outcome, ...]]] = {
    Outcome.PERMITTED: {"worse": (Outcome.PROHIBITED,)},
    Outcome.CONDITIONAL: {"better": (Outcome.PERMITTED,), "worse": (Outcome.PROHIBITED,)},
    Outcome.NEEDS_JUDGMENT: {
        "better": (Outcome.PERMITTED, Outcome.CONDITIONAL),
        "worse": (Outcome.PROHIBITED,),
    },
    Outcome.PROHIBITED: {"better": (Outcome.PERMITTED, Outcome.CONDITIONAL)},
    Outcome.OUT_OF_SCOPE: {"again": ()},
}


_Place: TypeAlias = tuple[tuple[int, int], ...]
_Found: TypeAlias = tuple[tuple[dict[str, str], Outcome, str], ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A move in one question: its place in the order of realism, and the facts that aren't so yet."""

    rank: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked through for one question; for questions that are alike in it the same is found.

    Attributes:
        book, group: the rules and the moves.
        targets: the decisions to look for.
        cuttings, root: the part of the diagram that the moves can reach.
        point: the index of each variable's value in the question, 0 where the part doesn't hang on the variable.
        steps: the moves that lead somewhere.
        places: the variables of each fact that matters or may, and the index of its value.
    """

    book: SymbolicBook
    group: str
    targets: tuple[Outcome, ...]
    cuttings: Cuttings
    root: int
    point: tuple[int, ...]
    steps: tuple[_Step, ...]
    places: tuple[tuple[Fact, _Place], ...]


def _steps(context: Context, group: Group) -> list[_Step]:
    """Return the moves that make sense for the question and say something new."""
    citation = context.book.vocabulary.citation_field
    known = frozenset(context.request.literals.items())
    found: dict[Facts, _Step] = {}
    for rank, move in group.fitting(context.facts):
        new = move.facts if known.isdisjoint(move.facts) else move.facts - known
        if any(name == citation for name, _ in new):
            text = context.cited.text or ""
            new = frozenset((name, value.format(citation=text)) for name, value in new)
        # Of two moves with the same facts the first has the words that fit the question best.
        if new:
            found.setdefault(new, _Step(rank, new))
    return list(found.values())


def _place(book: SymbolicBook, day: date, fact: Fact) -> _Place:
    """Return the variables of a fact and the index of its value."""
    name, value = fact
    if name == book.book.vocabulary.citation_field:
        return ((book.index[name], class_index(read_citation(value, day).facts)),)
    return _place_of_field(book, name, value)


@lru_cache(maxsize=2048)
def _place_of_field(book: SymbolicBook, name: str, value: str) -> _Place:
    names = (item for item in (name, name + ASSUMED) if item in book.index)
    return tuple((book.index[item], book.literals[item].index(value)) for item in names)


def _search(context: Context, group: str, targets: tuple[Outcome, ...]) -> _Search:
    """Return what is to be looked through for the moves of a group."""
    space = context.space
    book, cuttings = space.book, space.book.cuttings()
    steps = _steps(context, getattr(load_moves(), group))
    places = {
        fact: _place(book, context.request.as_of, fact) for step in steps for fact in sorted(step.facts)
    }
    allowed: dict[int, set[int]] = {}
    for variable, index in chain.from_iterable(places.values()):
        allowed.setdefault(variable, {space.point[variable]}).add(index)
    reached: list[tuple[int, ...]] = [(own,) for own in space.point]
    for variable, values in allowed.items():
        reached[variable] = tuple(sorted(values))
    root = cuttings.cut(cuttings.root, reached)
    support = cuttings.store.bits(root)
    matters = {
        fact for fact, place in places.items() if any(support >> variable & 1 for variable, _ in place)
    }
    return _Search(
        book,
        group,
        targets,
        cuttings,
        root,
        tuple([own if support >> variable & 1 else 0 for variable, own in enumerate(space.point)]),
        tuple(step for step in steps if not matters.isdisjoint(step.facts)),
        tuple(places.items()),
    )


def _complete(context: Context, facts: Mapping[str, str]) -> dict[str, str]:
    """Return all facts of the question with some of them changed."""
    vocabulary = context.book.vocabulary
    said = {name: value for name, value in facts.items() if name in vocabulary.fields}
    citation = facts.get(vocabulary.citation_field)
    if citation is not None:
        said |= read_citation(citation, context.request.as_of).facts
    return vocabulary.changed(context.facts, said)


def _confirm(context: Context, found: Sequence[tuple[Mapping[str, str], Outcome]]) -> None:
    """Decide every changed question with both engines.

    Raises:
        EngineError: ``P502`` when the engines differ on one, or come to another decision than the diagram.
    """
    asked = [_complete(context, facts) for facts, _ in found]
    outcomes = decide_all(asked, context.request.as_of)
    for outcome, (facts, target) in zip(outcomes, found, strict=True):
        if combine.public(outcome) is not target:
            raise EngineError("P502", f"変化「{facts}」が判定で確かめられません。")


def _words(search: _Search, facts: Facts, target: Outcome) -> str:
    """Say a set of facts: by the moves that it is made of, else fact by fact."""
    rules = search.book.book
    fields, moves = rules.vocabulary.fields, getattr(load_moves(), search.group).moves
    parts, left = [], facts
    for step in sorted(search.steps, key=lambda step: (-len(step.facts), step.rank)):
        text = moves[step.rank].text
        if text and step.facts <= left:
            parts.append((step.rank, text))
            left -= step.facts
    order = {item: step.rank for step in search.steps for item in step.facts}
    parts += [(order[name, value], fields[name].says[value]) for name, value in left]
    words = "、".join(text for _, text in sorted(parts))
    return str(rules.messages[f"change_{target}"]).format(facts=words)


def _values(context: Context, facts: Mapping[str, str]) -> dict[str, Any]:
    fields = context.book.vocabulary.fields
    return {name: fields[name].value(value) if name in fields else value for name, value in facts.items()}


@lru_cache(maxsize=2048)
def _found(search: _Search) -> _Found:
    """Return the sets of facts that lead to another decision, each with the decision and its words."""
    reach = Reach(
        search.cuttings.store,
        search.root,
        search.point,
        dict(search.places),
        [(step.facts, step.rank) for step in search.steps],
    )
    targets: Iterable[Outcome] = search.targets
    if not targets:
        # Where the Act doesn't apply, whatever comes of asking again; a question that would be refused is none.
        own = search.cuttings.store.at(search.root, search.point)
        targets = (item for item in dict.fromkeys(reach.alone()) if item not in (own, Outcome.REFUSED))
    group: Group = getattr(load_moves(), search.group)
    found: list[tuple[dict[str, str], Outcome, str]] = []
    for target in targets:
        for chosen in reach.sets(target, group.together, group.facts)[: group.shown]:
            facts = dict(sorted(chosen, key=lambda item: search.book.index[item[0]]))
            found.append((facts, target, _words(search, chosen, target)))
    return tuple(found)


def changes(context: Context, decision: Outcome) -> list[Data]:
    """Return the smallest sets of facts that would turn the answer.

    Raises:
        EngineError: ``P502`` when the engines don't confirm one.
    """
    space = context.space
    if space.at({}) is not decision:
        raise EngineError("P502", f"判定「{decision}」が判定図の「{space.at({})}」と違います。")
    groups = _TARGETS.get(decision, {}).items()
    found = [item for name, targets in groups for item in _found(_search(context, name, targets))]
    _confirm(context, [(facts, target) for facts, target, _ in found])
    return [
        {"facts": _values(context, facts), "decision": decision_of(target), "text": text}
        for facts, target, text in found
    ]
