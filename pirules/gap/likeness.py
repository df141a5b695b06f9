"""A second reader for paragraphs that no rule knows: the topic whose known clauses a paragraph is most like in its wording.

Ordinances say the same thing in more ways than rules list.  A linear model over short stretches of characters, trained on
hand-annotated clauses (:mod:`pirules.corpus.likeness_training`), names a topic or none.  It decides no law: the topic's rules and flips
do that, and the report says that the finding rests on likeness.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.units import MAIN, Passage
from pirules.gap.yamlfile import read_yaml

#: Label of clauses that belong to no topic.
NONE = "none"
#: Longest stretch of characters that is looked at.
LONGEST = 3
MODEL = Path(__file__).with_name("likeness.npz")
_MOST_CHARACTERS = 3000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that a paragraph is like, and how sure the model is (0 to 1)."""

    topic: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reach:
    """How far likeness may speak (``rulesets/gap/likeness.yaml``); probabilities from 0 to 1.

    Attributes:
        most_sure: how sure the report calls a finding at most that rests on likeness alone.
        beside: how probable a topic must be to stand beside findings of rules …
        sure: … and how sure those may be at most.
        accusing: how probable a topic must be before its clause is called one that the Act doesn't allow.
        note: what the report says of such a finding.
    """

    most_sure: float
    beside: float
    sure: float
    accusing: float
    note: str


@lru_cache(maxsize=4)
def load_reach(root: Path | None = None) -> Reach:
    """Return how far likeness may speak.

    Raises:
        RulesetError: ``P501`` when the file can't be read or lacks a field.
    """
    path = (root or rulesets_dir()) / "gap" / "likeness.yaml"
    raw, _ = read_yaml(path)
    try:
        return Reach(**raw)
    except TypeError as error:
        raise RulesetError("P501", f"{path} の項目が違います（{error}）。") from error


@dataclass(frozen=True, slots=True)
class Likeness:
    """The trained model.

    Attributes:
        rows: for each stretch of characters its weight in a text and its row of the matrix.
        matrix: weight of each stretch (row) for each class (column).
        intercept: one number a class.
        classes: slugs of topics and :data:`NONE`.
        threshold: the least probability with which a topic is named.
    """

    rows: Mapping[str, tuple[float, int]]
    matrix: npt.NDArray[np.float32]
    intercept: npt.NDArray[np.float32]
    classes: tuple[str, ...]
    threshold: float

    def suggest(self, words: str) -> Suggestion | None:
        """Return the topic that a paragraph is most like, ``None`` where none is likely enough.

        Args:
            words: the paragraph's words (:func:`words_of`).
        """
        known = [
            ((1 + math.log(count)) * self.rows[gram][0], self.rows[gram][1])
            for gram, count in stretches(words).items()
            if gram in self.rows
        ]
        if not known:
            return None
        values = np.array([value for value, _ in known], dtype=np.float32)
        values /= np.linalg.norm(values)
        scores = self.intercept + values @ self.matrix[[row for _, row in known]]
        odds = np.exp(scores - scores.max())
        best = int(odds.argmax())
        probability = float(odds[best] / odds.sum())
        if self.classes[best] == NONE or probability < self.threshold:
            return None
        return Suggestion(self.classes[best], probability)


def words_of(passage: Passage) -> str:
    """Return the words of a paragraph as the model reads them: without white space and brackets, and whether in an 附則."""
    return ("" if passage.article.place == MAIN else "附則:") + passage.view.bare.text


def stretches(text: str) -> Counter[str]:
    """Return the stretches of one to :data:`LONGEST` characters of a text with how often each comes."""
    text = text[:_MOST_CHARACTERS]
    return Counter(
        text[place : place + size] for size in range(1, LONGEST + 1) for place in range(len(text) - size + 1)
    )


@lru_cache(maxsize=1)
def load_likeness() -> Likeness:
    """Return the model that came with the package."""
    with np.load(MODEL, allow_pickle=False) as data:
        grams = bytes(data["grams"]).decode("utf-8").split("\n")
        commonness = data["commonness"].astype(np.float64)
        classes = tuple(bytes(data["classes"]).decode("utf-8").split("\n"))
        matrix = np.zeros((len(grams), len(classes)), dtype=np.float32)
        # Small weights were left out of the file: each row lists its columns.
        rows = np.repeat(np.arange(len(grams)), np.diff(data["starts"]))
        matrix[rows, data["columns"]] = data["weights"]
        return Likeness(
            rows={gram: (float(commonness[row]), row) for row, gram in enumerate(grams)},
            matrix=matrix,
            intercept=data["intercept"],
            classes=classes,
            threshold=float(data["threshold"]),
        )
