"""The request: nothing is coerced, and every fault names its field."""

from datetime import UTC, date, datetime

import pytest

import pirules
from pirules.errors import RequestError
from pirules.provision import check
from pirules.provision.request import today


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ({"nobody": 1}, "P402", "nobody"),
        ({"consent": {"givn": True}}, "P402", "consent.givn"),
        ({"consent.given": True}, "P402", "consent.given"),
        ({1: 2}, "P402", "1"),
        ({"consent": {1: 2}}, "P402", "consent.1"),
        ({"consent": {"given": "yes"}}, "P401", "consent.given"),
        ({"consent": {"given": 1}}, "P401", "consent.given"),
        ({"consent": {"given": "true"}}, "P401", "consent.given"),
        ({"consent": True}, "P401", "consent"),
        ({"consent": []}, "P401", "consent"),
        ({"handling": "give"}, "P401", "handling"),
        ({"handling": True}, "P401", "handling"),
        ({"handling": {"x": 1}}, "P401", "handling"),
        ({"recipient": {"kind": "unknown"}}, "P401", "recipient.kind"),
        ({"recipient": {"kind": ["police"]}}, "P401", "recipient.kind"),
        ({"recipient": {"kind": "Police"}}, "P401", "recipient.kind"),
        ({"my_number": {"provision_item": 18}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": -1}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": True}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": 8.0}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": "8"}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": 10**400}}, "P401", "my_number.provision_item"),
        ({"as_of": "2026-02-30"}, "P403", "as_of"),
        ({"as_of": "きのう"}, "P403", "as_of"),
        ({"as_of": ""}, "P403", "as_of"),
        ({"as_of": 20261121}, "P401", "as_of"),
        ({"as_of": datetime(2026, 11, 21, tzinfo=UTC)}, "P401", "as_of"),
        ({"as_of": "2" * 1_000_000}, "P404", "as_of"),
        ({"title": 3}, "P401", "title"),
        ({"title": "あ" * 1_000_000}, "P404", "title"),
        ({"legal_basis": {"citation": "法" * 1_000_000}}, "P404", "legal_basis.citation"),
        ({"legal_basis": {"citation": 69}}, "P401", "legal_basis.citation"),
        ({"legal_basis": {"citation": "\ud800"}}, "P401", "legal_basis.citation"),
        ({f"x{n}": n for n in range(10_000)}, "P402", "x0"),
        ({"consent": {f"x{n}": n for n in range(10_000)}}, "P402", "consent.x0"),
        ([], "P405", None),
        ("{}", "P405", None),
        (None, "P405", None),
    ],
)
def test_what_does_not_fit_is_refused_and_named(request_, code, field):
    with pytest.raises(RequestError) as caught:
        check(request_)
    assert caught.value.code == code
    assert caught.value.field == field
    assert caught.value.remedy
    assert len(str(caught.value)) < 800


def test_a_huge_field_name_is_not_repeated_at_length():
    with pytest.raises(RequestError) as caught:
        check({"x" * 1_000_000: 1})
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"consent": None},
        {"consent": {"given": None}},
        {"handling": None, "title": None, "as_of": None},
        {"consent": {}},
    ],
)
def test_left_out_null_and_empty_all_mean_unknown(request_):
    assert check(request_).model_dump() == check({}).model_dump()


def test_the_title_never_changes_the_answer():
    assert check({"title": "件名 <script>\x00"}).model_dump() == check({}).model_dump()


def test_the_default_day_is_today_in_japan():
    assert check({}).as_of == today().isoformat()


@pytest.mark.parametrize("written", ["2026-11-21", "令和8年11月21日", date(2026, 11, 21)])
def test_a_day_is_read_as_people_write_it(written):
    assert check({"as_of": written}).as_of == "2026-11-21"


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_answered(written):
    answer = check(
        {
            "as_of": written,
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "personal_information"},
        }
    )
    assert answer.decision in {"out_of_scope", "needs_judgment"}


def test_a_national_organ_before_the_rules_is_refused_with_its_field():
    request = {
        "as_of": "2023-03-31",
        "provider": {"kind": "national_organ"},
        "information": {"category": "personal_information"},
    }
    with pytest.raises(RequestError) as caught:
        check(request)
    assert (caught.value.code, caught.value.field) == ("P406", "as_of")


def test_the_request_given_is_left_as_it_was():
    request = {"consent": {"given": True}, "handling": None}
    check(request)
    assert request == {"consent": {"given": True}, "handling": None}


def test_the_package_offers_the_check():
    assert pirules.check({}).decision == "needs_judgment"
