"""Wordings that turn the verdict on a sentence whatever topic it is of: read from ``rulesets/gap/harmless.yaml`` and ``departures.yaml``."""

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


@dataclass(frozen=True, slots=True)
class Turn:
    """A wording that turns the verdict on findings of some topics.

    Attributes:
        id: its name among the ``rules`` of a finding.
        topics: the topics whose findings it turns, ``None`` for all.
        but: topics whose findings it leaves.
        when: the condition on the sentence.
        change: what the report says instead.
        topic: what the sentence is about in truth, ``None`` where it stays with its topic.
    """

    id: str
    topics: frozenset[str] | None
    but: frozenset[str]
    when: Condition
    change: Mapping[str, Any]
    topic: str | None

    def turns(self, slug: str, subject: Subject) -> bool:
        """Tell whether it holds for a sentence of a topic."""
        if slug in self.but or (self.topics is not None and slug not in self.topics):
            return False
        holds = self.when(subject) is not None
        subject.numbers.clear()
        return holds


@dataclass(frozen=True, slots=True)
class Turned:
    """What becomes of a finding: its outcome, the mark among its ``rules``, and the topic that it moves to, if any."""

    outcome: Outcome
    mark: tuple[str, ...] = ()
    topic: str | None = None


@lru_cache(maxsize=8)
def load_turns(name: str, root: Path | None = None) -> tuple[Turn, ...]:
    """Return the wordings of ``gap/NAME.yaml``, in the order of the file.

    Raises:
        RulesetError: ``P501`` with file and line when the file is at fault.
    """
    folder = root or rulesets_dir()
    path = folder / "gap" / f"{name}.yaml"
    raw, lines = read_yaml(path)
    if not are_shipped(folder):  # as with topics, our tests checked the files that came with the package
        check(raw, folder / "schema" / f"{name}.schema.json", path, lines)
    compiler = compiler_of(root)
    return tuple(
        Turn(
            entry["id"],
            frozenset(entry["topics"]) if "topics" in entry else None,
            frozenset(entry.get("but", ())),
            compiler.compile(entry["when"]),
            entry["outcome"],
            entry.get("topic"),
        )
        for entry in raw[name]
    )
