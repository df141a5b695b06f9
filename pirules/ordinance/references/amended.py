"""References in 改め文: 「第3条第2項中「…」を…に改める。」 names places of the ordinance that is amended.

The instructions are read as words about it; what they insert or rewrite whole, as provisions of it.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from pirules.ordinance.amendments import Amended, Insertion, amendments
from pirules.ordinance.law_names import law_key
from pirules.ordinance.model import Ordinance, Span
from pirules.ordinance.references.entry import Entry
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.laws import LawTable
from pirules.ordinance.references.pattern import ARTICLE
from pirules.ordinance.references.tree import Tree
from pirules.text.fold import fold


class AmendedLaws:
    """The stretches of an ordinance that amend others, each with the law that its words belong to.

    Attributes:
        read: places of what is inserted that was read as provisions; ``unread``: whose place the instruction doesn't tell.
    """

    def __init__(self, ordinance: Ordinance, table: LawTable) -> None:
        all_amended = amendments(ordinance)
        self._stretches = [(one.span, _named(table, one)) for one in all_amended]
        self._starts = [span[0] for span, _ in self._stretches]
        self._inserted = [one for amended in all_amended if not amended.whole for one in amended.insertions]
        self._firsts = [one.span[0] for one in self._inserted]
        ends = [one.span[1] for one in self._inserted]
        self._frames: dict[int, Frame] = {}
        self.read: set[Span] = set()
        self.unread: set[Span] = set()
        self._cuts = sorted({*self._starts, *self._firsts, *ends})

    def __bool__(self) -> bool:
        """Whether the ordinance amends any other."""
        return bool(self._stretches)

    def at(self, position: int) -> str | None:
        """Return the law that the words at ``position`` amend, ``None`` outside 改め文."""
        place = bisect_right(self._starts, position) - 1
        if place < 0 or position >= self._stretches[place][0][1]:
            return None
        return self._stretches[place][1]

    def frame_at(self, position: int, law: str, here: Entry | None) -> Frame:
        """Return the frame of the instructions around ``position``: one for all that amend the same ordinance."""
        place = bisect_right(self._starts, position)
        frame = self._frames.get(place)
        if frame is None:
            frame = self._frames[place] = _amending_frame(here, law)
        return frame

    def inserted_at(self, position: int) -> Insertion | None:
        """Return what is inserted or rewritten whole around ``position``."""
        place = bisect_right(self._firsts, position) - 1
        if place < 0 or position >= self._inserted[place].span[1]:
            return None
        return self._inserted[place]

    def whole(self, tree: Tree) -> Place | None:
        """Return the ordinance that this one is made to amend, when it has no articles of its own that 第3条 could mean."""
        if not self._stretches or any(kid.level is ARTICLE for kid in tree.main.kids):
            return None
        first_kid = tree.main.kids[0].node if tree.main.kids else None
        span, law = self._stretches[0]
        inside = first_kid is not None and first_kid.span[0] <= span[0] <= first_kid.span[1]
        return Place(law) if inside else None

    def divide(self, pieces: list[Span]) -> list[list[Span]]:
        """Cut a stretch of words where 改め文 begin in it, and what they insert."""
        parts: list[list[Span]] = [[]]
        for start, end in pieces:
            low, high = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
            inside = self._cuts[low:high]
            for begin, stop in pairwise([start, *inside, end]):
                if begin in inside:
                    parts.append([])
                parts[-1].append((begin, stop))
        return [part for part in parts if part]


def _named(table: LawTable, amended: Amended) -> str:
    """Return the law that is amended; a 附則 may call it by its short name (公開条例の一部を次のように改正する。)."""
    term = table.meaning(fold(amended.name), amended.span[0])
    return term.law if term is not None and term.law is not None else law_key(amended.name)


def _amending_frame(here: Entry | None, law: str) -> Frame:
    """Return the frame of words that amend ``law``: their numbers count there, and what is inserted looks back to nothing."""
    frame = Frame(here)
    frame.quoting = True
    frame.amending = Place(law)
    frame.owners = (frame.amending,)
    return frame
