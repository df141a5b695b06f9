"""What exists in this ordinance: the articles, paragraphs, items and subitems of the 本則 and of each 附則, in order.

An :class:`Entry` is a place that can be referred to.  Entries know their neighbours, so that 前条 of 第10条 is 第9条の2 where
there is one.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count, pairwise
from typing import Any

from pirules.ordinance.grammar.enumerators import follows, last_key
from pirules.ordinance.model import Node, NodeType
from pirules.ordinance.references.model import SUPPLEMENTARY
from pirules.ordinance.references.pattern import ARTICLE, ITEM, PARAGRAPH, SUBITEM, Level
from pirules.text.fold import fold
from pirules.text.numerals import AIUEO, IROHA, kana_orders

_LEVELS = {
    NodeType.ARTICLE: ARTICLE,
    NodeType.PARAGRAPH: PARAGRAPH,
    NodeType.ITEM: ITEM,
    NodeType.SUBITEM: SUBITEM,
}
_GROUPS = frozenset(
    (
        NodeType.PART,
        NodeType.CHAPTER,
        NodeType.SECTION,
        NodeType.SUBSECTION,
        NodeType.DIVISION,
        NodeType.SUPPLEMENTARY,
    )
)
#: A 削除 range longer than this is a misreading, not a range.
_LONGEST_RANGE = 500
#: A list of kana goes no further than this.
_LONGEST_KANA = 20
#: Up to so many places are looked through one by one.
_FEW = 24


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
        "label",
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
        self.label = ""
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
    def kids(self) -> "list[Entry]":
        """The places directly below, in the order of the text."""
        kids = self._kids
        if kids is None:
            kids = self._kids = []
            for node in self.node.children if self.node is not None else ():
                level = _LEVELS.get(node.type)
                if level is SUBITEM:
                    self.add(level, node, node.number)
                elif level is not None:
                    kids.append(Entry(self, level, node, node.number, len(kids)))
        return kids

    def add(self, level: Level, node: Node, number: str | None) -> "Entry":
        """Append a place below this one."""
        kids = self._kids
        if kids is None:
            kids = self._kids = []
        entry = Entry(self, level, node, number, len(kids))
        if level is SUBITEM:
            entry.label = _bare(node.label) if node.label else self._lost_label(number)
        kids.append(entry)
        return entry

    def _lost_label(self, number: str | None) -> str:
        """Return the label that a subitem below had before it was lost: イロハ where 号 are 一, 二, else アイウ."""
        place: Entry | None = self
        while place is not None and (place.node is None or not place.node.label):
            place = place.parent
        label = fold(place.node.label or "") if place is not None and place.node is not None else ""
        kana = IROHA if label and not any(map(str.isdigit, label)) else AIUEO
        return kana[int(number) - 1 : int(number)] if number and number.isdecimal() else ""

    def kid(self, number: str | None) -> "Entry | None":
        """Return the first place directly below with that number (of a subitem: with that label or number)."""
        if number is None:
            return None
        if self._by_number is None:
            if self._kids is None and self.node is not None and len(self.node.children) <= _FEW:
                return self._pick(number)
            table: dict[str, Entry] = {}
            for kid in self.kids:
                for name in (kid.number, kid.label):
                    if name:
                        table.setdefault(name, kid)
            self._by_number = table
        return self._by_number.get(number)

    def _pick(self, number: str) -> "Entry | None":
        """Find one of few places below without making the others."""
        index = 0
        for node in self.node.children if self.node is not None else ():
            level = _LEVELS.get(node.type)
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

    def numbers(self) -> tuple[str | None, str | None, str | None, str | None]:
        """Return the numbers of this place: article, paragraph, item, subitem."""
        article = paragraph = item = subitem = None
        entry: Entry | None = self
        while entry is not None:
            level = entry.level
            if level is ARTICLE:
                article = entry.number
            elif level is PARAGRAPH:
                paragraph = entry.number
            elif level is ITEM:
                item = entry.number
            elif level is SUBITEM:
                # A place below イ is named from イ on: イ(2) is "1.2".
                subitem = entry.number if subitem is None else f"{entry.number}.{subitem}"
            entry = entry.parent
        return article, paragraph, item, subitem


#: A place, or the way to it: the place above (or the way to that) and the index below it.  Most places are never asked for.
Below = Entry | tuple[Any, int] | None


@lru_cache(maxsize=1024)
def _bare(label: str) -> str:
    """Return a printed label without spaces and brackets."""
    return "".join(fold(label).split()).strip("()")


class Tree:
    """The places of an ordinance: :attr:`main` (本則), :attr:`supplements` (each 附則).

    Attributes:
        law: the ordinance whose places they are, ``None`` for this one.
    """

    law: str | None = None

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self.main = self._root(supplementary=False)
        self.supplements: list[Entry] = []
        self._entries: dict[int, Entry] = {}
        self._flatten(nodes, self.main)

    def _root(self, *, supplementary: bool) -> Entry:
        """Return the 本則 or a 附則 as a whole."""
        root = Entry(None, None, None, None)
        root.supplementary = supplementary
        root.law = SUPPLEMENTARY if supplementary else None
        return root

    def _flatten(self, nodes: Sequence[Node], whole: Entry) -> None:
        """Collect the outermost places of the 本則 or a 附則: its articles, through all 章 and 節."""
        # An explicit stack: nothing in a hostile tree may exhaust the interpreter's own.
        stack = list(reversed(nodes))
        while stack:
            node = stack.pop()
            level = _LEVELS.get(node.type)
            if level is not None:
                self._entries[id(node)] = self._outermost(node, level, whole)
            elif node.type is NodeType.SUPPLEMENTARY:
                below = self._root(supplementary=True)
                self.supplements.append(below)
                self._entries[id(node)] = below
                self._flatten(node.children, below)
            elif node.type in _GROUPS:
                stack.extend(reversed(node.children))

    @staticmethod
    def _outermost(node: Node, level: Level, whole: Entry) -> Entry:
        first, _, last = (node.number or "").partition(":")
        if not last or not (first.isdecimal() and last.isdecimal()):
            return whole.add(level, node, node.number)
        # 第8条から第10条まで 削除: each of the numbers can be referred to, and counts as a neighbour.
        entry = whole.add(level, node, first)
        for number in range(int(first) + 1, min(int(last), int(first) + _LONGEST_RANGE) + 1):
            entry = whole.add(level, node, str(number))
        return entry

    def walk(self) -> Iterator[tuple[Node, Below]]:
        """Yield each node in the order of the text, with the way to its place (:func:`place_at`)."""
        entries = self._entries
        stack: list[tuple[Node, Below]] = [
            (node, entries.get(id(node), self.main if node.type in _GROUPS else None))
            for node in reversed(self._nodes)
        ]
        while stack:
            node, place = step = stack.pop()
            yield step
            children = node.children
            if not children:
                continue
            if place is None:
                below: list[tuple[Node, Below]] = [(child, None) for child in children]
            elif (
                isinstance(place, Entry) and place.node is None
            ):  # 章, 節, 附則: their articles were collected before
                below = [
                    (child, entries.get(id(child), place if child.type in _GROUPS else None))
                    for child in children
                ]
            else:
                index = count()
                below = [
                    (child, (place, next(index)) if child.type in _LEVELS else None) for child in children
                ]
            below.reverse()
            stack += below

    def iroha(self) -> bool:
        """Whether the subitems of ordinances that we can't see are taken for イロハ.

        As in this one; where it has none, 号 in arabic numbers go with アイウ, as they do in most town halls.
        """
        stack = list(reversed(self._nodes))
        arabic = False
        while stack:
            node = stack.pop()
            if node.type is NodeType.SUBITEM and node.label and node.number == "1":
                return "ア" not in fold(node.label)
            if node.type is NodeType.ITEM and node.label:
                arabic = arabic or any(char.isdigit() for char in node.label)
            stack.extend(reversed(node.children))
        return not arabic

    def supplement_with(self, number: str | None, level: Level, near: Entry | None) -> Entry | None:
        """Return the place ``number`` of the 附則 that ``near`` lies in, else of the first 附則 that has it."""
        own = near.whole if near is not None and near.supplementary else None
        for whole in [own, *self.supplements] if own is not None else self.supplements:
            found = whole.kid(number)
            if found is not None and found.level is level:
                return found
        return None


def place_at(way: Below) -> Entry | None:
    """Return the place that a way of :meth:`Tree.walk` leads to, ``None`` in a 前文, a 別表, a 様式."""
    if way is None or isinstance(way, Entry):
        return way
    above = place_at(way[0])
    assert above is not None  # only a place has places below
    return above.kids[way[1]]


def unbroken(entries: Sequence[Entry]) -> bool:
    """Whether articles stand in order without one missing between them."""
    for before, after in pairwise(entries):
        if before.number and after.number and not follows(last_key(before.number), after.number):
            return False
    return True


def below(entry: Entry, level: Level) -> Iterator[Entry]:
    """Yield all places at ``level`` directly below ``entry``, or below its paragraphs when it is an article."""
    for kid in entry.kids:
        if kid.level is level:
            yield kid
        elif level is ITEM and kid.level is PARAGRAPH:
            yield from (item for item in kid.kids if item.level is level)


def kana_number(label: str, *, iroha: bool) -> str:
    """Return the number of a printed subitem label: ``ロ`` gives ``"2"``, ``イ(3)`` ``"1.3"``; unknown labels stay."""
    head, _, tail = label.partition("(")
    orders = kana_orders(head)
    value = orders.get("iroha" if iroha else "aiueo", orders.get("abc"))
    if value is None:
        return label
    if value > _LONGEST_KANA:
        value = min(orders.values())  # ロ is no label of アイウ, ウ none of イロハ
    inner = tail.rstrip(")")
    if not inner:
        return str(value)
    lower = kana_orders(inner)
    deeper = inner if inner.isdecimal() else str(lower.get("aiueo", lower.get("abc", inner)))
    return f"{value}.{deeper}"
