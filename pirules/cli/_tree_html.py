"""The tree of an ordinance as one self-contained HTML page, as a person checks what was read."""

from html import escape

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance

_STYLE = (
    "body{font-family:'Noto Serif CJK JP','Yu Mincho',serif;max-width:50em;margin:2em auto;line-height:1.8}"
    "section{margin-left:1.5em;border-left:2px solid #ddd;padding-left:.6em}"
    ".type{font:.7em sans-serif;color:#567;margin-right:.6em}.label{font-weight:bold;margin-right:1em}"
    ".note{color:#666;font-size:.9em}.problem{color:#a00}p{margin:.2em 0;white-space:pre-wrap}"
)
_NAMES = {
    NodeType.HEADING: "題名等",
    NodeType.CONTENTS: "目次",
    NodeType.PREAMBLE: "前文",
    **GROUPS,
    NodeType.ARTICLE: "条",
    NodeType.PARAGRAPH: "項",
    NodeType.ITEM: "号",
    NodeType.SUBITEM: "号の細分",
    NodeType.SUPPLEMENTARY: "附則",
    NodeType.APPENDED_TABLE: "別表",
    NodeType.FORM: "様式",
    NodeType.NOTE: "注記",
}


def render_tree_html(ordinance: Ordinance) -> str:
    """Return the page; every word of the ordinance is escaped."""
    title = escape(ordinance.title or "題名のない条例")
    nodes = "".join(_node(node, ordinance.text) for node in ordinance.nodes)
    problems = "".join(
        f'<p class="problem">{escape(problem.code)} {escape(problem.message)}</p>'
        for problem in ordinance.problems
    )
    return (
        f'<!doctype html>\n<html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"</head><body><h1>{title}</h1>{problems}{nodes}</body></html>\n"
    )


def _node(node: Node, text: str) -> str:
    label = f'<span class="label">{escape(node.label)}</span>' if node.label else ""
    caption = f"<span>（{escape(node.caption)}）</span>" if node.caption else ""
    children = "".join(_node(child, text) for child in node.children)
    kind = " note" if node.type is NodeType.NOTE else ""
    return (
        f'<section class="{node.type.value}{kind}"><p><span class="type">{_NAMES[node.type]}</span>'
        f"{label}{caption}{escape(node.own_text(text))}</p>{children}</section>"
    )
