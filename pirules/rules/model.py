"""The rule language as values: conditions over named facts, effects, rules with exceptions, the flow.

A *fact* is a request field or a fact derived from fields; its value is always a string of its closed domain
(``yes`` and ``no`` for yes/no questions) or :data:`UNKNOWN`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import TypeAlias

from pirules.rules.logic import Test, Truth, every, every_lookup, lookup, opposite, some

UNKNOWN = "unknown"

Facts: TypeAlias = Mapping[str, str]


class Outcome(StrEnum):
    """What a rule or a part of the flow says. The first five are the contract's decisions.

    ``BARRED`` is a prohibition that ends the flow, ``HELD`` a question on which such a prohibition hangs, so that
    no other route settles it, ``REFUSED`` a question for which there is no ruleset, ``NONE`` nothing: the flow
    goes on.
    """

    PERMITTED = "permitted"
    CONDITIONAL = "conditional"
    NEEDS_JUDGMENT = "needs_judgment"
    PROHIBITED = "prohibited"
    OUT_OF_SCOPE = "out_of_scope"
    BARRED = "barred"
    HELD = "held"
    REFUSED = "refused"
    NONE = "none"

    # Members are keys everywhere; the hash of an enumeration is a call into Python, that of a string isn't.
    __hash__ = str.__hash__


# Each condition carries its test: what it says, as a function of complete facts, put together once.


@dataclass(frozen=True, slots=True)
class FactIs:
    """``fact`` has one of ``values``; naming :data:`UNKNOWN` among them asks whether the fact is unknown."""

    fact: str
    values: frozenset[str]
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the test."""
        object.__setattr__(self, "test", lookup(self.fact, self.table()))

    def table(self) -> dict[str, Truth]:
        """Return the truth of each value for which it isn't ``no``."""
        return {UNKNOWN: Truth.UNKNOWN} | dict.fromkeys(self.values, Truth.YES)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: "tuple[Condition, ...]"
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the test."""
        simple = [(part.fact, part.table()) for part in self.parts if isinstance(part, FactIs)]
        whole = len(simple) == len(self.parts)
        test = every_lookup(simple) if whole else every([part.test for part in self.parts])
        object.__setattr__(self, "test", test)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Condition, ...]"
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the test."""
        object.__setattr__(self, "test", some([part.test for part in self.parts]))


@dataclass(frozen=True, slots=True)
class Not:
    """The part doesn't hold."""

    part: "Condition"
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the test."""
        object.__setattr__(self, "test", opposite(self.part.test))


Condition: TypeAlias = FactIs | All | AnyOf | Not

ALWAYS = All(())


def facts_of(condition: Condition) -> tuple[str, ...]:
    """Return the facts that a condition names, in its order, each once."""
    if isinstance(condition, FactIs):
        return (condition.fact,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(dict.fromkeys(name for part in parts for name in facts_of(part)))


def reader(names: Sequence[str]) -> Callable[[Facts], Hashable]:
    """Return the function that reads the values of ``names`` off complete facts, in their order."""
    return itemgetter(*names) if names else lambda _: None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence for people with its citations; shown where ``condition`` certainly holds."""

    text: str
    citations: tuple[str, ...]
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation that carries a decision where ``condition`` certainly holds."""

    citation: str
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty that comes with the path taken; ``when`` is ``always`` or ``if_necessary``."""

    text: str
    citation: str
    when: str
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows when a rule holds, is open, or fails."""

    outcome: Outcome = Outcome.NONE
    basis: tuple[Basis, ...] = ()
    reasons: tuple[Statement, ...] = ()
    conditions: tuple[Statement, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    level: str | None = None
    contested: bool = False
    error: str | None = None


NOTHING = Effect()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One sentence of law; two rules are the same only if they are one object.

    Attributes:
        id: stable name; title: what a lawyer calls it; citations: where it stands.
        start, end: first and last day on which it has effect (``None`` without limit).
        condition: when it holds.
        holds, open, fails: the effects by the truth of the condition.
        exceptions: rules that except it (ただし書, and exceptions to exceptions).
        place: ``file:line`` of the rule.
    """

    id: str
    title: str
    citations: tuple[str, ...]
    condition: Condition
    holds: Effect = NOTHING
    open: Effect = NOTHING
    fails: Effect = NOTHING
    exceptions: "tuple[Rule, ...]" = ()
    start: date | None = None
    end: date | None = None
    place: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the rule has effect on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A rule as a step of the flow."""

    rule: Rule


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """The first part that says anything decides."""

    parts: "tuple[Flow, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Strictest:
    """Along one route: the strictest part stands."""

    parts: "tuple[Flow, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Between routes: the most favourable part stands."""

    parts: "tuple[Flow, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """A first route beside others: while it is open, only ``permitted`` from the others stands."""

    first: "Flow"
    others: "Flow"


@dataclass(frozen=True, slots=True, eq=False)
class Unsettled:
    """``rule`` decides where it holds; where it is open, only ``permitted`` from ``rest`` stands."""

    rule: Rule
    rest: "Flow"


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """``part`` is gone into where ``condition`` certainly holds (it must never be unknown)."""

    condition: Condition
    part: "Flow"


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """``part`` is gone into where ``rule`` holds; where it is open, a part that would speak is a question."""

    rule: Rule
    part: "Flow"


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """``yes`` or ``no`` by ``rule``; where it is open, both must say the same."""

    rule: Rule
    yes: "Flow"
    no: "Flow"


Flow: TypeAlias = Step | First | Strictest | Best | Routes | Unsettled | When | Gate | Either


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One branch of the flow: the facts that lead into it, its steps, and the notes that only explain."""

    id: str
    title: str
    condition: Condition
    flow: Flow
    notes: tuple[Rule, ...]
