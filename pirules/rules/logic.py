"""Three-valued logic (strong Kleene): a condition holds, fails, or is open.

Unknown is not false: what isn't known neither carries a permission nor a prohibition.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias


class Truth(StrEnum):
    """Whether a condition holds: the values that a ``trace`` shows."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    # Members are keys everywhere; the hash of an enumeration is a call into Python, that of a string isn't.
    __hash__ = str.__hash__


Test: TypeAlias = Callable[[Mapping[str, str]], Truth]


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


def lookup(fact: str, table: Mapping[str, Truth]) -> Test:
    """Return the test of one fact: its value looked up in ``table``, ``no`` where it isn't there."""
    get, no = table.get, Truth.NO

    def test(facts: Mapping[str, str]) -> Truth:
        return get(facts[fact], no)

    return test


def every_lookup(tables: Sequence[tuple[str, Mapping[str, Truth]]]) -> Test:
    """Return the Kleene *and* of several :func:`lookup` tests as one test: what most rules ask."""
    yes, no, unknown = Truth.YES, Truth.NO, Truth.UNKNOWN
    pairs = [(fact, table.get) for fact, table in tables]

    def test(facts: Mapping[str, str]) -> Truth:
        result = yes
        for fact, get in pairs:
            found = get(facts[fact], no)
            if found is not yes:
                if found is no:
                    return no
                result = unknown
        return result

    return test


def every(tests: Sequence[Test]) -> Test:
    """Return the Kleene *and* of tests as one test; the first ``no`` settles it."""
    yes, no, unknown = Truth.YES, Truth.NO, Truth.UNKNOWN

    def test(facts: Mapping[str, str]) -> Truth:
        result = yes
        for part in tests:
            found = part(facts)
            if found is not yes:
                if found is no:
                    return no
                result = unknown
        return result

    return test


def some(tests: Sequence[Test]) -> Test:
    """Return the Kleene *or* of tests as one test; the first ``yes`` settles it."""
    yes, no, unknown = Truth.YES, Truth.NO, Truth.UNKNOWN

    def test(facts: Mapping[str, str]) -> Truth:
        result = no
        for part in tests:
            found = part(facts)
            if found is not no:
                if found is yes:
                    return yes
                result = unknown
        return result

    return test


def opposite(part: Test) -> Test:
    """Return the Kleene *not* of a test."""
    swapped = {truth: negation(truth) for truth in Truth}

    def test(facts: Mapping[str, str]) -> Truth:
        return swapped[part(facts)]

    return test
