"""A table of old and new (新旧対照表) in a PDF: its cells told apart by where the page sets their words.

The text layer gives cell after cell, or the words of both cells in one line.  Their places tell the columns: each line of the page
becomes a row with tabs between its cells, as far as strips that no words fill part the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any
from unicodedata import east_asian_width

from pirules.ordinance.grammar import column_heads, labels
from pirules.ordinance.readers.pdf_columns import Glyph, glyphs_of
from pirules.text.fold import fold

_GAP = 0.5  # heights of a character that the strip between two columns has at least
_TOUCHING = 0.4  # heights of a character between a number and the words beside it
_SAME_LINE = 0.5  # heights of a character that words of one line stand above each other at most
_MOST_WORDS = 20_000
_PAGE = re.compile(r"[-ー―~(]? ?[0-9０-９]{1,4} ?[-ー―~)]?(?: ?[/／] ?[0-9０-９]{1,4})?")


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the columns of a table part.

    Attributes:
        places: the middles of the strips between them, from left to right.
        size: the height of a character.
        above: the lines above the table, which a page may print again as a running head.
    """

    places: tuple[float, ...]
    size: float
    above: frozenset[str]


def rows(page: Any, edges: Edges | None) -> tuple[list[str], Edges | None]:
    """Return the lines of a page with tabs between the cells of its table, and where the columns part.

    Args:
        page: a page of :mod:`pypdf`.
        edges: where they part on the page before, for a table that goes on without a head.

    Returns:
        No lines and ``None`` where the page has no such table, or its columns can't be told apart.
    """
    glyphs = [glyph for glyph in glyphs_of(page) if glyph.text.strip()]
    if not 1 < len(glyphs) <= _MOST_WORDS:
        return [], None
    size = median(glyph.size for glyph in glyphs) or 1.0
    lines = _lines(glyphs, size)
    for index, line in enumerate(lines):
        heads = column_heads.heads_of([_words(cell, size) for cell in _pieces(line, size)])
        if heads is not None:
            places = _edges(lines[index:], [_middle(cell) for cell in _pieces(line, size)], size)
            if places is None:
                return [], None
            edges = Edges(places, size, frozenset(_words(one, size) for one in lines[:index]))
            return _written(lines, edges, index), edges
    if edges is None or 2 * sum(_crosses(line, edges) for line in lines) > len(lines):
        return [], None  # the table has ended
    return _written(lines, edges, 0), edges


def _right(glyph: Glyph) -> float:
    wide = sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in glyph.text.rstrip())
    return glyph.x + wide * glyph.size


def _lines(glyphs: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if lines and lines[-1][0].y - glyph.y <= _SAME_LINE * size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.x) for line in lines]


def _pieces(line: list[Glyph], room: float) -> list[list[Glyph]]:
    """Part a line where it leaves more room than that."""
    pieces = [[line[0]]]
    for before, after in pairwise(line):
        if after.x - _right(before) > room:
            pieces.append([])
        pieces[-1].append(after)
    return pieces


def _middle(cell: list[Glyph]) -> float:
    return (cell[0].x + _right(cell[-1])) / 2


def _edges(lines: list[list[Glyph]], heads: list[float], size: float) -> tuple[float, ...] | None:
    """Return where the columns part: between each two names of the head one strip that no words of the table fill."""
    filled: list[tuple[float, float]] = []
    beside = [line for line in lines if len(_pieces(line, size)) > 1]
    if len(beside) < 2:  # noqa: PLR2004 - the head alone tells nothing
        return None
    for glyph in sorted((glyph for line in beside for glyph in line), key=lambda one: one.x):
        if filled and glyph.x - filled[-1][1] <= _GAP * size:
            filled[-1] = (filled[-1][0], max(filled[-1][1], _right(glyph)))
        else:
            filled.append((glyph.x, _right(glyph)))
    strips = [(left[1] + right[0]) / 2 for left, right in pairwise(filled)]
    places: list[float] = []
    for one, other in pairwise(heads):
        between = [strip for strip in strips if one < strip < other]
        if len(between) != 1:
            return None
        places += between
    return tuple(places)


def _crosses(line: list[Glyph], edges: Edges) -> bool:
    """Whether words of a line go on over the strip between two columns."""
    pieces = _pieces(line, _TOUCHING * edges.size)
    return any(piece[0].x < place < _right(piece[-1]) for piece in pieces for place in edges.places)


def _written(lines: list[list[Glyph]], edges: Edges, begin: int) -> list[str]:
    """Write the lines of a page, those of its table in cells: from ``begin`` to where a line fills a strip behind the last row."""
    cells = [_cells(line, edges) for line in lines]
    crossing = [_crosses(line, edges) for line in lines]
    rows_of_two = [
        index for index, row in enumerate(cells) if sum(map(bool, row)) > 1 and not crossing[index]
    ]
    end = len(lines)
    behind = range(max(rows_of_two, default=-1) + 1, end)
    if any(crossing[index] for index in behind):
        end = next(index for index in behind if crossing[index] or _closes(lines[index], edges))
    written: list[str] = []
    for index, (line, row) in enumerate(zip(lines, cells, strict=True)):
        words = _words(line, edges.size)
        aside = words in edges.above or (index in (0, len(lines) - 1) and _PAGE.fullmatch(words))
        inside = begin <= index < end and not aside and not crossing[index]
        written.append("\t".join(row) if inside else words)
    return written


def _cells(line: list[Glyph], edges: Edges) -> list[str]:
    cells: list[list[Glyph]] = [[] for _ in range(len(edges.places) + 1)]
    for glyph in line:
        cells[sum(glyph.x > place for place in edges.places)].append(glyph)
    return [_words(cell, edges.size) for cell in cells]


def _closes(line: list[Glyph], edges: Edges) -> bool:
    return labels.supplementary_label(fold(_words(line, edges.size))) is not None


def _words(cell: list[Glyph], size: float) -> str:
    """Return the words of a cell, with a blank where it leaves one."""
    words = ""
    for index, glyph in enumerate(cell):
        if index and glyph.x - _right(cell[index - 1]) > _SAME_LINE * size:
            words += "　"
        words += glyph.text.strip("\t")
    return words.strip()
