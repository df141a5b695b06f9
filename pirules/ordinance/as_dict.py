"""An ordinance as the JSON object of ``contracts/gap-report.md``."""

from collections.abc import Callable, Iterable
from typing import Any

from pirules.ordinance.model import Node, Ordinance


def ordinance_as_dict(
    ordinance: Ordinance,
    *,
    clauses: Callable[[Node], Iterable[dict[str, Any]]] | None = None,
) -> dict[str, Any]:
    """Return ``{title, body, number, kind, promulgated_on, effective_on, nodes, problems}``.

    Args:
        ordinance: the parsed ordinance.
        clauses: gives the clause frames of a node as dictionaries; with it each node has ``clauses``.
    """
    return {
        **head_as_dict(ordinance),
        "nodes": [node_as_dict(node, ordinance.text, clauses) for node in ordinance.nodes],
        "problems": [problem.as_dict() for problem in ordinance.problems],
    }


def head_as_dict(ordinance: Ordinance) -> dict[str, Any]:
    """Return what the head says: ``{title, body, number, kind, promulgated_on, effective_on}``, days in ISO form."""
    return {
        "title": ordinance.title,
        "body": ordinance.body,
        "number": ordinance.number,
        "kind": ordinance.kind.value,
        "promulgated_on": ordinance.promulgated_on.isoformat() if ordinance.promulgated_on else None,
        "effective_on": ordinance.effective_on.isoformat() if ordinance.effective_on else None,
    }


def node_as_dict(
    node: Node, text: str, clauses: Callable[[Node], Iterable[dict[str, Any]]] | None = None
) -> dict[str, Any]:
    """Return ``{type, number, label, caption, text, span, children}`` of a node and all below it."""
    result: dict[str, Any] = {
        "type": node.type.value,
        "number": node.number,
        "label": node.label,
        "caption": node.caption,
        "text": node.own_text(text),
        "span": list(node.span),
        "children": [node_as_dict(child, text, clauses) for child in node.children],
    }
    if clauses is not None:
        result["clauses"] = list(clauses(node))
    return result
