"""Reads the decided cases of the provision check (``tests/gold/cases``).

A file is a list of ``{name, source, facts, expect}``.  ``expect`` holds what the law determines and nothing else:

- ``decision``, or ``decision_any`` where the documents leave room, or ``error: true`` for a request to be refused
- ``basis``, ``obligations``: labels, ``missing_facts``: fields, each of which must be there; ``first``: the firmest
- ``authority``: each key given; ``changes``: ``{decision, facts}``, each of which must be there; ``absent``, ``exactly``: the same lists, none of which, nothing but these
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pirules.errors import InputError
from pirules.provision.scenarios import nested
from pirules.rules.source import LocatedMap, fault, read_yaml

#: What ``decision_any`` and the scoring call a request that is refused.
REFUSED = "error"
#: The lists of the answer that a case may speak of.
LISTS = ("basis", "obligations", "missing_facts", "conditions")
_SHAPES: dict[str, type] = {
    **dict.fromkeys((*LISTS, "decision_any", "changes"), list),
    **dict.fromkeys(("authority", "absent", "exactly"), dict),
}
_KEYS = {*LISTS, "decision", "decision_any", "error", "first", "authority", "changes", "absent", "exactly"}
_PART = {"name", "source", "facts", "expect"}


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """One case: the sentence of law, where it is decided, the request and the decisions that are right."""

    name: str
    source: str
    request: dict[str, Any]
    accepted: tuple[str, ...]
    expect: Mapping[str, Any]
    place: str


def _accepted(expect: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the decisions that are right; none when the case doesn't say exactly one of the three keys."""
    if len(expect.keys() & {"decision", "decision_any", "error"}) != 1:
        return ()
    if "error" in expect:
        return (REFUSED,)
    return tuple(expect.get("decision_any", ())) or (str(expect.get("decision")),)


def _case(path: Path, body: Any) -> DecidedCase:
    if not isinstance(body, LocatedMap) or set(body) != _PART:
        raise fault(path, getattr(body, "line", 1), "事例には name、source、facts、expect が要ります。")
    facts, expect = body["facts"], body["expect"]
    if not isinstance(facts, dict) or not isinstance(expect, dict) or set(expect) - _KEYS:
        raise fault(path, body.line, "facts と expect は、決められた項目を「キー: 値」の形で書きます。")
    for key, value in expect.items():
        if not isinstance(value, _SHAPES.get(key, object)):
            shape = "並び" if _SHAPES[key] is list else "「キー: 値」の形"
            raise fault(path, body.line, f"expect の {key} は{shape}で書きます。")
    accepted = _accepted(expect)
    if not accepted:
        raise fault(path, body.line, "decision、decision_any、error のどれか一つが要ります。")
    place = f"{path.stem}:{body.line}"
    return DecidedCase(str(body["name"]), str(body["source"]), nested(facts), accepted, dict(expect), place)


def read_cases(path: Path) -> list[DecidedCase]:
    """Read one file of decided cases.

    Raises:
        RulesetError: ``P501`` with file and line when it isn't of this shape.
    """
    raw = read_yaml(path)
    if not isinstance(raw, list):
        raise fault(path, 1, "事例は「- name:」の並びで書きます。")
    return [_case(path, body) for body in raw]


def case_files(directory: Path) -> Iterator[Path]:
    """Yield the files of decided cases below a directory in a fixed order.

    Raises:
        InputError: ``P010`` when the directory holds none.
    """
    files = sorted(directory.rglob("*.yaml")) if directory.is_dir() else []
    if not files:
        raise InputError("P010", f"{directory} に事例のファイル（*.yaml）がありません。")
    yield from files
