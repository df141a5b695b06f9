"""A rule as plain data for people: what stands in the rule file, with shared exceptions spelled out."""

from typing import Any

from pirules.rules.model import ALWAYS, All, AnyOf, Condition, Effect, FactIs, Not, Outcome, Rule


def condition_data(condition: Condition) -> Any:
    """Return a condition in the words of the rule language."""
    if condition == ALWAYS:
        return "always"
    if isinstance(condition, FactIs):
        values = sorted(condition.values)
        return {condition.fact: values[0] if len(values) == 1 else values}
    if isinstance(condition, Not):
        return {"not": condition_data(condition.part)}
    key = "all" if isinstance(condition, All) else "any"
    assert isinstance(condition, All | AnyOf)
    return {key: [condition_data(part) for part in condition.parts]}


def effect_data(effect: Effect) -> dict[str, Any]:
    """Return an effect in the words of the rule language, empty parts left out."""
    data = {
        "decision": None if effect.outcome is Outcome.NONE else str(effect.outcome),
        "basis": [item.citation for item in effect.basis],
        "reason": [item.text for item in effect.reasons],
        "conditions": [item.text for item in effect.conditions],
        "obligations": [f"{item.citation} {item.text}（{item.when}）" for item in effect.obligations],
        "level": effect.level,
        "contested": effect.contested or None,
        "error": effect.error,
    }
    return {key: value for key, value in data.items() if value}


def describe(rule: Rule) -> dict[str, Any]:
    """Return a rule with its place, effect and exceptions."""
    data: dict[str, Any] = {
        "id": rule.id,
        "title": rule.title,
        "citation": list(rule.citations),
        "place": rule.place,
        "effective": {"from": str(rule.start or "―"), "to": str(rule.end or "―")},
        "if": condition_data(rule.condition),
        "then": effect_data(rule.holds),
        "open": effect_data(rule.open),
        "else": effect_data(rule.fails),
        "except": [describe(item) for item in rule.exceptions],
    }
    return {key: value for key, value in data.items() if value}
