"""Where a label goes that no open level awaits: a first one, one that jumps, one that comes again."""

from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.opening import label_of, new_level, open_paragraph, sibling
from pirules.ordinance.grammar.run_on import LIST_FOLLOWS
from pirules.ordinance.grammar.state import Level, State
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.model import NodeType
from pirules.text.numerals import sort_key

_MAX_JUMP = 60  # 「100　円」 is no 項


def unawaited(state: State, line: Line, token: Token) -> bool:
    """Place a label that no open level awaits; ``False`` makes it text."""
    order = enums.order_of(token)
    number = token.number if order is None else enums.number_in(order, token)
    if number is None:
        return False
    first = sort_key(number)[:1] == (1,)
    style = token.style
    same = None
    for level in state.levels:
        if level.style == style:
            same = level
    if same is not None and same.type is NodeType.PARAGRAPH and first and list_follows(state):
        same = None  # 「1　」 below 「2　…次のとおりとする。」 begins a list
    if same is None and first:
        return _open_first(state, line, token, number)
    unlabelled = state.levels and state.levels[0].style is None
    if same is None and unlabelled and token.style in enums.PARAGRAPH_STYLES:
        same = state.levels[0]
    if same is None:
        return _open_orphan(state, line, token, number)
    return _out_of_turn(state, line, token, same)


def _out_of_turn(state: State, line: Line, token: Token, level: Level) -> bool:
    """Place a number that jumps, or comes again, on the level that has its style."""
    number = enums.number_in(level.order, token)
    if number is None or not _may_break(state, token):
        return False
    span = (line.first, line.last)
    if sort_key(number) <= level.last:
        state.problem("P212", f"番号{number}が{_shown(level.last)}の後にあります。", span)
    elif sort_key(number)[0] - level.last[0] > _MAX_JUMP:
        return False
    else:
        state.problem("P211", f"番号が{_shown(level.last)}から{number}に飛んでいます。", span)
    sibling(state, line, token, level, number)
    return True


def _shown(key: tuple[int, ...]) -> str:
    return "の".join(str(part) for part in key)


def list_follows(state: State) -> bool:
    """Whether the open paragraph announces a list; one that a note has closed announces nothing any more."""
    depth = state.levels[0].depth
    if len(state.levels) > 1 or len(state.builder.stack) < depth:
        return False
    paragraph = state.builder.stack[depth - 1]
    start = paragraph.span[0]
    end = state.previous.last if state.previous else start
    return bool(LIST_FOLLOWS.search(state.text, max(start, end - 2000), end))


def _may_break(state: State, token: Token) -> bool:
    """Whether an unawaited label may begin a node here: not in the middle of a sentence that the page broke."""
    if state.width and state.previous is not None and not state.is_complete(state.previous):
        return token.style not in (enums.DIGIT, enums.KANJI, enums.LETTER)
    return True


def _open_first(state: State, line: Line, token: Token, number: str) -> bool:
    if token.style == enums.LETTER and len(state.levels) < 2:  # noqa: PLR2004 - 「a」 begins an English word too
        return False
    if not state.levels and token.style in enums.PARAGRAPH_STYLES:
        return _top_paragraph(state, line, token, number)
    if not _may_break(state, token):
        return False
    if not state.levels:
        open_paragraph(state, state.start_of(line), "1")
    new_level(state, line, token, number)
    return True


def _open_orphan(state: State, line: Line, token: Token, number: str) -> bool:
    """Open a node whose predecessors are missing (half of a text, a lost line)."""
    if sort_key(number)[0] > _MAX_JUMP or token.style == enums.LETTER or not _may_break(state, token):
        return False
    span = (line.first, line.last)
    if not state.levels and token.style in enums.PARAGRAPH_STYLES:
        _top_paragraph(state, line, token, number)
    else:
        if not state.levels:
            open_paragraph(state, state.start_of(line), "1")
        new_level(state, line, token, number)
    state.problem("P213", f"番号{number}の前にあるはずの番号がありません。", span)
    return True


def _top_paragraph(state: State, line: Line, token: Token, number: str) -> bool:
    open_paragraph(state, state.start_of(line), number, line, token.style, label_of(line, token))
    return True
