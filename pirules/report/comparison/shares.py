"""Which lines of a unit went which way when it was split, and which came whence when units were merged.

The table shows every line once: the part that became an article of its own stands beside that article, and what was left
stays beside what continues the unit.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from pirules.report.comparison.align import Link
from pirules.report.comparison.lines import Line, Unit, is_caption
from pirules.report.comparison.words import said

# A line of a unit goes another way than the unit itself only if it is clearly found there.
_FOUND = 60.0
#: Letters of a line that its likeness is measured on, and lines of a unit that are looked at.
_LETTERS, _LINES = 500, 200


class Shares:
    """The lines that each link shows, where a unit has several links."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], links: Sequence[Link]) -> None:
        self._old = _owners(old, new, [(link.old, link.new, link.kind == "match") for link in links])
        self._new = _owners(new, old, [(link.new, link.old, link.kind == "match") for link in links])

    def old_lines(self, link: Link, unit: Unit) -> tuple[Line, ...]:
        """Return the lines of the old ``unit`` that stand beside the new unit of ``link``."""
        return _shown(unit, self._old.get(link.old), link.new)

    def new_lines(self, link: Link, unit: Unit) -> tuple[Line, ...]:
        """Return the lines of the new ``unit`` that stand beside the old unit of ``link``."""
        return _shown(unit, self._new.get(link.new), link.old)


def _shown(unit: Unit, owners: Sequence[int] | None, other: int) -> tuple[Line, ...]:
    if owners is None:
        return unit.lines
    return tuple(line for line, owner in zip(unit.lines, owners, strict=True) if owner == other)


def _owners(
    units: Sequence[Unit], others: Sequence[Unit], pairs: Sequence[tuple[int, int, bool]]
) -> Mapping[int, list[int]]:
    """Return for each unit with several partners the partner that each of its lines stands beside."""
    partners: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    for unit, other, is_main in pairs:
        partners[unit].append((is_main, other))
    return {
        unit: _line_owners(units[unit], found, others) for unit, found in partners.items() if len(found) > 1
    }


def _line_owners(unit: Unit, partners: Sequence[tuple[bool, int]], others: Sequence[Unit]) -> list[int]:
    main = max(partners)[1]
    captioned = next(
        (other for _, other in partners if unit.caption and others[other].caption == unit.caption), main
    )
    words = {other: _words(others[other].lines) for _, other in partners}
    owners: list[int] = []
    for number, line in enumerate(unit.lines):
        if is_caption(line.text):
            owners.append(captioned)
            continue
        text = _bare(line)
        scores = {
            other: max((fuzz.ratio(text, found) for found in words[other]), default=0.0) for other in words
        }
        best = max(scores, key=lambda other: (scores[other], other == main))
        owners.append(best if number < _LINES and scores[best] >= _FOUND else main)
    return owners


def _words(lines: Sequence[Line]) -> list[str]:
    return [_bare(line) for line in lines[:_LINES] if not is_caption(line.text)]


def _bare(line: Line) -> str:
    """Return what a line says without the number of its place."""
    return said(line.text).removeprefix(said(line.label))[:_LETTERS]
