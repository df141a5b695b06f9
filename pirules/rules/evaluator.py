"""The independent evaluator: decides the same question as the engine in plain Python, with everything said.

It walks the flow as a lawyer reads it and carries reasons, conditions, duties and authority along.  The engine
(:mod:`pirules.rules.engine`) only tells which rules fire; both must come to the same decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pirules.rules.conditions import truth
from pirules.rules.logic import Truth
from pirules.rules.model import (
    Best,
    Branch,
    Condition,
    Effect,
    Either,
    Facts,
    First,
    Flow,
    Gate,
    Obligation,
    Outcome,
    Routes,
    Rule,
    Statement,
    Step,
    Strictest,
    Unsettled,
    When,
)

_SEVERITY = {
    Outcome.PERMITTED: 0,
    Outcome.CONDITIONAL: 1,
    Outcome.NEEDS_JUDGMENT: 2,
    Outcome.PROHIBITED: 3,
    Outcome.OUT_OF_SCOPE: 4,
    Outcome.REFUSED: 4,
    Outcome.BARRED: 5,
}
_FORBIDS = (Outcome.PROHIBITED, Outcome.BARRED)


@dataclass(frozen=True, slots=True)
class Node:
    """One rule that was looked at, with its truth and its exceptions."""

    rule: Rule
    holds: Truth
    exceptions: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Finding:
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


@dataclass(slots=True)
class Evaluation:
    """The result of one evaluation: the finding, the trace, and the truth of every rule looked at."""

    finding: Finding
    trace: list[Node]
    truths: dict[str, Truth] = field(default_factory=dict)


def _joined(first: Finding, others: Iterable[Finding]) -> Finding:
    """Return ``first`` with what the others only remarked."""
    for other in others:
        first = replace(
            first,
            reasons=other.reasons + first.reasons,
            obligations=other.obligations + first.obligations,
            levels=other.levels + first.levels,
            contested=other.contested or first.contested,
        )
    return first


class Evaluator:
    """Evaluates one branch on one day for one set of facts."""

    def __init__(self, facts: Facts, day: date) -> None:
        self.facts = facts
        self.day = day
        self.trace: list[Node] = []
        self.truths: dict[str, Truth] = {}

    def run(self, branch: Branch) -> Evaluation:
        """Evaluate the flow of ``branch`` and its notes.

        The notes' reasons are added after those of the flow; a note never speaks.
        """
        finding = self.flow(branch.flow)
        for note in branch.notes:
            if note.in_force(self.day):
                remark, node = self.rule(note)
                self.trace.append(node)
                finding = replace(
                    finding,
                    reasons=finding.reasons + remark.reasons,
                    obligations=finding.obligations + remark.obligations,
                    levels=finding.levels + remark.levels,
                    contested=finding.contested or remark.contested,
                )
        return Evaluation(finding, self.trace, self.truths)

    def certain(self, condition: Condition) -> bool:
        return truth(condition, self.facts) is Truth.YES

    def effect(self, effect: Effect, rule: Rule, holds: Truth) -> Finding:
        unanswered = (rule,) if holds is Truth.UNKNOWN and effect.outcome is not Outcome.NONE else ()
        return Finding(
            outcome=effect.outcome,
            basis=tuple(item.citation for item in effect.basis if self.certain(item.condition)),
            reasons=tuple(item for item in effect.reasons if self.certain(item.condition)),
            conditions=tuple(item for item in effect.conditions if self.certain(item.condition)),
            obligations=tuple(item for item in effect.obligations if self.certain(item.condition)),
            levels=(effect.level,) if effect.level else (),
            contested=effect.contested,
            error=effect.error,
            unanswered=unanswered,
        )

    def rule(self, rule: Rule) -> tuple[Finding, Node]:
        """Evaluate one rule with its exceptions."""
        holds = truth(rule.condition, self.facts)
        self.truths[rule.id] = holds
        effect = {Truth.YES: rule.holds, Truth.UNKNOWN: rule.open, Truth.NO: rule.fails}[holds]
        own = self.effect(effect, rule, holds)
        nodes: list[Node] = []
        children: list[Finding] = []
        applies = own.speaks and not (rule.excepted_only_when_held and holds is not Truth.YES)
        for exception in rule.exceptions:
            if not exception.in_force(self.day):
                continue
            found, node = self.rule(exception)
            nodes.append(node)
            if applies and found.speaks:
                children.append(found)
        return self.excepted(own, children), Node(rule, holds, tuple(nodes))

    def excepted(self, own: Finding, children: Sequence[Finding]) -> Finding:
        """Combine a rule with its exceptions: to a prohibition they help, to a permission they are in the way."""
        if own.outcome in _FORBIDS:
            lifts = min(children, key=lambda child: _SEVERITY[child.outcome], default=None)
            if lifts is not None and _SEVERITY[lifts.outcome] < _SEVERITY[own.outcome]:
                return lifts
            return own
        result = own
        for child in children:
            result = self.along(result, child, ground=own)
        return result

    def along(self, first: Finding, second: Finding, ground: Finding) -> Finding:
        """Put two findings of one route together: the stricter stands, conditions and duties add up."""
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

    def step(self, rule: Rule) -> Finding:
        if not rule.in_force(self.day):
            return Finding()
        finding, node = self.rule(rule)
        self.trace.append(node)
        return finding

    def flow(self, part: Flow) -> Finding:
        """Evaluate a part of the flow."""
        if isinstance(part, Step):
            return self.step(part.rule)
        if isinstance(part, When):
            return self.flow(part.part) if self.certain(part.condition) else Finding()
        if isinstance(part, First):
            return self.first(part)
        if isinstance(part, Strictest):
            return self.strictest([self.flow(item) for item in part.parts])
        if isinstance(part, Best):
            return self.best([self.flow(item) for item in part.parts])
        if isinstance(part, Routes):
            return self.routes(self.flow(part.first), part.others)
        return self.ruled(part)

    def ruled(self, part: Unsettled | Gate | Either) -> Finding:
        """Evaluate a part that hangs on one rule."""
        own = self.step(part.rule)
        holds = self.truths.get(part.rule.id, Truth.NO)
        if isinstance(part, Unsettled):
            return self.unsettled(own, holds, part.rest)
        if isinstance(part, Gate):
            inner = self.flow(part.part) if holds is not Truth.NO else Finding()
            if not inner.speaks:
                return Finding()
            return own if holds is Truth.UNKNOWN else inner
        if holds is Truth.UNKNOWN:
            yes, no = self.flow(part.yes), self.flow(part.no)
            if yes.outcome is no.outcome:
                return replace(no, reasons=yes.reasons + no.reasons)
            return replace(
                no if no.outcome is Outcome.NEEDS_JUDGMENT else yes,
                outcome=Outcome.NEEDS_JUDGMENT,
                conditions=(),
                reasons=yes.reasons + no.reasons,
                unanswered=(part.rule,),
            )
        return self.flow(part.yes if holds is Truth.YES else part.no)

    def first(self, part: First) -> Finding:
        remarks: list[Finding] = []
        for item in part.parts:
            found = self.flow(item)
            if found.speaks:
                return _joined(found, reversed(remarks))
            remarks.append(found)
        return _joined(Finding(), reversed(remarks))

    def strictest(self, findings: Sequence[Finding]) -> Finding:
        speaking = [found for found in findings if found.speaks]
        remarks = [found for found in findings if not found.speaks]
        if not speaking:
            return _joined(Finding(), remarks)
        result = speaking[0]
        for found in speaking[1:]:
            if result.outcome is Outcome.BARRED:
                break
            result = self.along(result, found, ground=result)
        return _joined(result, remarks)

    def best(self, findings: Sequence[Finding]) -> Finding:
        speaking = [found for found in findings if found.speaks]
        final = next((found for found in speaking if found.outcome is Outcome.BARRED), None)
        if final or not speaking:
            return final or Finding()
        chosen = min(speaking, key=lambda found: _SEVERITY[found.outcome])
        peers = [found for found in speaking if found.outcome is chosen.outcome and found is not chosen]
        if chosen.outcome is Outcome.NEEDS_JUDGMENT:
            for peer in peers:
                chosen = replace(
                    chosen,
                    basis=chosen.basis + peer.basis,
                    reasons=chosen.reasons + peer.reasons,
                    unanswered=chosen.unanswered + peer.unanswered,
                )
        return chosen

    def routes(self, first: Finding, others: Flow) -> Finding:
        if first.outcome is Outcome.BARRED:
            return first
        second = self.flow(others)
        if first.outcome is Outcome.NEEDS_JUDGMENT and second.outcome not in (
            Outcome.PERMITTED,
            Outcome.BARRED,
        ):
            if second.outcome is Outcome.NEEDS_JUDGMENT:
                return self.best([first, second])
            return first
        return self.best([first, second])

    def unsettled(self, own: Finding, holds: Truth, rest: Flow) -> Finding:
        if holds is Truth.YES:
            return own
        found = self.flow(rest)
        if holds is Truth.NO or found.outcome in (Outcome.PERMITTED, Outcome.BARRED):
            return found
        return replace(
            own,
            basis=own.basis + found.basis if found.outcome is Outcome.NEEDS_JUDGMENT else own.basis,
            reasons=own.reasons + found.reasons,
            levels=own.levels,
            unanswered=own.unanswered + found.unanswered,
        )
