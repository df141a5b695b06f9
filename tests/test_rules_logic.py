"""Strong Kleene logic: unknown is not false."""

from itertools import product

import pytest

from pirules.rules.conditions import truth
from pirules.rules.logic import Truth, conjunction, disjunction, negation
from pirules.rules.model import ALWAYS, All, AnyOf, FactIs, Not

Y, N, U = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("a", "b", "both", "one"),
    [(Y, Y, Y, Y), (Y, N, N, Y), (Y, U, U, Y), (N, N, N, N), (N, U, N, U), (U, U, U, U)],
)
def test_tables_of_and_and_or(a, b, both, one):
    assert conjunction([a, b]) is conjunction([b, a]) is both
    assert disjunction([a, b]) is disjunction([b, a]) is one


def test_not_leaves_the_unknown_unknown():
    assert [negation(value) for value in (Y, N, U)] == [N, Y, U]


def test_empty_conjunction_holds_and_empty_disjunction_fails():
    assert conjunction([]) is Y
    assert disjunction([]) is N
    assert truth(ALWAYS, {}) is Y


@pytest.mark.parametrize(("a", "b"), list(product((Y, N, U), repeat=2)))
def test_de_morgan_holds(a, b):
    assert negation(conjunction([a, b])) is disjunction([negation(a), negation(b)])


def test_a_test_for_unknown_is_itself_never_unknown():
    asked = FactIs("x", frozenset({"a", "unknown"}))
    assert truth(asked, {"x": "unknown"}) is Y
    assert truth(asked, {"x": "b"}) is N
    assert truth(FactIs("x", frozenset({"a"})), {"x": "unknown"}) is U


@pytest.mark.parametrize("value", ["yes", "no", "unknown"])
def test_completing_a_fact_only_refines_a_condition(value):
    condition = All(
        (
            FactIs("x", frozenset({"yes"})),
            AnyOf((FactIs("y", frozenset({"no"})), Not(FactIs("x", frozenset({"no"}))))),
        )
    )
    before = truth(condition, {"x": value, "y": "unknown"})
    for known in ("yes", "no"):
        after = truth(condition, {"x": value, "y": known})
        assert before is U or after is before
