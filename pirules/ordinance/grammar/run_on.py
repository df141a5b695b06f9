"""Labels of 項, 号 and what stands below them in words that run on without line ends."""

import re

from pirules.ordinance.grammar import enumerators as enums
from pirules.ordinance.grammar.enumerators import enumerator_label, follows, last_key

_PAIRS = {"(": ")", "[": "]", "【": "】", "「": "」", "『": "』"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSING])) + "\n]")
#: A sentence that announces a list.
LIST_FOLLOWS = re.compile(r"[次左] ?[のに]|各 ?号|と ?お ?り|下 ?記")
# A number before these counts something: 「2 年」, 「3 人」.
_COUNTED = re.compile(r"[年月日時分秒円人名条項号章節款目件回枚箇個%歳級種週割つ]")
# Before a label stands the end of a sentence or a noun; behind these something is still being said.
_GOES_ON = frozenset("第、,はがをにへとのでやも又及並同前次本該約")
# 「前項(1)に」: without white space behind the label it may be one of a place named before it.
_PLACE = frozenset("条項号表式")
#: What a sentence, a caption or a note ends with.
ENDS = frozenset("。)]】」")
#: What a sentence that lost its 。 ends with: 定める, いう, 行わず, 削る.
VERB_ENDS = frozenset("るいうくすずむぬつぶぐた")
_LABEL = 16  # characters of the longest label
_ANNOUNCED = 400  # characters between 「次に掲げる」 and the first label


def pairs(text: str) -> dict[int, int]:
    """Return for each bracket and quotation mark that is closed on its line the place behind the closing one."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark == "\n":
            opened.clear()
        elif mark in _PAIRS:
            opened.append((mark, match.start()))
        elif opened and opened[-1][0] == _CLOSING[mark]:
            found[opened.pop()[1]] = match.end()
    return found


def before(text: str, place: int, floor: int) -> str:
    """Return the last visible character before a place, nothing at the beginning."""
    while place > floor and text[place - 1] in " \t":
        place -= 1
    return text[place - 1] if place > floor else ""


class Lists:
    """The 項 and the open lists of one article, and which label each of them awaits.

    Attributes:
        open: whether a list is open.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._since = 0
        self._paragraph = 0
        self._levels: list[tuple[str, enums.Order | None, tuple[int, ...]]] = []

    @property
    def open(self) -> bool:
        """Whether a list of 号 is open: its last words need not end with a 。."""
        return bool(self._levels)

    def begin(self, place: int, *, paragraph: int) -> None:
        """Begin an article (its first 項 has no number) or a 附則 (``paragraph`` 0: its first may have one)."""
        self._since = place
        self._paragraph = paragraph
        self._levels.clear()

    def label(self, start: int, end: int, *, captioned: bool = False, bare: bool = False) -> int:
        """Read the label that is awaited at ``start``; return where the words behind it begin, 0 if there is none.

        Args:
            start: the place of the label.
            end: the end of the line.
            captioned: a caption stands before it, so that only a 項 can begin.
            bare: the words lost their punctuation, so that a sentence ends with its verb.
        """
        token = enumerator_label(self._text[start : min(end, start + _LABEL)])
        if token is None or token.weak or ":" in (token.number or ":"):
            return 0
        number = token.number or ""
        if token.style in (enums.DIGIT, enums.CIRCLED):
            free = captioned or (bare and before(self._text, start, 0) in VERB_ENDS)
            taken = self._paragraph_at(start, end, number, start + token.rest, free=free)
        elif captioned:
            return 0
        else:
            order = enums.order_of(token)
            if token.rest == token.label[1] and before(self._text, start, 0) in _PLACE:
                return 0
            taken = self._item_at(start, token.style, order, enums.number_in(order, token) or "", number)
        if not taken:
            return 0
        self._since = start
        return start + token.rest

    def _paragraph_at(self, start: int, end: int, number: str, rest: int, *, free: bool) -> bool:
        last = (self._paragraph,) if self._paragraph else ()
        if not number.isdecimal() or not follows(last, number) or _COUNTED.match(self._text, rest):
            return False
        previous = before(self._text, start, 0)
        if self._paragraph and previous not in ENDS and not free:
            if not self._levels or previous in _GOES_ON or previous.isdecimal():
                return False
            if self._text.find("。", rest, end) < 0:
                return False
        elif not self._paragraph and not free and self._text[self._since : start].strip():
            return False
        self._paragraph = int(number)
        self._levels.clear()
        return True

    def may_be_paragraph(self, start: int, end: int) -> bool:
        """Whether the number of the next 項 stands at a place, set off by blanks, though nothing tells that it is one."""
        token = enumerator_label(self._text[start : min(end, start + _LABEL)])
        return (
            token is not None
            and token.style == enums.DIGIT
            and not token.weak
            and self._paragraph > 0
            and token.number == str(self._paragraph + 1)
            and self._text[start - 1] == " "
            and before(self._text, start, 0) not in _GOES_ON
            and not _COUNTED.match(self._text, start + token.rest)
        )

    def _item_at(self, start: int, style: str, order: enums.Order | None, number: str, written: str) -> bool:
        previous = before(self._text, start, 0)
        if previous in _GOES_ON:
            return False
        for depth in range(len(self._levels) - 1, -1, -1):
            open_style, open_order, last = self._levels[depth]
            if open_style != style:
                continue
            awaited = _number(open_order, written) if open_order is not None else number
            if awaited is None or not follows(last, awaited):
                return False
            del self._levels[depth + 1 :]
            self._levels[depth] = (style, open_order, last_key(awaited))
            return True
        if number != "1" or not LIST_FOLLOWS.search(self._text, max(self._since, start - _ANNOUNCED), start):
            return False
        self._levels.append((style, order, (1,)))
        return True


def _number(order: enums.Order, written: str) -> str | None:
    place = order.letters.find(written[:1])
    return str(place + 1) if place >= 0 and len(written) == 1 else None
