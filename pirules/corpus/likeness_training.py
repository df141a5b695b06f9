"""Training of the second reader (:mod:`pirules.gap.likeness`) on the annotated clauses that rule writers may read.

``make likeness`` runs it (extra ``train``).  The locked halves are never read.  The threshold is set, and the figures
are printed, by leaving out a sixth of the ordinances at a time.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pirules.corpus.gap_gold import read_gold
from pirules.gap.build import covers
from pirules.gap.likeness import MODEL, NONE, stretches, words_of
from pirules.gap.reading import passages_of
from pirules.ordinance import load, parse
from pirules.ordinance.model import Document

# The least share of named topics that must be right when their ordinance wasn't trained on.
_PRECISION = 0.9
_FOLDS = 6
_THRESHOLDS = tuple(step / 100 for step in range(20, 80, 2))
# Smaller weights change no answer and would only fill the file.
_LEAST_WEIGHT = 0.02
# The clauses of a list stand in an ordinance that defines what they use.
_ORDINANCE = """花野市個人情報の保護に関する法律施行条例
令和5年3月20日
条例第3号
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。
(規定)
第2条　{clause}
附　則
この条例は、令和5年4月1日から施行する。
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A clause, its topics (empty for none; any of them is right) and the ordinance or list that it is from."""

    text: str
    topics: tuple[str, ...]
    source: str


def examples_of_gold(folder: Path) -> Iterator[Example]:
    """Yield the paragraphs of the annotated ordinances below ``folder`` that aren't an assembly's, with their topics."""
    for path in sorted(folder.glob("*.json")):
        gold = read_gold(path)
        if gold.kind == "assembly":
            continue
        for passage in passages_of(load(gold.path), None, model=False):
            if not passage.is_paragraph or not passage.view.text:
                continue
            here = [finding for finding in gold.findings if covers(finding.provision, passage.provision)]
            named = tuple(topic for finding in here for topic in finding.topics if topic != "*")
            if named or not here:
                yield Example(words_of(passage), named, gold.name)


def examples_of_list(path: Path) -> Iterator[Example]:
    """Yield the clauses of a list (``tests/topic_clauses``, ``tests/gold/topics``): topics (``-`` for none), class, notify, clause."""
    for line in path.read_text(encoding="utf-8").splitlines():
        topics, _, _, clause = line.split("|", 3)
        if topics.startswith("!"):
            continue  # says which topic it isn't, not which it is
        text = _ORDINANCE.format(clause=clause.replace("⏎", "\n"))
        for passage in passages_of(parse(Document(text)), None, model=False):
            if passage.is_paragraph and passage.provision.startswith("第2条"):
                named = tuple(topic for topic in topics.split(",") if topic[:1].isalpha())
                yield Example(words_of(passage), named, path.name)


def _trained(examples: Sequence[Example]) -> tuple[TfidfVectorizer, LogisticRegression]:
    vectorizer = TfidfVectorizer(analyzer=stretches_in_order, min_df=2, sublinear_tf=True)
    texts = [example.text for example in examples]
    labels = [example.topics[0] if example.topics else NONE for example in examples]
    model = LogisticRegression(C=30, max_iter=400)
    model.fit(vectorizer.fit_transform(texts), labels)
    return vectorizer, model


def stretches_in_order(text: str) -> list[str]:
    """Return the stretches of a text, each as often as it comes."""
    return list(stretches(text).elements())


def left_out(examples: Sequence[Example]) -> list[tuple[float, bool, bool]]:
    """Return for each clause what a model trained without its ordinance says: probability, names a topic, is right."""
    answers = []
    sources = sorted({example.source for example in examples})
    for fold in range(_FOLDS):
        apart = frozenset(sources[fold::_FOLDS])
        vectorizer, model = _trained([example for example in examples if example.source not in apart])
        tested = [example for example in examples if example.source in apart]
        odds = model.predict_proba(vectorizer.transform([example.text for example in tested]))
        for example, row in zip(tested, odds, strict=True):
            label = str(model.classes_[row.argmax()])
            answers.append((float(row.max()), label != NONE, label in example.topics))
    return answers


def threshold_of(answers: Sequence[tuple[float, bool, bool]]) -> tuple[float, float, float]:
    """Return the least threshold that keeps the precision, with precision and recall there."""
    for threshold in _THRESHOLDS:
        named = [right for probability, names, right in answers if names and probability >= threshold]
        precision = sum(named) / max(1, len(named))
        if precision >= _PRECISION:
            return threshold, precision, sum(named) / len(answers)
    raise SystemExit("no threshold keeps the precision")


def save(vectorizer: TfidfVectorizer, model: LogisticRegression, threshold: float, target: Path) -> None:
    """Write the model: weights a row for each stretch, small ones left out."""
    grams = vectorizer.get_feature_names_out()
    matrix: Any = model.coef_.T
    kept = np.abs(matrix) >= _LEAST_WEIGHT
    rows = [place for place in range(len(grams)) if kept[place].any() and "\n" not in grams[place]]
    starts = np.concatenate([[0], np.cumsum([kept[row].sum() for row in rows])])
    np.savez_compressed(
        target,
        grams=np.frombuffer("\n".join(grams[row] for row in rows).encode(), dtype=np.uint8),
        commonness=vectorizer.idf_[rows].astype(np.float16),
        starts=starts.astype(np.int32),
        columns=np.concatenate([np.flatnonzero(kept[row]) for row in rows]).astype(np.int16),
        weights=np.concatenate([matrix[row][kept[row]] for row in rows]).astype(np.float16),
        intercept=model.intercept_.astype(np.float32),
        classes=np.frombuffer("\n".join(model.classes_).encode(), dtype=np.uint8),
        threshold=np.float32(threshold),
    )


def main() -> None:
    """Train on ``--gold`` and ``--clauses`` and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/gap/tuning"))
    lists = [Path("tests/topic_clauses"), Path("tests/gold/topics")]
    parser.add_argument("--clauses", type=Path, nargs="+", default=lists)
    parser.add_argument("--out", type=Path, default=MODEL)
    chosen = parser.parse_args()
    examples = list(examples_of_gold(chosen.gold))
    for path in sorted(file for folder in chosen.clauses for file in folder.glob("*.txt")):
        examples += examples_of_list(path)
    answers = left_out(examples)
    threshold, precision, recall = threshold_of(answers)
    vectorizer, model = _trained(examples)
    save(vectorizer, model, threshold, chosen.out)
    print(  # noqa: T201
        f"{len(examples)} clauses, {len(model.classes_)} classes; a sixth of the sources left out at a time: "
        f"threshold {threshold}, precision {precision:.3f}, named and right {recall:.3f}; "
        f"{chosen.out.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()
