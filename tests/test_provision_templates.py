"""Ready questions open with what is always the same, ask for the rest, and have a usual answer."""

import pytest

import pirules
from pirules.errors import RulesetError
from pirules.provision.scenarios import run_scenario
from pirules.provision.templates import load_templates

TEMPLATES = load_templates()
CORE_SYSTEMS = ["住民基本台帳", "選挙人名簿管理", "固定資産税", "個人住民税", "法人住民税", "軽自動車税", "国民健康保険", "国民年金", "障害者福祉", "後期高齢者医療", "介護保険", "児童手当", "生活保護", "健康管理", "就学", "児童扶養手当", "子ども・子育て支援"]  # fmt: skip
DAY = {"as_of": "2026-11-21"}


def test_each_of_the_seventeen_core_systems_has_its_question():
    assert sorted(t.system for t in TEMPLATES if t.group == "基幹業務") == sorted(CORE_SYSTEMS)


@pytest.mark.parametrize(("group", "count"), [("子育て", 15), ("介護", 11), ("被災者支援", 1), ("自動車", 4)])
def test_each_online_procedure_has_its_question(group, count):
    assert sum(t.group == group for t in TEMPLATES) == count


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.id)
def test_the_usual_case_has_its_usual_answer(template):
    outcome = run_scenario(template.usual)
    assert outcome.faults == ()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.id)
def test_a_question_opens_with_an_answer_or_with_what_to_ask(template):
    answer = pirules.check({**DAY, **template.facts})
    assert answer.decision != "needs_judgment" or answer.missing_facts


def test_a_template_without_its_parts_is_refused_with_its_line(tmp_path):
    (tmp_path / "x.yaml").write_text("- {id: a, title: b}\n", encoding="utf-8")
    with pytest.raises(RulesetError, match=r"x\.yaml"):
        load_templates(tmp_path)
