"""Brackets of a legal sentence: which belong together, and which have lost their partner.

Everything here is one pass with a stack, so that ten thousand nested or unbalanced brackets cost no more than plain text.
"""

import re
from dataclasses import dataclass

from pirules.ordinance.model import Span

_PAIRS = {
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "[": "]",
    "［": "］",
    "〈": "〉",
    "｢": "｣",
}
# PDF and hand-typed texts mix widths within one pair: 「(議会を除く。）」 is still one bracket.
_FAMILY = {
    "（": 0,
    "(": 0,
    "）": 0,
    ")": 0,
    "「": 1,
    "」": 1,
    "｢": 1,
    "｣": 1,
    "『": 2,
    "』": 2,
    "〔": 3,
    "〕": 3,
}
_FAMILY |= {"[": 4, "］": 4, "]": 4, "［": 4, "〈": 5, "〉": 5}
_OPENERS = frozenset(_PAIRS)
_ANY = re.compile("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
_QUOTES = frozenset("「『｢")


@dataclass(frozen=True, slots=True)
class Group:
    """A bracket with its content: ``start`` at the opening, ``end`` behind the closing bracket.

    ``quote`` is true for 「」, whose content is a name or cited words, false for （）, which restrict or explain.
    """

    start: int
    end: int
    quote: bool


@dataclass(frozen=True, slots=True)
class Brackets:
    """The outermost bracket groups of a text, and the places of brackets without a partner."""

    groups: tuple[Group, ...]
    unbalanced: tuple[int, ...]


def scan(text: str) -> Brackets:
    """Find the outermost bracket groups of ``text``; an opening bracket that is never closed is an ordinary character.

    Quotation marks come first: cited words (「掲げる情報（」) may hold half a parenthesis.
    """
    if _ANY.search(text) is None:
        return Brackets((), ())
    quotes, lost_quotes = _pairs(text, _QUOTES, [])
    opaque = _outermost(quotes)
    parentheses, lost = _pairs(text, _OPENERS - _QUOTES, opaque)
    groups = [Group(start, end, text[start] in _QUOTES) for start, end in _outermost(opaque + parentheses)]
    return Brackets(tuple(groups), tuple(sorted(lost_quotes + lost)))


def _pairs(text: str, openers: frozenset[str], opaque: list[Span]) -> tuple[list[Span], list[int]]:
    """Pair the brackets of some kinds outside of the stretches ``opaque``; also return those without a partner."""
    closers = frozenset(_PAIRS[char] for char in openers)
    stack: list[tuple[int, int]] = []
    open_count = [0] * 6
    pairs: list[Span] = []
    lost: list[int] = []
    skip = iter([*opaque, (len(text) + 1, len(text) + 1)])
    hidden = next(skip)
    for match in _ANY.finditer(text):
        position, char = match.start(), match[0]
        while position >= hidden[1]:
            hidden = next(skip)
        if position >= hidden[0] or (char not in openers and char not in closers):
            continue
        family = _FAMILY[char]
        if char in openers:
            stack.append((position, family))
            open_count[family] += 1
        elif not open_count[family]:
            lost.append(position)
        else:
            while stack[-1][1] != family:
                dropped, dropped_family = stack.pop()
                open_count[dropped_family] -= 1
                lost.append(dropped)
            pairs.append((stack.pop()[0], position + 1))
            open_count[family] -= 1
    lost.extend(position for position, _ in stack)
    return pairs, lost


def _outermost(pairs: list[Span]) -> list[Span]:
    groups: list[Span] = []
    end = -1
    for start, stop in sorted(pairs):
        if start >= end:
            groups.append((start, stop))
            end = stop
    return groups
