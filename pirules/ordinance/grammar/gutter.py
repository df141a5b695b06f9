"""Where columns part that a text sets side by side with blanks (新旧対照表 taken out of a PDF, or typed).

Two columns are parted by a strip that no line of the table fills, between their names.  Of old and new it counts only where it is
the single one behind which provisions begin; that of remarks beside them (備考) where it is the single one at all.  A page that leaves
several such strips, or none, isn't read.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from pirules.ordinance.grammar import brackets, labels
from pirules.ordinance.grammar.enumerators import enumerator_label
from pirules.ordinance.grammar.lines import BLANK, HEAD, Line
from pirules.ordinance.model import Span
from pirules.text.fold import fold

#: A line with more characters is no row of a page.
_LONGEST = 240
_MOST_LINES = 5_000
_LABEL = 7  # characters that a label has at most
_NARROWEST = 2  # half-width places that the strip has at least
_WIDE_GAP = re.compile(r"\S(?:[ ]*　[　 ]+| {3,})\S")
# How far each character goes: by the places of a page, or each by one (pages whose blanks count as many as kanji).
_METRICS: tuple[Callable[[str], int], ...] = (
    lambda char: 2 if east_asian_width(char) in "WFA" else 1,
    lambda _: 2,
)


def side_by_side(
    text: str, head: Line, names: Sequence[Span], compared: int, lines: Sequence[Line]
) -> list[list[Span]] | None:
    """Return the cells of each line from left to right; ``None`` where the columns can't be told apart for certain.

    A line that goes over all columns behind the table is one cell.

    Args:
        text: the text.
        head: the line with the names of the columns.
        names: the places of these names.
        compared: which of them, counted from 0, is the right one of old and new.
        lines: the lines below it that belong to the page.
    """
    last = max(
        (place for place, line in enumerate(lines) if _WIDE_GAP.search(text, line.start, line.last)),
        default=-1,
    )
    rows = lines[: last + 1]
    if (
        last < 0
        or len(lines) > _MOST_LINES
        or any(line.last - line.start > _LONGEST for line in (head, *rows))
    ):
        return None
    for width in _METRICS:
        edges = _edges(text, [head, *rows], names, compared, width)
        if edges is not None:
            cells = [_parted(text, line, edges, width) for line in lines]
            inside = (cell for row in cells[: last + 1] for cell in row)
            return None if any(_is_divided(text, cell) for cell in inside) else cells
    return None


def _edges(
    text: str, lines: Sequence[Line], names: Sequence[Span], compared: int, width: Callable[[str], int]
) -> list[int] | None:
    """Return where each column but the first begins; the first of the lines has their names."""
    head, *rows = lines
    strips = _strips(text, lines, width)
    starts = [sum(map(width, text[head.start : start])) for start, _ in names]
    edges: list[int] = []
    for column, (left, right) in enumerate(pairwise(starts), 1):
        between = [edge for edge in strips if left < edge <= right]
        if column == compared:
            between = [
                edge
                for edge in between
                if any(_provision_at(text, line, _place(text, line, edge, width)) for line in rows)
            ]
        if len(between) != 1:
            return None
        edges += between
    return edges


def _is_divided(text: str, cell: Span) -> bool:
    """Whether a cell leaves room within its words, other than behind its label: the other column begins there."""
    start, end = cell
    start += len(text[start:end]) - len(text[start:end].lstrip(BLANK))
    gap = _WIDE_GAP.search(text, start, end)
    if gap is None:
        return False
    behind = fold(text[gap.end() - 1 : min(end, gap.end() + HEAD)])
    return (
        gap.start() - start >= _LABEL
        or (labels.article_label(behind) or enumerator_label(behind)) is not None
    )


def _strips(text: str, lines: Sequence[Line], width: Callable[[str], int]) -> list[int]:
    """Return where the strips end that no line fills, those at the left margin left out."""
    filled: set[int] = set()
    for line in lines:
        place = 0
        for char in text[line.start : line.last]:
            wide = width(char)
            if char not in BLANK:
                filled.update(range(place, place + wide))
            place += wide
    edges = sorted(filled)
    return [right for left, right in pairwise(edges) if right - left > _NARROWEST]


def _place(text: str, line: Line, edge: int, width: Callable[[str], int]) -> int:
    """Return the index of the first character of a line at or behind a place of the page."""
    place = 0
    for index in range(line.start, line.last):
        if place >= edge:
            return index
        place += width(text[index])
    return line.last


def _provision_at(text: str, line: Line, start: int) -> bool:
    """Whether the words of a line from ``start`` on, which is where a column begins, begin with a label or a caption."""
    words = fold(text[start : min(line.last, start + HEAD)])
    head = words.lstrip(BLANK)
    if not head:
        return False
    label = labels.article_label(head) or enumerator_label(head)
    return (label is not None and not label.weak) or bool(brackets.is_caption(head))


def _parted(text: str, line: Line, edges: Sequence[int], width: Callable[[str], int]) -> list[Span]:
    """Return the cells of a line: one for each column, or one alone where it fills a strip."""
    places = [_place(text, line, edge, width) for edge in edges]
    for place in places:
        before = text[max(line.start, place - 1) : place]
        if place < line.last and before and before not in BLANK:
            return [(line.start, line.end)]
    end = line.start + len(text[line.start : line.end].rstrip("\r\n\x0b\x0c\x85\u2028\u2029"))
    return list(pairwise([line.start, *(min(place, end) for place in places), end]))
