"""Walking over a flow: which rules and which conditions it holds."""

from collections.abc import Iterator
from functools import lru_cache

from pirules.rules.model import (
    Best,
    Branch,
    Condition,
    Either,
    First,
    Flow,
    Gate,
    Routes,
    Rule,
    Step,
    Strictest,
    Unsettled,
    When,
    facts_of,
)

_PARTS = {
    Routes: ("first", "others"),
    When: ("part",),
    Unsettled: ("rest",),
    Gate: ("part",),
    Either: ("yes", "no"),
}


def parts_of(flow: Flow) -> tuple[Flow, ...]:
    """Return the parts that a part of the flow is made of."""
    if isinstance(flow, First | Strictest | Best):
        return flow.parts
    return tuple(getattr(flow, name) for name in _PARTS.get(type(flow), ()))


def _with_exceptions(rule: Rule) -> list[Rule]:
    return [rule, *(inner for exception in rule.exceptions for inner in _with_exceptions(exception))]


def _rules_of(flow: Flow) -> list[Rule]:
    """Return every rule of a flow, exceptions included."""
    own = _with_exceptions(flow.rule) if isinstance(flow, Step | Unsettled | Gate | Either) else []
    return own + [rule for part in parts_of(flow) for rule in _rules_of(part)]


def rules_of(branch: Branch) -> tuple[Rule, ...]:
    """Return every rule of a branch once: those of its flow, their exceptions, and its notes."""
    found = _rules_of(branch.flow) + [rule for note in branch.notes for rule in _with_exceptions(note)]
    return tuple({rule.id: rule for rule in found}.values())


def conditions_of(flow: Flow) -> list[Condition]:
    """Return the conditions of the ``when`` parts of a flow."""
    own = [flow.condition] if isinstance(flow, When) else []
    return own + [item for part in parts_of(flow) for item in conditions_of(part)]


@lru_cache(maxsize=4096)
def facts_behind(rule: Rule) -> frozenset[str]:
    """Return every fact on which a rule hangs: its condition, what its sentences are said under, its exceptions."""
    conditions = [rule.condition]
    for effect in (rule.holds, rule.open, rule.fails):
        conditions += [item.condition for item in effect.basis]
        conditions += [item.condition for item in (*effect.reasons, *effect.conditions)]
        conditions += [item.condition for item in effect.obligations]
    own = frozenset(name for condition in conditions for name in facts_of(condition))
    return own.union(*map(facts_behind, rule.exceptions))


@lru_cache(maxsize=4096)
def facts_of_part(flow: Flow) -> frozenset[str]:
    """Return every fact on which a part of the flow hangs."""
    own = frozenset(name for condition in conditions_of(flow) for name in facts_of(condition))
    return own.union(*map(facts_behind, _rules_of(flow)))


#: A part that hangs on more of the facts around it than this is hardly ever known where what's around isn't.
_FEWER = 0.6


@lru_cache(maxsize=256)
def remembered(flow: Flow) -> frozenset[Flow]:
    """Return the parts of a flow that are worth being remembered: itself, and what hangs on far fewer facts."""

    def within(part: Flow, around: int) -> Iterator[Flow]:
        for inner in parts_of(part):
            count = len(facts_of_part(inner))
            worth = not isinstance(inner, Step) and count <= around * _FEWER
            if worth:
                yield inner
            yield from within(inner, count if worth else around)

    return frozenset((flow, *within(flow, len(facts_of_part(flow)))))
