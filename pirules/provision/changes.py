"""What would turn the answer: smallest sets of facts, found in the diagram and each decided by both engines.

Only what a person can establish or arrange is proposed (:mod:`pirules.provision.moves`); no part of a proposed set
already leads to the same decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from pirules.errors import EngineError
from pirules.provision.answer import Data, decision_of
from pirules.provision.explain import Context
from pirules.provision.moves import Group, Move, load_moves
from pirules.provision.reach import Facts, Reach
from pirules.provision.space import Space, class_index
from pirules.provision.statutes import read_citation
from pirules.rules import combine
from pirules.rules.decide import decide_all
from pirules.rules.model import Outcome
from pirules.rules.symbolic import ASSUMED

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


_Found: TypeAlias = tuple[tuple[dict[str, str], Outcome, str], ...]
_FOUND: dict[tuple[Space, str | None, date], _Found] = {}
_MOST_FOUND = 2_048


@dataclass(frozen=True, slots=True)
class _Step:
    """A move in one question: the facts that aren't so yet, and its place in the order of realism."""

    move: Move
    facts: Facts
    rank: int


def _steps(context: Context, moves: Sequence[Move]) -> list[_Step]:
    """Return the moves that make sense for the question and say something new."""
    citation = context.book.vocabulary.citation_field
    found: dict[Facts, _Step] = {}
    for rank, move in enumerate(moves):
        if not move.fits(context.facts):
            continue
        said = {
            name: value.format(citation=context.cited.text or "") if name == citation else value
            for name, value in move.facts
        }
        new = frozenset(item for item in said.items() if context.request.literals.get(item[0]) != item[1])
        # Of two moves with the same facts the first has the words that fit the question best.
        if new:
            found.setdefault(new, _Step(move, new, rank))
    return list(found.values())


class _Search:
    """The part of the diagram that the moves can reach."""

    def __init__(self, context: Context, space: Space, steps: Sequence[_Step]) -> None:
        self.space = space
        self.places = {item: self._place(context, *item) for step in steps for item in step.facts}
        allowed = [[own] for own in space.point]
        for place in self.places.values():
            for variable, index in place.items():
                if index not in allowed[variable]:
                    allowed[variable].append(index)
        cuttings = space.book.cuttings()
        root = cuttings.cut(cuttings.root, list(map(tuple, allowed)))
        support = cuttings.store.support(root)
        matters = {item for item, place in self.places.items() if support & place.keys()}
        self.steps = [step for step in steps if step.facts & matters]
        moves = [(step.facts, step.rank) for step in self.steps]
        self.reach = Reach(cuttings.store, root, space.point, self.places, moves)

    def _place(self, context: Context, name: str, value: str) -> dict[int, int]:
        """Return the variables of a fact and the index of its value."""
        book = self.space.book
        if name == context.book.vocabulary.citation_field:
            return {book.index[name]: class_index(read_citation(value, context.request.as_of).facts)}
        names = (item for item in (name, name + ASSUMED) if item in book.index)
        return {book.index[item]: book.literals[item].index(value) for item in names}


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


def _words(context: Context, facts: Facts, steps: Iterable[_Step], target: Outcome) -> str:
    """Say a set of facts: by the moves that it is made of, else fact by fact."""
    fields = context.book.vocabulary.fields
    parts, left = [], facts
    for step in sorted(steps, key=lambda step: (-len(step.facts), step.rank)):
        if step.move.text and step.facts <= left:
            parts.append((step.rank, step.move.text))
            left -= step.facts
    order = {item: step.rank for step in steps for item in step.facts}
    parts += [(order[name, value], fields[name].says[value]) for name, value in left]
    words = "、".join(text for _, text in sorted(parts))
    return str(context.book.messages[f"change_{target}"]).format(facts=words)


def _values(context: Context, facts: Mapping[str, str]) -> dict[str, Any]:
    fields = context.book.vocabulary.fields
    return {name: fields[name].value(value) if name in fields else value for name, value in facts.items()}


def _wanted(search: _Search, decision: Outcome, targets: Sequence[Outcome]) -> list[Outcome]:
    """Return the decisions to look for; where the Act doesn't apply, whatever comes of asking again."""
    if targets:
        return list(targets)
    # A question that would be refused is none.
    reached = dict.fromkeys(search.reach.alone())
    return [found for found in reached if found not in (decision, Outcome.REFUSED)]


def _searched(context: Context, decision: Outcome) -> _Found:
    """Return the sets of facts that lead to another decision, each with the decision and its words."""
    space = context.space
    moves = load_moves()
    found: list[tuple[dict[str, str], Outcome, str]] = []
    for name, targets in _TARGETS.get(decision, {}).items():
        group: Group = getattr(moves, name)
        search = _Search(context, space, _steps(context, group.moves))
        for target in _wanted(search, decision, targets):
            for chosen in search.reach.sets(target, group.together, group.facts)[: group.shown]:
                facts = dict(sorted(chosen, key=lambda item: space.book.index[item[0]]))
                found.append((facts, target, _words(context, chosen, search.steps, target)))
    return tuple(found)


def _known(context: Context, decision: Outcome) -> _Found:
    """Return what was found for a question; the same question, whatever its title, is searched only once."""
    key = (context.space, context.cited.text, context.request.as_of)
    found = _FOUND.get(key)
    if found is None:
        if len(_FOUND) >= _MOST_FOUND:
            _FOUND.clear()
        found = _FOUND[key] = _searched(context, decision)
    return found


def changes(context: Context, decision: Outcome) -> list[Data]:
    """Return the smallest sets of facts that would turn the answer.

    Raises:
        EngineError: ``P502`` when the engines don't confirm one.
    """
    space = context.space
    if space.at({}) is not decision:
        raise EngineError("P502", f"判定「{decision}」が判定図の「{space.at({})}」と違います。")
    found = _known(context, decision)
    _confirm(context, [(facts, target) for facts, target, _ in found])
    return [
        {"facts": _values(context, facts), "decision": decision_of(target), "text": text}
        for facts, target, text in found
    ]
