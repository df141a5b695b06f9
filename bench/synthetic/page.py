"""A synthetic ordinance as text taken out of a PDF: lines broken at a width, page numbers, running heads.

The tree stays the one that was written: every place moves with its words, and each page mark is a note in the unit that it
stands in.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from pirules.ordinance.model import Node, NodeType, Span
from synthetic.write import Synthetic

#: The running head of each page.
HEAD = "あおば市例規集"


@dataclass(frozen=True, slots=True)
class Paged:
    """Text of a PDF and the tree in it (from the first 章 or 条 on)."""

    text: str
    nodes: tuple[Node, ...]


def paged(synthetic: Synthetic, *, width: int = 40, height: int = 30) -> Paged:
    """Return a synthetic ordinance as a PDF reader would give it.

    Args:
        synthetic: the ordinance; a table in it is not broken.
        width: characters on a line.
        height: lines on a page; the page mark stands where a sentence goes on.
    """
    writer = _Writer(width, height)
    units = sorted(
        (
            node
            for top in synthetic.nodes
            for node in top.walk()
            if not node.children and node.type is not NodeType.NOTE
        ),
        key=lambda node: node.span,
    )
    prose = {node.span[0] for node in units if node.type in (NodeType.PARAGRAPH, NodeType.ITEM)}
    position = 0
    for line in synthetic.text.splitlines(keepends=True):
        writer.line(
            line, position, breakable=any(position <= start < position + len(line) for start in prose)
        )
        position += len(line)
    nodes = tuple(writer.moved(node) for node in synthetic.nodes)
    return Paged("".join(writer.parts), nodes)


class _Writer:
    def __init__(self, width: int, height: int) -> None:
        self.parts: list[str] = []
        self._width = width
        self._height = height
        self._length = 0
        self._lines = 0
        self._pages = 0
        self._marks: list[Span] = []
        self._sources: list[int] = []  # where the pieces begin in the text that is broken, and in the pages
        self._targets: list[int] = []

    def line(self, line: str, position: int, *, breakable: bool) -> None:
        """Write a line, broken where it is too wide; ``breakable``: a page may end in it."""
        words = line.rstrip("\r\n")
        ends = [*range(0, len(words), self._width), len(words)] if "\t" not in words else [0, len(words)]
        for start, end in pairwise(ends):
            if start:
                self._write("\n")
                if breakable and self._lines >= self._height:
                    self._mark()
            self._sources.append(position + start)
            self._targets.append(self._length)
            self._write(words[start:end])
            self._lines += 1
        self._sources.append(position + len(words))
        self._targets.append(self._length)
        self._write(line[len(words) :])

    def _mark(self) -> None:
        self._pages += 1
        self._lines = 0
        for mark in (f"- {self._pages} -\n", f"{HEAD}\n"):
            self._marks.append((self._length, self._length + len(mark)))
            self._write(mark)

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self._length += len(words)

    def _at(self, place: int) -> int:
        """Return where a place of the broken text stands on the pages."""
        index = bisect_left(self._sources, place + 1) - 1
        return self._targets[index] + place - self._sources[index]

    def _moved(self, span: Span) -> Span:
        return self._at(span[0]), self._at(span[1])

    def moved(self, node: Node) -> Node:
        """Return a node at its new place, with the page marks that stand in its own words."""
        span = self._moved(node.span)
        children = [self.moved(child) for child in node.children]
        inside = [mark for mark in self._marks if span[0] <= mark[0] < span[1]]
        inside = [mark for mark in inside if not any(c.span[0] <= mark[0] < c.span[1] for c in children)]
        children += [Node(NodeType.NOTE, mark) for mark in inside]
        children.sort(key=lambda child: child.span)
        return replace(
            node,
            span=span,
            label_span=node.label_span and self._moved(node.label_span),
            caption_span=node.caption_span and self._moved(node.caption_span),
            children=tuple(children),
        )
