"""A place of this ordinance that can be referred to, what lies below it, and its neighbours.

Entries know their neighbours, so that 前条 of 第10条 is 第9条の2 where there is one.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pirules.ordinance.grammar.enumerators import follows, last_key
from pirules.ordinance.model import Node, NodeType
from pirules.ordinance.references.pattern import ARTICLE, ITEM, PARAGRAPH, SUBITEM, Level
from pirules.text.fold import fold
from pirules.text.numerals import AIUEO, IROHA

#: The nodes that can be referred to by a number.
LEVELS = {
    NodeType.ARTICLE: ARTICLE,
    NodeType.PARAGRAPH: PARAGRAPH,
    NodeType.ITEM: ITEM,
    NodeType.SUBITEM: SUBITEM,
}
#: Up to so many places are looked through one by one.
_FEW = 24

#: Article, paragraph, item, subitem; ``None`` for a level that isn't meant.
Numbers = tuple[str | None, str | None, str | None, str | None]


class Entry:
    """A place of this ordinance; ``level`` is ``None`` for the 本則 or a 附則 as a whole.

    What lies below is made when somebody asks: most places are never referred to.  ``law`` is that of a reference to it.
    """

    #: Whether only some of the places below are printed (see :mod:`.part`).
    partial = False

    __slots__ = (
        "_by_number",
        "_kids",
        "index",
        "law",
        "level",
        "node",
        "number",
        "parent",
        "place",
        "supplementary",
    )

    def __init__(
        self,
        parent: "Entry | None",
        level: Level | None,
        node: Node | None,
        number: str | None,
        index: int = 0,
    ) -> None:
        self.parent = parent
        self.level = level
        self.node = node
        self.number = number
        self.index = index
        #: The :class:`~pirules.ordinance.references.frame.Place` of this entry, once somebody has asked for it.
        self.place: object = None
        self.law: str | None = None
        self.supplementary = False
        if parent is not None:
            self.law = parent.law
            self.supplementary = parent.supplementary
        self._kids: list[Entry] | None = None
        self._by_number: dict[str, Entry] | None = None

    @property
    def label(self) -> str:
        """The label of a subitem without spaces and brackets, as printed or as it was before it was lost."""
        if self.level is not SUBITEM or self.node is None:
            return ""
        return _bare(self.node.label) if self.node.label else self._lost_label()

    def _lost_label(self) -> str:
        """Return the label that a subitem had before it was lost: イロハ where 号 are 一, 二, else アイウ."""
        place, number = self.parent, self.number
        while place is not None and (place.node is None or not place.node.label):
            place = place.parent
        label = fold(place.node.label or "") if place is not None and place.node is not None else ""
        kana = IROHA if label and not any(map(str.isdigit, label)) else AIUEO
        return kana[int(number) - 1 : int(number)] if number and number.isdecimal() else ""

    @property
    def kids(self) -> "list[Entry]":
        """The places directly below, in the order of the text."""
        kids = self._kids
        if kids is None:
            kids = self._kids = []
            for node in self.node.children if self.node is not None else ():
                level = LEVELS.get(node.type)
                if level is not None:
                    kids.append(Entry(self, level, node, node.number, len(kids)))
        return kids

    def add(self, level: Level, node: Node, number: str | None) -> "Entry":
        """Append a place to those of a whole: an article, through all 章 and 節 (or a paragraph, where it has none)."""
        kids = self.kids
        entry = Entry(self, level, node, number, len(kids))
        kids.append(entry)
        return entry

    def kid(self, number: str | None) -> "Entry | None":
        """Return the first place directly below with that number (of a subitem: with that label or number)."""
        if number is None:
            return None
        table = self._by_number
        if table is None:
            if self._kids is None and self.node is not None and len(self.node.children) <= _FEW:
                return self._pick(number)
            table = self._by_number = {}
            for kid in self.kids:
                for name in (kid.number, kid.label):
                    if name:
                        table.setdefault(name, kid)
        return table.get(number)

    def _pick(self, number: str) -> "Entry | None":
        """Find one of few places below without making the others."""
        index = 0
        for node in self.node.children if self.node is not None else ():
            level = LEVELS.get(node.type)
            if level is None:
                continue
            if level is SUBITEM:
                return next((kid for kid in self.kids if number in (kid.number, kid.label)), None)
            if node.number == number:
                return Entry(self, level, node, number, index)
            index += 1
        return None

    def up(self, level: Level) -> "Entry | None":
        """Return this entry or the one above it at ``level``."""
        entry: Entry | None = self
        while entry is not None and entry.level is not level:
            entry = entry.parent
        return entry

    @property
    def whole(self) -> "Entry":
        """The 本則 or 附則 that this place lies in."""
        entry = self
        while entry.parent is not None:
            entry = entry.parent
        return entry

    def neighbours(self, distance: int) -> list["Entry"] | None:
        """Return the ``|distance|`` places before (negative) or after this one at its level; ``None`` if there are fewer.

        Paragraphs and items are counted within their parent, articles within the 本則 or 附則; none where a number is missing.
        """
        if self.parent is None:
            return None
        if self.parent.partial:
            return self.parent.around(self, distance)
        kids = self.parent.kids
        first, last = sorted((self.index + distance, self.index + (1 if distance > 0 else -1)))
        if first < 0 or last >= len(kids):
            return None
        if self.level is ARTICLE and not unbroken(kids[min(first, self.index) : max(last, self.index) + 1]):
            return None  # an article between them isn't printed (抄, half of a text)
        return kids[first : last + 1]

    def around(self, entry: "Entry", distance: int) -> list["Entry"] | None:
        """Return neighbours of a place below this one that isn't printed as a whole; see :meth:`.part.Part.around`."""
        raise NotImplementedError

    def numbers(self) -> Numbers:
        """Return the numbers of this place."""
        numbers: list[str | None] = [None, None, None, None]
        entry: Entry | None = self
        while entry is not None and (level := entry.level) is not None:
            number = entry.number
            if level is SUBITEM and numbers[SUBITEM] is not None:
                # a place below イ is named from イ on: イ(2) is "1.2"
                number = f"{number}.{numbers[SUBITEM]}"
            numbers[level] = number
            entry = entry.parent
        article, paragraph, item, subitem = numbers
        return article, paragraph, item, subitem

    def forget(self) -> "list[Entry]":
        """Let go the places below and what was made of this one; return them: places know each other both ways."""
        kids = self._kids or []
        self.place = self._by_number = self._kids = None
        return kids


@lru_cache(maxsize=1024)
def _bare(label: str) -> str:
    """Return a printed label without spaces and brackets."""
    return "".join(fold(label).split()).strip("()")


def unbroken(entries: Sequence[Entry]) -> bool:
    """Whether articles stand in order without one missing between them."""
    for before, after in pairwise(entries):
        one, two = before.number, after.number
        # Nearly always the next number: no need to remember each of the ten thousand articles of a long text.
        if (
            one
            and two
            and not (one.isdecimal() and two == str(int(one) + 1))
            and not follows(last_key(one), two)
        ):
            return False
    return True


def below(entry: Entry, level: Level) -> Iterator[Entry]:
    """Yield all places at ``level`` directly below ``entry``, or below its paragraphs when it is an article."""
    for kid in entry.kids:
        if kid.level is level:
            yield kid
        elif level is ITEM and kid.level is PARAGRAPH:
            yield from (item for item in kid.kids if item.level is level)
