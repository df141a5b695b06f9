"""Folding keeps every length."""

from hypothesis import given
from hypothesis import strategies as st

from pirules.text.fold import fold, without_space


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_widths_and_compatibility_characters_are_folded():
    assert fold("（１）ＡＢ　ｱ⽂①〇、。\r\n") == "(1)AB ア文①〇、。\r\n"


def test_white_space_is_taken_out():
    assert without_space(" 条例　第 5 号\n") == "条例第5号"


@given(st.text(st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF)))
def test_a_text_is_folded_as_each_of_its_characters_is(text):
    assert fold(text) == "".join(fold(char) for char in text)
