"""新旧対照表 as files: HTML, Excel, Word, and the command that writes them."""

import io

import openpyxl
from comparison_texts import CHAPTERS, OLD, ordinance, table_of
from docx import Document as WordDocument
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.report.comparison import compare
from pirules.report.comparison.layout import lay_out, load_profile
from pirules.report.comparison.write import to_docx, to_html, to_xlsx


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


def test_the_footer_of_a_workbook_is_one_that_excel_opens():
    table = table_of(CHAPTERS, CHAPTERS.replace("15日", "14日"))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, "A&B" + "長" * 400))).active
    assert len(sheet.oddFooter.center.text) < 255
    assert "&B" not in sheet.oddFooter.center.text
