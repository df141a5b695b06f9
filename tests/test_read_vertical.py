"""PDF of vertical writing (縦書き): columns from right to left, tiers from top to bottom, by the places of the characters."""

import pytest
from outlines import body, parsed
from pdf_files import placed

from pirules.errors import InputError
from pirules.ordinance import parse, read
from pirules.ordinance.readers.pdf_columns import is_vertical

COLUMNS = """　　　花野市個人情報の保護に関する法律施行条例
　　　　　　　　　　　　　　令和五年三月二十四日条例第三号
　（趣旨）
第一条　この条例は、法の施行に関し必要な事項を定める
ものとする。
　（手数料）
第二条　法第八十九条第二項の手数料の額は、次に掲げる
区分に応じ、当該各号に定める額とする。
　一　写しの交付　一枚につき十円
　二　送付　実費
２　市長は、手数料を減額することができる。
　　　附　則
この条例は、令和五年四月一日から施行する。""".splitlines()
TREE = ["art1〈趣旨〉[p1]", "art2〈手数料〉[p1[i1 i2] p2]", "suppl[p1]"]
Word = tuple[str, float, float]


def column(words: str, x: float, top: float, *, blanks: bool) -> list[Word]:
    """The characters of a column; many programs leave its blanks out."""
    places = [(char, x, top - 11 * place) for place, char in enumerate(words)]
    return [place for place in places if blanks or place[0] != "　"]


def tier(lines: list[str], top: float, *, blanks: bool) -> list[Word]:
    return [place for n, line in enumerate(lines) for place in column(line, 550 - 20 * n, top, blanks=blanks)]


@pytest.mark.parametrize("blanks", [True, False], ids=["blanks", "no blanks"])
def test_columns_are_read_from_right_to_left(blanks: bool):
    document = read(placed([tier(COLUMNS, 800, blanks=blanks)]), "a.pdf")
    assert document.text.splitlines() == COLUMNS
    ordinance = parse(document)
    assert body(ordinance) == TREE
    assert ordinance.title == "花野市個人情報の保護に関する法律施行条例"
    assert str(ordinance.promulgated_on) == "2023-03-24"
    assert [problem.code for problem in ordinance.problems] == ["P222"]


def test_the_order_in_the_file_does_not_matter():
    words = sorted(tier(COLUMNS, 800, blanks=True), key=lambda word: (word[1], word[2]))
    assert read(placed([words]), "a.pdf").text.splitlines() == COLUMNS


def test_tiers_are_read_from_top_to_bottom_and_page_numbers_by_themselves():
    upper, lower = tier(COLUMNS[:6], 800, blanks=False), tier(COLUMNS[6:], 420, blanks=False)
    document = read(placed([[*upper, *lower, ("-", 300, 20), ("3", 305, 20), ("-", 310, 20)]]), "a.pdf")
    assert document.text.splitlines() == [*COLUMNS, "-3-"]
    assert body(parse(document))[:2] == TREE[:2]


def test_forms_for_vertical_writing_become_the_characters_they_are():
    lines = [
        line.replace("、", "︑").replace("。", "︒").replace("（", "︵").replace("）", "︶")
        for line in COLUMNS
    ]
    assert read(placed([tier(lines, 800, blanks=True)]), "a.pdf").text.splitlines() == COLUMNS


def test_pages_of_both_kinds_may_follow_each_other():
    horizontal = [("別表（第二条関係）", 50, 800), ("写しの交付の手数料は、一枚につき十円とする。", 50, 780)]
    ordinance = parse(read(placed([tier(COLUMNS, 800, blanks=True), horizontal]), "a.pdf"))
    assert body(ordinance) == [*TREE, "table"]


def test_characters_whose_places_tell_nothing_are_refused_with_the_way_to_convert():
    scattered = [
        (char, 20 + 29.0 * n % 500, 800 - 31.0 * n % 700) for n, char in enumerate("条例の本文" * 30)
    ]
    with pytest.raises(InputError) as caught:
        read(placed([scattered]), "a.pdf")
    assert caught.value.code == "P102"
    assert "縦書き" in caught.value.detail


def test_a_text_of_one_character_a_line_is_told_what_to_give_instead():
    ordinance = parsed("\n".join("".join(COLUMNS)))
    assert any(problem.code == "P216" and "縦書き" in problem.message for problem in ordinance.problems)


def test_lines_of_a_horizontal_page_are_not_vertical():
    assert not is_vertical("\n".join(COLUMNS))
    assert is_vertical("\n".join("".join(COLUMNS)))
