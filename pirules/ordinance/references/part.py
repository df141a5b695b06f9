"""What is shown of another ordinance: the provisions that 改め文 insert or rewrite, and the places around them.

A :class:`Part` is a place of which only some places below are printed.  Neighbours among those are known; beyond them only
what the text itself tells: paragraphs, which have no branch numbers, are counted; an article or item is known when the
instruction names it (「第5条の次に次の1条を加える。」: 前条 of what is inserted is 第5条).
"""

from collections.abc import Sequence
from itertools import pairwise

from pirules.ordinance.model import Node
from pirules.ordinance.references.entry import Entry, unbroken
from pirules.ordinance.references.pattern import PARAGRAPH, Level
from pirules.ordinance.references.tree import Tree

#: Paragraphs that 前n項 counts at most.
_MOST = 50


class Part(Entry):
    """A place that isn't printed as a whole.

    Attributes:
        before: the place that stands before the printed ones, by the words of the instruction; ``after``: behind them.
    """

    __slots__ = ("after", "before")
    partial = True

    def __init__(
        self, parent: Entry | None, level: Level | None, node: Node | None, number: str | None, index: int = 0
    ) -> None:
        super().__init__(parent, level, node, number, index)
        self.before: Entry | None = None
        self.after: Entry | None = None

    def around(self, entry: Entry, distance: int) -> list[Entry] | None:
        """Return the ``|distance|`` places before or after one of those below this one; ``None`` if the text doesn't tell."""
        if entry.level is PARAGRAPH:
            return self._counted(entry, distance)
        row = [
            kid
            for kid in (self.before, *self.kids, self.after)
            if kid is not None and kid.level is entry.level
        ]
        place = row.index(entry)
        first, last = sorted((place + distance, place + (1 if distance > 0 else -1)))
        if first < 0 or last >= len(row) or any(one.number is None for one in row[first : last + 1]):
            return None
        between = row[min(first, place) : max(last, place) + 1]
        if any(
            None not in (one.number, two.number) and not unbroken((one, two))
            for one, two in pairwise(between)
        ):
            return None
        return row[first : last + 1]

    def _counted(self, entry: Entry, distance: int) -> list[Entry] | None:
        number = entry.number or ""
        if not number.isdecimal() or abs(distance) > _MOST:
            return None
        first, last = sorted((int(number) + distance, int(number) + (1 if distance > 0 else -1)))
        if first < 1:
            return None
        found: list[Entry] = []
        for value in range(first, last + 1):
            kid = self.kid(str(value))
            found.append(
                kid if kid is not None and kid.level is PARAGRAPH else self.beside(PARAGRAPH, str(value))
            )
        return found

    def beside(self, level: Level, number: str | None) -> Entry:
        """Return a place below this one that isn't printed."""
        return Part(self, level, None, number, -1)


class PartTree(Tree):
    """The places of a stretch that is inserted or rewritten whole.

    Args:
        nodes: the nodes of the stretch, below those of ``above``.
        law: the ordinance that it is put into.
        above: the numbers of the places that it stands in, outermost first; each has a node, and none is printed.
    """

    def __init__(self, nodes: Sequence[Node], law: str, above: Sequence[str | None]) -> None:
        self.law = law
        super().__init__(nodes)
        self.within = self.main
        if self.supplements:
            assert isinstance(self.supplements[0], Part)
            self.within = self.supplements[0]
        for number in above:
            inner = self.within.kids[0]
            assert inner.node is not None
            part = Part(self.within, inner.level, inner.node, number)
            self.within.kids[0] = part
            if id(inner.node) in self._entries:
                self._entries[id(inner.node)] = part
            self.within = part

    def _root(self, *, supplementary: bool) -> Part:
        part = Part(None, None, None, None)
        part.law = self.law
        part.supplementary = supplementary
        return part
