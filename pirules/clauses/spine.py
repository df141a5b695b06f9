"""The growing tree of a sentence: what a unit can see to its right, and which predicates carry a clause."""

from collections.abc import Mapping

from pirules.clauses.cursor import Unit
from pirules.clauses.lexicon import CLAUSE_NOUNS
from pirules.clauses.scopes import describing, embedded
from pirules.clauses.topics import conditioned, first_topic
from pirules.clauses.units import is_adnominal

_MAX_SPINE = 120


class Spine:
    """The heads settled so far, from right to left; the *spine* is what a unit can hang on without crossing a branch."""

    def __init__(self, units: list[Unit], advice: Mapping[int, int] | None = None) -> None:
        self.units = units
        self.advice = advice or {}
        self.questions: list[tuple[int, list[int]]] = []
        self.root = len(units) - 1
        self.children: list[list[int]] = [[] for _ in units]
        self.filled: list[set[str]] = [set() for _ in units]
        self.adnominal = [is_adnominal(unit) for unit in units]
        self.clausal = [False] * len(units)
        self.topics: list[int] = []
        self.embedded = embedded(units)
        self.describing = describing(units)
        self.conditioned = conditioned(units)
        self.first_topic = first_topic(units)

    def open(self) -> list[int]:
        """Return the units whose head is open in a way that shows: not where all options lie in the same branch."""
        shown: list[int] = []
        for index, options in self.questions:
            if len({self._branch(option) for option in options}) > 1:
                shown.append(index)
            else:
                self.units[index].doubtful = self.units[index].asked = False
        return shown

    def _branch(self, index: int) -> int:
        """The unit below the root from which a unit hangs (the root for itself)."""
        at = index
        while self.units[at].head not in {-1, self.root}:
            at = self.units[at].head
        return at

    def _spine(self, index: int) -> list[int]:
        spine: list[int] = []
        at = index + 1
        while at >= 0 and len(spine) < _MAX_SPINE:
            spine.append(at)
            at = self.units[at].head
        if spine and at >= 0:
            spine.append(self.root)
        return spine

    def _is_clausal(self, index: int) -> bool:
        """Tell whether a predicate carries a clause of its own and not a mere description of a thing."""
        unit = self.units[index]
        if unit.head < 0 or not self.adnominal[index]:
            head = unit.head
            joined = unit.form in {"cont", "te"} and head >= 0 and self.units[head].kind == "V"
            return self.clausal[head] if joined else True
        return self._opens_clause(unit.head)

    def _opens_clause(self, index: int) -> bool:
        """Tell whether a noun like とき makes a clause of the sentence; within a relative clause it doesn't."""
        while self.units[index].noun in CLAUSE_NOUNS:
            head = self.units[index].head
            if head < 0:
                return True
            if self.units[head].kind == "V":
                return self.clausal[head]
            index = head
        return False

    def _next_noun(self, spine: list[int]) -> int:
        for at in spine:
            if self._nominal(at):
                return at
        return spine[0]

    def _nominal(self, at: int) -> bool:
        """Tell a noun, also one with である (委員である者) or なく (正当な理由なく): what stands before it may describe it."""
        unit = self.units[at]
        return unit.kind == "N" or (unit.case == "で" and not unit.sahen) or unit.case.startswith("なく")

    def _predicates(self, spine: list[int]) -> list[int]:
        return [at for at in spine if self.units[at].kind == "V"]

    def _top(self, spine: list[int]) -> int:
        """The main predicate, as seen from a place in the sentence."""
        predicates = self._predicates(spine)
        if not predicates:
            return spine[-1]
        plain = [at for at in predicates if not self.adnominal[at]]
        return plain[-1] if plain else predicates[-1]

    def _ask(self, index: int, options: list[int]) -> int:
        """Take the model's advice if it is one of the options; without advice the first option, noted as open."""
        if len(options) < 2:  # noqa: PLR2004 - one option is no question
            return options[0]
        self.questions.append((index, options))
        advised = self.advice.get(index)
        if advised in options:
            self.units[index].asked = True
            return options[options.index(advised)]
        self.units[index].doubtful = True
        return options[0]

    def _apart(self, index: int, predicate: int) -> bool:
        """Tell whether arguments stand between an adverb and a predicate (not so in 「あらかじめその指名する委員」)."""
        return any(
            not self.adnominal[at] and self.units[at].kind != "R" for at in range(index + 1, predicate)
        )
