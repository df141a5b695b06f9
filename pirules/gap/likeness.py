"""A second reader: which topic a paragraph's wording is most like, and how like it is to clauses that the Act doesn't allow.

Ordinances say the same thing in more ways than rules list.  A paragraph is compared with some thousand hand-annotated clauses
(:mod:`pirules.corpus.likeness_training`) in three ways: stretches of characters, the meaning of its words (vectors), and the
concepts of the vocabulary that it names.  What the closest clauses are, weighted by a kernel machine, and which topics follow
the one before it in articles, is the answer.  It decides no law: the topic's flips do that, and the report says that the
finding rests on likeness (:mod:`pirules.gap.second_reader`).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pirules.clauses.tokens import normal_forms
from pirules.gap.literals import Literals, alternatives
from pirules.gap.sieve import Sieve
from pirules.gap.units import MAIN, Passage

#: Label of clauses that belong to no topic.
NONE = "none"
#: Longest stretch of characters that is looked at.
LONGEST = 3
#: Bits that a character takes in a stretch written as a number.
CHARACTER_BITS = 21
MODEL = Path(__file__).with_name("likeness.npz")
_MOST_CHARACTERS = 3000
_LEAST_SHARE = 0.02
Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
_compiled = lru_cache(maxsize=4096)(re.compile)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that a paragraph is like, and how sure the model is (0 to 1)."""

    topic: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the second reader says of a paragraph.

    Attributes:
        topics: the likeliest classes with their probabilities, the likeliest first; :data:`NONE` may be among them.
        forbidden: how probable it is that the Act doesn't allow what the paragraph says.
        notifiable: how probable it is that it is a measure that is notified to the Commission (法167条).
    """

    topics: tuple[Suggestion, ...]
    forbidden: float
    notifiable: float = 0.0

    @property
    def first(self) -> Suggestion:
        """The likeliest class, :data:`NONE` included."""
        return self.topics[0]

    @property
    def named(self) -> Suggestion:
        """The likeliest topic."""
        return next(entry for entry in self.topics if entry.topic != NONE)


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

    def likeness(self, text: str, clauses: int) -> Floats | None:
        """Return the likeness of a text to each clause (0 to 1), ``None`` where no stretch of it is known."""
        rows, values = self.known(text)
        if not len(rows):
            return None
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

    def closeness(self, text: str) -> Floats | None:
        """Return how close a text is to each annotated clause (1 for the same), ``None`` where nothing of it is known."""
        alike = self.stretches.likeness(text, len(self.meanings))
        if alike is None:
            return None
        by_stretch, by_meaning, by_concept = self.shares
        total = (
            by_stretch * alike
            + by_meaning * along(self.meanings, self.words.of(text))
            + by_concept * along(self.concepts, self.patterns.of(text))
        )
        near: Floats = np.exp(self.steepness * (total - 1)).astype(np.float32)
        return near


@dataclass(frozen=True, slots=True)
class Verdict:
    """How probable a verdict on a clause is: by what the closest clauses say, and by how many clauses of its topic have it.

    Attributes:
        shares: the share of the clauses of each class that have the verdict.
        weights: of one, of the odds that the closest clauses give, and of those that the topics give.
    """

    shares: Floats
    weights: Floats

    def evidence(self, said: Floats, odds: Floats) -> Floats:
        """Return what the weights weigh, along the last axis: one, and the logarithms of both odds."""
        near, usual = log_odds(said), log_odds(odds @ self.shares)
        return np.stack([np.ones_like(near), near, usual], axis=-1)

    def probability(self, said: Floats, odds: Floats) -> Floats:
        """Return the probability, from what the closest clauses say and the probabilities of the classes."""
        probable: Floats = 1 / (1 + np.exp(-(self.evidence(said, odds) @ self.weights)))
        return probable


@dataclass(frozen=True, slots=True)
class Likeness:
    """The trained model: how close a text is to each annotated clause, and what each of them says for each class.

    Attributes:
        votes: a row for each class and, last, for whether the Act forbids it and whether it is notified; a column for each clause.
        usual: closeness that any two clauses have; it is taken away before votes are counted.
        base: what is said where nothing is close.
        sharpness: how much a lead in votes counts as probability.
        threshold: the least probability with which a topic is named.
        succession: how much likelier (as a logarithm) a class, the column, is behind a paragraph of another, the row, in an article.
        forbidden: how the verdict that the Act doesn't allow a clause is weighed …
        notifiable: … and that it is notified.
    """

    measure: Measure
    votes: Floats
    usual: float
    base: Floats
    classes: tuple[str, ...]
    sharpness: float
    threshold: float
    succession: Floats
    forbidden: Verdict
    notifiable: Verdict

    def read(self, text: str, before: Collection[str] = ()) -> Reading | None:
        """Return what a paragraph is like, ``None`` where nothing of it is known.

        Args:
            text: the paragraph's words (:func:`words_of`).
            before: the topics found in the paragraph before it, in its article.
        """
        near = self.measure.closeness(text)
        if near is None:
            return None
        said = self.base + along(self.votes, near - np.float32(self.usual))
        rows = [place for place, name in enumerate(self.classes) if name in before]
        odds = probabilities(self.sharpness * said[: len(self.classes)] + after(self.succession, rows))
        order = np.argsort(-odds, kind="stable")[:3]
        forbidden, notifiable = said[len(self.classes) :]
        return Reading(
            tuple(Suggestion(self.classes[place], float(odds[place])) for place in order),
            float(self.forbidden.probability(forbidden, odds)),
            float(self.notifiable.probability(notifiable, odds)),
        )


def along(matrix: Floats, vector: Floats) -> Floats:
    """Return the products of the rows of a matrix with a vector; on this thread alone, for threads cost more than they save here."""
    products: Floats = np.einsum("ij,j->i", matrix, vector)
    return products


def unit(vector: Floats) -> Floats:
    """Return a vector of the same direction and length 1; zeros stay."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector


def after(succession: Floats, rows: Sequence[int]) -> Floats:
    """Return how much likelier each class is behind those of some rows; nothing is behind none."""
    likelier: Floats = succession[rows].mean(axis=0) if rows else np.zeros_like(succession[0])
    return likelier


def probabilities(scores: Floats) -> Floats:
    """Return scores (along the last axis; logarithms) as probabilities."""
    odds: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    odds /= odds.sum(axis=-1, keepdims=True)
    return odds


def log_odds(shares: Floats) -> Floats:
    """Return shares as logarithms of odds; nothing counts as less than one in fifty, or more."""
    bounded = np.clip(shares, _LEAST_SHARE, 1 - _LEAST_SHARE)
    odds: Floats = np.log(bounded / (1 - bounded))
    return odds


def words_of(passage: Passage) -> str:
    """Return the words of a paragraph as the model reads them: without white space and brackets, and whether in an 附則."""
    return ("" if passage.article.place == MAIN else "附則:") + passage.view.bare.text


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
