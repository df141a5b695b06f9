"""How close paragraphs are to the annotated clauses: by stretches of characters, the meaning of their words and the concepts they name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pirules.clauses.tokens import normal_forms
from pirules.gap.literals import Literals, alternatives
from pirules.gap.sieve import Sieve

#: Longest stretch of characters that is looked at.
LONGEST = 3
#: Bits that a character takes in a stretch written as a number.
CHARACTER_BITS = 21
_MOST_CHARACTERS = 3000
# Paragraphs that are compared at once: one product of matrices is quicker than many of single rows, and its rows fit the caches.
_AT_ONCE = 64
Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
_compiled = lru_cache(maxsize=4096)(re.compile)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of characters of the annotated clauses, with the way back from each to the clauses that have it.

    Attributes:
        keys: the stretches as numbers (:func:`stretches`), rising.
        weights: how telling each is (inverse frequency).
        starts: where the clauses of each stretch begin in ``owners`` and ``shares``.
        owners: numbers of clauses.
        shares: the weight of the stretch in each of them; those of one clause have length 1.
    """

    keys: Keys
    weights: Floats
    starts: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    shares: Floats

    def known(self, text: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return the places of the stretches of a text that are known, and how each weighs in it, together of length 1."""
        keys, counts = stretches(text)
        places = np.searchsorted(self.keys[:-1], keys)
        known = self.keys[places] == keys
        rows = places[known]
        return rows, unit((1 + np.log(counts[known])).astype(np.float32) * self.weights[rows])

    def likeness(self, text: str, clauses: int) -> Floats:
        """Return the likeness of a text to each clause (0 to 1); zeros where no stretch of it is known."""
        rows, values = self.known(text)
        if not len(rows):
            return np.zeros(clauses, dtype=np.float32)
        counts = self.starts[rows + 1] - self.starts[rows]
        # Where the clauses of each stretch lie, one stretch after the other.
        ends = np.cumsum(counts)
        places = np.arange(int(ends[-1])) + np.repeat(self.starts[rows] - (ends - counts), counts)
        owners = self.owners[places]
        weights = self.shares[places] * np.repeat(values, counts)
        return np.bincount(owners, weights=weights, minlength=clauses).astype(np.float32)


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
        known = [word for word in normal_forms(text[:_MOST_CHARACTERS]) if word in self.rows]
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
        text = text[:_MOST_CHARACTERS]
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
        meanings: the meaning of each annotated clause.
        concepts: the concepts of each.
    """

    stretches: Stretches
    words: Meanings
    patterns: Concepts
    shares: tuple[float, float, float]
    steepness: float
    meanings: Floats
    concepts: Floats

    def closeness(self, texts: Sequence[str]) -> Iterator[Floats]:
        """Yield, some texts after others, how close each (a row) is to each clause: 1 for the same, zeros where nothing of it is known."""
        for begin in range(0, len(texts), _AT_ONCE):
            yield self._of_some(texts[begin : begin + _AT_ONCE])

    def _of_some(self, texts: Sequence[str]) -> Floats:
        alike = np.stack([self.stretches.likeness(text, len(self.meanings)) for text in texts])
        known = alike.any(axis=1)
        by_stretch, by_meaning, by_concept = self.shares
        near: Floats = by_stretch * alike
        near += by_meaning * np.stack([self.words.of(text) for text in texts]) @ self.meanings.T
        near += by_concept * np.stack([self.patterns.of(text) for text in texts]) @ self.concepts.T
        near = np.exp(self.steepness * (near - 1))
        near[~known] = 0
        return near


def unit(vector: Floats) -> Floats:
    """Return a vector of the same direction and length 1; zeros stay."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector


def stretches(text: str) -> tuple[Keys, npt.NDArray[np.intp]]:
    """Return the stretches of one to :data:`LONGEST` characters of a text, each once and rising, and how often each comes.

    A stretch is one number, the first character in its highest bits: numbers stand in the order of the words that they are.
    """
    characters = text[:_MOST_CHARACTERS].encode("utf-32-le", "surrogatepass")
    # Plus one, for zero says that there is no character.
    codes = np.frombuffer(characters, dtype=np.uint32).astype(np.uint64) + 1
    found = [codes << (LONGEST - 1) * CHARACTER_BITS]
    for size in range(1, LONGEST):
        found.append(found[-1][:-1] | codes[size:] << (LONGEST - 1 - size) * CHARACTER_BITS)
    return np.unique(np.concatenate(found), return_counts=True)
