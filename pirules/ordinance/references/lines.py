"""A node's own words as one line: line breaks of a hard-wrapped text and spaces inside 第 5 条 taken out, places kept."""

import re

from pirules.ordinance.model import Span

_NUMERAL = "0-9〇一二三四五六七八九十百千"
#: White space that stands inside a reference by accident of layout.
_ACCIDENT = re.compile(
    rf"[ \t]*[\r\n]\s*|(?<=第)\s+|(?<=[{_NUMERAL}])\s+(?=[条項号章節編の])|(?<=[条項号の])\s+(?=[第{_NUMERAL}])|(?<=[前次同各])\s+(?=[条項号])"
)
_PHYSICAL = re.compile(r"[^\n]+\n?")
_SPACED = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


class Line:
    """Folded words to be read in ``[start, end)``.

    ``places`` maps each of them to the document (``None``: the same place); ``row``: they are a row of a table.
    """

    __slots__ = ("end", "folded", "places", "row", "start")

    def __init__(
        self, folded: str, start: int, end: int, places: list[int] | None = None, row: bool = False
    ) -> None:
        self.folded = folded
        self.start = start
        self.end = end
        self.places = places
        self.row = row

    def span(self, start: int, end: int) -> Span:
        """Return the place in the document of ``[start, end)``."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def place(self, position: int) -> int:
        """Return the place in the document of one position."""
        return position if self.places is None else self.places[min(position, len(self.places) - 1)]


def lines_of(text: str, folded: str, pieces: list[Span], tabular: bool) -> list[Line]:
    """Return the lines that ``pieces`` make: one, unless there are rows of a table in it (``tabular``: each line is one)."""
    if len(pieces) == 1:
        start, end = pieces[0]
        words = folded[start:end].strip()
        if not words:
            return []
        broken = "\n" in words or "\r" in words
        if not broken and " " not in words:
            return [Line(folded, start, end)]
        if broken and (tabular or "\t" in text[start:end]):
            return _rows(text, folded, start, end, tabular=tabular)
    compact, places = _compact(folded, pieces)
    return [Line(compact, 0, len(compact), places)] if compact else []


def _rows(text: str, folded: str, start: int, end: int, *, tabular: bool) -> list[Line]:
    """Divide words with a table: what stands before the first row, and each row (cells are parted by tabs)."""
    lines: list[Line] = []
    prose: list[Span] = []
    for match in _PHYSICAL.finditer(text, start, end):
        if not tabular and "\t" not in match[0]:
            prose.append(match.span())
            continue
        if prose:
            lines.append(_joined(folded, prose))
            prose = []
        lines.append(Line(folded, match.start(), match.end(), row=not tabular))
    if prose:
        lines.append(_joined(folded, prose))
    return lines


def _joined(folded: str, pieces: list[Span]) -> Line:
    compact, places = _compact(folded, pieces)
    return Line(compact, 0, len(compact), places)


def _compact(folded: str, pieces: list[Span]) -> tuple[str, list[int]]:
    joined = "".join(folded[start:end] for start, end in pieces)
    places = [place for start, end in pieces for place in range(start, end)]
    gaps = [match.span() for match in _ACCIDENT.finditer(joined)]
    if len(_SPACED.findall(joined)) * 4 > len(joined):  # a PDF that puts a space behind every character
        gaps = [match.span() for match in re.finditer(r"\s+", joined)]
    if gaps:
        kept: list[str] = []
        kept_places: list[int] = []
        position = 0
        for start, end in [*gaps, (len(joined), len(joined))]:
            kept.append(joined[position:start])
            kept_places += places[position:start]
            position = end
        return "".join(kept), kept_places
    return joined, places
