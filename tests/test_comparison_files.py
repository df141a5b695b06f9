"""新旧対照表 as files: HTML, Excel, Word, and the command that writes them."""

import io
from dataclasses import replace

import openpyxl
import pytest
from comparison_texts import CHAPTERS, OLD, ordinance, table_of
from docx import Document as WordDocument
from docx.shared import Pt
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report.comparison import compare
from pirules.report.comparison.as_excel import to_xlsx
from pirules.report.comparison.as_html import to_html
from pirules.report.comparison.as_word import to_docx
from pirules.report.comparison.cautions import compare_files
from pirules.report.comparison.layout import lay_out, load_profile


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
    old, new = tmp_path / "現行.txt", tmp_path / "改正案.txt"
    old.write_text(ordinance(OLD).text, encoding="utf-8")
    new.write_text(ordinance(OLD[:5]).text, encoding="utf-8")
    out = tmp_path / "対照表.html"
    result = CliRunner().invoke(load_commands(), ["diff", str(old), str(new), "-o", str(out)])
    assert result.exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "（削る）" in page
    assert "現行.txt と 改正案.txt" in page


def test_two_texts_that_do_not_differ_are_said_not_to():
    table = table_of(CHAPTERS, CHAPTERS)
    assert table.remark == "二つの文に違いはありません。"
    assert table.remark in to_html(table)
    assert table.remark in "".join(p.text for p in WordDocument(io.BytesIO(to_docx(table))).paragraphs)
    assert not table_of(CHAPTERS, CHAPTERS.replace("15日", "14日")).remark


def test_the_header_of_a_workbook_is_one_that_excel_opens():
    long = CHAPTERS.replace("ひので市", "A&B" + "長" * 400)
    sheet = openpyxl.load_workbook(
        io.BytesIO(to_xlsx(table_of(long, long.replace("15日", "14日")), "=1+1"))
    ).active
    assert len(sheet.oddHeader.center.text) < 255
    assert "&B" not in sheet.oddHeader.center.text
    assert sheet.oddFooter.center.text == "&P / &N"
    last = sheet.cell(sheet.max_row, 1)
    assert (last.value, last.data_type) == ("=1+1", "s")


def _paragraphs(document):
    """Return the lines of the left column, each with where its first row stands and where the rest, in letters."""
    cells = [row.cells[0] for row in document.tables[0].rows[1:]]
    lines = [line for cell in cells for line in cell.paragraphs]
    return {
        line.text: (
            (line.paragraph_format.left_indent + line.paragraph_format.first_line_indent) / Pt(10.5),
            line.paragraph_format.left_indent / Pt(10.5),
        )
        for line in lines
    }


def test_captions_and_items_stand_in_as_they_are_printed_however_the_file_stands():
    new = CHAPTERS.replace("(2)　旅券", "　　(2)　個人番号カード").replace("(書類)", "　(書類)")
    document = WordDocument(io.BytesIO(to_docx(table_of(CHAPTERS, new))))
    told = _paragraphs(document)
    assert told["(書類)"] == (1, 2)
    assert told["第5条　（略）"] == (0, 1)
    assert told["(1)　（略）"] == (1, 2)
    assert told["(2)　個人番号カード"] == (1, 2)
    page = to_html(table_of(CHAPTERS, new))
    assert '<p class="d2">(2)　<u>個人番号カード</u></p>' in page
    assert '<p class="caption">(書類)</p>' in page


def test_pages_of_word_are_numbered_and_short_rows_stay_whole():
    document = WordDocument(io.BytesIO(to_docx(table_of(CHAPTERS, CHAPTERS.replace("15日", "14日")), "注意")))
    footer = document.sections[0].footer._element.xml
    assert "NUMPAGES" in footer
    rows = document.tables[0].rows
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in rows)
    assert len(rows[0]._tr.xpath("./w:trPr/w:tblHeader")) == 1
    assert document.paragraphs[-1].text == "注意"


def test_letters_of_another_width_are_no_change_and_that_is_said():
    wide = CHAPTERS.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）"))
    table = table_of(CHAPTERS, wide)
    assert table.remark == "二つの文に違いはありません。"
    assert table.note
    assert table.note in to_html(table)
    changed = table_of(CHAPTERS, wide.replace("１５日", "１４日"))
    assert "<u>１４日</u>" in to_html(changed)
    assert to_html(changed).count("<u>") == 2
    assert not table_of(CHAPTERS, CHAPTERS.replace("　", " ")).note


def test_excel_shows_all_of_a_long_line():
    long = "手数料の額は、別に定める。" * 3_000
    table = table_of(CHAPTERS, CHAPTERS.replace("手数料は、徴収しない。", long))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table)), rich_text=True).active
    cells = [str(row[0].value or "") for row in sheet.iter_rows(min_row=2)]
    assert long in "".join(cells)
    assert max(map(len, cells)) < 32_767
    # Excel hides what lies below the 409th point of a row: 31 wide letters a line, 13.5 points each.
    assert max(map(len, cells)) / 31 * 13.5 < 409


def test_a_profile_without_upright_rules_has_none_in_any_file():
    profile = replace(load_profile("kaiseian"), vertical_rules=False)
    old, new = (parse(Document(text)) for text in (CHAPTERS, CHAPTERS.replace("15日", "14日")))
    table = lay_out(compare(old, new), profile)
    grid = WordDocument(io.BytesIO(to_docx(table))).tables[0]
    names = [child.tag.rpartition("}")[2] for child in grid._tbl.tblPr]
    assert names.index("tblBorders") < names.index("tblLayout") < names.index("tblLook")
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active
    assert sheet["A2"].border.left.style is None
    assert '<table class="open">' in to_html(table)


AMENDING = (
    "　　　みなと市個人情報の保護に関する法律施行条例の一部を改正する条例\n"
    "　みなと市個人情報の保護に関する法律施行条例（令和4年みなと市条例第9号）の一部を次のように改正する。\n"
    "　第2条中「毎年度」を「毎年」に改める。\n　　　附　則\n　この条例は、公布の日から施行する。\n"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (CHAPTERS, AMENDING, "改正案のファイルは、ほかの条例を改める条例です。"),
        (AMENDING, CHAPTERS, "現行のファイルは、ほかの条例を改める条例です。"),
        (CHAPTERS, CHAPTERS[: CHAPTERS.index("附　則")], "改正案のファイルに附則が見当たりません。"),
        (
            CHAPTERS,
            CHAPTERS[CHAPTERS.index("第4条　") :],
            "改正案のファイルは、条例の一部だけです。",
        ),
        (CHAPTERS + "\n" + ordinance(OLD).text, CHAPTERS, "現行のファイルには2本の条例があります。"),
        (ordinance(OLD).text + "\n" + CHAPTERS, CHAPTERS, "二つの文に違いはありません。"),
    ],
)
def test_what_is_no_whole_ordinance_is_said(old, new, said):
    comparison, _ = compare_files(old.encode(), new.encode(), "現行.txt", "改正案.txt")
    assert said in lay_out(comparison, load_profile("kaiseian")).remark


def test_in_a_vertical_page_numbers_stand_upright():
    table = table_of(CHAPTERS, CHAPTERS.replace("15日", "14日"))
    page = to_html(replace(table, profile=load_profile("tategaki")))
    assert "<u><span>14</span>日</u>" in page
    assert "<span>" not in to_html(table)
