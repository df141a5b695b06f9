"""What the scenarios cover and what the analysis finds, for `pirules rules coverage` and `analyse`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pirules.data import rulesets_dir
from pirules.provision.answer import TraceNode
from pirules.provision.scenarios import Outcome
from pirules.provision.space import symbolic
from pirules.rules.analysis import Account, Analysis, Discovery, load_accounts
from pirules.rules.flow import load_rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import Rule


def epochs() -> tuple[date, ...]:
    """Return one day of each stretch of time in which other rules are in force."""
    return (date.min, *load_rulebook().boundaries())


@dataclass(frozen=True, slots=True)
class Covered:
    """One rule: which truths some request can give it, and which scenarios show each."""

    rule: Rule
    possible: frozenset[Truth]
    seen: dict[Truth, tuple[str, ...]]

    @property
    def unseen(self) -> tuple[Truth, ...]:
        """The truths that are possible but that no scenario shows."""
        return tuple(truth for truth in Truth if truth in self.possible and not self.seen.get(truth))


def _shown(nodes: Iterable[TraceNode], name: str, seen: dict[str, dict[Truth, set[str]]]) -> None:
    """Note what a trace shows; an exception counts where the rule that it excepts can speak."""
    for node in nodes:
        seen[node.rule][Truth(node.holds)].add(name)
        if node.holds != "no":
            _shown(node.exceptions, name, seen)


def coverage(outcomes: Iterable[Outcome]) -> list[Covered]:
    """Return for every rule what the scenarios show of it."""
    seen: dict[str, dict[Truth, set[str]]] = defaultdict(lambda: defaultdict(set))
    for outcome in outcomes:
        if outcome.answer is not None:
            _shown(outcome.answer.trace, outcome.scenario.name, seen)
        elif outcome.scenario.expect.get("error"):
            for rule in load_rulebook().rules.values():
                if rule.holds.error == outcome.scenario.expect["error"]:
                    seen[rule.id][Truth.YES].add(outcome.scenario.name)
    possible: dict[str, set[Truth]] = defaultdict(set)
    for day in epochs():
        analysis = Analysis(symbolic(day))
        for identifier in analysis.contexts:
            truths = analysis.truths(load_rulebook().rules[identifier])
            possible[identifier] |= {truth for truth, witness in truths.items() if witness is not None}
    return [
        Covered(
            rule,
            frozenset(possible[identifier]),
            {truth: tuple(sorted(names)) for truth, names in seen[identifier].items()},
        )
        for identifier, rule in load_rulebook().rules.items()
    ]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the analysis found: the faults, and what is accounted for by the order of the rules or by a reason."""

    faults: tuple[Discovery, ...]
    overlaps: tuple[Discovery, ...]
    accounts: tuple[Account, ...]
    size: int
    days: tuple[date, ...]


def prove() -> Proof:
    """Analyse the rules in every stretch of time.

    Rules out of force on one day may be in force on another: unreachable is what no stretch reaches.
    """
    book = load_rulebook()
    accounts = load_accounts(rulesets_dir() / "provision" / "accounted.yaml", book.vocabulary)
    faults: list[Discovery] = []
    overlaps: dict[str, Discovery] = {}
    reached: set[str] = set()
    size = 0
    analysis = None
    for day in epochs():
        analysis = Analysis(symbolic(day), analysis)
        size = analysis.size
        lost = {item.subject for item in analysis.unreachable()}
        reached |= set(analysis.contexts) - lost
        faults += analysis.gaps()
        faults += (
            analysis.monotonicity(accounts) + analysis.refinement(accounts) + analysis.agreement(accounts)
        )
        overlaps |= {item.subject: item for item in analysis.overlaps()}
    for identifier, rule in book.rules.items():
        if identifier not in reached:
            text = f"{rule.place} の規則が成り立つ質問がありません。"
            faults.append(Discovery("unreachable", identifier, text, {}))
    found = {(item.kind, item.subject, item.text): item for item in faults}
    return Proof(tuple(found.values()), tuple(overlaps.values()), accounts, size, epochs())
