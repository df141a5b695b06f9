"""Lines without a label: the head, 目次, 前文, unnumbered paragraphs, words after items, broken sentences."""

import re

from pirules.ordinance.grammar import brackets, headings, layout, opening, placing, unmarked
from pirules.ordinance.grammar.classify import classify
from pirules.ordinance.grammar.enumerators import DIGIT, enumerator_label
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import GROUPS, NodeType
from pirules.text.fold import fold

#: 編章節款目, outermost first.
STRUCTURES = tuple(GROUPS)
#: Last characters of titles (条例, 規則, 規程, 要綱, 要領, 法律, 政令, 規約, 告示, 訓令, 基準 …).
TITLE_ENDS = frozenset("例則程綱領律令約示準法案抄")
_ARTICLE_RANGE = re.compile(r"[(（]第[^()（）。]{1,20}条[^()（）。]{0,40}[)）]$")
_CONTINUES = re.compile(
    r"ただし|但し|但書|この場合|なお|また、|この限り|[、，,)）」』・をん]|という|又は|若しくは|及び|並びに|かつ、|備考|\(注|注 |※"
    # No sentence begins with a particle (but の may begin のり面, に にわとり): the page broke the one above.
    r"|の(?!り)|は、|が、|と、|に(?:つ|お[いけ]|関|対|よ[りる]|係|基|、)|と(?:する|して|認)|もの(?:と|で|を|に)|こと(?:が|を|と|に|は)"
)
_CONTENTS_KINDS = (Kind.ARTICLE, Kind.STRUCTURE, Kind.SUPPLEMENTARY)
_LOOK_AHEAD = 12
_SHORT_PARAGRAPH = 8


def has_article_range(text: str, line: Line) -> bool:
    """Whether a line ends in 「(第1条―第4条)」, as the lines of a 目次 do."""
    return bool(_ARTICLE_RANGE.search(text, max(line.first, line.last - 70), line.last))


def in_contents(state: State, index: int, line: Line, token: Token) -> bool:
    """Go on with the 目次, or return ``False`` when the provisions begin with this line."""
    if _in_contents(state, index, line, token):
        state.previous = line
        return True
    state.builder.close_to(0, line.start)
    state.phase = Phase.PREAMBLE
    state.previous = None
    return False


def _in_contents(state: State, index: int, line: Line, token: Token) -> bool:
    ranged = has_article_range(state.text, line)
    if token.kind is Kind.STRUCTURE:
        key = _contents_path(state, token)
        # 節 begin again in each 章; only a heading that comes again in the same place ends the 目次.
        repeated = key in state.contents_seen and _provisions_follow(state, index)
        state.contents_seen.add(key)
        return ranged or not (state.contents_closing or repeated)
    if token.kind is Kind.SUPPLEMENTARY:
        state.contents_closing = True
        return bool(state.contents_seen) or _provisions_follow(state, index)
    if ranged or token.kind is Kind.APPENDED:
        return True
    if "。" in line.head or line.last - line.first > len(line.head):
        return False
    if token.kind is Kind.ARTICLE:
        alone = token.caption is None or token.rest == len(
            line.head
        )  # 「第1条（目的）」 without words behind it
        return alone and _next_kind_is(state, index, _CONTENTS_KINDS)
    return token.kind is Kind.TEXT and line.head.startswith(("前文", "附則", "第"))


def _contents_path(state: State, token: Token) -> tuple[tuple[NodeType, str | None], ...]:
    """Return where an entry of the 目次 stands: 第1節 of 第2章 is another one than 第1節 of 第1章."""
    assert token.type is not None
    rank = STRUCTURES.index(token.type)
    above = [entry for entry in state.contents_path if STRUCTURES.index(entry[0]) < rank]
    state.contents_path = (*above, (token.type, token.number))
    return state.contents_path


def _provisions_follow(state: State, index: int) -> bool:
    """Whether an article or its caption comes before the next line with an article range."""
    for _, line in state.upcoming(index, 6):
        if has_article_range(state.text, line):
            return False
        if line.head[:1] in "([" or re.match(r"第[^条章節編款目]{1,6}条[ (]", line.head):
            return True
    return False


def _next_kind_is(state: State, index: int, kinds: tuple[Kind, ...]) -> bool:
    return any(classify(line).kind in kinds for _, line in state.upcoming(index))


def text_line(state: State, index: int, line: Line) -> None:
    """Read a line without a label."""
    if state.caption is not None and not (state.phase is Phase.SUPPLEMENTARY and state.container):
        state.drop_caption()
    if state.phase is Phase.HEAD:
        _head_line(state, index, line)
    elif state.phase is Phase.APPENDED:
        pass
    elif state.phase is Phase.PREAMBLE:
        if not state.builder.stack:
            state.builder.open(NodeType.PREAMBLE, line.start)
    elif state.container:
        _in_container(state, index, line)
    else:
        _without_container(state, index, line)


def _head_line(state: State, index: int, line: Line) -> None:
    """Read a line of the head, or begin the 前文 or the provisions of an ordinance without articles."""
    whole = (
        line.head
        if line.last - line.first <= len(line.head)
        else fold(state.text[line.first : line.last][:400])
    )
    top = state.builder.top
    history = top.type if top else (state.builder.nodes[-1].type if state.builder.nodes else None)
    if history is NodeType.NOTE and (
        headings.has_number(whole) or headings.is_date_line(whole) or brackets.is_citation(whole)
    ):
        # Below 「改正　…」 each further line is a change too.
        state.builder.close_to(0, line.start)
        state.builder.open(NodeType.NOTE, line.start)
        return
    if headings.amends(whole) and not state.compared:
        state.amending = True
    preamble = state.has_article and headings.names_preamble(whole)
    if headings.is_heading(whole) and not preamble and (state.has_article or not headings.provides(whole)):
        if not _continues_title(state, line):
            state.builder.close_to(0, line.start)
            state.builder.open(NodeType.HEADING, line.start)
        return
    # Without a title above it, a sentence is no 前文 but the rest of an article whose beginning is lost.
    lost = state.begins_late and not (state.builder.nodes or state.builder.stack)
    if state.has_article and not state.amending and not lost:
        state.builder.close_to(0, line.start)
        state.builder.open(NodeType.PREAMBLE, line.start)
        state.phase = Phase.PREAMBLE
        return
    state.builder.close_to(0, line.start)
    state.phase = Phase.MAIN
    _without_container(state, index, line)


def _continues_title(state: State, line: Line) -> bool:
    """Whether the line above is the first half of a title that the page broke."""
    top = state.builder.top
    if state.previous is None or top is None or top.type is not NodeType.HEADING:
        return False
    above = fold(state.text[top.span[0] : state.previous.last]).strip()
    return len(above) < 200 and headings.continues_title("".join(above.splitlines()), line.head)  # noqa: PLR2004 - longer than any title


def _without_container(state: State, index: int, line: Line) -> None:
    """Read text that stands in no article: below a heading of a 章, or in an ordinance without articles."""
    if state.levels:
        _in_container(state, index, line)
        return
    top = state.builder.top
    if top is not None and top.type is not NodeType.NOTE and "。" not in line.head:
        if headings.is_date_line(line.head):
            state.builder.open(NodeType.NOTE, line.start)  # 更新日 of the page
        return  # else the name of a 章 that goes on
    state.container = len(state.builder.stack)
    opening.open_paragraph(state, state.start_of(line), "1", line)


def _in_container(state: State, index: int, line: Line) -> None:
    paragraph = state.levels[0] if state.levels else None
    # A note may have closed the paragraph; what comes is a new one then.
    if paragraph is None or len(state.builder.stack) < paragraph.depth or state.caption is not None:
        opening.open_paragraph(state, state.start_of(line), _next_number(state), line)
    elif not _label_waits(state) and (
        line.style == "paragraph"
        or (
            not _is_table(state, line)
            and not _goes_on(state, line)
            and not unmarked.entry(state, index, line)
            and _begins_paragraph(state, index, line)
        )
    ):
        opening.open_paragraph(state, line.start, _next_number(state), line)


def _leaves_list(state: State, index: int, line: Line) -> bool:
    """Close the open list if the line stands behind it; ``False`` if the line belongs to it."""
    if _list_goes_on(state, index):
        return False
    # Words behind a list are the second half of its 項; only where marks were lost they may be a 項 of their own.
    state.levels[0].trailing = not unmarked.is_counted(state)
    state.builder.close_to(state.levels[0].depth, line.start)
    del state.levels[1:]
    return True


def _list_goes_on(state: State, index: int) -> bool:
    """Whether the line below is the next 号 or イロハ of an open list, so that this one can't stand behind the list."""
    for place, following in state.upcoming(index):
        token = state.token_of(place, following)
        if token.kind is Kind.ENUMERATOR and not token.weak:
            level = placing.awaiting(state, following, token)
            return level is not None and level.type is not NodeType.PARAGRAPH
    return False


def _label_waits(state: State) -> bool:
    """Whether the line above is a label alone, so that its words stand on this line."""
    top = state.builder.top
    return (
        top is not None
        and top.label_span is not None
        and state.previous is not None
        and top.label_span[1] == state.previous.last
    )


def _next_number(state: State) -> str:
    return str(state.levels[0].last[0] + 1) if state.levels else "1"


def _is_table(state: State, line: Line) -> bool:
    return line.style == "table" or "\t" in state.text[line.first : min(line.last, line.first + 500)]


def _goes_on(state: State, line: Line) -> bool:
    """Whether the line is the rest of a sentence that the page broke."""
    previous = state.previous
    if not state.width or previous is None:
        return False
    if not layout.is_full(previous, state.width):
        return False
    if not state.is_complete(previous):
        return True
    return line.indent == 0 or line.indent <= previous.indent


def _begins_paragraph(state: State, index: int, line: Line) -> bool:
    """Whether a sentence on a line of its own is a further 項 whose number isn't printed."""
    paragraph = state.levels[0]
    counted = unmarked.is_counted(state)
    if len(state.levels) > 1 and not _leaves_list(state, index, line):
        return False
    # An entry of a list need not end with a 。.
    complete = counted or state.is_complete(state.previous)
    if paragraph.trailing or paragraph.style is not None or not complete or state.amends:
        return False  # instruction and quotation of 改め文 belong together
    if line.last - line.first < _SHORT_PARAGRAPH or _CONTINUES.match(line.head) or _closes_more(line.head):
        return False
    ends = state.is_complete(line) or state.text[line.last - 1] in ")）]〕"
    if not ends and not any(
        (token := enumerator_label(following.head)) and token.style != DIGIT
        for _, following in state.upcoming(index)
    ):
        return False
    return not _numbered_paragraph_follows(state, index)


def _closes_more(head: str) -> bool:
    """Whether a bracket closes that the line above opened (以下「法」 / という。）の施行に…): the page broke a sentence."""
    depth = 0
    for char in head:
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return True
    return False


def _numbered_paragraph_follows(state: State, index: int) -> bool:
    """Whether the 項 that comes next is printed with a number, so that this line can't be one without."""
    awaited = _next_number(state)
    for _, line in state.upcoming(index, _LOOK_AHEAD):
        head = line.head
        if head[:1] == "第" or head[:1] in "附付([":
            return False
        if head[:1].isdecimal() and (token := enumerator_label(head)) and token.style == DIGIT:
            return token.number == awaited
    return False
