"""The normalised text: one layout for all ordinances, for comparing and for reading by machines.

One unit a line, no indents but the three spaces before 章; numbers arabic and half-width, brackets full-width, lines that a
print had wrapped joined.  No word is left out or put in.
"""

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance
from pirules.ordinance.render.words import bare_label, normal, one_line, ordinal, parts

_CIRCLED = 0x245F  # ① is the next
_PROSE = frozenset((NodeType.ARTICLE, NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM))


def to_normalized(ordinance: Ordinance) -> str:
    """Return the normalised text of an ordinance, one unit a line."""
    lines: list[str] = []
    for node in ordinance.nodes:
        _node(node, ordinance.text, lines, "")
    return "\n".join(lines) + "\n"


def _node(node: Node, text: str, lines: list[str], before: str) -> None:
    """Write a node; ``before`` is the label of its article, which its first paragraph stands behind."""
    if node.caption is not None:
        lines.append(f"（{normal(one_line(node.caption))}）")
    head = before
    label = _label(node)
    if label:
        head = f"{head}　{label}" if head else label
    if (
        node.type in (NodeType.APPENDED_TABLE, NodeType.FORM, NodeType.SUPPLEMENTARY, NodeType.CONTENTS)
        and head
    ):
        lines.append(head)
        head = ""
    for piece in parts(node, text):
        if isinstance(piece, Node):
            if head and (piece.type is not NodeType.PARAGRAPH or piece.number not in ("1", None)):
                lines.append(head)
                head = ""
            _node(piece, text, lines, head)
            head = ""
            continue
        words = normal(one_line(piece) if node.type in _PROSE else piece)
        first, *rest = [line.strip(" 　\r") for line in words.splitlines() if line.strip()] or [""]
        lines.append(f"{head}　{first}" if head else first)
        lines += rest
        head = ""
    if head:
        lines.append(head)


def _label(node: Node) -> str:  # noqa: PLR0911 - one a kind
    """Return the label in its normal form, ``""`` where none is printed."""
    if node.label is None:
        return ""
    if node.type in GROUPS:
        return "　　　" + (ordinal(node.number, GROUPS[node.type]) or normal(node.label.strip()))
    if node.type is NodeType.ARTICLE:
        return ordinal(node.number, "条") or normal(node.label.strip())
    label = bare_label(node)
    if node.type is NodeType.PARAGRAPH:
        return node.number if node.number and label[:1].isdecimal() else label
    if node.type is NodeType.ITEM and node.number:
        first, _, last = node.number.replace("_", "の").partition(":")
        return f"（{first}）から（{last}）まで" if last else f"（{first}）"
    if (
        node.type is NodeType.SUBITEM
        and node.number
        and label == f"({node.number})"
        and len(node.number) == 1
    ):
        return chr(_CIRCLED + int(node.number))  # (1) below イ: items themselves are written so
    if node.type is NodeType.SUPPLEMENTARY:
        return normal(label.replace("付則", "附則").replace("附則", "附　則", 1))
    return normal(label)
