"""Clauses as the contract's JSON objects."""

from typing import Any

from pirules.clauses.model import Clause, Part


def clause_as_dict(clause: Clause) -> dict[str, Any]:
    """Return a clause as an entry of ``clauses`` in ``contracts/gap-report.md``."""
    return {
        "role": clause.role.value,
        "modality": clause.modality.value,
        "subject": part_as_dict(clause.subject),
        "conditions": [part_as_dict(part) for part in clause.conditions],
        "exceptions": [part_as_dict(part) for part in clause.exceptions],
        "actions": [part_as_dict(part) for part in clause.actions],
        "objects": [part_as_dict(part) for part in clause.objects],
        "counterparty": part_as_dict(clause.counterparty),
        "references": [reference.as_dict() for reference in clause.references],
        "problems": [problem.as_dict() for problem in clause.problems],
    }


def part_as_dict(part: Part | None) -> dict[str, Any] | None:
    """Return a part as ``{text, span, source, confidence}``, ``None`` for a field that is empty."""
    if part is None:
        return None
    return {
        "text": part.text,
        "span": list(part.span),
        "source": part.source.value,
        "confidence": round(part.confidence, 2),
    }
