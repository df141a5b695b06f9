"""Where one ordinance ends and another begins in a text, and what bills (議案) print around them.

The heads of bills (:mod:`.bill`) and what stands behind the provisions (:mod:`.tail`) become notes; a second bill, or the title
of a second ordinance, begins everything anew.
"""

from pirules.ordinance.grammar import bill, headings, tail, textlines
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import NodeType


def bill_line(state: State, index: int, line: Line) -> None:
    """Make the lines of a bill's head one note."""
    if index - 1 in state.bill and state.builder.stack:
        return
    state.builder.close_to(0, line.start)
    state.builder.open(NodeType.NOTE, line.start)
    state.problem("P220", "議案の提出に関する文です。条例の規定としては読みません。", (line.first, line.last))


def is_outside(state: State, index: int, line: Line, token: Token) -> bool:
    """Read a line that stands behind the provisions, or begins the next bill there."""
    outside = state.phase is Phase.OUTSIDE
    if token.kind is not Kind.TEXT:
        return outside and tail.goes_on(state, index, line, token)
    if _next_bill(state, index, line):
        return True
    if not outside:
        return tail.begins(state, index, line)
    return (not state.papers and next_ordinance(state, index, line)) or tail.goes_on(
        state, index, line, token
    )


def _next_bill(state: State, index: int, line: Line) -> bool:
    """Begin again with the bill of a second ordinance in the same text."""
    if not bill.begins(state.lines, index):
        return False
    _begin_again(state, line)
    state.bill |= bill.lines_of(state.lines, index)
    bill_line(state, index, line)
    return True


def next_ordinance(state: State, index: int, line: Line) -> bool:
    """Begin again with the head of a second ordinance in the same text."""
    if index in state.unmarked or (line.head[-1:] not in textlines.TITLE_ENDS and "(" not in line.head):
        return False
    if not headings.starts_ordinance(state.lines, index):
        return False
    _begin_again(state, line)
    state.builder.open(NodeType.HEADING, line.start)
    return True


def _begin_again(state: State, line: Line) -> None:
    """Forget what was read: another ordinance begins with this line."""
    state.drop_caption()
    state.builder.close_to(0, line.start)
    state.phase = Phase.HEAD
    state.container, state.last_article = 0, ()
    state.levels.clear()
    state.contents_seen.clear()
    state.contents_closing = False
    state.extract = state.amending = state.amends = state.inserting = state.papers = False
    state.ordinances.append(line.start)
    state.problem("P215", "この位置から別の条例が始まっています。", (line.first, line.last))
