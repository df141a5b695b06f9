"""Which moves together lead to which decision: a search that only walks where a move can make a difference.

A walk through the diagram tests a few variables.  A move that touches none of them leaves the decision as it is, so
of all combinations only those are walked in which every move touches what the others lead past.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from pirules.rules.diagram import Diagrams
from pirules.rules.model import Outcome

Fact: TypeAlias = tuple[str, str]
Facts: TypeAlias = frozenset[Fact]


@dataclass(frozen=True, slots=True)
class _Reached:
    """Some moves together: their facts, where they lead, and the variables tested on the way (as bits)."""

    moves: tuple[int, ...]
    facts: Facts
    chosen: dict[int, int]
    outcome: Outcome
    tested: int
    fitting: int


class Reach:
    """The decisions that combinations of moves lead to.

    Args:
        store, root: the diagram of the decision.
        own: the index of each variable's value in the question.
        places: the variables of each fact and the index of its value.
        moves: the facts of each move with its rank, the most realistic first.
    """

    def __init__(
        self,
        store: Diagrams,
        root: int,
        own: Sequence[int],
        places: Mapping[Fact, Mapping[int, int]],
        moves: Sequence[tuple[Facts, int]],
    ) -> None:
        self.store = store
        self.root = root
        self.own = own
        self.places = places
        self.moves = moves
        self.chosen = [self._chosen(facts) for facts, _ in moves]
        self.touched = [sum(1 << variable for variable in chosen) for chosen in self.chosen]
        self.fitting = [self._fitting(facts) for facts, _ in moves]
        self.outcome, self.tested = self._walk({})
        self._outcomes: dict[Facts, Outcome] = {}
        self._found: dict[tuple[int, int], list[_Reached]] = {}

    def _chosen(self, facts: Iterable[Fact]) -> dict[int, int]:
        """Return the variables that facts set to another value than their own."""
        places = (place for fact in facts for place in self.places[fact].items())
        return {variable: index for variable, index in places if index != self.own[variable]}

    def _fitting(self, facts: Facts) -> int:
        """Return the moves (as bits) that don't contradict these facts."""
        names = dict(facts)
        return sum(
            1 << index
            for index, (others, _) in enumerate(self.moves)
            if all(names.get(name, value) == value for name, value in others)
        )

    def _walk(self, chosen: Mapping[int, int]) -> tuple[Outcome, int]:
        outcome, tested = self.store.walk(self.root, [chosen.get(i, own) for i, own in enumerate(self.own)])
        return outcome, tested

    def at(self, facts: Facts) -> Outcome:
        """Return the decision where ``facts`` hold besides the rest of the question."""
        found = self._outcomes.get(facts)
        if found is None:
            found = self._outcomes[facts] = self._walk(self._chosen(facts))[0]
        return found

    def _together(self, base: _Reached, move: int) -> _Reached | None:
        """Return some moves with one more; ``None`` where one of them contradicts another."""
        if not base.fitting >> move & 1:
            return None
        chosen = {**base.chosen, **self.chosen[move]}
        facts = base.facts | self.moves[move][0]
        fitting = base.fitting & self.fitting[move]
        moves = (*base.moves, move)
        if not self.touched[move] & base.tested:
            return _Reached(moves, facts, chosen, base.outcome, base.tested, fitting)
        outcome, tested = self._walk(chosen)
        return _Reached(moves, facts, chosen, outcome, tested, fitting)

    def _all(self, together: int, most: int) -> list[_Reached]:
        """Return the combinations that lead elsewhere than their parts, the smallest first."""
        if (together, most) not in self._found:
            self._found[together, most] = list(self._combined(together, most))
        return self._found[together, most]

    def _combined(self, together: int, most: int) -> Iterator[_Reached]:
        every = (1 << len(self.moves)) - 1
        level = {(): _Reached((), frozenset(), {}, self.outcome, self.tested, every)}
        for size in range(1, together + 1):
            following: dict[tuple[int, ...], _Reached] = {}
            for base in level.values():
                start = base.moves[-1] + 1 if base.moves else 0
                for move in range(start, len(self.moves)):
                    matters = bool(self.touched[move] & base.tested)
                    if size == together and not matters:
                        continue
                    found = self._together(base, move)
                    if found is None or len(found.facts) > most:
                        continue
                    following[found.moves] = found
                    if matters and self._each_matters(found, level):
                        yield found
            level = following

    def _each_matters(self, found: _Reached, level: Mapping[tuple[int, ...], _Reached]) -> bool:
        """Whether each move touches what the others lead past: else they lead there without it."""
        for place, move in enumerate(found.moves[:-1]):
            others = level[found.moves[:place] + found.moves[place + 1 :]]
            if not self.touched[move] & others.tested:
                return False
        return True

    def _least(self, facts: Facts, target: Outcome) -> list[Facts]:
        """Return the smallest parts of ``facts`` that lead to ``target``, none of which contains another."""
        found: list[Facts] = []
        for size in range(1, len(facts) + 1):
            for part in map(frozenset, combinations(sorted(facts), size)):
                if not any(smaller <= part for smaller in found) and self.at(part) is target:
                    found.append(part)
        return found

    def sets(self, target: Outcome, together: int, most: int) -> list[Facts]:
        """Return the smallest sets of facts that lead to ``target``, the most realistic first.

        Args:
            target: another decision than the question's own.
            together: how many moves are combined at most.
            most: how many facts stand in one set at most.
        """
        found: dict[Facts, tuple[int, tuple[int, ...]]] = {}
        for reached in self._all(together, most):
            if reached.outcome is not target or any(smaller <= reached.facts for smaller in found):
                continue
            ranks = tuple(self.moves[move][1] for move in reached.moves)
            for part in self._least(reached.facts, target):
                found.setdefault(part, (len(ranks), ranks))
        minimal = [facts for facts in found if not any(other < facts for other in found)]
        return sorted(minimal, key=lambda facts: (found[facts][0], len(facts) > 1, found[facts][1]))
