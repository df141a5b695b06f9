"""Tables for Excel: no cell ever runs, whatever stands in an ordinance."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.report.tables import csv_pieces, xlsx_bytes


def _rows(pieces):
    text = "".join(pieces)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+81", "'+81"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("　＝1", "'　＝1"),
        ("第2条", "第2条"),
        ('a,b\n"c"', 'a,b\n"c"'),
        (None, ""),
        (3, "3"),
    ],
)
def test_csv_cells(value, expected):
    assert _rows(csv_pieces(["見出し"], [[value]])) == [["見出し"], [expected]]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_no_text_begins_a_csv_cell_as_a_formula(values):
    rows = _rows(csv_pieces([str(n) for n in range(len(values))], [values]))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@given(st.text(max_size=80))
def test_any_text_can_stand_in_a_workbook_and_never_as_a_formula(value):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("表", ["a"], [[value]], [10])))
    assert book.active["A2"].data_type != "f"


def test_a_cell_longer_than_excel_allows_is_cut_and_says_so():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("表", ["a"], [["長" * 50_000]], [10])))
    assert book.active["A2"].value.endswith("…")
    assert len(book.active["A2"].value) < 32_767


def test_a_cell_that_could_be_a_formula_is_marked_and_its_neighbours_are_not():
    rows = [["第2条", 1], ["=1+1", None], ["#N/A", "3"]]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("表", ["a", "b"], rows, [10, 20]))).active
    cells = [[(cell.value, cell.data_type, cell.quotePrefix) for cell in row] for row in sheet["A2:B4"]]
    assert cells == [
        [("第2条", "s", False), (1, "n", False)],
        [("=1+1", "s", True), (None, "n", False)],
        [("#N/A", "s", False), ("3", "s", False)],
    ]
    assert {cell.style for row in sheet["A2:B4"] for cell in row} == {"表の本文"}


def test_a_table_is_written_with_its_header_frozen_and_its_rows_filtered():
    sheet = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes("表", ["a", "b"], ([f"第{n}条", "長" * 40] for n in range(3)), [10, 20]))
    ).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B4", "$1:$1")
    assert sheet.column_dimensions["B"].width == 20
    assert sheet.row_dimensions[4].height > 20
