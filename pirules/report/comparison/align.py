"""Which unit of the new text continues which unit of the old one: moved, renumbered, split and merged ones included.

Likeness is measured on content without place numbers, so that renumbering costs nothing; captions and position only
break ties.  Greedy best-first assignment is enough here: legal articles are long and differ from one another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pirules.report.comparison.lines import MAIN, Unit

# Below this likeness two units are different law, even under one caption (found on constructed amendments, bench/).
LIKE = 0.55
# A part of a split or merged unit must be found again to this share in the other text.
CONTAINED = 0.8
_SHORTEST_PART = 15
_GRAM = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A unit of the old text continues in a unit of the new one; indexes into both lists.

    ``kind`` is ``match``, ``split`` (the old unit's text went to several) or ``merge``.
    """

    old: int
    new: int
    kind: str
    likeness: float


def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1)))


def containment(part: str, whole: str) -> float:
    """Return the share (0 to 1) of ``part``'s character trigrams that stand in ``whole``."""
    small, large = _grams(part), _grams(whole)
    return sum((small & large).values()) / max(1, sum(small.values()))


def _scores(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[float, float, int, int]]:
    matrix = process.cdist(
        [unit.content for unit in old], [unit.content for unit in new], scorer=fuzz.ratio, dtype=float
    )
    rows = []
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            if a.type is not b.type or (a.place == MAIN) != (b.place == MAIN):
                continue
            likeness = float(matrix[i][j]) / 100
            bonus = 0.0
            if a.caption and a.caption == b.caption:
                bonus += 0.15
            if a.place == b.place and a.number and a.number == b.number:
                bonus += 0.05
            distance = abs(i / max(1, len(old)) - j / max(1, len(new)))
            rows.append((likeness + bonus - 0.02 * distance, likeness, i, j))
    rows.sort(key=lambda row: (-row[0], row[2], row[3]))
    return rows


def _one_of_a_kind(unit: Unit, others: Sequence[Unit]) -> bool:
    return sum(other.type is unit.type and other.place == unit.place for other in others) == 1


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Return the links between ``old`` and ``new``, ordered by the new text, then by the old one."""
    if not old or not new:
        return []
    links: list[Link] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for score, likeness, i, j in _scores(old, new):
        if i in taken_old or j in taken_new:
            continue
        # A heading, a contents list or a short 趣旨 may change almost wholly and still be the same place.
        same_place = old[i].caption and old[i].caption == new[j].caption and old[i].number == new[j].number
        single = not old[i].number and _one_of_a_kind(old[i], old) and _one_of_a_kind(new[j], new)
        if score < LIKE and not single and not (same_place and likeness > LIKE / 2):
            continue
        taken_old.add(i)
        taken_new.add(j)
        links.append(Link(i, j, "match", likeness))
    links += _parts(old, new, taken_old, taken_new)
    return sorted(links, key=lambda link: (link.new, link.old))


def _parts(old: Sequence[Unit], new: Sequence[Unit], taken_old: set[int], taken_new: set[int]) -> list[Link]:
    """Find units without a partner whose text went into, or came out of, a unit that has one."""
    found: list[Link] = []
    for j, unit in enumerate(new):
        if j not in taken_new and len(unit.content) >= _SHORTEST_PART:
            best = max(
                ((containment(unit.content, a.content), i) for i, a in enumerate(old) if a.type is unit.type),
                default=(0.0, -1),
            )
            if best[0] >= CONTAINED:
                found.append(Link(best[1], j, "split", best[0]))
    for i, unit in enumerate(old):
        if i not in taken_old and len(unit.content) >= _SHORTEST_PART:
            best = max(
                ((containment(unit.content, b.content), j) for j, b in enumerate(new) if b.type is unit.type),
                default=(0.0, -1),
            )
            if best[0] >= CONTAINED:
                found.append(Link(i, best[1], "merge", best[0]))
    return found
