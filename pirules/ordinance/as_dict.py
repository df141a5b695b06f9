"""What the head of an ordinance says, as in ``contracts/gap-report.md``."""

from typing import Any

from pirules.ordinance.model import Ordinance


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
