"""What a text must say for a regular expression to match it, read off the expression.

A topic has hundreds of patterns, and a sentence can match very few of them.  From the parse tree of an expression follow *needs*:
sets of words of which any text that it matches holds at least one (``(?:目的|用途)外.{0,9}提供`` needs 「目的外」 or 「用途外」, and
「提供」).  Which words a text holds is found once for all expressions (:mod:`pirules.gap.sieve`); those whose needs it doesn't meet
aren't searched.  A need may be missing, which costs time; it is never wrong, which would cost a finding.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from re import _constants, _parser  # type: ignore[attr-defined]  # the tree that ``re`` itself compiles
from typing import Any

#: A word, and the name of the part of what is asked about that it must stand in (empty where there is one part).
Atom = tuple[str, str]
#: One of these words is in every text that matches.
Need = frozenset[str]

#: A word of the vocabulary in braces, as the patterns of the rules write it.
WORD = re.compile(r"\{([a-z_]+)\}")
# Words of the vocabulary are parsed once, and stand in other patterns as a group of one character that isn't used otherwise
# (a group, so that the parser doesn't make a class of characters of several of them).
_STAND_INS = 0xF0000
#: Strings that a part of an expression is written out as at most.
_MOST_STRINGS = 32
#: Needs that are kept for a part of an expression at most, the most telling ones.
_MOST_NEEDS = 6
# A character of an expression, written with a backslash or not, or a class of characters.
_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
# Characters that mean nothing but themselves.
_WORDS = re.compile(r"[^\\.^$*+?{}\[\]|()]*")
# Flags, comments, conditions and references to groups, which hold beyond their alternative.
_BOUND = re.compile(r"\(\?(?:[aiLmsux#(-]|P=)|\\[1-9]")
#: Characters of a class like [0-9] that are written out at most.
_MOST_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class _Form:
    """What is known of the texts that a part of an expression matches.

    Attributes:
        strings: all strings that the part can match, ``None`` where they are too many or unknown.
        needs: what must stand in the text besides one of them.
    """

    strings: Need | None
    needs: tuple[Need, ...] = ()

    @property
    def all_needs(self) -> tuple[Need, ...]:
        """All that a text needs for this part."""
        return best((*self.needs, self.strings) if self.strings is not None else self.needs)


_ANYTHING = _Form(None)
_NOTHING = _Form(frozenset({""}))


class Literals:
    """Reads needs off expressions with one vocabulary (names for parts of expressions, written ``{name}``)."""

    def __init__(self, vocabulary: Mapping[str, str]) -> None:
        self._vocabulary = vocabulary
        self._numbers = {name: _STAND_INS + number for number, name in enumerate(vocabulary)}
        self._names = {number: name for name, number in self._numbers.items()}
        self._forms: dict[str, _Form] = {}

    def needs(self, pattern: str, scope: str = "") -> tuple[frozenset[Atom], ...]:
        """Return what a text needs to match, the most telling first; empty where nothing is known.

        Args:
            pattern: an expression that compiles, all whose words the vocabulary has, none within itself.
            scope: the part that the pattern is asked of.
        """
        return tuple(frozenset((scope, word) for word in need) for need in self._parsed(pattern).all_needs)

    def _parsed(self, pattern: str) -> _Form:
        if _WORDS.fullmatch(pattern):
            return _Form(frozenset({pattern}))
        if "\\U" in pattern or max(pattern, default="") >= chr(_STAND_INS):
            return _ANYTHING
        tree = _parser.parse(WORD.sub(lambda match: f"({chr(self._numbers[match[1]])})", pattern))
        return _ANYTHING if tree.state.flags & re.IGNORECASE else self._sequence(tree)

    def _word(self, name: str) -> _Form:
        if name not in self._forms:
            self._forms[name] = self._parsed(self._vocabulary[name])
        return self._forms[name]

    def _sequence(self, parts: Iterable[tuple[Any, Any]]) -> _Form:
        """Join the strings of neighbours as long as they are few; where they end, one of them is needed."""
        needs: list[Need] = []
        run = frozenset({""})
        whole = True
        for form in self._forms_of(parts):
            needs += form.needs
            if form.strings is not None and len(run) * len(form.strings) <= _MOST_STRINGS:
                run = frozenset(left + right for left in run for right in form.strings)
                continue
            whole = False
            needs.append(run)
            run = form.strings if form.strings is not None else frozenset({""})
        return _Form(run, best(needs)) if whole else _Form(None, best([*needs, run]))

    def _forms_of(self, parts: Iterable[tuple[Any, Any]]) -> Iterator[_Form]:
        letters = ""
        for operation, value in parts:
            if operation is _constants.LITERAL and value < _STAND_INS:
                letters += chr(value)
                continue
            if letters:
                yield _Form(frozenset({letters}))
                letters = ""
            yield self._part(str(operation), value)
        if letters:
            yield _Form(frozenset({letters}))

    def _part(self, operation: str, value: Any) -> _Form:  # noqa: PLR0911 - a line for each kind of part
        match operation:
            case "LITERAL":  # a stand-in
                return self._word(self._names[value])
            case "IN":
                return _characters(value)
            case "BRANCH":
                return _either([self._sequence(branch) for branch in value[1]])
            case "SUBPATTERN":
                return _ANYTHING if value[1] & re.IGNORECASE else self._sequence(value[3])
            case "ATOMIC_GROUP":
                return _Form(None, self._sequence(value).all_needs)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeated(*value)
            case "ASSERT":  # looks at the same text, and takes none of it
                return _Form(_NOTHING.strings, self._sequence(value[1]).all_needs)
            case "AT" | "ASSERT_NOT":
                return _NOTHING
            case _:
                return _ANYTHING

    def _repeated(self, least: int, most: int, parts: Any) -> _Form:
        form = self._sequence(parts)
        if least == 0:
            optional = most == 1 and form.strings is not None and not form.needs
            return _either([form, _NOTHING]) if optional else _ANYTHING
        return form if most == 1 else _Form(None, form.all_needs)


def alternatives(pattern: str) -> list[str]:
    """Return expressions of which one is found in a text where ``pattern`` is: its alternatives, and those of an alternative.

    Args:
        pattern: an expression that compiles; with flags, comments or references to groups it is left whole.
    """
    if _BOUND.search(pattern):
        return [pattern]
    parts, depth = [""], 0
    for sign in _SIGN.findall(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    if len(parts) > 1:
        return [part for whole in parts for part in alternatives(whole)]
    inner = _group(pattern)
    return [pattern] if inner is None else alternatives(inner)


def _group(pattern: str) -> str | None:
    """Return what stands in the one group that a pattern is, if it is one that only groups."""
    if not pattern.startswith("(?:"):
        return None
    depth = 0
    signs = _SIGN.findall(pattern)
    for place, sign in enumerate(signs):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return pattern[3:-1] if place == len(signs) - 1 else None
    return None


def _characters(members: Sequence[tuple[Any, Any]]) -> _Form:
    """Return the form of a class of characters: each of them, where they are few."""
    found: set[str] = set()
    for operation, value in members:
        if str(operation) == "LITERAL" and value < _STAND_INS:
            found.add(chr(value))
        elif str(operation) == "RANGE" and value[1] - value[0] < _MOST_CHARACTERS:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return _ANYTHING
    return _Form(frozenset(found)) if len(found) <= _MOST_CHARACTERS else _ANYTHING


def _either(forms: Sequence[_Form]) -> _Form:
    strings: set[str] = set()
    for form in forms:
        if form.strings is None or form.needs:
            return _Form(None, best(either([form.all_needs for form in forms])))
        strings |= form.strings
    found = frozenset(strings)
    return _Form(found) if len(found) <= _MOST_STRINGS else _Form(None, best([found]))


def either(alternatives: Sequence[Sequence[frozenset[Any]]]) -> Iterator[frozenset[Any]]:
    """Yield what is needed where one of several must hold: one need of each; nothing where one of them needs nothing."""
    if all(alternatives):
        for together in zip_longest(*alternatives):
            yield frozenset().union(
                *(need or needs[0] for need, needs in zip(together, alternatives, strict=True))
            )


def best(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return the most telling needs: few long words.  A need that the empty string meets says nothing."""
    telling = tuple(dict.fromkeys(need for need in needs if "" not in need))
    return telling if len(telling) <= _MOST_NEEDS else tuple(sorted(telling, key=_looseness)[:_MOST_NEEDS])


def _looseness(need: Need) -> float:
    """Return roughly how often a need is met."""
    return len(need) * 20.0 ** -min(map(len, need))
