"""Regular expressions with the words of a vocabulary in them, each compiled once a text comes that it may match."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pirules.errors import RulesetError
from pirules.gap.literals import WORD, Literals

_MAX_DEPTH = 8


class Expressions:
    """Makes expressions with one vocabulary.

    Args:
        vocabulary: names for groups of words.
        at_once: whether :meth:`of` compiles, and so checks, an expression now and not when it is needed: two thousand long
            ones take seconds, and an ordinance needs few of them.

    Attributes:
        literals: reads off expressions what a text must say to match.
    """

    def __init__(self, vocabulary: Mapping[str, str], *, at_once: bool = True) -> None:
        self._vocabulary = dict(vocabulary)
        self._at_once = at_once
        self.literals = Literals(self._vocabulary)

    def expand(self, pattern: str, depth: int = 0) -> str:
        """Return ``pattern`` with every ``{word}`` of the vocabulary written out.

        Raises:
            RulesetError: ``P501`` for a word that the vocabulary doesn't have, or one that contains itself.
        """
        if depth > _MAX_DEPTH:
            raise RulesetError("P501", f"語彙が循環しています（{pattern[:40]}）。")

        def word(match: re.Match[str]) -> str:
            if match[1] not in self._vocabulary:
                raise RulesetError("P501", f"語彙に {match[0]} がありません。")
            return f"(?:{self.expand(self._vocabulary[match[1]], depth + 1)})"

        return WORD.sub(word, pattern)

    def regex(self, pattern: str) -> re.Pattern[str]:
        """Compile a pattern.

        Raises:
            RulesetError: ``P501`` when it isn't a regular expression.
        """
        return _compiled(self.expand(pattern))

    def of(self, pattern: str) -> "Expression":
        """Return a pattern that is compiled when it is needed.

        Raises:
            RulesetError: ``P501`` when it is checked at once and isn't a regular expression.
        """
        expression = Expression(pattern, self)
        if self._at_once:
            self.regex(pattern)
        return expression


class Expression:
    """A pattern of a condition."""

    __slots__ = ("_compiled", "_expressions", "_needs", "_pattern")

    def __init__(self, pattern: str, expressions: Expressions) -> None:
        self._pattern = pattern
        self._expressions = expressions
        self._needs: tuple[frozenset[str], ...] | None = None
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        compiled = self._compiled or self._for(text)
        return compiled.search(text) if compiled is not None else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in a text."""
        compiled = self._compiled or self._for(text)
        return compiled.finditer(text) if compiled is not None else iter(())

    def _for(self, text: str) -> re.Pattern[str] | None:
        """Return the pattern compiled, ``None`` where the text lacks words that it needs."""
        if self._needs is None:
            self._needs = self._expressions.literals.words(self._pattern)
        for need in self._needs:
            for word in need:  # not any(…), which takes longer than a search does
                if word in text:
                    break
            else:
                return None
        self._compiled = self._expressions.regex(self._pattern)
        return self._compiled


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise RulesetError("P501", f"正規表現の誤りです（{error}: {pattern[:80]}）。") from error
