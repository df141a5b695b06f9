"""A table of old and new as a Word file: A4 landscape, 明朝, the heading on every page, pages numbered."""

import io
from typing import Any

from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pirules.report.comparison.layout import HEAD, REMARKS, Band, Cell, Table
from pirules.report.comparison.standing import standing
from pirules.report.docx_kit import number_pages
from pirules.report.tables import clean

_TEXT_WIDTH = 267  # millimetres between the margins of A4 landscape
_REMARKS_WIDTH = 35
_LETTER = 10.5  # points
_NOTE = 8
_AIR = 2
# A longer row may break across pages: held together it would leave most of a page empty.
_TOGETHER = 500


def _font(run: Any, font: str) -> None:
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - python-docx sets the Latin font only


def _fill(cell: Any, content: Cell, row: Band, depth: int, font: str) -> None:
    for number, runs in enumerate(content):
        line = standing(runs, depth)
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        layout = paragraph.paragraph_format
        # A little air, only where a rule stands above or below.
        layout.space_before = Pt(0 if number or row.goes_on else _AIR)
        layout.space_after = Pt(0 if number < len(content) - 1 or row.is_continued else _AIR)
        layout.left_indent = Pt(_LETTER * line.rest)
        layout.first_line_indent = Pt(_LETTER * (line.first - line.rest))
        # A caption is never the last line of a page.
        layout.keep_with_next = line.is_caption or None
        for run in line.runs:
            piece = paragraph.add_run(clean(run.text))
            piece.font.underline = run.marked or None
            _font(piece, font)


def _open_rules(cell: Any, row: Band) -> None:
    """Leave out the rule above or below a cell that goes on."""
    sides = [side for side, is_open in (("w:top", row.goes_on), ("w:bottom", row.is_continued)) if is_open]
    cell._tc.get_or_add_tcPr().append(_no_rules("w:tcBorders", sides))  # noqa: SLF001 - python-docx has no borders


def _no_rules(name: str, sides: list[str]) -> Any:
    borders = OxmlElement(name)
    for side in sides:
        border = OxmlElement(side)
        border.set(qn("w:val"), "nil")
        borders.append(border)
    return borders


def _widths(grid: Any, table: Table) -> None:
    """Set widths on columns and cells: Word reads the cells, other programs the columns."""
    grid.autofit = False
    side = (_TEXT_WIDTH - _REMARKS_WIDTH * (REMARKS in table.headings)) / 2
    for heading, column in zip(table.headings, grid.columns, strict=True):
        column.width = Mm(_REMARKS_WIDTH if heading == REMARKS else side)
        for cell in column.cells:
            cell.width = column.width


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no such property


def _new_document(font: str) -> Any:
    document = WordDocument()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(_LETTER)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    number_pages(section)
    return document


def _grid(document: Any, table: Table, font: str) -> Any:
    grid = document.add_table(rows=1, cols=len(table.headings))
    grid.style = "Table Grid"
    if not table.profile.vertical_rules:
        borders = _no_rules("w:tblBorders", ["w:left", "w:right", "w:insideV"])
        # Word calls a file damaged whose properties stand in another order than the schema's.
        grid._tbl.tblPr.find(qn("w:tblLook")).addprevious(borders)  # noqa: SLF001
    for cell, text in zip(grid.rows[0].cells, table.headings, strict=True):
        cell.text = text
        cell.paragraphs[0].alignment = 1
    for name in ("w:cantSplit", "w:tblHeader"):
        _row_property(grid.rows[0], name)
    for row in table.rows:
        added = grid.add_row()
        if max(sum(len(run.text) for runs in cell for run in runs) for cell in row.cells) < _TOGETHER:
            _row_property(added, "w:cantSplit")
        for place, (cell, content) in enumerate(zip(added.cells, row.cells, strict=True)):
            _fill(cell, content, row, row.depth(place), font)
            if row.goes_on or row.is_continued:
                _open_rules(cell, row)
    _widths(grid, table)
    return grid


def to_docx(table: Table, footer: str = "") -> bytes:
    """Return the table as a Word file; ``footer`` stands once, small, below the table, where it is easily struck."""
    font = table.profile.font
    document = _new_document(font)
    heading = document.add_paragraph()
    heading.alignment = 1
    head = heading.add_run("\u3000".join(HEAD))
    head.font.size = Pt(14)
    _font(head, font)
    for line in (*table.titles, *([table.remark] if table.remark else [])):
        document.add_paragraph(clean(line)).alignment = 1
    _grid(document, table, font)
    if said := table.note + footer:
        last = document.add_paragraph()
        last.paragraph_format.space_before = Pt(6)
        last.add_run(clean(said)).font.size = Pt(_NOTE)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
