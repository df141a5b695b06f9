"""Tables for Excel: no cell ever runs, whatever stands in an ordinance."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.report.tables import csv_bytes, xlsx_bytes


def _rows(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


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
    assert _rows(csv_bytes(["見出し"], [[value]])) == [["見出し"], [expected]]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_no_text_begins_a_csv_cell_as_a_formula(values):
    rows = _rows(csv_bytes([str(n) for n in range(len(values))], [values]))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@given(st.text(max_size=80))
def test_any_text_can_stand_in_a_workbook_and_never_as_a_formula(value):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("表", ["a"], [[value]], [10])))
    assert book.active["A2"].data_type != "f"


def test_a_cell_longer_than_excel_allows_is_cut_and_says_so():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("表", ["a"], [["長" * 50_000]], [10])))
    assert book.active["A2"].value.endswith("…")
    assert len(book.active["A2"].value) < 32_767
