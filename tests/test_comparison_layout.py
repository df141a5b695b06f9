"""新旧対照表 as rows: what is left out, what stands beside what, what is said of the whole."""

import pytest
from comparison_texts import CHAPTERS, HEAD_OF_TWO, OLD, TAIL_OF_TWO, ordinance, table_of

from pirules.errors import InputError
from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report.comparison import compare
from pirules.report.comparison.layout import lay_out, load_profile, profile_names


def changed_table(profile):
    new = [*OLD[:3], (OLD[3][0], OLD[3][1].replace("15日", "14日")), *OLD[4:6], *OLD[7:]]
    return lay_out(compare(ordinance(OLD), ordinance(new)), load_profile(profile))


@pytest.mark.parametrize("profile", profile_names())
def test_each_profile_has_its_headings_and_a_row_for_each_change(profile):
    table = changed_table(profile)
    text = "".join(run.text for row in table.rows for cell in row.cells for runs in cell for run in runs)
    assert "（削る）" in text
    assert {"改正案", "改正後"} & set(table.headings)
    assert ("備考" in table.headings) == table.profile.remarks
    assert ("（略）" in text) == table.profile.omit_unchanged


def test_unchanged_neighbours_are_one_row_with_the_range_left_out():
    first = changed_table("kaiseian").rows[0]
    assert "第1条～第3条　（略）" in "".join(run.text for runs in first.cells[0] for run in runs)


def test_an_unknown_profile_is_refused_with_the_names_of_those_that_exist():
    with pytest.raises(InputError) as caught:
        load_profile("../../etc/passwd")
    assert caught.value.code == "P012"
    assert "kaiseian" in caught.value.detail


def test_where_a_paragraph_goes_the_other_side_says_so_and_where_one_comes_too():
    old = (
        HEAD_OF_TWO
        + "（措置）\n第2条　市は、措置を講ずる。\n2　市は、台帳を作る。\n3　市長が定める。\n"
        + TAIL_OF_TWO
    )
    new = old.replace("2　市は、台帳を作る。\n3　市長が定める。", "2　市長が定める。")
    for texts, column in (((old, new), 0), ((new, old), 1)):
        table = lay_out(compare(*(parse(Document(text)) for text in texts)), load_profile("kaiseian"))
        said = [
            ["".join(run.text for line in cell for run in line) for cell in row.cells] for row in table.rows
        ]
        opposite = [row[column] for row in said if "台帳" in row[1 - column]]
        assert opposite == [("（削る）", "（新設）")[column]], said


def test_a_table_drawn_with_bars_is_shown_without_them():
    old = HEAD_OF_TWO + TAIL_OF_TWO + "別表（第1条関係）\n|事項|方法|\n|公表|掲示|\n"
    table = lay_out(
        compare(parse(Document(old)), parse(Document(old.replace("掲示", "縦覧")))), load_profile("kaiseian")
    )
    words = "".join(run.text for row in table.rows for cell in row.cells for line in cell for run in line)
    assert "公表　縦覧" in words
    assert "|" not in words


def told(*replacements, column=0):
    """Return the lines of one column of the table of a change."""
    new = CHAPTERS
    for before, after in replacements:
        assert before in new
        new = new.replace(before, after)
    table = lay_out(compare(parse(Document(CHAPTERS)), parse(Document(new))), load_profile("kaiseian"))
    return ["".join(run.text for run in line) for row in table.rows for line in row.cells[column]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("15日以内", "14日以内"),
            [
                *("目次　（略）", "第1章　（略）", "第2章　開示", "(期限)"),
                "第4条　開示決定等は、開示請求の日から14日以内にする。",
                *("2・3　（略）", "第5条・第6条　（略）", "第3章　（略）", "附　則　（略）"),
            ],
        ),
        (
            ("(2)　旅券", "(2)　個人番号カード"),
            [
                *(
                    "目次　（略）",
                    "第1章　（略）",
                    "第2章　開示",
                    "第4条　（略）",
                    "(書類)",
                    "第5条　（略）",
                    "(1)　（略）",
                ),
                "(2)　個人番号カード",
                *("(3)　（略）", "2～4　（略）", "第6条　（略）", "第3章　（略）", "附　則　（略）"),
            ],
        ),
        (
            ("一年間", "二年間"),
            [
                *(
                    "目次　（略）",
                    "第1章　（略）",
                    "第2章　開示",
                    "第4条　（略）",
                    "(書類)",
                    "第5条　（略）",
                    "2　（略）",
                ),
                "3　写しは、二年間保存する。",
                *("4　（略）", "第6条　（略）", "第3章　（略）", "附　則　（略）"),
            ],
        ),
        (
            ("施行前の請求", "施行日前の請求"),
            [
                *("目次　（略）", "第1章～第3章　（略）", "附　則", "1　（略）", "(経過措置)"),
                "2　施行日前の請求は、なお従前の例による。",
            ],
        ),
    ],
)
def test_what_is_left_out_is_named_by_places_of_one_kind(change, expected):
    assert told(change) == expected


@pytest.mark.parametrize(
    ("before", "after", "beside"),
    [
        (
            CHAPTERS[CHAPTERS.index("(定義)") : CHAPTERS.index("第2章　開示\n(期限)")],
            "第2条及び第3条　削除\n",
            "第3条　市の機関は、市長及び教育委員会とする。",
        ),
        ("(手数料)\n第6条　手数料は、徴収しない。\n", "第6条　削除\n", "第6条　手数料は、徴収しない。"),
    ],
)
def test_an_article_that_becomes_sakujo_stands_beside_its_old_words_and_is_not_called_new(
    before, after, beside
):
    old = told((before, after), column=1)
    assert after.strip() in told((before, after))
    assert beside in old
    assert "（新設）" not in old
    assert "（削る）" not in told((before, after))


def test_lines_that_answer_one_another_stand_in_one_row_without_a_rule_between():
    old, new = (
        parse(Document(CHAPTERS)),
        parse(Document(CHAPTERS.replace("(2)　旅券\n(3)　在留カード", "(2)　在留カード"))),
    )
    rows = lay_out(compare(old, new), load_profile("kaiseian")).rows
    said = [["".join(run.text for line in cell for run in line) for cell in row.cells] for row in rows]
    place = said.index(["（削る）", "(2)　旅券"])
    assert said[place + 1] == ["(2)　在留カード", "(3)　在留カード"]
    assert rows[place].goes_on
    assert rows[place].is_continued
    assert not rows[said.index(["目次　（略）第1章　（略）第2章　開示第4条　（略）"] * 2)].goes_on


def test_an_ordinance_on_another_subject_is_noticed():
    other = "ひので市公園条例\n" + "".join(
        f"第{n}条　{words}\n"
        for n, words in enumerate(
            ("公園を置く。", "園内で火を使わない。", "遊具は丁寧に使う。", "夜は門を閉じる。"), 1
        )
    )
    assert "別の条例" in table_of(CHAPTERS, other).remark
    assert not table_of(
        CHAPTERS, CHAPTERS.replace("(委任)\n第8条　必要な事項は、規則で定める。\n", "")
    ).remark


def beside(old, new, profile="kaiseigo"):
    """Return the rows of a table as the words of their cells."""
    comparison = compare(*(parse(Document(HEAD_OF_TWO + text + TAIL_OF_TWO)) for text in (old, new)))
    rows = lay_out(comparison, load_profile(profile)).rows
    return [tuple("".join(run.text for line in cell for run in line) for cell in row.cells) for row in rows]


FEE = "（手数料）\n第2条　開示請求に係る手数料は、無料とする。\n"
COPIES = "写しの交付を受ける者は、その作成に要する費用を負担しなければならない。\n"


def test_the_paragraph_that_becomes_an_article_stands_once_beside_it():
    rows = beside(f"{FEE}2　{COPIES}", f"{FEE}（費用の負担）\n第2条の2　{COPIES}")
    assert ("第2条　（略）", "第2条　（略）", "") in rows
    assert (f"第2条の2　{COPIES.strip()}", f"2　{COPIES.strip()}", "第2条から分割") in rows
    assert sum(COPIES.strip() in row[1] for row in rows) == 1


def test_the_article_that_becomes_a_paragraph_stands_once_beside_it():
    rows = beside(f"{FEE}（費用の負担）\n第3条　{COPIES}", f"{FEE}2　{COPIES}")
    assert ("第2条　（略）", "第2条　（略）", "") in rows
    assert (f"2　{COPIES.strip()}", f"第3条　{COPIES.strip()}", "第2条に統合") in rows
    assert sum(COPIES.strip() in row[0] for row in rows) == 1


def test_an_item_that_becomes_deleted_stands_beside_its_words():
    items = "（措置）\n第2条　市は、次の措置を講ずる。\n(1)　職員の研修\n(2)　{}\n"
    rows = beside(items.format("電子計算機の結合の制限に関する審議会への諮問"), items.format("削除"))
    assert ("(2)　削除", "(2)　電子計算機の結合の制限に関する審議会への諮問", "") in rows


def test_an_item_that_is_parted_into_subitems_stands_beside_itself():
    items = "（費用）\n第2条　費用は、次のとおりとする。\n(1)　写しの作成　実費\n"
    old = f"{items}(2)　写しの送付　郵便料金に相当する額\n"
    new = f"{items}(2)　写しの送付　送付の方法の区分に応じ、次に定める額\nア　郵便　郵便料金に相当する額\nイ　信書便　信書便料金に相当する額\n"
    rows = beside(old, new)
    assert (
        "(2)　写しの送付　送付の方法の区分に応じ、次に定める額",
        "(2)　写しの送付　郵便料金に相当する額",
        "",
    ) in rows
    assert ("ア　郵便　郵便料金に相当する額", "（新設）", "") in rows


def test_an_annex_that_becomes_deleted_stands_beside_what_goes():
    old = "別表第1（第1条関係）\n区分　額\n写し　10円\n別表第2（第1条関係）\n相手方　事務\n市長　結合の事務\n"
    new = old[: old.index("別表第2")] + "別表第2　削除\n"
    rows = lay_out(
        compare(*(parse(Document(HEAD_OF_TWO + TAIL_OF_TWO + text)) for text in (old, new))),
        load_profile("kaiseigo"),
    ).rows
    words = ["".join(run.text for line in cell for run in line) for cell in rows[-3].cells]
    assert words == ["別表第2　削除", "別表第2（第1条関係）", "別表第2を「削除」とする"]


def test_the_note_stands_beside_the_article_not_beside_its_caption():
    rows = beside(FEE, f"（旗）\n第2条　市長は、旗を掲げる。\n{FEE.replace('第2条', '第3条')}")
    assert ("（手数料）", "（手数料）", "") in rows
    assert next(row for row in rows if row[0].startswith("第3条"))[2] == "第2条を第3条とする"
