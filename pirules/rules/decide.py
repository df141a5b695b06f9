"""Both engines on one question: they agree, or there is no answer."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pirules.errors import EngineError
from pirules.rules.engine import BranchEngine
from pirules.rules.evaluator import Evaluator
from pirules.rules.finding import Evaluation
from pirules.rules.flow import Rulebook, load_rulebook
from pirules.rules.logic import Truth
from pirules.rules.memory import Memory, key_of
from pirules.rules.model import Branch, Facts, Outcome, facts_of
from pirules.rules.walk import conditions_of


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


@lru_cache(maxsize=128)
def _engine(folder: Path | None, branch_id: str, start: date, *, notes: bool) -> BranchEngine:
    book = load_rulebook(folder)
    branch = next(item for item in book.branches if item.id == branch_id)
    return BranchEngine(branch if notes else replace(branch, notes=()), start, book.vocabulary.domains)


@lru_cache(maxsize=16)
def _memory(folder: Path | None, start: date) -> Memory:  # noqa: ARG001 - what they are kept by
    """Return what the evaluator remembers of one stretch of time of some rules."""
    return Memory()


def decide(facts: Facts, day: date, folder: Path | None = None) -> Evaluation:
    """Decide with both engines.

    Args:
        facts: complete facts of the vocabulary.
        day: the day whose rules apply.
        folder: another folder of rules, default :func:`pirules.data.rulesets_dir`.

    Raises:
        EngineError: ``P502`` when they differ, ``P503`` when one fails.
    """
    book = load_rulebook(folder)
    start = epoch_start(book, day)
    branch = branch_for(book, facts)
    evaluation = Evaluator(facts, day, _memory(folder, start)).run(branch)
    verdict = _engine(folder, branch.id, start, notes=True).decide(facts)
    compare(evaluation, verdict.outcome, verdict.truths)
    return evaluation


#: Decisions that are known to have been compared, a branch; beyond that they are compared anew.
COMPARED_LIMIT = 8_192


class Compared:
    """Decisions of a branch to which both engines came, by the facts that the rules looked at read.

    Nothing else can change such a decision: the rules that are looked at follow from those looked at before.
    """

    def __init__(self, branch: Branch, book: Rulebook) -> None:
        self._rules = book.rules
        self._always = frozenset(name for item in conditions_of(branch.flow) for name in facts_of(item))
        self._readers: dict[tuple[str, ...], Callable[[Facts], Hashable]] = {}
        self._outcomes: dict[Hashable, Outcome] = {}

    def names(self, evaluation: Evaluation) -> frozenset[str]:
        """Return the facts that the rules looked at read."""
        return self._always.union(*(facts_of(self._rules[rule].condition) for rule in evaluation.truths))

    def key(self, evaluation: Evaluation, facts: Facts) -> Hashable:
        """Return the rules looked at with the values of all facts that they read."""
        looked_at = tuple(evaluation.truths)
        read = self._readers.get(looked_at)
        if read is None:
            read = self._readers[looked_at] = key_of(self.names(evaluation))
        return looked_at, read(facts)

    def known(self, key: Hashable) -> Outcome | None:
        """Return the decision to which both came, ``None`` where they haven't been asked."""
        return self._outcomes.get(key)

    def keep(self, key: Hashable, outcome: Outcome) -> None:
        """Keep a decision to which both came."""
        if len(self._outcomes) >= COMPARED_LIMIT:
            self._outcomes.clear()
            self._readers.clear()
        self._outcomes[key] = outcome


@lru_cache(maxsize=64)
def _compared(folder: Path | None, branch: Branch, start: date) -> Compared:  # noqa: ARG001 - as above
    return Compared(branch, load_rulebook(folder))


def decide_all(asked: Sequence[Facts], day: date, folder: Path | None = None) -> list[Outcome]:
    """Decide several questions with both engines; quicker than one by one where they are like one another.

    The notes, which only explain, are left out.  Where both engines came to the same decision before on all facts that
    the rules read, the engine isn't asked again.

    Args:
        asked: the questions to decide.
        day: the day whose rules apply.
        folder: another folder of rules, default :func:`pirules.data.rulesets_dir`.

    Raises:
        EngineError: ``P502`` when the engines differ on one of them, ``P503`` when one fails.
    """
    book = load_rulebook(folder)
    start = epoch_start(book, day)
    memory = _memory(folder, start)
    found: list[Outcome] = []
    waiting: dict[Branch, list[tuple[Hashable, Evaluation, Facts]]] = {}
    for facts in asked:
        branch = branch_for(book, facts)
        evaluation = Evaluator(facts, day, memory).run(branch, notes=False)
        outcome = evaluation.finding.outcome
        found.append(outcome)
        compared = _compared(folder, branch, start)
        key = compared.key(evaluation, facts)
        if compared.known(key) is not outcome:
            waiting.setdefault(branch, []).append((key, evaluation, facts))
    for branch, items in waiting.items():
        engine = _engine(folder, branch.id, start, notes=False)
        verdicts = engine.decide_all([facts for _, _, facts in items])
        compared = _compared(folder, branch, start)
        for (key, evaluation, _), verdict in zip(items, verdicts, strict=True):
            compare(evaluation, verdict.outcome, verdict.truths)
            compared.keep(key, verdict.outcome)
    return found


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


def warm() -> None:
    """Build every branch on every stretch of time once, so that the first question is as quick as the next."""
    book = load_rulebook()
    for branch in book.branches:
        for start in (date.min, *book.boundaries()):
            for notes in (True, False):
                _engine(None, branch.id, start, notes=notes)
