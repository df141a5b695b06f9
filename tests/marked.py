"""Ordinances whose references are marked where they stand: ``[[前条第2項|9.2]]``, several places with blanks between, ``!``: open.

Behind the bar stands what :func:`reference_places.written` writes behind ``=``; nothing for 章, 別表 and 様式.
"""

import re

from reference_places import written

from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.ordinance.references import resolve

_MARK = re.compile(r"\[\[(?P<words>[^|\]]*)\|(?P<places>[^\]]*)\]\]")


def unmarked(text: str, start: int = 0) -> tuple[str, list[tuple[int, str]]]:
    """Return the text without its marks, and what is marked: where it begins (``start`` added), words and place."""
    pieces: list[str] = []
    marks: list[tuple[int, str]] = []
    position = length = 0
    for mark in _MARK.finditer(text):
        pieces += (text[position : mark.start()], mark["words"])
        length += mark.start() - position
        marks += ((start + length, f"{mark['words']}={place}") for place in mark["places"].split() or [""])
        length += len(mark["words"])
        position = mark.end()
    return "".join([*pieces, text[position:]]), marks


def found(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
    """Return what is read in a stretch of a text, in the form of :func:`unmarked`."""
    references = resolve(parse(Document(text=text))).references
    stop = len(text) if end is None else end
    return [(one.span[0], written(one)) for one in references if start <= one.span[0] < stop]
