"""The walk through an ordinance's text, one node's own words after the other."""

from operator import attrgetter

from pirules.law.local import local_days
from pirules.ordinance.definitions import law_terms
from pirules.ordinance.model import Kind, NodeType, Ordinance
from pirules.ordinance.quick import without_collector
from pirules.ordinance.references.amended import AmendedLaws
from pirules.ordinance.references.entry import Entry
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.inserted import part_of
from pirules.ordinance.references.laws import LawTable
from pirules.ordinance.references.lines import lines_of
from pirules.ordinance.references.model import Resolution
from pirules.ordinance.references.pattern import ARTICLE, ITEM, PARAGRAPH, SUBITEM
from pirules.ordinance.references.reader import Reader
from pirules.ordinance.references.targets import Targets
from pirules.ordinance.references.tree import Tree, place_at
from pirules.ordinance.references.words import Words
from pirules.text.dates import to_wareki
from pirules.text.fold import fold

#: Places whose words go on from those of the place above.
_CONTINUING = (ITEM, SUBITEM)
#: Nodes whose lines each stand for themselves.
_TABULAR = frozenset((NodeType.APPENDED_TABLE, NodeType.FORM, NodeType.PREAMBLE))
#: Nodes whose words refer to nothing by themselves: titles, the 目次, remarks on history.
_NOTES = frozenset((NodeType.CONTENTS, NodeType.NOTE))
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
    tree = Tree(ordinance.nodes)
    table = LawTable(law_terms(ordinance, folded), ordinance.title, _issued(ordinance))
    amended = AmendedLaws(ordinance, table)
    targets = Targets(tree, closely=_is_recent(ordinance), amended=amended.whole(tree))
    reader = Reader(ordinance.text, table, targets, tree)
    _read_tree(tree, reader, Words(folded), amended)
    tree.forget()
    references = sorted(reader.found.references, key=attrgetter("span"))
    problems = sorted(reader.found.problems, key=attrgetter("span"))
    return Resolution(tuple(references), tuple(problems))


def _issued(ordinance: Ordinance) -> str | None:
    """Return year and number of an ordinance as others cite it: 令和5年条例第5号."""
    day, number = ordinance.promulgated_on, ordinance.number
    return to_wareki(day).partition("年")[0] + "年" + number if day is not None and number else None


def _read_tree(tree: Tree, reader: Reader, words: Words, amended: AmendedLaws | None) -> None:
    """Let the reader read each node's own words.

    Args:
        tree: the places of the ordinance, or of what it inserts into another one.
        reader: what collects the references.
        words: the folded text.
        amended: what the ordinance does to others.
    """
    folded = words.folded
    silent = _SILENT if tree.law is None else _NOTES
    frames: dict[int, Frame] = {}
    amends = bool(amended)
    for node, way, stretches in tree.walk(words.of, silent):
        entry = place_at(way)
        frame: Frame | None = None
        if amended is not None and amends:
            parts = [part for pieces in stretches for part in amended.divide(pieces)]
        else:
            parts = stretches
        for pieces in parts:
            law = amended.at(pieces[0][0]) if amended is not None and amends else None
            if amended is not None and law is not None:
                if _read_inserted(amended, law, pieces[0][0], reader, words):
                    continue
                frame = amended.frame_at(pieces[0][0], law, entry)
            for line in lines_of(reader.text, folded, pieces, node.type in _TABULAR):
                frame = frame or _frame(entry, frames)
                reader.read(line, frame)


def _read_inserted(amended: AmendedLaws, law: str, position: int, reader: Reader, words: Words) -> bool:
    """Read what 改め文 insert or rewrite at ``position`` as provisions of ``law``; ``False``: they are instructions there."""
    insertion = amended.inserted_at(position)
    if insertion is None or insertion.span in amended.unread:
        return False
    if insertion.span in amended.read:
        return True  # page numbers part it
    part = part_of(reader.text, insertion, law, reader.found.within(insertion.instruction))
    if part is None:
        amended.unread.add(insertion.span)
        return False
    amended.read.add(insertion.span)
    with reader.reading(part, Place(law)):
        _read_tree(part, reader, words, None)
    return True


def _is_recent(ordinance: Ordinance) -> bool:
    """Whether an ordinance cites the Act as it applies to municipalities (令和5年4月1日から), not an older wording."""
    return ordinance.kind is Kind.IMPLEMENTATION or (
        ordinance.promulgated_on is not None
        and ordinance.promulgated_on.year >= local_days().applies_from.year
    )


def _frame(entry: Entry | None, frames: dict[int, Frame]) -> Frame:
    """Return the frame of a node: its own, begun where its parent's words have come to."""
    if entry is None:
        return Frame(None)
    frame = frames.get(id(entry))
    if frame is None:
        earlier: Frame | None = None
        in_article = entry.level is PARAGRAPH and entry.parent is not None and entry.parent.level is ARTICLE
        if entry.level not in _CONTINUING:
            # Nothing goes on from an earlier paragraph but 同法 and 同条, where their own paragraph names none.
            earlier = frames.get(-id(entry.parent)) if in_article else None
            frames.clear()
        above = _above(entry, frames)
        frame = above.below(entry) if above is not None else Frame(entry)
        frames[id(entry)] = frame
        if in_article:
            frame.elder = earlier
            frames[-id(entry.parent)] = frame
        if entry.parent is not None and entry.level in _CONTINUING:
            # The last of its siblings so far is kept under the negative of their parent.
            frame.elder = frames.get(-id(entry.parent))
            frames[-id(entry.parent)] = frame
    return frame


def _above(entry: Entry, frames: dict[int, Frame]) -> Frame | None:
    """Return the frame of the words that an item goes on from (one that refers to nothing has none)."""
    while entry.level in _CONTINUING and entry.parent is not None:
        entry = entry.parent
        frame = frames.get(id(entry))
        if frame is not None:
            return frame
    return None
