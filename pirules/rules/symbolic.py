"""The whole rulebook on one stretch of time as one decision diagram.

Variables are the request fields with all their values and the value *unknown*.  A field for which a declared
default stands has a second variable beside it (:data:`ASSUMED`), read only by the derived fact that declares the
default: so "unknown, but assumed" and "unknown, and open" don't get mixed up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from threading import RLock
from typing import Any

from pirules.rules import combine
from pirules.rules.cutting import Cuttings
from pirules.rules.diagram import Diagrams
from pirules.rules.flow import Rulebook
from pirules.rules.logic import Truth, conjunction, disjunction, negation
from pirules.rules.model import (
    UNKNOWN,
    All,
    Best,
    Condition,
    Either,
    FactIs,
    First,
    Flow,
    Gate,
    Not,
    Outcome,
    Routes,
    Rule,
    Step,
    Strictest,
    Unsettled,
    When,
    facts_of,
)
from pirules.rules.walk import rules_of

ASSUMED = "/assumed"


@dataclass(frozen=True, slots=True)
class Shared:
    """What books of the same rules on several stretches of time share: diagrams of facts and of conditions."""

    store: Diagrams
    facts: dict[str, int] = field(default_factory=dict)
    conditions: dict[Condition, int] = field(default_factory=dict)
    lock: Any = field(default_factory=RLock)


class SymbolicBook:
    """The decision of a rulebook as a diagram over all requests.

    Args:
        book: the rules.
        classes: the fact sets that a citation can have; the first is that of none.
        day: a day of the stretch of time.
        beside: the same rules on another stretch of time.  What is built for both is built once: most rules are in
            force on either.
    """

    def __init__(
        self,
        book: Rulebook,
        classes: Sequence[Mapping[str, str]],
        day: date,
        beside: "SymbolicBook | None" = None,
    ) -> None:
        self.book = book
        self.classes = tuple(classes)
        self.day = day
        vocabulary = book.vocabulary
        self.variables: list[str] = []
        for name in self._order():
            if name == vocabulary.citation_field:
                self.variables.append(name)
                continue
            self.variables.append(name)
            if any(item.declares == name for item in vocabulary.derived.values()):
                self.variables.append(name + ASSUMED)
        self.index = {name: position for position, name in enumerate(self.variables)}
        #: The variables that say what stands in for an answer: of declared defaults, and of the citation.
        self.assumptions = frozenset(
            name for name in self.variables if name.endswith(ASSUMED) or name == vocabulary.citation_field
        )
        self.literals = {name: self._values(name) for name in self.variables}
        if beside is None:
            self.shared = Shared(Diagrams([len(self.literals[name]) for name in self.variables]))
        else:
            self.shared = beside.shared
        self.store = self.shared.store
        self._facts, self._conditions = self.shared.facts, self.shared.conditions
        self._rules: dict[str, int] = {}
        self._cuttings: Cuttings | None = None

    def _order(self) -> list[str]:
        """Return the fields in the order of the vocabulary, the citation behind the instrument."""
        names = list(self.book.vocabulary.fields)
        names.insert(names.index("legal_basis.instrument"), self.book.vocabulary.citation_field)
        return names

    def _values(self, name: str) -> tuple[Any, ...]:
        """Return the values of a variable; the first stands for *unknown*, or for no citation."""
        if name == self.book.vocabulary.citation_field:
            return tuple(range(len(self.classes)))
        return (UNKNOWN, *self.book.vocabulary.fields[name.removesuffix(ASSUMED)].literals)

    def _variable(self, name: str, values: Sequence[Any]) -> int:
        position = self.index[name]
        return self.store.inner(position, [self.store.terminal(value) for value in values])

    def fact(self, name: str, declares: str | None = None) -> int:
        """Return the diagram of a fact's value."""
        vocabulary = self.book.vocabulary
        if name in vocabulary.fields:
            variable = name + ASSUMED if name == declares else name
            return self._variable(variable, self.literals[variable])
        if name not in self._facts:
            if name in vocabulary.cited:
                values = [item[name] for item in self.classes]
                self._facts[name] = self._variable(vocabulary.citation_field, values)
            else:
                self._facts[name] = self._derived(name)
        return self._facts[name]

    def _derived(self, name: str) -> int:
        derived = self.book.vocabulary.derived[name]
        result = self.store.terminal(UNKNOWN)
        for condition, value in reversed(derived.cases):
            holds = self.condition(condition, derived.declares)

            def choose(truth: Truth, rest: str, value: str = value) -> str:
                return value if truth is Truth.YES else rest

            result = self.store.apply(("case", value), choose, (holds, result))
        return result

    def condition(self, condition: Condition, declares: str | None = None) -> int:
        """Return the diagram of a condition's truth."""
        if declares is None and condition in self._conditions:
            return self._conditions[condition]
        if isinstance(condition, FactIs):
            values = condition.values

            def test(value: str) -> Truth:
                if value in values:
                    return Truth.YES
                return Truth.UNKNOWN if value == UNKNOWN else Truth.NO

            result = self.store.apply(("in", values), test, (self.fact(condition.fact, declares),))
        elif isinstance(condition, Not):
            result = self.store.apply("not", negation, (self.condition(condition.part, declares),))
        else:
            every = isinstance(condition, All)
            join = _conjunction if every else _disjunction
            start = self.store.terminal(Truth.YES if every else Truth.NO)
            parts = [self.condition(part, declares) for part in condition.parts]
            key = "all" if every else "any"
            result = reduce(lambda a, b: self.store.apply(key, join, (a, b)), parts, start)
        if declares is None:
            self._conditions[condition] = result
        return result

    def rule(self, rule: Rule) -> int:
        """Return the diagram of a rule's outcome, its exceptions taken in."""
        if not rule.in_force(self.day):
            return self.store.terminal(Outcome.NONE)
        if rule.id not in self._rules:

            def outcome(holds: Truth, *exceptions: Outcome) -> Outcome:
                effects = {Truth.YES: rule.holds, Truth.UNKNOWN: rule.open, Truth.NO: rule.fails}
                own = effects[holds].outcome
                return own if holds is Truth.NO else combine.excepted(own, exceptions)

            parts = [self.condition(rule.condition), *map(self.rule, rule.exceptions)]
            self._rules[rule.id] = self.store.apply(("rule", rule.id), outcome, parts)
        return self._rules[rule.id]

    def flow(self, part: Flow) -> int:
        """Return the diagram of what a part of the flow says."""
        if isinstance(part, Step):
            return self.rule(part.rule)
        if isinstance(part, When):
            parts = (self.condition(part.condition), self.flow(part.part))
            return self.store.apply("when", _when, parts)
        return self._joined(part)

    def _joined(self, part: First | Strictest | Best | Routes | Unsettled | Gate | Either) -> int:
        apply = self.store.apply
        if isinstance(part, First | Strictest | Best):
            join = {First: combine.first, Strictest: combine.strictest, Best: combine.best}[type(part)]
            nothing = self.store.terminal(Outcome.NONE)
            return reduce(
                lambda a, b: apply(join.__name__, join, (a, b)), map(self.flow, part.parts), nothing
            )
        if isinstance(part, Routes):
            return apply("routes", combine.routes, (self.flow(part.first), self.flow(part.others)))
        holds, own = self.holds(part.rule), self.rule(part.rule)
        if isinstance(part, Unsettled):
            return apply("unsettled", combine.unsettled, (holds, own, self.flow(part.rest)))
        if isinstance(part, Gate):
            return apply("gate", combine.gate, (holds, own, self.flow(part.part)))
        return apply("either", combine.either, (holds, self.flow(part.yes), self.flow(part.no)))

    def holds(self, rule: Rule) -> int:
        """Return the diagram of a rule's truth on the day."""
        return self.condition(rule.condition) if rule.in_force(self.day) else self.store.terminal(Truth.NO)

    @cached_property
    def decision(self) -> int:
        """Return the diagram of the decision over all requests."""
        # Threads may ask for the first time together, also of two stretches of time.
        with self.shared.lock:
            return self._decision()

    def _decision(self) -> int:
        result = self.store.terminal(Outcome.NONE)
        for branch in reversed(self.book.branches):
            parts = (self.condition(branch.condition), self.flow(branch.flow), result)
            result = self.store.apply("branch", _branch, parts)
        return self.store.apply("public", combine.public, (result,))

    def cuttings(self) -> Cuttings:
        """Return the parts of the decision that questions cut out of it; a question keeps to one such object."""
        found = self._cuttings
        if found is None or found.full:
            found = self._cuttings = Cuttings(self.store, self.decision)
        return found

    @cached_property
    def fields(self) -> set[str]:
        """Return the request fields that the decision reads at all."""
        names: set[str] = set()
        for branch in self.book.branches:
            for rule in rules_of(branch):
                for fact in facts_of(rule.condition):
                    names |= set(self.book.vocabulary.origins[fact])
        return names


def _conjunction(a: Truth, b: Truth) -> Truth:
    return conjunction((a, b))


def _disjunction(a: Truth, b: Truth) -> Truth:
    return disjunction((a, b))


def _when(holds: Truth, inner: Outcome) -> Outcome:
    return inner if holds is Truth.YES else Outcome.NONE


def _branch(holds: Truth, inner: Outcome, rest: Outcome) -> Outcome:
    return inner if holds is Truth.YES else rest
