"""Where in the space of all requests a rule is looked at, holds, fails or is open; and a request from such a place.

Everything is read off the decision diagram, so each statement holds for every request of the stretch of time, not
for a sample; the only thing not enumerated is the text of a citation, which stands as its classes.
"""

from collections.abc import Iterator
from math import prod
from typing import Any

from pirules.rules.logic import Truth
from pirules.rules.model import (
    UNKNOWN,
    Best,
    Either,
    First,
    Flow,
    Gate,
    Outcome,
    Routes,
    Rule,
    Step,
    Strictest,
    Unsettled,
    When,
)
from pirules.rules.symbolic import ASSUMED, SymbolicBook


class Regions:
    """Where in the space of requests of one stretch of time something is so: yes/no diagrams over all requests."""

    def __init__(self, book: SymbolicBook) -> None:
        self.book = book
        self.store = book.store
        self.yes = self.store.terminal(value=True)
        self.no = self.store.terminal(value=False)
        self.real = self._real()
        self.contexts: dict[str, int] = {}
        for branch, context in self._branches():
            self._visit(branch.flow, context)
            for note in branch.notes:
                self._rule(note, context)

    @property
    def size(self) -> int:
        """Number of different requests in the space, citations counted by class."""
        names = [name for name in self.book.variables if not name.endswith(ASSUMED)]
        return prod(len(self.book.literals[name]) for name in names)

    def _and(self, a: int, b: int) -> int:
        return self.store.apply("&", both, (a, b))

    def _where(self, node: int, *values: Any) -> int:
        """Return where a diagram has one of ``values``."""
        return self.store.apply(("where", values), lambda value: value in values, (node,))

    def _real(self) -> int:
        """Return where the two variables of a field say the same, as they do in every request."""
        result = self.yes
        for name in reversed(self.book.variables):
            if not name.endswith(ASSUMED):
                continue
            raw, assumed = self.book.index[name.removesuffix(ASSUMED)], self.book.index[name]
            size = self.store.sizes[raw]
            children = []
            for index in range(size):
                inner = [self.no] * size
                inner[index] = self.yes
                children.append(self.store.inner(assumed, inner))
            result = self._and(self.store.inner(raw, children), result)
        return result

    def _branches(self) -> Iterator[tuple[Any, int]]:
        rest = self.real
        for branch in self.book.book.branches:
            holds = self.book.condition(branch.condition)
            yield branch, self._and(rest, self._where(holds, Truth.YES))
            rest = self._and(rest, self._where(holds, Truth.NO, Truth.UNKNOWN))

    def _visit(self, part: Flow, context: int) -> None:
        """Note for every rule in which requests it is looked at."""
        if isinstance(part, Step):
            self._rule(part.rule, context)
        elif isinstance(part, When):
            self._visit(
                part.part, self._and(context, self._where(self.book.condition(part.condition), Truth.YES))
            )
        elif isinstance(part, First):
            for item in part.parts:
                self._visit(item, context)
                context = self._and(context, self._where(self.book.flow(item), Outcome.NONE))
        elif isinstance(part, Strictest | Best):
            for item in part.parts:
                self._visit(item, context)
        elif isinstance(part, Routes):
            self._visit(part.first, context)
            self._visit(part.others, self._and(context, self._open(part.first)))
        else:
            self._ruled(part, context)

    def _ruled(self, part: Unsettled | Gate | Either, context: int) -> None:
        self._rule(part.rule, context)
        holds = self.book.holds(part.rule)
        if isinstance(part, Unsettled):
            self._visit(part.rest, self._and(context, self._not(holds, Truth.YES)))
        elif isinstance(part, Gate):
            self._visit(part.part, self._and(context, self._not(holds, Truth.NO)))
        else:
            self._visit(part.yes, self._and(context, self._not(holds, Truth.NO)))
            self._visit(part.no, self._and(context, self._not(holds, Truth.YES)))

    def _open(self, part: Flow) -> int:
        """Return where a part doesn't end the flow."""
        ends = (Outcome.BARRED, Outcome.HELD)
        return self.store.apply("open", lambda found: found not in ends, (self.book.flow(part),))

    def _not(self, node: int, value: Any) -> int:
        return self.store.apply(("not", value), lambda found: found is not value, (node,))

    def _rule(self, rule: Rule, context: int) -> None:
        if not rule.in_force(self.book.day):
            return
        before = self.contexts.get(rule.id, self.no)
        self.contexts[rule.id] = self.store.apply("|", _one, (before, context))
        holds = self.book.condition(rule.condition)
        speaking = [
            truth
            for truth, effect in ((Truth.YES, rule.holds), (Truth.UNKNOWN, rule.open))
            if effect.outcome is not Outcome.NONE
        ]
        inner = self._and(context, self._where(holds, *speaking))
        for exception in rule.exceptions:
            self._rule(exception, inner)

    def truths(self, rule: Rule) -> dict[Truth, dict[str, Any] | None]:
        """Return for each truth a request in which the rule is looked at and has it, or ``None``."""
        context = self.contexts.get(rule.id, self.no)
        holds = self.book.condition(rule.condition)
        return {truth: self.witness(self._and(context, self._where(holds, truth))) for truth in Truth}

    def witness(self, node: int) -> dict[str, Any] | None:
        """Return a request in which a yes/no diagram is true, the fewest facts that the graph names."""
        point = self.store.path(node, self.yes)
        return None if point is None else self._request(point)

    def _request(self, point: dict[int, int]) -> dict[str, Any]:
        fields = self.book.book.vocabulary.fields
        facts: dict[str, Any] = {}
        for variable, index in point.items():
            name = self.book.variables[variable]
            value = self.book.literals[name][index]
            if name in fields and value != UNKNOWN:
                facts[name] = fields[name].value(value)
            elif name not in fields and not name.endswith(ASSUMED) and index:
                facts[name] = "・".join(f"{key}={item}" for key, item in self.book.classes[index].items())
        return facts


def both(a: bool, b: bool) -> bool:
    """Return the *and* of two yes/no values; a function of its own, so that diagrams of it are kept."""
    return a and b


def _one(a: bool, b: bool) -> bool:
    return a or b
