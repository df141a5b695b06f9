"""What happens to each provision in a draft: it goes, becomes 「削除」, moves up, loses a paragraph, an item or a ただし書."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pirules.clauses import Analysis
from pirules.clauses.model import Role
from pirules.gap import Finding
from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.ordinance.places import amending_label, find
from pirules.ordinance.scopes import path_to

KEPT = "kept"
#: The number stays, the words become 「削除」.
DELETED = "deleted"
#: The whole article goes, and the following ones move up.
REMOVED = "removed"
SUPPLEMENT = "附則"
_ROLES = {"ただし書": Role.PROVISO, "後段": Role.SECOND_SENTENCE}
_SENTENCE = re.compile(r"(.*?)(ただし書|後段)$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A ただし書 or 後段 that is cut out of a paragraph or item."""

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
        cuts: sentences that are cut out.
    """

    node: Node
    prefix: str
    number: str | None
    kind: str = KEPT
    new: str | None = None
    gone: tuple[Node, ...] = ()
    items: tuple[Node, ...] = ()
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
        return bool(
            self.kind != KEPT or self.gone or self.items or self.cuts or moved or self.new != self.number
        )


@dataclass(slots=True)
class Plan:
    """The fates of all articles, in the order of the text, and what is left to a person."""

    fates: list[Fate] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


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


def planned(ordinance: Ordinance, analysis: Analysis, findings: Iterable[Finding]) -> Plan:
    """Return what must go so that the given findings are gone.

    Args:
        ordinance: the ordinance.
        analysis: its clauses, for the places of its sentences.
        findings: the findings that a draft applies.
    """
    plan = Plan(list(units(ordinance)))
    for finding in findings:
        sentence = _SENTENCE.fullmatch(finding.provision)
        node = find(ordinance, sentence[1] if sentence else finding.provision)
        place = _index(ordinance, plan.fates, node)
        if node is None or place is None:
            plan.left.append(
                f"{finding.provision}は、本則と附則の条・項・号でないため、手で直してください。{finding.recommendation}"
            )
            continue
        fate = plan.fates[place]
        changed = _cut(fate, analysis, node, sentence[2]) if sentence else _gone(fate, node)
        if changed is None:
            plan.left.append(f"{finding.provision}は、文の切れ目がはっきりしないため、手で削ってください。")
        else:
            plan.fates[place] = changed
    plan.fates = [_settled(fate) for fate in plan.fates]
    return plan


def _index(ordinance: Ordinance, fates: Sequence[Fate], node: Node | None) -> int | None:
    if node is None:
        return None
    path = path_to(ordinance.nodes, node.span[0])
    if any(part.type is NodeType.SUPPLEMENTARY and amending_label(part) for part in path):
        return None
    inside = [k for k, fate in enumerate(fates) if _within(node.span, fate.node.span)]
    return inside[0] if inside else None


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _cut(fate: Fate, analysis: Analysis, node: Node, part: str) -> Fate | None:
    target = fate.paragraphs[0] if node.span == fate.node.span and fate.paragraphs else node
    spans = [clause.span for clause in analysis.of(target) if clause.role is _ROLES[part]]
    if len(spans) != 1:
        return None
    return replace(fate, cuts=(*fate.cuts, Cut(target, spans[0], part)))


def _gone(fate: Fate, node: Node) -> Fate:
    if node.span == fate.node.span and node.type is fate.node.type:
        return replace(fate, gone=fate.paragraphs, kind=DELETED)
    if node.type is NodeType.PARAGRAPH:
        return replace(fate, gone=(*fate.gone, node))
    return replace(fate, items=(*fate.items, node))


def _settled(fate: Fate) -> Fate:
    """An article whose paragraphs all go is gone itself; what stands in a paragraph that goes needs no edit of its own."""
    spans = {node.span for node in fate.gone}
    if fate.kind == DELETED or (fate.paragraphs and len(spans) == len(fate.paragraphs)):
        return replace(fate, kind=DELETED, gone=(), items=(), cuts=())
    gone = tuple(sorted({node.span: node for node in fate.gone}.values(), key=lambda node: node.span))
    left = [node for node in fate.items if not any(_within(node.span, g.span) for g in gone)]
    # A subitem of an item that goes goes with it.
    items = [node for node in left if not any(o is not node and _within(node.span, o.span) for o in left)]
    cuts = {cut.span: cut for cut in fate.cuts if not any(_within(cut.span, g.span) for g in (*gone, *items))}
    return replace(
        fate,
        gone=gone,
        items=tuple(sorted(items, key=lambda node: node.span)),
        cuts=tuple(cuts[span] for span in sorted(cuts)),
    )
