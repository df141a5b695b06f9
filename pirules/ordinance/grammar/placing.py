"""Where a 項, a 号 or what stands below them goes: on an open level that awaits its number, or on a new one."""

import re
from dataclasses import replace

from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar import layout
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Level, Phase, State
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.model import NodeType, Span
from pirules.text.numerals import AIUEO, IROHA, sort_key

_LIST_FOLLOWS = re.compile(r"[次左] ?[のに]|各 ?号|と ?お ?り|下 ?記")
#: What the first label of a list may begin with.
FIRST_LABELS = frozenset("(アイ一①⑴㈠")
_KATAKANA = frozenset(IROHA + AIUEO)
_PARAGRAPH = NodeType.PARAGRAPH  # asked of every line
_MAX_JUMP = 60  # 「100　円」 is no 項


def place(state: State, line: Line, token: Token) -> bool:
    """Open the node of an enumerator at the beginning of ``line``; ``False`` if the line is text after all."""
    if state.container and not state.levels:
        return _first_in_container(state, line, token)
    level = awaiting(state, line, token)
    if level is not None:
        number = token.number if level.order is None else enums.number_in(level.order, token)
        assert number is not None  # awaiting() compared it
        _sibling(state, line, token, level, number)
        return True
    if token.weak and not (
        token.style == enums.KANA and token.number == "ア" and len(state.levels) > 1 and _begins_here(state)
    ):
        return False
    return _unawaited(state, line, token)


def next_item(state: State, line: Line, token: Token) -> bool:
    """Open the next node of the innermost list where nothing else can be meant: most lines of an ordinance are that."""
    levels = state.levels
    if not levels or token.weak or state.caption is not None:
        return False
    level, paragraph, style = levels[-1], levels[0].style, token.style
    if level.style != style or paragraph == style or (paragraph is None and style in enums.PARAGRAPH_STYLES):
        return False
    number = token.number if level.order is None else enums.number_in(level.order, token)
    key = enums.key_after(level.last, number) if number is not None else None
    if number is None or key is None:
        return False
    builder, start, head, rest = state.builder, line.start, line.head, token.rest
    builder.close_to(level.depth - 1, start)
    builder.open(level.type, start, _label(line, token), number)
    level.last, level.line = key, line
    if rest < len(head) and head[rest] in FIRST_LABELS:
        place_inside(state, line, rest)
    return True


def place_inside(state: State, line: Line, rest: int) -> None:
    """Open the nodes of labels that stand behind a label on its line: 「(1)　ア　甲」, 「2　(1)　甲」, 「第3条　(1)　甲」.

    Only a first label (1, ア, イ) that is set off by brackets or a space begins a list there.

    Args:
        state: the machine's memory; the node of the label before is the deepest open one.
        line: the line.
        rest: where the words behind that label begin, relative to the line's first visible character.
    """
    while rest < len(line.head) and line.head[rest] in FIRST_LABELS and state.levels:
        inner = replace(line, start=line.first + rest, first=line.first + rest, head=line.head[rest:])
        token = enums.enumerator_label(inner.head)
        if token is None or token.weak or not _may_stand_inside(state, token):
            return
        words = inner.head[token.rest : token.rest + 6]
        if not words or (words[1:2] in ("", " ") and words[0] in _KATAKANA):
            return  # the page sets its characters apart: 「ア ク セ ス」
        number = enums.number_in(enums.order_of(token), token)
        if number != "1":
            return
        _new_level(state, inner, token, number)
        line, rest = inner, token.rest


def _may_stand_inside(state: State, token: Token) -> bool:
    styles = {level.style for level in state.levels}
    if token.style in styles or token.style in (enums.DIGIT, enums.DOTTED, enums.LETTER):
        return False
    if len(state.levels) == 1:
        return token.style in (enums.PAREN, enums.PAREN_KANJI, enums.CIRCLED, enums.KANJI)
    return token.style not in enums.ITEM_STYLES or (token.style == enums.PAREN and enums.KANA in styles)


def is_next_item(state: State, token: Token) -> bool:
    """Whether a label is the next of an open list of 号, so that its line is no row of a table."""
    return any(
        level.type is not _PARAGRAPH
        and level.style == token.style
        and enums.follows(level.last, enums.number_in(level.order, token) or "0")
        for level in state.levels
    )


def _begins_here(state: State) -> bool:
    """Whether a label that nothing sets off can begin here: the line above isn't broken by the page."""
    previous = state.previous
    return previous is None or state.is_complete(previous) or not layout.is_full(previous, state.width)


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


def _label(line: Line, token: Token) -> Span:
    start, end = token.label
    return line.first + start, line.first + end


def _first_in_container(state: State, line: Line, token: Token) -> bool:
    """Read the first label of an article whose line ended with its number, or of a 附則."""
    paragraph_styles = enums.PARAGRAPH_STYLES
    if state.phase is Phase.SUPPLEMENTARY:
        paragraph_styles |= {enums.KANJI}
    if token.weak and not enums.follows((), token.number or ""):
        return False
    if token.style in paragraph_styles:
        number = token.number or "1"
        open_paragraph(state, state.start_of(line), number, line, token.style, _label(line, token))
        if not enums.follows((), number):
            state.problem("P211", f"項が{number}から始まっています。", (line.first, line.last))
        return True
    if token.weak:
        return False
    # 号 without 柱書: they still stand in a paragraph.
    open_paragraph(state, state.start_of(line), "1")
    return place(state, line, token)


def awaiting(state: State, line: Line, token: Token) -> Level | None:
    """Return the open level that awaits this number, the deepest one unless the look of the line says otherwise."""
    if token.weak and not _begins_here(state):
        return None
    deepest: Level | None = None
    style = token.style
    for level in reversed(state.levels):
        if style != level.style and (level.style is not None or style not in enums.PARAGRAPH_STYLES):
            continue
        number = token.number if level.order is None else enums.number_in(level.order, token)
        if number is None or not enums.follows(level.last, number):
            continue
        if deepest is None:
            deepest = level
        elif level.type is _PARAGRAPH and _looks_like_paragraph(state, line, deepest, level):
            return level
    return deepest


def _looks_like_paragraph(state: State, line: Line, item: Level, paragraph: Level) -> bool:
    """Tell 「3　」 the next 項 from 「3　」 the next 号, when both await a 3."""
    if line.style in ("paragraph", "item"):
        return line.style == "paragraph"
    assert item.line is not None  # it has a label
    sentence = state.is_sentence(line)
    if sentence != state.is_sentence(item.line):
        return sentence
    return line.indent == (paragraph.line.indent if paragraph.line else 0) != item.line.indent


def _sibling(state: State, line: Line, token: Token, level: Level, number: str) -> None:
    """Open the next node of an open level."""
    if level.type is _PARAGRAPH:
        open_paragraph(state, state.start_of(line), number, line, token.style, _label(line, token))
        return
    if state.caption is not None:
        state.drop_caption()
    del state.levels[state.levels.index(level) + 1 :]
    state.builder.close_to(level.depth - 1, line.start)
    state.builder.open(level.type, line.start, _label(line, token), number)
    level.last, level.line = enums.last_key(number), line


def _new_level(state: State, line: Line, token: Token, number: str) -> None:
    """Open a first node below the deepest open one."""
    state.drop_caption()
    builder, levels, style = state.builder, state.levels, token.style
    node_type = NodeType.ITEM if len(levels) < 2 and style in enums.ITEM_STYLES else NodeType.SUBITEM  # noqa: PLR2004 - only a paragraph is open
    builder.open(node_type, line.start, _label(line, token), number)
    depth = len(builder.stack)
    levels.append(Level(node_type, depth, style, enums.order_of(token), enums.last_key(number), line))


def _unawaited(state: State, line: Line, token: Token) -> bool:
    """Place a label that no open level awaits: a first one, a jump, a repetition; ``False`` makes it text."""
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
    if same is not None and same.type is NodeType.PARAGRAPH and first and _list_follows(state):
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
    _sibling(state, line, token, level, number)
    return True


def _shown(key: tuple[int, ...]) -> str:
    return "の".join(str(part) for part in key)


def _list_follows(state: State) -> bool:
    """Whether the open paragraph announces a list; one that a note has closed announces nothing any more."""
    depth = state.levels[0].depth
    if len(state.levels) > 1 or len(state.builder.stack) < depth:
        return False
    paragraph = state.builder.stack[depth - 1]
    start = paragraph.span[0]
    end = state.previous.last if state.previous else start
    return bool(_LIST_FOLLOWS.search(state.text, max(start, end - 2000), end))


def _may_break(state: State, token: Token) -> bool:
    """Whether an unawaited label may begin a node here: not in the middle of a sentence that the page broke."""
    if state.width and state.previous is not None and not state.is_complete(state.previous):
        return token.style not in (enums.DIGIT, enums.KANJI, enums.LETTER)
    return True


def _open_first(state: State, line: Line, token: Token, number: str) -> bool:
    if token.style == enums.LETTER and len(state.levels) < 2:  # noqa: PLR2004 - 「a」 begins an English word too
        return False
    if not state.levels and token.style in enums.PARAGRAPH_STYLES:
        return _open_top_paragraph(state, line, token, number)
    if not _may_break(state, token):
        return False
    if not state.levels:
        open_paragraph(state, state.start_of(line), "1")
    _new_level(state, line, token, number)
    return True


def _open_orphan(state: State, line: Line, token: Token, number: str) -> bool:
    """Open a node whose predecessors are missing (half of a text, a lost line)."""
    if sort_key(number)[0] > _MAX_JUMP or token.style == enums.LETTER or not _may_break(state, token):
        return False
    span = (line.first, line.last)
    if not state.levels and token.style in enums.PARAGRAPH_STYLES:
        _open_top_paragraph(state, line, token, number)
    else:
        if not state.levels:
            open_paragraph(state, state.start_of(line), "1")
        _new_level(state, line, token, number)
    state.problem("P213", f"番号{number}の前にあるはずの番号がありません。", span)
    return True


def _open_top_paragraph(state: State, line: Line, token: Token, number: str) -> bool:
    open_paragraph(state, state.start_of(line), number, line, token.style, _label(line, token))
    return True
