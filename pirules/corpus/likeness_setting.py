"""What the second reader is told beside its clauses: which topics follow which, how sharply votes count, how verdicts are weighed.

All of it is set on what models say of ordinances and lists that they weren't taught (:mod:`pirules.corpus.likeness_training`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from pirules.corpus.likeness_examples import EITHER, Example
from pirules.gap.likeness import NONE, Verdict, after, probabilities
from pirules.gap.stretches import Floats

# The least share of named topics that must be right when their ordinance wasn't trained on.
_PRECISION = 0.9
_THRESHOLDS = tuple(step / 100 for step in range(10, 80, 2))
_SHARPNESS = (8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0)
_TELLING = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75)
# As if so many more clauses had followed each topic, of all topics as usual: a few that did say little.
_AS_USUAL = 10.0
_SHARE_AS_USUAL = 2.0
_STEPS = 40


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What models say of clauses whose ordinance or list they weren't taught.

    Attributes:
        examples: the clauses.
        classes: the classes, in the order of the columns.
        said: votes for each class and, last, for whether the Act forbids the clause and whether it is notified.
        wanted: the same as it should be.
        folds: numbers of the clauses that were left out together.
    """

    examples: Sequence[Example]
    classes: tuple[str, ...]
    said: Floats
    wanted: Floats
    folds: Sequence[npt.NDArray[np.intp]]

    def right(self) -> npt.NDArray[np.bool_]:
        """Return for each clause which classes are right."""
        return np.array(
            [[name in (example.topics or (NONE,)) for name in self.classes] for example in self.examples]
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """What was set, and the probabilities of the classes that follow from it for the clauses that were left out."""

    sharpness: float
    succession: Floats
    forbidden: Verdict
    notifiable: Verdict
    threshold: float
    odds: Floats


def setting_of(left_out: LeftOut) -> Setting:
    """Return the setting under which most of what is said of clauses left out is right."""
    led = _led(left_out)
    ordered = np.array([example.before is not None for example in left_out.examples])
    right = left_out.right()
    votes = left_out.said[:, :-2]

    def surprise(values: tuple[float, float]) -> float:
        sharpness, telling = values
        odds = probabilities(sharpness * votes[ordered] + telling * led[ordered])
        return float(-np.log(np.maximum((odds * right[ordered]).sum(axis=1), 1e-9)).mean())

    # Lists hold unusual wordings on purpose: what probabilities mean is set by whole ordinances.
    sharpness, telling = min(product(_SHARPNESS, _TELLING), key=surprise)
    odds = probabilities(sharpness * votes + telling * led)
    return Setting(
        sharpness,
        succession_of(left_out.examples, left_out.classes) * np.float32(telling),
        _verdict(left_out, odds, -2),
        _verdict(left_out, odds, -1),
        _threshold(odds, right, left_out.classes),
        odds,
    )


def succession_of(examples: Sequence[Example], classes: Sequence[str]) -> Floats:
    """Return how much likelier each class is behind each other in the articles of the ordinances among the examples."""
    number = {name: place for place, name in enumerate(classes)}
    counts = np.zeros((len(classes), len(classes)))
    usual = np.full(len(classes), 0.5)
    for example in examples:
        if example.before is not None:
            here = number[(example.topics or (NONE,))[0]]
            usual[here] += 1
            for name in example.before:
                counts[number[name], here] += 1
    usual /= usual.sum()
    shares = (counts + _AS_USUAL * usual) / (counts.sum(axis=1, keepdims=True) + _AS_USUAL)
    likelier: Floats = np.log(shares / usual).astype(np.float32)
    return likelier


def _led(left_out: LeftOut) -> Floats:
    """Return how much likelier each class is after what stands before each clause, learned from the other folds."""
    number = {name: place for place, name in enumerate(left_out.classes)}
    led = np.zeros_like(left_out.said[:, :-2])
    for fold in left_out.folds:
        apart = set(fold.tolist())
        others = [example for place, example in enumerate(left_out.examples) if place not in apart]
        succession = succession_of(others, left_out.classes)
        for place in apart:
            before = left_out.examples[place].before or ()
            led[place] = after(succession, [number[name] for name in before])
    return led


def _verdict(left_out: LeftOut, odds: Floats, column: int) -> Verdict:
    """Return how a verdict is weighed so that its probabilities are as they turn out (logistic regression by Newton's steps)."""
    wanted = left_out.wanted[:, column].astype(np.float64)
    of_class = left_out.wanted[:, :-2].astype(np.float64)
    shares = (of_class.T @ wanted + _SHARE_AS_USUAL * wanted.mean()) / (
        of_class.sum(axis=0) + _SHARE_AS_USUAL
    )
    weights = np.zeros(3)
    blank = Verdict(shares.astype(np.float32), weights.astype(np.float32))
    evidence = blank.evidence(left_out.said[:, column], odds).astype(np.float64)
    for _ in range(_STEPS):
        probable = 1 / (1 + np.exp(-(evidence @ weights)))
        bend = (evidence * (probable * (1 - probable))[:, None]).T @ evidence + np.eye(3)
        weights -= np.linalg.solve(bend, evidence.T @ (probable - wanted) + weights)
    return Verdict(blank.shares, weights.astype(np.float32))


def _threshold(odds: Floats, right: npt.NDArray[np.bool_], classes: Sequence[str]) -> float:
    """Return the least threshold that keeps the precision."""
    best = odds.argmax(axis=1)
    names = np.array([classes[place] != NONE for place in best])
    hits = right[np.arange(len(odds)), best]
    for threshold in _THRESHOLDS:
        named = names & (odds.max(axis=1) >= threshold)
        if named.any() and hits[named].mean() >= _PRECISION:
            return threshold
    raise SystemExit("no threshold keeps the precision")


def marks(probable: Floats, shares: Sequence[float]) -> str:
    """Return how well clauses with a verdict are known from others, at some marks."""
    wanted = np.array(shares)
    parts = []
    for mark in (0.1, 0.2, 0.3, 0.5, 0.7, 0.85):
        flagged = probable >= mark
        hits = int((flagged & (wanted == 1)).sum())
        precision = hits / max(1, int((flagged & (wanted != EITHER)).sum()))
        parts.append(
            f"at {mark} precision {precision:.3f} recall {hits / max(1, int((wanted == 1).sum())):.3f}"
        )
    return ", ".join(parts)
