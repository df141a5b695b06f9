"""What exists in this ordinance: the articles, paragraphs, items and subitems of the 本則 and of each 附則, in order."""

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import count
from typing import Any

from pirules.ordinance.model import GROUPS, Node, NodeType, Span
from pirules.ordinance.references.entry import LEVELS, Entry
from pirules.ordinance.references.model import SUPPLEMENTARY
from pirules.ordinance.references.pattern import Level
from pirules.text.fold import fold

_CONTAINERS = frozenset((*GROUPS, NodeType.SUPPLEMENTARY))
#: A 削除 range longer than this is a misreading, not a range.
_LONGEST_RANGE = 500


#: A place, or the way to it: the place above (or the way to that) and the index below it.  Most places are never asked for.
Below = Entry | tuple[Any, int] | None


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
            level = LEVELS.get(node.type)
            if level is not None:
                self._entries[id(node)] = self._outermost(node, level, whole)
            elif node.type is NodeType.SUPPLEMENTARY:
                below = self._root(supplementary=True)
                self.supplements.append(below)
                self._entries[id(node)] = below
                self._flatten(node.children, below)
            elif node.type in _CONTAINERS:
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

    def walk(
        self, words: Callable[[Node], list[list[Span]]], silent: Container[NodeType]
    ) -> Iterator[tuple[Node, Below, list[list[Span]]]]:
        """Yield each node with words to be read in the order of the text, the way to its place (:func:`place_at`), and its words.

        Args:
            words: gives the stretches of a node's own words that are to be read; most nodes have none.
            silent: types of nodes that aren't asked for their words.
        """
        entries = self._entries
        stack: list[tuple[Node, Below]] = [
            (node, entries.get(id(node), self.main if node.type in _CONTAINERS else None))
            for node in reversed(self._nodes)
        ]
        behind: Entry | None = None
        while stack:
            node, way = stack.pop()
            if node.type not in silent and (stretches := words(node)):
                yield node, way, stretches
            children = node.children
            if not children:
                continue
            if way is None:
                below: list[tuple[Node, Below]] = [(child, None) for child in children]
            elif (
                isinstance(way, Entry) and way.node is None
            ):  # 章, 節, 附則: their articles were collected before
                below = [
                    (child, entries.get(id(child), way if child.type in _CONTAINERS else None))
                    for child in children
                ]
            else:
                if isinstance(way, Entry):
                    # What lies below the last article is hardly asked for again; this one takes its memory.
                    if behind is not None and not behind.partial:
                        _forget(behind)
                    behind = way
                index = count()
                below = [(child, (way, next(index)) if child.type in LEVELS else None) for child in children]
            below.reverse()
            stack += below

    def forget(self) -> None:
        """Let go the places."""
        for whole in (self.main, *self.supplements):
            _forget(whole)

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


def _forget(place: Entry) -> None:
    """Let go all places below one: they know each other both ways and would wait for a search for garbage."""
    places = place.forget()
    while places:
        places += places.pop().forget()


def place_at(way: Below) -> Entry | None:
    """Return the place that a way of :meth:`Tree.walk` leads to, ``None`` in a 前文, a 別表, a 様式."""
    if way is None or isinstance(way, Entry):
        return way
    above = place_at(way[0])
    assert above is not None  # only a place has places below
    return above.kids[way[1]]
