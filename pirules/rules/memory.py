"""What parts of the flow came to before: a rule or a part of the flow is a pure function of the facts on which it hangs.

So two questions that are alike in these facts need it evaluated only once, whatever else they differ in.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeAlias

from pirules.rules.finding import Finding, Node
from pirules.rules.model import Facts, Flow, Rule, reader
from pirules.rules.walk import facts_behind, facts_of_part

#: Entries that are kept of one rule or part; beyond that these are dropped, and what is still asked is soon there
#: again.  Dropping everything at once would stop one answer for long.
LIMIT = 2_048

_Slot: TypeAlias = dict[Hashable, tuple[Finding, Any]]
_Key: TypeAlias = Callable[[Facts], Hashable]


def key_of(names: frozenset[str]) -> _Key:
    """Return the function that reads the values of ``names`` off complete facts, in one order."""
    return reader(sorted(names))


class Memory:
    """Findings by the facts on which they hang, of one stretch of time (in another, other rules are in force)."""

    def __init__(self) -> None:
        self._rules: dict[Rule, tuple[_Slot, _Key]] = {}
        self._parts: dict[Flow, tuple[_Slot, _Key]] = {}

    def of_rule(self, rule: Rule, facts: Facts) -> tuple[dict[Hashable, tuple[Finding, Node]], Hashable]:
        """Return what is known of a rule, and the key under which that for ``facts`` is kept."""
        known = self._rules.get(rule)
        if known is None:
            known = self._rules[rule] = ({}, key_of(facts_behind(rule)))
        return known[0], known[1](facts)

    def of_part(
        self, part: Flow, facts: Facts
    ) -> tuple[dict[Hashable, tuple[Finding, tuple[Node, ...]]], Hashable]:
        """Return what is known of a part of the flow, and the key under which that for ``facts`` is kept."""
        known = self._parts.get(part)
        if known is None:
            known = self._parts[part] = ({}, key_of(facts_of_part(part)))
        return known[0], known[1](facts)

    @staticmethod
    def keep(slot: dict[Hashable, tuple[Finding, Any]], key: Hashable, found: tuple[Finding, Any]) -> None:
        """Keep what was found under a key."""
        if len(slot) >= LIMIT:
            slot.clear()
        slot[key] = found
