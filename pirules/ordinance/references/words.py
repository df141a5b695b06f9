"""A node's own words: the stretches of text that are its own and that may refer to something."""

from bisect import bisect_left

from pirules.ordinance.model import Node, NodeType, Span
from pirules.ordinance.references.pattern import REFERENCE, divided_in

_NOTE = NodeType.NOTE
_search = REFERENCE.search


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
        start, end = node.span
        label, caption = node.label_span, node.caption_span
        children = node.children
        if children:
            if _parted(node):
                return _stretches(node) if self._refers(start, end) else []
            end = children[0].span[0]
        if label is not None:
            start = label[1]
        if caption is not None and caption[1] > start:
            start = caption[1]
        # Asked of every node of a text: this is _refers() once more, without a call.
        if _search(self.folded, start, end) is None and not (self._divided and self._refers(start, end)):
            return []
        return [[(start, end)]]

    def _refers(self, start: int, end: int) -> bool:
        """Whether words may refer to something: the pattern finds it, or a reference may be divided."""
        if _search(self.folded, start, end) is not None:
            return True
        divided = self._divided
        if not divided:
            return False
        place = bisect_left(divided, start)
        return place < len(divided) and divided[place] < end


def _parted(node: Node) -> bool:
    """Whether a node's own words are more than what stands between its label (or caption) and its first child."""
    children = node.children
    if children[-1].span[1] != node.span[1]:
        return True
    for child in children:
        if child.type is _NOTE:
            return True
    label, caption = node.label_span, node.caption_span
    return caption is not None and caption[0] > (label[1] if label is not None else node.span[0])


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
