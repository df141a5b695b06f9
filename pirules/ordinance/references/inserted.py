"""What 改め文 insert or rewrite, as provisions of the ordinance that is amended.

The stretch below 「第5条の次に次の1条を加える。」 is read with the same grammar as any ordinance; what the instruction says of
its place stands above it (:class:`~pirules.ordinance.references.part.PartTree`).
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from pirules.ordinance.amendments import Insertion
from pirules.ordinance.grammar import labels
from pirules.ordinance.grammar.machine import run
from pirules.ordinance.model import GROUPS, Document, Node, NodeType, Span
from pirules.ordinance.references.model import Reference
from pirules.ordinance.references.part import Part, PartTree
from pirules.ordinance.references.pattern import ARTICLE, ITEM, PARAGRAPH, SUBITEM, Level
from pirules.text.fold import fold
from pirules.text.numerals import format_ordinal

_UNITS = {
    "編": ARTICLE,
    "章": ARTICLE,
    "節": ARTICLE,
    "款": ARTICLE,
    "条": ARTICLE,
    "項": PARAGRAPH,
    "号": ITEM,
}
_PROVISIONS = frozenset((NodeType.ARTICLE, *GROUPS))
_UNIT = re.compile(r"次の[^「」。、]{1,12}?(?P<unit>[編章節款条項号])を(?:加え|付す)")
_NEXT_TO = re.compile(r"(?:の規定)?の(?P<side>次|前)に")
_UNDER = re.compile(r"[にへ]次の(?:よう|とおり)に?(?:加え|付す)|に次のただし書|に後段")
# 「第6条を第7条とし、第5条の次に次の1条を加える。」: behind the new 第6条 stands 第7条.
_BECOMES = re.compile(r"と(?:し|する)")
_CAPTION = re.compile(r"\s*[(\[【][^()\[\]【】\n]{1,60}[)\]】]\s*")


def part_of(text: str, insertion: Insertion, law: str, named: Iterable[Reference]) -> PartTree | None:
    """Return the tree of what an instruction inserts, its spans in ``text``; ``None`` if its place isn't told.

    Args:
        text: the text of the amending ordinance.
        insertion: the instruction and what it inserts.
        law: the ordinance that is amended.
        named: the references of the instruction.
    """
    words = fold(text[slice(*insertion.instruction)])
    places = sorted((one for one in named if one.law == law), key=lambda one: one.span)
    target = places[-1] if places else None
    start, end = insertion.span
    block = fold(text[start : min(end, start + 400)])
    supplementary = target is not None and fold(target.text).startswith(("附則", "付則"))
    above: list[str | None] = []
    level = ARTICLE
    if not _begins_with_article(block):
        tail = words[target.span[1] - insertion.instruction[0] :] if target is not None else ""
        level = _level(words, tail, target)
        if level is not ARTICLE or supplementary:
            found = _above(target, level, supplementary=supplementary)
            if found is None:
                return None
            above = found
    prefix = _prefix(above, level, supplementary=supplementary)
    nodes = _shifted(run(Document(prefix + text[start:end])).builder.nodes, len(prefix), start)
    tree = PartTree(nodes, law, above) if _fits(nodes, above, supplementary=supplementary) else None
    if tree is not None and target is not None:
        _put_beside(tree, level, words, insertion.instruction[0], places)
    return tree


def _begins_with_article(block: str) -> bool:
    """Whether a stretch prints its own articles, 章 or a 別表."""
    caption = _CAPTION.match(block)
    head = (block[caption.end() :] if caption else block.lstrip())[:80].splitlines()
    first = head[0] if head else ""
    return any(
        label(first) is not None
        for label in (
            labels.article_label,
            labels.structure_label,
            labels.appended_label,
            labels.supplementary_label,
        )
    )


def _level(words: str, tail: str, target: Reference | None) -> Level:
    """Return the level of the outermost places of a stretch: 「次の1項を加える」, 「第2項を次のように改める」."""
    unit = _UNIT.search(words, max(0, words.rfind("次の")))
    if unit is not None:
        return _UNITS[unit["unit"]]
    depth = _depth(target)
    return Level(depth + 1) if _UNDER.match(tail) and depth is not SUBITEM else depth


def _depth(target: Reference | None) -> Level:
    if target is None:
        return ARTICLE
    if target.subitem is not None:
        return SUBITEM
    if target.item is not None:
        return ITEM
    return ARTICLE if target.paragraph is None else PARAGRAPH


def _above(target: Reference | None, level: Level, *, supplementary: bool) -> list[str | None] | None:
    """Return the numbers of the places that a stretch stands in; ``None`` when the instruction doesn't name them.

    附則 may have no articles: its paragraphs stand in it directly.  An item of an article stands in a paragraph that the
    instruction needn't name.
    """
    if target is None:
        return None
    numbers = (target.article, target.paragraph, target.item)[: int(level)]
    if supplementary and target.article is None:
        numbers = numbers[1:]
    elif target.article is None:
        return None
    if level is SUBITEM and target.item is None:
        return None
    return list(numbers)


def _prefix(above: list[str | None], level: Level, *, supplementary: bool) -> str:
    """Return lines that let the grammar read a stretch at its level; they are taken off again."""
    lines = ["附則"] if supplementary else []
    if len(above) == level and above:
        lines.append(format_ordinal(above[0] or "1", "条"))
    if level in (ITEM, SUBITEM):
        lines[-1] += "\n1　次のとおりとする。" if lines[-1] == "附則" else "　次のとおりとする。"
    if level is SUBITEM:
        lines.append("(1)　次のもの")
    return "".join(f"{line}\n" for line in lines)


def _fits(nodes: tuple[Node, ...], above: list[str | None], *, supplementary: bool) -> bool:
    """Whether the grammar put the stretch below the lines before it."""
    depth = len(above) + supplementary
    if not depth:
        return any(node.type in _PROVISIONS for node in nodes)
    level = nodes
    for _ in range(depth):
        if not level:
            return False
        level = level[0].children
    return bool(level)


def _put_beside(tree: PartTree, level: Level, words: str, offset: int, places: list[Reference]) -> None:
    """Note the places that the instruction names beside the stretch: 「第5条の次に」, 「第6条を第7条とし」."""
    within, target = tree.within, places[-1]
    if not isinstance(within, Part) or level not in (ARTICLE, ITEM) or not within.kids:
        return
    side = _NEXT_TO.match(words, target.span[1] - offset)
    if side is not None and _depth(target) is level:
        place = within.beside(level, (target.article, target.paragraph, target.item)[level])
        if side["side"] == "次":
            within.before = place
        else:
            within.after = place
    for named in places:
        if _depth(named) is level and _BECOMES.match(words, named.span[1] - offset) and within.after is None:
            number = (named.article, named.paragraph, named.item)[level]
            within.after = within.beside(level, number)


def _shifted(nodes: Iterable[Node], prefix: int, start: int) -> tuple[Node, ...]:
    """Return nodes at their places in the whole text; what lies in the lines before the stretch is cut off."""
    shift = start - prefix

    def moved(span: Span | None) -> Span | None:
        if span is None or span[1] <= prefix:
            return None
        return max(span[0] + shift, start), span[1] + shift

    def of(node: Node) -> Node:
        return replace(
            node,
            span=moved(node.span) or (start, start),
            label_span=moved(node.label_span),
            caption_span=moved(node.caption_span),
            children=tuple(of(child) for child in node.children),
        )

    return tuple(of(node) for node in nodes)
