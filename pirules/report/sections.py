"""The text of an ordinance in pieces that a report shows clause by clause: one section an article."""

from typing import Any

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance

_DEPTH = {NodeType.ITEM: 1, NodeType.SUBITEM: 2}
_NAMES = {
    NodeType.HEADING: "題名等",
    NodeType.CONTENTS: "目次",
    NodeType.PREAMBLE: "前文",
    NodeType.SUPPLEMENTARY: "附則",
    NodeType.APPENDED_TABLE: "別表",
    NodeType.FORM: "様式",
    NodeType.NOTE: "注記",
}


def _name(node: Node) -> str:
    if node.type is NodeType.ARTICLE and node.number:
        first, _, last = node.number.partition(":")
        names = [_article_name(number) for number in (first, last) if number]
        return "から".join(names) + ("まで" if last else "")
    if node.type is NodeType.SUPPLEMENTARY:
        # The heading as it is printed (附　則) says no more than the word itself.
        label = "".join((node.label or "").split())
        if label in {"", "附則", "付則"}:
            return "附則"
        return label if label.startswith("附則") else f"附則({label.strip('（）()')})"
    if node.type in {NodeType.APPENDED_TABLE, NodeType.FORM} and node.number:
        unit = ("第", "") if node.type is NodeType.APPENDED_TABLE else ("第", "号")
        return f"{_NAMES[node.type]}{unit[0]}{node.number.replace('_', 'の')}{unit[1]}"
    # What has no label of its own is the text of an ordinance without articles, as of one that amends.
    return (node.label or "").strip() or _NAMES.get(node.type, "本則")


def _article_name(number: str) -> str:
    head, *branches = number.split("_")
    return "の".join([f"第{head}条", *branches])


def _depths(node: Node, depth: int, marks: dict[int, int]) -> None:
    """Note at which character a piece of the text begins that is printed further in."""
    marks[node.span[0]] = depth
    for child in node.children:
        _depths(child, _DEPTH.get(child.type, 0) + (depth if child.type is NodeType.SUBITEM else 0), marks)


def _lines(node: Node, text: str) -> list[dict[str, Any]]:
    """Return the printed lines of a node without its own caption: ``{span, depth}``."""
    marks: dict[int, int] = {}
    _depths(node, 0, marks)
    lines: list[dict[str, Any]] = []
    position = node.span[0]
    depth = 0
    for raw in text[node.span[0] : node.span[1]].splitlines(keepends=True):
        start, end = position, position + len(raw)
        for place in range(start, end):
            depth = marks.get(place, depth)
            if not text[place].isspace():
                break
        stripped = raw.strip()
        if stripped and not (node.caption_span and _inside((start, end), node.caption_span, text)):
            begin = start + len(raw) - len(raw.lstrip())
            lines.append({"span": [begin, begin + len(stripped)], "depth": min(depth, 4), "text": stripped})
        position = end
    return lines


def _inside(line: tuple[int, int], caption: tuple[int, int], text: str) -> bool:
    """Tell whether a line holds nothing but the caption."""
    rest = text[line[0] : max(line[0], caption[0])] + text[min(caption[1], line[1]) : line[1]]
    return line[0] < caption[1] and caption[0] < line[1] and not rest.strip()


def sections_of(ordinance: Ordinance) -> list[dict[str, Any]]:
    """Return the ordinance as sections in the order of its text, in JSON values that the store can keep.

    Each is ``{type, name, caption, span, lines}``, a line ``{span, depth, text}``; a chapter heading has no lines.
    """
    sections: list[dict[str, Any]] = []

    def visit(node: Node) -> None:
        section: dict[str, Any] = {
            "type": node.type.value,
            "name": _name(node),
            # The name of a chapter is its text, that of an article stands in brackets above it.
            "caption": node.caption or (node.own_text(ordinance.text) if node.type in GROUPS else None),
            "span": list(node.span),
            "lines": [],
        }
        sections.append(section)
        if node.type in GROUPS:
            for child in node.children:
                visit(child)
        else:
            section["lines"] = _lines(node, ordinance.text)

    for node in ordinance.nodes:
        visit(node)
    return sections
