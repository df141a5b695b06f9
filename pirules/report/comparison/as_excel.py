"""A table of old and new as an Excel file: frozen heading, print titles, rows that Excel shows whole, no formulas."""

import io
from collections.abc import Iterator
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pirules.report.comparison.layout import HEAD, REMARKS, Band, Cell, Paragraph, Table
from pirules.report.comparison.standing import standing
from pirules.report.comparison.words import Run
from pirules.report.tables import clean, row_height

_HEADER = 240
_NOTE = 8
_TEXT_WIDTH, _REMARKS_WIDTH = 62, 18
# Excel makes no row higher than 409 points, some 28 lines of a column, and hides what lies below: longer lines are cut.
_SHOWN = 700
_INDENT = "\u3000"


def _cut(cell: Cell, depth: int) -> Iterator[Paragraph]:
    """Yield the lines of a cell, standing in as far as they do, none longer than Excel shows."""
    for runs in cell:
        line = standing(runs, depth)
        piece: list[Run] = [Run(_INDENT * line.first)] if line.first else []
        room = _SHOWN
        for run in line.runs:
            rest = run.text
            while len(rest) > room:
                piece.append(Run(rest[:room], run.marked))
                yield tuple(piece)
                piece, rest, room = [], rest[room:], _SHOWN
            piece.append(Run(rest, run.marked))
            room -= len(rest)
        yield tuple(piece)


def _rows(band: Band) -> Iterator[Band]:
    """Yield the rows that Excel needs to show a band: one, unless a line is longer than a row can be high."""
    sides = [list(_cut(cell, band.depth(place))) for place, cell in enumerate(band.cells)]
    if all(sum(len(run.text) for runs in side for run in runs) <= _SHOWN for side in sides):
        yield Band(tuple(tuple(side) for side in sides), band.goes_on, band.is_continued)
        return
    lines = list(zip_longest(*sides, fillvalue=()))
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        yield Band(
            tuple((runs,) for runs in line), band.goes_on or number > 0, band.is_continued or not is_last
        )


def _excel_cell(cell: Cell, font: str) -> CellRichText:
    marked = InlineFont(rFont=font, u="single", sz=10)
    plain = InlineFont(rFont=font, sz=10)
    blocks = []
    for number, runs in enumerate(cell):
        if number:
            blocks.append(TextBlock(plain, "\n"))
        blocks += [TextBlock(marked if run.marked else plain, clean(run.text)) for run in runs if run.text]
    # Rich text is written as a string, never as a formula, whatever its first character is.
    return CellRichText(*blocks)


def _border(table: Table, row: Band | None = None) -> Border:
    side, none = Side(style="thin"), Side()
    upright = side if table.profile.vertical_rules else none
    top = none if row is not None and row.goes_on else side
    bottom = none if row is not None and row.is_continued else side
    return Border(left=upright, right=upright, top=top, bottom=bottom)


def to_xlsx(table: Table, footer: str = "") -> bytes:
    """Return the table as an Excel file; ``footer`` stands once, small, below the table, where it is easily struck."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = HEAD
    font = table.profile.font
    widths = [_REMARKS_WIDTH if heading == REMARKS else _TEXT_WIDTH for heading in table.headings]
    for number, heading in enumerate(table.headings, 1):
        head = sheet.cell(row=1, column=number, value=heading)
        head.font, head.border = Font(name=font, bold=True), _border(table)
        head.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = widths[number - 1]
    for index, row in enumerate((row for band in table.rows for row in _rows(band)), 2):
        texts = ["\n".join("".join(run.text for run in runs) for runs in content) for content in row.cells]
        sheet.row_dimensions[index].height = row_height(texts, widths)
        for number, content in enumerate(row.cells, 1):
            cell = sheet.cell(row=index, column=number)
            cell.value = _excel_cell(content, font)
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _border(table, row)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # Excel reads & as a code, and calls a file damaged whose header is longer than 255 letters.
    said = f"{'　→　'.join(title for title in table.titles if title)}　{HEAD}"
    sheet.HeaderFooter.oddHeader.center.text = clean(said)[:_HEADER].replace("&", "＆")
    sheet.HeaderFooter.oddFooter.center.text = "&P / &N"
    if below := f"{table.remark}{table.note}{footer}":
        note = sheet.cell(row=sheet.max_row + 1, column=1, value=clean(below))
        note.data_type, note.font = "s", Font(name=font, size=_NOTE)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
