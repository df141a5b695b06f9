"""新旧対照表: which article continues which, what is marked, how it is laid out and written."""

import io
import random
import re

import openpyxl
import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pirules.errors import InputError
from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report.comparison import compare
from pirules.report.comparison.layout import lay_out, load_profile, profile_names
from pirules.report.comparison.words import differ, words
from pirules.report.comparison.write import to_docx, to_html, to_xlsx

BODIES = {
    "趣旨": "この条例は、個人情報の保護に関する法律の施行に関し必要な事項を定めるものとする。",
    "定義": "この条例において「実施機関」とは、市長、教育委員会及び農業委員会をいう。",
    "登録簿": "実施機関は、個人情報を取り扱う事務の名称及び目的を記載した登録簿を作成し、公表しなければならない。",
    "開示決定の期限": "開示決定等は、開示請求があった日から15日以内にしなければならない。",
    "手数料": "開示請求に係る手数料は、無料とする。ただし、写しの交付を受ける者は、その実費を負担しなければならない。",
    "審査会": "市長は、専門的な知見に基づく意見を聴くことが特に必要であるときは、審査会に諮問することができる。",
    "公表": "市長は、毎年度一回、この条例の運用の状況を取りまとめて公表するものとする。",
    "委任": "この条例の施行に関し必要な事項は、規則で定める。",
}


def ordinance(articles):
    text = "○みなと市個人情報の保護に関する法律施行条例\n"
    for number, (caption, body) in enumerate(articles, 1):
        text += f"（{caption}）\n第{number}条　{body}\n"
    return parse(Document(text=text + "附　則\nこの条例は、令和5年4月1日から施行する。\n"))


OLD = list(BODIES.items())


def kinds(new):
    rows = compare(ordinance(OLD), ordinance(new)).rows
    return {(row.kind, row.old_label, row.new_label) for row in rows if row.kind != "same"}


def test_an_unchanged_ordinance_has_only_same_rows():
    assert kinds(OLD) == set()


def test_an_article_put_in_renumbers_the_following_and_is_new():
    new = [*OLD[:2], ("責務", "市民は、互いに個人の秘密を尊重するよう努めるものとする。"), *OLD[2:]]
    assert ("added", "", "第3条") in kinds(new)
    assert {("moved", f"第{n}条", f"第{n + 1}条") for n in range(3, 9)} <= kinds(new)


def test_an_article_taken_out_is_removed_and_the_following_move_up():
    found = kinds(OLD[:6] + OLD[7:])
    assert ("removed", "第7条", "") in found
    assert ("moved", "第8条", "第7条") in found


def test_an_article_that_changes_its_place_is_found_again():
    assert ("moved", "第3条", "第7条") in kinds([*OLD[:2], *OLD[3:7], OLD[2], OLD[7]])


def test_an_article_whose_caption_and_number_change_is_still_the_same_law():
    new = [*OLD[:4], ("費用", OLD[4][1].replace("無料", "零円")), *OLD[5:]]
    assert ("changed", "第5条", "第5条") in kinds(new)


def test_a_split_article_points_back_to_where_its_words_stood():
    first, second = OLD[4][1].split("ただし、")
    new = [*OLD[:4], ("手数料", first), ("写しの費用", second), *OLD[5:]]
    assert ("split", "第5条", "第6条") in kinds(new) or ("split", "第5条", "第5条") in kinds(new)


def test_a_merged_article_points_to_where_its_words_went():
    new = [*OLD[:5], ("審査会及び公表", OLD[5][1] + OLD[6][1]), OLD[7]]
    assert any(kind == "merged" for kind, _, _ in kinds(new))


def test_every_line_of_both_texts_stands_in_the_table():
    random.seed(7)
    new = OLD[:]
    random.shuffle(new)
    old_ordinance, new_ordinance = ordinance(OLD), ordinance(new[:6])
    rows = compare(old_ordinance, new_ordinance).rows
    squeezed = [re.sub(r"\s", "", o.text) for o in (old_ordinance, new_ordinance)]
    sides = [
        "".join("".join(run.text for run in getattr(pair, side)) for row in rows for pair in row.pairs)
        for side in ("old", "new")
    ]
    for text, side in zip(squeezed, sides, strict=True):
        assert sorted(re.sub(r"\s", "", side)) == sorted(text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_runs_give_their_lines_back_and_equal_parts_are_equal(old, new):
    left, right = differ(old, new)
    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new
    assert "".join(r.text for r in left if not r.marked) == "".join(r.text for r in right if not r.marked)


@given(st.text(max_size=200))
def test_words_joined_are_the_text(text):
    assert "".join(words(text)) == text


def test_the_underline_covers_the_changed_number_only():
    left, _ = differ("開示請求があった日から15日以内", "開示請求があった日から30日以内")
    assert [run.text for run in left if run.marked] == ["15日"]


def test_very_long_lines_are_compared_in_bounded_time():
    left, _ = differ("あ" * 500_000 + "い" + "う" * 500_000, "あ" * 500_000 + "え" + "う" * 500_000)
    assert [run.text for run in left if run.marked] == ["い"]


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


def test_html_escapes_what_an_ordinance_says():
    new = [("<script>alert(1)</script>", "=HYPERLINK(1)"), *OLD]
    page = to_html(lay_out(compare(ordinance(OLD), ordinance(new)), load_profile("kaiseian")))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_excel_holds_text_and_never_a_formula():
    new = [("計算", "=1+1"), *OLD]
    data = to_xlsx(lay_out(compare(ordinance(OLD), ordinance(new)), load_profile("kaiseian")))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "A2"


def test_word_repeats_the_heading_and_survives_control_characters():
    new = [("制\x0b御", "垂直\x0bタブ"), *OLD]
    data = to_docx(lay_out(compare(ordinance(OLD), ordinance(new)), load_profile("kaiseigo")))
    table = WordDocument(io.BytesIO(data)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["改正後", "改正前", "備考"]


def test_the_command_writes_a_page_and_says_what_it_compared(tmp_path):
    from pirules.cli import load_commands

    old, new = tmp_path / "現行.txt", tmp_path / "改正案.txt"
    old.write_text(ordinance(OLD).text, encoding="utf-8")
    new.write_text(ordinance(OLD[:5]).text, encoding="utf-8")
    out = tmp_path / "対照表.html"
    result = CliRunner().invoke(load_commands(), ["diff", str(old), str(new), "-o", str(out)])
    assert result.exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "（削る）" in page
    assert "現行.txt と 改正案.txt" in page


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


HEAD_OF_TWO = "みなと市環境条例\n（趣旨）\n第1条　この条例は、環境の保全について定める。\n"
TAIL_OF_TWO = "附　則\nこの条例は、公布の日から施行する。\n"


def test_an_article_rewritten_between_the_same_neighbours_is_changed_not_removed_and_added():
    old = (
        HEAD_OF_TWO
        + "（公表）\n第2条　市長は、毎年度、実績を公表する。\n（委任）\n第3条　この条例の施行に関し必要な事項は、規則で定める。\n"
        + TAIL_OF_TWO
    )
    new = old.replace(
        "市長は、毎年度、実績を公表する。", "公表の方法は、広報紙への掲載及びインターネットの利用とする。"
    )
    kinds = {row.new_label: row.kind for row in compare(parse(Document(old)), parse(Document(new))).rows}
    assert kinds["第2条"] == "changed"


def test_what_goes_behind_a_moved_article_is_shown_where_it_stood():
    bodies = [
        "市長は、公園を管理する。",
        "委員の任期は、二年とする。",
        "手数料は、無料とする。",
        "図書館は、中央に置く。",
    ]

    def text(order):
        lines = "".join(f"第{n}条　{bodies[k]}\n" for n, k in enumerate(order, 2))
        return parse(Document(HEAD_OF_TWO + lines + TAIL_OF_TWO))

    rows = compare(text([0, 1, 2, 3]), text([3, 0, 1])).rows
    said = ["".join(run.text for pair in row.pairs for run in (pair.old or pair.new)) for row in rows]
    removed = next(k for k, row in enumerate(rows) if row.kind == "removed")
    assert "任期" in said[removed - 1]


def test_thousands_of_articles_and_lines_are_compared_without_measuring_all_pairs():
    articles = [
        f"（規定{n}）\n第{n}条　市長は、第{n}の事項{n * 7919 % 1009}及び{n * 104729 % 10007}を定める。\n"
        for n in range(2, 1500)
    ]
    lines = "".join(f"{n}　市長は、事項{n * 7 % 1000}を定める。\n" for n in range(2, 3000))
    old = HEAD_OF_TWO + "".join(articles) + TAIL_OF_TWO
    new = HEAD_OF_TWO + "".join(a for k, a in enumerate(articles) if k % 50) + TAIL_OF_TWO
    rows = compare(parse(Document(old)), parse(Document(new))).rows
    assert sum(row.kind == "removed" for row in rows) == 30
    one = HEAD_OF_TWO + lines + TAIL_OF_TWO
    changed = compare(parse(Document(one)), parse(Document(one.replace("事項5", "要項5")))).rows
    assert sum(not pair.same for row in changed for pair in row.pairs) == sum(
        "事項5" in line for line in lines.splitlines()
    )


CHAPTERS = (
    "ひので市個人情報の保護に関する法律施行条例\n目次\n　第1章　総則(第1条―第3条)\n　第2章　開示(第4条―第6条)\n　第3章　雑則(第7条・第8条)\n　附則\n"
    "第1章　総則\n(趣旨)\n第1条　この条例は、法の施行に関し必要な事項を定める。\n(定義)\n第2条　用語の意義は、法の例による。\n(機関)\n第3条　市の機関は、市長及び教育委員会とする。\n"
    "第2章　開示\n(期限)\n第4条　開示決定等は、開示請求の日から15日以内にする。\n2　前項の期間は、30日を限度として延ばすことができる。\n3　延ばしたときは、請求者に知らせる。\n"
    "(書類)\n第5条　請求者は、次に掲げる書類を示す。\n(1)　運転免許証\n(2)　旅券\n(3)　在留カード\n2　市の機関は、書類の写しを取ることができる。\n3　写しは、一年間保存する。\n4　写しは、決定の後に返す。\n"
    "(手数料)\n第6条　手数料は、徴収しない。\n第3章　雑則\n(公表)\n第7条　市長は、毎年度、状況を公表する。\n(委任)\n第8条　必要な事項は、規則で定める。\n"
    "附　則\n(施行期日)\n1　この条例は、令和5年4月1日から施行する。\n(経過措置)\n2　施行前の請求は、なお従前の例による。\n"
)


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


def table_of(old, new):
    return lay_out(compare(parse(Document(old)), parse(Document(new))), load_profile("kaiseian"))


def test_two_texts_that_do_not_differ_are_said_not_to():
    table = table_of(CHAPTERS, CHAPTERS)
    assert table.remark == "二つの文に違いはありません。"
    assert table.remark in to_html(table)
    assert table.remark in "".join(p.text for p in WordDocument(io.BytesIO(to_docx(table))).paragraphs)
    assert not table_of(CHAPTERS, CHAPTERS.replace("15日", "14日")).remark


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


def test_the_footer_of_a_workbook_is_one_that_excel_opens():
    table = table_of(CHAPTERS, CHAPTERS.replace("15日", "14日"))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, "A&B" + "長" * 400))).active
    assert len(sheet.oddFooter.center.text) < 255
    assert "&B" not in sheet.oddFooter.center.text
