"""A sieve before many patterns: which of them may hold at all, by the words that each needs (:mod:`pirules.gap.literals`).

What a text meets is one number, a bit for each need of each pattern; the first needs of all patterns come first, then the second,
and so on.  A text is gone through once, whatever the number of patterns (Aho and Corasick's automaton).
"""

from collections.abc import Iterable, Iterator, Sequence

from pirules.gap.literals import Atom

#: Longer words are told by their first characters as well.
_LONGEST = 6


class _Finder:
    """Finds which of some words stand in a text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._moves: list[dict[str, int]] = [{}]
        self._ends: list[tuple[str, ...]] = [()]
        for word in words:
            self._ends[self._state_of(word)] = (word,)
        # Where to go on when a word breaks off: to the longest end of what was read that begins another word.
        self._back = [0] * len(self._moves)
        states = list(self._moves[0].values())
        for state in states:
            for character, further in self._moves[state].items():
                back = self._back[further] = self._step(self._back[state], character)
                self._ends[further] += self._ends[back]
                states.append(further)

    def _state_of(self, word: str) -> int:
        state = 0
        for character in word:
            if character not in self._moves[state]:
                self._moves[state][character] = len(self._moves)
                self._moves.append({})
                self._ends.append(())
            state = self._moves[state][character]
        return state

    def _step(self, state: int, character: str) -> int:
        while state and character not in self._moves[state]:
            state = self._back[state]
        return self._moves[state].get(character, 0)

    def found(self, text: str) -> set[str]:
        """Return the words that stand in a text."""
        moves, back = self._moves, self._back
        state, passed = 0, set()
        for character in text:  # as in _step, without its call
            while (further := moves[state].get(character)) is None and state:
                state = back[state]
            state = further or 0
            passed.add(state)
        return {word for state in passed for word in self._ends[state]}


class Sieve:
    """Knows the needs of some patterns.

    Args:
        needs: for each pattern sets of which at least one atom must be met; none where nothing is known of it.

    Attributes:
        scopes: the parts that some need speaks of.
    """

    def __init__(self, needs: Sequence[Sequence[frozenset[Atom]]]) -> None:
        self._size = len(needs)
        self._rounds = max(map(len, needs), default=0)
        #: What is met whatever the text says: needs that a pattern doesn't have.
        self._free = 0
        #: For each part the words with the needs that they meet.
        self._words: dict[str, dict[str, int]] = {}
        for number, own in enumerate(needs):
            for turn in range(self._rounds):
                bit = 1 << (turn * self._size + number)
                if turn >= len(own):
                    self._free |= bit
                    continue
                for scope, word in own[turn]:
                    words = self._words.setdefault(scope, {})
                    words[word[:_LONGEST]] = words.get(word[:_LONGEST], 0) | bit
        self.scopes = tuple(self._words)
        self._finder = _Finder({word for words in self._words.values() for word in words})

    def words_in(self, text: str) -> set[str]:
        """Return the words in a text that some pattern needs somewhere."""
        return self._finder.found(text)

    def met(self, found: set[str], scope: str) -> int:
        """Return the needs that words meet in one part, as bits."""
        words, bits = self._words.get(scope, {}), 0
        for word in found & words.keys():
            bits |= words[word]
        return bits

    def among(self, text: str) -> Iterator[int]:
        """Yield the numbers of the patterns that may match a text, where texts have one part."""
        return self.passed(self.met(self.words_in(text), ""))

    def passed(self, met: int) -> Iterator[int]:
        """Yield the numbers of the patterns all whose needs are met, in their order."""
        met |= self._free
        left = (1 << self._size) - 1
        for turn in range(self._rounds):
            left &= met >> (turn * self._size)
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest
