"""Rule files: YAML that is read with the line of every value, and checked against a JSON Schema."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from pirules.errors import RulesetError
from pirules.text.yaml_loader import loader_for

Lines = Mapping[tuple[str | int, ...], int]


def _lines(
    node: yaml.Node | None, path: tuple[str | int, ...], found: dict[tuple[str | int, ...], int]
) -> None:
    if node is None:
        return
    found[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _lines(value, (*path, str(key.value)), found)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _lines(value, (*path, position), found)


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """Read a YAML file and the line on which each value begins.

    Raises:
        RulesetError: ``P501`` when the file is missing or isn't YAML; the detail names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        lines: dict[tuple[str | int, ...], int] = {}
        loader = loader_for(text)(text)
        try:
            node = loader.get_single_node()
            _lines(node, (), lines)
            return (None if node is None else loader.construct_document(node)), lines
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesetError("P501", f"{path} の {line} 行目を読めません（{error.problem}）。") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RulesetError("P501", f"{path} を読めません（{error}）。") from error


@lru_cache(maxsize=8)
def _validator(schema: Path) -> Draft202012Validator:
    beside = (
        (path.name, DRAFT202012.create_resource(_schema(path))) for path in schema.parent.glob("*.json")
    )
    return Draft202012Validator(_schema(schema), registry=Registry[Any]().with_resources(beside))


def _schema(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RulesetError("P501", f"{path} を読めません（{error}）。") from error


def check(raw: Any, schema: Path, path: Path, lines: Lines) -> None:
    """Check ``raw`` against a schema, which may refer to those beside it by their names.

    Raises:
        RulesetError: ``P501`` with file and line of the first fault.
    """
    try:
        errors = sorted(
            _validator(schema).iter_errors(raw), key=lambda error: list(map(str, error.absolute_path))
        )
    except Unresolvable as error:
        raise RulesetError("P501", f"{schema} が引く {error.ref} がありません。") from error
    if not errors:
        return
    place: tuple[str | int, ...] = tuple(errors[0].absolute_path)
    while place and place not in lines:
        place = place[:-1]
    raise RulesetError("P501", f"{path} の {lines.get(place, 1)} 行目: {errors[0].message[:200]}")
