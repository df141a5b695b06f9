"""Sentences that name what the Act doesn't allow and deny it (諮問を要しない, 結合を妨げない), or that speak of practice inside the office.

Topics are known by what a sentence is about.  Whether it accuses is said by its main predicate, and that is the same for all
topics that forbid: 「要しない」「妨げない」「影響を及ぼさない」.  The wordings stand in ``rulesets/gap/harmless.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pirules.data import are_shipped, rulesets_dir
from pirules.gap.conditions import Condition
from pirules.gap.subject import Subject
from pirules.gap.topics import Outcome, compiler_of
from pirules.gap.yamlfile import check, read_yaml

_FORBIDDEN = "not_permitted"
_MARK = "harmless/"


@dataclass(frozen=True, slots=True)
class Harmless:
    """A wording that takes the accusation from findings of some topics.

    Attributes:
        id: its name among the ``rules`` of a finding.
        topics: the topics whose findings it turns, ``None`` for all.
        when: the condition on the sentence.
        change: what the report says instead.
        topic: what a sentence that was accused is about in truth, ``None`` where it stays with its topic.
    """

    id: str
    topics: frozenset[str] | None
    when: Condition
    change: Mapping[str, Any]
    topic: str | None


@dataclass(frozen=True, slots=True)
class Relief:
    """What becomes of a finding: its outcome, the mark among its ``rules``, and the topic that it moves to, if any."""

    outcome: Outcome
    mark: tuple[str, ...] = ()
    topic: str | None = None


@lru_cache(maxsize=4)
def load_harmless(root: Path | None = None) -> tuple[Harmless, ...]:
    """Return the wordings that take an accusation away, in the order of the file.

    Raises:
        RulesetError: ``P501`` with file and line when the file is at fault.
    """
    folder = root or rulesets_dir()
    path = folder / "gap" / "harmless.yaml"
    raw, lines = read_yaml(path)
    if not are_shipped(folder):  # as with topics, our tests checked the file that came with the package
        check(raw, folder / "schema" / "harmless.schema.json", path, lines)
    compiler = compiler_of(root)
    return tuple(
        Harmless(
            entry["id"],
            frozenset(entry["topics"]) if "topics" in entry else None,
            compiler.compile(entry["when"]),
            entry["outcome"],
            entry.get("topic"),
        )
        for entry in raw["harmless"]
    )


def relieved(slug: str, outcome: Outcome, subject: Subject) -> Relief:
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
    accused = outcome.classification == _FORBIDDEN
    for entry in load_harmless():
        if entry.topics is not None and slug not in entry.topics:
            continue
        holds = entry.when(subject) is not None
        subject.numbers.clear()
        if holds:
            mark = (f"{_MARK}{entry.id}",)
            if accused:
                return Relief(outcome.changed(entry.change, None), mark, entry.topic)
            return Relief(outcome, mark)
    return Relief(outcome)


def is_harmless(rules: tuple[str, ...]) -> bool:
    """Tell by the rules of a finding whether its sentence denies what its topic would accuse it of."""
    return any(rule.startswith(_MARK) for rule in rules)
