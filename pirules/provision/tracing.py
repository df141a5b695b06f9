"""The trace of an answer: every rule looked at with the request fields that it looked at."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from pirules.provision.answer import Data
from pirules.provision.explain import Context, written
from pirules.rules.finding import Node
from pirules.rules.logic import Truth
from pirules.rules.model import Rule, facts_of
from pirules.rules.vocabulary import Vocabulary

Cite: TypeAlias = Callable[[Iterable[str]], list[Data]]

_HOLDS: dict[Truth, str] = {truth: truth.value for truth in Truth}


@lru_cache(maxsize=4096)
def _fields_of(vocabulary: Vocabulary, rule: Rule) -> tuple[str, ...]:
    """Return the request fields that a rule looks at."""
    names = (field for fact in facts_of(rule.condition) for field in vocabulary.origins[fact])
    return tuple(dict.fromkeys(names))


def _with_exceptions(node: Node) -> Iterable[Rule]:
    yield node.rule
    for inner in node.exceptions:
        yield from _with_exceptions(inner)


@lru_cache(maxsize=8192)
def _all_fields(vocabulary: Vocabulary, node: Node) -> tuple[str, ...] | None:
    """Return what a node shows of a request: fields; ``None`` where a citation too depends on the request."""
    rules = list(_with_exceptions(node))
    if any(text.startswith("$") for rule in rules for text in rule.citations):
        return None
    return tuple(dict.fromkeys(name for rule in rules for name in _fields_of(vocabulary, rule)))


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


@lru_cache(maxsize=4096)
def _kept(vocabulary: Vocabulary, node: Node, names: tuple[str, ...], said: tuple[Any, ...]) -> Data:
    """Return a node of which nothing but ``said`` depends on the request."""
    return _shown(vocabulary, node, dict(zip(names, said, strict=True)), written)


def trace(context: Context, nodes: Iterable[Node]) -> list[Data]:
    """Return the nodes of a trace as the answer shows them; to be read only, since answers share them."""
    vocabulary = context.book.vocabulary
    values: dict[str, Any] = dict.fromkeys(vocabulary.fields)
    values |= {name: context.value(name) for name in (*context.request.literals, vocabulary.citation_field)}
    found = []
    for node in nodes:
        names = _all_fields(vocabulary, node)
        if names is None:
            found.append(_shown(vocabulary, node, values, context.citations))
        else:
            found.append(_kept(vocabulary, node, names, tuple([values[name] for name in names])))
    return found
