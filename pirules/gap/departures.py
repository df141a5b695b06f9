"""Sentences that have the topic of a copy or of a procedure and depart from the Act: a duty spared, the Act set aside, a request shut out.

What makes a clause a rule of its own is said by its main predicate, and that is the same for all topics (通知することを要しない,
法…の規定にかかわらず, 請求を受け付けない).  The wordings stand in ``rulesets/gap/departures.yaml``.
"""

from pirules.gap.subject import Subject
from pirules.gap.topics import Outcome
from pirules.gap.turns import Turned, load_turns

_FORBIDDEN = "not_permitted"
_FILE = "departures"


def departed(slug: str, outcome: Outcome, subject: Subject) -> Turned:
    """Return what the report says of a sentence of a topic that doesn't forbid, once its main predicate is heard.

    Args:
        slug: the topic.
        outcome: what its patterns and flips say.
        subject: the sentence with its surroundings.

    Raises:
        RulesetError: ``P501`` when the rule file is at fault.
    """
    if outcome.classification == _FORBIDDEN:
        return Turned(outcome)
    for entry in load_turns(_FILE):
        if entry.turns(slug, subject):
            return Turned(outcome.changed(entry.change, None), (f"{_FILE}/{entry.id}",), entry.topic)
    return Turned(outcome)


def departs(rules: tuple[str, ...]) -> bool:
    """Tell by the rules of a finding whether its sentence departs from the Act by its main predicate."""
    return any(rule.startswith(f"{_FILE}/") for rule in rules)
