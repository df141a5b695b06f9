"""The trace of an answer: every rule looked at with the request fields that it looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from pydantic_core import to_json

from pirules.provision.answer import Data
from pirules.provision.explain import Context, written
from pirules.rules.finding import Node
from pirules.rules.logic import Truth
from pirules.rules.model import Rule, facts_of
from pirules.rules.vocabulary import Vocabulary

Cite: TypeAlias = Callable[[Iterable[str]], list[Data]]

_HOLDS: dict[Truth, str] = {truth: truth.value for truth in Truth}


@dataclass(frozen=True, slots=True)
class Shown:
    """A node of the trace as an answer shows it: the values, and the same written as JSON."""

    value: Data
    json: bytes


def _written(value: Data) -> Shown:
    return Shown(value, to_json(value))


@lru_cache(maxsize=4096)
def _fields_of(vocabulary: Vocabulary, rule: Rule) -> tuple[str, ...]:
    """Return the request fields that a rule looks at."""
    names = (field for fact in facts_of(rule.condition) for field in vocabulary.origins[fact])
    return tuple(dict.fromkeys(names))


def _with_exceptions(node: Node) -> Iterable[Rule]:
    yield node.rule
    for inner in node.exceptions:
        yield from _with_exceptions(inner)


def _shown(vocabulary: Vocabulary, node: Node, values: Mapping[str, Any], cite: Cite) -> Data:
    """Return a node with its exceptions."""
    rule = node.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "holds": _HOLDS[node.holds],
        "facts": {name: values[name] for name in _fields_of(vocabulary, rule)},
        "citation": cite(rule.citations)[0],
        "exceptions": [_shown(vocabulary, inner, values, cite) for inner in node.exceptions],
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Showing:
    """How a node is shown of which nothing depends on the request but the values of some fields.

    Attributes:
        names: the fields; read: reads their values off those of a request.
    """

    vocabulary: Vocabulary
    node: Node
    names: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], tuple[Any, ...]]


def _reader(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple([values[name] for name in names])


@lru_cache(maxsize=4096)
def _showing(vocabulary: Vocabulary, node: Node) -> _Showing | None:
    """Return how a node is shown; ``None`` where a citation too depends on the request."""
    rules = list(_with_exceptions(node))
    if any(text.startswith("$") for rule in rules for text in rule.citations):
        return None
    names = tuple(dict.fromkeys(name for rule in rules for name in _fields_of(vocabulary, rule)))
    return _Showing(vocabulary, node, names, _reader(names))


@lru_cache(maxsize=4096)
def _kept(showing: _Showing, said: tuple[Any, ...]) -> Shown:
    """Return a node for what the request says of the fields on which alone it depends."""
    values = dict(zip(showing.names, said, strict=True))
    return _written(_shown(showing.vocabulary, showing.node, values, written))


def trace(context: Context, nodes: Iterable[Node]) -> list[Shown]:
    """Return the nodes of a trace as the answer shows them; to be read only, since answers share them."""
    vocabulary = context.book.vocabulary
    values: dict[str, Any] = dict.fromkeys(vocabulary.fields)
    values |= {name: context.value(name) for name in (*context.request.literals, vocabulary.citation_field)}
    found = []
    for node in nodes:
        showing = _showing(vocabulary, node)
        if showing is None:
            found.append(_written(_shown(vocabulary, node, values, context.citations)))
        else:
            found.append(_kept(showing, showing.read(values)))
    return found
