"""Conditions as durable_rules understands them: expressions without negation over closed literals.

Facts and their values get short aliases of our own: names of bodies, people or laws never become literals of the
library, and what it reads and writes back for each rule that fires stays short.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pirules.errors import RulesetError
from pirules.rules.model import UNKNOWN, All, Condition, FactIs, Facts, Not

Expression: TypeAlias = dict[str, Any]

KIND, REQUEST = "kind", "request"
RESERVED = (KIND, "sid", "id", "$s")


def name_hash(name: str) -> int:
    """Return the 32-bit hash (FNV-1a) by which the library tells names apart."""
    value = 2166136261
    for byte in name.encode("utf-8"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def check_names(names: Sequence[str]) -> None:
    """Refuse names that the library would take for one another.

    Raises:
        RulesetError: ``P501`` naming the two.
    """
    seen: dict[int, str] = {}
    for name in (*RESERVED, *names):
        other = seen.setdefault(name_hash(name), name)
        if other != name:
            raise RulesetError("P501", f"事実の名前「{name}」と「{other}」をエンジンが区別できません。")


class Compiler:
    """Conditions → *certainly* and *possibly* expressions without negation.

    Args:
        domains: the known values of each fact.
        facts: the facts that the conditions name.
    """

    def __init__(self, domains: Mapping[str, frozenset[str]], facts: Iterable[str]) -> None:
        self.values = {name: (*sorted(domains[name] - {UNKNOWN}), UNKNOWN) for name in facts}
        self.aliases = {name: f"f{index}" for index, name in enumerate(self.values)}
        check_names(list(self.aliases.values()))
        self.tested: dict[str, set[str]] = {name: set() for name in self.values}

    @property
    def count(self) -> int:
        """The number of distinct tests of one value so far."""
        return sum(map(len, self.tested.values()))

    def _test(self, test: FactIs, *, possibly: bool, negated: bool) -> Expression | bool:
        domain = self.values[test.fact]
        values = frozenset(domain) - test.values if negated else test.values
        if UNKNOWN not in test.values:
            values = values | {UNKNOWN} if possibly else values - {UNKNOWN}
        if not values or values == frozenset(domain):
            return bool(values)
        self.tested[test.fact] |= values
        alias = self.aliases[test.fact]
        parts = [{alias: str(domain.index(value))} for value in sorted(values)]
        return parts[0] if len(parts) == 1 else {"$or": parts}

    def build(self, condition: Condition, *, possibly: bool, negated: bool = False) -> Expression | bool:
        """Return an expression, or a constant where the condition can't depend on the facts."""
        if isinstance(condition, FactIs):
            return self._test(condition, possibly=possibly, negated=negated)
        if isinstance(condition, Not):
            return self.build(condition.part, possibly=possibly, negated=not negated)
        conjunction = isinstance(condition, All) != negated
        parts = [self.build(part, possibly=possibly, negated=negated) for part in condition.parts]
        if any(part is (not conjunction) for part in parts):
            return not conjunction
        rest = [part for part in parts if not isinstance(part, bool)]
        if not rest:
            return conjunction
        return rest[0] if len(rest) == 1 else {"$and" if conjunction else "$or": rest}

    def messages(self) -> dict[str, dict[str, str]]:
        """Return what a message says of each fact and value; nothing where no expression tests the value."""
        return {
            name: {
                value: f",{json.dumps(self.aliases[name])}:{json.dumps(str(index))}"
                if value in self.tested[name]
                else ""
                for index, value in enumerate(domain)
            }
            for name, domain in self.values.items()
        }


def message(said: Mapping[str, Mapping[str, str]], facts: Facts, session: str, number: int) -> str:
    """Return complete facts as a message of the library; the number stands first, so that a match can be read."""
    tests = "".join([values[facts[name]] for name, values in said.items()])
    return f'{{"id":"{number}","sid":"{session}","{KIND}":"{REQUEST}"{tests}}}'
