"""The walk through words that lost their line ends: where a provision begins, by the numbers that are awaited.

See :mod:`.flattened` for what is asked of a label.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from pirules.ordinance.grammar import brackets, labels
from pirules.ordinance.grammar.enumerators import follows, last_key
from pirules.ordinance.grammar.ground import Ground, is_bare
from pirules.ordinance.grammar.lines import HEAD, Line
from pirules.ordinance.grammar.run_on import ENDS, VERB_ENDS, before
from pirules.ordinance.grammar.sentences import NO_PARAGRAPH, Sentences
from pirules.ordinance.grammar.tokens import Token

if TYPE_CHECKING:
    from pirules.ordinance.model import NodeType, Span

_N = "[0-9〇一二三四五六七八九十百千]{1,6}"
_CANDIDATE = re.compile(
    r"[(\[【「『]|第(?= ?[0-9〇一二三四五六七八九十百千])|[附付](?= {0,8}則)|目(?= {0,3}次)|別(?= ?[表記])|様(?= ?式)"
    r"|(?:明 ?治|大 ?正|昭 ?和|平 ?成|令 ?和)(?= ?[0-9元一二三四五六七八九十])|。|(?<![0-9.,])[0-9](?=[0-9]? )|[①-⒇㈠-㈩]"
    r"|(?<![〇一二三四五六七八九十百千第])[一二三四五六七八九十](?=[一二三四五六七八九十]{0,2} )|[ア-ン](?= )|こ(?=の場合)|次(?=の表)|提(?= ?案 ?理 ?由)"
)
_DELETED = re.compile(
    rf"第 ?{_N} ?条(?:の{_N})*(?:(?:から|及び|・) ?第 ?{_N} ?条(?:の{_N})*(?:まで)?)? *削 ?除"
)
_SUPPLEMENT = re.compile(
    r"[附付] {0,8}則(?: *(?:\([^()]{0,50}(?:号|年|抄)[^()]{0,20}\)|抄))* *(?=$|第[1一]条[ (]|[^第のにをはがでへとや及又並中、。])"
)
_SUPPLEMENT_WORD = re.compile(r"[附付] {0,8}則")
_CONTENTS = re.compile(r"目 {0,3}次 *(?=第[1一] ?[編章節条]|前文|\()")
_APPENDED = re.compile(
    rf"(?:別 ?[表記](?: ?第 ?{_N}(?:の{_N})*)?|様 ?式(?: ?第 ?{_N} ?号)?(?:の{_N})*) *(?:\([^()]{{1,40}}関係\)|(?= ))"
)
# A page may print its characters apart: 「平 成 1 4 年 3 月 2 7 日 条例第1号」.
_ISSUED = re.compile(
    r"[^年。()]{2,4}[0-9元一二三四五六七八九十 ]{0,8}年[^年。()]{2,16}日(?: *(?:公 ?布|制 ?定))? *"
    r"(?:[^ 。()第0-9]{0,16}(?:条 ?例|規 ?則|規 ?程|告 ?示|訓 ?令|要 ?綱) ?第? ?[0-9〇一二三四五六七八九十百 ]{1,12} ?号)?"
)
# A law's number stands in brackets behind its name, as a caption stands behind an item.
_NUMBER = re.compile(r"第? ?[0-9〇一二三四五六七八九十百]{1,6} ?号[)\]】]$")
_PARTICLES = frozenset("のにをはがでへ及又若並、")
_PROOF = 3  # articles in order without one between them missing


class Cutter(Ground):
    """Walks through a text and remembers which labels are awaited.

    Attributes:
        doubtful: labels that are awaited, but may as well be places that are referred to (「提供の作法第5条　」).
        sentences: what the sentences of the open article tell.
    """

    def __init__(self, folded: str) -> None:
        super().__init__(folded)
        self.sentences = Sentences(folded)
        self._article: tuple[int, ...] = ()
        self._groups: dict[NodeType, tuple[int, ...]] = {}
        self._supplement = self._appended = False
        self._counted = 0
        self.doubtful: list[Span] = []

    def places_in(self, line: Line) -> tuple[list[int], int]:
        """Return the places in a line where something begins, and how many of them are articles, 章, 附則 or 別表."""
        if line.style:
            return [], 0
        self._first, self._places, self._strong = line.first, set(), 0
        self._bare = is_bare(self._text, line)
        before_it, self._counted = self._article, 0
        self.sentences.line(line.first, line.last)
        position = line.first
        for match in _CANDIDATE.finditer(self._text, line.first, line.last):
            if match.start() >= position:
                position = self._candidate(match.start(), line.last)
        if self._bare and self._counted < _PROOF:
            self._article = before_it
            return [], 0
        return sorted(place for place in self._places if line.first < place < line.last), self._strong

    def _candidate(self, start: int, end: int) -> int:
        """Look at one place; return where to go on."""
        char = self._text[start]
        if char in "「『":
            return self._pairs.get(start, start + 1)
        if self._begun and not self._appended and (stop := self._lists.label(start, end, bare=self._bare)):
            self._places.add(start)
            # 「…する。 2 市長は」 is reason enough to cut its line.
            self._strong += self._text[start - 1] == " " and before(self._text, start, self._first) == "。"
            self.sentences.begin(counted=False)
            return stop
        if char in "([【":
            return self._bracket(start, end)
        if self._bare and self._begun and self._lists.may_be_paragraph(start, end):
            self.sentences.doubtful.append(((start, start + 1), NO_PARAGRAPH))
        reader = self._READERS.get(char)
        return (reader(self, start, end) if reader is not None else 0) or start + 1

    # -- what may begin -----------------------------------------------------------------------------------------------

    def _bracket(self, start: int, end: int) -> int:
        """Read a caption or a note; anything else in brackets is left out."""
        close = self._pairs.get(start)
        if close is None:
            return start + 1
        words = self._text[start:close]
        after = close
        while after < end and self._text[after] == " ":
            after += 1
        free = self.sentences.has_table or self._is_free(start, bracket=True)
        if self._begun and free and brackets.is_note(words):
            self._cut(start)
            self._cut(close)
            return close
        if after < end and free and brackets.is_caption(words) and not _NUMBER.search(words):
            token = self._awaited_article(after, end, captioned=True)
            if token is not None:
                if start > self._first:  # else the line is whole: 「【定義】第2条　…」
                    self._cut(start, strong=True)
                    self._cut(after, strong=True)
                return self._begin_article(after, token)
            if (
                self._supplement
                and not self._article
                and (stop := self._lists.label(after, end, captioned=True, bare=self._bare))
            ):
                self._cut(start)
                self._cut(after)
                return stop
        return close

    def _awaited_article(self, start: int, end: int, *, captioned: bool) -> Token | None:
        if self._appended or self._text[start] != "第":
            return None
        deleted = _DELETED.match(self._text, start, end)
        token = labels.article_label(deleted[0] if deleted else self._text[start : min(end, start + HEAD)])
        if token is None or token.number is None or (token.weak and not captioned):
            return None
        if self._text[start + token.rest : start + token.rest + 1] in _PARTICLES:
            return None  # 「第3条 の規定」
        return token if follows(self._article, token.number) else None

    def _begin_article(self, start: int, token: Token) -> int:
        self._article = last_key(token.number or "")
        self._begun, self._contents = True, False
        self._counted += 1
        self._lists.begin(start, paragraph=1)
        self.sentences.begin(counted=True)
        return start + max(token.rest, 1)

    def _numbered(self, start: int, end: int) -> int:
        """Read 第…条, or 第…章 and its like."""
        token = self._awaited_article(start, end, captioned=False)
        if not self._is_free(start):
            if token is not None:
                self.doubtful.append((start, start + token.label[1]))
            return 0
        if token is not None:
            self._cut(start, strong=True)
            return self._begin_article(start, token)
        token = labels.structure_label(self._text[start : min(end, start + HEAD)])
        if token is None or token.weak or token.type is None or token.number is None:
            return 0
        last = self._groups.get(token.type, ())
        if self._supplement or self._appended or not (follows(last, token.number) or token.number == "1"):
            return 0
        self._cut(start, strong=self._begun)
        self._groups[token.type] = last_key(token.number)
        self._heading = start + token.rest
        return self._heading

    def _supplementary(self, start: int, end: int) -> int:
        word = _SUPPLEMENT_WORD.match(self._text, start, end)
        assert word is not None  # the candidate was one
        if self._contents:
            self._cut(start)
            self._cut(word.end())
            self._groups.clear()
            return word.end()
        match = _SUPPLEMENT.match(self._text, start, end)
        if match is None or not self._begun:
            return 0
        previous = before(self._text, start, self._first)
        if not (self._is_free(start) or (self._bare and previous in VERB_ENDS)):
            self.doubtful.append(word.span())
            return 0
        self._cut(start, strong=True)
        self._cut(match.end())
        self._supplement, self._appended, self._article = True, False, ()
        self._lists.begin(match.end(), paragraph=0)
        self.sentences.begin(counted=True)
        return match.end()

    def _contents_label(self, start: int, end: int) -> int:
        match = _CONTENTS.match(self._text, start, end)
        if match is None or self._begun or self._contents:
            return 0
        self._cut(start)
        self._cut(match.end())
        self._contents = True
        return match.end()

    def _annex(self, start: int, end: int) -> int:
        match = _APPENDED.match(self._text, start, end)
        previous = before(self._text, start, self._first)
        ended = not previous or previous in ENDS or (self._bare and previous in VERB_ENDS)
        if match is None or not self._begun or not ended:
            return 0
        self._cut(start, strong=True)
        self._cut(match.end())
        self._appended = True
        return match.end()

    def _issued(self, start: int, end: int) -> int:
        """Read the day and the number of the ordinance behind its title."""
        match = _ISSUED.match(self._text, start, end)
        if match is None or self._begun or self._contents or self._text[start - 1 : start] == "(":
            return 0
        self._cut(start)
        self._cut(match.end())
        self._heading = match.end()
        return match.end()

    def _sentence(self, start: int, end: int) -> int:
        """Divide the words of 公布 before the first article, and what begins a line of its own in the provisions."""
        if not self._begun:
            if not self._contents:
                self._cut(start + 1)
        elif not self._appended and self.sentences.ended(start, end, listed=self._lists.open):
            self._cut(start + 1)
        return 0

    def _behind_list(self, start: int, _end: int) -> int:
        """Divide the words behind a list from its last item."""
        if self._begun and self._lists.open and self.sentences.behind_list(start):
            self._cut(start)
        return 0

    def _table(self, start: int, _end: int) -> int:
        if self._begun and not self._appended:
            self.sentences.table(start)
        return 0

    def _reasons(self, start: int, _end: int) -> int:
        """Divide 提案理由 from the 附則 before it."""
        if self._supplement and before(self._text, start, self._first) in ENDS:
            self._cut(start, strong=True)
        return 0

    _READERS: ClassVar[Mapping[str, Callable[["Cutter", int, int], int]]] = {
        "第": _numbered,
        "附": _supplementary,
        "付": _supplementary,
        "目": _contents_label,
        "別": _annex,
        "様": _annex,
        "。": _sentence,
        "こ": _behind_list,
        "次": _table,
        "提": _reasons,
    } | dict.fromkeys("明大昭平令", _issued)
