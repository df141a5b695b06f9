"""What would turn the answer: smallest sets of facts, found in the diagram and each run through the evaluator.

Only what a person can establish or arrange is proposed (:mod:`pirules.provision.moves`); no part of a proposed set
already leads to the same decision.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pirules.errors import EngineError
from pirules.provision.answer import Change, decision_of
from pirules.provision.explain import Context
from pirules.provision.moves import Move, load_moves
from pirules.provision.space import Space, class_index, space_of
from pirules.provision.statutes import read_citation
from pirules.rules import combine
from pirules.rules.decide import branch_for
from pirules.rules.diagram import Diagrams
from pirules.rules.evaluator import Evaluator
from pirules.rules.model import Outcome
from pirules.rules.symbolic import ASSUMED

# Which decisions are looked for, and with which moves.
_TARGETS: dict[Outcome, tuple[tuple[Outcome, str], ...]] = {
    Outcome.PERMITTED: ((Outcome.PROHIBITED, "worse"),),
    Outcome.CONDITIONAL: ((Outcome.PERMITTED, "better"), (Outcome.PROHIBITED, "worse")),
    Outcome.NEEDS_JUDGMENT: (
        (Outcome.PERMITTED, "better"),
        (Outcome.CONDITIONAL, "better"),
        (Outcome.PROHIBITED, "worse"),
    ),
    Outcome.PROHIBITED: ((Outcome.PERMITTED, "better"), (Outcome.CONDITIONAL, "better")),
}

Facts = frozenset[tuple[str, str]]


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
        self.store = Diagrams(space.book.store.sizes)
        self.root = space.book.store.restrict(space.book.decision, allowed, self.store)
        support = self.store.support(self.root)
        matters = {item for item, place in self.places.items() if support & place.keys()}
        self.steps = [step for step in steps if step.facts & matters]

    def _place(self, context: Context, name: str, value: str) -> dict[int, int]:
        """Return the variables of a fact and the index of its value."""
        book = self.space.book
        if name == context.book.vocabulary.citation_field:
            return {book.index[name]: class_index(read_citation(value).facts)}
        names = (item for item in (name, name + ASSUMED) if item in book.index)
        return {book.index[item]: book.literals[item].index(value) for item in names}

    def at(self, facts: Iterable[tuple[str, str]]) -> Outcome:
        """Return the decision where ``facts`` hold besides the rest of the question."""
        chosen: dict[int, int] = {}
        for item in facts:
            chosen |= self.places[item]
        node, store, own = self.root, self.store, self.space.point
        while not store.is_terminal(node):
            variable = store.variable(node)
            node = store.children(node)[chosen.get(variable, own[variable])]
        found: Outcome = store.value(node)
        return found

    def unions(self, size: int, most: int) -> Iterator[tuple[Facts, tuple[int, ...]]]:
        """Yield the facts of every ``size`` moves that don't contradict one another, with their ranks."""
        for chosen in combinations(self.steps, size):
            facts = frozenset().union(*(step.facts for step in chosen))
            if len(facts) <= most and len({name for name, _ in facts}) == len(facts):
                yield facts, tuple(step.rank for step in chosen)

    def least(self, facts: Facts, target: Outcome) -> list[Facts]:
        """Return the smallest parts of ``facts`` that lead to ``target``, none of which contains another."""
        found: list[Facts] = []
        for size in range(1, len(facts) + 1):
            for part in map(frozenset, combinations(sorted(facts), size)):
                if not any(smaller <= part for smaller in found) and self.at(part) is target:
                    found.append(part)
        return found


def _sets(search: _Search, target: Outcome, together: int, most: int) -> list[Facts]:
    """Return the smallest sets of facts that lead to ``target``, the most realistic first."""
    found: dict[Facts, tuple[int, tuple[int, ...]]] = {}
    for size in range(1, together + 1):
        for facts, ranks in search.unions(size, most):
            if search.at(facts) is not target or any(smaller <= facts for smaller in found):
                continue
            for part in search.least(facts, target):
                found.setdefault(part, (size, ranks))
    minimal = [facts for facts in found if not any(other < facts for other in found)]
    return sorted(minimal, key=lambda facts: (found[facts][0], len(facts) > 1, found[facts][1]))


def _verified(context: Context, facts: Mapping[str, str], target: Outcome) -> bool:
    vocabulary = context.book.vocabulary
    fields = {name: value for name, value in facts.items() if name in vocabulary.fields}
    citation = facts.get(vocabulary.citation_field)
    cited = context.cited if citation is None else read_citation(citation)
    complete = vocabulary.complete({**context.request.literals, **fields}, cited.facts)
    finding = Evaluator(complete, context.request.as_of).flow(branch_for(context.book, complete).flow)
    return combine.public(finding.outcome) is target


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


def _changes(context: Context, space: Space, group: str, target: Outcome | None) -> list[Change]:
    moves = load_moves()
    search = _Search(context, space, _steps(context, getattr(moves, group)))
    # Asked again, whatever comes of it; a question that would be refused is none.
    reached = dict.fromkeys(search.at(step.facts) for step in search.steps)
    targets = [target] if target else [found for found in reached if found is not Outcome.REFUSED]
    result: list[Change] = []
    for goal in targets:
        for chosen in _sets(search, goal, moves.together, moves.facts)[: moves.shown]:
            facts = dict(sorted(chosen, key=lambda item: space.book.index[item[0]]))
            if not _verified(context, facts, goal):
                raise EngineError("P502", f"変化「{facts}」が評価器で確かめられません。")
            text = _words(context, chosen, search.steps, goal)
            result.append(Change(facts=_values(context, facts), decision=decision_of(goal), text=text))
    return result


def changes(context: Context, decision: Outcome) -> list[Change]:
    """Return the smallest sets of facts that would turn the answer.

    Raises:
        EngineError: ``P502`` when the evaluator doesn't confirm one.
    """
    space = space_of(context.request.as_of, context.request.literals, context.cited.facts)
    if space.at({}) is not decision:
        raise EngineError("P502", f"判定「{decision}」が判定図の「{space.at({})}」と違います。")
    if decision is Outcome.OUT_OF_SCOPE:
        return _changes(context, space, "again", None)
    wanted = _TARGETS.get(decision, ())
    return [item for target, group in wanted for item in _changes(context, space, group, target)]
