"""The annotations of ordinances and clauses (`tests/gold`), and answers that say exactly what they say."""

from pathlib import Path

from pirules.corpus.clause_gold import clause_files, read_clauses
from pirules.corpus.gap_gold import gold_files, read_gold

GOLD = Path(__file__).parent / "gold"

ALL_GOLD = [read_gold(path) for path in gold_files(GOLD / "gap")]

ALL_CLAUSES = [gold for path in clause_files(GOLD / "clauses") for gold in read_clauses(path)]


def perfect(gold):
    """Return the report that says exactly what the gold says."""
    findings = [
        {
            "provision": item.provision,
            "topic": item.topic if item.topic != "*" else "assembly",
            "classification": item.classifications[0] if item.classifications else "uncertain",
            "notify": item.notify[0] if item.notify else "no",
            "relation": item.relations[0] if item.relations else "none",
        }
        for item in gold.findings
        if not item.optional
    ]
    return {
        "ordinance": {"kind": gold.kind},
        "findings": findings,
        "unmatched": [],
        "missing": [{"topic": topic} for topic in gold.missing or ()],
        "notification": {"required": gold.required[0], "bases": list(gold.bases or ())},
    }


def first_reading(gold):
    """Return the frame that says exactly what the gold says, the first where several are right."""
    frame = dict(gold.expected)
    if isinstance(frame.get("modality"), list):
        frame["modality"] = frame["modality"][0]
    return frame
