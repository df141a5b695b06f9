"""Rule files: what is wrong in one is named with file, line and remedy; what is right says what it says."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.law import Citation
from pirules.provision.special_statutes import load_statutes
from pirules.provision.statutes import read_citation
from pirules.rules.flow import load_rulebook
from pirules.rules.model import Outcome
from pirules.rules.schema import check_schema
from pirules.rules.source import read_yaml
from pirules.rules.walk import rules_of


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "rulesets"
    shutil.copytree(rulesets_dir() / "provision", copy / "provision")
    return copy


def edit(folder, name, old, new):
    path = folder / "provision" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "cause"),
    [
        (
            "s05_purpose.yaml",
            "purpose.within_specified: true",
            "purpose.within_specifid: true",
            "facts.yaml にありません",
        ),
        ("s08_grounds.yaml", "purpose.frequency: constant", "purpose.frequency: daily", "値にならない"),
        ("s08_grounds.yaml", "citation: 法69条2項1号", "citation: 法69じょう", "条文として読めません"),
        ("s05_purpose.yaml", "decision: permitted", "decision: maybe", "形が違います"),
        ("s05_purpose.yaml", "    title: 特定した利用目的の範囲内の取扱い\n", "", "形が違います"),
        (
            "s08_grounds.yaml",
            "except: [s9-consent, s10-abroad",
            "except: [s9-nobody, s10-abroad",
            "がありません",
        ),
        ("s02_kinds.yaml", "- id: s2-person-related", "- id: s2-deletion-notice", "二つあります"),
        ("flow.yaml", "    - s6-not-mandatory\n", "    - s6-no-such-rule\n", "がありません"),
        ("flow.yaml", "{routes: {first", "{rutes: {first", "知らない組合せ"),
        ("s05_purpose.yaml", "rules:", "rules: [", "YAML として読めません"),
    ],
)
def test_a_mistake_is_named_with_its_place(folder, name, old, new, cause):
    line = edit(folder, name, old, new)
    with pytest.raises(RulesetError, match=cause) as caught:
        load_rulebook(folder)
    assert caught.value.code == "P501"
    assert caught.value.remedy
    place = caught.value.detail.split(":")[0]
    assert place.startswith(name)
    assert abs(int(place.removeprefix(name).strip(" の行目")) - line) <= 80


def test_the_line_of_a_wrong_value_is_exact(folder):
    line = edit(folder, "s08_grounds.yaml", "purpose.frequency: constant", "purpose.frequency: daily")
    with pytest.raises(RulesetError) as caught:
        load_rulebook(folder)
    assert f"s08_grounds.yaml の {line} 行目" in caught.value.detail


def test_a_rule_that_excepts_itself_is_refused(folder):
    edit(
        folder,
        "s09_proviso.yaml",
        "    title: 本人又は第三者の権利利益を不当に侵害するおそれ（1号）",
        "    title: おそれ（1号）\n    except: [s9-consent]",
    )
    with pytest.raises(RulesetError, match="自分自身"):
        load_rulebook(folder)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "中身がありません"),
        ("a: 1\na: 2\n", "二度"),
        ("a" * 2_000_001, "大きすぎ"),
        ("{[]: 1}", "キーは文字列"),
        ("- " * 100, "深すぎ"),
    ],
)
def test_a_file_that_cant_be_read_is_named(tmp_path, text, cause):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError, match=cause):
        read_yaml(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RulesetError, match="読めません"):
        read_yaml(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    "path", sorted((rulesets_dir() / "provision").glob("s*.yaml")), ids=lambda path: path.name
)
def test_every_rule_file_fits_the_published_schema(path):
    check_schema(path, read_yaml(path), "rules")
    yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_rule_has_a_title_and_a_citation_that_can_be_read():
    for rule in load_rulebook().rules.values():
        assert rule.title
        assert rule.citations
        for text in rule.citations:
            assert Citation.parse(text).label


def test_every_rule_stands_in_some_branch():
    book = load_rulebook()
    used = {rule.id for branch in book.branches for rule in rules_of(branch)}
    assert used == set(book.rules)


def test_every_prohibition_and_permission_says_why():
    for rule in load_rulebook().rules.values():
        for effect in (rule.holds, rule.open, rule.fails):
            if effect.outcome in {Outcome.PERMITTED, Outcome.PROHIBITED, Outcome.BARRED, Outcome.CONDITIONAL}:
                assert effect.reasons, rule.id
            if effect.outcome is Outcome.CONDITIONAL:
                assert effect.conditions, rule.id


def test_python_knows_no_article_number():
    root = Path(__file__).resolve().parents[1] / "pirules"
    for path in [*(root / "rules").glob("*.py"), *(root / "provision").glob("*.py")]:
        code = "\n".join(line.split("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
        parts = code.split('"""')
        assert "条" not in "".join(parts[::2]).replace("条例", "").replace("条件", "").replace(
            "根拠条文", ""
        ).replace("条文", ""), path.name


def test_rules_in_force_change_on_the_days_of_the_law():
    assert load_rulebook().boundaries() == (date(2015, 10, 5), date(2023, 4, 1), date(2027, 1, 17))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("刑事訴訟法197条2項", "criminal-procedure-197-2"),
        ("刑訴法第197条第2項", "criminal-procedure-197-2"),
        ("刑事訴訟法第百九十七条第二項", "criminal-procedure-197-2"),
        ("児童虐待防止法13条の4", "child-abuse-13-4"),
        ("児童虐待の防止等に関する法律第13条の4", "child-abuse-13-4"),
        ("災害対策基本法49条の11第2項（条例の特別の定め）", "disaster-49-11-2"),
        ("災害対策基本法49条の11第1項", "disaster-49-11-1"),
        ("空家法10条3項", "vacant-house-10"),
        ("空家等対策の推進に関する特別措置法10条2項", "vacant-house-10-2"),
        ("生活保護法29条2項", "public-assistance-29-2"),
        ("生活保護法29条1項", "public-assistance-29"),
        ("弁護士法23条の2第2項", "attorney-23-2"),
        ("自衛隊法97条1項・自衛隊法施行令120条", "self-defense-97"),
        ("住基法12条の3", "resident-register"),
        ("地方税法22条", "local-tax-22"),
        ("統計法33条", None),
        ("番号法19条11号", None),
        ("戸籍法10条の2", None),
        ("まったく読めない", None),
    ],
)
def test_a_citation_finds_its_row_in_every_written_form(text, row):
    found = read_citation(text).statute
    assert (found.id if found else None) == row


def test_a_citation_of_another_paragraph_finds_no_row():
    assert read_citation("道路交通法51条の5第1項").statute is None
    assert read_citation("災害対策基本法49条の10").statute is None


@pytest.mark.parametrize(
    "text",
    [
        "災害対策基本法49条の11第2項（条例の特別の定め）",
        "災害対策基本法49条の11第2項、○○市避難行動要支援者名簿条例3条",
    ],
)
def test_an_ordinance_named_in_the_citation_is_seen(text):
    assert read_citation(text).facts["statute.ordinance_named"] == "yes"


def test_every_special_statute_says_what_it_is():
    for row in load_statutes().statutes:
        assert row.note
        assert row.citations
        assert row.kind in {"restriction", "circular"} or row.asks


@pytest.mark.parametrize(
    ("text", "statute", "ordinance", "below"),
    [
        ("○○市個人情報提供要綱第3条", False, False, True),
        ("県警察との協定書2条", False, False, True),
        ("覚書", False, False, True),
        ("厚生労働省通知（令和5年3月1日）", False, False, True),
        ("個人情報保護法に基づく要領", False, False, True),
        ("○○市個人情報の保護に関する法律施行規則3条", False, False, True),
        ("○○市個人情報保護条例施行規則3条", False, False, True),
        ("横浜市児童福祉法施行細則3条", False, False, True),
        ("教育委員会規則第3条", False, False, True),
        ("○○市個人情報保護条例9条", False, True, False),
        ("避難行動要支援者名簿に関する条例及び協定", False, True, False),
        ("災害対策基本法49条の11第2項（条例の特別の定め）", True, True, False),
        ("刑訴法197条2項（県警との協定書による）", True, False, False),
        ("住民基本台帳法施行規則5条", True, False, False),
        ("都市計画法施行規則3条", True, False, False),
        ("道路運送車両法施行規則35条", True, False, False),
        ("市町村の合併の特例に関する法律施行規則3条", True, False, False),
        ("国家公安委員会規則3条", True, False, False),
        ("規則45条の2", True, False, False),
        ("法69条2項3号", True, False, False),
        ("捜査関係事項照会書", True, False, False),
        ("23条照会", True, False, False),
        ("学校警察連絡協定による捜査関係事項照会", False, False, True),
        ("横浜市学校教育法施行規則12条", False, False, True),
        ("堺市介護保険法施行細則", False, False, True),
        ("山村振興法施行規則", False, False, False),
        ("地方公務員等共済組合法施行規程180条", True, False, False),
        ("個人情報保護委員会のQ&A3-3-6", False, False, True),
        ("まったく読めない", False, False, False),
    ],
)
def test_what_a_citation_names_is_told_by_its_form(text, statute, ordinance, below):
    facts = read_citation(text).facts
    found = (facts["statute.readable"], facts["statute.ordinance_named"], facts["statute.below"])
    assert found == tuple("yes" if flag else "no" for flag in (statute, ordinance, below))


def test_a_row_stands_only_on_its_days():
    before, since = date(2023, 12, 12), date(2023, 12, 13)
    assert read_citation("空家法26条2項", before).statute is None
    assert read_citation("空家法26条2項", before).out_of_force.id == "vacant-house-26"
    assert read_citation("空家法26条2項", since).statute.id == "vacant-house-26"
    assert read_citation("空家法10条3項", before).statute.id == "vacant-house-10"


@given(st.text(max_size=400))
def test_any_text_is_read_as_some_citation(text):
    found = read_citation(text)
    assert found.facts["statute.below"] == "no" or not found.citations
