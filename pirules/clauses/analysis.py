"""From a parsed ordinance to its clauses, node by node."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pirules.clauses.frames import FRAMES_OF_PROCESS, Question
from pirules.clauses.model import Clause, Part, Restriction, Role
from pirules.clauses.sentences import split
from pirules.errors import Problem
from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.ordinance.references import Resolution, resolve

_SPEAKING = frozenset(
    {NodeType.PREAMBLE, NodeType.ARTICLE, NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM}
)
_ITEMS = frozenset({NodeType.ITEM, NodeType.SUBITEM})
_REPEALED = frozenset({"削除", "削る", "略", "(略)", "（略）"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """The clauses of an ordinance: ``of(node)``, or all of them in the order of the text."""

    ordinance: Ordinance
    entries: tuple[tuple[Node, tuple[Clause, ...]], ...]
    _index: dict[int, tuple[Clause, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {id(node): clauses for node, clauses in self.entries})

    def of(self, node: Node) -> tuple[Clause, ...]:
        """Return the clauses of a node's own text, ``()`` for a node that has none."""
        return self._index.get(id(node), ())

    def __iter__(self) -> Iterator[tuple[Node, Clause]]:
        for node, clauses in self.entries:
            for clause in clauses:
                yield node, clause

    def __len__(self) -> int:
        return sum(len(clauses) for _, clauses in self.entries)


def analyse(ordinance: Ordinance, *, model: bool = True) -> Analysis:
    """Return the clauses of an ordinance.

    Args:
        ordinance: the parsed text.
        model: let the language model settle what the grammar leaves open.

    Returns:
        One clause per sentence of each node's own text, one per 号; the same text gives the same clauses on every run.
    """
    resolution = resolve(ordinance)
    nodes: list[Node] = []
    places: list[list[tuple[int, Question]]] = []
    for node in ordinance.walk():
        if node.type in _SPEAKING:
            nodes.append(node)
            places.append(list(_sentences(ordinance.text, node)))
    questions = [question for sentences in places for _, question in sentences]
    frames = iter(FRAMES_OF_PROCESS.frames(questions, model=model))
    entries = tuple(
        (node, tuple(_placed(next(frames), offset, resolution) for offset, _ in sentences))
        for node, sentences in zip(nodes, places, strict=True)
        if sentences
    )
    return Analysis(ordinance, entries)


def _sentences(text: str, node: Node) -> Iterator[tuple[int, Question]]:
    """Yield place and role of each sentence of a node's own text."""
    first = True
    for start, end in node.own_spans():
        for sentence in split(text[start:end], item=node.type in _ITEMS):
            words = text[start + sentence.start : start + sentence.end]
            if words in _REPEALED:
                continue
            role = sentence.role
            if not first and role in {Role.MAIN, Role.ITEM}:
                role = Role.SECOND_SENTENCE
            first = False
            yield start + sentence.start, (words, role)


def _placed(clause: Clause, offset: int, resolution: Resolution) -> Clause:
    """Move a frame from offset 0 to its place in the document."""

    def part(found: Part) -> Part:
        return Part(
            found.text, (found.span[0] + offset, found.span[1] + offset), found.source, found.confidence
        )

    span = (offset, offset + len(clause.text))
    return replace(
        clause,
        span=span,
        subject=part(clause.subject) if clause.subject else None,
        conditions=tuple(map(part, clause.conditions)),
        exceptions=tuple(map(part, clause.exceptions)),
        actions=tuple(map(part, clause.actions)),
        objects=tuple(map(part, clause.objects)),
        counterparty=part(clause.counterparty) if clause.counterparty else None,
        references=tuple(resolution.within(span)),
        restrictions=tuple(
            Restriction(r.kind, r.text, _moved(r.span, offset), _moved(r.noun, offset) if r.noun else None)
            for r in clause.restrictions
        ),
        problems=tuple(Problem(p.code, p.message, _moved(p.span, offset)) for p in clause.problems),
    )


def _moved(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset
