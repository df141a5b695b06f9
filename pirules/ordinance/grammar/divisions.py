"""Opens what is no provision itself: 編章節款目, 附則, 別表 and 様式, 目次."""

from pirules.ordinance.grammar import brackets, layout, textlines
from pirules.ordinance.grammar.enumerators import follows, last_key
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.model import NodeType

_BARE_LABEL = 10  # characters of 「附　　則」; a longer one names the amending ordinance


def structure(state: State, _index: int, line: Line, token: Token) -> bool:
    """Open a 編, 章, 節, 款 or 目, or the 目次 that begins with it; ``False`` if none can begin here."""
    assert token.type is not None
    if state.phase is Phase.APPENDED or (
        token.weak and not state.is_complete(state.previous) and state.levels
    ):
        return False
    inside = state.phase is Phase.SUPPLEMENTARY and _divides_supplement(state, token)
    if state.phase is Phase.SUPPLEMENTARY and not inside and (token.weak or state.levels):
        return False
    if state.phase is Phase.HEAD and textlines.has_article_range(state.text, line):
        state.builder.close_to(0, line.start)
        state.builder.open(NodeType.CONTENTS, line.start)
        state.phase = Phase.CONTENTS
        state.contents_path = ((token.type, token.number),)
        state.contents_seen.add(state.contents_path)
        return True
    state.drop_caption()
    if state.phase is not Phase.MAIN and not inside:
        state.builder.close_to(0, line.start)
        state.phase = Phase.MAIN
    rank = textlines.STRUCTURES.index(token.type)
    depth = state.builder.depth_of(NodeType.SUPPLEMENTARY, *textlines.STRUCTURES)
    while depth:
        above = state.builder.stack[depth - 1].type
        if above not in textlines.STRUCTURES or textlines.STRUCTURES.index(above) < rank:
            break
        depth -= 1
    state.builder.close_to(depth, line.start)
    state.builder.open(token.type, line.start, (line.first, line.first + token.label[1]), token.number)
    state.container = len(state.builder.stack) if inside else 0
    if inside and state.levels and not state.last_article:
        # The 項 of a 附則 without articles go on counting through its 章.
        del state.levels[1:]
        state.levels[0].depth = state.container + 1
    else:
        state.levels.clear()
    return True


def _divides_supplement(state: State, token: Token) -> bool:
    """Whether a 章 is one of the open 附則 and none of the main provisions that come late: the 附則 counts its own from 1."""
    if token.weak or token.number is None:
        return False
    stack = state.builder.stack
    if len(stack) == 1 or stack[1].type not in textlines.STRUCTURES:
        return token.number == "1" and not state.levels and state.has_article and not state.begins_late
    before = next((node.number for node in reversed(stack) if node.type is token.type), None)
    return token.number == "1" if before is None else follows(last_key(before), token.number)


def supplementary(state: State, index: int, line: Line, _token: Token) -> bool:
    """Open a 附則, with the number of the amending ordinance below it."""
    state.drop_caption()
    state.builder.close_to(0, line.start)
    end = line.last
    for place, following in state.upcoming(index):
        # The amending number may stand on the line below 附則.
        if brackets.is_issue_number(following.head) and following.head[:1] in "([":
            end = following.last
            state.skipped = place
    node = state.builder.open(NodeType.SUPPLEMENTARY, line.start, (line.first, end))
    state.extract = end - line.first > _BARE_LABEL
    state.phase = Phase.SUPPLEMENTARY
    state.amends = state.inserting = False
    state.last_article = ()
    state.open_container(node)
    return True


def appended(state: State, _index: int, line: Line, token: Token) -> bool:
    """Open a 別表 or 様式; ``False`` where a broken sentence goes on."""
    assert token.type is not None
    incomplete = state.previous is not None and not state.is_complete(state.previous)
    if state.width and incomplete and state.previous and layout.is_full(state.previous, state.width):
        return False
    state.drop_caption()
    state.builder.close_to(0, line.start)
    state.builder.open(token.type, line.start, (line.first, line.first + token.label[1]), token.number)
    state.phase = Phase.APPENDED
    state.amends = state.inserting = False
    state.container = 0
    state.levels.clear()
    return True


def contents(state: State, _index: int, line: Line, token: Token) -> bool:
    """Open the 目次; ``False`` behind the head."""
    if state.phase not in (Phase.HEAD, Phase.PREAMBLE):
        return False
    state.builder.close_to(0, line.start)
    state.builder.open(NodeType.CONTENTS, line.start, (line.first, line.first + token.label[1]))
    state.phase = Phase.CONTENTS
    return True
