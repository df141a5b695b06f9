"""The independent evaluator: decides the same question as the engine in plain Python, with everything said.

It walks the flow as a lawyer reads it and carries reasons, conditions, duties and authority along.  The engine
(:mod:`pirules.rules.engine`) only tells which rules fire; both must come to the same decision.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from pirules.rules.finding import (
    ENDS,
    SILENT,
    Evaluation,
    Finding,
    Node,
    agreed,
    best,
    effect_of,
    excepted,
    finding_of,
    joined,
    prepared,
    settled,
    strictest,
)
from pirules.rules.logic import Truth
from pirules.rules.memory import Memory
from pirules.rules.model import (
    Best,
    Branch,
    Condition,
    Either,
    Facts,
    First,
    Flow,
    Gate,
    Outcome,
    Routes,
    Rule,
    Step,
    Strictest,
    Unsettled,
    When,
)
from pirules.rules.walk import remembered


class Evaluator:
    """Evaluates one branch on one day for one set of facts.

    Args:
        facts: complete facts of the vocabulary.
        day: the day whose rules apply.
        memory: what other questions of the same stretch of time came to; a part of the flow that hangs on nothing but
            facts that such a question had too is taken over from it.
    """

    def __init__(self, facts: Facts, day: date, memory: Memory | None = None) -> None:
        self.facts = facts
        self.day = day
        self.trace: list[Node] = []
        self.truths: dict[str, Truth] = {}
        self._memory = Memory() if memory is None else memory
        self._remembered: frozenset[Flow] = frozenset()

    def run(self, branch: Branch, *, notes: bool = True) -> Evaluation:
        """Evaluate the flow of ``branch`` and its notes, which only explain.

        The notes' reasons are added after those of the flow; a note never speaks.
        """
        self._remembered = remembered(branch.flow)
        finding = self.flow(branch.flow)
        if notes:
            remarks = [self._step(note) for note in branch.notes]
            finding = joined(finding, remarks, behind=True)
        return Evaluation(finding, self.trace, self.truths)

    def _certain(self, condition: Condition) -> bool:
        return condition.test(self.facts) is Truth.YES

    def rule(self, rule: Rule) -> tuple[Finding, Node]:
        """Evaluate one rule with its exceptions."""
        slot, key = self._memory.of_rule(rule, self.facts)
        known = slot.get(key)
        if known is None:
            holds = self.truths[rule.id] = rule.condition.test(self.facts)
            found, node = settled(rule, holds) or self._evaluated(rule, holds)
            self._memory.keep(slot, key, (found, node))
            return found, node
        self._take((known[1],))
        return known

    def _evaluated(self, rule: Rule, holds: Truth) -> tuple[Finding, Node]:
        own = prepared(rule, holds)
        if own is None:
            own = finding_of(effect_of(rule, holds), rule, holds, self._certain)
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
        return excepted(own, children), Node(rule, holds, tuple(nodes))

    def _step(self, rule: Rule) -> Finding:
        if (rule.start or rule.end) and not rule.in_force(self.day):
            return SILENT
        holds = self.truths[rule.id] = rule.condition.test(self.facts)
        finding, node = settled(rule, holds) or self.rule(rule)
        self.trace.append(node)
        return finding

    def flow(self, part: Flow) -> Finding:
        """Evaluate a part of the flow."""
        if type(part) is Step:
            return self._step(part.rule)
        if part not in self._remembered:
            return self._kinds[type(part)](self, part)
        slot, key = self._memory.of_part(part, self.facts)
        known = slot.get(key)
        if known is None:
            start = len(self.trace)
            found = self._kinds[type(part)](self, part)
            self._memory.keep(slot, key, (found, tuple(self.trace[start:])))
            return found
        self.trace += known[1]
        self._take(known[1])
        finding: Finding = known[0]
        return finding

    def _take(self, nodes: Iterable[Node]) -> None:
        """Take over what was found of rules."""
        truths = self.truths
        for rule, holds, exceptions in nodes:
            truths[rule.id] = holds
            if exceptions:
                self._take(exceptions)

    def _a_strictest(self, part: Strictest) -> Finding:
        return strictest([self.flow(item) for item in part.parts])

    def _a_best(self, part: Best) -> Finding:
        return best([self.flow(item) for item in part.parts])

    def _when(self, part: When) -> Finding:
        return self.flow(part.part) if self._certain(part.condition) else SILENT

    def _gate(self, part: Gate) -> Finding:
        own, holds = self._ruled(part.rule)
        inner = self.flow(part.part) if holds is not Truth.NO else SILENT
        if not inner.speaks:
            return SILENT
        if holds is Truth.YES:
            return inner
        return own._replace(outcome=Outcome.HELD) if inner.outcome in ENDS else own

    def _either(self, part: Either) -> Finding:
        _, holds = self._ruled(part.rule)
        if holds is not Truth.UNKNOWN:
            return self.flow(part.yes if holds is Truth.YES else part.no)
        return agreed(self.flow(part.yes), self.flow(part.no), part.rule)

    def _ruled(self, rule: Rule) -> tuple[Finding, Truth]:
        """Return what the rule says on which a part hangs, and whether it holds."""
        return self._step(rule), self.truths.get(rule.id, Truth.NO)

    def _first(self, part: First) -> Finding:
        remarks: list[Finding] = []
        for item in part.parts:
            found = self._step(item.rule) if type(item) is Step else self.flow(item)
            if found is SILENT:
                continue
            if found.speaks:
                return joined(found, remarks) if remarks else found
            remarks.append(found)
        return joined(SILENT, remarks)

    def _routes(self, part: Routes) -> Finding:
        first = self.flow(part.first)
        if first.outcome in ENDS:
            return first
        second = self.flow(part.others)
        if first.outcome is Outcome.NEEDS_JUDGMENT and second.outcome not in (
            Outcome.PERMITTED,
            *ENDS,
        ):
            if second.outcome is Outcome.NEEDS_JUDGMENT:
                return best([first, second])
            return first
        return best([first, second])

    def _unsettled(self, part: Unsettled) -> Finding:
        own, holds = self._ruled(part.rule)
        if holds is Truth.YES:
            return own
        found = self.flow(part.rest)
        if holds is Truth.NO or found.outcome in (Outcome.PERMITTED, *ENDS):
            return found
        return own._replace(
            basis=own.basis + found.basis if found.outcome is Outcome.NEEDS_JUDGMENT else own.basis,
            reasons=own.reasons + found.reasons,
            levels=own.levels,
            unanswered=own.unanswered + found.unanswered,
        )

    # Here, where all of them are known: which method evaluates which part of a flow.
    _kinds: ClassVar[dict[type, Callable[["Evaluator", Any], Finding]]] = {
        First: _first,
        Strictest: _a_strictest,
        Best: _a_best,
        Routes: _routes,
        Unsettled: _unsettled,
        When: _when,
        Gate: _gate,
        Either: _either,
    }
