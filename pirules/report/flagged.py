"""Which findings of a report a person must look at: the measures of the review list."""

from typing import Any


def _bases(finding: dict[str, Any], counted: list[str]) -> list[str]:
    """Return those bases of the notification that the finding's own citations name."""
    named = set()
    for citation in finding["national"]:
        article, paragraph = citation["article"], citation["paragraph"]
        named |= {article, f"{article}-{paragraph}"}
    return [base for base in counted if base in named]


def is_flagged(finding: dict[str, Any]) -> bool:
    """Tell whether a finding is a measure to review.

    It is one when it must be notified (``yes``), may have to be (``uncertain``), or must not because the Act gives it
    no room (``not_permitted``; notifying would not heal it) or its class is open.
    """
    return finding["notify"] in {"yes", "uncertain"} or finding["classification"] in {
        "not_permitted",
        "uncertain",
    }


def flagged_measures(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the measures of a report (contract JSON) as :func:`pirules.store.reports.save` takes them."""
    counted = report["notification"]["bases"]
    return [
        {
            "id": finding["id"],
            "provision": finding["provision"],
            "topic": finding["topic"],
            "classification": finding["classification"],
            "relation": finding["relation"],
            "notify": finding["notify"],
            "bases": _bases(finding, counted) if finding["notify"] == "yes" else [],
            "national": finding["national"],
            "reason": finding["explanation"],
            "recommendation": finding["recommendation"],
            "evidence": [piece["text"] for piece in finding["evidence"]],
        }
        for finding in report["findings"]
        if is_flagged(finding)
    ]
