"""Labels of 項, 号 and what stands below them, and which number may follow which.

A label alone doesn't tell a 項 from a 号 (「2　」 is either), nor イ of イロハ from イ of アイウ: the open levels do.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pirules.ordinance.grammar.labels import joined_number
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.text.numerals import AIUEO, ENCLOSED, IROHA, parse_int, sort_key

_KANJI = "〇一二三四五六七八九十百"
_ARABIC = re.compile(r"([0-9]{1,3})((?: ?の ?[0-9]{1,2}){0,3})(?P<end>[.] ?|、| +|$)?")
_HALF_PAREN = re.compile(r"([0-9]{1,2})\)(?P<end> +|$)")
_HALF_KANA = re.compile(rf"([{AIUEO}ヰヱ])\)(?P<end> +|$)")
_KANJI_NUMBER = re.compile(rf"([{_KANJI}]{{1,5}})((?:の[{_KANJI}]{{1,3}}){{0,3}})(?P<end>[.、] ?| +|$)")
_PAREN_NUMBER = re.compile(
    r"\( ?([0-9](?: ?[0-9]){0,2})((?: ?の ?[0-9]{1,2}){0,3}) ?\)((?:の[0-9]{1,2}){0,2})(?P<end> *)"
)
_PAREN_KANJI = re.compile(rf"\( ?([{_KANJI}]{{1,4}})((?: ?の ?[{_KANJI}]{{1,3}}){{0,3}}) ?\)(?P<end> *)")
# 〔１〕 and ［１］, with words behind it: alone on a line it is the number of a page or of a note.
_SQUARE = re.compile(
    rf"\[ ?([0-9]{{1,2}}|[{_KANJI}]{{1,3}}) ?\]((?:の[0-9{_KANJI}]{{1,2}}){{0,2}})(?P<end> *)(?=.)"
)
_KANA = re.compile(rf"([{AIUEO}ヰヱ])(?:の([0-9{_KANJI}]{{1,2}}))?(?P<end>[.、] ?| +|$)?")
_PAREN_KANA = re.compile(rf"\( ?([{AIUEO}ヰヱ])(?:の([0-9{_KANJI}]{{1,2}}))? ?\)(?P<end> *)")
_LETTER = re.compile(r"([a-zA-Z])(?P<end>[.] ?|、| +|$)")
_PAREN_LETTER = re.compile(r"\( ?([a-zA-Z]) ?\)(?P<end> *)")
_NAMED = re.compile(
    rf"第 ?([0-9]{{1,3}}|[{_KANJI}]{{1,4}}) ?号((?:の[0-9{_KANJI}]{{1,2}}){{0,2}})(?P<end> +)"
)
_ROMAN = re.compile(r"\( ?(i{1,3}|iv|vi{0,3}|ix|x) ?\)(?P<end> *)")
_ENCLOSED_BRANCH = re.compile(r"((?: ?の ?[0-9]{1,2}){0,3})(?P<end>[.、] ?| *)")
_ROMANS = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
# 「3から5まで　削除」: one node for a range of deleted 号.
_DELETED_RANGE = re.compile(r"(?:から|及び|~|-|・|、)(?P<to>[^ ]{1,8}?)(?:まで)? *(?=(?:削 *除|\(?略\)?) *$)")
# A unit or particle after a bare number: 「2年」 「3人以上」 「1の規定」 are text.
_NOT_A_LABEL = re.compile(
    r"[0-9年月日時分秒円人名条項号章節款目編回件通枚箇か個ヶヵカ%歳級類種月週つのにをはがでとへも、,・／/~\-)]"
)
# A line that _DELETED_RANGE fits ends so.
_DELETED_ENDS = frozenset("除略) ")
_PARTICLE = re.compile(r"[のにをはがでとへもや、及又]")

DIGIT, DOTTED, PAREN, CIRCLED, KANJI, PAREN_KANJI = "1", "1.", "(1)", "①", "一", "(一)"
KANA, PAREN_KANA, LETTER, PAREN_LETTER, ROMAN = "ア", "(ア)", "a", "(a)", "(i)"
HALF_PAREN, HALF_KANA, SQUARE = "1)", "ア)", "[1]"
NAMED = "第1号"

_SHORT = 9  # characters of a label with the space after it

#: Styles that stand for 号 (the others stand below a 号).
ITEM_STYLES = frozenset((DIGIT, DOTTED, PAREN, CIRCLED, KANJI, PAREN_KANJI, HALF_PAREN, SQUARE, NAMED))
#: Styles that a 項 can have.
PARAGRAPH_STYLES = frozenset((DIGIT, DOTTED, CIRCLED))


def enumerator_label(head: str) -> Token | None:
    """Read the label of a 項 or 号 at the beginning of a line, or ``None``.

    The token's ``number`` is the number (``"1_2"``), or for kana and letters the character itself.
    """
    if head[:1] == "(" and head[1:2] not in _IN_BRACKETS:
        return None
    if len(head) <= _SHORT:
        return _short_label(head)
    space = head.find(" ", 1, _SHORT)
    if space > 0 and head[-1] not in _DELETED_ENDS:
        # Labels repeat all over a text; up to the space after it a label says all about itself.
        token = _short_label(head[: space + 1])
        if token is not None:
            return token
    return _label_of(head)


@lru_cache(maxsize=16_384)
def _short_label(label: str) -> Token | None:
    return _label_of(label)


def _label_of(head: str) -> Token | None:
    first = head[:1]
    token: Token | None = None
    if first.isdecimal():
        token = _with_range(head, _arabic(head))
    elif first == "(":
        if head[1:2] not in _IN_BRACKETS:
            return None
        token = _with_range(head, _in_brackets(head))
    elif first in ENCLOSED:
        token = _enclosed(head)
    elif first in _KANJI_SET:
        token = _with_range(head, _kanji(head))
    elif first in _KANA_SET:
        token = _with_range(head, _kana(head))
    elif first == "[" and (match := _SQUARE.match(head)):
        token = _token(
            SQUARE, joined_number(match[1], match[2]), match, match.end(2), weak=_runs_on(head, match)
        )
    elif first == "第" and (match := _NAMED.match(head)):
        # weak: 「第2号　甲」 may be a row of a table, or words that the page broke
        token = _token(NAMED, joined_number(match[1], match[2]), match, match.start("end"), weak=True)
    elif first.isascii() and first.isalpha() and (match := _LETTER.match(head)):
        token = _token(LETTER, match[1].lower(), match, match.end(1))
    return token


def _kanji(head: str) -> Token | None:
    match = _KANJI_NUMBER.match(head)
    return match and _token(KANJI, joined_number(match[1], match[2]), match, match.end(2))


_KANJI_SET = frozenset(_KANJI)
_KANA_SET = frozenset(AIUEO + IROHA)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
#: What a label in brackets may begin with behind its bracket.
_IN_BRACKETS = frozenset(" 0123456789ヰヱ" + _KANJI + AIUEO + _ALPHABET + _ALPHABET.upper())


def _token(
    style: str, number: str | None, match: re.Match[str], end: int, *, weak: bool = False
) -> Token | None:
    if number is None:
        return None
    closing = match["end"] or ""
    # The point after a number belongs to the label, the space after it doesn't.
    end = max(end, match.start("end") + len(closing.rstrip())) if closing.strip() else end
    return Token(Kind.ENUMERATOR, None, number, (0, end), match.end(), style, weak)


def _arabic(head: str) -> Token | None:
    match = _ARABIC.match(head)
    if match is None:
        return None
    number = joined_number(match[1], match[2])
    if match["end"] is None:
        if half := _HALF_PAREN.match(head):
            return _token(HALF_PAREN, number, half, half.start("end"))
        if _NOT_A_LABEL.match(head, match.end()):
            return None
        return _token(DIGIT, number, match, match.end(2), weak=True)
    if match["end"].startswith(".") and head[match.end() : match.end() + 1].isdecimal():
        return None  # 「1.5」 is an amount
    style = DOTTED if match["end"].strip() else DIGIT
    return _token(style, number, match, match.end(2))


def _in_brackets(head: str) -> Token | None:
    if match := _PAREN_NUMBER.match(head):
        number = joined_number(match[1].replace(" ", ""), match[2] + match[3])
        return _token(PAREN, number, match, match.end(3), weak=_runs_on(head, match))
    if match := _PAREN_KANJI.match(head):
        number = joined_number(match[1], match[2])
        return _token(PAREN_KANJI, number, match, match.start("end"), weak=_runs_on(head, match))
    if match := _PAREN_KANA.match(head):
        return _token(
            PAREN_KANA, match[1] + (match[2] or ""), match, match.start("end"), weak=_runs_on(head, match)
        )
    if match := _ROMAN.match(head):
        return _token(ROMAN, _ROMANS[match[1]], match, match.start("end"))
    if match := _PAREN_LETTER.match(head):
        return _token(PAREN_LETTER, match[1].lower(), match, match.start("end"))
    return None


def _runs_on(head: str, match: re.Match[str]) -> bool:
    return not match["end"] and bool(_PARTICLE.match(head, match.end()))


def _kana(head: str) -> Token | None:
    match = _KANA.match(head)
    if match is None:
        return None
    if match["end"] is None:
        if half := _HALF_KANA.match(head):
            return _token(HALF_KANA, match[1], half, half.start("end"))
        following = head[match.end() : match.end() + 1]
        # A katakana word (インターネット) isn't a label; a kanji right after a kana may be, in text from PDF.
        if not ("一" <= following <= "鿿") or match[2]:
            return None
        return _token(KANA, match[1], match, match.end(1), weak=True)
    return _token(KANA, match[1] + (match[2] or ""), match, match.start("end"))


def _enclosed(head: str) -> Token | None:
    style = _enclosed_style(head[0])
    match = _ENCLOSED_BRANCH.match(head, 1)
    assert match is not None  # every part of the pattern may be empty
    number = joined_number(str(parse_int(head[0])), match[1])
    return _token(style, number, match, match.end(1), weak=_runs_on(head, match))


def _enclosed_style(char: str) -> str:
    code = ord(char)
    for style, start, end in (
        (PAREN, 0x2474, 0x2487),
        (DOTTED, 0x2488, 0x249B),
        (PAREN_KANJI, 0x3220, 0x3229),
        (ROMAN, 0x2160, 0x217F),
    ):
        if start <= code <= end:
            return style
    return CIRCLED


def _with_range(head: str, token: Token | None) -> Token | None:
    """Widen the label over a range of deleted 号: 「(3)から(5)まで　削除」."""
    if "除" not in head and "略" not in head:
        return token
    end = token.label[1] if token else len(re.match(r"\(?[^ \)から及び~・、]{0,6}\)?", head)[0])  # type: ignore[index]
    match = _DELETED_RANGE.match(head, end)
    if match is None:
        return token
    start = token or enumerator_label(head[:end] + " ")
    until = enumerator_label(match["to"] + " ")
    if start is None or until is None or start.style != until.style:
        return token
    return replace(
        start,
        number=f"{start.number}:{until.number}",
        label=(0, match.end("to") + (2 if "まで" in match[0] else 0)),
        rest=match.end(),
        weak=False,
        deleted=True,
    )


class Order(NamedTuple):
    """The sequence that a level of kana labels follows."""

    name: str
    letters: str


_IN_ORDER = frozenset((KANA, PAREN_KANA, HALF_KANA, LETTER, PAREN_LETTER))
_ORDERS = (Order("iroha", IROHA), Order("aiueo", AIUEO), Order("abc", _ALPHABET))


def order_of(token: Token) -> Order | None:
    """Return the sequence that a label of kana or letters opens, ``None`` for numbers.

    Of イロハ and アイウ that in which the label comes first: イ and ハ mean イロハ, ア and ウ アイウ.
    """
    if token.style not in _IN_ORDER:
        return None
    if token.style in (LETTER, PAREN_LETTER):
        return _ORDERS[2]
    iroha, aiueo, _ = _ORDERS
    kana = (token.number or "ア")[0]
    first, second = iroha.letters.find(kana), aiueo.letters.find(kana)
    return aiueo if first < 0 or 0 <= second < first else iroha


def number_in(order: Order | None, token: Token) -> str | None:
    """Return the number of a label on a level that follows ``order``: イ is ``"1"`` in イロハ and ``"2"`` in アイウ."""
    written = token.number or ""
    return written if order is None else _number_in(order, written)


@lru_cache(maxsize=1024)
def _number_in(order: Order, written: str) -> str | None:
    ends = []
    for part in written.split(":"):
        place = order.letters.find(part[:1])
        branch = parse_int(part[1:]) if part[1:] else None
        if place < 0 or (part[1:] and branch is None):
            return None
        ends.append(str(place + 1) + (f"_{branch}" if branch else ""))
    return ":".join(ends)


@lru_cache(maxsize=16_384)
def last_key(number: str) -> tuple[int, ...]:
    """Return the sort key of a number, of a range that of its end."""
    return sort_key(number.rpartition(":")[2])


def key_after(last: tuple[int, ...], number: str) -> tuple[int, ...] | None:
    """Return the key of ``number`` if it is awaited after ``last``, else ``None``."""
    if len(last) == 1:
        # Nearly always the next one: no need to remember each of the ten thousand articles of a long text.
        value = last[0] + 1
        if number == str(value):
            return (value,)
    return last_key(number) if follows(last, number) else None


@lru_cache(maxsize=16_384)
def follows(last: tuple[int, ...], number: str) -> bool:
    """Whether ``number`` is awaited after ``last``: 3 → 4, 3 → 3_2, 3_2 → 3_3, 3_2 → 4."""
    new = sort_key(number)
    if not last:
        return new[:1] == (1,)
    if new == (*last, 2):
        return True
    return any(new == (*last[:depth], last[depth] + 1) for depth in range(len(last)))
