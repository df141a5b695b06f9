"""What a gap report says to its readers: the fate of old clauses, deciding words, places without a number."""

import io

import openpyxl
import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn

from pirules.gap import report_on
from pirules.gap.topics import load_topics
from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report import Source, render_gap
from pirules.report.evidence import Words, shown
from pirules.report.fates import MEANING, fate_counts, fate_rows
from pirules.report.gap_view import gap_view
from pirules.report.sections import sections_of


def entry(provision, recommendation, classification="permitted_internal", topic="論点", slug=""):
    """Return a group of findings as the view makes them."""
    return {
        "provision": provision,
        "members": [{"provision": provision, "anchor": "s1"}],
        "topic": slug,
        "topic_name": topic,
        "recommendation": recommendation,
        "classification": classification,
        "law": "法69条",
    }


@pytest.mark.parametrize(
    ("recommendation", "classification", "fate", "words"),
    [
        ("【廃止】法61条に吸収されます。 削ってください。", "duplicates_law", "吸収", "法61条に吸収されます。"),
        ("【廃止】対応する制限がなく、廃止します。 削ってください。", "not_permitted", "廃止", "対応する制限がなく、廃止します。"),
        ("【廃止】法108条に基づき定め直します。 削ってください。", "duplicates_law", "吸収", "法に同じ定めがあり、条例の規定は要らなくなります。"),
        ("【移行】要綱に移します。 要綱で定めてください。", "permitted", "移行", "要綱に移します。"),
        ("【存続】残せます。 そのままで。", "permitted_internal", "存続", "残せます。"),
        # A topic that may stay doesn't keep a clause of it that the law doesn't allow.
        ("【存続】改正して残します。 例外を削ってください。", "not_permitted", "廃止", "例外を削ってください。"),
        ("【廃止】効力を失いました。 対象を確かめてください。", "uncertain", "廃止", "効力を失いました。ただし、この規定の扱いは確認が必要です（逐条）。"),
        ("書式の違う助言", "permitted", "要確認", "書式の違う助言"),
    ],
)  # fmt: skip
def test_each_clause_of_an_old_ordinance_has_one_fate(recommendation, classification, fate, words):
    (row,) = fate_rows([("第9条", "収集", [entry("第9条", recommendation, classification)])], [], [])
    assert (row.fate, row.words) == (fate, words)
    assert row.fate in MEANING


def test_what_becomes_of_a_clause_is_told_from_what_to_do_without_a_space_between_them():
    slug = "staff-duty"
    says = load_topics().topics[slug].legacy[1]
    group = entry("第9条", f"【廃止】{says}削ってください。", slug=slug)
    assert [row.words for row in fate_rows([("第9条", None, [group])], [], [])] == [says]


def test_clauses_without_a_topic_stand_at_their_place_in_the_table():
    groups = [entry("附則第1項", "【存続】残ります。 "), entry("附則第4項", "【存続】残ります。 ")]
    left = [{"provision": "附則第2項", "text": "…"}, {"provision": "別表", "text": "…"}]
    rows = fate_rows([("附則", None, groups)], [], left)
    assert [row.provision for row in rows] == ["附則第1項", "附則第2項", "附則第4項", "別表"]
    assert [(word, number) for word, _, number in fate_counts(rows)] == [("存続", 2), ("要確認", 2)]


LINE = "第3条　市は、施策を講ずるよう努め、審議会の意見を聴かなければならない。手数料の額は、規則で定める。"
SECTIONS = [{"lines": [{"span": [10, 10 + len(LINE)], "text": LINE}]}]


def piece(text):
    begin = 10 + LINE.index(text)
    return {"span": [begin, begin + len(text)], "text": text}


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["施策を講"], "施策を講ずるよう"),
        (["意見を聴"], "意見を聴かなければならない"),
        (["意見を聴", "なければならない"], "意見を聴かなければならない"),
        (["手数料", "規則で定め"], "手数料 … 規則で定める"),
        (["審議会", "市"], "審議会"),
        (["市"], "市"),
        (["ならない。"], "ならない。"),
    ],
)
def test_deciding_words_are_not_cut_off_in_a_word(texts, told):
    assert shown([piece(text) for text in texts], Words(SECTIONS)) == told


def test_words_outside_of_every_line_are_left_as_they_are():
    assert shown([{"span": [900, 902], "text": "意見"}], Words(SECTIONS)) == "意見"
    assert shown([{"span": [0, 2], "text": "意見"}], Words([])) == "意見"


BLANKS = """○○市個人情報の保護に関する法律施行条例（案）

（趣旨）
第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定めるものとする。
（オンライン結合の制限）
第○条　実施機関は、通信回線により電子計算機を結合して保有個人情報を提供してはならない。
（花の日）
第○条　市は、毎年4月に花の日を設け、市民に苗を配る。
附　則
この条例は、公布の日から施行する。
"""


def blanks():
    ordinance = parse(Document(BLANKS, name="案.txt"))
    report = report_on(ordinance, model=False).model_dump(mode="json")
    return report, Source("案.txt", "ab" * 32, sections_of(ordinance))


def test_an_article_whose_number_is_blank_keeps_its_findings_beside_it():
    view = gap_view(*blanks())
    section = next(s for s in view.sections if s.caption == "オンライン結合の制限")
    assert [finding["provision"] for finding in section.findings] == ["第○条（オンライン結合の制限）"]
    assert not view.elsewhere


def test_a_finding_in_one_article_without_a_number_does_not_hide_another_that_nothing_fits():
    report, _ = blanks()
    assert ["花の日" in item["text"] for item in report["unmatched"]] == [True]


LEGACY = """○かすみ市個人情報保護条例

平成15年9月29日
条例第28号

(定義)
第1条　この条例において「実施機関」とは、市長、教育委員会及び議会をいう。
(収集の制限)
第2条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。
2　実施機関は、思想、信条及び宗教に関する個人情報を収集してはならない。
(花の日)
第3条　市は、毎年4月に花の日を設け、市民に苗を配る。
附　則
この条例は、平成16年4月1日から施行する。
"""


def test_the_workbook_of_an_old_ordinance_has_a_sheet_of_fates_with_every_clause():
    ordinance = parse(Document(LEGACY))
    report = report_on(ordinance, model=False).model_dump(mode="json")
    assert report["ordinance"]["kind"] == "legacy"
    data = render_gap([(report, Source("旧.txt", "ab" * 32, sections_of(ordinance)))], "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["旧条例の行方"]
    places = "".join(str(row[0].value) for row in sheet.iter_rows(min_row=2))
    for place in ("第1条", "第2条第1項", "第2項", "第3条", "附則"):
        assert place in places
    assert {row[3].value for row in sheet.iter_rows(min_row=2)} <= set(MEANING)


def test_a_table_head_never_stands_alone_at_the_foot_of_a_page():
    document = WordDocument(io.BytesIO(render_gap([blanks()], "docx")))
    headed = [
        table for table in document.tables if table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert headed
    for table in headed:
        assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.rows[0].cells)
    counts = next(table for table in headed if table.cell(0, 0).text == "区分")
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in counts.rows]
    assert kept == [True] * (len(kept) - 1) + [None]
