"""Proofs over the whole space of requests: what no rule reaches, where nothing is said, what isn't monotone.

Everything is read off the decision diagram, so each statement holds for every request of the stretch of time, not
for a sample; the only thing not enumerated is the text of a citation, which stands as its classes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from pathlib import Path
from typing import Any

from pirules.rules import combine
from pirules.rules.conditions import read_condition
from pirules.rules.diagram import Diagrams
from pirules.rules.logic import Truth
from pirules.rules.model import (
    UNKNOWN,
    Best,
    Condition,
    Either,
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
from pirules.rules.source import fault, read_yaml
from pirules.rules.symbolic import ASSUMED, SymbolicBook
from pirules.rules.vocabulary import Vocabulary

_RANK = {
    Outcome.PERMITTED: 0,
    # A condition and a question are one class: both leave something to be seen to.
    Outcome.CONDITIONAL: 1,
    Outcome.NEEDS_JUDGMENT: 1,
    Outcome.PROHIBITED: 2,
}
_SETTLED = (Outcome.PERMITTED, Outcome.PROHIBITED)


@dataclass(frozen=True, slots=True)
class Discovery:
    """One thing found, with a request that shows it (dotted field → JSON value)."""

    kind: str
    subject: str
    text: str
    witness: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """A discovery that stays, inside ``condition``, for a ``reason``."""

    kind: str
    subject: str
    condition: Condition
    reason: str


def load_accounts(path: Path, vocabulary: Vocabulary) -> tuple[Account, ...]:
    """Read ``accounted.yaml``.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    raw = read_yaml(path)
    try:
        return tuple(
            Account(
                body["kind"],
                body["subject"],
                read_condition(path, body["if"], vocabulary.domains),
                body["reason"],
            )
            for body in raw["accounted"]
        )
    except (KeyError, TypeError) as error:
        raise fault(path, 1, f"欠けている項目又は形の違う項目があります（{error}）。") from error


class Analysis:
    """What can be said of all requests in one stretch of time."""

    def __init__(self, book: SymbolicBook) -> None:
        self.book = book
        self.store = book.store
        self.yes = self.store.terminal(value=True)
        self.no = self.store.terminal(value=False)
        self.real = self._real()
        self.contexts: dict[str, int] = {}
        for branch, context in self._branches():
            self._visit(branch.flow, context)
            for note in branch.notes:
                self._rule(note, context)

    @property
    def size(self) -> int:
        """Number of different requests in the space, citations counted by class."""
        names = [name for name in self.book.variables if not name.endswith(ASSUMED)]
        return prod(len(self.book.literals[name]) for name in names)

    def _and(self, a: int, b: int) -> int:
        return self.store.apply("&", _both, (a, b))

    def _where(self, node: int, *values: Any) -> int:
        """Return where a diagram has one of ``values``."""
        return self.store.apply(("where", values), lambda value: value in values, (node,))

    def _real(self) -> int:
        """Return where the two variables of a field say the same, as they do in every request."""
        result = self.yes
        for name in reversed(self.book.variables):
            if not name.endswith(ASSUMED):
                continue
            raw, assumed = self.book.index[name.removesuffix(ASSUMED)], self.book.index[name]
            size = self.store.sizes[raw]
            children = []
            for index in range(size):
                inner = [self.no] * size
                inner[index] = self.yes
                children.append(self.store.inner(assumed, inner))
            result = self._and(self.store.inner(raw, children), result)
        return result

    def _branches(self) -> Iterator[tuple[Any, int]]:
        rest = self.real
        for branch in self.book.book.branches:
            holds = self.book.condition(branch.condition)
            yield branch, self._and(rest, self._where(holds, Truth.YES))
            rest = self._and(rest, self._where(holds, Truth.NO, Truth.UNKNOWN))

    def _visit(self, part: Flow, context: int) -> None:
        """Note for every rule in which requests it is looked at."""
        if isinstance(part, Step):
            self._rule(part.rule, context)
        elif isinstance(part, When):
            self._visit(
                part.part, self._and(context, self._where(self.book.condition(part.condition), Truth.YES))
            )
        elif isinstance(part, First):
            for item in part.parts:
                self._visit(item, context)
                context = self._and(context, self._where(self.book.flow(item), Outcome.NONE))
        elif isinstance(part, Strictest | Best):
            for item in part.parts:
                self._visit(item, context)
        elif isinstance(part, Routes):
            self._visit(part.first, context)
            self._visit(part.others, self._and(context, self._open(part.first)))
        else:
            self._ruled(part, context)

    def _ruled(self, part: Unsettled | Gate | Either, context: int) -> None:
        self._rule(part.rule, context)
        holds = self.book.holds(part.rule)
        if isinstance(part, Unsettled):
            self._visit(part.rest, self._and(context, self._not(holds, Truth.YES)))
        elif isinstance(part, Gate):
            self._visit(part.part, self._and(context, self._not(holds, Truth.NO)))
        else:
            self._visit(part.yes, self._and(context, self._not(holds, Truth.NO)))
            self._visit(part.no, self._and(context, self._not(holds, Truth.YES)))

    def _open(self, part: Flow) -> int:
        """Return where a part doesn't end the flow."""
        ends = (Outcome.BARRED, Outcome.HELD)
        return self.store.apply("open", lambda found: found not in ends, (self.book.flow(part),))

    def _not(self, node: int, value: Any) -> int:
        return self.store.apply(("not", value), lambda found: found is not value, (node,))

    def _rule(self, rule: Rule, context: int) -> None:
        if not rule.in_force(self.book.day):
            return
        before = self.contexts.get(rule.id, self.no)
        self.contexts[rule.id] = self.store.apply("|", _one, (before, context))
        holds = self.book.condition(rule.condition)
        speaking = [
            truth
            for truth, effect in ((Truth.YES, rule.holds), (Truth.UNKNOWN, rule.open))
            if effect.outcome is not Outcome.NONE
        ]
        inner = self._and(context, self._where(holds, *speaking))
        for exception in rule.exceptions:
            self._rule(exception, inner)

    def truths(self, rule: Rule) -> dict[Truth, dict[str, Any] | None]:
        """Return for each truth a request in which the rule is looked at and has it, or ``None``."""
        context = self.contexts.get(rule.id, self.no)
        holds = self.book.condition(rule.condition)
        return {truth: self.witness(self._and(context, self._where(holds, truth))) for truth in Truth}

    def witness(self, node: int) -> dict[str, Any] | None:
        """Return a request in which a yes/no diagram is true, the fewest facts that the graph names."""
        point = self.store.path(node, self.yes)
        return None if point is None else self._request(point)

    def _request(self, point: dict[int, int]) -> dict[str, Any]:
        fields = self.book.book.vocabulary.fields
        facts: dict[str, Any] = {}
        for variable, index in point.items():
            name = self.book.variables[variable]
            value = self.book.literals[name][index]
            if name in fields and value != UNKNOWN:
                facts[name] = fields[name].value(value)
            elif name not in fields and not name.endswith(ASSUMED) and index:
                facts[name] = "・".join(f"{key}={item}" for key, item in self.book.classes[index].items())
        return facts

    def unreachable(self) -> list[Discovery]:
        """Return the rules that hold in no request."""
        found = []
        for identifier in self.contexts:
            rule = self.book.book.rules[identifier]
            if self.truths(rule)[Truth.YES] is None:
                found.append(
                    Discovery(
                        "unreachable", identifier, f"{rule.place} の規則が成り立つ質問がありません。", {}
                    )
                )
        return found

    def gaps(self) -> list[Discovery]:
        """Return requests about which no rule says anything."""
        silent = self._and(self.real, self._where(self.book.decision, Outcome.NONE))
        witness = self.witness(silent)
        return (
            []
            if witness is None
            else [Discovery("gap", "flow", "どの規則も答えない質問があります。", witness)]
        )

    def overlaps(self) -> list[Discovery]:
        """Return pairs of rules one behind the other that would say different things: their order decides."""
        found: list[Discovery] = []
        for branch, context in self._branches():
            self._overlaps(branch.flow, context, found)
        return list({item.subject: item for item in found}.values())

    def _overlaps(self, part: Flow, context: int, found: list[Discovery]) -> None:
        if isinstance(part, First):
            steps = [item.rule for item in part.parts if isinstance(item, Step)]
            for index, first in enumerate(steps):
                for second in steps[index + 1 :]:
                    self._pair(first, second, context, found)
        for inner in _parts(part):
            self._overlaps(inner, context, found)

    def _pair(self, first: Rule, second: Rule, context: int, found: list[Discovery]) -> None:
        differ = self.store.apply("differ", _differ, (self.book.rule(first), self.book.rule(second)))
        witness = self.witness(self._and(self._and(context, self.contexts.get(first.id, self.no)), differ))
        if witness is not None:
            subject = f"{first.id}・{second.id}"
            text = f"{first.id} と {second.id} が違うことを言う質問では、先に立つ {first.id} が決めます。"
            found.append(Discovery("overlap", subject, text, witness))

    def monotonicity(self, accounts: Sequence[Account] = ()) -> list[Discovery]:
        """Return the fields whose helping value makes some answer less favourable, outside what is accounted for."""
        found = []
        for field in self.book.book.vocabulary.fields.values():
            if field.helps is None:
                continue
            hurts = next(item for item in field.literals if item != field.helps)
            witness = self._compare((field.name, hurts, field.helps), _worse, accounts)
            if witness is not None:
                text = f"「{field.says[field.helps]}」で結論がより厳しくなる質問があります。"
                found.append(Discovery("monotonicity", field.name, text, witness))
        return found

    def refinement(self, accounts: Sequence[Account] = ()) -> list[Discovery]:
        """Return the open fields whose answer turns a settled decision, declared defaults apart."""
        found = []
        assumed = {item.declares for item in self.book.book.vocabulary.derived.values()}
        for field in self.book.book.vocabulary.fields.values():
            for value in () if field.name in assumed else field.literals:
                witness = self._compare((field.name, UNKNOWN, value), _jumps, accounts)
                if witness is not None:
                    text = f"「{field.says[value]}」と分かると、決まっていた結論が変わる質問があります。"
                    found.append(Discovery("refinement", field.name, text, witness))
        return found

    def agreement(self, accounts: Sequence[Account] = ()) -> list[Discovery]:
        """Return a question for each decision on which all ways of answering agree, but which is still asked."""
        completions = self._completions(self.book.decision, {})
        asked = self._and(self.real, self._where(self.book.decision, Outcome.NEEDS_JUDGMENT))
        found = []
        for outcome in (Outcome.PERMITTED, Outcome.CONDITIONAL, Outcome.PROHIBITED, Outcome.OUT_OF_SCOPE):
            region = self._and(asked, self._where(completions, frozenset({outcome})))
            for account in accounts:
                if account.kind == "agreement" and account.subject == outcome:
                    region = self._and(region, self._outside(account))
            witness = self.witness(region)
            if witness is not None:
                text = f"どう答えても「{outcome}」になるのに、要判断とする質問があります。"
                found.append(Discovery("agreement", str(outcome), text, witness))
        return found

    def _completions(self, node: int, memo: dict[int, int]) -> int:
        """Return the diagram of the decisions that remain when every open field is answered."""
        if node in memo:
            return memo[node]
        if self.store.is_terminal(node):
            result = self.store.terminal(frozenset({self.store.value(node)}))
        else:
            variable = self.store.variable(node)
            children = [self._completions(child, memo) for child in self.store.children(node)]
            name = self.book.variables[variable]
            if not name.endswith(ASSUMED) and name in self.book.book.vocabulary.fields:
                children[0] = reduce(lambda a, b: self.store.apply("union", _union, (a, b)), children[1:])
            result = self.store.inner(variable, children)
        memo[node] = result
        return result

    def _outside(self, account: Account) -> int:
        """Return where a thing is not accounted for."""
        return self._not(self.book.condition(account.condition), Truth.YES)

    def _compare(
        self, step: tuple[str, str, str], bad: Any, accounts: Sequence[Account]
    ) -> dict[str, Any] | None:
        """Return a request in which taking one field from a value to another is ``bad``."""
        name, before, after = step
        kind = "monotonicity" if bad is _worse else "refinement"
        scratch = Diagrams(self.store.sizes)
        region = self.real
        for account in accounts:
            if account.kind == kind and account.subject == name:
                region = self._and(region, self._outside(account))
        sides = [
            self._fixed(node, name, value, scratch)
            for node in (self.book.decision,)
            for value in (before, after)
        ]
        inside = self._fixed(region, name, before, scratch)
        worse = scratch.apply("bad", bad, sides)
        both = scratch.apply("&", _both, (inside, worse))
        point = scratch.path(both, scratch.terminal(value=True))
        return None if point is None else self._request(point)

    def _fixed(self, node: int, name: str, value: str, scratch: Diagrams) -> int:
        """Return a diagram with one field, and its assumed twin, at a value."""
        allowed = [tuple(range(size)) for size in self.store.sizes]
        for variable in (name, name + ASSUMED):
            if variable in self.book.index:
                allowed[self.book.index[variable]] = (self.book.literals[variable].index(value),)
        return self.store.restrict(node, allowed, scratch)


def _parts(part: Flow) -> tuple[Flow, ...]:
    if isinstance(part, First | Strictest | Best):
        return part.parts
    if isinstance(part, Routes):
        return (part.first, part.others)
    if isinstance(part, When | Gate):
        return (part.part,)
    if isinstance(part, Either):
        return (part.yes, part.no)
    return (part.rest,) if isinstance(part, Unsettled) else ()


def _union(a: frozenset[Outcome], b: frozenset[Outcome]) -> frozenset[Outcome]:
    return a | b


def _both(a: bool, b: bool) -> bool:
    return a and b


def _one(a: bool, b: bool) -> bool:
    return a or b


def _differ(a: Outcome, b: Outcome) -> bool:
    return Outcome.NONE not in (a, b) and combine.public(a) is not combine.public(b)


def _worse(before: Outcome, after: Outcome) -> bool:
    if before in _RANK and after in _RANK:
        return _RANK[after] > _RANK[before]
    return before is not after


def _jumps(before: Outcome, after: Outcome) -> bool:
    return before in _SETTLED and before is not after
