"""Which loader of PyYAML reads a text: that of libyaml, ten times as fast, unless its recursion could exhaust the stack."""

import re
from typing import Any

import yaml

_QUICK: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml composes by recursion in C: nesting without end would end the process instead of raising an error.
_DEEPEST = 200
_BRACKETS = re.compile(r"[\[\]{}]")


def loader_for(text: str) -> Any:
    """Return the class of the loader to read ``text`` with.

    The one of libyaml where PyYAML was built with it and the text can't nest more than some hundred levels; else the one in
    Python, which raises ``RecursionError`` where it must.  Both are safe loaders and give the same nodes and lines.
    """
    return yaml.SafeLoader if _may_nest_deeply(text) else _QUICK


def _may_nest_deeply(text: str) -> bool:
    """Whether brackets or indentation could nest more than the limit (a bracket in quotes counts, too: that costs time only)."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth += 1 if match[0] in "[{" else -1
        if depth > _DEEPEST:
            return True
    # Each level of a block is indented, or begins behind a dash or a question mark on the same line.
    return any(
        len(line) - len(line.lstrip(" ")) + line.count("- ") + line.count("? ") > _DEEPEST
        for line in text.splitlines()
    )
