"""What isn't there: what the Act requires (``missing``), what is usual or possible (``hints``)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.gap.expressions import Expressions
from pirules.gap.model import BY_LIKENESS, Finding, Missing, National
from pirules.gap.topics import load_vocabulary
from pirules.gap.yamlfile import check, read_yaml
from pirules.law.citation import Citation


@lru_cache(maxsize=1)
def load_missing() -> Mapping[str, Any]:
    """Read ``gap/missing.yaml``.

    Raises:
        RulesetError: ``P501`` when the file is missing or at fault.
    """
    folder = rulesets_dir()
    path = folder / "gap" / "missing.yaml"
    raw, lines = read_yaml(path)
    check(raw, folder / "schema" / "missing.schema.json", path, lines)
    rules: Mapping[str, Any] = raw
    return rules


def national(citations: Sequence[Citation]) -> list[National]:
    """Return citations as the contract's objects."""
    return [National(**citation.as_dict()) for citation in citations]


def must_solicit(body: str, text: str) -> bool:
    """Whether the body has to invite proposals for anonymised information (都道府県・指定都市, 法110条・111条).

    Args:
        body: its name, empty where the ordinance doesn't print it.
        text: the normalised text of the ordinance, which may tell a designated city, or a prefecture without a name.
    """
    rules = load_missing()["must_solicit"]
    if re.search(rules["never"], body):
        return False
    by_name = Expressions(load_vocabulary()).regex(rules["body"])
    if by_name.search(body) or re.search(rules["city"], text):
        return True
    return not body and bool(re.search(rules["unnamed"], text))


def sets_measures(kind: str) -> bool:
    """Whether an ordinance of this kind, given beside the subject, can hold what the Act asks for."""
    return kind not in load_missing()["not_under_the_act"]


def what_is_set(found: Iterable[tuple[str, Sequence[str]]]) -> frozenset[str]:
    """Return the topics that are provided for, and the rules that found them: whether proposals are invited is told by the rule.

    What doesn't say what is required can't hide that it is missing (`says_what_is_required`).

    Args:
        found: topic and rules of each finding.
    """
    return frozenset(
        name for topic, rules in found if says_what_is_required(rules) for name in (topic, *rules)
    )


def not_both(findings: Sequence[Finding], missing: Sequence[Missing]) -> list[Finding]:
    """Leave to a person what likeness alone calls required, where the same is missing: a report never says both.

    Args:
        findings: the findings of the subject.
        missing: what it lacks.
    """
    lacking = {entry.topic for entry in missing}
    doubt = {"classification": "uncertain", "notify": "uncertain"}
    return [
        finding.model_copy(update=doubt)
        if finding.topic in lacking and finding.by_likeness and finding.classification == "required"
        else finding
        for finding in findings
    ]


def says_what_is_required(rules: Sequence[str]) -> bool:
    """Tell whether a finding of these rules says what the Act asks for, as far as it is of such a topic.

    What says too little doesn't, nor does what only likeness names, unless the words of the clause say what is charged.
    """
    said = load_missing()
    if not frozenset(said["says_too_little"]).isdisjoint(rules):
        return False
    by_likeness = any(rule.endswith(f"/{BY_LIKENESS}") for rule in rules)
    return not by_likeness or not frozenset(said["said_in_words"]).isdisjoint(rules)


def absent(
    *, kind: str, found: frozenset[str], solicits: bool, text: str = ""
) -> tuple[list[Missing], list[Missing]]:
    """Return ``(missing, hints)``.

    Args:
        kind: kind of the ordinance.
        found: topics found in it and in the body's other ordinances.
        solicits: the body has to invite proposals.
        text: the ordinance's text; some words in it make a hint needless.
    """
    rules = load_missing()
    return (
        [_entry(rule) for rule in rules["missing"] if _applies(rule, kind, found, solicits, text)],
        [_entry(rule) for rule in rules["hints"] if _applies(rule, kind, found, solicits, text)],
    )


def _applies(rule: Mapping[str, Any], kind: str, found: frozenset[str], solicits: bool, text: str) -> bool:
    if "unless_text" in rule and re.search(rule["unless_text"], text):
        return False
    if kind not in rule["kinds"] or found & frozenset(rule["unless_found"]):
        return False
    if "if_found" in rule and not found & frozenset(rule["if_found"]):
        return False
    if rule["bodies"] == "all":
        return True
    return solicits or bool(found & frozenset(rule.get("or_found", ())))


def _entry(rule: Mapping[str, Any]) -> Missing:
    return Missing(
        topic=rule["topic"],
        national=national([Citation.parse(text) for text in rule["national"]]),
        explanation=rule["explanation"],
        recommendation=rule["recommendation"],
    )
