"""Conditions: read from YAML against the closed vocabulary, and decided in three-valued logic."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pirules.rules.logic import Truth
from pirules.rules.model import ALWAYS, UNKNOWN, All, AnyOf, Condition, FactIs, Facts, Not
from pirules.rules.source import LocatedList, LocatedMap, fault

_MAX_DEPTH = 12


def literal(value: object) -> str:
    """Return the literal of a YAML value: ``true`` → ``yes``, ``6`` → ``"6"``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def truth(condition: Condition, facts: Facts) -> Truth:
    """Decide a condition over complete ``facts`` in strong Kleene logic."""
    return condition.test(facts)


def read_condition(path: Path, raw: Any, domains: Mapping[str, frozenset[str]], depth: int = 0) -> Condition:
    """Read a condition; several keys of one mapping must all hold.

    Raises:
        RulesetError: ``P501`` for an unknown fact or value, an empty list, or too deep nesting.
    """
    if raw == "always":
        return ALWAYS
    if not isinstance(raw, LocatedMap) or not raw:
        raise fault(path, getattr(raw, "line", 1), "条件は「事実: 値」の形で書きます。")
    if depth > _MAX_DEPTH:
        raise fault(path, raw.line, "条件の入れ子が深すぎます。")
    parts = tuple(_part(path, (key, value, raw.lines[key]), domains, depth) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _part(
    path: Path, entry: tuple[str, Any, int], domains: Mapping[str, frozenset[str]], depth: int
) -> Condition:
    key, value, line = entry
    if key == "not":
        return Not(read_condition(path, value, domains, depth + 1))
    if key in {"all", "any"}:
        if not isinstance(value, LocatedList) or not value:
            raise fault(path, line, f"「{key}」の下には条件を並べます。")
        parts = tuple(read_condition(path, item, domains, depth + 1) for item in value)
        return All(parts) if key == "all" else AnyOf(parts)
    if key not in domains:
        raise fault(path, line, f"事実「{key}」は facts.yaml にありません。")
    values = frozenset(literal(item) for item in (value if isinstance(value, list) else [value]))
    strange = values - domains[key] - {UNKNOWN}
    if strange or not values:
        raise fault(path, line, f"「{key}」の値にならない語があります（{'、'.join(sorted(strange))}）。")
    return FactIs(key, values)
