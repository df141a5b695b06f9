"""What the independent evaluator finds: outcomes with everything that is said with them, and how they are put together.

The words for putting findings together are the evaluator's own (:mod:`pirules.rules.combine` has those of the engine's
plan), so that a fault in one shows as a difference.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pirules.rules.logic import Truth
from pirules.rules.model import ALWAYS, Condition, Effect, Obligation, Outcome, Rule, Statement

_SEVERITY = {
    Outcome.PERMITTED: 0,
    Outcome.CONDITIONAL: 1,
    Outcome.NEEDS_JUDGMENT: 2,
    Outcome.HELD: 3,
    Outcome.PROHIBITED: 4,
    Outcome.OUT_OF_SCOPE: 5,
    Outcome.REFUSED: 5,
    Outcome.BARRED: 6,
}
#: Outcomes that no other route settles.
ENDS = (Outcome.BARRED, Outcome.HELD)
_FORBIDS = (Outcome.PROHIBITED, Outcome.BARRED)


# Findings and nodes are made by the hundred for each answer: tuples, which are made far quicker than dataclasses.
class Node(NamedTuple):
    """One rule that was looked at, with its truth and its exceptions."""

    rule: Rule
    holds: Truth
    exceptions: "tuple[Node, ...]" = ()


class Finding(NamedTuple):
    """What a part of the flow says, and everything it says it with."""

    outcome: Outcome = Outcome.NONE
    basis: tuple[str, ...] = ()
    reasons: tuple[Statement, ...] = ()
    conditions: tuple[Statement, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    levels: tuple[str, ...] = ()
    contested: bool = False
    error: str | None = None
    unanswered: tuple[Rule, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether it says anything but *go on*."""
        return self.outcome is not Outcome.NONE

    @property
    def remarks(self) -> bool:
        """Whether it has anything to add to what others say."""
        return bool(self.reasons or self.levels or self.obligations or self.contested)


#: What says nothing at all; the same object everywhere, so that it is passed over at a glance.
SILENT = Finding()


@dataclass(slots=True)
class Evaluation:
    """The result of one evaluation: the finding, the trace, and the truth of every rule looked at."""

    finding: Finding
    trace: list[Node]
    truths: dict[str, Truth] = field(default_factory=dict)


def joined(first: Finding, others: Iterable[Finding], *, behind: bool = False) -> Finding:
    """Return ``first`` with what the others only remarked, in their order before it or ``behind`` it."""
    remarks = [other for other in others if other is not SILENT and other.remarks]
    if not remarks:
        return first
    parts = [first, *remarks] if behind else [*remarks, first]
    return first._replace(
        reasons=tuple(item for part in parts for item in part.reasons),
        obligations=tuple(item for part in parts for item in part.obligations),
        levels=tuple(item for part in parts for item in part.levels),
        contested=any(part.contested for part in parts),
    )


def _plain(effect: Effect) -> bool:
    """Whether every sentence of an effect is said whatever the facts are."""
    conditions = [item.condition for item in effect.basis]
    conditions += [item.condition for item in (*effect.reasons, *effect.conditions)]
    conditions += [item.condition for item in effect.obligations]
    return all(condition == ALWAYS for condition in conditions)


@lru_cache(maxsize=4096)
def prepared(rule: Rule, holds: Truth) -> Finding | None:
    """Return the finding of a rule without exceptions where it doesn't depend on further facts, else ``None``."""
    effect = effect_of(rule, holds)
    if not _plain(effect):
        return None
    found = finding_of(effect, rule, holds, lambda _: True)
    return SILENT if found == SILENT else found


@lru_cache(maxsize=4096)
def settled(rule: Rule, holds: Truth) -> tuple[Finding, Node] | None:
    """Return everything about a rule of which nothing else depends on the facts, else ``None``."""
    found = None if rule.exceptions else prepared(rule, holds)
    return None if found is None else (found, Node(rule, holds))


def effect_of(rule: Rule, holds: Truth) -> Effect:
    """Return what follows from the truth of a rule's condition."""
    if holds is Truth.YES:
        return rule.holds
    return rule.open if holds is Truth.UNKNOWN else rule.fails


def disputed(nodes: Iterable[Node]) -> Iterator[Rule]:
    """Yield the rules of a trace whose effect is contested; the exceptions of a rule that fails say nothing."""
    for node in nodes:
        if effect_of(node.rule, node.holds).contested:
            yield node.rule
        if node.holds is not Truth.NO:
            yield from disputed(node.exceptions)


def finding_of(effect: Effect, rule: Rule, holds: Truth, said: Callable[[Condition], bool]) -> Finding:
    """Return an effect as a finding; ``said`` tells which of its sentences are said."""
    unanswered = (rule,) if holds is Truth.UNKNOWN and effect.outcome is not Outcome.NONE else ()
    return Finding(
        outcome=effect.outcome,
        basis=tuple(item.citation for item in effect.basis if said(item.condition)),
        reasons=tuple(item for item in effect.reasons if said(item.condition)),
        conditions=tuple(item for item in effect.conditions if said(item.condition)),
        obligations=tuple(item for item in effect.obligations if said(item.condition)),
        levels=(effect.level,) if effect.level else (),
        contested=effect.contested,
        error=effect.error,
        unanswered=unanswered,
    )


def excepted(own: Finding, children: Sequence[Finding]) -> Finding:
    """Combine a rule with its exceptions: to a prohibition they help, to a permission they are in the way."""
    if own.outcome in _FORBIDS:
        lifts = min(children, key=lambda child: _SEVERITY[child.outcome], default=None)
        if lifts is not None and _SEVERITY[lifts.outcome] < _SEVERITY[own.outcome]:
            return lifts
        return own
    result = own
    for child in children:
        result = along(result, child, ground=own)
    return result


def along(first: Finding, second: Finding, ground: Finding) -> Finding:
    """Put two findings of one route together: the stricter stands, conditions and duties add up."""
    if first.outcome in _FORBIDS and second.outcome not in _FORBIDS:
        # What is doubted behind a refusal doesn't make the refusal doubtful.
        return first._replace(unanswered=first.unanswered + second.unanswered)
    stricter = _SEVERITY[second.outcome] > _SEVERITY[first.outcome]
    basis = first.basis
    if stricter and second.basis:
        basis = tuple(
            part for item in second.basis for part in (ground.basis if item == "$ground" else (item,))
        )
    # A prohibition explains itself: what was favourable before it is in the trace.
    forbids = stricter and second.outcome in _FORBIDS
    return Finding(
        outcome=second.outcome if stricter else first.outcome,
        basis=basis,
        reasons=second.reasons if forbids else first.reasons + second.reasons,
        conditions=first.conditions + second.conditions,
        obligations=first.obligations + second.obligations,
        levels=second.levels if forbids else first.levels + second.levels,
        contested=second.contested if forbids else first.contested or second.contested,
        error=first.error or second.error,
        unanswered=first.unanswered + second.unanswered,
    )


def strictest(findings: Sequence[Finding]) -> Finding:
    """Return what stands along one route: the strictest, with what the silent ones remarked."""
    speaking = [found for found in findings if found.speaks]
    remarks = [found for found in findings if not found.speaks]
    if not speaking:
        return joined(SILENT, remarks)
    result = speaking[0]
    for found in speaking[1:]:
        if result.outcome is Outcome.BARRED:
            break
        result = along(result, found, ground=result)
    return joined(result, remarks)


def best(findings: Sequence[Finding]) -> Finding:
    """Return what stands between routes: the most favourable; questions of several routes add up."""
    speaking = [found for found in findings if found.speaks]
    ends = [found for end in ENDS for found in speaking if found.outcome is end]
    if ends or not speaking:
        return ends[0] if ends else SILENT
    chosen = min(speaking, key=lambda found: _SEVERITY[found.outcome])
    if chosen.outcome is not Outcome.NEEDS_JUDGMENT:
        return chosen
    for peer in [found for found in speaking if found.outcome is chosen.outcome and found is not chosen]:
        chosen = chosen._replace(
            basis=chosen.basis + peer.basis,
            reasons=chosen.reasons + peer.reasons,
            unanswered=chosen.unanswered + peer.unanswered,
        )
    return chosen


def agreed(yes: Finding, no: Finding, rule: Rule) -> Finding:
    """Return what both sides of an open rule agree on, else a question."""
    reasons = yes.reasons + no.reasons
    if yes.outcome is no.outcome:
        return no._replace(reasons=reasons)
    chosen = no if no.outcome is Outcome.NEEDS_JUDGMENT else yes
    return chosen._replace(outcome=Outcome.NEEDS_JUDGMENT, reasons=reasons, unanswered=(rule,))
