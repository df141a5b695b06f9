"""Tables that Excel opens: CSV and xlsx in which no cell is ever a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

# Excel and LibreOffice read a CSV cell that starts so as a formula or a command.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# XML 1.0 can't carry these; openpyxl refuses them.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_LIMIT = 32_000  # Excel's own limit is 32,767

Row = Sequence[str | int | float | None]


def clean(value: Any) -> str:
    """Return text that every office file can hold: no control characters, no lone surrogates."""
    return _ILLEGAL.sub("�", str(value))


def _cell_text(value: Any) -> str:
    text = clean(value)
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - 1] + "…"


def csv_pieces(header: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a CSV file for Excel row by row: a BOM first, CRLF, and a quote before what would be a formula."""
    out = io.StringIO("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    out.seek(1)
    writer.writerow(header)
    for row in rows:
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        writer.writerow([_csv_cell(value) for value in row])
    yield out.getvalue()


def _csv_cell(value: str | float | None) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = _cell_text(value)
    return f"'{text}" if text.lstrip(" 　").startswith(_DANGEROUS) else text


_SIDE = Side(style="thin", color="B8C0C8")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_FONT = "游ゴシック"
# Styles with names are made once a workbook; made anew for each cell they take most of the time of a large table.
_HEADING = NamedStyle(
    "表の見出し",
    font=Font(name=_FONT, bold=True),
    fill=PatternFill("solid", fgColor="E4EAF0"),
    alignment=Alignment(vertical="center", wrap_text=True),
    border=_BORDER,
)
_CELL = NamedStyle(
    "表の本文",
    font=Font(name=_FONT, size=10),
    alignment=Alignment(horizontal="left", vertical="top", wrap_text=True),
    border=_BORDER,
)
_LAST_NARROW = 0xFF
_LINE_POINTS, _MAX_POINTS = 13.5, 405
_A4, _A3 = 9, 8
_A4_CHARACTERS = 160


def _cell(sheet: Worksheet, style: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.style = style
    return cell


def _put(sheet: Worksheet, cell: Cell, value: str | float | None) -> Cell:
    """Return the cell with a value; it is written at once, so that the next row may take it again."""
    if not isinstance(value, str):
        cell.value = value
        return cell
    if value.startswith(_DANGEROUS):
        cell = _cell(sheet, cell.style)
        cell.quotePrefix = True
    cell.value = _cell_text(value)
    # Text stays text, whatever sign it begins with.
    cell.data_type = "s"
    return cell


def row_height(row: Row, widths: Sequence[int]) -> float:
    """Return a row's height in points that shows the longest cell; not every program works it out itself."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        text = "" if value is None else str(value)[:_CELL_LIMIT]
        lengths = [sum(2 if ord(char) > _LAST_NARROW else 1 for char in line) for line in text.split("\n")]
        lines = max(lines, sum(1 + length // max(width - 1, 1) for length in lengths))
    return min(lines * _LINE_POINTS + 4, _MAX_POINTS)


def add_table(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Iterable[Row],
    widths: Sequence[int],
    *,
    printed: int = 0,
    stamp: str = "",
) -> None:
    """Write a table with a frozen header, filters, wrapped cells and column widths, row by row.

    It prints in landscape, one page wide, on A4, or on A3 when it is too wide to be read there; only the first
    ``printed`` columns are printed (``0`` for all), and ``stamp`` at the foot of each page.
    """
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    shown = printed or len(header)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4 if sum(widths[:shown]) <= _A4_CHARACTERS else _A3
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    footer: Any = sheet.oddFooter
    # & begins a code there.
    footer.left.text = stamp.replace("&", "＆") or None
    footer.center.text = "&A　&P / &N"
    # What stands above is written with the first row, so it comes before; a row is let go once it is written.
    sheet.append([_put(sheet, _cell(sheet, _HEADING.name), name) for name in header])
    cells = [_cell(sheet, _CELL.name) for _ in header]
    last = 1
    for last, row in enumerate(rows, 2):
        sheet.row_dimensions[last].height = row_height(row, widths)
        sheet.append([_put(sheet, cell, value) for cell, value in zip(cells, row, strict=True)])
        del sheet.row_dimensions[last]
    last = max(last, 2)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{last}"
    if printed:
        sheet.print_area = f"A1:{get_column_letter(shown)}{last}"


def new_workbook() -> Workbook:
    """Return a workbook without sheets, that keeps in memory only the row that is written."""
    book = Workbook(write_only=True)
    for style in (_HEADING, _CELL):
        book.add_named_style(copy(style))
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_bytes(title: str, header: Sequence[str], rows: Iterable[Row], widths: Sequence[int]) -> bytes:
    """Return a workbook of one table."""
    book = new_workbook()
    add_table(book.create_sheet(title), header, rows, widths)
    return workbook_bytes(book)
