"""Rows of a table inside an article (次の表の左欄に掲げる…), each read as the sentence that it stands for.

「第83条第1項　30日以内　15日以内」 says nothing by itself; under 「これらの規定中同表の中欄に掲げる字句は、同表の右欄に掲げる
字句とする」 it says that 15 days stand where the Act says 30.  Three kinds of table are read: words that others replace (字句), terms
and their meanings (用語の意義), and matters of which the 柱書 says something.  A table of its own (別表) is read in
:mod:`pirules.gap.annexes`.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from pirules.ordinance.model import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CELL = re.compile(r"[^\s|｜　](?:[^|｜\t　\r\n]*[^\s|｜　])?")
_ANNOUNCED = re.compile(r"(?:次の|下|左の|以下の)表|同表")
_END = re.compile(r"[。．]$")
_HEAD = re.compile(r"^(?:[左中右上下][欄]|項|区分|規定|用語|意義|読み替え.{0,16}字句|読替え.{0,16}字句)$")
# A table of fees is known by its 柱書 and by its rows together, but for rows that say which fee of the Act they set.
_AMOUNT = re.compile(r"円|無料|[0-9０-９]割|実費")
_PLACE = re.compile(r"第.{1,8}条")
#: So many rows of a table, or sentences of one, are judged one by one; the report says where more follow (P290).
MOST = 2_000

# 「別表第4の区分に従い、…同表に定める日数以内に」: the days of an article stand in a table of its own.
_ANNEX = re.compile(r"別表(?:第([0-9]{1,3}))?")
_ITS_DAYS = re.compile(
    r"(?:それぞれ)?(?:同表|別表(?:第[0-9]{1,3})?)(?:の(?:[左中右上下]欄|区分))?に(?:定める|掲げる)(?:日数|期間|期限|日)"
)
_DAYS = re.compile(r"[0-9０-９一二三四五六七八九十]{1,4}(?:日|週間|[かヶ箇]?月)")


class Kind(Enum):
    """What a row of a table says under its 柱書."""

    READ_AS = "字句"
    TERM = "用語"
    MATTER = "事項"


def kind_of(lead: str) -> Kind | None:
    """Return what the rows under a 柱書 (normalised) say, ``None`` where it announces no table."""
    if not _ANNOUNCED.search(lead):
        return None
    if re.search("字句|読み?替え", lead):
        return Kind.READ_AS
    return Kind.TERM if re.search("用語|意義", lead) else Kind.MATTER


def is_table(text: str, span: Span) -> bool:
    """Tell whether a stretch holds rows, not a sentence."""
    return not _END.search(text[slice(*span)])


def rows_of(text: str, span: Span) -> Iterator[tuple[Span, ...]]:
    """Yield the cells of each row of a stretch that holds no sentence, in the order of the text; heads of columns are left out."""
    if not is_table(text, span):
        return
    count = 0
    for line in _LINE.finditer(text, *span):
        cells = tuple(match.span() for match in _CELL.finditer(text, line.start(), line.end()))
        words = [text[slice(*cell)] for cell in cells]
        if len(cells) < 2 or all(map(_HEAD.match, words)):  # noqa: PLR2004 - a row has cells side by side
            continue
        if _PLACE.search(words[0]) or not _AMOUNT.search(words[-1]):
            yield cells
            count += 1
        if count >= MOST:
            return


def sentence_of(kind: Kind, cells: Sequence[Span], law: str) -> list[Span | str]:
    """Return the sentence that a row stands for: stretches of the text, and the words between them; a matter goes before the 柱書.

    Args:
        kind: what the rows say.
        cells: the cells of the row.
        law: what stands before a place of a law in the first cell (法), for the 柱書 names it once for all rows.
    """
    first, last = cells[0], cells[-1]
    if kind is Kind.READ_AS and len(cells) > 2:  # noqa: PLR2004 - where, what stands there, what is read instead
        return [law, first, "中「", cells[-2], "」とあるのは「", last, "」とする。"]
    if kind is Kind.TERM:
        return ["「", first, "」とは、", last, "をいう。"]
    return [*(part for cell in cells[:-1] for part in (cell, "、")), last, "について、"]


def days_in_annex(lead: str) -> tuple[str | None, int, int] | None:
    """Return the number of the 別表 that holds the days of a sentence (normalised), and where the sentence points to them.

    Returns:
        ``(number, start, end)``, the number ``None`` for a 別表 without one; ``None`` for a sentence that points to none.
    """
    annex, days = _ANNEX.search(lead), _ITS_DAYS.search(lead)
    return (annex[1], *days.span()) if annex and days else None


def days_of(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the first and the last cell of each row of a 別表 that ends in a number of days."""
    for cells in rows_of(text, span):
        if _DAYS.match(text[slice(*cells[-1])]):
            yield cells[0], cells[-1]
