"""What happens to each provision in a draft: it goes, becomes 「削除」, moves up, loses a paragraph, an item, a ただし書 or a bracket."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pirules.ordinance.model import Node, NodeType, Ordinance, Span

KEPT = "kept"
#: The number stays, the words become 「削除」.
DELETED = "deleted"
#: The whole article goes, and the following ones move up.
REMOVED = "removed"
SUPPLEMENT = "附則"


@dataclass(frozen=True, slots=True)
class Cut:
    """A ただし書, a 後段 or a bracket (「（死者に関するものを含む。）」) that is cut out of a paragraph or item, with its name behind that of the place."""

    node: Node
    span: Span
    part: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to an article, or to a 附則 without articles.

    Attributes:
        node: its node.
        prefix: ``附則`` for what stands in the 附則, else empty.
        number: its number; ``None`` for a 附則 without articles.
        kind: ``kept`` | ``deleted`` | ``removed``.
        new: its number afterwards.
        gone: its paragraphs that go.
        items: items that become 削除.
        dropped: the last items of a list, which go.
        cuts: sentences and brackets that are cut out.
    """

    node: Node
    prefix: str
    number: str | None
    kind: str = KEPT
    new: str | None = None
    gone: tuple[Node, ...] = ()
    items: tuple[Node, ...] = ()
    dropped: tuple[Node, ...] = ()
    cuts: tuple[Cut, ...] = ()

    @property
    def paragraphs(self) -> tuple[Node, ...]:
        """Its paragraphs."""
        return tuple(child for child in self.node.children if child.type is NodeType.PARAGRAPH)

    @property
    def kept(self) -> tuple[Node, ...]:
        """The paragraphs that stay."""
        gone = {node.span for node in self.gone}
        return tuple(node for node in self.paragraphs if node.span not in gone)

    @property
    def numbers(self) -> Mapping[str, str]:
        """The new number of each paragraph that stays, by its old one."""
        return {node.number: str(place) for place, node in enumerate(self.kept, 1) if node.number is not None}

    @property
    def touched(self) -> bool:
        """Whether anything happens to it besides words that follow from other changes."""
        moved = any(old != new for old, new in self.numbers.items())
        return bool(self.kind != KEPT or self.struck or self.cuts or moved or self.new != self.number)

    @property
    def struck(self) -> tuple[Node, ...]:
        """The paragraphs and items whose words go, with or without their numbers."""
        return (*self.gone, *self.items, *self.dropped)


@dataclass(slots=True)
class Plan:
    """The fates of all articles, in the order of the text, the 章 and 節 that go whole, and what is left to a person."""

    fates: list[Fate] = field(default_factory=list)
    groups: list[Node] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def group_of(self, fate: Fate) -> Node | None:
        """Return the 章 or 節 that an article goes with."""
        return next((group for group in self.groups if within(fate.node.span, group.span)), None)


def units(ordinance: Ordinance) -> Iterator[Fate]:
    """Yield every article of the 本則 and every article (or the whole, lacking articles) of the first 附則, untouched."""
    supplements = [node for node in ordinance.nodes if node.type is NodeType.SUPPLEMENTARY]
    for node in ordinance.nodes:
        if node.type is NodeType.SUPPLEMENTARY:
            if node is not supplements[0]:
                continue
            articles = [child for child in node.children if child.type is NodeType.ARTICLE]
            for article in articles:
                yield Fate(article, SUPPLEMENT, article.number, new=article.number)
            if not articles:
                yield Fate(node, SUPPLEMENT, None)
            continue
        for article in node.walk():
            if article.type is NodeType.ARTICLE:
                yield Fate(article, "", article.number, new=article.number)


def within(inner: Span, outer: Span) -> bool:
    """Tell whether one span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
