"""Dates as people and law write them: ISO, 和暦 in arabic or kanji numerals, with units or positional, 元年."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pirules.text.fold import fold, without_space
from pirules.text.numerals import parse_int

#: First day of each era.  Law counts on beyond an era's end (平成33年 was written in 平成29年), so no last day.
ERAS: tuple[tuple[str, date], ...] = (
    ("令和", date(2019, 5, 1)),
    ("平成", date(1989, 1, 8)),
    ("昭和", date(1926, 12, 25)),
    ("大正", date(1912, 7, 30)),
    ("明治", date(1868, 10, 23)),
)
_ERA_START = dict(ERAS)
_ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_ERA_SHORT = {"令": "令和", "平": "平成", "昭": "昭和", "大": "大正", "明": "明治"}

_NUMBER = r"[0-9０-９〇零元一二三四五六七八九十]{1,4}"
_WRITTEN = re.compile(
    rf"(?P<era>令和|平成|昭和|大正|明治|西暦)?\s*(?P<year>{_NUMBER})\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日"
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_SHORT = re.compile(r"([RHSTMrhstm令平昭大明])\.?(\d{1,2}|元)([-/.・])(\d{1,2})\3(\d{1,2})")


def today() -> date:
    """Return the day that it is in Japan, wherever the program runs."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def moment_in_japan(moment: str) -> str:
    """Return a moment in UTC (``2026-11-21T22:30:00.000Z``) as people in Japan write it: 令和8年11月22日 7時30分."""
    there = datetime.fromisoformat(moment).astimezone(ZoneInfo("Asia/Tokyo"))
    return f"{to_wareki(there.date())} {there.hour}時{there.minute:02d}分"


def parse_date(text: str) -> date | None:
    """Return the date that ``text`` as a whole writes, or ``None`` (also for a day that no calendar has).

    Read are ``2023-04-01``, ``2023/4/1``, ``20230401``, ``2023年4月1日``, ``令和5年4月1日``, ``令和五年四月一日``,
    ``令和四年一二月二二日``, ``令和元年5月1日``, ``R5.4.1`` and ``令5・4・1``, spaces anywhere.
    """
    if len(text) > 40:  # noqa: PLR2004 - no date is longer
        return None
    compact = fold(without_space(text))
    if match := _WRITTEN.fullmatch(compact):
        return _from_match(match)
    if match := _ISO.fullmatch(compact):
        return make_date(int(match[1]), int(match[3]), int(match[4]))
    if re.fullmatch(r"[12]\d{7}", compact):
        return make_date(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    if match := _SHORT.fullmatch(compact):
        era = _ERA_LETTERS.get(match[1].upper()) or _ERA_SHORT[match[1]]
        year = 1 if match[2] == "元" else int(match[2])
        return make_date(year, int(match[4]), int(match[5]), era=era)
    return None


def find_dates(text: str) -> Iterator[tuple[tuple[int, int], date | None]]:
    """Yield ``(span, date)`` of each date written with 年月日; the date is ``None`` if no calendar has it."""
    for match in _WRITTEN.finditer(text):
        yield match.span(), _from_match(match)


def _from_match(match: re.Match[str]) -> date | None:
    year, month, day = (parse_int(match[name]) for name in ("year", "month", "day"))
    era = match["era"]
    # 元 is a year of an era only (元月 and 元日 aren't dates of law).
    if year is None or month is None or day is None or "元" in match["month"] + match["day"]:
        return None
    if era in (None, "西暦"):
        return make_date(year, month, day) if year >= 1000 else None  # noqa: PLR2004 - four digits
    return make_date(year, month, day, era=era)


def make_date(year: int, month: int, day: int, *, era: str | None = None) -> date | None:
    """Return the date of a year of an era (or of the Western calendar), ``None`` if no calendar has that day."""
    start = _ERA_START[era] if era else None
    try:
        value = date(year if start is None else start.year + year - 1, month, day)
    except (ValueError, OverflowError):
        return None
    return None if year < 1 or (start is not None and value < start) else value


def to_wareki(value: date) -> str:
    """Write a date in 和暦 with half-width numerals: ``令和8年11月21日``, ``令和元年5月1日``.

    Days before 明治 are written in the Western calendar.
    """
    for name, start in ERAS:
        if value >= start:
            year = value.year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年{value.month}月{value.day}日"
    return f"{value.year}年{value.month}月{value.day}日"
