"""Numbers as law writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.text import numerals


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1), ("１２", 12), ("130", 130), ("1,000", 1000), ("一", 1), ("十", 10), ("二十", 20), ("百十九", 119),
        ("一三〇", 130), ("一二", 12), ("二〇", 20), ("千二百三十四", 1234), ("一万二千", 12000), ("12万", 120000),
        ("五十万", 500000), ("元", 1), ("⑴", 1), ("⑳", 20), ("㉑", 21), ("㊿", 50), ("〇", 0), ("2千", 2000), ("一億", 10**8),
        ("", None), ("十百", None), ("一二十", None), ("条", None), ("1a", None), ("9" * 5000, None), ("(1)", None),
    ],
)  # fmt: skip
def test_numbers_are_read(written, value):
    assert numerals.parse_int(written) == value


@given(st.integers(0, 10**16 - 1), st.booleans())
def test_kanji_is_the_inverse_of_reading(number, positional):
    assert numerals.parse_int(numerals.to_kanji(number, positional=positional)) == number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("第九条", "9"), ("第12条の2", "12_2"), ("第十二条の二", "12_2"), ("第12条の2の3", "12_2_3"), ("第百十九条", "119"),
        ("第一二条", "12"), ("第２項", "2"), ("第3号の2", "3_2"), ("12の2", "12_2"), ("第２章", "2"), ("第2号様式", "2"),
        ("第3号様式の2", "3_2"), ("第一", "1"), ("第条", None), ("附則", None), ("第1条第2項", None), ("第十百条", None),
    ],
)  # fmt: skip
def test_ordinals_are_read(written, value):
    assert numerals.parse_ordinal(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("(1)", "1"), ("（１）", "1"), ("⑴", "1"), ("①", "1"), ("一", "1"), ("一の二", "1_2"), ("(1の2)", "1_2"), ("2　", "2"),
        ("１．", "1"), ("⑴の２", "1_2"), ("二十一", "21"), ("(ア)", None), ("", None),
    ],
)  # fmt: skip
def test_enumerators_are_read(written, value):
    assert numerals.parse_enumerator(written) == value


def test_numbers_are_written_back_with_their_unit():
    assert numerals.format_ordinal("12_2", "条") == "第12条の2"
    assert numerals.format_ordinal("119_2_3", "条") == "第119条の2の3"


def test_numbers_sort_as_articles_follow_one_another():
    assert sorted(["10", "9_2", "9", "9_2_2", "9_3"], key=numerals.sort_key) == [
        "9",
        "9_2",
        "9_2_2",
        "9_3",
        "10",
    ]


def test_a_kana_label_says_its_place_in_each_order():
    assert numerals.kana_orders("イ") == {"iroha": 1, "aiueo": 2}
    assert numerals.kana_orders("ア")["aiueo"] == 1
    assert numerals.kana_orders("ｂ") == {"abc": 2}
    assert numerals.kana_orders("漢") == {}
