"""Ranges: from two places to all that lie between them (第3条から第5条まで, 第5条第1項第2号から第6条第1項第1号まで)."""

import re

from pirules.ordinance.references import national
from pirules.ordinance.references.entry import Entry
from pirules.ordinance.references.frame import Place
from pirules.ordinance.references.pattern import ARTICLE, PARAGRAPH, Level
from pirules.text.numerals import parse_int

#: A range that counts more places than this is a misprint (第1条から第99999条まで).
LONGEST = 500

_N = "[0-9〇一二三四五六七八九十百]{1,6}"
_UNIT = "号様式|[編章節款目号]"
_NUMBERED = re.compile(rf"第?(?P<number>{_N})(?P<unit>{_UNIT})?$")
# What goes on from a numbered 章, 別表 or 様式: 「から別表第3まで」, 「又は第2号」.
_MORE = re.compile(
    rf"(?:(?P<range>から|~)|、|及び|又は|並びに|若しくは|・)(?P<head>別表|(?:別記)?様式)?第(?P<number>{_N})(?P<unit>{_UNIT})?"
    rf"(?P<end>まで)?(?![0-9〇一二三四五六七八九十百条項号種類級部]|の{_N})"
)
# Rows of a 別表 that are named by numbers, two at least: 「別表第1第3号から第5号まで」.
_ROWS = re.compile(
    rf"第{_N}[項号](?:の{_N})*(?:(?:から|、|及び|又は|並びに|若しくは)第{_N}[項号](?:の{_N})*(?:まで)?)+(?![条項号])"
)


def between(first: Place, last: Place) -> list[Place]:
    """Return the places from ``first`` to ``last``, both included; the two alone where it isn't known what lies between.

    In this ordinance all that exist, each at the level of the two ends (between ends of two levels, the widest that hold
    nothing else).  In another law articles are those that the index knows; what it doesn't know is counted.
    """
    if first.entry is not None and last.entry is not None:
        return [Place.of(entry) for entry in _covered(first.entry, last.entry)] or [first, last]
    if not (first.foreign and last.foreign) or first.depth is None or last.depth is None:
        return [first, last]
    if last.depth is PARAGRAPH and first.depth is ARTICLE:
        # 法第67条から第69条第2項まで: 項 have no branch numbers.
        return [
            *_counted(first, last.cut(ARTICLE), ARTICLE)[:-1],
            *_counted(last.with_number(PARAGRAPH, "1", ok=last.ok), last, PARAGRAPH),
        ]
    if last.depth is not first.depth:
        return [first, last]
    return _counted(first, last, last.depth)


def _counted(first: Place, last: Place, level: Level) -> list[Place]:
    base = last.above(level)
    start, end = first.numbers[level], last.numbers[level]
    if start is None or end is None or first.above(level).numbers != base.numbers:
        return [first, last]
    known = national.articles_between(last.law or "", start, end) if level is ARTICLE else []
    numbers = known if 0 < len(known) <= LONGEST else _count(start, end)
    if numbers is None:
        return [first, last]
    return [*(base.with_number(level, number, ok=last.ok) for number in numbers[:-1]), last]


def _covered(first: Entry, last: Entry) -> list[Entry]:
    """Return the places of this ordinance from one to another in the order of the text; nothing if they don't stand so."""
    here, there = _way(first), _way(last)
    numbers, others = [entry.index for entry in here], [entry.index for entry in there]
    same = next(
        (place for place, (one, two) in enumerate(zip(numbers, others, strict=False)) if one != two), -1
    )
    if first.whole is not last.whole or same < 0 or numbers[same] > others[same] or min(numbers + others) < 0:
        return []
    found = [first]
    for entry in reversed(here[same + 1 :]):
        found += _beside(entry)[entry.index + 1 :]
    found += _beside(here[same])[numbers[same] + 1 : others[same]]
    for entry in there[same + 1 :]:
        found += _beside(entry)[: entry.index]
    found.append(last)
    if first.level is last.level and first.level is not None:
        found = _at(found, first.level)
    return found if len(found) <= LONGEST else []


def _way(entry: Entry) -> list[Entry]:
    """Return the places from the outermost down to this one."""
    way: list[Entry] = []
    while entry.parent is not None:
        way.append(entry)
        entry = entry.parent
    return way[::-1]


def _beside(entry: Entry) -> list[Entry]:
    return entry.parent.kids if entry.parent is not None else [entry]


def _at(entries: list[Entry], level: Level) -> list[Entry]:
    """Return the places at a level, instead of those above it that have some."""
    for _ in range(level):
        entries = [
            below
            for entry in entries[: LONGEST + 1]
            for below in (
                entry.kids if entry.level is not None and entry.level < level and entry.kids else [entry]
            )
        ]
    return entries


def forms_named(folded: str, start: int, end: int, stop: int) -> tuple[int, int]:
    """Return where a reference to 章, 別表 or 様式 ends with the range or enumeration that goes on from it, and how many it means.

    「別表第1から第3まで」 and 「様式第1号又は第2号」 are one expression; a 第3号 in it is no 号 of this text.

    Args:
        folded: the folded text.
        start: where the reference begins.
        end: where its first part ends.
        stop: where the line ends.
    """
    count = 1
    first = _NUMBERED.search(folded, start, end)
    while first is not None and (more := _MORE.match(folded, end, stop)) is not None:
        low, high = parse_int(first["number"]), parse_int(more["number"])
        if more["unit"] != first["unit"] or low is None or high is None:
            break
        if more["range"] and more["end"] and low < high <= low + LONGEST:
            count += high - low
        elif not (more["range"] or more["head"] or more["end"]) and more["unit"] in (None, "号"):
            count += 1  # 第1章及び第2章 are two expressions
        else:
            break
        first, end = more, more.end()
    rows = _ROWS.match(folded, end, stop) if folded.startswith("表", start + 1) else None
    return (rows.end() if rows is not None else end), count


def _count(start: str, end: str) -> list[str] | None:
    """Count from ``"3"`` to ``"5"`` or ``"5_3"``, from ``"9_2"`` to ``"9_5"``, from ``"25"`` to ``"25_9"``; else ``None``."""
    head, first = _split(start)
    same, last = _split(end)
    if "_" not in start and same.isdecimal() and int(same) > first and last <= LONGEST:
        whole = _count(start, same)  # 第3条から第5条の3まで
        return [*whole, *(f"{same}_{number}" for number in range(2, last + 1))] if whole else None
    if same == start and "_" not in start:
        return [start, *(f"{start}_{number}" for number in range(2, last + 1))] if last <= LONGEST else None
    if head != same or not 0 <= last - first <= LONGEST:
        return None
    prefix = f"{head}_" if head else ""
    return [f"{prefix}{number}" for number in range(first, last + 1)]


def _split(number: str) -> tuple[str, int]:
    head, _, last = number.rpartition("_")
    return head, int(last) if last.isdecimal() else 0
