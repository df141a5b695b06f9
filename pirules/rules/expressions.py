"""Conditions as durable_rules understands them: expressions without negation over closed literals.

Each test of a fact against some of its values gets a short alias of our own, and a message says which tests its facts
pass, and which an unknown fact may: *certainly* asks for the former, *possibly* for either.  So names of bodies, people
or laws never become literals of the library, a test of many values isn't a list of alternatives (the library takes some
fifteen lists in a rule), and what it reads, and writes back for each rule that fires, stays short.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pirules.errors import RulesetError
from pirules.rules.model import UNKNOWN, All, Condition, FactIs, Facts, Not

Expression: TypeAlias = dict[str, Any]

KIND, REQUEST = "kind", "request"
# What a message says of a test that its facts pass, and of one that they may pass.
_PASSED, _OPEN = "1", "0"
# The library takes 255 properties in a message.
MAX_PROPERTIES = 240
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
        self.domains = {name: frozenset(domains[name] | {UNKNOWN}) for name in facts}
        self.aliases: dict[tuple[str, frozenset[str]], str] = {}
        self._asked: set[tuple[str, bool]] = set()

    @property
    def count(self) -> int:
        """The number of distinct conditions so far that the library sees."""
        return len(self._asked)

    def _test(self, test: FactIs, *, possibly: bool, negated: bool) -> Expression | bool:
        domain = self.domains[test.fact]
        values = domain - test.values if negated else test.values
        if UNKNOWN in test.values:
            # It asks whether the fact is unknown: no fact leaves that open.
            possibly = False
            passing = values
        else:
            values -= {UNKNOWN}
            passing = values | {UNKNOWN} if possibly else values
        if not passing or passing == domain:
            return bool(passing)
        alias = self.aliases.setdefault((test.fact, values), f"f{len(self.aliases)}")
        self._asked.add((alias, possibly))
        return {"$ex": {alias: 1}} if possibly else {alias: _PASSED}

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
        """Return what a message says where a fact has a value: every test that the value passes, or may pass.

        Raises:
            RulesetError: ``P501`` when the library would take two tests for one another, or a message is too long.
        """
        check_names(list(self.aliases.values()))
        said = {name: dict.fromkeys(domain, "") for name, domain in self.domains.items()}
        for (name, values), alias in self.aliases.items():
            for value in values | {UNKNOWN}:
                says = _PASSED if value in values else _OPEN
                said[name][value] += f",{json.dumps(alias)}:{json.dumps(says)}"
        longest = sum(max(text.count(":") for text in values.values()) for values in said.values())
        if longest > MAX_PROPERTIES:
            raise RulesetError(
                "P501", f"一つの質問に当たる条件が {longest} あります（上限 {MAX_PROPERTIES}）。"
            )
        return said


def message(said: Mapping[str, Mapping[str, str]], facts: Facts, session: str, number: int) -> str:
    """Return complete facts as a message of the library; the number stands first, so that a match can be read."""
    tests = "".join([values[facts[name]] for name, values in said.items()])
    return f'{{"id":"{number}","sid":"{session}","{KIND}":"{REQUEST}"{tests}}}'
