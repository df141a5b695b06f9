"""A second reader: which topic a paragraph's wording is most like, and how like it is to clauses that the Act doesn't allow.

Ordinances say the same thing in more ways than rules list.  A paragraph is compared with some thousand hand-annotated clauses
(:mod:`pirules.corpus.likeness_training`) in three ways: stretches of characters, the meaning of its words (vectors), and the
concepts of the vocabulary that it names.  What the closest clauses are, weighted by a kernel machine, and which topics follow
the one before it in articles, is the answer.  It decides no law: the topic's flips do that, and the report says that the
finding rests on likeness (:mod:`pirules.gap.second_reader`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pirules.gap.closeness import Measure
from pirules.gap.stretches import Floats
from pirules.gap.units import MAIN, Passage

#: Label of clauses that belong to no topic.
NONE = "none"
MODEL = Path(__file__).with_name("likeness.npz")
_LEAST_SHARE = 0.02


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

    def said(self, texts: Sequence[str]) -> list[Floats | None]:
        """Return what the closest clauses say of paragraphs: for each class, and of both verdicts; ``None`` where nothing of one is known.

        Args:
            texts: the words of each (:func:`words_of`); one ordinance at a time costs far less than one paragraph.
        """
        result: list[Floats | None] = []
        for near in self.measure.closeness(texts):
            votes = self.base + (near - np.float32(self.usual)) @ self.votes.T
            known: list[bool] = np.count_nonzero(near, axis=1).astype(bool).tolist()
            result += [own if is_known else None for own, is_known in zip(votes, known, strict=True)]
        return result

    def reading(self, said: Floats, before: Collection[str] = ()) -> Reading:
        """Return what a paragraph is like.

        Args:
            said: what the closest clauses say of it (:meth:`said`).
            before: the topics found in the paragraph before it, in its article.
        """
        rows = [place for place, name in enumerate(self.classes) if name in before]
        odds = probabilities(self.sharpness * said[: len(self.classes)] + after(self.succession, rows))
        order = np.argsort(-odds, kind="stable")[:3]
        forbidden, notifiable = said[len(self.classes) :]
        return Reading(
            tuple(Suggestion(self.classes[place], float(odds[place])) for place in order),
            float(self.forbidden.probability(forbidden, odds)),
            float(self.notifiable.probability(notifiable, odds)),
        )


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
