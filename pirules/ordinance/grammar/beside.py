"""What stands beside the provisions: captions that wait for their article, notes of a consolidated text."""

from dataclasses import replace

from pirules.ordinance.grammar import brackets, headings, placing
from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Kind
from pirules.ordinance.model import NodeType
from pirules.text.fold import fold


def bracketed(state: State, index: int, line: Line) -> bool:
    """Read captions and notes that fill a line."""
    if line.style == "note" or brackets.is_note(line.head) or _cites_changes(state, line):
        if state.phase is Phase.APPENDED and brackets.is_own_remark(line.head):
            return False
        _note(state, index, line)
        return True
    if state.phase is Phase.HEAD and _issued(line.head):
        return False  # （令和5年3月3日条例第2号） right above 第1条 is the ordinance's own number
    caption = line if brackets.is_caption(line.head) else _broken_caption(state, index, line)
    if caption is None or not _caption_fits(state, index if caption is line else state.skipped):
        state.skipped = state.skipped if caption is None else -1
        return False
    state.drop_caption()
    state.leave_note(line.start)
    state.caption = caption
    return True


def _issued(head: str) -> bool:
    return headings.has_number(head) or headings.is_date_line(head)


def _cites_changes(state: State, line: Line) -> bool:
    """Whether a line below a provision names only the ordinances that changed it; without brackets only below 「削除」."""
    if not state.levels or not (line.head[-1] in ")]号" or line.head[-1].isdecimal()):
        return False
    deleted = state.previous is not None and state.end_of(state.previous) in ("削除", "削 除")
    return (deleted or line.head[0] in "([") and brackets.is_citation(line.head)


def _broken_caption(state: State, index: int, line: Line) -> Line | None:
    """Return a caption that the page broke into two lines as one line; the second is marked as skipped."""
    if line.head[:1] not in ("(", "[", "【") or brackets.closing_bracket(line.head):
        return None
    for place, following in state.upcoming(index):
        if brackets.is_caption(line.head + following.head) and (state.width or _stands_above(state, place)):
            state.skipped = place
            return replace(line, last=following.last, end=following.end)
    return None


def _stands_above(state: State, index: int) -> bool:
    """Whether an article stands below a line."""
    return any(state.token_of(place, line).kind is Kind.ARTICLE for place, line in state.upcoming(index))


def _caption_fits(state: State, index: int) -> bool:
    """Whether what stands below a line in brackets can have a caption."""
    directly = True  # page numbers between don't count, notes do
    for place, line in state.upcoming(index, 3):
        if brackets.is_note(line.head):
            directly = False
            continue
        token = state.token_of(place, line)
        if token.kind is Kind.ARTICLE:
            return token.caption is None or token.number is None or state.phase is not Phase.APPENDED
        if state.phase is Phase.APPENDED:
            return False
        paragraph = token.kind is Kind.ENUMERATOR and token.style in enums.PARAGRAPH_STYLES
        if state.phase is Phase.SUPPLEMENTARY:
            free = not state.builder.depth_of(NodeType.ARTICLE)
            return free and (paragraph or token.kind in (Kind.TEXT, Kind.ENUMERATOR)) and directly
        return paragraph and state.builder.depth_of(NodeType.ARTICLE) == 0
    return False


def _note(state: State, index: int, line: Line) -> None:
    """Open a note; it stands beside the provisions that it tells about."""
    state.drop_caption()
    state.leave_note(line.start)
    if state.phase in (Phase.MAIN, Phase.SUPPLEMENTARY):
        state.builder.close_to(_note_depth(state, index), line.start)
    elif state.phase in (Phase.HEAD, Phase.CONTENTS, Phase.PREAMBLE):
        state.builder.close_to(0, line.start)
    state.builder.open(NodeType.NOTE, line.start)


def _note_depth(state: State, index: int) -> int:
    """Return how many nodes stay open around a note: as many as the line below it goes on with."""
    depth = len(state.builder.stack)
    if not state.container or not state.levels:
        return depth
    for place, following in state.upcoming(index, 3):
        if brackets.is_note(following.head):
            continue
        token = state.token_of(place, following)
        if token.kind is Kind.ENUMERATOR:
            level = placing.awaiting(state, following, token)
            return level.depth - 1 if level else depth
        if token.kind is Kind.TEXT and not brackets.is_caption(following.head):
            return depth
        break
    return min(depth, state.container)


def trailing_note(state: State, index: int, line: Line) -> None:
    """Split a note off the end of a line of text."""
    length = brackets.trailing_note(fold(state.text[max(line.first, line.last - 200) : line.last]))
    if not length or length >= line.last - line.first:
        return
    start = line.last - length
    top = state.builder.top
    # The label of a 附則 takes brackets behind it with it.
    if top is not None and top.span[0] < start and (top.label_span is None or top.label_span[1] <= start):
        depth = _note_depth(state, index)
        state.builder.close_to(depth, start)
        state.builder.open(NodeType.NOTE, start)
