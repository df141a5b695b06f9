"""What patterns see: one spelling of numbers and words, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.gap.aliases import aliases_of
from pirules.gap.view import joined, make_view, whole_numbers
from pirules.ordinance import parse
from pirules.ordinance.model import Document


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("法第六十九条第二項第四号", "法第69条第2項第4号"),
        ("第十二条の二", "第12条の2"),
        ("三十日以内", "30日以内"),
        ("二万一千円", "21000円"),
        ("1,000人", "1000人"),
        ("2万円", "20000円"),
        ("零円とする", "0円とする"),
        ("第三者に一部を提供する", "第三者に一部を提供する"),
        ("（１）　個人　情報", "(1)個人情報"),
        ("年一回", "年1回"),
    ],
)
def test_numbers_and_widths_are_read_as_one(text: str, seen: str) -> None:
    assert make_view(text, [(0, len(text))]).text == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("個人情報(要配慮(を含む)ものを除く。)を提供", "個人情報を提供"),
        ("個人情報(閉じない括弧", "個人情報(閉じない括弧"),
        ("開かない)括弧", "開かない)括弧"),
    ],
)
def test_brackets_are_left_out_of_the_bare_text(text: str, seen: str) -> None:
    assert make_view(text, [(0, len(text))]).bare.text == seen


@given(st.text(alphabet="第三十条項号日円一二の（）() 　個人情報,1２", max_size=60))
def test_every_character_leads_back_to_its_place(text: str) -> None:
    view = make_view(text, [(0, len(text))])
    for strip in (view.full, view.bare):
        assert len(strip.text) == len(strip.starts) == len(strip.ends)
        for start, end in zip(strip.starts, strip.ends, strict=True):
            assert 0 <= start < end <= len(text)
        assert list(strip.starts) == sorted(strip.starts)


def test_overlapping_places_are_joined() -> None:
    assert joined([(5, 9), (0, 3), (2, 6), (20, 25)]) == ((0, 9), (20, 25))


def test_terms_that_an_ordinance_defines_are_read_as_known_words() -> None:
    text = """鏡浦町個人情報の保護に関する法律施行条例
(定義)
第1条　この条例において「町の執行部」とは、町長、教育委員会及び監査委員をいう。
第2条　町の執行部は、鏡浦町個人情報保護委員会議(以下「委員会議」という。)に諮るものとする。
"""
    canonical = aliases_of(parse(Document(text))).canonical
    assert canonical["委員会議"] == "審議会"
    assert canonical["町の執行部"] == "実施機関"


def test_short_names_of_laws_are_read_as_the_law_that_they_stand_for_and_no_other() -> None:
    text = """青浜市個人情報の保護に関する法律施行条例
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「個人情報保護法」という。)の施行に関し必要な事項を定める。
第2条　青浜市情報公開条例(平成12年青浜市条例第1号。以下「公開条例」という。)第7条に掲げる情報とする。
附　則
1　青浜市個人情報保護条例(平成15年青浜市条例第2号。以下「前の条例」という。)は、廃止する。
"""
    canonical = aliases_of(parse(Document(text))).canonical
    assert canonical == {"個人情報保護法": "法", "前の条例": "旧条例"}


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("1年以下の拘禁刑に処する", "年以下の拘禁刑", "1年以下の拘禁刑"),
        ("五十万円以下の罰金", "円以下の罰金", "五十万円以下の罰金"),
        ("手数料は1,200円とする", "00円とする", "1,200円とする"),
        ("第12条第3項の規定により", "項の規定", "第3項の規定"),
        ("決定は15日以内にする", "決定は1", "決定は15日"),
        ("請求の日から2週間", "日から2", "日から2週間"),
        ("第三者に提供する", "者に提供", "者に提供"),
        ("同一の人に提供する", "人に提供", "人に提供"),
        ("一部を提供する", "部を提供", "部を提供"),
        ("令和5年4月1日", "年4月", "5年4月"),
    ],
)
def test_deciding_words_cut_no_number_in_two(text: str, cut: str, whole: str) -> None:
    begin = text.index(cut)
    start, end = whole_numbers((begin, begin + len(cut)), text)
    assert text[start:end] == whole


@given(st.text(alphabet="第一二十0129,年条者の", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_a_place_that_is_made_whole_holds_what_it_held(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    low, high = whole_numbers((start, end), text)
    assert 0 <= low <= start <= end <= high <= len(text)
    assert whole_numbers((low, high), text) == (low, high) or start == end
