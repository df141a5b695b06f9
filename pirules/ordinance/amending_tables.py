"""Amendments in the form of a table (改正後/改正前, 改正案/現行): which stretches are the new text.

A table keeps its cells on one line (``|改正後|改正前|``), or the reader of the page has put them one below the other.  Then
the columns are told apart by what recurs: an article of the new column stands again in the old one.
"""

import re
from collections.abc import Iterator, Sequence

from pirules.ordinance.grammar import column_heads, columns
from pirules.ordinance.model import Span
from pirules.text.fold import fold, without_space
from pirules.text.numerals import DIGIT_CHARS

_CELLS = re.compile(r"[^|\t\n]+")
_N = rf"[{DIGIT_CHARS}]+"
_LABEL = re.compile(rf"^(?:附\s*則\s*)?(?:第{_N}条(?:の{_N})*|別表(?:第{_N})?|様式第{_N}号|第{_N}[章節])")
_CAPTION = re.compile(r"^[(\[][^()]{1,60}[)\]]$")
_EMPTY = re.compile(r"^[(\[]?(?:略|新設|削る|削除|同左|同右)[)\]]?$|^[-―・…]+$")
_HEAD_WITHIN = 12


def new_text(text: str, span: Span) -> tuple[Span, ...]:
    """Return the stretches of the new column of the first table in ``span``, none where there is no such table.

    Args:
        text: the text of the amending ordinance.
        span: what stands below the sentence that amends.
    """
    lines = list(_lines(text, span))
    for place, (start, stop) in enumerate(lines[:_HEAD_WITHIN]):
        cells = [_cell(text, match.span()) for match in _CELLS.finditer(text, start, stop)]
        heads = column_heads.heads_of(cells)
        if heads is not None and heads.cells == 2:  # noqa: PLR2004 - a table of two columns
            return tuple(_column(text, lines[place + 1 :], heads.new))
        first = column_heads.side_of(cells[0]) if len(cells) == 1 else ""
        if first and place + 1 < len(lines) and column_heads.side_of(_cell(text, lines[place + 1])):
            return tuple(_stacked(text, lines[place + 2 :], first_is_new=first == column_heads.LATTER))
    return ()


def _cell(text: str, span: Span) -> str:
    return fold(without_space(text[slice(*span)]))


def _lines(text: str, span: Span) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text[slice(*span)]):
        if match[0].strip():
            yield span[0] + match.start(), span[0] + match.end()


def _column(text: str, lines: Sequence[Span], number: int) -> Iterator[Span]:
    """Yield the cells of one column of rows that are printed on a line each."""
    for line in lines:
        cells = columns.cells_of(text, line)
        if len(cells) == 1:
            return
        if number < len(cells):
            words = _cell(text, cells[number])
            if words and not _EMPTY.match(words):
                yield cells[number]


def _stacked(text: str, lines: Sequence[Span], *, first_is_new: bool) -> Iterator[Span]:
    """Yield the new one of each pair of blocks that begin alike, and blocks that stand alone."""
    blocks = list(_blocks(text, lines))
    place = 0
    while place < len(blocks):
        label, span = blocks[place]
        partner = next((n for n in range(place + 1, len(blocks)) if blocks[n][0] == label), None)
        if partner is None:
            if label:
                yield span
            place += 1
            continue
        # Everything up to the partner is the one column, as much again the other.
        size = partner - place
        first, second = blocks[place:partner], blocks[partner : partner + size]
        yield from (block for name, block in (first if first_is_new else second) if name)
        place = partner + sum(1 for (a, _), (b, _) in zip(first, second, strict=False) if a == b)


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Cut lines into blocks, each with the label that it begins with (a caption belongs to what is below it)."""
    label, begin, end, caption = "", None, 0, None
    for start, stop in lines:
        words = fold(text[start:stop]).strip()
        if _CAPTION.match(words):
            if begin is not None:
                yield label, (begin, end)
                begin, label = None, ""
            caption = start
            continue
        match = _LABEL.match(words)
        if match:
            if begin is not None:
                yield label, (begin, end)
            label, begin = without_space(match[0]), start if caption is None else caption
        elif begin is None:
            begin = start if caption is None else caption
        caption, end = None, stop
    if begin is not None:
        yield label, (begin, end)
