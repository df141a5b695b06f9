"""How close paragraphs are to the annotated clauses: by stretches of characters, the meaning of their words and the concepts they name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pirules.clauses.tokens import normal_forms
from pirules.gap.literals import Literals, alternatives
from pirules.gap.sieve import Sieve
from pirules.gap.stretches import MOST_CHARACTERS, Floats, Holders, Stretches, unit

# Paragraphs that are compared at once: one product of matrices is quicker than many of single rows, and its rows fit the caches.
_AT_ONCE = 64
_compiled = lru_cache(maxsize=4096)(re.compile)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of words; a text's meaning is the mean of those of its words, the telling ones first.

    Attributes:
        rows: the row of each word (normal form) in ``vectors``.
        weights: how telling a word is, for the words of the annotated clauses; others are as telling as ``unknown``.
        centre: the mean of all annotated clauses, which says nothing and is taken away.
    """

    rows: Mapping[str, int]
    vectors: Floats
    weights: Mapping[str, float]
    unknown: float
    centre: Floats

    def whole(self, text: str) -> Floats:
        """Return the mean meaning of a text, of length 1, or zeros."""
        known = [word for word in normal_forms(text[:MOST_CHARACTERS]) if word in self.rows]
        if not known:
            return np.zeros_like(self.vectors[0])
        weights = np.array([self.weights.get(word, self.unknown) for word in known], dtype=np.float32)
        return unit(weights @ self.vectors[[self.rows[word] for word in known]])

    def of(self, text: str) -> Floats:
        """Return what is particular in the meaning of a text."""
        return unit(self.whole(text) - self.centre)


class Concepts:
    """Patterns of legal concepts (the vocabulary as it was when the model was trained) and how telling each is.

    Each pattern is taken apart into its alternatives; concepts share many, and few of them can be in a text.
    """

    def __init__(self, patterns: Sequence[str], weights: Floats) -> None:
        self.patterns = tuple(patterns)
        self.weights = weights
        of_part: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for part in alternatives(pattern):
                of_part.setdefault(part, []).append(number)
        literals = Literals({})
        self._parts = tuple(of_part.items())
        self._sieve = Sieve([literals.needs(part) for part in of_part])

    def of(self, text: str) -> Floats:
        """Return which concepts a text names, weighted, of length 1 (or zeros)."""
        text = text[:MOST_CHARACTERS]
        named: set[int] = set()
        for place in self._sieve.among(text):
            part, numbers = self._parts[place]
            if not named.issuperset(numbers) and _compiled(part).search(text):
                named.update(numbers)
        weights = np.zeros_like(self.weights)
        places = sorted(named)
        weights[places] = self.weights[places]
        return unit(weights)


@dataclass(frozen=True, slots=True)
class Measure:
    """How two clauses are compared.

    Attributes:
        shares: weight of stretches, meaning and concepts.
        steepness: how quickly clauses that are less alike count less.
        holders: the stretches of each annotated clause.
        meanings: the meaning of each.
        concepts: the concepts of each.
    """

    stretches: Stretches
    words: Meanings
    patterns: Concepts
    shares: tuple[float, float, float]
    steepness: float
    holders: Holders
    meanings: Floats
    concepts: Floats

    def closeness(self, texts: Sequence[str]) -> Iterator[Floats]:
        """Yield, some texts after others, how close each (a row) is to each clause: 1 for the same, zeros where nothing of it is known."""
        for begin in range(0, len(texts), _AT_ONCE):
            yield self._of_some(texts[begin : begin + _AT_ONCE])

    def _of_some(self, texts: Sequence[str]) -> Floats:
        known = [self.stretches.known(text) for text in texts]
        by_stretch, by_meaning, by_concept = self.shares
        near: Floats = by_stretch * self.holders.likeness(known)
        near += by_meaning * np.stack([self.words.of(text) for text in texts]) @ self.meanings.T
        near += by_concept * np.stack([self.patterns.of(text) for text in texts]) @ self.concepts.T
        near = np.exp(self.steepness * (near - 1))
        near[[not len(places) for places, _ in known]] = 0
        return near
