"""How outcomes are put together, as tables of pure functions over bare outcomes.

The engine's plan and the diagrams use these; the independent evaluator has its own words for the same thing.
"""

from collections.abc import Iterable
from functools import reduce

from pirules.rules.finding import ENDS
from pirules.rules.logic import Truth
from pirules.rules.model import Outcome

_ORDER = (
    Outcome.PERMITTED,
    Outcome.CONDITIONAL,
    Outcome.NEEDS_JUDGMENT,
    Outcome.HELD,
    Outcome.PROHIBITED,
    Outcome.OUT_OF_SCOPE,
    Outcome.REFUSED,
    Outcome.BARRED,
)
_RANK = {outcome: rank for rank, outcome in enumerate(_ORDER)}


def first(a: Outcome, b: Outcome) -> Outcome:
    """Return the first that says anything."""
    return b if a is Outcome.NONE else a


def _strictest(a: Outcome, b: Outcome) -> Outcome:
    if a is Outcome.NONE or b is Outcome.NONE:
        return first(a, b)
    return max(a, b, key=_RANK.__getitem__)


def _best(a: Outcome, b: Outcome) -> Outcome:
    if a is Outcome.NONE or b is Outcome.NONE:
        return first(a, b)
    for end in ENDS:
        if end in (a, b):
            return end
    return min(a, b, key=_RANK.__getitem__)


# Every pair is put together once.
_STRICTEST = {(a, b): _strictest(a, b) for a in Outcome for b in Outcome}
_BEST = {(a, b): _best(a, b) for a in Outcome for b in Outcome}


def strictest(a: Outcome, b: Outcome) -> Outcome:
    """Return the stricter of two along one route."""
    return _STRICTEST[a, b]


def best(a: Outcome, b: Outcome) -> Outcome:
    """Return the more favourable of two routes; what ends the flow wins."""
    return _BEST[a, b]


def routes(a: Outcome, b: Outcome) -> Outcome:
    """Return the outcome of a first route ``a`` beside others ``b``."""
    if a is Outcome.NEEDS_JUDGMENT and b not in (Outcome.PERMITTED, *ENDS):
        return a
    return best(a, b)


def unsettled(holds: Truth, own: Outcome, rest: Outcome) -> Outcome:
    """Return the outcome of a rule that decides where it holds, before the rest."""
    if holds is Truth.YES:
        return own
    if holds is Truth.NO or rest in (Outcome.PERMITTED, *ENDS):
        return rest
    return own


def gate(holds: Truth, own: Outcome, inner: Outcome) -> Outcome:
    """Return the outcome of a part that is gone into only where a rule holds."""
    if holds is Truth.NO or inner is Outcome.NONE:
        return Outcome.NONE
    if holds is Truth.YES:
        return inner
    return Outcome.HELD if inner in ENDS else own


def either(holds: Truth, yes: Outcome, no: Outcome) -> Outcome:
    """Return the outcome of two parts divided by a rule: while it is open both must agree."""
    if holds is Truth.YES:
        return yes
    if holds is Truth.NO or yes is no:
        return no
    return Outcome.NEEDS_JUDGMENT


def excepted(own: Outcome, exceptions: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a rule with its exceptions: they lift a prohibition, they bar a permission."""
    if own is Outcome.NONE:
        return own
    speaking: list[Outcome] = [found for found in exceptions if found is not Outcome.NONE]
    start: Outcome = own
    if own in (Outcome.PROHIBITED, Outcome.BARRED):
        return min((start, *speaking), key=_RANK.__getitem__)
    return reduce(strictest, speaking, start)


def public(outcome: Outcome) -> Outcome:
    """Return the decision that people see: it is the same whether or not it ended the flow."""
    return {Outcome.BARRED: Outcome.PROHIBITED, Outcome.HELD: Outcome.NEEDS_JUDGMENT}.get(outcome, outcome)
