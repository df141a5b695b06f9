"""Lawyers' shorthand in the cited basis: read where it can mean one place only, kept as text where not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.errors import RulesetError
from pirules.law.shorthand import written_out
from pirules.provision import check
from pirules.provision.shorthand import load_shorthand
from pirules.provision.statutes import read_citation
from pirules.text.fold import fold

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("刑訴197②", ["刑事訴訟法197条2項"]),
        ("刑訴法197②", ["刑事訴訟法197条2項"]),
        ("刑訴§197②", ["刑事訴訟法197条2項"]),
        ("刑訴１９７②", ["刑事訴訟法197条2項"]),
        ("刑訴法197条②", ["刑事訴訟法197条2項"]),
        ("刑訴197Ⅱ", ["刑事訴訟法197条2項"]),
        ("刑訴507", ["刑事訴訟法507条"]),
        ("捜査関係事項照会書（刑訴197②）", ["刑事訴訟法197条2項"]),
        ("警察署長の照会 刑訴197②", ["刑事訴訟法197条2項"]),
        ("刑訴197②・507", ["刑事訴訟法197条2項", "刑事訴訟法507条"]),
        ("家事62", ["家事事件手続法62条"]),
        ("地税22", ["地方税法22条"]),
        ("地税法22条", ["地方税法22条"]),
        ("消安法11の4③", ["消費者安全法11条の4第3項"]),
        ("弁護士法23の2", ["弁護士法23条の2"]),
        ("弁護士法23の2②", ["弁護士法23条の2第2項"]),
        ("弁護23の2②", ["弁護士法23条の2第2項"]),
        ("番号法19⑧", ["番号法19条8号"]),
        ("番号法19八", ["番号法19条8号"]),
        ("番号法19⑦・⑧", ["番号法19条7号", "番号法19条8号"]),
        ("地自100①", ["地方自治法100条1項"]),
        ("地自法100①", ["地方自治法100条1項"]),
        ("住基法30の6", ["住民基本台帳法30条の6"]),
        ("地税法20の11", ["地方税法20条の11"]),
        ("個情69②一", ["法69条2項1号"]),
        ("法69Ⅱ②", ["法69条2項2号"]),
        ("国徴法146の2に基づく協力要請", ["国税徴収法146条の2"]),
        ("民訴186の調査嘱託", ["民事訴訟法186条"]),
        ("民訴186及び226", ["民事訴訟法186条", "民事訴訟法226条"]),
        ("刑訴法197条2項", ["刑事訴訟法197条2項"]),
    ],
)
def test_shorthand_is_read_as_the_place_that_it_means(text, labels):
    assert [item.label for item in read_citation(text, DAY).citations] == labels


@pytest.mark.parametrize(
    "text",
    [
        "法69",
        "令7・4・1",
        "令8年度要望",
        "刑訴197-2",
        "刑訴197Ⅰ②一",
        "番号法19⑳",
        "弁23の2",
        "生活保護29年4月",
        "地公3人",
        "家事3人",
        "処理方法3の1",
        "関税法105の2",
        "記刑訴197②",
        "刑訴197②様式",
    ],
)
def test_what_isnt_unambiguous_stays_text(text):
    assert written_out(fold(text), load_shorthand()) == fold(text)


def test_the_row_of_the_statute_is_found_behind_shorthand():
    for short, long in (("刑訴197②", "刑事訴訟法197条2項"), ("弁護士法23の2②", "弁護士法23条の2第2項")):
        read, plain = read_citation(short, DAY), read_citation(long, DAY)
        assert (read.statute, read.facts, read.citations) == (plain.statute, plain.facts, plain.citations)


def test_an_answer_says_which_place_was_read_and_what_was_not():
    request = {"as_of": "2026-11-21", "legal_basis": {"instrument": "statute", "citation": "刑訴197②"}}
    assert any("刑事訴訟法197条2項" in reason.text for reason in check(request).reasons)
    request["legal_basis"]["citation"] = "弁23の2"
    assert any(
        "弁23の2" in reason.text and "読み取れない" in reason.text for reason in check(request).reasons
    )


@given(st.text(alphabet="刑訴法番号地自197０②⑧Ⅱの条項号・、（）一八 §", max_size=40))
def test_writing_out_twice_changes_nothing_more(text):
    once = written_out(fold(text), load_shorthand())
    assert written_out(once, load_shorthand()) == once


def test_a_short_form_of_two_laws_is_refused(tmp_path):
    folder = tmp_path / "special_statutes"
    folder.mkdir()
    (folder / "shorthand.yaml").write_text("shorthand:\n  刑法: [刑訴]\n", encoding="utf-8")
    with pytest.raises(RulesetError, match="2 行目"):
        load_shorthand(tmp_path)
