"""Split a stretch of text into sentences, and tell which part of a provision each one is."""

import re
from dataclasses import dataclass

from pirules.clauses.brackets import scan
from pirules.clauses.model import Role

_STOPS = frozenset("。．")
_BLANK = " \t\r\n\f\v　\u00a0\ufeff\u200b"
_PROVISO = re.compile(r"(?:ただし|但し|但)[、，,]?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a node: its place ``[start, end)`` in the text that was split, and its role."""

    start: int
    end: int
    role: Role


def split(text: str, *, item: bool = False) -> list[Sentence]:
    """Split ``text`` at each 。 that stands outside of brackets and quotation marks.

    Args:
        text: the own text of one node.
        item: the text is that of a 号 or of what stands below a 号.

    Returns:
        The sentences in order, without surrounding white space; none for a blank text.
    """
    groups = scan(text).groups
    sentences: list[Sentence] = []
    position = 0
    for stop in [*_stops(text, [(group.start, group.end) for group in groups]), len(text)]:
        start, end = _strip(text, position, stop)
        position = stop
        if start < end:
            sentences.append(Sentence(start, end, _role(text[start : start + 4], len(sentences), item=item)))
    return sentences


def _stops(text: str, groups: list[tuple[int, int]]) -> list[int]:
    stops: list[int] = []
    position = 0
    for start, end in [*groups, (len(text), len(text))]:
        stops += [i + 1 for i in range(position, start) if text[i] in _STOPS and not _decimal(text, i)]
        position = end
    return stops


def _decimal(text: str, position: int) -> bool:
    """Tell whether a full-width stop is the decimal point of a number (２．５)."""
    return (
        text[position] == "．"
        and 0 < position < len(text) - 1
        and text[position - 1].isdigit()
        and text[position + 1].isdigit()
    )


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _role(head: str, position: int, *, item: bool) -> Role:
    if _PROVISO.match(head):
        return Role.PROVISO
    if position > 0:
        return Role.SECOND_SENTENCE
    return Role.ITEM if item else Role.MAIN
