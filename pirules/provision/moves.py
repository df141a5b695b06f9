"""Which facts ``changes`` may propose and in which order: ``rulesets/provision/changes.yaml``.

A move is what one document, one judgement or one arrangement establishes together.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.rules.conditions import literal, read_condition, truth
from pirules.rules.flow import load_rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import ALWAYS, Condition, Facts
from pirules.rules.schema import check_schema
from pirules.rules.source import LocatedMap, fault, read_yaml
from pirules.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Move:
    """Facts that may be proposed together.

    Attributes:
        facts: fields → literals; the citation field holds a template for the text, ``{citation}`` the text given.
        when: the questions in which the move makes sense.
        text: how it is said (○○であること), ``None``: as each fact is said.
    """

    facts: frozenset[tuple[str, str]]
    when: Condition
    text: str | None

    def fits(self, facts: Facts) -> bool:
        """Whether the move may be proposed for a question."""
        return truth(self.when, facts) is Truth.YES


@dataclass(frozen=True, slots=True)
class Group:
    """Moves in one direction, the most realistic first, and the limits of the search.

    Attributes:
        moves: what may be proposed.
        together, facts, shown: how many moves are combined, facts stand in one set, sets lead to one decision.
    """

    moves: tuple[Move, ...]
    together: int
    facts: int
    shown: int


@dataclass(frozen=True, slots=True)
class Moves:
    """All moves: towards a permission, towards a prohibition, and what to ask again where the Act doesn't apply."""

    better: Group
    worse: Group
    again: Group


def _move(path: Path, raw: LocatedMap, vocabulary: Vocabulary) -> Move:
    facts: dict[str, Any] = raw["facts"]
    values = []
    for name, value in facts.items():
        known = name == vocabulary.citation_field or literal(value) in getattr(
            vocabulary.fields.get(name), "literals", ()
        )
        if not known:
            raise fault(path, raw.lines["facts"], f"「{name}: {value}」は質問の項目と値ではありません。")
        values.append((name, literal(value)))
    when = read_condition(path, raw["when"], vocabulary.domains) if "when" in raw else ALWAYS
    return Move(frozenset(values), when, raw.get("text"))


@lru_cache(maxsize=4)
def load_moves(folder: Path | None = None) -> Moves:
    """Read what ``changes`` may propose.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    path = (folder or rulesets_dir()) / "provision" / "changes.yaml"
    vocabulary = load_rulebook(folder).vocabulary
    raw = read_yaml(path)
    check_schema(path, raw, "changes")
    groups = {
        name: Group(tuple(_move(path, body, vocabulary) for body in raw[name]), **limits)
        for name, limits in raw["limits"].items()
    }
    return Moves(**groups)
