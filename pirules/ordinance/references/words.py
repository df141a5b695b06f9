"""A node's own words: the stretches of text that are its own and that may refer to something."""

from bisect import bisect_left

from pirules.ordinance.model import Node, NodeType, Span
from pirules.ordinance.references.pattern import TOKEN, divided_in

_NOTE = NodeType.NOTE
_search = TOKEN.search


class Words:
    """Finds the words of nodes that have to be read: most refer to nothing.

    Args:
        folded: the folded text.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._divided = divided_in(folded)

    def of(self, node: Node) -> list[list[Span]]:
        """Return the stretches of a node's own words that are to be read.

        A stretch has one or more pieces: page numbers and running heads between them don't divide it.
        """
        span = _only_stretch(node)
        if span is None:
            return _stretches(node) if self._refers(node.span) else []
        return [[span]] if self._refers(span) else []

    def _refers(self, span: Span) -> bool:
        """Whether the pattern finds anything but brackets, or a reference may be divided."""
        folded, (start, end) = self.folded, span
        match = _search(folded, start, end)
        while match is not None and match.lastgroup == "mark":
            match = _search(folded, match.end(), end)
        if match is not None or not self._divided:
            return match is not None
        place = bisect_left(self._divided, start)
        return place < len(self._divided) and self._divided[place] < end


def _only_stretch(node: Node) -> Span | None:
    """Return a node's own words where they are what stands between its label and its first child, else ``None``."""
    start, end = node.span
    children = node.children
    if children:
        if children[-1].span[1] != end:
            return None
        for child in children:
            if child.type is _NOTE:
                return None
        end = children[0].span[0]
    if node.label_span is not None:
        start = node.label_span[1]
    if node.caption_span is not None:
        first, last = node.caption_span
        if children and first > start:
            return None
        start = max(start, last)
    return start, end


def _stretches(node: Node) -> list[list[Span]]:
    """Return the stretches of the words of a node that something parts."""
    notes = {child.span for child in node.children if child.type is _NOTE}
    stretches: list[list[Span]] = []
    for span in node.own_spans():
        if stretches and (stretches[-1][-1][1], span[0]) in notes:
            stretches[-1].append(span)
        else:
            stretches.append([span])
    return stretches
