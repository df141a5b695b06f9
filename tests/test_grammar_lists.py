"""Lists in unusual shapes: two labels on one line, three levels, words behind the items."""

import pytest
from outlines import body, parsed

CASES = {
    "item and subitem": ("第1条　次の者\n(1)　ア　甲\nイ　乙\n(2)　丙\n", "art1[p1[i1[s1 s2] i2]]"),
    "paragraph and item": ("第1条　甲。\n2　(1)　乙\n(2)　丙\n3　丁。\n", "art1[p1 p2[i1 i2] p3]"),
    "article and item": ("第1条　(1)　甲\n(2)　乙\n", "art1[p1[i1 i2]]"),
    "article and glued item": ("第1条（1）　甲\n（2）　乙\n", "art1[p1[i1 i2]]"),
    "article and kanji item": ("第一条　一　甲\n二　乙\n", "art1[p1[i1 i2]]"),
    "article, paragraph and item": ("第1条　1　(1)　甲\n(2)　乙\n2　丙。\n", "art1[p1[i1 i2] p2]"),
    "subitem and its list": (
        "第1条　次\n一　次\nイ　（イ）　甲\n（ロ）　乙\nロ　丙\n",
        "art1[p1[i1[s1[s1 s2] s2]]]",
    ),
    "characters set apart": ("第1条　次\n(1)　ア　ク　セ　ス\n(2)　イ　ン　ク\n", "art1[p1[i1 i2]]"),
    "caption behind the label, then 前条": ("第1条（趣旨）　前条のとおり。\n", "art1〈趣旨〉[p1]"),
    "items that point to columns": (
        "第一条　次の額とする。\n一　写し　別表の上欄に応じ下欄の額\n二　電磁的記録の開示　別表第二　の額\n",
        "art1[p1[i1 i2]]",
    ),
    "a word of one kanji": ("第1条　甲。\n2　一般の一　部\n", "art1[p1 p2]"),
    "a second label is none": ("第1条　次\n(1)　イ　ロ\n(2)　2　甲\n", "art1[p1[i1 i2]]"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_labels_on_one_line_open_one_node_each(text, expected):
    assert body(parsed("花野市条例\n" + text)) == [expected]


def test_words_between_two_items_belong_to_the_first():
    text = "花野市規程\n第1条　形式は、次のとおりとする。\n(1)　施行の日\nア　公布の日とする場合\nこの条例は、公布の日から施行する。\nイ　特定の日とする場合\nこの条例は、年月日から施行する。\n(2)　廃止\n2　前項の例による。\n"
    assert body(parsed(text)) == ["art1[p1[i1[s1 s2] i2] p2]"]
