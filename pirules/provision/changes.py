"""What would turn the answer: smallest sets of facts, found in the diagram and each run through the evaluator."""

from collections.abc import Iterator, Mapping
from typing import Any

from pirules.errors import EngineError
from pirules.provision.answer import Change, decision_of
from pirules.provision.explain import Context
from pirules.provision.space import Space, space_of
from pirules.rules import combine
from pirules.rules.decide import branch_for
from pirules.rules.diagram import Diagrams
from pirules.rules.evaluator import Evaluator
from pirules.rules.model import Outcome
from pirules.rules.symbolic import ASSUMED

_TARGETS = {
    Outcome.PERMITTED: (Outcome.PROHIBITED,),
    Outcome.CONDITIONAL: (Outcome.PERMITTED, Outcome.PROHIBITED),
    Outcome.NEEDS_JUDGMENT: (Outcome.PERMITTED, Outcome.CONDITIONAL, Outcome.PROHIBITED),
    Outcome.PROHIBITED: (Outcome.PERMITTED, Outcome.CONDITIONAL),
}
# Sets are searched by size; a larger one is only of use where no smaller one leads there.
_USUAL = {Outcome.PERMITTED: 3}
_SHORT, _LARGEST, _SHOWN = 2, 6, 8

Set = frozenset[tuple[str, int]]


class _Search:
    """Sets of changed fields that lead to one decision, in the part of the diagram that changes can reach."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.names = [name.removesuffix(ASSUMED) for name in space.book.variables]
        self.store = Diagrams(space.book.store.sizes)
        self.allowed = [self._allowed(position) for position in range(len(self.names))]
        self.root = space.book.store.restrict(space.book.decision, self.allowed, self.store)
        self.target = Outcome.NONE
        self.least: dict[int, int] = {}

    def _allowed(self, position: int) -> tuple[int, ...]:
        """Return the own value of a variable and those that may be proposed for it."""
        own = self.space.point[position]
        field = self.space.book.book.vocabulary.fields.get(self.names[position])
        literals = self.space.book.literals[self.space.book.variables[position]]
        if field is None or not field.changeable:
            return (own,)
        others = (index for index, value in enumerate(literals) if value in field.changeable)
        return (own, *(index for index in others if index != own))

    def bound(self, node: int) -> int:
        """Return a number of changes below which the target can't be reached from ``node``."""
        found = self.least.get(node)
        if found is None:
            if self.store.is_terminal(node):
                found = 0 if self.store.value(node) is self.target else 99
            else:
                variable = self.store.variable(node)
                children = self.store.children(node)
                own, *others = self.allowed[variable]
                # The second variable of a field costs nothing where the first was changed.
                cost = 0 if self.space.book.variables[variable].endswith(ASSUMED) else 1
                found = min([self.bound(children[own]), *(cost + self.bound(children[i]) for i in others)])
            self.least[node] = found
        return found

    def sets(self, node: int, size: int, chosen: dict[str, int]) -> Iterator[Set]:
        """Yield the sets of up to ``size`` changes that lead to the target."""
        if self.bound(node) > size:
            return
        if self.store.is_terminal(node):
            yield frozenset(item for item in chosen.items() if item[1] != self._own(item[0]))
            return
        variable = self.store.variable(node)
        name = self.names[variable]
        children = self.store.children(node)
        own, *others = self.allowed[variable]
        if name in chosen:
            yield from self.sets(children[chosen[name]], size, chosen)
            return
        yield from self.sets(children[own], size, {**chosen, name: own})
        for value in others if size else ():
            yield from self.sets(children[value], size - 1, {**chosen, name: value})

    def _own(self, name: str) -> int:
        return self.space.point[self.space.book.index[name]]

    def smallest(self, target: Outcome) -> list[Set]:
        """Return sets that lead to ``target``, none of which contains another, the smallest first."""
        self.target = target
        self.least = {}
        found: list[Set] = []
        for size in range(1, _LARGEST + 1):
            if size > _USUAL.get(target, _SHORT) and found:
                break
            for candidate in set(self.sets(self.root, size, {})):
                if len(candidate) == size and not any(smaller <= candidate for smaller in found):
                    found.append(candidate)
        return sorted(found, key=self._order)

    def _order(self, candidate: Set) -> tuple[int, list[tuple[int, int]]]:
        places = sorted((self.space.book.index[name], value) for name, value in candidate)
        return len(candidate), places


def _facts(space: Space, candidate: Set) -> dict[str, str]:
    ordered = sorted(candidate, key=lambda item: space.book.index[item[0]])
    return {name: str(space.book.literals[name][value]) for name, value in ordered}


def _verified(context: Context, literals: Mapping[str, str], target: Outcome) -> bool:
    vocabulary = context.book.vocabulary
    facts = vocabulary.complete({**context.request.literals, **literals}, context.cited.facts)
    finding = Evaluator(facts, context.request.as_of).flow(branch_for(context.book, facts).flow)
    return combine.public(finding.outcome) is target


def _words(context: Context, literals: Mapping[str, str], target: Outcome) -> str:
    fields = context.book.vocabulary.fields
    words = "、".join(fields[name].domain[value] for name, value in literals.items())
    return str(context.book.messages[f"change_{target}"]).format(facts=words)


def _values(context: Context, literals: Mapping[str, str]) -> dict[str, Any]:
    return {name: context.book.vocabulary.fields[name].value(value) for name, value in literals.items()}


def changes(context: Context, decision: Outcome) -> list[Change]:
    """Return the smallest sets of facts that would turn the answer.

    Raises:
        EngineError: ``P502`` when the evaluator doesn't confirm one.
    """
    space = space_of(context.request.as_of, context.request.literals, context.cited.facts)
    if space.at({}) is not decision:
        raise EngineError("P502", f"判定「{decision}」が判定図の「{space.at({})}」と違います。")
    found: list[Change] = []
    search = _Search(space)
    for target in _TARGETS.get(decision, ()):
        for candidate in search.smallest(target)[:_SHOWN]:
            literals = _facts(space, candidate)
            if not _verified(context, literals, target):
                raise EngineError("P502", f"変化「{literals}」が評価器で確かめられません。")
            found.append(
                Change(
                    facts=_values(context, literals),
                    decision=decision_of(target),
                    text=_words(context, literals, target),
                )
            )
    return found
