"""The growing tree: nodes open and close line by line; no character can be lost, because spans only meet.

An open node ends where its successor begins, so line ends and blank lines fall to the node before them.
"""

from typing import Any, Protocol

from pirules.ordinance.model import GROUPS, Node, NodeType, Span
from pirules.ordinance.quick import unfrozen

_Unfrozen = unfrozen(Node)
_OPENING = frozenset("(（[［〔【")
_new = object.__new__
_ARTICLE, _SUPPLEMENTARY = NodeType.ARTICLE, NodeType.SUPPLEMENTARY
_PROVISIONS = frozenset((NodeType.PARAGRAPH, NodeType.ARTICLE))


class Growing(Protocol):
    """A node that is still open: ``span[0]`` is where it begins, ``children`` a list."""

    type: NodeType
    span: Span
    number: str | None
    label: str | None
    caption: str | None
    label_span: Span | None
    caption_span: Span | None
    children: Any


def _complete(node: Growing, end: int) -> None:
    """Give an article or 附則 without any word its empty paragraph."""
    for child in node.children:
        if child.type in _PROVISIONS or (child.type in GROUPS and _provides(child)):
            return
    start = max(span[1] for span in (node.label_span, node.caption_span, (0, node.span[0])) if span)
    until = min([end, *(child.span[0] for child in node.children if child.span[0] >= start)])
    place = sum(1 for child in node.children if child.span[0] < start)
    node.children.insert(place, Node(NodeType.PARAGRAPH, (start, until), "1"))


def _provides(division: Node) -> bool:
    """Whether anything stands in a 章 of a 附則, or in what lies below it (five deep at most)."""
    return any(
        child.type in _PROVISIONS or (child.type in GROUPS and _provides(child))
        for child in division.children
    )


class Builder:
    """A stack of open nodes over a text.

    Attributes:
        text: the document's text.
        nodes: the finished top nodes.
        stack: the open nodes, outermost first.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[Node] = []
        self.stack: list[Growing] = []
        self._labels: dict[str, str] = {}

    @property
    def top(self) -> Growing | None:
        """The deepest open node."""
        return self.stack[-1] if self.stack else None

    def close_to(self, depth: int, end: int) -> None:
        """Close open nodes until ``depth`` are left; all of them end at ``end``."""
        stack = self.stack
        while len(stack) > depth:
            node = stack.pop()
            node_type = node.type
            if node_type is _ARTICLE or node_type is _SUPPLEMENTARY:
                _complete(node, end)
            node.span = (node.span[0], end)
            children = node.children
            node.children = tuple(children) if children else ()
            node.__class__ = Node  # type: ignore[assignment]  # it has the layout of one
            (stack[-1].children if stack else self.nodes).append(node)  # type: ignore[arg-type]  # it is one now

    def open(
        self, node_type: NodeType, start: int, label: Span | None = None, number: str | None = None
    ) -> Growing:
        """Open a child of the deepest open node.

        Args:
            node_type: its type.
            start: where it begins.
            label: the place of its printed label.
            number: its number.
        """
        node: Growing = _new(_Unfrozen)
        node.type = node_type
        node.span = (start, start)
        node.number = number
        node.label_span = label
        if label is None:
            node.label = None
        else:
            words = self.text[label[0] : label[1]]
            # The same few labels stand all over a text.
            node.label = self._labels.setdefault(words, words)
        node.caption = node.caption_span = None
        node.children = []
        self.stack.append(node)
        return node

    def caption(self, node: Growing, span: Span) -> None:
        """Give a node its caption; ``span`` is that of the caption with its brackets, if it has any."""
        node.caption_span = span
        words = self.text[span[0] : span[1]]
        words = (words[1:-1] if words[0] in _OPENING else words).strip()
        node.caption = words if words.isprintable() else "".join(map(str.strip, words.splitlines()))

    def leaf(self, node_type: NodeType, start: int, end: int) -> None:
        """Add a node without children that is finished at once; the open node goes on after it."""
        (self.stack[-1].children if self.stack else self.nodes).append(Node(node_type, (start, end)))

    def depth_of(self, *types: NodeType) -> int:
        """Return how many nodes are open down to and including the deepest of these types, 0 if none is open."""
        depth = len(self.stack)
        while depth and self.stack[depth - 1].type not in types:
            depth -= 1
        return depth
