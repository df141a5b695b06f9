"""Proofs over the whole space of requests: what no rule reaches, where nothing is said, what isn't monotone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from pirules.rules import combine
from pirules.rules.conditions import read_condition
from pirules.rules.logic import Truth
from pirules.rules.model import (
    UNKNOWN,
    Condition,
    First,
    Flow,
    Outcome,
    Rule,
    Step,
)
from pirules.rules.regions import Regions
from pirules.rules.source import fault, read_yaml
from pirules.rules.symbolic import ASSUMED, SymbolicBook
from pirules.rules.vocabulary import Vocabulary
from pirules.rules.walk import parts_of

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


class Analysis(Regions):
    """What can be said of all requests in one stretch of time.

    Args:
        book: the rules of the stretch of time as a diagram.
        beside: the analysis of the same rules on another stretch of time; what both have in common is looked through
            once, and what is found there is found there only.

    Attributes:
        searched: where each comparison looked already; left: what answering all open fields leaves of each diagram.
    """

    def __init__(self, book: SymbolicBook, beside: "Analysis | None" = None) -> None:
        super().__init__(book)
        self.searched: dict[tuple[Any, ...], set[tuple[int, ...]]] = beside.searched if beside else {}
        self.left: dict[int, int] = beside.left if beside else {}

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
        for inner in parts_of(part):
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
        completions = self._completions(self.book.decision)
        asked = self._and(self.real, self._where(self.book.decision, Outcome.NEEDS_JUDGMENT))
        found = []
        for outcome in (Outcome.PERMITTED, Outcome.CONDITIONAL, Outcome.PROHIBITED, Outcome.OUT_OF_SCOPE):
            region = self._and(asked, self._where(completions, outcome))
            for account in accounts:
                if account.kind == "agreement" and account.subject == outcome:
                    region = self._and(region, self._outside(account))
            witness = self.witness(region)
            if witness is not None:
                text = f"どう答えても「{outcome}」になるのに、要判断とする質問があります。"
                found.append(Discovery("agreement", str(outcome), text, witness))
        return found

    def _completions(self, node: int) -> int:
        """Return the diagram of the decision that is left however every open field is answered, ``NONE`` for several."""
        if node in self.left:
            return self.left[node]
        result = node
        if not self.store.is_terminal(node):
            variable = self.store.variable(node)
            children = [self._completions(child) for child in self.store.children(node)]
            name = self.book.variables[variable]
            if not name.endswith(ASSUMED) and name in self.book.book.vocabulary.fields:
                children[0] = reduce(self._agreed, children[1:])
            result = self.store.inner(variable, children)
        self.left[node] = result
        return result

    def _agreed(self, a: int, b: int) -> int:
        """Return where two diagrams of decisions agree on which, ``NONE`` elsewhere."""
        several = self.store.terminal(Outcome.NONE)
        if a == b or several in (a, b):
            return a if a == b else several
        return self.store.apply("agreed", _agreed, (a, b))

    def _outside(self, account: Account) -> int:
        """Return where a thing is not accounted for."""
        return self._not(self.book.condition(account.condition), Truth.YES)

    def _compare(
        self, step: tuple[str, str, str], bad: Any, accounts: Sequence[Account]
    ) -> dict[str, Any] | None:
        """Return a request in which taking one field from a value to another is ``bad``."""
        name, before, after = step
        kind = "monotonicity" if bad is _worse else "refinement"
        region = self.real
        for account in accounts:
            if account.kind == kind and account.subject == name:
                region = self._and(region, self._outside(account))
        variables = [self.book.index[item] for item in (name, name + ASSUMED) if item in self.book.index]
        turned = sum(1 << variable for variable in variables)
        sides = [self.book.literals[name].index(value) for value in (before, after)]

        def settled(left: tuple[int, ...]) -> bool:
            inside, one, other = left
            return inside == self.no or (one == other and not self.store.bits(one) & turned)

        point = self.store.find(
            (region, self.book.decision, self.book.decision),
            lambda inside, one, other: inside and bad(one, other),
            settled,
            dict.fromkeys(variables, (sides[0], *sides)),
            self.searched.setdefault((kind, *step), set()),
        )
        return None if point is None else self._request(point)


def _agreed(a: Outcome, b: Outcome) -> Outcome:
    return a if a is b else Outcome.NONE


def _differ(a: Outcome, b: Outcome) -> bool:
    return Outcome.NONE not in (a, b) and combine.public(a) is not combine.public(b)


def _worse(before: Outcome, after: Outcome) -> bool:
    if before in _RANK and after in _RANK:
        return _RANK[after] > _RANK[before]
    return before is not after


def _jumps(before: Outcome, after: Outcome) -> bool:
    return before in _SETTLED and before is not after
