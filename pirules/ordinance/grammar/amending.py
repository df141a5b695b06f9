"""改め文: what stands below 「…の一部を次のように改正する。」 is instruction or quotation, no provision of this ordinance.

An amending ordinance has such a sentence in its 本則 (one, or one in each article), and any ordinance may have one in a
paragraph of its 附則.  From there on labels and captions are quoted, until a provision of this ordinance's own begins.
"""

import re

from pirules.ordinance.grammar import brackets
from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar.enumerators import follows
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.state import Phase, State
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import NodeType
from pirules.text.fold import fold, without_space

#: Longest sentence 「…の一部を次のように改正する。」 that is looked at.
_SENTENCE = 400
_BEGINS = re.compile(
    r"(?:の一部を次(?:のよう|のとおり|の表のよう)に改[正め]|の(?:一部|全部)を改正する|(?:示すよう|次の表のよう|次のよう)に改正)する。$"
)
# An instruction begins with the place that it changes …
_INSTRUCTION = re.compile(
    r"(?:第[^「」。]{1,12}[条項号章節編款表]|附則|別表|別記|様式|同[条項号表]|目次|題名|本則|前文|見出し|本文|次の|「)"
)
# … and what it inserts stands below it.
_INSERTS = re.compile(r"(?:次の.{0,30}を(?:加え|付す)|次のように(?:改め|する))る?。$|次のように改める。$")
# Below 「同号の次に次の1号を加える。」 no 別表 is inserted.
_INSERTS_PROVISION = re.compile(r"次の[0-9一二三四五六七八九十]{0,3}[条項号章節](?:を|ずつ)[^表式]*$")
_ENDS = ("改める。", "加える。", "削る。", "とする。", "改正する。", "げる。", "付する。", "める。", "える。")
# What only this ordinance's own provisions say: further articles of its 本則, provisions of its 附則.
_OWN_MAIN = re.compile(r"(?:改正|廃止)する。")
_OWN_LATER = re.compile(r"(?:改正|廃止)する。|この条例|施行する|施行の日|改正後の|改正前の|従前の例|経過措置")
_OWN_CAPTION = re.compile(
    r"(?:の(?:一部|全部)?改正|の廃止|施行期日|経過措置|準備行為|検討|委任|適用区分|特例)[)\]】]$"
)


def notice(state: State, line: Line) -> None:
    """Take note of a line of text that ends with 。: whether 改め文 begin with it, or what it instructs."""
    if state.amends:
        _instruct(state, line)
        return
    text = state.text
    start = state.builder.stack[-1].span[0] if state.builder.stack else line.start
    words = without_space(text[max(start, line.last - _SENTENCE) : line.last])
    if _BEGINS.search(words):
        state.amends = True
        state.inserting = False


def _instruct(state: State, line: Line) -> None:
    """Keep in mind whether the words below an instruction are what it inserts."""
    words = fold(state.text[max(line.first, line.last - 60) : line.last])
    if not words.endswith(_ENDS):
        return
    inserts = bool(_INSERTS.search(words))
    # An instruction that the page broke goes on with this line.
    if _INSTRUCTION.match(line.head) or (inserts and not state.is_complete(state.previous)):
        state.inserting = inserts
        state.annexing = inserts and not _INSERTS_PROVISION.search(words)


def quoted(state: State, index: int, line: Line, token: Token) -> bool:
    """Whether a label below 「…の一部を次のように改正する。」 is quoted and no provision of this ordinance.

    A label of its own ends the 改め文.
    """
    if token.kind is Kind.SUPPLEMENTARY:
        return False
    if token.kind is Kind.TEXT:
        return brackets.is_caption(line.head) and not _captions_own(state, index, line)
    if not _is_own(state, line, token):
        return True
    state.amends = False
    return False


def _captions_own(state: State, index: int, line: Line) -> bool:
    """Whether a caption stands above a provision of this ordinance."""
    for place, following in state.upcoming(index):
        return _is_own(state, following, state.token_of(place, following), line)
    return False


def _is_own(state: State, line: Line, token: Token, caption: Line | None = None) -> bool:
    if token.kind is Kind.APPENDED:
        return state.phase is Phase.SUPPLEMENTARY and not (state.inserting and state.annexing)
    caption = caption or state.caption
    if token.kind is Kind.ARTICLE:
        awaited = token.number is not None and follows(state.last_article, token.number)
        in_articles = state.phase is not Phase.SUPPLEMENTARY or bool(state.builder.depth_of(NodeType.ARTICLE))
    elif token.kind is Kind.ENUMERATOR and state.phase is Phase.SUPPLEMENTARY and state.levels:
        level = state.levels[0]
        awaited = token.style == level.style and enums.follows(level.last, token.number or "")
        in_articles = level.type is NodeType.PARAGRAPH
    else:
        return False
    if not awaited or not in_articles or token.weak:
        return False
    if caption is not None and _OWN_CAPTION.search(caption.head):
        return True
    if state.phase is not Phase.SUPPLEMENTARY and not state.last_article:
        return _own_words(state, line)  # an ordinance that amends one other has no articles
    return not state.inserting or _own_words(state, line)


def _own_words(state: State, line: Line) -> bool:
    # Only a page breaks sentences; else the next line may be a provision of this ordinance, and this one quoted.
    sentence = state.text[line.first : line.first + _SENTENCE if state.width else line.end]
    end = sentence.find("。")
    own = _OWN_LATER if state.phase is Phase.SUPPLEMENTARY else _OWN_MAIN
    return bool(own.search(without_space(sentence[: end + 1])))
