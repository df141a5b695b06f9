"""The independent evaluator: decides the same question as the engine in plain Python, with everything said.

It walks the flow as a lawyer reads it and carries reasons, conditions, duties and authority along.  The engine
(:mod:`pirules.rules.engine`) only tells which rules fire; both must come to the same decision.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from pirules.rules.logic import Truth
from pirules.rules.model import (
    ALWAYS,
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
from pirules.rules.walk import facts_behind, facts_of_part

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
_ENDS = (Outcome.BARRED, Outcome.HELD)
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


_SILENT = Finding()


@dataclass(slots=True)
class Evaluation:
    """The result of one evaluation: the finding, the trace, and the truth of every rule looked at."""

    finding: Finding
    trace: list[Node]
    truths: dict[str, Truth] = field(default_factory=dict)


def _joined(first: Finding, others: Iterable[Finding], *, behind: bool = False) -> Finding:
    """Return ``first`` with what the others only remarked, in their order before it or ``behind`` it."""
    remarks = [other for other in others if other is not _SILENT and other.remarks]
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
def _prepared(rule: Rule, holds: Truth) -> Finding | None:
    """Return the finding of a rule without exceptions where it doesn't depend on further facts, else ``None``."""
    effect = effect_of(rule, holds)
    if not _plain(effect):
        return None
    found = _finding(effect, rule, holds, lambda _: True)
    # What says nothing at all is passed over at a glance.
    return _SILENT if found == _SILENT else found


@lru_cache(maxsize=4096)
def _settled(rule: Rule, holds: Truth) -> "tuple[Finding, Node] | None":
    """Return everything about a rule of which nothing else depends on the facts, else ``None``."""
    found = None if rule.exceptions else _prepared(rule, holds)
    return None if found is None else (found, Node(rule, holds))


def effect_of(rule: Rule, holds: Truth) -> Effect:
    """Return what follows from the truth of a rule's condition."""
    if holds is Truth.YES:
        return rule.holds
    return rule.open if holds is Truth.UNKNOWN else rule.fails


def _finding(effect: Effect, rule: Rule, holds: Truth, said: Callable[[Condition], bool]) -> Finding:
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


class Evaluator:
    """Evaluates one branch on one day for one set of facts.

    Args:
        facts: complete facts of the vocabulary.
        day: the day whose rules apply.
        beside: an evaluator that has answered a question of the same branch and day; what hangs on no fact in which
            the two differ is taken over from it.
    """

    def __init__(self, facts: Facts, day: date, beside: "Evaluator | None" = None) -> None:
        self.facts = facts
        self.day = day
        self.trace: list[Node] = []
        self.truths: dict[str, Truth] = {}
        self.known: dict[str, tuple[Finding, Node]] = {}
        self.parts: dict[Flow, tuple[Finding, list[Node]]] = {}
        self._beside = beside
        self._changed: frozenset[str] = frozenset()
        if beside is not None:
            self._changed = frozenset(name for name, _ in facts.items() - beside.facts.items())

    def run(self, branch: Branch) -> Evaluation:
        """Evaluate the flow of ``branch`` and its notes.

        The notes' reasons are added after those of the flow; a note never speaks.
        """
        finding = self.flow(branch.flow)
        remarks = [self._step(note) for note in branch.notes]
        finding = _joined(finding, remarks, behind=True)
        return Evaluation(finding, self.trace, self.truths)

    def _certain(self, condition: Condition) -> bool:
        return condition.test(self.facts) is Truth.YES

    def rule(self, rule: Rule) -> tuple[Finding, Node]:
        """Evaluate one rule with its exceptions; an exception shared by several rules only once."""
        known = self.known.get(rule.id)
        if known is None and self._beside is not None and self._changed.isdisjoint(facts_behind(rule)):
            known = self._beside.known.get(rule.id)
            if known is not None:
                self.known[rule.id] = known
                self._take([known[1]])
        if known is None:
            holds = self.truths[rule.id] = rule.condition.test(self.facts)
            known = self.known[rule.id] = _settled(rule, holds) or self._evaluated(rule, holds)
        return known

    def _evaluated(self, rule: Rule, holds: Truth) -> tuple[Finding, Node]:
        own = _prepared(rule, holds)
        if own is None:
            own = _finding(effect_of(rule, holds), rule, holds, self._certain)
        nodes: list[Node] = []
        children: list[Finding] = []
        for exception in rule.exceptions:
            if not exception.in_force(self.day):
                continue
            found, node = self.rule(exception)
            nodes.append(node)
            # What fails isn't excepted: its own words for that case stand.
            if own.speaks and found.speaks and holds is not Truth.NO:
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

    def _step(self, rule: Rule) -> Finding:
        if (rule.start or rule.end) and not rule.in_force(self.day):
            return _SILENT
        holds = self.truths[rule.id] = rule.condition.test(self.facts)
        finding, node = _settled(rule, holds) or self.rule(rule)
        self.trace.append(node)
        return finding

    def flow(self, part: Flow) -> Finding:
        """Evaluate a part of the flow."""
        if self._beside is not None:
            taken = self._beside.parts.get(part)
            if taken is not None and self._changed.isdisjoint(facts_of_part(part)):
                self.trace += taken[1]
                self._take(taken[1])
                return taken[0]
            return self._kinds[type(part)](self, part)
        start = len(self.trace)
        found = self._kinds[type(part)](self, part)
        self.parts[part] = (found, self.trace[start:])
        return found

    def _take(self, nodes: Iterable[Node]) -> None:
        """Take over what was found of rules."""
        for node in nodes:
            self.truths[node.rule.id] = node.holds
            self._take(node.exceptions)

    def _a_step(self, part: Step) -> Finding:
        return self._step(part.rule)

    def _a_best(self, part: Best) -> Finding:
        return self._best([self.flow(item) for item in part.parts])

    def _when(self, part: When) -> Finding:
        return self.flow(part.part) if self._certain(part.condition) else _SILENT

    def _gate(self, part: Gate) -> Finding:
        own, holds = self._ruled(part.rule)
        inner = self.flow(part.part) if holds is not Truth.NO else _SILENT
        if not inner.speaks:
            return _SILENT
        if holds is Truth.YES:
            return inner
        return own._replace(outcome=Outcome.HELD) if inner.outcome in _ENDS else own

    def _either(self, part: Either) -> Finding:
        _, holds = self._ruled(part.rule)
        if holds is not Truth.UNKNOWN:
            return self.flow(part.yes if holds is Truth.YES else part.no)
        return self._agreed(self.flow(part.yes), self.flow(part.no), part.rule)

    def _ruled(self, rule: Rule) -> tuple[Finding, Truth]:
        """Return what the rule says on which a part hangs, and whether it holds."""
        return self._step(rule), self.truths.get(rule.id, Truth.NO)

    @staticmethod
    def _agreed(yes: Finding, no: Finding, rule: Rule) -> Finding:
        """Return what both sides of an open rule agree on, else a question."""
        reasons = yes.reasons + no.reasons
        if yes.outcome is no.outcome:
            return no._replace(reasons=reasons)
        chosen = no if no.outcome is Outcome.NEEDS_JUDGMENT else yes
        return chosen._replace(outcome=Outcome.NEEDS_JUDGMENT, reasons=reasons, unanswered=(rule,))

    def _first(self, part: First) -> Finding:
        remarks: list[Finding] = []
        for item in part.parts:
            found = self._step(item.rule) if type(item) is Step else self.flow(item)
            if found is _SILENT:
                continue
            if found.speaks:
                return _joined(found, remarks) if remarks else found
            remarks.append(found)
        return _joined(_SILENT, remarks)

    def _strictest(self, part: Strictest) -> Finding:
        findings = [self.flow(item) for item in part.parts]
        speaking = [found for found in findings if found.speaks]
        remarks = [found for found in findings if not found.speaks]
        if not speaking:
            return _joined(_SILENT, remarks)
        result = speaking[0]
        for found in speaking[1:]:
            if result.outcome is Outcome.BARRED:
                break
            result = self.along(result, found, ground=result)
        return _joined(result, remarks)

    def _best(self, findings: Sequence[Finding]) -> Finding:
        speaking = [found for found in findings if found.speaks]
        ends = [found for end in _ENDS for found in speaking if found.outcome is end]
        if ends or not speaking:
            return ends[0] if ends else _SILENT
        chosen = min(speaking, key=lambda found: _SEVERITY[found.outcome])
        peers = [found for found in speaking if found.outcome is chosen.outcome and found is not chosen]
        if chosen.outcome is Outcome.NEEDS_JUDGMENT:
            for peer in peers:
                chosen = chosen._replace(
                    basis=chosen.basis + peer.basis,
                    reasons=chosen.reasons + peer.reasons,
                    unanswered=chosen.unanswered + peer.unanswered,
                )
        return chosen

    def _routes(self, part: Routes) -> Finding:
        first = self.flow(part.first)
        if first.outcome in _ENDS:
            return first
        second = self.flow(part.others)
        if first.outcome is Outcome.NEEDS_JUDGMENT and second.outcome not in (
            Outcome.PERMITTED,
            *_ENDS,
        ):
            if second.outcome is Outcome.NEEDS_JUDGMENT:
                return self._best([first, second])
            return first
        return self._best([first, second])

    def _unsettled(self, part: Unsettled) -> Finding:
        own, holds = self._ruled(part.rule)
        if holds is Truth.YES:
            return own
        found = self.flow(part.rest)
        if holds is Truth.NO or found.outcome in (Outcome.PERMITTED, *_ENDS):
            return found
        return own._replace(
            basis=own.basis + found.basis if found.outcome is Outcome.NEEDS_JUDGMENT else own.basis,
            reasons=own.reasons + found.reasons,
            levels=own.levels,
            unanswered=own.unanswered + found.unanswered,
        )

    # Here, where all of them are known: which method evaluates which part of a flow.
    _kinds: ClassVar[dict[type, Callable[["Evaluator", Any], Finding]]] = {
        Step: _a_step,
        First: _first,
        Strictest: _strictest,
        Best: _a_best,
        Routes: _routes,
        Unsettled: _unsettled,
        When: _when,
        Gate: _gate,
        Either: _either,
    }
