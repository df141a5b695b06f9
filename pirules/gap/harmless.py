"""Sentences that name what the Act doesn't allow and deny it (諮問を要しない, 結合を妨げない), or that speak of practice inside the office.

Topics are known by what a sentence is about.  Whether it accuses is said by its main predicate, and that is the same for all
topics that forbid: 「要しない」「妨げない」「影響を及ぼさない」.  The wordings stand in ``rulesets/gap/harmless.yaml``.
"""

from pirules.gap.subject import Subject
from pirules.gap.topics import Outcome
from pirules.gap.turns import Turned, load_turns

_FORBIDDEN = "not_permitted"
_FILE = "harmless"


def relieved(slug: str, outcome: Outcome, subject: Subject) -> Turned:
    """Return what the report says of a sentence of a topic, once its main predicate is heard.

    Args:
        slug: the topic.
        outcome: what its patterns and flips say.
        subject: the sentence with its surroundings.

    Returns:
        The outcome, no longer an accusation where the sentence is harmless, with the mark of the wording that says so
        (empty where none does) and the topic that an accused sentence is about instead.

    Raises:
        RulesetError: ``P501`` when the rule file is at fault.
    """
    for entry in load_turns(_FILE):
        if entry.turns(slug, subject):
            mark = (f"{_FILE}/{entry.id}",)
            if outcome.classification == _FORBIDDEN:
                return Turned(outcome.changed(entry.change, None), mark, entry.topic)
            return Turned(outcome, mark)
    return Turned(outcome)


def is_harmless(rules: tuple[str, ...]) -> bool:
    """Tell by the rules of a finding whether its sentence denies what its topic would accuse it of."""
    return any(rule.startswith(f"{_FILE}/") for rule in rules)
