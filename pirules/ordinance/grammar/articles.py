"""Opens articles: whether one can begin here, its caption, its number, its first paragraph."""

from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar import layout, opening, placing, textlines
from pirules.ordinance.grammar.enumerators import enumerator_label, key_after, last_key
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.model import NodeType
from pirules.text.numerals import format_ordinal, sort_key

# Asked of every article; to look a member up in its class takes ten times as long as a name of the module.
_ARTICLE, _MAIN, _SUPPLEMENTARY = NodeType.ARTICLE, Phase.MAIN, Phase.SUPPLEMENTARY


def begin(state: State, _index: int, line: Line, token: Token) -> bool:
    """Open the article whose label a line begins with; ``False`` if none can begin here."""
    if not _fits(state, line, token):
        return False
    start = state.start_of(line)
    builder, first = state.builder, line.first
    if state.phase is not _SUPPLEMENTARY:
        if state.phase is not _MAIN:
            builder.close_to(0, start)
        state.phase = _MAIN
        depth = builder.depth_of(*textlines.STRUCTURES)
    else:
        depth = builder.depth_of(NodeType.SUPPLEMENTARY, *textlines.STRUCTURES)
    builder.close_to(depth, start)
    start_of_label, end = token.label
    node = builder.open(_ARTICLE, start, (first + start_of_label, first + end), token.number)
    _number(state, line, token)
    rest = token.rest
    if token.caption is None:
        state.take_caption(node)
    elif state.caption is None:
        builder.caption(node, (first + token.caption[0], first + token.caption[1]))
    else:
        rest = len(line.head) - len(line.head[end:].lstrip(" "))
        state.take_caption(node)
    state.open_container(node)
    if first + rest < line.last:
        _first_paragraph(state, line, rest)
    return True


def _first_paragraph(state: State, line: Line, rest: int) -> None:
    """Open the paragraph on the article's own line, with its number if one is printed (第1条　1　…)."""
    start = line.first + rest
    char = line.head[rest : rest + 1]
    token = enumerator_label(line.head[rest:]) if char.isdecimal() or char == "①" else None
    if token and token.number == "1" and not token.weak and token.style in enums.PARAGRAPH_STYLES:
        label = (start + token.label[0], start + token.label[1])
        opening.open_paragraph(state, start, "1", line, token.style, label)
        rest += token.rest
    else:
        opening.open_paragraph(state, start, "1", line)
    placing.place_inside(state, line, rest)


def _number(state: State, line: Line, token: Token) -> None:
    span = (line.first, line.last)
    if token.number is None:
        state.problem("P214", "条の番号が空欄です。", span)
        return
    last = state.last_article
    key = key_after(last, token.number)
    if key is None:
        key = last_key(token.number)
        named = format_ordinal(token.number.partition(":")[0], "条")
        before = format_ordinal("_".join(str(part) for part in last), "条") if last else ""
        if not last and state.phase is _MAIN:
            state.problem(
                "P221",
                f"{named}から始まっています。その前の部分は読み込まれていないので、調べていません。",
                span,
            )
        elif not last:
            state.problem("P211", f"条が{named}から始まっています。", span)
        elif sort_key(token.number) > last:
            state.problem("P211", f"{before}の次が{named}になっています。", span)
        else:
            state.problem("P212", f"{named}が{before}の後にあります。", span)
    state.last_article = key


def _fits(state: State, line: Line, token: Token) -> bool:
    """Whether an article can begin here, and isn't a reference at the beginning of a broken line."""
    if line.style == "article" or token.deleted:
        return True
    if state.is_row(line):
        return False
    if state.phase is Phase.APPENDED:
        fits = state.caption is not None and not token.weak
    elif token.weak:
        fits = not state.levels or _complete_before(state)
    else:
        previous = state.previous
        broken = state.width and previous is not None and layout.is_full(previous, state.width)
        if not broken or _complete_before(state):
            return True
        fits = True
    return fits and (token.number is None or key_after(state.last_article, token.number) is not None)


def _complete_before(state: State) -> bool:
    """Whether no sentence is open above the line."""
    return state.caption is not None or state.is_complete(state.previous) or state.phase is Phase.HEAD
