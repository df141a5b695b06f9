"""Dates: ISO in data, 和暦 where people read, both accepted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.text.dates import find_dates, parse_date, to_wareki


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2023-04-01", date(2023, 4, 1)), ("2023/4/1", date(2023, 4, 1)), ("20230401", date(2023, 4, 1)),
        ("令和5年4月1日", date(2023, 4, 1)), ("令和五年四月一日", date(2023, 4, 1)),
        ("令和四年一二月二二日", date(2022, 12, 22)), ("令和四年十二月二十二日", date(2022, 12, 22)),
        ("令和元年5月1日", date(2019, 5, 1)), ("平成３１年４月３０日", date(2019, 4, 30)), ("平成17年 3月 1日", date(2005, 3, 1)),
        ("昭和六十三年二月二十九日", date(1988, 2, 29)), ("R5.4.1", date(2023, 4, 1)), ("令5・4・1", date(2023, 4, 1)),
        ("平成33年4月1日", date(2021, 4, 1)), ("2023年4月1日", date(2023, 4, 1)), ("西暦2023年4月1日", date(2023, 4, 1)),
        ("令和5年2月29日", None), ("2023-02-30", None), ("2023-13-01", None), ("令和元年4月30日", None), ("令和0年1月1日", None),
        ("5年4月1日", None), ("令和5年4月", None), ("", None), ("9" * 100_000, None), ("令和5年元月1日", None), ("9999-12-31", date(9999, 12, 31)),
    ],
)  # fmt: skip
def test_dates_are_read(written, value):
    assert parse_date(written) == value


@given(st.dates(min_value=date(1873, 1, 1)))
def test_wareki_is_read_back(day):
    assert parse_date(to_wareki(day)) == day


def test_dates_inside_a_text_are_found_with_their_place():
    text = "この条例は、令和5年4月1日から施行する。ただし、令和5年4月31日は"
    found = list(find_dates(text))
    assert [(text[start:end], day) for (start, end), day in found] == [
        ("令和5年4月1日", date(2023, 4, 1)),
        ("令和5年4月31日", None),
    ]
