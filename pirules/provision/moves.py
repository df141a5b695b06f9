"""Which facts ``changes`` may propose and in which order: ``rulesets/provision/changes.yaml``.

A move is what one document, one judgement or one arrangement establishes together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.rules.conditions import literal, read_condition, truth
from pirules.rules.flow import load_rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import ALWAYS, Condition, Facts, facts_of
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


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        """The facts that tell which moves make sense."""
        return tuple(dict.fromkeys(name for move in self.moves for name in facts_of(move.when)))

    def fitting(self, facts: Facts) -> tuple[tuple[int, Move], ...]:
        """Return the moves that may be proposed for a question, each with its place in the order of realism."""
        return _fitting(self, tuple([facts[name] for name in self._asked]))

    def fitting_where(self, values: Sequence[str]) -> tuple[tuple[int, Move], ...]:
        """Return the moves that may be proposed where the facts that tell it have these values."""
        facts = dict(zip(self._asked, values, strict=True))
        return tuple((rank, move) for rank, move in enumerate(self.moves) if move.fits(facts))


@lru_cache(maxsize=2048)
def _fitting(group: Group, values: tuple[str, ...]) -> tuple[tuple[int, Move], ...]:
    return group.fitting_where(values)


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
