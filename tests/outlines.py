"""Trees as one line of text, for tests of the grammar.

The outline writes a node as its short type and number, its caption in 〈〉, and its children in brackets:
``art3〈定義〉[p1[i1 i2[s1 s2]] p2]``.
"""

from pirules.ordinance import parse
from pirules.ordinance.model import Document, Node, NodeType, Ordinance

SHORT = {
    NodeType.HEADING: "head",
    NodeType.CONTENTS: "toc",
    NodeType.PREAMBLE: "pre",
    NodeType.PART: "part",
    NodeType.CHAPTER: "ch",
    NodeType.SECTION: "sec",
    NodeType.SUBSECTION: "sub",
    NodeType.DIVISION: "div",
    NodeType.ARTICLE: "art",
    NodeType.PARAGRAPH: "p",
    NodeType.ITEM: "i",
    NodeType.SUBITEM: "s",
    NodeType.SUPPLEMENTARY: "suppl",
    NodeType.APPENDED_TABLE: "table",
    NodeType.FORM: "form",
    NodeType.NOTE: "note",
}


def outline(node: Node) -> str:
    children = " ".join(outline(child) for child in node.children)
    caption = f"〈{node.caption}〉" if node.caption else ""
    return f"{SHORT[node.type]}{node.number or ''}{caption}" + (f"[{children}]" if children else "")


def parsed(text: str, **facts) -> Ordinance:
    ordinance = parse(Document(text=text, **facts))
    assert_covers(ordinance.nodes, 0, len(text), whole=True)
    return ordinance


def assert_covers(nodes, start, end, *, whole):
    position = start
    for node in nodes:
        assert position <= node.span[0] <= node.span[1] <= end
        if whole:
            assert node.span[0] == position
        position = node.span[1]
        assert_covers(node.children, *node.span, whole=False)
    if whole and nodes:
        assert position == end


def body(ordinance: Ordinance) -> list[str]:
    return [outline(node) for node in ordinance.nodes if node.type is not NodeType.HEADING]
