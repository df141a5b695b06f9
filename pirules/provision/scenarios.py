"""Scenarios: sentences of law with facts and the expected answer, run against the rules.

A scenario file (``rulesets/scenarios/*.yaml``) is a list of ``{name, facts, expect}``.  ``facts`` are request
fields, nested or dotted.  In ``expect``:

- ``decision``, ``as_of``: the value itself
- ``authority``: each key given
- ``basis``, ``obligations``: labels, ``missing_facts``: fields, each of which must be there;
  an empty list asks for an empty list
- ``conditions``, ``reasons``: parts of a text, each of which must occur in one of the texts
- ``changes``: ``{decision, facts}``, each of which must be there; ``trace``: rule → yes, no or unknown
- ``absent``: the same lists, none of which may be there; ``exactly``: the same lists, and nothing else
- ``error``: the code of the error that the request must give
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pirules.errors import RequestError
from pirules.provision.answer import Answer, TraceNode
from pirules.provision.decision import check
from pirules.rules.source import LocatedMap, fault, read_yaml

_LISTS = ("basis", "obligations", "missing_facts", "conditions", "reasons")
_TEXTS = ("conditions", "reasons")
_KEYS = {*_LISTS, "decision", "as_of", "authority", "changes", "trace", "absent", "exactly", "error"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario and where it stands."""

    name: str
    facts: dict[str, Any]
    expect: dict[str, Any]
    place: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a scenario: the answer (``None`` for an error) and what didn't fit."""

    scenario: Scenario
    answer: Answer | None
    faults: tuple[str, ...]


def nested(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the request that facts with dotted names stand for."""
    result: dict[str, Any] = {}
    for name, value in facts.items():
        group, _, field = name.partition(".")
        if field:
            result.setdefault(group, {})[field] = value
        else:
            result[name] = dict(value) if isinstance(value, dict) else value
    return result


def load_scenarios(folder: Path) -> list[Scenario]:
    """Read every scenario file of ``folder``.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    found: list[Scenario] = []
    names: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        raw = read_yaml(path)
        if not isinstance(raw, list):
            raise fault(path, 1, "シナリオは「- name:」の並びで書きます。")
        for body in raw:
            scenario = _scenario(path, body)
            if scenario.name in names:
                raise fault(path, body.line, f"「{scenario.name}」は {names[scenario.name]} にもあります。")
            names[scenario.name] = scenario.place
            found.append(scenario)
    return found


def _scenario(path: Path, body: Any) -> Scenario:
    if not isinstance(body, LocatedMap) or set(body) != {"name", "facts", "expect"}:
        raise fault(path, getattr(body, "line", 1), "シナリオには name、facts、expect が要ります。")
    facts, expect = body["facts"], body["expect"]
    if not isinstance(facts, dict) or not isinstance(expect, dict) or not expect:
        raise fault(path, body.line, "facts と expect は「キー: 値」の形で書きます。")
    unknown = set(expect) - _KEYS
    if unknown:
        raise fault(path, body.lines["expect"], f"expect に知らない項目があります（{'、'.join(unknown)}）。")
    return Scenario(str(body["name"]), nested(facts), dict(expect), f"{path.name}:{body.line}")


def shown(answer: Answer, key: str) -> list[str]:
    """Return what a list of the answer holds, in the words that scenarios use."""
    if key == "basis":
        return [item.label for item in answer.basis]
    if key == "obligations":
        return [item.citation.label for item in answer.obligations]
    if key == "missing_facts":
        return [item.field for item in answer.missing_facts]
    return [item.text for item in (answer.conditions if key == "conditions" else answer.reasons)]


def _has(found: list[str], wanted: str, key: str) -> bool:
    return any(wanted in text for text in found) if key in _TEXTS else wanted in found


def _list_faults(answer: Answer, expect: Mapping[str, Any]) -> Iterator[str]:
    for key in _LISTS:
        found = shown(answer, key)
        for wanted in expect.get(key, ()):
            if not _has(found, wanted, key):
                yield f"{key} に「{wanted}」がありません（{found}）"
        if key in expect and not expect[key] and found:
            yield f"{key} が空ではありません（{found}）"
        for unwanted in expect.get("absent", {}).get(key, ()):
            if _has(found, unwanted, key):
                yield f"{key} に「{unwanted}」があります"
        exact = expect.get("exactly", {}).get(key)
        if exact is not None and sorted(exact) != sorted(found):
            yield f"{key} が {sorted(exact)} ではなく {sorted(found)} です"


def flat_trace(nodes: list[TraceNode]) -> Iterator[TraceNode]:
    """Yield every node of a trace, exceptions behind the rule that they except."""
    for node in nodes:
        yield node
        yield from flat_trace(node.exceptions)


def _faults(answer: Answer, expect: Mapping[str, Any]) -> Iterator[str]:
    if "error" in expect:
        yield f"誤り {expect['error']} になりません（{answer.decision}）"
    for key in ("decision", "as_of"):
        if key in expect and str(expect[key]) != getattr(answer, key):
            yield f"{key} が {expect[key]} ではなく {getattr(answer, key)} です"
    for key, wanted in expect.get("authority", {}).items():
        if getattr(answer.authority, key) != wanted:
            yield f"authority.{key} が {wanted} ではなく {getattr(answer.authority, key)} です"
    changes = [{"decision": item.decision, "facts": item.facts} for item in answer.changes]
    for wanted in expect.get("changes", ()):
        if {"decision": wanted["decision"], "facts": dict(wanted["facts"])} not in changes:
            yield f"changes に {dict(wanted)} がありません"
    holds = {node.rule: node.holds for node in flat_trace(answer.trace)}
    for rule, wanted in expect.get("trace", {}).items():
        if holds.get(rule) != wanted:
            yield f"規則 {rule} が {wanted} ではなく {holds.get(rule)} です"
    yield from _list_faults(answer, expect)


def run_scenario(scenario: Scenario) -> Outcome:
    """Run one scenario.

    Raises:
        EngineError: an engine failed, or the engines differ.
    """
    try:
        answer = check(scenario.facts)
    except RequestError as error:
        wanted = scenario.expect.get("error")
        faults = () if wanted == error.code else (f"誤り {error.code}: {error.detail}",)
        return Outcome(scenario, None, faults)
    return Outcome(scenario, answer, tuple(_faults(answer, scenario.expect)))
