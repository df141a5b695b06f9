"""Texts pasted out of browsers, Excel and Word: what they add is left beside the provisions, what they set apart is joined."""

import pytest
from outlines import body, parsed

TITLE = "雪野町個人情報の保護に関する法律施行条例"
ARTICLES = """(趣旨)
第1条　この条例は、法の施行について必要な事項を定める。
(用語)
第2条　用語は、法の例による。
附　則
この条例は、令和5年4月1日から施行する。
"""
TREE = ["art1〈趣旨〉[p1]", "art2〈用語〉[p1]", "suppl[p1]"]


@pytest.mark.parametrize(
    "path", ["現在位置：ホーム > 例規集 > 第3編 執行機関", "トップ > 総務に関する", "例規集／第2編 議会及び"]
)
def test_the_path_of_a_page_is_no_first_half_of_a_marked_title(path: str):
    assert parsed(f"{path}\n\n○{TITLE}\n\n{ARTICLES}").title == TITLE


@pytest.mark.parametrize(
    "words",
    [
        "このページの先頭へ戻る",
        "▲ページトップ",
        "前のページへ戻る",
        "Copyright (C) Yukino Town. All Rights Reserved.",
        "（担当：総務課法制係　内線1234）",
        "お問い合わせ先　総務課　電話0123-45-6789",
    ],
)
def test_the_guides_of_a_page_are_no_paragraph_of_the_last_annex(words: str):
    ordinance = parsed(f"{TITLE}\n{ARTICLES}\n{words}\n")
    assert body(ordinance) == [*TREE, "note"]
    assert [problem.code for problem in ordinance.problems] == ["P220"]


def test_cells_behind_the_label_of_an_item_are_its_words():
    text = "花野市条例\n第1条\t次に掲げる額とする。\t\n\t(1)\t写し\t1枚につき10円\n\t(2)\t送付\t実費\n第2条\t規則で定める。\t\n"
    assert body(parsed(text)) == ["art1[p1[i1 i2]]", "art2[p1]"]


def test_rows_of_a_table_that_number_their_cells_stay_rows():
    text = "花野市条例\n第1条　次の表による。\n区分\t金額\t備考\n(1)\t写し\t10円\n(2)\t送付\t実費\n第2条　規則で定める。\n"
    assert body(parsed(text)) == ["art1[p1]", "art2[p1]"]


def test_further_changes_below_the_first_are_changes_too():
    text = (
        f"○{TITLE}\n(平成17年3月1日条例第5号)\n改正　平成19年12月25日条例第44号　平成21年3月27日条例第8号\n"
        f"　　　平成27年9月30日条例第38号　令和2年3月26日条例第2号\n{ARTICLES}"
    )
    ordinance = parsed(text)
    assert body(ordinance) == ["note", "note", *TREE]
    assert ordinance.number == "条例第5号"


@pytest.mark.parametrize(
    "words", ["　この条例は、令和5年4月1日から施行する。", "　１　この条例は、令和5年4月1日から施行する。"]
)
def test_an_annex_may_stand_on_a_line_with_its_sentence(words: str):
    ordinance = parsed(f"{TITLE}\n{ARTICLES.split('附　則', maxsplit=1)[0]}附則{words}\n")
    assert body(ordinance) == TREE
    assert str(ordinance.effective_on) == "2023-04-01"


def test_a_sentence_about_an_annex_is_none():
    text = "花野市条例\n第1条　定める。\n2　前項の\n附則 この条例による改正は、別に定める。\n附　則\n公布の日から施行する。\n"
    assert body(parsed(text))[-1] == "suppl[p1]"


def test_a_paper_may_be_named_on_its_heading():
    text = f"{TITLE}\n{ARTICLES}参考：個人情報の保護に関する法律（抜粋）\n第89条　開示請求をする者は、手数料を納める。\n"
    assert body(parsed(text)) == [*TREE, "note"]
