"""The growing tree: nodes open and close line by line; no character can be lost, because spans only meet.

An open node ends where its successor begins, so line ends and blank lines fall to the node before them.
"""

from pirules.ordinance.model import Node, NodeType, Span
from pirules.ordinance.quick import unfrozen

_Unfrozen = unfrozen(Node)
_new = object.__new__
_NEVER_EMPTY = frozenset((NodeType.ARTICLE, NodeType.SUPPLEMENTARY))
_PROVISIONS = frozenset((NodeType.PARAGRAPH, NodeType.ARTICLE))


class Growing:
    """A node that is still open, or closed but not yet frozen."""

    # Defaults stand in the class: most nodes have no caption and many no label.
    number: str | None = None
    label: str | None = None
    caption: str | None = None
    label_span: Span | None = None
    caption_span: Span | None = None

    def __init__(self, node_type: NodeType, start: int) -> None:
        self.type = node_type
        self.start = start
        self.children: list[Node] = []

    def freeze(self, end: int) -> Node:
        """Return the finished node; an article or 附則 without any word gets its empty paragraph."""
        if self.type in _NEVER_EMPTY:
            self._complete(end)
        node = _new(_Unfrozen)
        node.type = self.type
        node.span = (self.start, end)
        node.number = self.number
        node.label = self.label
        node.caption = self.caption
        node.label_span = self.label_span
        node.caption_span = self.caption_span
        node.children = tuple(self.children)
        node.__class__ = Node
        finished: Node = node
        return finished

    def _complete(self, end: int) -> None:
        for child in self.children:
            if child.type in _PROVISIONS:
                return
        start = max(span[1] for span in (self.label_span, self.caption_span, (0, self.start)) if span)
        until = min([end, *(child.span[0] for child in self.children if child.span[0] >= start)])
        place = sum(1 for child in self.children if child.span[0] < start)
        self.children.insert(place, Node(NodeType.PARAGRAPH, (start, until), "1"))


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
            node = stack.pop().freeze(end)
            (stack[-1].children if stack else self.nodes).append(node)

    def open(self, node_type: NodeType, start: int) -> Growing:
        """Open a child of the deepest open node."""
        node = Growing(node_type, start)
        self.stack.append(node)
        return node

    def follow(self, depth: int, node_type: NodeType, start: int, label_span: Span, number: str) -> None:
        """Close the node at ``depth`` and all below it, and open its next sibling with its label."""
        stack = self.stack
        while len(stack) >= depth:
            done = stack.pop().freeze(start)
            (stack[-1].children if stack else self.nodes).append(done)
        node = Growing(node_type, start)
        stack.append(node)
        self.label(node, label_span, number)

    def label(self, node: Growing, span: Span, number: str | None) -> None:
        """Give a node its printed label and its number."""
        node.label_span = span
        label = self.text[span[0] : span[1]]
        # The same few labels stand all over a text.
        node.label = self._labels.setdefault(label, label)
        node.number = number

    def caption(self, node: Growing, span: Span) -> None:
        """Give a node its caption; ``span`` is that of the caption with its brackets."""
        node.caption_span = span
        words = self.text[span[0] + 1 : span[1] - 1].strip()
        node.caption = "".join([line.strip() for line in words.splitlines()])

    def leaf(self, node_type: NodeType, start: int, end: int) -> None:
        """Add a node without children that is finished at once; the open node goes on after it."""
        node = Node(node_type, (start, end))
        (self.stack[-1].children if self.stack else self.nodes).append(node)

    def depth_of(self, *types: NodeType) -> int:
        """Return how many nodes are open down to and including the deepest of these types, 0 if none is open."""
        depth = len(self.stack)
        while depth and self.stack[depth - 1].type not in types:
            depth -= 1
        return depth
