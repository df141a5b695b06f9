"""The published JSON Schema of rule files, and a check that names the line of what doesn't fit."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from pirules.data import rulesets_dir
from pirules.rules.source import LocatedList, LocatedMap, fault


@lru_cache(maxsize=16)
def _validator(path: Path) -> Draft202012Validator:
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def _line(raw: Any, route: list[Any]) -> int:
    """Return the line of the deepest entry on ``route`` that has one."""
    line = getattr(raw, "line", 1)
    for step in route:
        if isinstance(raw, LocatedMap):
            line = raw.lines.get(step, line)
        elif isinstance(raw, LocatedList) and isinstance(step, int):
            line = raw.lines[step]
        else:
            break
        raw = raw[step]
    return int(line)


def check_schema(path: Path, raw: Any, name: str) -> None:
    """Check a file that was read against ``rulesets/schema/<name>.schema.json``.

    Raises:
        RulesetError: ``P501`` with file and line of the first place that doesn't fit.
    """
    validator = _validator(rulesets_dir() / "schema" / f"{name}.schema.json")
    errors = sorted(validator.iter_errors(_plain(raw)), key=lambda error: list(map(str, error.absolute_path)))
    if errors:
        error = errors[0]
        raise fault(path, _line(raw, list(error.absolute_path)), f"形が違います（{error.message[:200]}）。")


def _plain(raw: Any) -> Any:
    """Return what JSON can say: dates as text."""
    if isinstance(raw, dict):
        return {key: _plain(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_plain(value) for value in raw]
    if raw is None or isinstance(raw, str | int | float | bool):
        return raw
    return str(raw)
