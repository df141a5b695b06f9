"""Both engines on one question: they agree, or there is no answer."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pirules.errors import EngineError
from pirules.rules.engine import BranchEngine
from pirules.rules.evaluator import Evaluation, Evaluator
from pirules.rules.flow import Rulebook, load_rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import Branch, Facts, Outcome


def branch_for(book: Rulebook, facts: Facts) -> Branch:
    """Return the branch into which the facts lead: the first whose condition certainly holds."""
    for branch in book.branches:
        if branch.condition.test(facts) is Truth.YES:
            return branch
    raise EngineError("P503", "この質問が入る枝がありません。")


def epoch_start(book: Rulebook, day: date) -> date:
    """Return the first day of the stretch of time in which the same rules are in force as on ``day``."""
    bounds = book.boundaries()
    place = bisect_right(bounds, day)
    return bounds[place - 1] if place else date.min


@lru_cache(maxsize=64)
def _engine(folder: Path | None, branch_id: str, start: date, *, notes: bool = True) -> BranchEngine:
    book = load_rulebook(folder)
    branch = next(item for item in book.branches if item.id == branch_id)
    return BranchEngine(branch if notes else replace(branch, notes=()), start, book.vocabulary.domains)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on which both engines agree, with the evaluator that can be asked beside for questions like it."""

    branch: Branch
    evaluation: Evaluation
    evaluator: Evaluator


def decide(facts: Facts, day: date, folder: Path | None = None) -> Decided:
    """Decide with both engines.

    Args:
        facts: complete facts of the vocabulary.
        day: the day whose rules apply.
        folder: another folder of rules, default :func:`pirules.data.rulesets_dir`.

    Raises:
        EngineError: ``P502`` when they differ, ``P503`` when one fails.
    """
    book = load_rulebook(folder)
    branch = branch_for(book, facts)
    evaluator = Evaluator(facts, day)
    evaluation = evaluator.run(branch)
    verdict = _engine(folder, branch.id, epoch_start(book, day)).decide(facts)
    compare(evaluation, verdict.outcome, verdict.truths)
    return Decided(branch, evaluation, evaluator)


def decide_all(like: Decided, asked: Sequence[Facts], day: date, folder: Path | None = None) -> list[Outcome]:
    """Decide questions that differ from one in a few facts with both engines; quicker than one by one.

    The notes, which only explain, are left out.

    Args:
        like: the decision of the question that the others are like, of the same day.
        asked: the questions to decide.
        day: the day whose rules apply.
        folder: another folder of rules, default :func:`pirules.data.rulesets_dir`.

    Raises:
        EngineError: ``P502`` when the engines differ on one of them, ``P503`` when one fails.
    """
    book = load_rulebook(folder)
    start = epoch_start(book, day)
    found: dict[int, Outcome] = {}
    waiting: dict[Branch, list[int]] = {}
    for index, others in enumerate(asked):
        waiting.setdefault(branch_for(book, others), []).append(index)
    for branch, places in waiting.items():
        engine = _engine(folder, branch.id, start, notes=False)
        verdicts = engine.decide_all([asked[index] for index in places])
        beside = like.evaluator
        if branch is not like.branch:
            beside = Evaluator(beside.facts, day)
            beside.flow(branch.flow)
        for index, verdict in zip(places, verdicts, strict=True):
            evaluator = Evaluator(asked[index], day, beside=beside)
            evaluation = Evaluation(evaluator.flow(branch.flow), evaluator.trace, evaluator.truths)
            compare(evaluation, verdict.outcome, verdict.truths)
            found[index] = verdict.outcome
    return [found[index] for index in range(len(asked))]


def compare(evaluation: Evaluation, outcome: object, truths: Mapping[str, Truth]) -> None:
    """Compare the evaluator with the engine: the outcome and the truth of every rule looked at.

    Raises:
        EngineError: ``P502`` naming the first difference.
    """
    found = evaluation.finding.outcome
    if found is not outcome:
        raise EngineError("P502", f"判定が「{found}」と「{outcome}」に分かれました。")
    if evaluation.truths.items() <= truths.items():
        return
    for name, holds in evaluation.truths.items():
        if truths.get(name) is not holds:
            raise EngineError("P502", f"規則「{name}」が「{holds}」と「{truths.get(name)}」に分かれました。")


def warm(folder: Path | None = None) -> None:
    """Build every branch as of today once, so that the first question is as quick as the next."""
    book = load_rulebook(folder)
    start = epoch_start(book, date.max)
    for branch in book.branches:
        for day in {start, epoch_start(book, date.fromordinal(start.toordinal() - 1))}:
            _engine(folder, branch.id, day)
