"""The trace of an answer: every rule looked at with the request fields that it looked at."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from pirules.provision.answer import CitationModel, TraceNode
from pirules.provision.explain import Context
from pirules.rules.finding import Node
from pirules.rules.logic import Truth
from pirules.rules.model import Rule, facts_of
from pirules.rules.vocabulary import Vocabulary

_NODES = TypeAdapter(list[TraceNode])
_HOLDS: dict[Truth, Any] = {truth: truth.value for truth in Truth}


@lru_cache(maxsize=4096)
def _fields_of(vocabulary: Vocabulary, rule: Rule) -> tuple[str, ...]:
    """Return the request fields that a rule looks at."""
    names = (field for fact in facts_of(rule.condition) for field in vocabulary.origins[fact])
    return tuple(dict.fromkeys(names))


def trace(context: Context, nodes: Iterable[Node]) -> list[TraceNode]:
    """Return the nodes of a trace as the answer shows them."""
    vocabulary = context.book.vocabulary
    values = {name: context.value(name) for name in (*vocabulary.fields, vocabulary.citation_field)}
    cited: dict[tuple[str, ...], CitationModel] = {}

    def shown(node: Node) -> dict[str, Any]:
        rule = node.rule
        citation = cited.get(rule.citations)
        if citation is None:
            citation = cited[rule.citations] = context.citations(rule.citations)[0]
        return {
            "rule": rule.id,
            "title": rule.title,
            "holds": _HOLDS[node.holds],
            "facts": {name: values[name] for name in _fields_of(vocabulary, rule)},
            "citation": citation,
            "exceptions": [shown(inner) for inner in node.exceptions] if node.exceptions else [],
        }

    # All nodes are validated in one go: an answer has dozens of them.
    return _NODES.validate_python([shown(node) for node in nodes])
