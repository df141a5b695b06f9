"""The words of a node in order, and their normal form."""

import re
from collections.abc import Iterator

from pirules.ordinance.model import Node
from pirules.text.fold import fold
from pirules.text.numerals import DIGIT_CHARS, format_ordinal, parse_int

_WIDTH = {
    code: chr(code - 0xFEE0)
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDTH |= {ord("("): "（", ord(")"): "）", ord("["): "［", ord("]"): "］"}
_NUMERAL = f"[{DIGIT_CHARS}]{{1,15}}"
_COUNTER = "[人名件回部方般切日月年円割分つ種類次級者倍週箇個か]"
_ORDINAL = re.compile(
    rf"第(?P<number>{_NUMERAL})(?P<unit>[編章節款目条項号])(?P<branch>(?:の{_NUMERAL}(?!{_COUNTER}|[{DIGIT_CHARS}]))*)"
)
_DATE = re.compile(
    rf"(?<=令和|平成|昭和|大正|明治)(?P<year>[{DIGIT_CHARS}]{{1,4}})年(?:(?P<month>[{DIGIT_CHARS}]{{1,3}})月(?P<day>[{DIGIT_CHARS}]{{1,3}})日)?"
)
_ENUMERATED = re.compile(rf"前(?P<number>{_NUMERAL})(?P<unit>[条項号])")
_WRAP = re.compile(r"[ 　]*(?:\r\n|\r|\n)[ 　]*")


def parts(node: Node, text: str) -> Iterator[str | Node]:
    """Yield a node's own words (without label and caption, outer white space stripped) and its children, in order."""
    pieces: list[tuple[int, str | Node]] = [
        (start, text[start:end].strip(" 　\r\n")) for start, end in node.own_spans()
    ]
    pieces += [(child.span[0], child) for child in node.children]
    for _, piece in sorted(pieces, key=lambda pair: pair[0]):
        if isinstance(piece, Node) or piece:
            yield piece


def one_line(words: str) -> str:
    """Join the lines of a hard-wrapped text; the rows of a table (tabs) stay rows."""
    if "\n" not in words and "\r" not in words:
        return words
    if "\t" in words:
        return "\n".join(line.strip(" 　\r") for line in words.split("\n"))
    return _WRAP.sub("", words)


def normal(words: str) -> str:
    """Return words with half-width letters and digits, full-width brackets, and arabic numbers of places and dates."""
    words = words.translate(_WIDTH)
    words = _ORDINAL.sub(_ordinal, words)
    words = _ENUMERATED.sub(lambda m: f"前{_arabic(m['number'])}{m['unit']}", words)
    return _DATE.sub(_date, words)


def _arabic(numeral: str) -> str:
    value = parse_int(numeral)
    return numeral if value is None else str(value)


def _ordinal(match: re.Match[str]) -> str:
    branches = "".join(f"の{_arabic(part)}" for part in match["branch"].split("の")[1:])
    return f"第{_arabic(match['number'])}{match['unit']}{branches}"


def _date(match: re.Match[str]) -> str:
    year = f"{_arabic(match['year'])}年"
    return year if match["month"] is None else f"{year}{_arabic(match['month'])}月{_arabic(match['day'])}日"


def bare_label(node: Node) -> str:
    """Return a label folded and without white space."""
    return "".join(fold(node.label or "").split())


def ordinal(number: str | None, unit: str) -> str:
    """Write ``"9_2"`` as 第9条の2 and the range ``"8:10"`` as 第8条から第10条まで."""
    if number is None:
        return ""
    first, _, last = number.partition(":")
    if not re.fullmatch(r"\d+(?:_\d+)*", first):
        return ""
    name = format_ordinal(first, unit)
    return f"{name}から{format_ordinal(last, unit)}まで" if last else name
