"""From a parsed ordinance to its clauses, node by node."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pirules.clauses.frames import FRAMES_OF_PROCESS, Question
from pirules.clauses.model import Clause, Role
from pirules.clauses.placing import Surroundings, placed, stretches
from pirules.clauses.sentences import split
from pirules.ordinance.model import Node, NodeType, Ordinance
from pirules.ordinance.references import resolve

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
    surroundings = Surroundings(ordinance.text, resolve(ordinance))
    nodes: list[Node] = []
    places: list[list[tuple[int, Question]]] = []
    for node in ordinance.walk():
        if node.type in _SPEAKING:
            nodes.append(node)
            places.append(list(_sentences(ordinance.text, node)))
    questions = [question for sentences in places for _, question in sentences]
    frames = iter(FRAMES_OF_PROCESS.frames(questions, model=model))
    entries = tuple(
        (node, tuple(placed(next(frames), offset, surroundings) for offset, _ in sentences))
        for node, sentences in zip(nodes, places, strict=True)
        if sentences
    )
    return Analysis(ordinance, entries)


def _sentences(text: str, node: Node) -> Iterator[tuple[int, Question]]:
    """Yield place and role of each sentence of a node's own text."""
    first = True
    for start, words_of_stretch in stretches(text, node):
        for sentence in split(words_of_stretch, item=node.type in _ITEMS):
            words = words_of_stretch[sentence.start : sentence.end]
            if words in _REPEALED:
                continue
            role = sentence.role
            if not first and role in {Role.MAIN, Role.ITEM}:
                role = Role.SECOND_SENTENCE
            first = False
            yield start + sentence.start, (words, role)
