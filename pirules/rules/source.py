"""YAML read with the line of every entry, so that an error in a rule file names its place."""

from pathlib import Path
from typing import Any

import yaml

from pirules.errors import RulesetError
from pirules.text.yaml_loader import loader_for

_MAX_BYTES = 2_000_000
_MAX_DEPTH = 40


class LocatedMap(dict[str, Any]):
    """A mapping that knows the line where it begins and the line of each key."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class LocatedList(list[Any]):
    """A list that knows the line where it begins and the line of each element."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def fault(path: Path, line: int, cause: str) -> RulesetError:
    """Return the error ``P501`` for a place in a rule file."""
    return RulesetError("P501", f"{path.name} の {line} 行目: {cause}")


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.constructor = yaml.SafeLoader("")

    def convert(self, node: yaml.Node, depth: int = 0) -> Any:
        line = node.start_mark.line + 1
        if depth > _MAX_DEPTH:
            raise fault(self.path, line, "入れ子が深すぎます。")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line, depth)
        if isinstance(node, yaml.SequenceNode):
            items = LocatedList()
            items.line = line
            for child in node.value:
                items.append(self.convert(child, depth + 1))
                items.lines.append(child.start_mark.line + 1)
            return items
        try:
            return self.constructor.construct_object(node)
        except ValueError as error:
            # A day that isn't in the calendar, a number too long to be one.
            raise fault(self.path, line, f"「{node.value[:60]}」は値として読めません。") from error

    def _mapping(self, node: yaml.MappingNode, line: int, depth: int) -> LocatedMap:
        result = LocatedMap()
        result.line = line
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise fault(self.path, line, "キーは文字列で書きます。")
            if key in result:
                raise fault(self.path, key_node.start_mark.line + 1, f"「{key}」が二度書かれています。")
            result[key] = self.convert(value_node, depth + 1)
            result.lines[key] = key_node.start_mark.line + 1
        return result


def read_yaml(path: Path) -> Any:
    """Read one YAML file into :class:`LocatedMap` and :class:`LocatedList`.

    Raises:
        RulesetError: ``P501`` with file and line when the file is missing, too large or not YAML.
    """
    try:
        data = path.read_bytes()
        if len(data) > _MAX_BYTES:
            raise fault(path, 1, "大きすぎます。")
        text = data.decode("utf-8")
        node = yaml.compose(text, Loader=loader_for(text))
    except (OSError, UnicodeDecodeError) as error:
        raise fault(path, 1, f"読めません（{error}）。") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise fault(path, line, f"YAML として読めません（{error.problem}）。") from error
    except yaml.YAMLError as error:
        raise fault(path, 1, f"YAML として読めません（{error}）。") from error
    if node is None:
        raise fault(path, 1, "中身がありません。")
    return _Reader(path).convert(node)
