"""A laid-out table as HTML (one file, prints well), Word and Excel."""

import io
from html import escape
from typing import Any

from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pirules.report.comparison.layout import Band, Cell, Table
from pirules.report.tables import clean, row_height

_HEAD = "新旧対照表"
_REMARKS = "備考"
_TEXT_WIDTH = 267  # millimetres between the margins of A4 landscape
_REMARKS_WIDTH = 35
_LETTER = 10.5  # points
_FOOTER = 240

#: The style of the table as a page.
STYLE = """
@page { size: A4 landscape; margin: 15mm; }
body { font-family: "ＭＳ 明朝", "MS Mincho", "游明朝", "Yu Mincho", "Noto Serif CJK JP", serif; font-size: 10.5pt; line-height: 1.6; color: #111; margin: 1.5rem; }
h1 { font-size: 1.2rem; text-align: center; letter-spacing: .5em; }
p.titles, p.remark { text-align: center; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #333; padding: .4em .6em; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
th { text-align: center; font-weight: normal; background: #f3f3f0; }
thead { display: table-header-group; }
col.remarks { width: 14%; }
td p { margin: 0; padding-inline-start: 1em; text-indent: -1em; }
table.open td, table.open th { border-left: none; border-right: none; }
tr.on > td { border-block-start: none; padding-block-start: 0; }
tr.off > td { border-block-end: none; padding-block-end: 0; }
u { text-decoration-thickness: 1px; text-underline-offset: .2em; }
footer { margin-top: 1em; font-size: 9pt; color: #444; }
html.vertical { writing-mode: vertical-rl; }
html.vertical table { width: auto; inline-size: 100%; }
html.vertical p.titles, html.vertical footer { margin: 0 .5em; }
"""


def _html_cell(cell: Cell) -> str:
    paragraphs = []
    for runs in cell:
        text = "".join(f"<u>{escape(run.text)}</u>" if run.marked else escape(run.text) for run in runs)
        paragraphs.append(f"<p>{clean(text)}</p>")
    return "<td>" + "".join(paragraphs) + "</td>"


def _html_row(row: Band) -> str:
    names = " ".join(name for name, is_so in (("on", row.goes_on), ("off", row.is_continued)) if is_so)
    opening = f'<tr class="{names}">' if names else "<tr>"
    return opening + "".join(_html_cell(cell) for cell in row.cells) + "</tr>"


def to_html(table: Table, footer: str = "", *, style_at: str = "") -> str:
    """Return the table as one self-contained page, Japanese, printing on A4 landscape.

    Args:
        table: the laid-out table.
        footer: words below it.
        style_at: the address of :data:`STYLE` where a page may not carry its own.
    """
    style = f'<link rel="stylesheet" href="{escape(style_at)}">' if style_at else f"<style>{STYLE}</style>"
    columns = "".join(
        f'<col class="{"remarks" if heading == _REMARKS else "text"}">' for heading in table.headings
    )
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    body = "\n".join(_html_row(row) for row in table.rows)
    titles = "　→　".join(escape(clean(title)) for title in table.titles if title)
    remark = f'<p class="remark">{escape(table.remark)}</p>' if table.remark else ""
    classes = "" if table.profile.vertical_rules else ' class="open"'
    # Pages follow the writing of the root: vertical columns run on to the next sheet only if the root is vertical.
    root = ' class="vertical"' if table.profile.vertical_writing else ""
    return (
        f'<!DOCTYPE html>\n<html lang="ja"{root}><head><meta charset="utf-8"><title>{_HEAD} {titles}</title><link rel="icon" href="data:,">'
        f"{style}</head>\n"
        f'<body><main><h1>{_HEAD}</h1><p class="titles">{titles}</p>{remark}\n'
        f"<table{classes}><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></main>\n<footer>{escape(footer)}</footer></body></html>\n"
    )


def _word_font(run: Any, font: str) -> None:
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001


def _fill(cell: Any, content: Cell, font: str) -> None:
    for number, runs in enumerate(content):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.space_after = Pt(0)
        # A line that runs on stands in by one letter, so that the number of an article or a paragraph stands out.
        layout.left_indent, layout.first_line_indent = Pt(_LETTER), Pt(-_LETTER)
        for run in runs:
            piece = paragraph.add_run(clean(run.text))
            piece.font.underline = run.marked or None
            _word_font(piece, font)


def _open_rules(cell: Any, row: Band) -> None:
    """Leave out the rule above or below a cell that goes on."""
    borders = OxmlElement("w:tcBorders")
    for side, is_open in (("w:top", row.goes_on), ("w:bottom", row.is_continued)):
        if is_open:
            border = OxmlElement(side)
            border.set(qn("w:val"), "nil")
            borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - python-docx has no borders of its own


def _widths(grid: Any, table: Table) -> None:
    """Set widths on columns and cells: Word reads the cells, other programs the columns."""
    grid.autofit = False
    side = (_TEXT_WIDTH - _REMARKS_WIDTH * (_REMARKS in table.headings)) / 2
    for heading, column in zip(table.headings, grid.columns, strict=True):
        column.width = Mm(_REMARKS_WIDTH if heading == _REMARKS else side)
        for cell in column.cells:
            cell.width = column.width


def to_docx(table: Table, footer: str = "") -> bytes:
    """Return the table as a Word file, A4 landscape; the heading row repeats on every page."""
    document = WordDocument()
    font = table.profile.font
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    heading = document.add_paragraph()
    heading.alignment = 1
    head = heading.add_run("\u3000".join(_HEAD))
    head.font.size = Pt(14)
    _word_font(head, font)
    for line in (*table.titles, *([table.remark] if table.remark else [])):
        document.add_paragraph(clean(line)).alignment = 1
    grid = document.add_table(rows=1, cols=len(table.headings))
    grid.style = "Table Grid"
    for cell, text in zip(grid.rows[0].cells, table.headings, strict=True):
        cell.text = text
        cell.paragraphs[0].alignment = 1
    properties = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        for cell, content in zip(grid.add_row().cells, row.cells, strict=True):
            _fill(cell, content, font)
            if row.goes_on or row.is_continued:
                _open_rules(cell, row)
    _widths(grid, table)
    if footer:
        section.footer.paragraphs[0].text = footer
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _excel_cell(cell: Cell, font: str) -> CellRichText:
    marked = InlineFont(rFont=font, u="single", sz=10)
    plain = InlineFont(rFont=font, sz=10)
    blocks = []
    for number, runs in enumerate(cell):
        if number:
            blocks.append(TextBlock(plain, "\n"))
        blocks += [TextBlock(marked if run.marked else plain, clean(run.text)) for run in runs]
    # Rich text is written as a string, never as a formula, whatever its first character is.
    return CellRichText(*blocks)


def _border(row: Band | None = None) -> Border:
    side, none = Side(style="thin"), Side()
    top = none if row is not None and row.goes_on else side
    return Border(
        left=side, right=side, top=top, bottom=none if row is not None and row.is_continued else side
    )


def to_xlsx(table: Table, footer: str = "") -> bytes:
    """Return the table as an Excel file: frozen heading, wrapped cells, print titles, no formulas."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _HEAD
    border = _border()
    font = table.profile.font
    widths = [18 if heading == _REMARKS else 62 for heading in table.headings]
    for number, heading in enumerate(table.headings, 1):
        head = sheet.cell(row=1, column=number, value=heading)
        head.font, head.border = Font(name=font, bold=True), border
        head.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = widths[number - 1]
    for index, row in enumerate(table.rows, 2):
        texts = ["\n".join("".join(run.text for run in runs) for runs in content) for content in row.cells]
        sheet.row_dimensions[index].height = row_height(texts, widths)
        for number, content in enumerate(row.cells, 1):
            cell = sheet.cell(row=index, column=number)
            cell.value = _excel_cell(content, font)
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _border(row)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # Excel reads & as a code, and calls a file damaged whose footer is longer than 255 letters.
    sheet.HeaderFooter.oddFooter.center.text = f"{table.remark}{footer}"[:_FOOTER].replace("&", "＆")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
