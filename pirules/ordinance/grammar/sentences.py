"""Sentences in words that lost their line ends: which of them begins a line of its own again.

Three things tell it: a blank behind 。 where blanks stand nowhere within sentences (the line end became a blank), the words
「この場合において」 right behind a noun (they begin what follows a list), and 「前項」 in the second sentence of an article
(第1項 has no 前項, so that 第2項 begins with it).  What may be meant either way is told, not cut.
"""

import re
from typing import TYPE_CHECKING

from pirules.ordinance.grammar import labels
from pirules.ordinance.grammar.enumerators import enumerator_label
from pirules.ordinance.grammar.run_on import before

if TYPE_CHECKING:
    from pirules.ordinance.model import Span

_WITHIN = re.compile(r"[ぁ-ん、] +(?![一二三四五六七八九十]{1,3} |この場合)(?=[ぁ-ん一-鿿])")
_BEHIND = re.compile(r"。 +(?=[^ ])")
_RARE = 0.25  # of the blanks behind sentences so many may stand within others
_LOOKS_BACK = re.compile(r"(?<![条法令例則])前(?P<number>[2二])?項(?=[のにただ本後前第各、])")
_QUOTED = re.compile(r"「[^「」]*」|\([^()]*\)")
_SENTENCE = 400
_HEAD = 20
_BEHIND_LIST = re.compile(r"この場合(?:において|には)、?")
_TABLE = re.compile(r"次の表(?=の|に|のとおり)")
#: Why a place is told that wasn't cut.
NO_LIST_END = "号の列記の後に続く文か、最後の号の文か、改行が失われているため決められません。"
NO_PARAGRAPH = "項の番号か、前の語に続く数字か、句読点が失われているため決められません。"
NO_ROWS = "改行が失われているため、この表の行は分けられません。"


class Sentences:
    """The sentences of the open article, and what they tell.

    Attributes:
        doubtful: places that may begin a line of their own but need not, with what is to be said of them.
        has_table: the open article has a table, whose last row needs no 。.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._blanks = False
        self._seen = 0  # sentences of the open 項 so far
        self._number = 0  # the open 項 as counted, 0 where a number or a list makes counting needless
        self.has_table = False
        self.doubtful: list[tuple[Span, str]] = []

    def line(self, first: int, last: int) -> None:
        """Begin a line: whether its blanks stand behind sentences only."""
        behind = len(_BEHIND.findall(self._text, first, last))
        within = len(_WITHIN.findall(self._text, first, last))
        self._blanks = within <= _RARE * behind

    def begin(self, *, counted: bool) -> None:
        """Begin an article (``counted``), or something whose 項 aren't counted."""
        self._seen, self._number = 0, int(counted)
        self.has_table = False

    def ended(self, stop: int, end: int, *, listed: bool) -> bool:
        """Whether the words behind a 。 begin a line of their own.

        Args:
            stop: the place of the 。.
            end: the end of the line.
            listed: a list is open.
        """
        text = self._text
        if text[stop + 1 : stop + 2] == " " and self._blanks:
            head = text[stop + 1 : min(end, stop + _HEAD)].lstrip()
            if not head or head[0] in "([【「" or enumerator_label(head) or labels.article_label(head):
                return False  # what has a label is read by it, or is no label
            self._seen = 0
            self._number += bool(self._number)
            return True
        if listed:
            self._number = 0
            if match := _BEHIND_LIST.match(text, stop + 1):
                self.doubtful.append((match.span(), NO_LIST_END))
            return False
        self._seen += 1
        if self._number and self._seen == 1 and self._looks_back(stop + 1, end):
            self._seen = 0
            self._number += 1
            return True
        return False

    def _looks_back(self, start: int, end: int) -> bool:
        """Whether a sentence names the 項 before it that must then be the open one."""
        stop = self._text.find("。", start, min(end, start + _SENTENCE))
        words = _QUOTED.sub("", self._text[start : stop if stop > 0 else start])
        match = _LOOKS_BACK.search(words)
        return match is not None and (2 if match["number"] else 1) == self._number

    def behind_list(self, start: int) -> bool:
        """Whether 「この場合において」 at a place begins the words behind an open list: right behind the noun of an item."""
        return bool(_BEHIND_LIST.match(self._text, start)) and before(self._text, start, 0) not in "。、"

    def table(self, start: int) -> None:
        """Tell of a table whose rows run on in its article."""
        if match := _TABLE.match(self._text, start):
            self.has_table = True
            self.doubtful.append((match.span(), NO_ROWS))
