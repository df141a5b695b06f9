"""The flow: how the steps of the check are put together, read from ``flow.yaml``."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.rules.conditions import read_condition
from pirules.rules.loader import load_rules
from pirules.rules.model import (
    ALWAYS,
    Best,
    Branch,
    Condition,
    Either,
    First,
    Flow,
    Gate,
    Routes,
    Rule,
    Step,
    Strictest,
    Unsettled,
    When,
)
from pirules.rules.source import LocatedMap, fault, read_yaml
from pirules.rules.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything under ``rulesets/provision``: vocabulary, rules, branches (in order), messages."""

    vocabulary: Vocabulary
    rules: dict[str, Rule]
    branches: tuple[Branch, ...]
    messages: dict[str, Any]

    def boundaries(self) -> tuple[date, ...]:
        """Return the days on which the set of rules in force changes, in order."""
        return self._boundaries

    @cached_property
    def _boundaries(self) -> tuple[date, ...]:
        days: set[date] = set()
        for rule in self.rules.values():
            days |= {rule.start} if rule.start else set()
            days |= {date.fromordinal(rule.end.toordinal() + 1)} if rule.end else set()
        return tuple(sorted(days))


class _Reader:
    def __init__(self, path: Path, rules: dict[str, Rule], vocabulary: Vocabulary, flows: LocatedMap) -> None:
        self.path = path
        self.rules = rules
        self.domains = vocabulary.domains
        self.flows = flows
        self.open: list[str] = []

    def rule(self, name: Any, line: int) -> Rule:
        if name not in self.rules:
            raise fault(self.path, line, f"規則「{name}」がありません。")
        return self.rules[name]

    def parts(self, raw: Any) -> tuple[Flow, ...]:
        return tuple(self.flow(item, raw.lines[index]) for index, item in enumerate(raw))

    def named(self, name: str, line: int) -> Flow:
        if name not in self.flows or name in self.open:
            raise fault(self.path, line, f"流れ「{name}」がないか、自分自身を含んでいます。")
        self.open.append(name)
        result = self.flow(self.flows[name], line)
        self.open.pop()
        return result

    def flow(self, raw: Any, line: int) -> Flow:
        if isinstance(raw, str):
            return Step(self.rule(raw, line))
        if isinstance(raw, list):
            return First(self.parts(raw))
        return self.named_or_joined(raw, raw.line)

    def named_or_joined(self, raw: LocatedMap, line: int) -> Flow:
        """Return a flow by name, a part under a condition, or several parts put together."""
        if "flow" in raw:
            return self.named(raw["flow"], line)
        if "when" in raw:
            return When(read_condition(self.path, raw["when"], self.domains), self.flow(raw["do"], line))
        for key, kind in (("strictest", Strictest), ("best", Best), ("first", First)):
            if key in raw:
                made: Flow = kind(self.parts(raw[key]))
                return made
        return self.special(raw, line)

    def special(self, raw: LocatedMap, line: int) -> Flow:
        """Return a part that hangs on one rule, or one route beside others."""
        if "routes" in raw:
            body = raw["routes"]
            return Routes(self.flow(body["first"], line), self.flow(body["others"], line))
        if "unsettled" in raw:
            body = raw["unsettled"]
            return Unsettled(self.rule(body["rule"], line), self.flow(body["do"], line))
        if "gate" in raw:
            body = raw["gate"]
            return Gate(self.rule(body["rule"], line), self.flow(body["do"], line))
        if "either" in raw:
            body = raw["either"]
            return Either(
                self.rule(body["rule"], line), self.flow(body["yes"], line), self.flow(body["no"], line)
            )
        raise fault(self.path, line, "知らない組合せです。")


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Return the rules of the provision check, read once; of one folder it is always the same object.

    Args:
        folder: another folder of rules, default :func:`pirules.data.rulesets_dir`.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    return _rulebook(folder or rulesets_dir())


@lru_cache(maxsize=4)
def _rulebook(folder: Path) -> Rulebook:
    root = folder / "provision"
    vocabulary = load_vocabulary(root / "facts.yaml")
    rules = load_rules(root, vocabulary)
    path = root / "flow.yaml"
    raw = read_yaml(path)
    try:
        reader = _Reader(path, rules, vocabulary, raw["flows"])
        notes = tuple(reader.rule(name, raw["notes"].lines[i]) for i, name in enumerate(raw["notes"]))
        branches = []
        for name, body in raw["branches"].items():
            condition: Condition = ALWAYS
            if "when" in body:
                condition = read_condition(path, body["when"], vocabulary.domains)
            own = tuple(reader.rule(item, body.line) for item in body.get("notes", ()))
            flow = reader.flow(body["flow"], body.line)
            branches.append(Branch(name, body["title"], condition, flow, notes + own))
        messages = dict(read_yaml(root / "messages.yaml"))
    except (KeyError, TypeError, AttributeError) as error:
        raise fault(path, 1, f"欠けている項目又は形の違う項目があります（{error}）。") from error
    return Rulebook(vocabulary, rules, tuple(branches), messages)
