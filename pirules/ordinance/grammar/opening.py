"""Opens the nodes of 項, 号 and what stands below them, each on its level."""

from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Level, State
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.model import NodeType, Span

_PARAGRAPH = NodeType.PARAGRAPH  # asked of every line


def open_paragraph(  # noqa: PLR0917 - what is known of it
    state: State,
    start: int,
    number: str,
    line: Line | None = None,
    style: str | None = None,
    label: Span | None = None,
) -> None:
    """Open a paragraph of the container (or a top one without container).

    Args:
        state: the machine's memory.
        start: where it begins.
        number: its number.
        line: the line on which it begins, ``None`` if its own words are missing.
        style: the style of its label, ``None`` if none is printed.
        label: the place of its label.
    """
    builder, levels = state.builder, state.levels
    builder.close_to(state.container, start)
    node = builder.open(_PARAGRAPH, start, label, number)
    if state.caption is not None:
        state.take_caption(node)
    depth, key = len(builder.stack), enums.last_key(number)
    if not levels:
        levels.append(Level(_PARAGRAPH, depth, style, None, key, line))
        return
    level = levels[0]
    if len(levels) > 1:
        del levels[1:]
    level.depth, level.last, level.line, level.trailing = depth, key, line, False
    level.style = style or level.style


def label_of(line: Line, token: Token) -> Span:
    """Return the place of a label in the text."""
    start, end = token.label
    return line.first + start, line.first + end


def sibling(state: State, line: Line, token: Token, level: Level, number: str) -> None:
    """Open the next node of an open level."""
    if level.type is _PARAGRAPH:
        open_paragraph(state, state.start_of(line), number, line, token.style, label_of(line, token))
        return
    if state.caption is not None:
        state.drop_caption()
    del state.levels[state.levels.index(level) + 1 :]
    state.builder.close_to(level.depth - 1, line.start)
    state.builder.open(level.type, line.start, label_of(line, token), number)
    level.last, level.line = enums.last_key(number), line


def new_level(state: State, line: Line, token: Token, number: str) -> None:
    """Open a first node below the deepest open one."""
    state.drop_caption()
    builder, levels, style = state.builder, state.levels, token.style
    node_type = NodeType.ITEM if len(levels) < 2 and style in enums.ITEM_STYLES else NodeType.SUBITEM  # noqa: PLR2004 - only a paragraph is open
    builder.open(node_type, line.start, label_of(line, token), number)
    depth = len(builder.stack)
    levels.append(Level(node_type, depth, style, enums.order_of(token), enums.last_key(number), line))
