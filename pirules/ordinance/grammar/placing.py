"""Where a 項, a 号 or what stands below them goes: on an open level that awaits its number, or on a new one."""

from dataclasses import replace

from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar import layout
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.opening import label_of, new_level, open_paragraph, sibling
from pirules.ordinance.grammar.state import Level, Phase, State
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.grammar.unawaited import list_follows, unawaited
from pirules.ordinance.model import NodeType
from pirules.text.numerals import AIUEO, IROHA

#: What the first label of a list may begin with.
FIRST_LABELS = frozenset("(アイ一①⑴㈠")
_KATAKANA = frozenset(IROHA + AIUEO)
_PARAGRAPH = NodeType.PARAGRAPH  # asked of every line


def place(state: State, line: Line, token: Token) -> bool:
    """Open the node of an enumerator at the beginning of ``line``; ``False`` if the line is text after all."""
    if state.container and not state.levels:
        return _first_in_container(state, line, token)
    level = awaiting(state, line, token)
    if level is not None:
        number = token.number if level.order is None else enums.number_in(level.order, token)
        assert number is not None  # awaiting() compared it
        sibling(state, line, token, level, number)
        return True
    if token.weak and not (_is_first_kana(state, token) or _is_named_item(state, token)):
        return False
    return unawaited(state, line, token)


def _is_first_kana(state: State, token: Token) -> bool:
    return (
        token.style == enums.KANA and token.number == "ア" and len(state.levels) > 1 and _begins_here(state)
    )


def _is_named_item(state: State, token: Token) -> bool:
    """Whether 「第1号　甲」 begins a list that is announced, or 「第3号　乙」 stands in one where 第2号 is missing."""
    if token.style != enums.NAMED or not state.levels:
        return False
    begun = any(level.style == enums.NAMED for level in state.levels)
    return begun or (token.number == "1" and list_follows(state))


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
    builder.open(level.type, start, label_of(line, token), number)
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
        new_level(state, inner, token, number)
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


def _first_in_container(state: State, line: Line, token: Token) -> bool:
    """Read the first label of an article whose line ended with its number, or of a 附則."""
    paragraph_styles = enums.PARAGRAPH_STYLES
    if state.phase is Phase.SUPPLEMENTARY:
        paragraph_styles |= {enums.KANJI}
    if token.weak and not enums.follows((), token.number or ""):
        return False
    if token.style in paragraph_styles:
        number = token.number or "1"
        open_paragraph(state, state.start_of(line), number, line, token.style, label_of(line, token))
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
