"""One ordinance cut into passages: each 項, 別表 and 前文 with its sentences, 号 and rows (:mod:`pirules.gap.units`)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pirules.clauses.model import Clause, Role
from pirules.gap import annexes, rows
from pirules.gap.units import (
    LATER_SUPPLEMENTARY,
    MAIN,
    SUPPLEMENT,
    SUPPLEMENTARY,
    Article,
    Passage,
    Place,
    Rooms,
    Unit,
)
from pirules.gap.view import View, spelled
from pirules.law.citation import Citation
from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance, Span
from pirules.ordinance.references import Reference
from pirules.rules.ruleset import load_ruleset

_BELOW = {NodeType.ITEM, NodeType.SUBITEM}
_TABLES = {NodeType.APPENDED_TABLE, NodeType.FORM}
# Under 「法の規定」 in the 柱書 of a table, the places in its rows are those of the Act.
_OF_THE_ACT = "法の"


def _cites(references: Sequence[Reference]) -> tuple[Citation, ...]:
    return tuple(
        dict.fromkeys(
            Citation(law=r.law, article=r.article, paragraph=r.paragraph, item=r.item)
            for r in references
            if r.law is not None and r.law != "附則" and r.article is not None
        )
    )


def _inside(references: Sequence[Reference]) -> tuple[Place, ...]:
    places: list[Place] = []
    for reference in references:
        if reference.law is None and reference.article is not None:
            places.append((reference.article, reference.paragraph))
        elif reference.law == SUPPLEMENT and (reference.article or reference.paragraph):
            places.append((f"{SUPPLEMENT}{reference.article or ''}", reference.paragraph))
    return tuple(dict.fromkeys(places))


class _Cutter:
    """Walks the tree once and cuts it into passages."""

    def __init__(self, ordinance: Ordinance, rooms: Rooms) -> None:
        self._ordinance = ordinance
        self._rooms = rooms
        self._supplements = 0

    def cut(self) -> Iterator[Passage]:
        bare = [node for node in self._ordinance.nodes if node.type is NodeType.PARAGRAPH]
        for node in self._ordinance.nodes:
            if node.type is not NodeType.PARAGRAPH:
                yield from self._walk(node, (), MAIN, None)
            elif node is bare[0]:
                # A 本則 without articles: its paragraphs stand together like those of one article.
                yield from self._paragraphs(node, bare, (), MAIN, "")

    def _walk(
        self, node: Node, headings: tuple[str, ...], place: str, caption: str | None
    ) -> Iterator[Passage]:
        if node.type in GROUPS:
            headings = (*headings, self._heading(node))
        elif node.type is NodeType.SUPPLEMENTARY:
            place = SUPPLEMENTARY if self._supplements == 0 else LATER_SUPPLEMENTARY
            self._supplements += 1
        if node.type is NodeType.ARTICLE:
            yield from self._article(node, headings, place, caption)
            return
        if node.type in _TABLES or node.type is NodeType.PREAMBLE:
            yield self._table(node, headings, place)
            return
        paragraphs = [child for child in node.children if child.type is NodeType.PARAGRAPH]
        if paragraphs:
            yield from self._paragraphs(node, paragraphs, headings, place, node.caption or "")
        shared: str | None = None
        for child in node.children:
            if child.type is NodeType.PARAGRAPH:
                continue
            # A caption shared with the following articles is printed on the first one only.
            shared = child.caption or shared
            yield from self._walk(child, headings, place, shared)

    def _heading(self, node: Node) -> str:
        return "".join((node.caption or node.own_text(self._ordinance.text)).split())[:80]

    def _article(
        self, node: Node, headings: tuple[str, ...], place: str, caption: str | None
    ) -> Iterator[Passage]:
        paragraphs = [child for child in node.children if child.type is NodeType.PARAGRAPH]
        yield from self._paragraphs(node, paragraphs, headings, place, node.caption or caption or "")

    def _paragraphs(
        self, parent: Node, paragraphs: Sequence[Node], headings: tuple[str, ...], place: str, caption: str
    ) -> Iterator[Passage]:
        spans = [span for paragraph in paragraphs for span in _contents(paragraph)]
        article = Article(
            self._rooms.view(spans),
            "".join(caption.split()),
            "/".join(headings),
            place,
            _cites(self._rooms.references(parent.span)),
            parent.number if parent.type is NodeType.ARTICLE else None,
        )
        previous: Passage | None = None
        for paragraph in paragraphs:
            previous = self._passage(paragraph, article, previous)
            yield previous

    def _passage(self, node: Node, article: Article, previous: Passage | None) -> Passage:
        sentences = [self._sentence(node, clause) for clause in self._rooms.clauses(node)]
        table = self._rows(node, sentences)
        below = [child for child in node.walk() if child.type in _BELOW]
        caption = "".join((node.caption or article.caption).split())
        article = article if caption == article.caption else replace(article, caption=caption)
        return Passage(
            node=node,
            provision=self._rooms.name(node, None),
            view=self._rooms.view(_contents(node)),
            lead=sentences[0] if sentences else None,
            later=tuple(sentences[1:-1] if self._ends_in_a_table(sentences) else sentences[1:]),
            items=tuple(unit for child in below for unit in self._items(child)),
            article=article,
            previous=previous,
            cites=_cites(self._rooms.references(node.span)),
            rows=table,
        )

    def _ends_in_a_table(self, sentences: Sequence[Unit]) -> bool:
        """Tell whether what stands behind the last sentence is the table that the 柱書 announces: it is no 後段."""
        if len(sentences) < 2 or rows.kind_of(sentences[0].view.bare.text) is None:  # noqa: PLR2004 - 柱書 and table
            return False
        return rows.is_table(self._ordinance.text, sentences[-1].span)

    def _rows(self, node: Node, sentences: Sequence[Unit]) -> tuple[Unit, ...]:
        """Read the rows of a table that the 柱書 announces: what stands behind its last sentence."""
        if elsewhere := self._days_elsewhere(node, sentences[0]) if sentences else ():
            return elsewhere
        lead = sentences[0].view.bare.text if len(sentences) > 1 else ""
        kind = rows.kind_of(lead)
        if kind is None:
            return ()
        law = "法" if _OF_THE_ACT in lead else ""
        behind = (sentences[0].view,) if kind is rows.Kind.MATTER else ()
        return tuple(
            self._row(node, cells, [*self._seen(rows.sentence_of(kind, cells, law)), *behind], law)
            for cells in rows.rows_of(self._ordinance.text, sentences[-1].span)
        )

    def _days_elsewhere(self, node: Node, lead: Unit) -> tuple[Unit, ...]:
        """Read a sentence whose days stand in a 別表 once for each of its rows, the days put in."""
        pointed = rows.days_in_annex(lead.view.bare.text)
        if pointed is None:
            return ()
        number, begin, end = pointed
        tables = [
            n for n in self._ordinance.nodes if n.type is NodeType.APPENDED_TABLE and n.number == number
        ]
        start, stop = lead.view.bare.source(begin, end)
        return tuple(
            self._row(
                node,
                cells,
                [
                    *self._seen(
                        [cells[0], "について、", (lead.span[0], start), cells[1], (stop, lead.span[1])]
                    )
                ],
                "",
            )
            for table in tables[:1]
            for cells in rows.days_of(self._ordinance.text, table.span)
        )

    def _seen(self, parts: Sequence[Span | str]) -> Iterator[View | str]:
        return (part if isinstance(part, str) else self._rooms.view([part]) for part in parts)

    def _row(self, node: Node, cells: tuple[Span, ...], sentence: Sequence[View | str], law: str) -> Unit:
        span = (cells[0][0], cells[-1][1])
        references = self._rooms.references(span)
        if law:
            act = load_ruleset().law
            references = [replace(r, law=act) if r.law is None else r for r in references]
        return Unit(
            form="sentence",
            provision=self._rooms.name(node, None),
            role=Role.SECOND_SENTENCE,
            span=span,
            view=spelled(sentence),
            cites=_cites(references),
            inside=_inside(references),
        )

    def _sentence(self, node: Node, clause: Clause) -> Unit:
        role = clause.role if clause.role in {Role.PROVISO, Role.SECOND_SENTENCE} else None
        references = self._rooms.references(clause.span)
        return Unit(
            form="sentence",
            provision=self._rooms.name(node, role),
            role=clause.role,
            span=clause.span,
            view=self._rooms.view([clause.span]),
            clause=clause,
            cites=_cites(references),
            inside=_inside(references),
        )

    def _items(self, node: Node) -> Iterator[Unit]:
        """Cut a 号: its first sentence stands for the whole 号, what is below it included; then its ただし書."""
        clauses = self._rooms.clauses(node)
        for position, clause in enumerate(clauses):
            unit = self._sentence(node, clause)
            if position == 0:
                below = [span for child in node.children for span in _contents(child)]
                unit = replace(
                    unit,
                    form="item",
                    provision=self._rooms.name(node, None),
                    role=Role.ITEM,
                    view=self._rooms.view([clause.span, *below]),
                )
            yield unit

    def _table(self, node: Node, headings: tuple[str, ...], place: str) -> Passage:
        spans = _contents(node)
        view = self._rooms.view(spans)
        references = self._rooms.references(node.span)
        cites = _cites(references)
        name = self._rooms.name(node, None)
        form = "preamble" if node.type is NodeType.PREAMBLE else "table"
        # 「別表(第13条関係)」: the article that a table belongs to says what its rows are of.
        unit = Unit(form, name, Role.MAIN, node.span, view, None, cites, _inside(references))
        caption = "".join((node.caption or "").split())
        article = Article(view, caption, "/".join(headings), place, cites)
        notes = () if form == "preamble" else tuple(self._notes(name, spans))
        return Passage(node, name, view, unit, notes, (), article, None, cites)

    def _notes(self, name: str, spans: Sequence[Span]) -> Iterator[Unit]:
        """What a table says in sentences (備考, cells) is read sentence by sentence too."""
        for span in annexes.sentences(self._ordinance.text, spans):
            references = self._rooms.references(span)
            yield Unit(
                form="sentence",
                provision=name,
                role=Role.SECOND_SENTENCE,
                span=span,
                view=self._rooms.view([span]),
                cites=_cites(references),
                inside=_inside(references),
            )


def _contents(node: Node) -> list[Span]:
    """Return the stretches of a node and of what is below it, without labels, captions and history notes."""
    if node.type is NodeType.NOTE:
        return []
    spans = node.own_spans() + [span for child in node.children for span in _contents(child)]
    return sorted(spans)


def cut(ordinance: Ordinance, rooms: Rooms) -> tuple[Passage, ...]:
    """Return the passages of an ordinance in the order of the text."""
    return tuple(_Cutter(ordinance, rooms).cut())
