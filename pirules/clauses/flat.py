"""The bare sentence: brackets lifted out, place names of provisions folded, every character's origin kept.

A parenthesis says something about the noun before it and nothing about the frame of the sentence; a quotation is one
name.  Without them, what is left is short enough for a grammar, and every place in it leads back to the text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from pirules.clauses.brackets import Group, scan
from pirules.ordinance.model import Span

QUOTE = "\ue000"  # stands for a quotation 「…」
PLACE = "\ue001"  # stands for 第69条第2項 and the like
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_NUMBER = "[0-9０-９一二三四五六七八九十百千〇○元]+"
_ONE_PLACE = rf"第{_NUMBER}(?:編|章|節|款|目|条|項|号|欄|表)(?:の{_NUMBER}(?![分円年月日人個回時])){{0,3}}"
_PLACES = re.compile(
    rf"{_ONE_PLACE}(?:の?{_ONE_PLACE}){{0,5}}(?:から{_ONE_PLACE}(?:{_ONE_PLACE}){{0,5}}まで)?"
)
_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters that no text may hold, but broken files do
_COMMA = str.maketrans({"，": "、", "．": "。", "､": "、", "｡": "。"})


@dataclass(frozen=True, slots=True)
class Flat:
    """A sentence without brackets.

    Attributes:
        text: the bare characters; :data:`QUOTE` and :data:`PLACE` stand for what was folded.
        starts: for each bare character the place in the source where it begins; one more for the end.
        ends: for each bare character the place where it ends.
        parentheses: the lifted （…）, each with its place in the source.
        quotes: the lifted 「…」 by the index of their stand-in.
        unbalanced: places of brackets without a partner.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    parentheses: tuple[Group, ...]
    quotes: dict[int, Group]
    unbalanced: tuple[int, ...]

    def span(self, begin: int, end: int) -> Span:
        """Return the place in the source of the bare characters ``[begin, end)``, parentheses behind them left out."""
        return self.starts[begin], self.ends[end - 1]

    def span_with_parentheses(self, begin: int, end: int) -> Span:
        """Return the place of ``[begin, end)`` with a parenthesis that stands directly behind it."""
        start, stop = self.span(begin, end)
        index = bisect_left(self.parentheses, stop, key=lambda group: group.start)
        while index < len(self.parentheses) and self.parentheses[index].start == stop:
            stop = self.parentheses[index].end
            index += 1
        return start, stop


def flatten(source: str) -> Flat:
    """Return the bare form of one sentence; linear in its length."""
    brackets = scan(source)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    quotes: dict[int, Group] = {}

    def copy(begin: int, stop: int) -> None:
        position = begin
        for blank in _BLANK.finditer(source, begin, stop):
            keep(position, blank.start())
            position = blank.end()
        keep(position, stop)

    def keep(begin: int, stop: int) -> None:
        chars.append(source[begin:stop])
        starts.extend(range(begin, stop))
        ends.extend(range(begin + 1, stop + 1))

    position = 0
    for group in brackets.groups:
        copy(position, group.start)
        position = group.end
        if group.quote:
            quotes[len(starts)] = group
            chars.append(QUOTE)
            starts.append(group.start)
            ends.append(group.end)
    copy(position, len(source))
    parentheses = tuple(group for group in brackets.groups if not group.quote)
    bare = _SURROGATES.sub("〓", "".join(chars).translate(_COMMA))
    return _fold_places(Flat(bare, tuple(starts), tuple(ends), parentheses, quotes, brackets.unbalanced))


def _fold_places(flat: Flat) -> Flat:
    """Fold each 第…条第…項第…号 into one character, so that its numerals and particles can't mislead the grammar."""
    if "第" not in flat.text:
        return flat
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    quotes: dict[int, Group] = {}
    position = 0

    def keep(begin: int, stop: int) -> None:
        for index in range(begin, stop):
            if index in flat.quotes:
                quotes[len(starts) + index - begin] = flat.quotes[index]
        parts.append(flat.text[begin:stop])
        starts.extend(flat.starts[begin:stop])
        ends.extend(flat.ends[begin:stop])

    for match in _PLACES.finditer(flat.text):
        keep(position, match.start())
        parts.append(PLACE)
        starts.append(flat.starts[match.start()])
        ends.append(flat.ends[match.end() - 1])
        position = match.end()
    keep(position, len(flat.text))
    return Flat("".join(parts), tuple(starts), tuple(ends), flat.parentheses, quotes, flat.unbalanced)
