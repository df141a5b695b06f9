"""The words of the form and the memo cover exactly the facts that the check knows."""

import pytest

from pirules.errors import RequestError
from pirules.provision import check
from pirules.report import vocabulary
from pirules.rules.flow import load_rulebook

_KINDS = {"bool": "flag", "enum": "choice", "int": "number"}


def test_every_fact_of_the_rules_has_words_and_the_same_kind():
    known = load_rulebook().vocabulary.fields
    fields = vocabulary.fields()
    assert set(known) <= set(fields)
    assert set(fields) - set(known) == {"as_of", "title", "legal_basis.citation"}
    for name, field in known.items():
        assert fields[name].kind == _KINDS[field.kind], name


@pytest.mark.parametrize("name", [f.name for f in vocabulary.fields().values() if f.kind == "choice"])
def test_every_value_of_a_choice_is_accepted_and_no_other(name):
    fact = vocabulary.fields()[name]
    known = load_rulebook().vocabulary.fields[name]
    assert set(fact.values) == set(known.literals)
    outer, _, inner = name.partition(".")
    with pytest.raises(RequestError):
        check({outer: {inner: "spaceship"}} if inner else {outer: "spaceship"})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("consent.given", True, "はい"),
        ("consent.given", False, "いいえ"),
        ("consent.given", None, "不明"),
        ("recipient.kind", "police", "警察"),
        ("as_of", "2026-11-21", "令和8年11月21日（2026-11-21）"),
        ("my_number.provision_item", 0, "0"),
        ("nothing.known", "x", "x"),
    ],
)
def test_values_as_people_read_them(name, value, expected):
    assert vocabulary.value_text(name, value) == expected


def test_stated_leaves_out_what_is_unknown():
    shown = vocabulary.stated(
        {"consent": {"given": None}, "recipient": None, "risk": {"unjust_infringement": False}}
    )
    assert [(group.title, [field.name for field, _ in rows]) for group, rows in shown] == [
        ("必要性と権利利益", ["risk.unjust_infringement"])
    ]
