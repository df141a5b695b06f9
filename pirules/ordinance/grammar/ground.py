"""Where something may begin in words that lost their line ends: behind a sentence, a heading, an item, or a place that was cut."""

from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.run_on import ENDS, VERB_ENDS, Lists, before, pairs

# Behind these a list goes on; and right behind the name of a law its articles are named (法第5条, 旧条例附則).
_GOES_ON = frozenset("第、はがをにへとのでやも又及び並同前次本該")
_OF_A_LAW = frozenset("条項号法令例則程約綱")
_HEADING = 40  # characters of the name of a 章
BARE = 120  # characters of a line that have a 。 or 、 somewhere


def is_bare(text: str, line: Line) -> bool:
    """Whether a line lost its punctuation too: a long one without 。 and 、."""
    return (
        line.last - line.first >= BARE
        and text.find("。", line.first, line.last) < 0
        and text.find("、", line.first, line.last) < 0
    )


class Ground:
    """A line of the text, and what was cut in it so far."""

    def __init__(self, folded: str) -> None:
        self._text = folded
        self._pairs = pairs(folded)
        self._openings = {close: opening for opening, close in self._pairs.items()}
        self._lists = Lists(folded)
        self._begun = self._contents = False
        self._heading = -_HEADING
        self._first = 0
        self._places: set[int] = set()
        self._strong = 0
        self._bare = False

    def _cut(self, place: int, *, strong: bool = False) -> None:
        while place < len(self._text) and self._text[place] == " ":
            place += 1
        self._places.add(place)
        self._strong += strong and place > self._first

    def _is_free(self, start: int, *, bracket: bool = False) -> bool:
        """Whether something may begin here: behind a sentence, a heading, an item of a list, or what was cut off.

        Args:
            start: the place.
            bracket: what begins is a bracket, not 第…条, which may be one of the law named before it.
        """
        previous = before(self._text, start, self._first)
        if (
            not previous
            or start in self._places
            or self._ends(start, previous)
            or (self._bare and self._is_set_off(start, previous, bracket=bracket))
        ):
            return True
        if start - self._heading <= _HEADING and "。" not in self._text[self._heading : start]:
            return True
        if self._text[max(0, start - _HEADING) : start].rstrip().endswith(("削除", "削 除")):
            return True
        if not self._lists.open or previous in _GOES_ON:
            return False
        if bracket or self._text[start - 1] == " " or self._text.endswith(("事項", "方法"), 0, start):
            return True
        return previous not in _OF_A_LAW

    def _is_set_off(self, start: int, previous: str, *, bracket: bool) -> bool:
        """Whether something may begin in words without punctuation: behind a verb, or where a blank parts it from a noun."""
        if previous in VERB_ENDS:
            return bracket or self._text[start - 1] == " "
        return previous not in _GOES_ON and self._text[start - 1] == " " and (bracket or not self._begun)

    def _ends(self, start: int, previous: str) -> bool:
        """Whether a sentence ends before a place: 「。」, 「…を除く。）」, 「…する。（平20条例5・一部改正）」."""
        if previous not in ")]】":
            return previous in ENDS
        closing = self._text.rindex(previous, self._first, start)
        opening = self._openings.get(closing + 1, closing)
        if self._contents or self._text[closing - 1] == "。" or opening in self._places:
            return True
        return before(self._text, opening, self._first) in ("。", "")
