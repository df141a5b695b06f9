"""What doesn't change is left out as town halls write it: 「第3条・第4条　（略）」, 「2・3　（略）」, 「第3章　（略）」.

Only places of one kind are joined.  The items of an unchanged paragraph go with it; a chapter of which nothing changes goes
as a whole, while the heading of one of which something changes is printed, since it says where one is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pirules.ordinance.model import GROUPS, NodeType
from pirules.report.comparison.lines import MAIN
from pirules.report.comparison.rows import OMITTED, Pair, Row
from pirules.report.comparison.words import Run

Paragraph = tuple[Run, ...]
# How far out a heading stands; what stands deeper belongs to it until one comes that stands as far out.
_HEADINGS = {kind: depth for depth, kind in enumerate((NodeType.SUPPLEMENTARY, *GROUPS))}
# These stand outside of every chapter.
_OUTSIDE = {NodeType.HEADING, NodeType.CONTENTS, NodeType.PREAMBLE, NodeType.APPENDED_TABLE, NodeType.FORM}
_WITHIN = 9
_FEW = 2
_PARAGRAPH = 1
_NAMES = {NodeType.CONTENTS: "目次", NodeType.PREAMBLE: "前文"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that is left out: places of the same ``kind`` are named together; one without a ``name`` needs none."""

    kind: object
    name: str
    depth: int = 0


def _written(places: Sequence[_Place]) -> Iterator[tuple[_Place | None, Paragraph]]:
    """Name the places that are left out, neighbours of one kind in one line, each line with the first of them."""
    groups: list[list[_Place]] = []
    for place in places:
        if not place.name:
            continue
        if groups and groups[-1][0].kind == place.kind:
            groups[-1].append(place)
        else:
            groups.append([place])
    if not groups:
        yield None, (Run(OMITTED),)
    for group in groups:
        names = [place.name for place in group]
        name = "・".join(names) if len(names) <= _FEW else f"{names[0]}～{names[-1]}"
        if group[0].kind is NodeType.SUPPLEMENTARY:
            # Several 附則 have no numbers that could be a range.
            name = names[0]
        yield group[0], (Run(f"{name}\u3000{OMITTED}"),)


def omitted_lines(pairs: Sequence[Pair], following: Pair | None) -> list[Pair]:
    """Return what stands for a run of unchanged lines within an article: 「第2条　（略）」, 「2～4　（略）」, 「(1)・(2)　（略）」.

    Args:
        pairs: the run.
        following: the line after it, ``None`` at the end; the items of a paragraph that goes on there are named.
    """
    places: list[_Place] = []
    ends = _ends([_depth(pair) for pair in [*pairs, following]])
    position = 0
    while position < len(pairs):
        pair, end = pairs[position], ends[position]
        if pair.label:
            places.append(_Place((_depth(pair), pair.depth), pair.label, pair.depth))
        # What belongs to a place goes with it; a line without a label belongs to the place before it.
        position = end if pair.label and end <= len(pairs) else position + 1
    return [
        Pair(line, line, same=True, depth=place.depth if place else 0) for place, line in _written(places)
    ]


def _depth(pair: Pair | None) -> int:
    """Return how deep a line stands; the first paragraph, which prints the number of its article, holds no other."""
    if pair is None:
        return -1
    return max(pair.depth, _PARAGRAPH) if pair.label else _WITHIN


def _level(row: Row | None) -> int:
    """Return how far out a row stands; beyond the last one everything ends."""
    if row is None:
        return -1
    return 0 if row.unit.type in _OUTSIDE else _HEADINGS.get(row.unit.type, _WITHIN)


def omitted_rows(rows: Sequence[Row], following: Row | None) -> list[Paragraph]:
    """Return what stands for a run of unchanged rows, in the lines of one cell.

    Args:
        rows: the run.
        following: the row after it, ``None`` at the end; a chapter that goes on behind the run isn't left out whole.
    """
    lines: list[Paragraph] = []
    places: list[_Place] = []
    ends = _ends([_level(row) for row in [*rows, following]])
    position = 0
    while position < len(rows):
        row, end = rows[position], ends[position]
        is_heading = row.unit.type in _HEADINGS
        if is_heading and end > len(rows):
            # Something in it changes: its heading is printed, what it holds is named by itself.
            lines += [*_named(places), _printed(row)]
            places = []
        else:
            places.append(_place(row))
        position = end if is_heading and end <= len(rows) else position + 1
    return [*lines, *_named(places)]


def _named(places: Sequence[_Place]) -> list[Paragraph]:
    return [line for _, line in _written(places)] if places else []


def _ends(levels: Sequence[int]) -> list[int]:
    """Return for each place the next one that stands as far out; ``len(levels)`` where none does."""
    ends = [len(levels)] * len(levels)
    waiting: list[int] = []
    for number, level in enumerate(levels):
        while waiting and level <= levels[waiting[-1]]:
            ends[waiting.pop()] = number
        waiting.append(number)
    return ends


def _printed(row: Row) -> Paragraph:
    return (Run("\u3000".join(line.text.strip() for line in row.unit.lines)),)


def _place(row: Row) -> _Place:
    unit = row.unit
    if unit.type in _HEADINGS:
        return _Place(unit.type, row.new_label)
    # Within a 附則, whose heading stands above, its articles and paragraphs go by their numbers.
    name = row.new_label if unit.place == MAIN else unit.label
    return _Place((unit.type, unit.place), name or _NAMES.get(unit.type, ""))
