"""Lists whose marks were lost: a style sheet makes the numbers of 号 on many pages, so that a copy of the words has none.

Where a sentence announces a list (次の各号に…, 次に掲げる…) and lines without any label stand where it must be, they are its
entries if all of them look like entries: a term, white space and what it means (「個人情報　…をいう。」), or words that end in
a noun (…に関すること。).  They are numbered by their place, and the reader is told.  Lines that look like sentences of their own
stay what they would be, and the reader is told of that too.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import takewhile

from pirules.ordinance.grammar import brackets, placing
from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar.classify import classify
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Level, State, Unmarked
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import NodeType

#: Style of a level whose labels were lost: no printed label has it.
LOST = "lost"
_THINGS = "事項|もの|者|こと|場合|とき|事務|情報|機関|書類|行為|措置|区分|基準|方法|要件|職員|施設|業務|委員|団体|法人|費用|条例|規則"
_ANNOUNCES = re.compile(
    r"(?:[次左]|下記|以下)(?:の各号|に(?:掲げ|定め|規定す|該当す|示す)|のいずれ|のとおり"
    rf"|の(?!表)[^。、次表条項欄]{{0,16}}?(?:{_THINGS}))"
)
_REACH = 2000  # characters of a sentence that announces and of what it says besides
_BULLET = re.compile(r"[・○●◯■□◆◇▪•*-] *")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|「[^「」]*」")
_NESTED = 6  # brackets within brackets
_TERM = re.compile(r"(?P<term>[^ 、。]{1,60}) +(?P<words>[^ 。][^ ]*)")
# A sentence of a statute ends in one of these; a noun that does (取扱い) has its stem before them.
_PREDICATE = frozenset("るいすうくむたずつぶぐよだん")
_NOUN = re.compile(r"[扱払違疑願伺賄伝遣]い$|[゠-ヿ]ん$")
_FURTHER = re.compile(r"ただし|但し|但書|この場合|なお、|また、|その他の場合")
_OTHER_STYLES = frozenset(("table", "paragraph", "note"))
_LONGEST = 3000  # characters of an entry that are looked at


class _Form(Enum):
    TERM = auto()  # 個人情報　…をいう。
    PAIR = auto()  # 写し1枚　10円: an entry only where 各号 says so
    NOUN = auto()  # …に関すること。
    FURTHER = auto()  # ただし、…: goes on with the entry above
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class _Row:
    """A line where entries may stand: its index, its place, its form, whether it announces a list and ends with a 。."""

    index: int
    line: Line
    form: _Form
    announces: bool
    stop: bool


def entry(state: State, index: int, line: Line) -> bool:
    """Open the node of an entry whose mark was lost.

    Args:
        state: the machine's memory; a paragraph is open.
        index: the line's index.
        line: a line without a label.

    Returns:
        Whether the line was read: it begins an entry, or goes on with the one above it while more of the list follow.
    """
    if index > state.judged:
        state.judged = index
        _judge(state, index, line)
    place = state.unmarked.pop(index, None)
    if place is None or not place.number:
        return place is not None or any(later > index for later in state.unmarked)
    builder, levels = state.builder, state.levels
    if place.number > 1 and (len(levels) <= place.level or levels[place.level].style != LOST):
        state.unmarked.clear()  # something between them began a place of another kind
        return False
    if place.number == 1:
        del levels[place.level :]
        outermost = levels[-1].type is NodeType.PARAGRAPH
        node_type = NodeType.ITEM if outermost else NodeType.SUBITEM
        levels.append(Level(node_type, levels[-1].depth + 1, LOST, None, (), line))
    level = levels[place.level]
    del levels[place.level + 1 :]
    builder.close_to(level.depth - 1, line.start)
    builder.open(level.type, line.start).number = str(place.number)
    level.last = (place.number,)
    if place.style is not None:
        # The labels of those that follow are printed: they go on counting.
        level.style, level.order = place.style
    return True


def is_counted(state: State) -> bool:
    """Whether the 号 of the open paragraph are counted, so that the mark of a 項 behind them may be lost as well."""
    return len(state.levels) > 1 and state.levels[1].style == LOST


def _judge(state: State, index: int, line: Line) -> None:
    """Decide about the lines from here to the next label, if a list is announced above them."""
    level, stack = state.levels[-1], state.builder.stack
    if state.width or state.amends or len(stack) != level.depth:
        return
    unit = stack[-1]
    above = state.previous.last if state.previous is not None else line.start
    since = max(unit.children[-1].span[1] if unit.children else unit.span[0], above - _REACH)
    words = state.folded[since:above]
    if not _ANNOUNCES.search(words):
        return
    rows, label = _rows(state, index, each="各号" in words)
    if not rows:
        return
    state.judged = rows[-1].index
    found = _entries(rows)
    count = sum(depth == 0 for _, depth in found)
    style = _style_of_next(label, count) if found and found[-1][0] is rows[-1] else None
    if style is not None or (label is None and count > 1):
        state.judged = found[-1][0].index
        _plan(state, found, count, style)
    elif (label is None or not _is_first(label)) and any(row.form is not _Form.PAIR for row in rows):
        for row in takewhile(lambda row: row.form is not _Form.SENTENCE, rows):
            state.unmarked[row.index] = Unmarked(0, 0)  # no 項 either: no sentence
        message = (
            "列挙があるはずの箇所に番号のない行があります。号と言い切れないため、号として読んでいません。"
        )
        state.problem("P224", message, (line.first, line.last))


def _plan(
    state: State, found: list[tuple["_Row", int]], count: int, style: tuple[str, enums.Order | None] | None
) -> None:
    """Note which lines are entries; ``style``: that of the printed label behind the last of ``count``."""
    level = len(state.levels)
    outer = inner = 0
    for row, depth in found:
        outer, inner = (outer + 1, 0) if depth == 0 else (outer, inner + 1)
        number = inner if depth else outer
        known = style if depth == 0 and outer == count else None
        state.unmarked[row.index] = Unmarked(level + depth, number, known)
    first, last = found[0][0].line, found[-1][0].line
    message = f"列挙されている{len(found)}件の番号が失われているため、並びの順に数えました。"
    state.problem("P223", message, (first.first, last.last))


def _style_of_next(label: Token | None, count: int) -> tuple[str, enums.Order | None] | None:
    """Return the style of a printed label that counts on behind ``count`` entries."""
    if label is None or label.weak:
        return None
    order = enums.order_of(label)
    return (label.style, order) if enums.number_in(order, label) == str(count + 1) else None


def _is_first(label: Token) -> bool:
    return enums.number_in(enums.order_of(label), label) == "1"


def _rows(state: State, index: int, *, each: bool) -> tuple[list[_Row], Token | None]:
    """Return the lines without label from ``index`` on, and the label behind them if no open place awaits it."""
    rows: list[_Row] = []
    for place, line in state.upcoming(index - 1, len(state.lines)):
        token = classify(line)
        if token.kind is Kind.TEXT:
            if line.style in _OTHER_STYLES or brackets.is_note(line.head) or brackets.is_caption(line.head):
                break
            row = _row(state, place, line, each=each)
            if row.form is _Form.SENTENCE and row.announces:
                break  # a list of its own follows
            rows.append(row)
        elif token.kind is not Kind.ENUMERATOR or placing.awaiting(state, line, token) is not None:
            break
        elif not (rows and _is_below(state, rows[-1], token)):
            return rows, token
    return rows, None


def _is_below(state: State, row: _Row, token: Token) -> bool:
    """Whether a printed label stands below the entry above it and not beside that."""
    if token.style in enums.PARAGRAPH_STYLES or row.form not in (_Form.TERM, _Form.NOUN):
        return False
    # No 号 is labelled ア, and nothing right below one (ア).
    below = (enums.PAREN_KANA, enums.ROMAN) if len(state.levels) > 1 else (enums.KANA, enums.PAREN_KANA)
    return row.announces or token.style in below


def _row(state: State, index: int, line: Line, *, each: bool) -> _Row:
    words = state.folded[line.first : min(line.last, line.first + _LONGEST)]
    return _Row(index, line, _form(words, each=each), bool(_ANNOUNCES.search(words)), words.endswith("。"))


def _form(words: str, *, each: bool) -> _Form:
    """Return what a line looks like; ``each``: 各号 announces the list, so that a term may stand before a noun alone."""
    if _FURTHER.match(words):
        return _Form.FURTHER
    bullet = _BULLET.match(words)
    if bullet:
        words = words[bullet.end() :]
    for _ in range(_NESTED):
        words, changed = _IN_BRACKETS.subn("", words)
        if not changed:
            break
    sentence, stop, _ = words.partition("。")
    sentence = sentence.rstrip()
    term = _TERM.fullmatch(sentence)
    if term is not None:
        if stop and term["words"].endswith(("いう", "する", "ある", "もの")):
            return _Form.TERM
        return _Form.TERM if each else _Form.PAIR
    if not sentence or " " in sentence:
        return _Form.SENTENCE if stop else _Form.PAIR
    return (
        _Form.NOUN if sentence[-1] not in _PREDICATE or bullet or _NOUN.search(sentence) else _Form.SENTENCE
    )


def _entries(rows: list[_Row]) -> list[tuple[_Row, int]]:
    """Return the lines that are entries, each with its depth (1: below the entry above); none if they can't be told apart."""
    form = next((row.form for row in rows if row.form is not _Form.FURTHER), _Form.SENTENCE)
    if form not in (_Form.TERM, _Form.NOUN):
        return []
    found: list[tuple[_Row, int]] = []
    above: _Row | None = None  # the entry above, if it announces a list
    ended = False
    for row in rows:
        if row.form is form and ended:
            return []  # sentences between them: neither a list nor none
        if above is not None and _is_inner(row, above, found[-1]):
            found.append((row, 1))
        elif row.form is form:
            if form is _Form.NOUN and above is not None and row.index == above.index + 1:
                return []  # of which list is it?
            found.append((row, 0))
            above = row if row.announces else None
        elif row.form is not _Form.FURTHER:
            ended = True
    return found


def _is_inner(row: _Row, above: _Row, last: tuple[_Row, int]) -> bool:
    """Whether a noun stands below the entry above it: that is a term, or one of the two ends with a 。 and the other doesn't."""
    if row.form is not _Form.NOUN or above.form is not _Form.NOUN:
        return row.form is _Form.NOUN
    return row.stop != above.stop and (row.index == above.index + 1 or last[1] == 1)
