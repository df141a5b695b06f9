"""Whether the ordinance must be notified (法167条): the count over its findings, with the words of the rule file."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.gap.model import Finding, Notification
from pirules.gap.yamlfile import check, read_yaml


@lru_cache(maxsize=1)
def load_notification() -> Mapping[str, Any]:
    """Read ``notification/rules.yaml``: the rules in their order, their words, and what each base stands for.

    Raises:
        RulesetError: ``P501`` when the file is missing or at fault.
    """
    folder = rulesets_dir()
    path = folder / "notification" / "rules.yaml"
    raw, lines = read_yaml(path)
    check(raw, folder / "schema" / "notification.schema.json", path, lines)
    rules: Mapping[str, Any] = raw
    return rules


def _holds(condition: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    return all(facts[name] == wanted for name, wanted in condition.items())


def judge(
    findings: Sequence[Finding],
    *,
    kind: str,
    amending: bool,
    in_force: bool,
    read: bool = True,
) -> Notification:
    """Apply the rules in their order; the first that holds decides.

    Args:
        findings: the findings of the ordinance.
        kind: its kind.
        amending: it amends another ordinance.
        in_force: 法167条 is in force for municipalities on the day of the report.
        read: provisions could be read out of the text at all.

    Raises:
        RulesetError: ``P501`` when the rule file is at fault.
    """
    rules = load_notification()
    counted = [finding for finding in findings if finding.notify == "yes"]
    facts = {
        "kind": kind,
        "amending": amending,
        "in_force": in_force,
        "read": read,
        "counted": bool(counted),
        "open": any(finding.notify == "uncertain" for finding in findings),
        "any_finding": bool(findings),
    }
    rule = next(entry for entry in rules["rules"] if _holds(entry["when"], facts))
    shown = counted if rule["lists_provisions"] else []
    bases = sorted({base for finding in shown for base in finding.bases}, key=list(rules["bases"]).index)
    provisions = list(dict.fromkeys(finding.provision for finding in shown))
    reasons = "、".join(
        f"{finding.provision}（{rules['bases'][base]['label']}：{rules['bases'][base]['name']}）"
        for finding in shown
        for base in finding.bases[:1]
    )
    explanation = rule["explanation"].replace("{reasons}", reasons)
    if any(finding.classification == "not_permitted" for finding in findings) and rule["required"] is True:
        explanation += rules["not_healed"]
    return Notification(
        required=rule["required"], bases=bases, provisions=provisions, explanation=explanation
    )
