"""The provision check is right on the decided cases, and the counting of what is right can't flatter it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.corpus import case_scoring
from pirules.corpus.case_gold import case_files, read_cases
from pirules.corpus.case_scoring import CaseScore, add_case, evaluate_cases, names
from pirules.corpus.case_tables import case_markdown, case_text
from pirules.errors import InputError, RulesetError
from pirules.provision import Answer, check

GOLD = Path(__file__).parent / "gold" / "cases"
HALVES = ("locked", "tuning")


@pytest.fixture(scope="module")
def scores():
    return {score.name: score for score in evaluate_cases(GOLD)}


@pytest.mark.parametrize("half", HALVES)
def test_nothing_that_the_law_forbids_is_answered_with_permitted(scores, half):
    assert scores[half].forbidden == []


@pytest.mark.parametrize("half", HALVES)
def test_hardly_any_judgement_or_condition_of_the_law_is_skipped(scores, half):
    assert len(scores[half].hasty) <= 0.03 * scores[half].cases


@pytest.mark.parametrize("half", HALVES)
def test_at_least_97_of_100_decisions_are_right(scores, half):
    right, total = scores[half].fields["decision"]
    assert right >= 0.97 * total


def test_the_locked_half_covers_no_other_ground_and_no_case_stands_twice():
    subjects = {half: {path.stem for path in case_files(GOLD / half)} for half in HALVES}
    assert subjects["locked"] <= subjects["tuning"]  # the later set stands wholly in tuning
    cases = [case for path in case_files(GOLD) for case in read_cases(path)]
    assert len({case.name for case in cases}) == len(cases)
    requests = [json.dumps(case.request, sort_keys=True, ensure_ascii=False) for case in cases]
    assert len(set(requests)) == len(requests)


# --- reading ------------------------------------------------------------------------------------------------------

_FACTS = "facts: {information.category: corporate_only}"


@pytest.mark.parametrize(
    "text",
    [
        "name: 一件だけ",
        f"- name: 出典がない\n  {_FACTS}\n  expect: {{decision: permitted}}",
        f"- name: 答えがない\n  source: S0\n  {_FACTS}\n  expect: {{basis: [法69条1項]}}",
        f"- name: 答えが二つ\n  source: S0\n  {_FACTS}\n  expect: {{decision: permitted, error: true}}",
        f"- name: 知らない項目\n  source: S0\n  {_FACTS}\n  expect: {{decision: permitted, reason: x}}",
        f"- name: 並びでない根拠\n  source: S0\n  {_FACTS}\n  expect: {{decision: permitted, basis: 法69条1項}}",
        f"- name: 表でない過不足\n  source: S0\n  {_FACTS}\n  expect: {{decision: permitted, exactly: true}}",
        "- name: 事実が文字列\n  source: S0\n  facts: x\n  expect: {decision: permitted}",
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_line(tmp_path, text):
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError) as error:
        read_cases(path)
    assert error.value.code == "P501"


def test_a_folder_without_cases_is_an_error(tmp_path):
    with pytest.raises(InputError) as error:
        evaluate_cases(tmp_path)
    assert error.value.code == "P010"


# --- counting -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("法75条1項", "法75条", True),
        ("法75条", "法75条", True),
        ("法75条の2", "法75条", False),
        ("法75条", "法75条1項", False),
        ("番号法19条11号", "番号法19条1号", False),
        ("番号法19条11号", "番号法19条", True),
        ("災害対策基本法49条の11第2項", "災害対策基本法49条の11", True),
        ("災害対策基本法49条の11第2項", "災害対策基本法49条", False),
        ("法69条2項ただし書", "法69条2項", True),
    ],
)
def test_a_citation_counts_for_its_article_and_for_no_other(found, wanted, same):
    assert names(found, wanted) is same


def _scored(tmp_path, expect, facts="{information.category: corporate_only}"):
    path = tmp_path / "cases.yaml"
    path.write_text(f"- name: x\n  source: S0\n  facts: {facts}\n  expect: {expect}\n", encoding="utf-8")
    score = CaseScore("tuning")
    for case in read_cases(path):
        add_case(score, case)
    return score


@pytest.mark.parametrize(
    ("expect", "fields"),
    [
        ("{decision: out_of_scope}", {"decision": [1, 1]}),
        ("{decision: prohibited}", {"decision": [0, 1]}),
        ("{decision_any: [prohibited, out_of_scope]}", {"decision": [1, 1]}),
        ("{error: true}", {"decision": [0, 1]}),
        ("{decision: out_of_scope, basis: [法2条]}", {"decision": [1, 1], "basis": [1, 1]}),
        ("{decision: out_of_scope, basis: [法3条]}", {"decision": [1, 1], "basis": [0, 1]}),
        ("{decision: out_of_scope, first: 法3条}", {"decision": [1, 1], "basis": [0, 1]}),
        ("{decision: out_of_scope, absent: {basis: [法2条]}}", {"decision": [1, 1], "basis": [0, 1]}),
        ("{decision: out_of_scope, exactly: {conditions: []}}", {"decision": [1, 1], "conditions": [1, 1]}),
        ("{decision: out_of_scope, exactly: {basis: []}}", {"decision": [1, 1], "basis": [0, 1]}),
        (
            "{decision: out_of_scope, missing_facts: [handling]}",
            {"decision": [1, 1], "missing_facts": [0, 1]},
        ),
        (
            "{decision: out_of_scope, authority: {level: secondary}}",
            {"decision": [1, 1], "authority": [0, 1]},
        ),
    ],
)
def test_each_part_of_an_answer_is_right_or_wrong_on_its_own(tmp_path, expect, fields):
    score = _scored(tmp_path, expect)
    assert score.fields == {**fields, "contract": [1, 1]}
    assert bool(score.misses) is any(right < total for right, total in fields.values())


@pytest.mark.parametrize(
    ("changed", "breach"),
    [
        ({"basis": []}, "basis"),
        ({"conditions": [{"text": "x", "citations": []}]}, "conditions"),
        ({"decision": "conditional"}, "conditions"),
        ({"reasons": []}, "reasons"),
        ({"missing_facts": "known"}, "information.category"),
    ],
)
def test_an_answer_that_breaks_the_contract_is_counted_whatever_the_case(
    tmp_path, monkeypatch, changed, breach
):
    answer = check({"information": {"category": "corporate_only"}}).model_dump(mode="json")
    if changed.get("missing_facts"):
        known = {
            "field": "information.category",
            "question": "x",
            "citation": answer["basis"][0],
            "default": None,
        }
        changed = {"missing_facts": [known]}
    broken = Answer.model_validate({**answer, **changed})
    monkeypatch.setattr(case_scoring, "check", lambda _request: broken)
    score = _scored(tmp_path, f"{{decision: {broken.decision}}}")
    assert score.fields["contract"] == [0, 1]
    assert breach in score.misses[0].expected


def test_a_request_that_is_refused_is_right_only_where_it_must_be(tmp_path):
    facts = "{information.category: gossip}"
    assert _scored(tmp_path, "{error: true}", facts).fields["decision"] == [1, 1]
    assert _scored(tmp_path, "{decision: prohibited}", facts).fields["decision"] == [0, 1]


@pytest.mark.parametrize(
    ("expected", "kind"),
    [
        ("prohibited", "forbidden"),
        ("out_of_scope", "forbidden"),
        ("needs_judgment", "hasty"),
        ("conditional", "hasty"),
        ("permitted", None),
    ],
)
def test_a_wrong_permission_is_counted_apart(tmp_path, expected, kind):
    within = "{provider.kind: municipal_organ, handling: internal_use, recipient.kind: same_organ,"
    facts = f"{within} information.category: personal_information, purpose.within_specified: true}}"
    score = _scored(tmp_path, f"{{decision: {expected}}}", facts)
    assert (len(score.forbidden), len(score.hasty)) == (int(kind == "forbidden"), int(kind == "hasty"))


# --- showing ------------------------------------------------------------------------------------------------------


def _wrong(name):
    score = CaseScore(name, cases=1, fields={"decision": [0, 1]})
    score.misses = [case_scoring.Miss(f"{name}-case", "decision", "prohibited", "needs_judgment")]
    return score.as_dict()


def test_the_errors_of_the_locked_half_are_shown_only_when_asked_for():
    both = [_wrong("locked"), _wrong("tuning")]
    assert "tuning-case" in case_text(both)
    assert "locked-case" not in case_text(both)
    assert "locked-case" in case_text(both, show_locked=True)
    assert "locked-case" not in case_markdown(both, errors=True)
    assert "tuning-case" in case_markdown(both, errors=True)


def test_the_command_writes_its_section_and_leaves_the_rest_of_the_page(tmp_path):
    part = tmp_path / "tuning"
    part.mkdir()
    (part / "scope.yaml").write_text(
        (GOLD / "tuning" / "scope.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    page = tmp_path / "page.md"
    page.write_text("前\n<!-- eval:cases -->\n古い表\n<!-- /eval:cases -->\n後\n", encoding="utf-8")
    result = CliRunner().invoke(load_commands(), ["eval", "cases", str(tmp_path), "--write", str(page)])
    assert result.exit_code == 0
    written = page.read_text(encoding="utf-8")
    assert written.startswith("前\n")
    assert written.endswith("後\n")
    assert "| decision |" in written
    assert "古い表" not in written
