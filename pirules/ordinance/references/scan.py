"""The walk through an ordinance's text, one node's own words after the other."""

from collections.abc import Iterator

from pirules.ordinance.definitions import law_terms
from pirules.ordinance.model import Kind, Node, NodeType, Ordinance, Span
from pirules.ordinance.references.frame import Frame
from pirules.ordinance.references.laws import LawTable
from pirules.ordinance.references.lines import Line, line_of
from pirules.ordinance.references.model import Resolution
from pirules.ordinance.references.pattern import Level, places_to_read
from pirules.ordinance.references.reader import Reader
from pirules.ordinance.references.targets import Targets
from pirules.ordinance.references.tree import Entry, Tree
from pirules.text.fold import fold

#: Places whose words go on from those of the place above.
_CONTINUING = (Level.ITEM, Level.SUBITEM)
#: Nodes whose words refer to nothing by themselves: titles, the 目次, remarks on history.
_SILENT = frozenset((NodeType.HEADING, NodeType.CONTENTS, NodeType.NOTE))


def resolve(ordinance: Ordinance) -> Resolution:
    """Resolve every reference in every node's own words.

    A reference that can't be resolved is kept with ``resolved=False`` and listed as a problem: ``P250`` the place doesn't
    exist, ``P251`` a short name that nothing defines, ``P252`` nothing before it that it could look back to.
    """
    folded = fold(ordinance.text)
    tree = Tree(ordinance)
    table = LawTable(law_terms(ordinance, folded))
    reader = Reader(ordinance.text, table, Targets(tree, closely=_is_recent(ordinance)), tree)
    frames: dict[int, Frame] = {}
    for node, entry in tree.runs(places_to_read(folded)):
        if node.type in _SILENT:
            continue
        frame = _frame(entry, frames)
        for line in _lines(folded, node):
            reader.read(line, frame)
    references = sorted(reader.references, key=lambda reference: reference.span)
    problems = sorted(reader.problems, key=lambda problem: problem.span)
    return Resolution(tuple(references), tuple(problems))


def _is_recent(ordinance: Ordinance) -> bool:
    """Whether an ordinance cites the Act as it applies to municipalities (令和5年4月1日から), not an older wording."""
    return ordinance.kind is Kind.IMPLEMENTATION or (
        ordinance.promulgated_on is not None and ordinance.promulgated_on.year >= 2023  # noqa: PLR2004 - 令和3年改正
    )


def _frame(entry: Entry | None, frames: dict[int, Frame]) -> Frame:
    """Return the frame of a node: its own, begun where its parent's words have come to."""
    if entry is None:
        return Frame(None)
    frame = frames.get(id(entry))
    if frame is None:
        above = _above(entry, frames)
        frame = above.below(entry) if above is not None else Frame(entry)
        frames[id(entry)] = frame
    return frame


def _above(entry: Entry, frames: dict[int, Frame]) -> Frame | None:
    """Return the frame of the words that an item goes on from (one that refers to nothing has none)."""
    while entry.level in _CONTINUING and entry.parent is not None:
        entry = entry.parent
        frame = frames.get(id(entry))
        if frame is not None:
            return frame
    return None


def _lines(folded: str, node: Node) -> Iterator[Line]:
    """Yield the stretches of a node's own words; page numbers and running heads between them don't divide them."""
    notes = [child.span for child in node.children if child.type is NodeType.NOTE]
    pieces: list[Span] = []
    for span in node.own_spans():
        if pieces and (pieces[-1][1], span[0]) not in notes:
            yield from line_of(folded, pieces)
            pieces = []
        pieces.append(span)
    if pieces:
        yield from line_of(folded, pieces)
