"""Which moves together lead to which decision: a search that only walks where a move can make a difference.

A walk through the diagram tests a few variables.  A move that touches none of them leaves the decision as it is, so
of all combinations only those are walked in which every move touches what the others lead past.  Sets of facts,
moves and variables are kept as bits of integers here: a question with many open facts has thousands of combinations.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from pirules.rules.diagram import Diagrams
from pirules.rules.model import Outcome

Fact: TypeAlias = tuple[str, str]
Facts: TypeAlias = frozenset[Fact]


@dataclass(slots=True)
class _Reached:
    """Some moves together: their facts, where they lead, the variables tested on the way, the moves that still fit."""

    moves: tuple[int, ...]
    facts: int
    outcome: Outcome
    tested: int
    fitting: int


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


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
        places: Mapping[Fact, Iterable[tuple[int, int]]],
        moves: Sequence[tuple[Facts, int]],
    ) -> None:
        self.store = store
        self.root = root
        self.own = list(own)
        self.facts = sorted({fact for facts, _ in moves for fact in facts})
        self.ranks = [rank for _, rank in moves]
        bit = {fact: 1 << place for place, fact in enumerate(self.facts)}
        self.moves = [sum(bit[fact] for fact in facts) for facts, _ in moves]
        self.values = [[item for item in places[fact] if item[1] != self.own[item[0]]] for fact in self.facts]
        touches = [sum(1 << variable for variable, _ in values) for values in self.values]
        self.touched = [self._union(touches, facts) for facts in self.moves]
        named: dict[str, int] = {}
        for name, value in self.facts:
            named[name] = named.get(name, 0) | bit[name, value]
        against = [named[name] & ~bit[name, value] for name, value in self.facts]
        self.fitting = [self._fitting(self._union(against, facts)) for facts in self.moves]
        self._walked: dict[int, tuple[Outcome, int]] = {}
        self._touching: dict[int, int] = {}
        self._found: dict[tuple[int, int], list[_Reached]] = {}

    @staticmethod
    def _union(masks: Sequence[int], places: int) -> int:
        union = 0
        for place in _bits(places):
            union |= masks[place]
        return union

    def _fitting(self, against: int) -> int:
        """Return the moves that hold none of the facts ``against``."""
        return sum(1 << index for index, facts in enumerate(self.moves) if not facts & against)

    def _walk(self, facts: int) -> tuple[Outcome, int]:
        """Return the decision where ``facts`` hold besides the rest of the question, and the variables tested."""
        found = self._walked.get(facts)
        if found is None:
            point = self.own.copy()
            for place in _bits(facts):
                for variable, index in self.values[place]:
                    point[variable] = index
            found = self._walked[facts] = self.store.walk(self.root, point)
        return found

    def _matter(self, tested: int) -> int:
        """Return the moves (as bits) that touch one of the variables tested on a way."""
        found = self._touching.get(tested)
        if found is None:
            found = sum(1 << index for index, touched in enumerate(self.touched) if touched & tested)
            self._touching[tested] = found
        return found

    def alone(self) -> list[Outcome]:
        """Return the decision to which each move leads alone."""
        return [self._walk(facts)[0] for facts in self.moves]

    def _together(self, base: _Reached, move: int, *, matters: bool) -> _Reached:
        """Return some moves with one more that fits them."""
        facts = base.facts | self.moves[move]
        outcome, tested = self._walk(facts) if matters else (base.outcome, base.tested)
        return _Reached((*base.moves, move), facts, outcome, tested, base.fitting & self.fitting[move])

    def _all(self, together: int, most: int) -> list[_Reached]:
        """Return the combinations in which every move matters, the smallest first."""
        if (together, most) not in self._found:
            self._found[together, most] = list(self._combined(together, most))
        return self._found[together, most]

    def _combined(self, together: int, most: int) -> Iterator[_Reached]:
        every = (1 << len(self.moves)) - 1
        level: dict[tuple[int, ...], _Reached] = {(): _Reached((), 0, *self._walk(0), every)}
        for size in range(1, together + 1):
            following: dict[tuple[int, ...], _Reached] = {}
            for base in level.values():
                matter = self._matter(base.tested)
                later = base.fitting & ~((1 << (base.moves[-1] + 1)) - 1) if base.moves else base.fitting
                for move in _bits(later & matter if size == together else later):
                    matters = bool(matter >> move & 1)
                    if (base.facts | self.moves[move]).bit_count() > most:
                        continue
                    each = matters and self._each_matters((*base.moves, move), level)
                    if not each and size == together:
                        continue
                    found = self._together(base, move, matters=matters)
                    following[found.moves] = found
                    if each:
                        yield found
            level = following

    def _each_matters(self, moves: tuple[int, ...], level: Mapping[tuple[int, ...], _Reached]) -> bool:
        """Whether each move touches what the others lead past: else they lead there without it."""
        return all(
            self.touched[move] & level[moves[:place] + moves[place + 1 :]].tested
            for place, move in enumerate(moves[:-1])
        )

    def _least(self, facts: int, target: Outcome) -> list[int]:
        """Return the smallest parts of ``facts`` that lead to ``target``, none of which contains another."""
        found: list[int] = []
        single = [1 << place for place in _bits(facts)]
        for size in range(1, len(single) + 1):
            for part in map(sum, combinations(single, size)):
                inside = any(smaller & part == smaller for smaller in found)
                if not inside and self._walk(part)[0] is target:
                    found.append(part)
        return found

    def sets(self, target: Outcome, together: int, most: int) -> list[Facts]:
        """Return the smallest sets of facts that lead to ``target``, the most realistic first.

        Args:
            target: another decision than the question's own.
            together: how many moves are combined at most.
            most: how many facts stand in one set at most.
        """
        found: dict[int, tuple[int, tuple[int, ...]]] = {}
        for reached in self._all(together, most):
            facts = reached.facts
            if reached.outcome is not target or any(smaller & facts == smaller for smaller in found):
                continue
            ranks = tuple(self.ranks[move] for move in reached.moves)
            for part in self._least(facts, target):
                found.setdefault(part, (len(ranks), ranks))
        minimal = [facts for facts in found if not any(other & facts == other != facts for other in found)]
        order = sorted(minimal, key=lambda facts: (found[facts][0], facts.bit_count() > 1, found[facts][1]))
        return [frozenset(self.facts[place] for place in _bits(facts)) for facts in order]
