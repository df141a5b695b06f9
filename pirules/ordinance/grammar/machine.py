"""The machine that walks down the lines of an ordinance and lets the tree grow.

One pass, one look at each line.  The phase (head, 目次, 前文, main provisions, 附則, 別表) and the open nodes decide what
the beginning of a line means; :mod:`.labels`, :mod:`.enumerators`, :mod:`.brackets` and :mod:`.headings` only say what it can be.
"""

from pirules.ordinance.grammar import (
    amending,
    around,
    articles,
    beside,
    bill,
    columns,
    divisions,
    headings,
    labels,
    placing,
    points,
    textlines,
)
from pirules.ordinance.grammar.builder import Builder
from pirules.ordinance.grammar.classify import classify
from pirules.ordinance.grammar.enumerators import key_after
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.prepared import prepared
from pirules.ordinance.grammar.state import MAX_PROBLEMS, Phase, State
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import Document, NodeType

# Asked of every line; to look a member up in its class takes ten times as long as a name of the module.
_TEXT, _ENUMERATOR = Kind.TEXT, Kind.ENUMERATOR
_NOTE = NodeType.NOTE
_CONTENTS, _OUTSIDE = Phase.CONTENTS, Phase.OUTSIDE
_IN_PROVISIONS = frozenset((Phase.MAIN, Phase.SUPPLEMENTARY))
_BELOW_HEAD = frozenset((Phase.MAIN, Phase.SUPPLEMENTARY, Phase.APPENDED, Phase.OUTSIDE))
_ENDS = frozenset("。)）]〕］")  # what a sentence or a note ends with
_PATH_LINES = 12  # no path above a title is longer
_READ = Line(
    0, 0, 0, 0, "", ""
)  # in the place of a line that was read: its memory is taken again for the tree


def run(document: Document) -> State:
    """Parse a document and return the machine's state at its end: nodes and problems."""
    text = document.text
    page = prepared(document)
    lines = page.lines
    first = _first_article(lines)
    if first is None:
        lines = points.marked(lines, page.width)
        first = _first_article(lines) if lines is not page.lines else None
    state = State(text, page.folded, lines, Builder(text), page.width, page.marks, first is not None)
    state.begins_late = first is not None and key_after((), first.number or "1") is None
    state.compared = page.compared
    state.problems += page.problems[:MAX_PROBLEMS]
    above = _lines_above_title(lines)
    if above:
        state.builder.open(NodeType.NOTE, 0)
    state.bill = bill.lines_of(lines, above)
    for index in range(above, len(lines)):
        _line(state, index, lines[index])
        lines[index] = _READ
    state.drop_caption()
    state.builder.close_to(0, len(text))
    if text and not state.builder.nodes:
        state.builder.leaf(NodeType.HEADING, 0, len(text))
    return state


def _lines_above_title(lines: list[Line]) -> int:
    """Return how many lines above a marked title aren't the ordinance's: its path in a 例規集 (第3編 執行機関), words of the page."""
    for index, line in enumerate(lines[:_PATH_LINES]):
        if headings.is_marked(line.head):
            kinds = {classify(one).kind for one in lines[:index]}
            page = any(map(_is_of_page, lines[:index])) and headings.is_title(line.head)
            page = page and not bill.lines_of(lines, 0)
            return index if Kind.STRUCTURE in kinds or (page and Kind.ARTICLE not in kinds) else 0
    return 0


def _is_of_page(line: Line) -> bool:
    """Whether a line above a title is a sentence that tells of the page (…Cookieを利用します。) and not of the ordinance."""
    return "。" in line.head and not headings.is_heading(line.head)


def _first_article(lines: list[Line]) -> Token | None:
    """Return the label of the first article that stands above all 附則."""
    for line in lines:
        head = line.head
        if head[:1] in ("附", "付") and labels.supplementary_label(head):
            return None
        if (head[:1] in ("第", "(", "[", "【") and line.style != "table") and (
            token := classify(line)
        ).kind is Kind.ARTICLE:
            return token if not token.weak or (token.number or "").startswith("1") else None
    return None


def _line(state: State, index: int, line: Line) -> None:
    if index == state.skipped or ((state.marks or state.bill) and _is_marked(state, index, line)):
        return
    token = classify(line) if state.ahead is None else _seen_ahead(state, index, line)
    kind, phase = token.kind, state.phase
    # Of the provisions only a line without a label can be the first that stands behind them.
    if (
        (kind is _TEXT or phase is _OUTSIDE)
        and phase in _BELOW_HEAD
        and around.is_outside(state, index, line, token)
    ):
        return
    stack = state.builder.stack
    if stack and stack[-1].type is _NOTE and state.caption is None:
        state.leave_note(line.start)
    if (state.amends or (state.amending and _amends_another(state))) and amending.quoted(
        state, index, line, token
    ):
        textlines.text_line(state, index, line)
        _after(state, index, line)
        state.previous = line
        return
    if kind is _ENUMERATOR and phase in _IN_PROVISIONS:
        read = placing.next_item(state, line, token) or _enumerator(state, index, line, token)
    elif (phase is _CONTENTS and textlines.in_contents(state, index, line, token)) or (
        kind is _TEXT and beside.bracketed(state, index, line)
    ):
        return
    else:
        read = _structural(state, index, line, token)
    if not read:
        textlines.text_line(state, index, line)
    if state.text[line.last - 1] in _ENDS:
        _after(state, index, line)
    state.previous = line


def _seen_ahead(state: State, index: int, line: Line) -> Token:
    """Return what the beginning of a line can be where a line from here on was looked at before."""
    assert state.ahead is not None
    place, token = state.ahead
    if place <= index:
        state.ahead = None
    return token if place == index else classify(line)


def _is_marked(state: State, index: int, line: Line) -> bool:
    """Read a line that was known before the walk: page number, running head, head of a bill."""
    if index in state.marks:
        if state.compared:
            columns.former(state, index, line)
        else:
            _page_mark(state, line)
        return True
    if index in state.bill:
        around.bill_line(state, index, line)
        return True
    return False


def _amends_another(state: State) -> bool:
    """Whether the ordinance as a whole amends one other: it has no articles of its own before its 附則."""
    return (
        state.amending and not state.last_article and state.phase in (Phase.HEAD, Phase.PREAMBLE, Phase.MAIN)
    )


def _after(state: State, index: int, line: Line) -> None:
    """Look at the end of a line that was read."""
    text = state.text
    end = text[line.last - 1]
    if end == "。":
        # Only a line that ends with 「…改正する。」 begins 改め文.
        if (
            state.amends or "改" in text[max(0, line.last - 8) : line.last]
        ) and state.phase in _IN_PROVISIONS:
            amending.notice(state, line)
    elif state.container and end in ")）]〕］":
        beside.trailing_note(state, index, line)


def _page_mark(state: State, line: Line) -> None:
    """Make a page number or running head a note, wherever it lies."""
    if state.caption is not None:
        # The article that the caption waits for will hold it.
        state.held.append((line.start, line.end))
        return
    state.leave_note(line.start)
    state.builder.open(NodeType.NOTE, line.start)


def _structural(state: State, index: int, line: Line, token: Token) -> bool:
    """Read the label of a line; ``False`` if the line has none or it can't be one here."""
    handler = _HANDLERS.get(token.kind)
    if handler is not None:
        return handler(state, index, line, token)
    return state.phase in _BELOW_HEAD and around.next_ordinance(state, index, line)


def _enumerator(state: State, _index: int, line: Line, token: Token) -> bool:
    if state.phase not in _IN_PROVISIONS:
        if state.phase not in (Phase.HEAD, Phase.PREAMBLE):
            return False
        if token.weak or (state.has_article and (state.builder.nodes or state.builder.stack)):
            return False
        state.builder.close_to(0, state.start_of(line))
        state.phase = Phase.MAIN
    row = state.is_row(line) and not placing.is_next_item(state, token)
    if row or not placing.place(state, line, token):
        return False
    placing.place_inside(state, line, token.rest)
    return True


_HANDLERS = {
    Kind.ARTICLE: articles.begin,
    Kind.STRUCTURE: divisions.structure,
    Kind.ENUMERATOR: _enumerator,
    Kind.SUPPLEMENTARY: divisions.supplementary,
    Kind.APPENDED: divisions.appended,
    Kind.CONTENTS: divisions.contents,
}
