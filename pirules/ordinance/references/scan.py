"""The walk through an ordinance's text, one node's own words after the other."""

from pirules.ordinance.definitions import law_terms
from pirules.ordinance.model import Kind, Node, NodeType, Ordinance, Span
from pirules.ordinance.quick import without_collector
from pirules.ordinance.references.frame import Frame
from pirules.ordinance.references.laws import LawTable
from pirules.ordinance.references.lines import lines_of
from pirules.ordinance.references.model import Resolution
from pirules.ordinance.references.pattern import Level, places_to_read
from pirules.ordinance.references.reader import Reader
from pirules.ordinance.references.targets import Targets
from pirules.ordinance.references.tree import Entry, Tree
from pirules.text.fold import fold

#: Places whose words go on from those of the place above.
_CONTINUING = (Level.ITEM, Level.SUBITEM)
#: Nodes whose lines each stand for themselves.
_TABULAR = frozenset((NodeType.APPENDED_TABLE, NodeType.FORM, NodeType.PREAMBLE))
#: Nodes whose words refer to nothing by themselves: titles, the 目次, remarks on history.
_SILENT = frozenset((NodeType.HEADING, NodeType.CONTENTS, NodeType.NOTE))


def resolve(ordinance: Ordinance) -> Resolution:
    """Resolve every reference in every node's own words.

    A reference that can't be resolved is kept with ``resolved=False`` and listed as a problem: ``P250`` the place doesn't
    exist, ``P251`` a short name that nothing defines, ``P252`` nothing before it that it could look back to.
    """
    with without_collector():
        return _resolve(ordinance)


def _resolve(ordinance: Ordinance) -> Resolution:
    folded = fold(ordinance.text)
    tree = Tree(ordinance)
    table = LawTable(law_terms(ordinance, folded))
    reader = Reader(ordinance.text, table, Targets(tree, closely=_is_recent(ordinance)), tree)
    frames: dict[int, Frame] = {}
    for node, entry, first in tree.runs(places_to_read(folded)):
        if node.type in _SILENT:
            continue
        frame: Frame | None = None
        for pieces in _stretches(node, first):
            for line in lines_of(ordinance.text, folded, pieces, tabular=node.type in _TABULAR):
                frame = frame or _frame(entry, frames)
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
        if entry.level not in _CONTINUING:
            frames.clear()  # nothing goes on from an earlier paragraph
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


def _stretches(node: Node, first: int) -> list[list[Span]]:
    """Return the stretches of a node's own words from ``first`` on, each in one or more pieces.

    Page numbers and running heads between two pieces don't divide them.
    """
    children = node.children
    if not children:
        start = max((span[1] for span in (node.label_span, node.caption_span) if span), default=node.span[0])
        return [[(start, node.span[1])]]
    notes = {child.span for child in children if child.type is NodeType.NOTE}
    if not notes and children[-1].span[1] == node.span[1]:
        start = children[0].span[0]
        if first >= start:
            return []  # what is to be read lies in the children
        if node.caption_span is None:
            return [[(node.label_span[1] if node.label_span else node.span[0], start)]]
    stretches: list[list[Span]] = []
    for span in node.own_spans():
        if stretches and (stretches[-1][-1][1], span[0]) in notes:
            stretches[-1].append(span)
        else:
            stretches.append([span])
    return stretches
