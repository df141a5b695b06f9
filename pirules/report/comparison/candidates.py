"""Which units are worth measuring against one another: all of them in a short text, those with shared rare words in a long one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from pirules.report.comparison.lines import Unit

_GRAM = 3
#: Up to so many pairs everything is measured.
_ALL_PAIRS = 40_000
#: A run of letters that stands in more units than this says nothing about which one is meant.
_RARE = 40
_MOST = 12
#: Up to this product of lengths, contents are compared letter by letter.
_EXACT = 100_000_000
#: Letters of a unit that the index looks at.
_LONGEST = 4_000


@lru_cache(maxsize=4096)
def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1)))


def containment(part: str, whole: str) -> float:
    """Return the share (0 to 1) of ``part``'s character trigrams that stand in ``whole``."""
    small, large = _grams(part), _grams(whole)
    found = sum(min(count, large[gram]) for gram, count in small.items() if gram in large)
    return found / max(1, sum(small.values()))


def likeness(a: str, b: str) -> float:
    """Return how alike two contents are, 0 to 1; very long ones by their shared trigrams, whose time is linear."""
    if len(a) * len(b) <= _EXACT:
        return fuzz.ratio(a, b) / 100
    ours, theirs = _grams(a), _grams(b)
    shared = sum(min(count, theirs[gram]) for gram, count in ours.items() if gram in theirs)
    return 2 * shared / max(1, sum(ours.values()) + sum(theirs.values()))


class Candidates:
    """The units of one text that a unit of the other may continue."""

    def __init__(self, units: Sequence[tuple[int, Unit]], against: int) -> None:
        """Make an index of ``units`` (with their places), unless ``against`` so few others that all can be measured."""
        self._all = [place for place, _ in units]
        self._index: dict[str, list[int]] | None = None
        self._captions: dict[str, list[int]] = defaultdict(list)
        if len(units) * against <= _ALL_PAIRS:
            return
        self._index = defaultdict(list)
        for place, unit in units:
            for gram in set(_grams(unit.content[:_LONGEST])):
                postings = self._index[gram]
                if len(postings) <= _RARE:
                    postings.append(place)
            if unit.caption and len(self._captions[unit.caption]) < _MOST:
                self._captions[unit.caption].append(place)

    def of(self, unit: Unit) -> Iterable[int]:
        """Return the places of units worth measuring against ``unit``."""
        if self._index is None:
            return self._all
        shared: Counter[int] = Counter()
        for gram in set(_grams(unit.content[:_LONGEST])):
            postings = self._index.get(gram, ())
            if len(postings) <= _RARE:
                shared.update(postings)
        likely = [place for place, _ in shared.most_common(_MOST)]
        return dict.fromkeys([*likely, *self._captions.get(unit.caption, ())] if unit.caption else likely)
