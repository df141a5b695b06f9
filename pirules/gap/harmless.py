"""Sentences that name what the Act doesn't allow and deny it (諮問を要しない, 結合を妨げない), or that speak of practice inside the office.

Topics are known by what a sentence is about.  Whether it accuses is said by its main predicate, and that is the same for all
topics that forbid: 「要しない」「妨げない」「影響を及ぼさない」.  The wordings stand in ``rulesets/gap/harmless.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.conditions import Compiler, Condition
from pirules.gap.subject import Subject
from pirules.gap.topics import Outcome, load_vocabulary
from pirules.gap.yamlfile import read_yaml

_FORBIDDEN = "not_permitted"
_MARK = "harmless/"


@dataclass(frozen=True, slots=True)
class Harmless:
    """A wording that takes the accusation from findings of some topics.

    Attributes:
        id: its name among the ``rules`` of a finding.
        topics: the topics whose findings it turns.
        when: the condition on the sentence.
        change: what the report says instead.
    """

    id: str
    topics: frozenset[str]
    when: Condition
    change: Mapping[str, Any]


@lru_cache(maxsize=4)
def load_harmless(root: Path | None = None) -> tuple[Harmless, ...]:
    """Return the wordings that take an accusation away, in the order of the file.

    Raises:
        RulesetError: ``P501`` when the file can't be read or lacks a field.
    """
    path = (root or rulesets_dir()) / "gap" / "harmless.yaml"
    raw, _ = read_yaml(path)
    compiler = Compiler(load_vocabulary(root))
    try:
        return tuple(
            Harmless(
                entry["id"], frozenset(entry["topics"]), compiler.compile(entry["when"]), entry["outcome"]
            )
            for entry in raw["harmless"]
        )
    except (TypeError, KeyError) as error:
        raise RulesetError("P501", f"{path} の項目が違います（{error}）。") from error


def relieved(slug: str, outcome: Outcome, subject: Subject) -> tuple[Outcome, tuple[str, ...]]:
    """Return what the report says of a sentence of a topic, once its main predicate is heard.

    Args:
        slug: the topic.
        outcome: what its patterns and flips say.
        subject: the sentence with its surroundings.

    Returns:
        The outcome, no longer an accusation where the sentence is harmless, and the mark of the wording that says so
        (empty where none does).

    Raises:
        RulesetError: ``P501`` when the rule file is at fault.
    """
    for entry in load_harmless():
        if slug not in entry.topics:
            continue
        holds = entry.when(subject) is not None
        subject.numbers.clear()
        if holds:
            accused = outcome.classification == _FORBIDDEN
            return (outcome.changed(entry.change, None) if accused else outcome), (f"{_MARK}{entry.id}",)
    return outcome, ()


def is_harmless(rules: tuple[str, ...]) -> bool:
    """Tell by the rules of a finding whether its sentence denies what its topic would accuse it of."""
    return any(rule.startswith(_MARK) for rule in rules)
