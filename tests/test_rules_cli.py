"""`pirules rules`: test, show, coverage, analyse, and the scenario format."""

import pytest
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.data import rulesets_dir
from pirules.errors import InputError, RulesetError
from pirules.provision.scenarios import load_scenarios, run_scenario
from pirules.rules.analysis import Discovery


def run(*args):
    return CliRunner().invoke(load_commands(), ["rules", *args])


SCENARIOS = load_scenarios(rulesets_dir() / "scenarios")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: item.place)
def test_scenario(scenario):
    assert run_scenario(scenario).faults == ()


def test_there_are_scenarios_enough_each_with_a_sentence_of_its_own():
    assert len(SCENARIOS) >= 300
    assert len({scenario.name for scenario in SCENARIOS}) == len(SCENARIOS)


FACTS = "{provider.kind: municipal_organ, information.category: personal_information, purpose: {within_specified: true}}"


@pytest.mark.parametrize(
    ("expect", "fits"),
    [
        ("{decision: permitted}", True),
        ("{decision: prohibited}", False),
        ("{basis: [法69条1項]}", True),
        ("{basis: [法69条2項]}", False),
        ("{exactly: {basis: [法61条1項, 法69条1項]}}", True),
        ("{exactly: {basis: [法69条1項]}}", False),
        ("{absent: {basis: [法69条1項]}}", False),
        ("{conditions: []}", True),
        ("{basis: []}", False),
        ("{reasons: [利用目的以外]}", True),
        ("{reasons: [こんな文はない]}", False),
        ('{trace: {s5-within: "yes"}}', True),
        ('{trace: {s5-within: "no"}}', False),
        ("{authority: {level: statute, contested: false}}", True),
        ("{authority: {contested: true}}", False),
        ("{as_of: 2026-07-01}", True),
        (
            "{changes: [{decision: prohibited, facts: {other_law.restricts: true, other_law.requirements_met: false}}]}",
            True,
        ),
        ("{changes: [{decision: prohibited, facts: {consent.given: false}}]}", False),
        ("{error: P406}", False),
        ("{missing_facts: [risk.unjust_infringement]}", True),
    ],
)
def test_expectations_are_matched_as_documented(tmp_path, expect, fits):
    facts = FACTS.replace("{provider", "{as_of: 2026-07-01, provider", 1)
    (tmp_path / "a.yaml").write_text(f"- name: 文\n  facts: {facts}\n  expect: {expect}\n", encoding="utf-8")
    result = run("test", "--dir", str(tmp_path))
    assert result.exit_code == (0 if fits else 1), result.output
    assert result.output.splitlines()[-1] == f"シナリオ 1 件: 成功 {int(fits)}、失敗 {int(not fits)}"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("name: x", "並び"),
        ("- name: x\n  facts: {}\n", "name、facts、expect"),
        ("- name: x\n  facts: {}\n  expect: {descision: permitted}\n", "知らない項目"),
        ("- name: x\n  facts: 3\n  expect: {decision: permitted}\n", "キー: 値"),
        (
            "- {name: x, facts: {}, expect: {decision: a}}\n- {name: x, facts: {}, expect: {decision: a}}\n",
            "にもあります",
        ),
    ],
)
def test_a_scenario_file_that_is_wrong_is_named(tmp_path, text, cause):
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    result = run("test", "--dir", str(tmp_path))
    assert isinstance(result.exception, RulesetError)
    assert cause in result.exception.detail


def test_an_empty_folder_is_no_success(tmp_path):
    assert run("test", "--dir", str(tmp_path)).exit_code == 1
    assert isinstance(run("test", "--dir", str(tmp_path / "none")).exception, InputError)


def test_all_scenarios_pass_from_the_command_line():
    result = run("test")
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].endswith("失敗 0")


def test_coverage_sees_every_reachable_truth_of_every_rule():
    result = run("coverage")
    assert result.exit_code == 0, [line for line in result.output.splitlines() if line.startswith("✗")]
    assert result.output.splitlines()[-1].endswith("見ていない 0")


def test_coverage_fails_where_a_rule_is_never_seen(tmp_path):
    (tmp_path / "a.yaml").write_text(
        f"- name: 文\n  facts: {FACTS}\n  expect: {{decision: permitted}}\n", encoding="utf-8"
    )
    result = run("coverage", "--dir", str(tmp_path), "--by")
    assert result.exit_code == 1
    assert any(line.startswith("✗ s8-3") for line in result.output.splitlines())
    assert "成立: 文" in result.output


@pytest.mark.long
def test_the_analysis_finds_nothing_unaccounted_for():
    result = run("analyse")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith("説明のつかないもの 0 件")


def test_the_analysis_fails_on_a_gap(monkeypatch):
    from pirules.provision import proof

    gap = Discovery("gap", "flow", "どの規則も答えない質問があります。", {"handling": "provision"})
    monkeypatch.setattr(proof, "epochs", lambda: (proof.date(2026, 11, 21),))
    monkeypatch.setattr(proof.Analysis, "gaps", lambda _: [gap])
    for name in ("monotonicity", "refinement", "agreement"):
        monkeypatch.setattr(proof.Analysis, name, lambda *_: [])
    result = run("analyse")
    assert result.exit_code == 1
    assert "答えのない質問" in result.output


def test_show_prints_a_rule_with_its_exceptions():
    result = run("show", "s8-3")
    assert result.exit_code == 0
    for part in ("法69条2項3号", "s9-proviso", "s08_grounds.yaml", "grounds.reasonable"):
        assert part in result.output


def test_show_says_what_is_near_to_a_wrong_id():
    error = run("show", "s8-33").exception
    assert isinstance(error, InputError)
    assert "s8-3" in error.detail
