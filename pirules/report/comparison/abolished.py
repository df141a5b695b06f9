"""「第7条及び第8条　削除」: the number stays and the words go, so it stands beside what it takes the place of; 「別表第2　削除」 too."""

from collections.abc import Sequence

from pirules.ordinance.model import NodeType
from pirules.report.comparison.align import Link
from pirules.report.comparison.lines import Unit
from pirules.report.comparison.words import said

# What is left of 「第7条及び第8条　削除」 and 「第16条から第18条まで　削除」 without the numbers.
_EMPTIED = {"削除", "及び削除", "からまで削除"}
_NUMBERED = {NodeType.ARTICLE, NodeType.APPENDED_TABLE, NodeType.FORM}
_MOST_DIGITS = 9


def abolitions(old: Sequence[Unit], new: Sequence[Unit], links: Sequence[Link]) -> dict[int, list[int]]:
    """Return which old articles each new 削除 article replaces: index of the new unit to those of the old ones.

    Args:
        old: the units of the old text.
        new: those of the new text.
        links: what :func:`~pirules.report.comparison.align.align` has linked; linked units are left as they are.
    """
    taken_old = {link.old for link in links}
    taken_new = {link.new for link in links}
    free = {
        (unit.type, unit.place, unit.number): i
        for i, unit in enumerate(old)
        if i not in taken_old and unit.type in _NUMBERED and not _is_emptied(unit)
    }
    found: dict[int, list[int]] = {}
    for j, unit in enumerate(new):
        if j in taken_new or not _is_emptied(unit):
            continue
        keys = [key for key in free if key[:2] == (unit.type, unit.place) and _covers(unit.number, key[2])]
        if keys:
            found[j] = [free.pop(key) for key in keys]
    return found


def _is_emptied(unit: Unit) -> bool:
    return unit.type in _NUMBERED and unit.content.removeprefix(said(unit.label)) in _EMPTIED


def _covers(range_: str, number: str) -> bool:
    """Tell whether ``7:9`` (or ``7``) holds ``8``; 枝番 count as lying behind their article."""
    first, _, last = range_.partition(":")
    if not last:
        return first == number
    return _parts(first) <= _parts(number) <= _parts(last)


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split("_") if part.isdecimal() and len(part) <= _MOST_DIGITS]
