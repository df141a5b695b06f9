"""Scores clause frames against the annotations of :mod:`pirules.corpus.clause_gold`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pirules.corpus.clause_gold import (
    LISTS,
    SINGLE,
    GoldClause,
    clause_files,
    comparable,
    plain,
    read_clauses,
)
from pirules.corpus.scoring import Score

#: A frame as plain values: role, modality, subject and counterparty (text or None), the lists of texts.
Frame = Mapping[str, Any]
#: Finds the frame of a gold clause's sentence, or None where it doesn't see that sentence.
Analyser = Callable[[GoldClause], Frame | None]


def _texts(frame: Frame, field: str, gold: GoldClause) -> set[str]:
    """Return the comparable values that were found for a field, without those that are free to be found."""
    found = frame.get(field)
    values = [] if found is None else [found] if isinstance(found, str) else list(found)
    free = {comparable(field, value) for value in gold.optional.get(field, ())}
    return {comparable(field, value) for value in values} - free


def add_clause(score: Score, gold: GoldClause, frame: Frame | None) -> None:
    """Score one frame; a sentence that wasn't seen misses every field."""
    score.cases += 1
    seen: Frame = frame or {}
    for field in ("role", "modality"):
        if field in gold.expected:
            accepted = gold.expected[field]
            choices = accepted if isinstance(accepted, list) else [accepted]
            score.compare_one(gold.name, field, choices, str(seen.get(field, "")))
    for field in (*SINGLE, *LISTS):
        if field not in gold.expected:
            continue
        expected = gold.expected[field]
        values = [] if expected is None else [expected] if isinstance(expected, str) else expected
        wanted = {comparable(field, value) for value in values}
        found = _texts(seen, field, gold)
        score.compare_sets(gold.name, field, wanted, found)
        if field == "exceptions":
            exact = wanted == found
            score.tally("exception scope (exact)").add(
                int(exact), spurious=int(not exact), missed=int(not exact)
            )
        if field == "actions" and len(wanted) > 1:
            # 又は・及び between predicates: right only if every one of them is found and nothing else.
            exact = wanted == found
            score.tally("coordination (exact)").add(
                int(exact), spurious=int(not exact), missed=int(not exact)
            )


def our_analyser(*, model: bool) -> Analyser:
    """Return the analyser that asks pirules itself, with or without the language model behind the grammar."""
    from pirules.clauses import analyse
    from pirules.ordinance import parse, read

    def frame_of(gold: GoldClause) -> Frame | None:
        ordinance = parse(read(gold.ordinance().encode("utf-8"), "gold.txt"))
        for _node, clause in analyse(ordinance, model=model):
            if plain(clause.text) != plain(gold.text):
                continue
            return {
                "role": clause.role.value,
                "modality": clause.modality.value,
                "subject": clause.subject.text if clause.subject else None,
                "counterparty": clause.counterparty.text if clause.counterparty else None,
                **{field: [part.text for part in getattr(clause, field)] for field in LISTS},
            }
        return None

    return frame_of


def evaluate_clauses(directory: Path, analyser: Analyser) -> list[Score]:
    """Score every annotated clause below ``directory``; one score a part (the folder: ``tuning``, ``locked``).

    Raises:
        PirulesError: when a gold file can't be read.
    """
    scores: dict[str, Score] = {}
    for path in clause_files(directory):
        for gold in read_clauses(path):
            score = scores.setdefault(gold.part, Score(gold.part))
            add_clause(score, gold, analyser(gold))
    return [scores[name] for name in sorted(scores)]
