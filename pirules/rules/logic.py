"""Three-valued logic (strong Kleene): a condition holds, fails, or is open.

Unknown is not false: what isn't known neither carries a permission nor a prohibition.
"""

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """Whether a condition holds: the values that a ``trace`` shows."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def conjunction(values: Iterable[Truth]) -> Truth:
    """Return the Kleene *and*: one ``no`` settles it, else one ``unknown`` leaves it open."""
    result = Truth.YES
    for value in values:
        if value is Truth.NO:
            return Truth.NO
        if value is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """Return the Kleene *or*: one ``yes`` settles it, else one ``unknown`` leaves it open."""
    result = Truth.NO
    for value in values:
        if value is Truth.YES:
            return Truth.YES
        if value is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def negation(value: Truth) -> Truth:
    """Return the Kleene *not*: the unknown stays unknown."""
    if value is Truth.UNKNOWN:
        return Truth.UNKNOWN
    return Truth.NO if value is Truth.YES else Truth.YES
