"""A cited statute carries nothing where the text says that its act hasn't happened, or names no law at all."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.errors import RulesetError
from pirules.provision import check
from pirules.provision.denials import load_denials
from pirules.provision.statutes import read_citation

DAY = date(2026, 11, 21)

DENIED = [
    "刑事訴訟法218条（令状なし）",
    "刑訴法218条1項の令状が発付される前",
    "刑訴法106条の差押許可状は取得していない",
    "民事訴訟法223条（命令前）",
    "民訴法223条1項（提出命令は未発令）",
    "民事訴訟法223条（決定待ち）",
    "刑事訴訟法197条2項（照会書なし）",
    "刑訴法197条2項に基づかない口頭の依頼",
    "捜査関係事項照会書なし",
    "刑訴法197条2項の照会書が届いていない",
    "弁護士法23条の2第2項（照会の申請中）",
    "地方自治法100条（議会の議決前）",
    "生活保護法29条2項（照会撤回済み）",
    "生活保護法29条（福祉事務所からの依頼文がまだ来ない）",
    "民事訴訟法226条（嘱託書は後日）",
    "○○促進法12条（未施行）",
    "子ども見守り法3条（令和9年4月施行予定）",
    "デジタル○○法案5条",
    "刑訴法197条2項の趣旨に準じた依頼",
]
HARMLESS = [
    "刑事訴訟法197条2項（照会書あり）",
    "刑訴法197条2項（令状なし）",
    "刑訴法197条2項（第3項を除く）",
    "○○法5条（令和6年法律第12号）",
    "刑事訴訟法（以下「法」という。）197条2項",
    "同法ではなく刑事訴訟法第197条第2項",
    "刑訴法197条2項（照会書の内容に不備なし）",
    "刑事訴訟法218条（令状あり、期限なし）",
    "民事訴訟法223条（即時抗告なし、確定）",
    "生活保護法29条1項（保護決定前の調査）",
    "生活保護法29条（申請中の世帯について）",
    "生活保護法29条1項（本人の同意書の添付なし）",
    "弁護士法23条の2第2項（審査済み、回答予定）",
    "弁護士法23条の2（照会番号なし）",
    "空家法10条3項（命令前）",
    "○○法12条1項（2項は適用しない）",
    "○○法9条（旧法の経過措置なし）",
]
NO_LAW = [
    "公益のため",
    "学校長の判断",
    "法務局への問合せ結果",
    "議長からの依頼",
    "ISO27001",
    "市長の命令",
    "GDPR",
    "司法書士への相談",
]
UNREADABLE = ["不明", "???", "まったく読めない", "別紙のとおり", "abc"]
LAWS = [
    "○○法第5条",
    "皇室典範3条",
    "マイナンバー法",
    "人事院規則14-7",
    "個情法施行規則",
    "民訴規則",
    "下請法",
    "総務省告示第5号",
]


@pytest.mark.parametrize("text", DENIED)
def test_a_statute_whose_act_is_denied_carries_nothing(text):
    cited = read_citation(text, DAY)
    assert cited.denied
    assert cited.facts["statute.below"] == "yes"
    assert not cited.citations


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_remark_takes_nothing_away(text):
    cited = read_citation(text, DAY)
    assert not cited.denied
    assert cited.facts["statute.readable"] == "yes"


@pytest.mark.parametrize("text", NO_LAW)
def test_a_text_without_the_name_of_a_law_is_no_statute(text):
    assert read_citation(text, DAY).unnamed


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_kept_as_text_and_neither_carries_nor_bars(text):
    cited = read_citation(text, DAY)
    assert cited.text == text
    assert not cited.citations
    assert cited.facts["statute.below"] == "no"


@pytest.mark.parametrize("text", LAWS)
def test_a_text_that_may_name_a_law_stays_a_statute(text):
    cited = read_citation(text, DAY)
    assert not cited.unnamed
    assert cited.facts["statute.below"] == "no"


def test_of_two_statutes_only_the_one_before_the_remark_is_denied():
    cited = read_citation("刑訴法197条2項、218条（令状なし）", DAY)
    assert [item.label for item in cited.citations] == ["刑事訴訟法197条2項"]


def test_a_secrecy_rule_holds_whatever_has_happened():
    cited = read_citation("地方税法22条（照会書なし）", DAY)
    assert cited.restricting


def test_an_ordinance_beside_a_denied_statute_stays():
    assert read_citation("○○促進法12条（未施行）、○○市見守り条例3条", DAY).only_ordinances


@pytest.mark.parametrize(
    ("text", "words"),
    [("刑事訴訟法218条（令状なし）", "まだない"), ("公益のため", "その名と条・項を挙げてください")],
)
def test_the_answer_says_why_the_ground_is_not_counted(text, words):
    basis = {"instrument": "statute", "citation": text, "specific": True, "mandatory": True}
    answer = check(
        {
            "as_of": "2026-11-21",
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "personal_information"},
            "recipient": {"kind": "private_business"},
            "purpose": {"within_specified": False},
            "legal_basis": basis,
        }
    )
    assert answer.decision not in {"permitted", "conditional"}
    assert any(words in reason.text for reason in answer.reasons)


@given(st.text(max_size=400), st.sampled_from(DENIED))
def test_any_text_is_searched_and_ends(noise, text):
    found = list(load_denials().find(noise + text))
    assert all(0 <= denial.place < len(noise + text) for denial in found)


def test_a_long_text_of_the_words_themselves_is_searched():
    words = "".join(a + b for a, b in product(load_denials().between, repeat=2))
    assert list(load_denials().find("照会" + words)) is not None


def test_an_unknown_key_is_refused(tmp_path):
    folder = tmp_path / "special_statutes"
    folder.mkdir()
    (folder / "denials.yaml").write_text("acts: [照会]\n", encoding="utf-8")
    with pytest.raises(RulesetError):
        load_denials(tmp_path)
