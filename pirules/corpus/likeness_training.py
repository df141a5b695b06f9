"""Training of the second reader (:mod:`pirules.gap.likeness`) on the annotated clauses that rule writers may read.

``make likeness`` runs it.  Sharpness and threshold are set, and the figures are printed, by leaving out a sixth of the
ordinances and lists at a time.  Nothing is drawn by chance: the same clauses give the same model.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pirules.clauses.parser import load_pipeline
from pirules.clauses.tokens import normal_forms
from pirules.corpus.likeness_examples import (
    EITHER,
    Example,
    examples_of_gold,
    examples_of_list,
    examples_of_tagged,
)
from pirules.gap.conditions import Compiler
from pirules.gap.likeness import (
    MODEL,
    NONE,
    Concepts,
    Floats,
    Likeness,
    Meanings,
    Measure,
    Stretches,
    probabilities,
    stretches,
    unit,
)
from pirules.gap.likeness_file import rounded, save
from pirules.gap.topics import load_vocabulary

# The least share of named topics that must be right when their ordinance wasn't trained on.
_PRECISION = 0.9
_FOLDS = 6
_THRESHOLDS = tuple(step / 100 for step in range(10, 80, 2))
_SHARPNESS = (6.0, 8.0, 10.0, 12.0, 15.0, 18.0, 22.0)
# How stretches, meaning and concepts weigh, how steeply closeness falls and how far single clauses are trusted were
# chosen by the same way of leaving out.
_SHARES = (0.4, 0.4, 0.2)
_STEEPNESS = 1.5
_DOUBT = 0.03
# The language model's vectors, the commonest words of them, in fewer dimensions: no worse, and a tenth of the room.
_WORDS = 30_000
_DIMENSIONS = 128
# A stretch that comes in more of the clauses tells little and costs most of the time.
_MOST = 0.2
Doubles = npt.NDArray[np.float64]


def _telling(having: int, all_of_them: int) -> float:
    return math.log((1 + all_of_them) / (1 + having)) + 1


def _stretches(texts: Sequence[str]) -> Stretches:
    """Return the stretches that come in two clauses or more, and not in most, with their weight in each."""
    keys, having = np.unique(np.concatenate([stretches(text)[0] for text in texts]), return_counts=True)
    kept = (having > 1) & (having < _MOST * len(texts))
    weights = np.array([_telling(number, len(texts)) for number in having[kept].tolist()], dtype=np.float32)
    nobody = np.zeros(0, dtype=np.int64)
    grams = Stretches(keys[kept], weights, nobody, nobody, np.zeros(0, dtype=np.float32))
    known = [grams.known(text) for text in texts]
    rows = np.concatenate([own for own, _ in known])
    owners = np.repeat(np.arange(len(texts)), [len(own) for own, _ in known])
    order = np.argsort(rows, kind="stable")
    counts = np.bincount(rows, minlength=len(weights))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return replace(
        grams, starts=starts, owners=owners[order], shares=np.concatenate([own for _, own in known])[order]
    )


def _vectors() -> tuple[dict[str, int], Floats]:
    """Return the language model's commonest words and their vectors, in the directions in which they differ most."""
    vocabulary = load_pipeline().vocab
    rows: dict[str, int] = {}
    places: dict[int, int] = {}
    for key, row in list(vocabulary.vectors.key2row.items())[:_WORDS]:
        word = vocabulary.strings[key]
        if word and "\n" not in word:
            rows[word] = places.setdefault(row, len(places))
    vectors = vocabulary.vectors.data[list(places)].astype(np.float64)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return rows, rounded((vectors @ directions[:, -_DIMENSIONS:]).astype(np.float32))


def _meanings(texts: Sequence[str]) -> tuple[Meanings, Floats]:
    rows, vectors = _vectors()
    having = Counter(word for text in texts for word in set(normal_forms(text)))
    weights = {word: _telling(number, len(texts)) - 1 for word, number in sorted(having.items())}
    unknown = _telling(0, len(texts)) - 1
    nowhere = np.zeros(_DIMENSIONS, dtype=np.float32)
    words = Meanings(rows, vectors, weights, unknown, nowhere)
    whole = np.stack([words.whole(text) for text in texts])
    words = Meanings(rows, vectors, weights, unknown, whole.mean(axis=0))
    return words, rounded(np.stack([unit(row - words.centre) for row in whole]))


def _concepts(texts: Sequence[str]) -> tuple[Concepts, Floats]:
    vocabulary = load_vocabulary()
    compiler = Compiler(vocabulary)
    patterns = [compiler.expand(f"{{{name}}}") for name in vocabulary]
    named = Concepts(patterns, np.ones(len(patterns), dtype=np.float32))
    having = np.stack([named.of(text) for text in texts]) > 0
    weights = np.array([_telling(int(number), len(texts)) for number in having.sum(axis=0)], dtype=np.float32)
    return Concepts(patterns, weights), np.stack([unit(row * weights) for row in having.astype(np.float32)])


def measure_of(texts: Sequence[str]) -> Measure:
    """Return how clauses are compared, with the given ones as those that are known."""
    words, meanings = _meanings(texts)
    patterns, concepts = _concepts(texts)
    return Measure(_stretches(texts), words, patterns, _SHARES, _STEEPNESS, meanings, concepts)


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is learned from: the closeness of all pairs of clauses, and what each of them is.

    Attributes:
        wanted: a row for each clause; 1 for its first topic, and last how far the Act forbids it and how far it is notified.
    """

    examples: tuple[Example, ...]
    closeness: Floats
    wanted: Doubles
    classes: tuple[str, ...]

    @classmethod
    def of(cls, examples: Sequence[Example], measure: Measure) -> "Lesson":
        """Return the lesson of some examples."""
        nothing = np.zeros(len(examples), dtype=np.float32)
        rows = [measure.closeness(example.text) for example in examples]
        classes = tuple(sorted({NONE, *(topic for example in examples for topic in example.topics)}))
        wanted = np.zeros((len(examples), len(classes) + 2))
        for row, example in zip(wanted, examples, strict=True):
            row[classes.index(example.topics[0] if example.topics else NONE)] = 1
            row[-2:] = example.forbidden, example.notifiable
        return cls(
            tuple(examples), np.stack([nothing if row is None else row for row in rows]), wanted, classes
        )

    def votes(self, taught: npt.NDArray[np.intp]) -> tuple[Doubles, Doubles]:
        """Return what each of the clauses ``taught`` says for each class, and what is said where nothing is close."""
        base = self.wanted[taught].mean(axis=0)
        near = self.closeness[np.ix_(taught, taught)].astype(np.float64)
        near = (near + near.T) / 2 + _DOUBT * np.eye(len(taught))
        return np.linalg.solve(near, self.wanted[taught] - base), base

    def left_out(self) -> Floats:
        """Return what models say of each clause that weren't taught its ordinance or list."""
        sources = sorted({example.source for example in self.examples})
        said = np.zeros_like(self.wanted)
        for fold in range(_FOLDS):
            apart = frozenset(sources[fold::_FOLDS])
            tested = np.array([example.source in apart for example in self.examples])
            taught = np.flatnonzero(~tested)
            votes, base = self.votes(taught)
            said[tested] = self.closeness[np.ix_(tested, ~tested)] @ votes + base
        return said.astype(np.float32)

    def right(self) -> npt.NDArray[np.bool_]:
        """Return for each clause which classes are right."""
        return np.array(
            [[name in (example.topics or (NONE,)) for name in self.classes] for example in self.examples]
        )


def sharpness_of(said: Floats, right: npt.NDArray[np.bool_]) -> float:
    """Return the sharpness under which the right classes are likeliest as a whole."""

    def surprise(sharpness: float) -> float:
        odds = (probabilities(said[:, :-2], sharpness) * right).sum(axis=1)
        return float(-np.log(np.maximum(odds, 1e-9)).mean())

    return min(_SHARPNESS, key=surprise)


def threshold_of(
    odds: Floats, right: npt.NDArray[np.bool_], classes: Sequence[str]
) -> tuple[float, float, float]:
    """Return the least threshold that keeps the precision, with precision and recall there."""
    best = odds.argmax(axis=1)
    names = np.array([classes[place] != NONE for place in best])
    hits = right[np.arange(len(odds)), best]
    for threshold in _THRESHOLDS:
        named = names & (odds.max(axis=1) >= threshold)
        precision = float(hits[named].mean()) if named.any() else 0.0
        if precision >= _PRECISION:
            return threshold, precision, float((hits & named).sum() / len(odds))
    raise SystemExit("no threshold keeps the precision")


def trained(lesson: Lesson, measure: Measure, sharpness: float, threshold: float) -> Likeness:
    """Return the model that was taught everything."""
    votes, base = lesson.votes(np.arange(len(lesson.examples)))
    small = votes.astype(np.float16).astype(np.float64)
    # What any two clauses have in common is taken out of closeness, so that votes may be kept in small numbers.
    usual = float(lesson.closeness.mean())
    base = base + usual * votes.sum(axis=0)
    return Likeness(
        measure,
        small.T.astype(np.float32).copy(),
        usual,
        base.astype(np.float32),
        lesson.classes,
        sharpness,
        threshold,
    )


def examples_in(gold: Path, lists: Sequence[Path], tagged: Path) -> Iterator[Example]:
    """Yield all examples of the given folders."""
    yield from examples_of_gold(gold)
    for path in sorted(file for folder in lists for file in folder.glob("*.txt")):
        yield from examples_of_list(path)
    for path in sorted(tagged.glob("*.txt")):
        yield from examples_of_tagged(path)


def main() -> None:
    """Train on ``--gold``, ``--clauses`` and ``--tagged`` and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/gap/tuning"))
    lists = [Path("tests/topic_clauses"), Path("tests/gold/topics")]
    parser.add_argument("--clauses", type=Path, nargs="+", default=lists)
    parser.add_argument("--tagged", type=Path, default=Path("tests/tagged_ordinances"))
    parser.add_argument("--out", type=Path, default=MODEL)
    chosen = parser.parse_args()
    examples = list(examples_in(chosen.gold, chosen.clauses, chosen.tagged))
    measure = measure_of([example.text for example in examples])
    lesson = Lesson.of(examples, measure)
    said, right = lesson.left_out(), lesson.right()
    sharpness = sharpness_of(said, right)
    odds = probabilities(said[:, :-2], sharpness)
    threshold, precision, recall = threshold_of(odds, right, lesson.classes)
    save(trained(lesson, measure, sharpness, threshold), chosen.out)
    print(  # noqa: T201
        f"{len(examples)} clauses, {len(lesson.classes)} classes; a sixth of the sources left out at a time: "
        f"first topic right {right[np.arange(len(odds)), odds.argmax(axis=1)].mean():.3f}, "
        f"sharpness {sharpness}, threshold {threshold}, precision {precision:.3f}, named and right {recall:.3f}\n"
        f"forbidden: {_marks(said[:, -2], [example.forbidden for example in examples])}\n"
        f"notifiable: {_marks(said[:, -1], [example.notifiable for example in examples])}\n"
        f"{chosen.out.stat().st_size:,} bytes"
    )


def _marks(said: Floats, shares: Sequence[float]) -> str:
    """Return how well forbidden (or notifiable) clauses are known from others, at some marks."""
    wanted = np.array(shares)
    parts = []
    for mark in (0.2, 0.3, 0.4, 0.5, 0.6):
        flagged = said >= mark
        hits = int((flagged & (wanted == 1)).sum())
        precision = hits / max(1, int((flagged & (wanted != EITHER)).sum()))
        parts.append(
            f"at {mark} precision {precision:.3f} recall {hits / max(1, int((wanted == 1).sum())):.3f}"
        )
    return ", ".join(parts)


if __name__ == "__main__":
    main()
