"""Stretches of characters that annotated clauses share with a text: the nearest of the ways in which two clauses are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

#: Longest stretch of characters that is looked at.
LONGEST = 3
#: Bits that a character takes in a stretch written as a number.
CHARACTER_BITS = 21
#: Characters of a text that are read at most.
MOST_CHARACTERS = 3000
# From this share of the clauses on that have a stretch, a row with a number for each clause is quicker than a list of those that have it.
_COMMON = 0.05
Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of the annotated clauses.

    Attributes:
        keys: the stretches as numbers (:func:`stretches`), rising.
        weights: how telling each is (inverse frequency).
    """

    keys: Keys
    weights: Floats

    def known(self, text: str) -> tuple[Places, Floats]:
        """Return the places of the stretches of a text that are known, and how each weighs in it, together of length 1."""
        keys, counts = stretches(text)
        places = np.searchsorted(self.keys[:-1], keys)
        known = self.keys[places] == keys
        rows = places[known]
        return rows, unit((1 + np.log(counts[known])).astype(np.float32) * self.weights[rows])


class Holders:
    """Which annotated clauses have each stretch.

    Attributes:
        starts: where the clauses of each stretch begin in ``owners`` and ``shares``.
        owners: numbers of clauses.
        shares: the weight of the stretch in each of them; those of one clause have length 1.
    """

    def __init__(self, starts: Places, owners: Places, shares: Floats, clauses: int) -> None:
        self.starts, self.owners, self.shares = starts, owners, shares
        counts = np.diff(starts)
        common = np.flatnonzero(counts > _COMMON * clauses)
        #: Rows of the stretches that most clauses have, and which row is whose (-1 for the others).
        self._rows = np.zeros((len(common), clauses), dtype=np.float32)
        self._row_of = np.full(len(counts), -1)
        self._row_of[common] = np.arange(len(common))
        for row, stretch in zip(self._rows, common.tolist(), strict=True):
            own = slice(starts[stretch], starts[stretch + 1])
            row[owners[own]] = shares[own]

    def likeness(self, texts: Sequence[tuple[Places, Floats]]) -> Floats:
        """Return the likeness of texts, the rows, to each clause (0 to 1).

        Args:
            texts: the places of the stretches of each, and their weights (:meth:`Stretches.known`).
        """
        common = np.zeros((len(texts), len(self._rows)), dtype=np.float32)
        for own, (places, weights) in zip(common, texts, strict=True):
            rows = self._row_of[places]
            own[rows[rows >= 0]] = weights[rows >= 0]
        alike: Floats = common @ self._rows
        for number, (places, weights) in enumerate(texts):
            rare = self._row_of[places] < 0
            alike[number] += self._by_rare(places[rare], weights[rare])
        return alike

    def _by_rare(self, places: Places, weights: Floats) -> npt.NDArray[Any]:
        counts = self.starts[places + 1] - self.starts[places]
        # Where the clauses of each stretch lie, one stretch after the other.
        ends = np.cumsum(counts)
        lie = np.arange(counts.sum()) + np.repeat(self.starts[places] - (ends - counts), counts)
        shares = self.shares[lie] * np.repeat(weights, counts)
        return np.bincount(self.owners[lie], weights=shares, minlength=self._rows.shape[1])


def unit(vector: Floats) -> Floats:
    """Return a vector of the same direction and length 1; zeros stay."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector


def stretches(text: str) -> tuple[Keys, Places]:
    """Return the stretches of one to :data:`LONGEST` characters of a text, each once and rising, and how often each comes.

    A stretch is one number, the first character in its highest bits: numbers stand in the order of the words that they are.
    """
    characters = text[:MOST_CHARACTERS].encode("utf-32-le", "surrogatepass")
    # Plus one, for zero says that there is no character.
    codes = np.frombuffer(characters, dtype=np.uint32).astype(np.uint64) + 1
    found = [codes << (LONGEST - 1) * CHARACTER_BITS]
    for size in range(1, LONGEST):
        found.append(found[-1][:-1] | codes[size:] << (LONGEST - 1 - size) * CHARACTER_BITS)
    return np.unique(np.concatenate(found), return_counts=True)
