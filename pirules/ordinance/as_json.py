"""An ordinance as the JSON of ``contracts/gap-report.md``, written piece by piece.

The dictionary of a whole tree takes several times the memory of the tree, and its JSON in one string as much again.  Here a
node's JSON is made when its turn comes and let go once it is written.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from json.encoder import encode_basestring
from typing import Any

from pirules.ordinance.as_dict import head_as_dict
from pirules.ordinance.model import Node, Ordinance

Clauses = Callable[[Node], Iterable[dict[str, Any]]]


class _Layout:
    """White space of JSON: on one line, or each value on a line of its own as ``json.dumps(…, indent=2)`` sets it."""

    def __init__(self, *, indented: bool) -> None:
        self.indented = indented
        self.separator = "," if indented else ", "

    def line(self, depth: int) -> str:
        """Return what stands before a value at ``depth``."""
        return "\n" + "  " * depth if self.indented else ""

    def value(self, value: object, depth: int) -> str:
        """Return the JSON of a value that stands at ``depth``."""
        if not self.indented:
            return json.dumps(value, ensure_ascii=False)
        # A line feed inside a string is written \\n, so that each one here begins a line of the layout.
        return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", self.line(depth))


def ordinance_json(
    ordinance: Ordinance,
    *,
    clauses: Clauses | None = None,
    file: str | None = None,
    indented: bool = True,
) -> Iterator[str]:
    """Yield the pieces of ``{title, body, number, kind, promulgated_on, effective_on, nodes, problems}``.

    Args:
        ordinance: the parsed ordinance.
        clauses: gives the clause frames of a node as dictionaries; with it each node has ``clauses``.
        file: a name that stands first, as ``file``.
        indented: laid out for people (as with ``indent=2``), else on one line.
    """
    layout = _Layout(indented=indented)
    line = layout.line(1)
    head: dict[str, Any] = {} if file is None else {"file": file}
    yield "{"
    for key, value in (head | head_as_dict(ordinance)).items():
        yield f'{line}"{key}": {layout.value(value, 1)}{layout.separator}'
    yield f'{line}"nodes": '
    yield from _nodes(ordinance.nodes, ordinance.text, clauses, layout, 1)
    problems = [problem.as_dict() for problem in ordinance.problems]
    yield f'{layout.separator}{line}"problems": {layout.value(problems, 1)}{layout.line(0)}}}'


def _nodes(
    nodes: tuple[Node, ...], text: str, clauses: Clauses | None, layout: _Layout, depth: int
) -> Iterator[str]:
    """Yield a list of nodes whose key stands at ``depth``."""
    if not nodes:
        yield "[]"
        return
    separator, line = layout.separator, layout.line(depth + 1)
    joint = "["
    for node in nodes:
        yield f"{joint}{line}{{"
        yield from _node(node, text, clauses, layout, depth + 2)
        yield f"{line}}}"
        joint = separator
    yield f"{layout.line(depth)}]"


def _node(node: Node, text: str, clauses: Clauses | None, layout: _Layout, depth: int) -> Iterator[str]:
    """Yield the keys of a node; they stand at ``depth``."""
    begin, inner, comma = layout.line(depth), layout.line(depth + 1), layout.separator
    start, end = node.span
    yield (
        f'{begin}"type": "{node.type.value}"{comma}{begin}"number": {_string(node.number)}{comma}'
        f'{begin}"label": {_string(node.label)}{comma}{begin}"caption": {_string(node.caption)}{comma}'
        f'{begin}"text": {_string(node.own_text(text))}{comma}'
        f'{begin}"span": [{inner}{start}{comma}{inner}{end}{begin}]{comma}{begin}"children": '
    )
    yield from _nodes(node.children, text, clauses, layout, depth)
    if clauses is not None:
        yield f'{comma}{begin}"clauses": {layout.value(list(clauses(node)), depth)}'


def _string(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)
