"""Hostile requests: a coded error that names the field, or a right answer; never a decision out of an error."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.errors import PirulesError, RequestError
from pirules.provision import check
from pirules.rules.source import read_yaml

BASE = {
    "as_of": "2026-11-21",
    "provider": {"kind": "municipal_organ"},
    "information": {"category": "personal_information"},
    "handling": "provision",
    "recipient": {"kind": "private_business"},
    "purpose": {"within_specified": False, "frequency": "occasional"},
    "legal_basis": {"instrument": "none"},
    "consent": {"given": False},
}


def nested(depth):
    value = None
    for _ in range(depth):
        value = {"given": value}
    return value


@pytest.mark.parametrize(
    ("part", "code", "field"),
    [
        ({"consent": {"given": float("nan")}}, "P401", "consent.given"),
        ({"consent": {"given": 0}}, "P401", "consent.given"),
        ({"consent": {"given": ""}}, "P401", "consent.given"),
        ({"consent": {"given": {"given": None}}}, "P401", "consent.given"),
        ({"consent": nested(5_000)}, "P401", "consent.given"),
        ({"consent": ""}, "P401", "consent"),
        ({"consent": float("inf")}, "P401", "consent"),
        ({"handling": ""}, "P401", "handling"),
        ({"handling": " provision"}, "P401", "handling"),
        ({"handling": "provision\x00"}, "P401", "handling"),
        ({"handling": "ｐrovision"}, "P401", "handling"),
        ({"handling": "x" * 1_000_000}, "P401", "handling"),
        ({"recipient": {"kind": ""}}, "P401", "recipient.kind"),
        ({"recipient": {"kind": "yes"}}, "P401", "recipient.kind"),
        ({"provider": {"kind": "national_organ", "": None}}, "P402", "provider."),
        ({"legal_basis": {"instrument": "statute "}}, "P401", "legal_basis.instrument"),
        ({"legal_basis": {"citation": True}}, "P401", "legal_basis.citation"),
        ({"legal_basis": {"citation": ["法69条"]}}, "P401", "legal_basis.citation"),
        ({"my_number": {"provision_item": float("nan")}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": 10**5_000}}, "P401", "my_number.provision_item"),
        ({"handling": [[]] * 100_000}, "P401", "handling"),
        ({"my_number": {"provision_item": False}}, "P401", "my_number.provision_item"),
        ({"my_number": {"provision_item": ""}}, "P401", "my_number.provision_item"),
        ({"my_number": {"use_listed": 1.0}}, "P401", "my_number.use_listed"),
        ({"statute": {"kind": "duty"}}, "P402", "statute"),
        ({"act": "provision"}, "P402", "act"),
        ({"purpose": {"WITHIN_SPECIFIED": True}}, "P402", "purpose.WITHIN_SPECIFIED"),
        ({"as_of": "10000-01-01"}, "P403", "as_of"),
        ({"as_of": "0000-01-01"}, "P403", "as_of"),
        ({"as_of": "2026-11-21T00:00:00Z"}, "P403", "as_of"),
        ({"as_of": True}, "P401", "as_of"),
        ({"as_of": float("nan")}, "P401", "as_of"),
        ({"as_of": ["2026-11-21"]}, "P401", "as_of"),
        ({"title": ["x"]}, "P401", "title"),
        ({"title": "\udfff"}, "P401", "title"),
    ],
)
def test_a_hostile_part_of_a_whole_request_is_refused_and_named(part, code, field):
    with pytest.raises(RequestError) as caught:
        check({**BASE, **part})
    assert (caught.value.code, caught.value.field) == (code, field)
    assert len(str(caught.value)) < 800


@pytest.mark.parametrize(
    "citation",
    [
        "",
        "   ",
        "\x00\x01",
        "法" * 1_000,
        "第" * 999,
        "（" * 500 + "）" * 500,
        "○○市個人情報保護条例第8条",
        "条例",
        "介護保険法203条（○○市条例第3条）",
        "法76条、生活保護法29条2項、○○市条例3条",
        "地方税法22条、法76条",
        "法69条2項99999999999999999999号",
        "第九千九百九十九条の九千九百九十九",
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "{text}$statute$ordinance{label}",
        "刑事訴訟法１９７条２項\u202e",
    ],
)
def test_any_text_may_stand_as_the_citation(citation):
    answer = check({**BASE, "legal_basis": {"instrument": "statute", "specific": True, "citation": citation}})
    data = answer.model_dump(mode="json")
    json.dumps(data, ensure_ascii=False).encode()
    assert data["decision"] in {"conditional", "needs_judgment", "prohibited", "permitted"}


def test_a_citation_of_nothing_is_as_good_as_none():
    asked = {"instrument": "statute", "specific": True}
    empty = check({**BASE, "legal_basis": {**asked, "citation": "  "}}).model_dump()
    assert empty == check({**BASE, "legal_basis": asked}).model_dump()


def test_nulls_at_every_depth_are_unknown():
    request = dict.fromkeys(BASE) | {"other_law": {"restricts": None}, "my_number": {}}
    assert (
        check({**request, "as_of": "2026-11-21"}).model_dump() == check({"as_of": "2026-11-21"}).model_dump()
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_prohibition_of_the_number_law_follows_its_dates_to_the_ends_of_the_calendar(day):
    answer = check(
        {
            "as_of": day,
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "specific_personal_information"},
            "handling": "provision",
            "my_number": {"provision_item": 0},
        }
    )
    assert answer.decision == ("prohibited" if day == "9999-12-31" else "out_of_scope")


@pytest.mark.parametrize(
    "text",
    [
        '{"consent": {"given": true}, "consent": {"given": false}}',
        '{"consent": {"given": NaN}}',
        '{"my_number": {"provision_item": Infinity}}',
        "[" * 100_000,
        "",
        "null",
        "\ufeff",
        '{"as_of": "2026-11-21"',
    ],
)
def test_a_request_file_that_is_no_request_is_an_error_and_no_decision(tmp_path, text):
    path = tmp_path / "request.json"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(load_commands(), ["check", str(path), "--no-store"])
    assert isinstance(result.exception, PirulesError), (result.exception, result.output)
    assert '"decision"' not in result.output


def test_a_day_that_does_not_exist_in_a_rule_file_is_named_with_its_line(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("- name: 日\n  facts: {as_of: 2023-02-29}\n", encoding="utf-8")
    with pytest.raises(PirulesError, match="2 行目") as caught:
        read_yaml(path)
    assert caught.value.code == "P501"


def test_a_date_given_as_a_day_object_is_no_datetime():
    assert check({**BASE, "as_of": date(9999, 12, 31)}).as_of == "9999-12-31"
