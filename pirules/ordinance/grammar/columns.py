"""A text that is nothing but a table of old and new (新旧対照表): the new column is read, the old one stands beside it.

The table prints the words as they are and as they are to be, and only what changes.  What is in force must never be taken from the
wrong column: where the columns can't be told apart for certain, nothing of the table is read as a provision.

Readers of pages and Word files know the cells; they write each paragraph of a cell on a line of its own and mark it
(:data:`LATTER`, :data:`FORMER`).  In a text the cells of a row are parted by ``|`` or tabs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pirules.errors import Problem
from pirules.ordinance.grammar import brackets, gutter, headings, labels, layout
from pirules.ordinance.grammar.column_heads import (
    FORMER,
    LATTER,
    Heads,
    amended_name,
    heads_of,
    stands_alone,
    style_of,
)
from pirules.ordinance.grammar.lines import BLANK, HEAD, Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.model import Document, NodeType, Span
from pirules.text.fold import without_space

_SHOWN = {LATTER: ""}

_WITHIN = 40  # visible lines above a table that is all there is
_NAMED = re.compile("[新改変]")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)  # in a cell of a table in Markdown
_LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
_BAR, _TAB = re.compile(r"[|｜│┃]"), re.compile(r"\t")
_DRAWN = re.compile("[│┃]")  # a frame is drawn around cells that go on over several lines
_RULE = re.compile(r"[-=:|+ー\s\u2500-\u257f]+")
# What may part the names of columns; a name may have narrower gaps in it (現　　行).
_GAPS = tuple(re.compile(rf"[　 ]{{{blanks},}}") for blanks in (1, 2, 3, 4, 6))
_PAGE = re.compile(r"[-(\[]? ?[0-9]{1,4} ?[-)\]]?(?: ?/ ?[0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class Compared:
    """How a text with such a table is read.

    Attributes:
        lines: its lines; a row of the table is parted into its cells, and what is no provision has the style :data:`FORMER`.
        problem: what the reader is told.
        width: the width at which the column that is read was broken into lines, 0 if its cells weren't.
    """

    lines: list[Line]
    problem: Problem
    width: int = 0


def compare(document: Document, folded: str, lines: list[Line]) -> Compared | None:
    """Return how to read a text that is nothing but a table of old and new, ``None`` for any other text."""
    if not any(style == FORMER for _, style in document.styles):
        return _in_text(document, folded, lines)
    for index, line in enumerate(lines):
        heads = heads_of(document.text[line.first : line.last].split("\t")) if line.style == FORMER else None
        if heads is not None:
            below = [replace(one, style=_SHOWN.get(one.style, one.style)) for one in lines[index:]]
            return Compared([*_above(lines[:index]), *below], _read(heads, (line.first, line.last)))
    return None


def _above(lines: list[Line]) -> list[Line]:
    """Return the lines above the table: title, number and day of the ordinance are read, nothing else is."""
    return [
        line
        if headings.is_title(amended_name(without_space(line.head)))
        or headings.has_number(line.head)
        or headings.is_date_line(line.head)
        else replace(line, style=FORMER)
        for line in lines
    ]


def _read(heads: Heads, span: Span) -> Problem:
    new, old = heads.names
    return Problem(
        "P225",
        f"新旧対照表です。「{new}」の欄を条例の規定として読み、「{old}」の欄は読んでいません。表に示されていない条は調べていません。",
        span,
    )


def _in_text(document: Document, folded: str, lines: list[Line]) -> Compared | None:
    text = document.text
    for index, line in enumerate(lines[:_WITHIN]):
        words = text[line.first : line.last]
        if len(words) > HEAD or _NAMED.search(words) is None:
            continue
        heads = heads_of([text[start:end] for start, end in cells_of(text, (line.start, line.end))])
        if heads is not None:
            if not stands_alone(text[one.first : one.last] for one in lines[:index]):
                return None
            rows = [cells_of(text, (one.start, one.end)) for one in lines[index:]]
            broken = document.format == "pdf" or _DRAWN.search(words) is not None
            return _split(text, folded, lines, rows, heads, broken=broken) or _refused(lines, index)
        below = text[lines[index + 1].first : lines[index + 1].last] if index + 1 < len(lines) else ""
        # The cells of the head stand with blanks between them, or below each other: so do all others.
        named = _apart(text, line)
        if named is not None or heads_of([words, below]) is not None:
            alone = stands_alone(text[one.first : one.last] for one in lines[:index])
            return _set_with_blanks(text, folded, lines, index, named) if alone else None
    return None


def _apart(text: str, line: Line) -> tuple[Heads, list[Span]] | None:
    """Return the head of a table whose cells stand with blanks between them, and the places of its names."""
    for mark in _GAPS:
        gaps = [match.span() for match in mark.finditer(text, line.first, line.last)]
        ends, starts = [start for start, _ in gaps] + [line.last], [line.first] + [end for _, end in gaps]
        names = list(zip(starts, ends, strict=True))
        heads = heads_of([text[start:end] for start, end in names])
        if heads is not None:
            return heads, names
    return None


def _set_with_blanks(
    text: str, folded: str, lines: list[Line], index: int, named: tuple[Heads, list[Span]] | None
) -> Compared:
    if named is None:
        return _refused(lines, index)
    heads, names = named
    head, below = lines[index], lines[index + 1 :]
    cells = gutter.side_by_side(text, head, names, max(heads.new, heads.old), below)
    if cells is None:
        return _refused(lines, index)
    rows = [[(head.start, head.end)], *cells]
    return _split(text, folded, lines, rows, heads, broken=True) or _refused(lines, index)


def _refused(lines: list[Line], index: int) -> Compared:
    span = (lines[index].first, lines[index].last)
    message = "新旧対照表ですが、欄の境が分からないため、どちらの欄も条例の規定として読んでいません。"
    shown = [*_above(lines[:index]), *(replace(line, style=FORMER) for line in lines[index:])]
    return Compared(shown, Problem("P226", message, span))


def cells_of(text: str, line: Span) -> list[Span]:
    """Return the cells of a row, without the bars around it; a line without bars and tabs is one.

    Args:
        text: the text.
        line: the row, with or without its line end.
    """
    start, end = line
    while end > start and text[end - 1] in _LINE_ENDS:
        end -= 1
    marks = _TAB
    if _BAR.search(text, start, end) is not None:
        marks = _BAR
        words = text[start:end]
        end -= len(words) - len(words.rstrip(BLANK))
        start += len(words) - len(words.lstrip(BLANK))
        start += _BAR.match(text, start) is not None
        end -= end - 1 > start and _BAR.match(text, end - 1) is not None
    cells: list[Span] = []
    for match in marks.finditer(text, start, end):
        cells.append((start, match.start()))
        start = match.end()
    return [*cells, (start, end)]


def _split(
    text: str, folded: str, lines: list[Line], rows: list[list[Span]], heads: Heads, *, broken: bool
) -> Compared | None:
    """Part the rows below the head into their cells; ``None`` where a cell may go on over several lines.

    Args:
        text: the text.
        folded: the same, folded.
        lines: its lines.
        rows: the cells of those from the head on.
        heads: the head.
        broken: each line has all its cells, which go on over several lines.
    """
    index = len(lines) - len(rows)
    shown = _above(lines[:index])
    above = {line.head for line in lines[:index]}  # a running head says it again
    last = max((place for place, cells in enumerate(rows) if len(cells) > 1), default=0)
    for place, (line, cells) in enumerate(zip(lines[index:], rows, strict=True)):
        words = [text[start:end] for start, end in cells]
        if place > last and labels.supplementary_label(line.head):
            rest = lines[index + place :]
            shown += (replace(one, style=FORMER) if broken and _is_page(one) else one for one in rest)
            break
        if len(cells) == heads.cells and heads_of(words) is None and not _RULE.fullmatch("".join(words)):
            shown += _pieces(text, folded, line, cells, heads)
        elif 0 < place < last and len(cells) == 1 and not (_is_remark(line) or line.head in above):
            if not _RULE.fullmatch(line.head):
                return None
            shown.append(replace(line, style=FORMER))
        else:
            shown.append(replace(line, style=FORMER))
    width = layout.column_width([line for line in shown[index:] if line.style != FORMER]) if broken else 0
    return Compared(shown, _read(heads, (lines[index].first, lines[index].last)), width)


def _is_remark(line: Line) -> bool:
    return bool(brackets.is_caption(line.head) or _PAGE.fullmatch(line.head))


def _is_page(line: Line) -> bool:
    return line.head[:1] != "(" and _PAGE.fullmatch(line.head) is not None


def _pieces(text: str, folded: str, line: Line, cells: list[Span], heads: Heads) -> Iterator[Line]:
    """Yield the lines of the new cell of a row, and what stands before, between and behind them."""
    start, end = cells[heads.new]
    words = text[start:end]
    if style_of(heads, heads.new, heads.cells, words) != LATTER or not words.strip(BLANK):
        yield replace(line, style=FORMER)
        return
    parts = [(line.start, start, FORMER)]
    for mark in _BREAK.finditer(text, start, end):
        parts += [(start, mark.start(), ""), (*mark.span(), FORMER)]
        start = mark.end()
    for first, last, style in (*parts, (start, end, ""), (end, line.end, FORMER)):
        inner = folded[first:last].strip(BLANK)
        if inner:
            begin = first + folded[first:last].index(inner[0])
            stop = begin + len(inner)
            yield replace(line, start=first, first=begin, last=stop, end=last, head=inner[:HEAD], style=style)


def blanked(folded: str, lines: list[Line]) -> str:
    """Return the folded text with blanks for what is no provision, so that nobody finds a label in it."""
    pieces: list[str] = []
    position = 0
    for line in lines:
        if line.style == FORMER:
            pieces += (folded[position : line.first], " " * (line.last - line.first))
            position = line.last
    return "".join([*pieces, folded[position:]])


def former(state: State, index: int, line: Line) -> None:
    """Make what is no provision a note, wherever it lies."""
    if state.caption is not None:
        # The article that the caption waits for will hold it.
        state.held.append((line.start, line.end))
        return
    if index - 1 in state.marks and state.builder.stack:
        return  # one note with the line above
    state.leave_note(line.start)
    if state.phase is Phase.HEAD:
        state.builder.close_to(0, line.start)
    state.builder.open(NodeType.NOTE, line.start)
