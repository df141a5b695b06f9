"""A stretch of text as patterns see it: one spelling, no white space, arabic numerals, with the way back to the source.

Ordinances write the same words in many ways (第六十九条/第69条, full width, line breaks inside a sentence).
Patterns are written once, over a :class:`View`; every place found in it maps back to a span of the text itself.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pirules.ordinance.model import Span
from pirules.text.fold import fold
from pirules.text.numerals import parse_int

# Kanji numbers are rewritten only where a unit shows that they are numbers: 「第三者」「一部」 stay words.
_NUMBER = re.compile(
    r"第[〇零一二三四五六七八九十百千]{1,12}(?=条|項|号|章|節|款|編)"
    r"|(?<=[条項号])の[一二三四五六七八九十百]{1,4}(?![〇零一二三四五六七八九十百千])(?!部)"
    r"|[0-9]{1,4}万(?:[0-9]{1,4})?(?=円|人)"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9万])"
    r"|[〇零一二三四五六七八九十百千万]{1,14}(?=日|回|円|年|月|箇月|か月|ヶ月|週間|人|歳|時間|銭|枚|件|名|パーセント)"
)
_SOLID = re.compile(r"[^\s\u200b\ufeff\u00ad]+")
_BRACKET = re.compile("[()]")
_MAX_EVIDENCE = 160
_DIGITS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万"
_UNITS = "年月日円条項号人件回箇週時割倍枚歳種"
_LONGEST_NUMBER = 16
# A number that stands before a place that begins with the rest of it or with what it counts, and what goes on behind one.
_BEGUN_NUMBER = re.compile(rf"第?[{_DIGITS}](?:[{_DIGITS},，]*[{_DIGITS}])?$")
_GOES_ON = re.compile(rf"[{_DIGITS}{_UNITS}]")
_REST_OF_NUMBER = re.compile(rf"[{_DIGITS},，]*(?:か月|ヶ月|箇月|週間|時間|[{_UNITS}])?")


@dataclass(frozen=True, slots=True)
class Strip:
    """Characters to match on, with the source span of each."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> Span:
        """Return the span of the source that characters ``start`` to ``end`` came from."""
        if start >= end:
            return (self.starts[start], self.ends[start]) if start < len(self.starts) else (0, 0)
        return self.starts[start], self.ends[min(end, len(self.ends)) - 1]


@dataclass(frozen=True, slots=True)
class View:
    """``full``: all characters; ``bare``: without what stands in brackets （…）, which only restricts or names."""

    full: Strip
    bare: Strip

    @property
    def text(self) -> str:
        """The normalised characters, brackets included."""
        return self.full.text


def _letters(source: str, spans: Sequence[Span]) -> Strip:
    words: list[str] = []
    starts: list[int] = []
    for start, end in spans:
        for word in _SOLID.finditer(fold(source[start:end])):
            words.append(word[0])
            starts.extend(range(start + word.start(), start + word.end()))
    return Strip("".join(words), tuple(starts), tuple(position + 1 for position in starts))


def _spliced(strip: Strip, changes: Iterable[tuple[int, int, str]]) -> Strip:
    """Write other characters from ``begin`` to ``end``, keeping the places of the source; the strip itself where nothing changes."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for begin, end, new in changes:
        text.append(strip.text[position:begin])
        starts.extend(strip.starts[position:begin])
        ends.extend(strip.ends[position:begin])
        text.append(new)
        starts.extend([strip.starts[begin]] * len(new))
        ends.extend([strip.ends[end - 1]] * len(new))
        position = end
    if position == 0:
        return strip
    text.append(strip.text[position:])
    starts.extend(strip.starts[position:])
    ends.extend(strip.ends[position:])
    return Strip("".join(text), tuple(starts), tuple(ends))


def rewritten(
    strip: Strip, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str | None]
) -> Strip:
    """Write each match of ``pattern`` as ``written`` says (``None``: as it is); the strip itself where nothing changes."""
    found = ((match.start(), match.end(), written(match)) for match in pattern.finditer(strip.text))
    return _spliced(strip, ((begin, end, new) for begin, end, new in found if new is not None))


def _number(match: re.Match[str]) -> str | None:
    prefix = 1 if match[0][0] in "第の" else 0
    value = parse_int(match[0][prefix:])
    return None if value is None else match[0][:prefix] + str(value)


def _without_brackets(strip: Strip) -> Strip:
    """Leave out （…）, nested ones too; an unclosed bracket stays, so that a damaged text loses nothing."""
    if "(" not in strip.text:
        return strip
    closing: dict[int, int] = {}
    stack: list[int] = []
    for bracket in _BRACKET.finditer(strip.text):
        if bracket[0] == "(":
            stack.append(bracket.start())
        elif stack:
            closing[stack.pop()] = bracket.start()
    outer: list[tuple[int, int, str]] = []
    for opening, closed in sorted(closing.items()):
        if not outer or opening >= outer[-1][1]:
            outer.append((opening, closed + 1, ""))
    return _spliced(strip, outer)


def make_view(
    source: str,
    spans: Sequence[Span],
    terms: re.Pattern[str] | None = None,
    canonical: Mapping[str, str] | None = None,
    plain: Callable[[Strip], Strip] | None = None,
) -> View:
    """Return the view of the given stretches of ``source``, in their order.

    Args:
        source: the text.
        spans: the stretches.
        terms: finds terms that the ordinance defined for itself.
        canonical: the word that each of them is read as.
        plain: writes plain and old words as patterns know them.
    """
    full = rewritten(_letters(source, spans), _NUMBER, _number)
    if plain is not None:
        full = plain(full)
    if terms is not None and canonical is not None:
        full = rewritten(full, terms, lambda match: canonical.get(match[0]))
    return View(full, _without_brackets(full))


def spelled(parts: Sequence[View | str]) -> View:
    """Return views one behind another with words between them, which lie at the view before them (the first at the one behind)."""
    return View(
        _spelled([part if isinstance(part, str) else part.full for part in parts]),
        _spelled([part if isinstance(part, str) else part.bare for part in parts]),
    )


def _spelled(parts: Sequence[Strip | str]) -> Strip:
    first = next((part for part in parts if not isinstance(part, str) and part.text), None)
    start, end = (first.starts[0], first.starts[0] + 1) if first is not None else (0, 0)
    text = ""
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    for part in parts:
        if isinstance(part, str):
            text, starts, ends = text + part, starts + (start,) * len(part), ends + (end,) * len(part)
        elif part.text:
            text, starts, ends = text + part.text, starts + part.starts, ends + part.ends
            start, end = part.ends[-1] - 1, part.ends[-1]
    return Strip(text, starts, ends)


def joined(spans: Sequence[Span], limit: int = 4) -> tuple[Span, ...]:
    """Merge overlapping places and keep the first ``limit``, each cut to a length that a person reads."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((start, min(end, start + _MAX_EVIDENCE)) for start, end in merged[:limit] if end > start)


def whole_numbers(span: Span, source: str) -> Span:
    """Return a place of the source that cuts no number in two: 「年以下の拘禁刑」 is 「1年以下の拘禁刑」."""
    start, end = span
    behind = _REST_OF_NUMBER.match(source, end)
    if end and source[end - 1] in _DIGITS and behind is not None:
        end = behind.end()
    before = _BEGUN_NUMBER.search(source[max(0, start - _LONGEST_NUMBER) : start])
    if start < end and _GOES_ON.match(source[start]) and before is not None:
        start -= len(before[0])
    return start, end
