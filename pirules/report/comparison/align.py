"""Which unit of the new text continues which unit of the old one: moved, renumbered, split and merged ones included.

Likeness is measured on content without place numbers, so that renumbering costs nothing; captions and position only
break ties.  Units that say the very same are linked first; the others best-first.  Greedy assignment is enough here:
legal articles are long and differ from one another.  In a long text each unit is only measured against those that share
its rarest words (:mod:`pirules.report.comparison.candidates`), so that time grows with the length of the text.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pirules.report.comparison.candidates import Candidates, containment, likeness
from pirules.report.comparison.lines import MAIN, Unit

# Below this likeness two units are different law, even under one caption (found on constructed amendments, bench/).
LIKE = 0.55
# A part of a split or merged unit must be found again to this share in the other text …
CONTAINED = 0.8
# … or to this one where its neighbour went the same way.
CONTAINED_BESIDE = 0.5
# What stands between the same neighbours under the same caption was rewritten, if it shares at least this much.
REWRITTEN = 0.2
_SHORTEST_PART = 15


@dataclass(frozen=True, slots=True)
class Link:
    """A unit of the old text continues in a unit of the new one; indexes into both lists.

    ``kind`` is ``match``, ``split`` (the old unit's text went to several) or ``merge``.
    """

    old: int
    new: int
    kind: str
    likeness: float


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Return the links between ``old`` and ``new``, ordered by the new text, then by the old one."""
    if not old or not new:
        return []
    aligner = _Aligner(old, new)
    aligner.identical()
    aligner.alike()
    aligner.rewritten()
    links = _by_number([*aligner.links, *aligner.parts()], old, new)
    return sorted(links, key=lambda link: (link.new, link.old))


def _by_number(links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Let the part that keeps the number of a split or merged unit continue it, however much went to the other one."""

    def same(link: Link) -> bool:
        a, b = old[link.old], new[link.new]
        return bool(a.number) and (a.place, a.number) == (b.place, b.number)

    result = list(links)
    for k, part in enumerate(links):
        if part.kind == "match" or not same(part):
            continue
        for m, link in enumerate(result):
            joined = link.old == part.old if part.kind == "split" else link.new == part.new
            if link.kind == "match" and joined and not same(link):
                result[k], result[m] = replace(part, kind="match"), replace(link, kind=part.kind)
    return result


def _side(unit: Unit) -> tuple[str, bool]:
    """Return what two units must share to be linked at all: their type, and 本則 or 附則."""
    return unit.type.value, unit.place == MAIN


class _Aligner:
    """Links two lists of units, stage by stage."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self._old = old
        self._new = new
        self._to_new: dict[int, int] = {}
        self._to_old: dict[int, int] = {}
        self.links: list[Link] = []

    def _link(self, i: int, j: int, likeness: float) -> None:
        self._to_new[i] = j
        self._to_old[j] = i
        self.links.append(Link(i, j, "match", likeness))

    def identical(self) -> None:
        """Link units that say the very same under the same caption, in their order; then those without regard to it."""
        for with_caption in (True, False):
            places: dict[tuple[object, ...], list[int]] = defaultdict(list)
            for i, unit in enumerate(self._old):
                if i not in self._to_new and unit.content:
                    places[self._key(unit, with_caption)].append(i)
            wanted: dict[tuple[object, ...], list[int]] = defaultdict(list)
            for j, unit in enumerate(self._new):
                if j not in self._to_old and unit.content:
                    wanted[self._key(unit, with_caption)].append(j)
            for key, numbers in wanted.items():
                # Where one side has more of the same, position decides: that is left to the next stage.
                if len(places.get(key, ())) == len(numbers):
                    for i, j in zip(places[key], numbers, strict=True):
                        self._link(i, j, 1.0)

    @staticmethod
    def _key(unit: Unit, with_caption: bool) -> tuple[object, ...]:
        return (*_side(unit), unit.content, unit.caption if with_caption else "")

    def alike(self) -> None:
        """Link what is most alike first."""
        for score, alike, i, j in self._scores():
            if i in self._to_new or j in self._to_old:
                continue
            a, b = self._old[i], self._new[j]
            # A heading, a contents list or a short 趣旨 may change almost wholly and still be the same place.
            same_place = a.caption and a.caption == b.caption and a.number == b.number
            single = not a.number and _one_of_a_kind(a, self._old) and _one_of_a_kind(b, self._new)
            if score >= LIKE or single or (same_place and alike > LIKE / 2):
                self._link(i, j, alike)

    def _scores(self) -> list[tuple[float, float, int, int]]:
        old_left = [i for i in range(len(self._old)) if i not in self._to_new]
        new_left = [j for j in range(len(self._new)) if j not in self._to_old]
        candidates = Candidates([(i, self._old[i]) for i in old_left], len(new_left))
        rows = []
        for j in new_left:
            b = self._new[j]
            for i in candidates.of(b):
                a = self._old[i]
                if _side(a) != _side(b):
                    continue
                alike = likeness(a.content, b.content)
                rows.append((alike + self._bonus(i, j), alike, i, j))
        rows.sort(key=lambda row: (-row[0], row[2], row[3]))
        return rows

    def _bonus(self, i: int, j: int) -> float:
        a, b = self._old[i], self._new[j]
        bonus = 0.15 if a.caption and a.caption == b.caption else 0.0
        if a.place == b.place and a.number and a.number == b.number:
            bonus += 0.05
        return bonus - 0.02 * abs(i / max(1, len(self._old)) - j / max(1, len(self._new)))

    def rewritten(self) -> None:
        """Link what stands between the same neighbours: an article that was rewritten at its place."""
        for j, b in enumerate(self._new):
            before = self._to_old.get(j - 1)
            if j in self._to_old or before is None:
                continue
            i = before + 1
            if i >= len(self._old) or i in self._to_new or _side(self._old[i]) != _side(b):
                continue
            after = self._to_old.get(j + 1)
            if after != i + 1 and not (i + 1 == len(self._old) and j + 1 == len(self._new)):
                continue
            a = self._old[i]
            alike = likeness(a.content, b.content)
            captioned = bool(a.caption) and a.caption == b.caption
            if alike >= (REWRITTEN if captioned else LIKE / 2 + REWRITTEN / 2):
                self._link(i, j, alike)

    def parts(self) -> list[Link]:
        """Find units without a partner whose text went into, or came out of, a unit that has one."""
        found: list[Link] = []
        lost = [i for i in range(len(self._old)) if i not in self._to_new]
        came = [j for j in range(len(self._new)) if j not in self._to_old]
        from_old = Candidates(list(enumerate(self._old)), len(came))
        from_new = Candidates(list(enumerate(self._new)), len(lost))
        for j in came:
            beside = [self._to_old.get(j + step) for step in (-1, 1)]
            best = _best(self._new[j], self._old, from_old.of(self._new[j]), beside)
            if best is not None:
                found.append(Link(best[1], j, "split", best[0]))
        for i in lost:
            beside = [self._to_new.get(i + step) for step in (-1, 1)]
            best = _best(self._old[i], self._new, from_new.of(self._old[i]), beside)
            if best is not None:
                found.append(Link(i, best[1], "merge", best[0]))
        return found


def _best(
    part: Unit, wholes: Sequence[Unit], places: Iterable[int], beside: Sequence[int | None]
) -> tuple[float, int] | None:
    """Return the unit that a part is found in, with the share found; a neighbour's partner needs less."""
    if len(part.content) < _SHORTEST_PART:
        return None
    shares = [
        (containment(part.content, wholes[k].content), k)
        for k in {*places, *(k for k in beside if k is not None)}
        if _side(wholes[k]) == _side(part)
    ]
    enough = [(s, k) for s, k in shares if s >= (CONTAINED_BESIDE if k in beside else CONTAINED)]
    return max(enough, key=lambda entry: (entry[0], -entry[1]), default=None)


def _one_of_a_kind(unit: Unit, others: Sequence[Unit]) -> bool:
    count = 0
    for other in others:
        count += other.type is unit.type and other.place == unit.place
        if count > 1:
            return False
    return count == 1
