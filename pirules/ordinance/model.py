"""The values of the ordinance room: a document as it was read, and the tree that the grammar makes of it.

Spans are ``(start, end)`` in code points of :attr:`Document.text`, the text that ``pirules parse --format text``
gives.  Inside the rooms everything is a slotted frozen dataclass; dictionaries are made at the doors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pirules.errors import Problem

Span = tuple[int, int]


class NodeType(StrEnum):
    """The kinds of nodes of ``contracts/gap-report.md``."""

    HEADING = "heading"
    CONTENTS = "contents"
    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    DIVISION = "division"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    SUPPLEMENTARY = "supplementary"
    APPENDED_TABLE = "appended_table"
    FORM = "form"
    NOTE = "note"


#: What groups articles, with its word, the widest first.
GROUPS: Mapping[NodeType, str] = {
    NodeType.PART: "編",
    NodeType.CHAPTER: "章",
    NodeType.SECTION: "節",
    NodeType.SUBSECTION: "款",
    NodeType.DIVISION: "目",
}


class Kind(StrEnum):
    """The kind of an ordinance (``kind`` of ``contracts/gap-report.md``)."""

    IMPLEMENTATION = "implementation"
    LEGACY = "legacy"
    ASSEMBLY = "assembly"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a reader took it out of a file.

    Attributes:
        text: all characters, in order; nothing was normalised.
        format: ``text`` | ``html`` | ``xml`` | ``docx`` | ``pdf``.
        name: the file's name for messages, never used for a decision.
        sha256: hex digest of the bytes that were read.
        encoding: the encoding that was found, ``None`` where the container fixes it.
        source_map: breakpoints ``(offset in text, offset in source)``, ascending; empty when not known.
        problems: what the reader could not carry over.
        promulgated_on: day of promulgation that the container states outside its text (法令標準XML).
        styles: ``(span, style)`` hints that the container gave (``article``, ``item``, ``caption``, ``table`` …).
    """

    text: str
    format: str = "text"
    name: str = ""
    sha256: str = ""
    encoding: str | None = None
    source_map: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    styles: tuple[tuple[Span, str], ...] = ()
    promulgated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree; see ``contracts/gap-report.md`` for what each field means.

    ``label_span`` and ``caption_span`` are the printed places of label and caption (the caption with its brackets).
    """

    type: NodeType
    span: Span
    number: str | None = None
    label: str | None = None
    caption: str | None = None
    label_span: Span | None = None
    caption_span: Span | None = None
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all nodes below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def own_spans(self) -> list[Span]:
        """Return the stretches of this node that are in no child, label or caption (white space included)."""
        taken = sorted(
            [child.span for child in self.children]
            + [span for span in (self.label_span, self.caption_span) if span is not None]
        )
        spans: list[Span] = []
        position = self.span[0]
        for start, end in taken:
            if start > position:
                spans.append((position, start))
            position = max(position, end)
        if position < self.span[1]:
            spans.append((position, self.span[1]))
        return spans

    def own_text(self, text: str) -> str:
        """Return ``text`` of the contract: the characters of :meth:`own_spans`, outer white space stripped."""
        return "".join(text[start:end] for start, end in self.own_spans()).strip()


@dataclass(frozen=True, slots=True)
class Ordinance:
    """A parsed ordinance: head data, the top nodes (they cover the whole text), and what could not be parsed."""

    document: Document
    title: str | None
    body: str | None
    number: str | None
    kind: Kind
    promulgated_on: date | None
    effective_on: date | None
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The text that all spans count in."""
        return self.document.text

    def walk(self) -> Iterator[Node]:
        """Yield every node in the order of the text."""
        for node in self.nodes:
            yield from node.walk()
