"""What a text must say for a regular expression to match it, read off the expression.

A topic has hundreds of patterns, and a sentence can match very few of them.  From an expression follow *needs*: sets of words of
which any text that it matches holds at least one (``(?:目的|用途)外.{0,9}提供`` needs 「目的外」 or 「用途外」, and 「提供」).  Which words
a text holds is found once for all expressions (:mod:`pirules.gap.sieve`); those whose needs it doesn't meet aren't searched.  A
need may be missing, which costs time; it is never wrong, which would cost a finding.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from pirules.gap.forms import ANYTHING, NOTHING, Form, Need, beside, either_of, in_turn, one_of, repeated

#: A word, and the name of the part of what is asked about that it must stand in (empty where there is one part).
Atom = tuple[str, str]

#: A word of the vocabulary in braces, as the patterns of the rules write it.
WORD = re.compile(r"\{([a-z_]+)\}")
# The signs of an expression: words (of which a repetition takes the last character only), groups of mere words, openings of
# groups, classes of characters, characters with a backslash, repetitions, words of the vocabulary, and single characters.
_SIGN = re.compile(
    r"[^\\.^$*+?{}\[\]|()]+(?![*+?{])"
    r"|\(\?:[^\\.^$*+?{}\[\]()]*\)"
    r"|\((?:\?(?:[:>=!]|<[=!]|P<\w+>))?"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\\."
    r"|(?:[*+?]|\{(?!\})[0-9]*(?:,[0-9]*)?\})[?+]?"
    r"|\{[a-z_]+\}"
    r"|.",
    re.DOTALL,
)
_REPETITION = re.compile(r"([*+?])|\{([0-9]*)(,?)([0-9]*)\}")
# Flags, comments, conditions and references to groups, which hold beyond their alternative.
_BOUND = re.compile(r"\(\?(?:[aiLmsux#(-]|P=)|\\[1-9]")
# What isn't read at all: those, and characters written by their numbers or names.
_UNREAD = re.compile(rf"{_BOUND.pattern}|\\(?![bBAZdDsSwW])\w", re.ASCII)
#: What takes no character: beginnings, ends and bounds of words.
_EDGES = frozenset({"^", "$", r"\b", r"\B", r"\A", r"\Z"})
#: How groups begin that look at the text and take none of it.
_AHEAD, _NOT_AHEAD = ("(?=", "(?<="), ("(?!", "(?<!")
_MEMBER = re.compile(r"(\\.|.)(?:-(\\.|.))?", re.DOTALL)
#: Characters of a class like [0-9] that are written out at most.
_MOST_CHARACTERS = 16


class Literals:
    """Reads needs off expressions with one vocabulary (names for parts of expressions, written ``{name}``)."""

    def __init__(self, vocabulary: Mapping[str, str]) -> None:
        self._vocabulary = vocabulary
        self._words: dict[str, Form] = {}
        self._read: dict[str, tuple[Need, ...]] = {}

    def needs(self, pattern: str, scope: str = "") -> tuple[frozenset[Atom], ...]:
        """Return what a text needs to match, the most telling first; empty where nothing is known.

        Args:
            pattern: an expression that compiles, all whose words the vocabulary has, none within itself.
            scope: the part that the pattern is asked of.
        """
        return tuple(frozenset((scope, word) for word in need) for need in self.words(pattern))

    def words(self, pattern: str) -> tuple[Need, ...]:
        """Return the same as words."""
        if pattern not in self._read:
            self._read[pattern] = self._form(pattern).all_needs
        return self._read[pattern]

    def _form(self, pattern: str) -> Form:
        if _UNREAD.search(pattern):
            return ANYTHING
        return _Reader(_SIGN.findall(pattern), self._word).form()

    def _word(self, name: str) -> Form:
        if name not in self._words:
            self._words[name] = self._form(self._vocabulary[name])
        return self._words[name]


class _Reader:
    """Goes through the signs of one expression."""

    def __init__(self, signs: Sequence[str], word: Callable[[str], Form]) -> None:
        self._signs = signs
        self._place = 0
        self._word = word

    def form(self) -> Form:
        """Read alternatives up to the end of their group, or of the expression."""
        branches: list[Form] = []
        parts: list[Form] = []
        while self._place < len(self._signs):
            sign = self._signs[self._place]
            self._place += 1
            if sign == ")":
                break
            if sign == "|":
                branches.append(in_turn(parts))
                parts = []
            elif bounds := _bounds(sign):
                parts[-1] = repeated(parts[-1], *bounds)
            else:
                parts.append(self._part(sign))
        return either_of([*branches, in_turn(parts)])

    def _part(self, sign: str) -> Form:
        first = sign[0]
        if first == "(":
            return self._group(sign)
        if first == "[" and len(sign) > 1:
            return _characters(sign)
        if first == "{" and len(sign) > 1:
            return self._word(sign[1:-1])
        if sign in _EDGES:
            return NOTHING
        if first == "\\":
            return ANYTHING if sign[1] in "dDsSwW" else Form(frozenset({sign[1]}))
        return ANYTHING if sign == "." else Form(frozenset({sign}))

    def _group(self, sign: str) -> Form:
        if sign.endswith(")"):
            return one_of(sign[3:-1].split("|"))
        inner = self.form()
        if sign in _AHEAD:
            return beside(inner)
        return NOTHING if sign in _NOT_AHEAD else inner


def _bounds(sign: str) -> tuple[int, int | None] | None:
    """Return how often what stands before a sign comes, ``None`` where it isn't a repetition."""
    match = _REPETITION.match(sign)
    if match is None:
        return None
    if match[1]:
        return int(match[1] == "+"), 1 if match[1] == "?" else None
    least = int(match[2] or 0)
    if match[3]:
        return least, int(match[4]) if match[4] else None
    return least, least


def _characters(sign: str) -> Form:
    """Return the form of a class of characters: each of them, where they are few."""
    if sign.startswith("[^"):
        return ANYTHING
    found: set[str] = set()
    for low, high in _MEMBER.findall(sign[1:-1]):
        if low[0] == "\\" and low[1].isalpha():
            return ANYTHING
        first, last = ord(low[-1]), ord((high or low)[-1])
        if last - first >= _MOST_CHARACTERS:
            return ANYTHING
        found.update(map(chr, range(first, last + 1)))
    return Form(frozenset(found)) if len(found) <= _MOST_CHARACTERS else ANYTHING


def alternatives(pattern: str) -> list[str]:
    """Return expressions of which one is found in a text where ``pattern`` is: its alternatives, and those of an alternative.

    Args:
        pattern: an expression that compiles; with flags, comments or references to groups it is left whole.
    """
    if _BOUND.search(pattern):
        return [pattern]
    parts, depth = [""], 0
    signs = _SIGN.findall(pattern)
    for sign in signs:
        depth += _depth(sign)
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    if len(parts) > 1:
        return [part for whole in parts for part in alternatives(whole)]
    return alternatives(pattern[3:-1]) if _is_group(signs) else [pattern]


def _depth(sign: str) -> int:
    return int(sign[0] == "(" and sign[-1] != ")") - int(sign == ")")


def _is_group(signs: Sequence[str]) -> bool:
    """Tell whether an expression is one group that only groups."""
    if not signs or not signs[0].startswith("(?:"):
        return False
    depth = 0
    for place, sign in enumerate(signs):
        depth += _depth(sign)
        if depth == 0:
            return place == len(signs) - 1
    return False
