"""The flow over bare truths: what the engine's findings come to, without reasons; put together once a branch."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias

from pirules.rules import combine
from pirules.rules.logic import Truth
from pirules.rules.model import (
    Best,
    Condition,
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

Truths: TypeAlias = Mapping[str, Truth]
Plan: TypeAlias = Callable[[Truths], Outcome]

_NONE, _NO = Outcome.NONE, Truth.NO


def plan_of(flow: Flow, day: date, whens: Mapping[Condition, str]) -> Plan:
    """Return the outcome of a flow as a function of the truths of its rules.

    Args:
        flow: the flow of a branch.
        day: a day of the stretch of time; a rule that isn't in force says nothing.
        whens: the name under which the truth of each ``when`` condition is found.
    """
    return _Planner(day, whens).flow(flow)


class _Planner:
    def __init__(self, day: date, whens: Mapping[Condition, str]) -> None:
        self.day = day
        self.whens = whens
        self.known: dict[str, Plan] = {}

    def rule(self, rule: Rule) -> Plan:
        if rule.id not in self.known:
            self.known[rule.id] = self._rule(rule) if rule.in_force(self.day) else _silent
        return self.known[rule.id]

    def _rule(self, rule: Rule) -> Plan:
        own = {
            Truth.YES: rule.holds.outcome,
            Truth.UNKNOWN: rule.open.outcome,
            Truth.NO: rule.fails.outcome,
        }
        exceptions = [self.rule(item) for item in rule.exceptions if item.in_force(self.day)]
        if exceptions:
            return partial(_excepted, rule.id, own, exceptions)
        return partial(_alone, rule.id, own)

    def flow(self, part: Flow) -> Plan:
        if isinstance(part, Step):
            return self.rule(part.rule)
        if isinstance(part, When):
            return partial(_when, self.whens[part.condition], self.flow(part.part))
        if isinstance(part, First):
            return partial(_first, [self.flow(item) for item in part.parts])
        if isinstance(part, Strictest | Best):
            join = combine.strictest if isinstance(part, Strictest) else combine.best
            return partial(_reduced, join, [self.flow(item) for item in part.parts])
        if isinstance(part, Routes):
            return partial(_routes, self.flow(part.first), self.flow(part.others))
        return self.ruled(part)

    def ruled(self, part: Unsettled | Gate | Either) -> Plan:
        name = part.rule.id
        if isinstance(part, Unsettled):
            return partial(_unsettled, name, self.rule(part.rule), self.flow(part.rest))
        if isinstance(part, Gate):
            return partial(_gate, name, self.rule(part.rule), self.flow(part.part))
        return partial(_either, name, self.flow(part.yes), self.flow(part.no))


def _silent(_: Truths) -> Outcome:
    return _NONE


def _alone(name: str, own: Mapping[Truth, Outcome], truths: Truths) -> Outcome:
    return own[truths[name]]


def _excepted(name: str, own: Mapping[Truth, Outcome], exceptions: Sequence[Plan], truths: Truths) -> Outcome:
    holds = truths[name]
    outcome = own[holds]
    if holds is _NO or outcome is _NONE:
        return outcome
    return combine.excepted(outcome, [plan(truths) for plan in exceptions])


def _when(name: str, inner: Plan, truths: Truths) -> Outcome:
    return inner(truths) if truths[name] is Truth.YES else _NONE


def _first(parts: Sequence[Plan], truths: Truths) -> Outcome:
    for part in parts:
        found = part(truths)
        if found is not _NONE:
            return found
    return _NONE


def _reduced(join: Callable[[Outcome, Outcome], Outcome], parts: Sequence[Plan], truths: Truths) -> Outcome:
    found = _NONE
    for part in parts:
        found = join(found, part(truths))
    return found


def _routes(first: Plan, others: Plan, truths: Truths) -> Outcome:
    return combine.routes(first(truths), others(truths))


def _unsettled(name: str, own: Plan, rest: Plan, truths: Truths) -> Outcome:
    return combine.unsettled(truths[name], own(truths), rest(truths))


def _gate(name: str, own: Plan, inner: Plan, truths: Truths) -> Outcome:
    return combine.gate(truths[name], own(truths), inner(truths))


def _either(name: str, yes: Plan, no: Plan, truths: Truths) -> Outcome:
    return combine.either(truths[name], yes(truths), no(truths))
