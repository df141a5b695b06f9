"""The units that topics are looked for in: each sentence and each 号 of a paragraph, with what stands around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pirules.clauses.model import Clause, Modality, Role
from pirules.gap.view import View
from pirules.law.citation import Citation
from pirules.ordinance.model import Node, NodeType, Span
from pirules.ordinance.references import Reference

MAIN = "main"
SUPPLEMENTARY = "supplementary"
LATER_SUPPLEMENTARY = "later_supplementary"
#: How the article of a place in a 附則 begins; a 附則 without articles has nothing after it.
SUPPLEMENT = "附則"
#: Article and paragraph, as node numbers; the paragraph ``None`` where the whole article is meant.
Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence (or one 号) with its frame.

    Attributes:
        form: ``sentence`` | ``item`` | ``table`` | ``preamble``.
        provision: its place as ``contracts/gap-report.md`` writes places.
        role: main sentence, ただし書, 後段 or 号.
        span: its place in the text.
        view: its characters as patterns see them.
        clause: its frame, ``None`` for a table.
        cites: the places of other laws that it names.
        inside: the places of this ordinance that it names, ``(article, paragraph)``; those in a 附則 as ``附則2``.
    """

    form: str
    provision: str
    role: Role
    span: Span
    view: View
    clause: Clause | None = None
    cites: tuple[Citation, ...] = ()
    inside: tuple[Place, ...] = ()

    @property
    def modality(self) -> Modality | None:
        """What the last predicate does, if there is a frame."""
        return self.clause.modality if self.clause else None


@dataclass(frozen=True, slots=True)
class Article:
    """What a paragraph's surroundings say: the whole article, its caption, the headings above it."""

    view: View
    caption: str
    heading: str
    place: str
    cites: tuple[Citation, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (項), a 別表 or a 前文: the unit that a finding covers.

    Attributes:
        node: its node.
        provision: its place, in words.
        view: all its characters, 号 included.
        lead: its main sentence (柱書), ``None`` for an empty paragraph.
        later: the sentences after it (後段, ただし書).
        items: its 号 and what is below them.
        article: its surroundings.
        previous: the paragraph before it in the same article.
        cites: places of other laws named anywhere in it.
        rows: the rows of a table inside it, as the sentences that they stand for.
    """

    node: Node
    provision: str
    view: View
    lead: Unit | None
    later: tuple[Unit, ...]
    items: tuple[Unit, ...]
    article: Article
    previous: "Passage | None" = None
    cites: tuple[Citation, ...] = ()
    rows: tuple[Unit, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units in the order of the text."""
        lead = (self.lead,) if self.lead is not None else ()
        return (*lead, *self.later, *self.items, *self.rows)

    @property
    def is_paragraph(self) -> bool:
        """Whether this is a 項 (and not a table or 前文)."""
        return self.node.type is NodeType.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the rooms below know of one ordinance, as functions.

    Attributes:
        clauses: the frames of a node's own text.
        references: the resolved references inside a span.
        name: the place of a node (or of a sentence of it) in words.
        view: stretches of the text as patterns see them.
    """

    clauses: Callable[[Node], Sequence[Clause]]
    references: Callable[[Span], Sequence[Reference]]
    name: Callable[[Node, Role | None], str]
    view: Callable[[Sequence[Span]], View]
