"""What exists in this ordinance: the articles, paragraphs, items and subitems of the 本則 and of each 附則, in order.

An :class:`Entry` is a place that can be referred to.  Entries know their neighbours, so that 前条 of 第10条 is 第9条の2 where
there is one.
"""

from collections.abc import Iterator

from pirules.ordinance.model import Node, NodeType, Ordinance
from pirules.ordinance.references.model import SUPPLEMENTARY
from pirules.ordinance.references.pattern import Level
from pirules.text.numerals import kana_orders

_LEVELS = {
    NodeType.ARTICLE: Level.ARTICLE,
    NodeType.PARAGRAPH: Level.PARAGRAPH,
    NodeType.ITEM: Level.ITEM,
    NodeType.SUBITEM: Level.SUBITEM,
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


class Entry:
    """A place of this ordinance; ``level`` is ``None`` for the 本則 or a 附則 as a whole."""

    __slots__ = ("_by_number", "index", "kids", "label", "level", "number", "parent", "supplementary")

    def __init__(
        self, parent: "Entry | None", level: Level | None, number: str | None, label: str = ""
    ) -> None:
        self.parent = parent
        self.level = level
        self.number = number
        self.label = label
        self.supplementary: bool = parent is not None and parent.supplementary
        self.kids: list[Entry] = []
        self._by_number: dict[str, Entry] | None = None
        self.index = 0
        if parent is not None:
            self.index = len(parent.kids)
            parent.kids.append(self)

    def kid(self, number: str | None) -> "Entry | None":
        """Return the first place directly below with that number (of a subitem: with that label or number)."""
        if number is None or not self.kids:
            return None
        if self._by_number is None:
            table: dict[str, Entry] = {}
            for kid in self.kids:
                for name in (kid.number, kid.label):
                    if name:
                        table.setdefault(name, kid)
            self._by_number = table
        return self._by_number.get(number)

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

        Paragraphs and items are counted within their parent, articles within the 本則 or 附則.
        """
        if self.parent is None:
            return None
        kids = self.parent.kids
        first, last = sorted((self.index + distance, self.index + (1 if distance > 0 else -1)))
        return kids[first : last + 1] if first >= 0 and last < len(kids) else None

    def numbers(self) -> dict[Level, str | None]:
        """Return the numbers of this place, level by level."""
        found: dict[Level, str | None] = {}
        entry: Entry | None = self
        while entry is not None and entry.level is not None:
            found.setdefault(entry.level, entry.number)
            if (
                entry.level is Level.SUBITEM
                and entry.parent is not None
                and entry.parent.level is Level.SUBITEM
            ):
                # A place below イ is named from イ on: イ(2) is "1.2".
                found[Level.SUBITEM] = f"{entry.parent.number}.{found[Level.SUBITEM]}"
            entry = entry.parent
        return found


class Tree:
    """The places of an ordinance: :attr:`main` (本則), :attr:`supplements` (each 附則), and the entry of every node.

    ``runs`` yields ``(node, entry)`` in the order of the text, ``entry`` being the place that the node's own text stands in
    (``None`` in a 前文, a 別表, a 様式).
    """

    def __init__(self, ordinance: Ordinance) -> None:
        self.main = Entry(None, None, None)
        self.supplements: list[Entry] = []
        self.runs: list[tuple[Node, Entry | None]] = []
        # An explicit stack: nothing in a hostile tree may exhaust the interpreter's own.
        stack: list[tuple[Node, Entry | None]] = [(node, self.main) for node in reversed(ordinance.nodes)]
        while stack:
            node, parent = stack.pop()
            entry = self._entry(node, parent)
            self.runs.append((node, entry))
            if node.children:
                stack.extend((child, entry) for child in reversed(node.children))

    def _entry(self, node: Node, parent: Entry | None) -> Entry | None:
        level = _LEVELS.get(node.type)
        if level is not None and parent is not None:
            return self._place(node, level, parent)
        if node.type is NodeType.SUPPLEMENTARY:
            whole = Entry(None, None, None)
            whole.supplementary = True
            self.supplements.append(whole)
            return whole
        return parent if node.type in _GROUPS else None

    @staticmethod
    def _place(node: Node, level: Level, parent: Entry) -> Entry:
        label = "".join((node.label or "").split()).strip("()（）") if level is Level.SUBITEM else ""
        entry = Entry(parent, level, node.number, label)
        if level is Level.ARTICLE and node.number and ":" in node.number:
            first, _, last = node.number.partition(":")
            if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
                entry.number = first
                for number in range(int(first) + 1, int(last) + 1):
                    entry = Entry(parent, level, str(number))
        return entry

    def supplement_with(self, number: str | None, level: Level, near: Entry | None) -> Entry | None:
        """Return the place ``number`` of the 附則 that ``near`` lies in, else of the first 附則 that has it."""
        own = near.whole if near is not None and near.supplementary else None
        for whole in [own, *self.supplements] if own is not None else self.supplements:
            found = whole.kid(number)
            if found is not None and found.level is level:
                return found
        return None


def law_of(entry: Entry) -> str | None:
    """Return the ``law`` of a reference to ``entry``."""
    return SUPPLEMENTARY if entry.supplementary else None


def below(entry: Entry, level: Level) -> Iterator[Entry]:
    """Yield all places at ``level`` directly below ``entry``, or below its paragraphs when it is an article."""
    for kid in entry.kids:
        if kid.level is level:
            yield kid
        elif level is Level.ITEM and kid.level is Level.PARAGRAPH:
            yield from (item for item in kid.kids if item.level is level)


def kana_number(label: str, *, iroha: bool) -> str:
    """Return the number of a printed subitem label: ``ロ`` gives ``"2"``, ``イ(3)`` ``"1.3"``; unknown labels stay."""
    head, _, tail = label.partition("(")
    orders = kana_orders(head)
    value = orders.get("iroha" if iroha else "aiueo", orders.get("abc"))
    if value is None:
        return label
    inner = tail.rstrip(")")
    if not inner:
        return str(value)
    lower = kana_orders(inner)
    deeper = inner if inner.isdecimal() else str(lower.get("aiueo", lower.get("abc", inner)))
    return f"{value}.{deeper}"
