"""Clauses as coloured HTML, as displaCy shows entities: one page that needs nothing from outside.

A part may lie inside another (an exception that holds an object): the marks nest.  Colours never stand alone, each mark
carries its name, so that the page says the same in black and white and to a screen reader.
"""

from html import escape

from pirules.clauses.analysis import Analysis
from pirules.clauses.model import Clause, Modality, Part, Role
from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance

_FIELDS = {
    "subject": "主体",
    "conditions": "要件",
    "exceptions": "例外",
    "actions": "行為",
    "objects": "対象",
    "counterparty": "相手方",
}
MODALITIES = {
    Modality.OBLIGATION: "義務",
    Modality.PROHIBITION: "禁止",
    Modality.PERMISSION: "権能",
    Modality.EFFORT: "努力",
    Modality.DEFINITION: "定義",
    Modality.DEEMING: "みなし",
    Modality.APPLICATION: "準用・適用",
    Modality.DELEGATION: "委任",
    Modality.EXCLUSION: "除外",
    Modality.STATEMENT: "定め",
}
_ROLES = {Role.MAIN: "本文", Role.PROVISO: "ただし書", Role.SECOND_SENTENCE: "後段", Role.ITEM: "号"}
_STYLE = """
body{font-family:"Hiragino Mincho ProN","Yu Mincho","Noto Serif CJK JP",serif;line-height:2.4;margin:2rem auto;max-width:54rem;
padding:0 1rem;color:#1d1d1f;background:#fff}
h1{font-size:1.3rem;line-height:1.6}
.legend,.tag,.name{font-family:"Hiragino Sans","Yu Gothic","Noto Sans CJK JP",sans-serif;font-size:.7rem}
.legend{line-height:2}
.node{margin:.2rem 0}
.label{font-weight:bold;margin-right:.6em}
.depth1{margin-left:1.5em}.depth2{margin-left:3em}.depth3{margin-left:4.5em}
mark{color:inherit;border-radius:.25em;padding:.15em .2em;border-bottom:2px solid}
mark .name{opacity:.75;margin-left:.3em;user-select:none}
mark.unsure{border-bottom-style:dashed}
mark.subject{background:#e3ecfa;border-color:#1f4e9c}
mark.conditions{background:#fdf3d0;border-color:#8a6a00}
mark.exceptions{background:#fbe3dd;border-color:#a63a1e}
mark.actions{background:#e2f2e4;border-color:#23682d}
mark.objects{background:#efe6f7;border-color:#5f3a8c}
mark.counterparty{background:#dff1f3;border-color:#15616d}
.tag{display:inline-block;line-height:1.5;border:1px solid #555;border-radius:.8em;padding:0 .6em;margin-right:.5em}
@media print{body{margin:0;max-width:none}mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
_UNSURE = 0.7
_DEPTH = {NodeType.ITEM: 1, NodeType.SUBITEM: 2}


def clause_html(clause: Clause) -> str:
    """Return one clause as an HTML fragment: modality, then the sentence with its parts marked; all text escaped."""
    tag = f"{_ROLES[clause.role]}・{MODALITIES[clause.modality]}"
    return f'<span class="tag">{tag}</span>{_marked(clause)}'


def render_html(ordinance: Ordinance, analysis: Analysis) -> str:
    """Return an ordinance with its clauses as one self-contained HTML page."""
    title = escape(ordinance.title or "条項の読み取り")
    legend = " ".join(f'<mark class="{field}">{name}</mark>' for field, name in _FIELDS.items())
    body = "\n".join(
        _node_html(node, analysis, ordinance.text) for node in ordinance.walk() if _shown(node, analysis)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f'<h1>{title}</h1>\n<p class="legend">{legend} 点線は確かでない読み取り</p>\n{body}\n</body>\n</html>\n'
    )


def _shown(node: Node, analysis: Analysis) -> bool:
    return node.label is not None or node.caption is not None or bool(analysis.of(node))


def _node_html(node: Node, analysis: Analysis, text: str) -> str:
    label = f'<span class="label">{escape(node.label)}</span>' if node.label else ""
    caption = f'<span class="label">（{escape(node.caption)}）</span>' if node.caption else ""
    clauses = " ".join(clause_html(clause) for clause in analysis.of(node))
    if node.type in GROUPS:
        clauses = f'<span class="label">{escape(node.own_text(text))}</span>'
    depth = _DEPTH.get(node.type, 0)
    return f'<div class="node depth{depth}">{caption}{label}{clauses}</div>'


def _marked(clause: Clause) -> str:
    """Return the sentence with nested marks; a part that crosses another one is cut at the other's end."""
    entries = [
        (part.span[0], part.span[1], field, part) for field in _FIELDS for part in _parts(clause, field)
    ]
    entries.sort(key=lambda entry: (entry[0], -entry[1]))
    pieces: list[str] = []
    open_ends: list[tuple[int, str]] = []
    position = clause.span[0]

    def copy(end: int) -> None:
        nonlocal position
        begin = position - clause.span[0]
        pieces.append(escape(clause.text[begin : end - clause.span[0]]))
        position = end

    def close(until: int) -> None:
        while open_ends and open_ends[-1][0] <= until:
            end, name = open_ends.pop()
            copy(end)
            pieces.append(f'<span class="name">{name}</span></mark>')

    for begin, end, field, part in entries:
        close(begin)
        copy(begin)
        unsure = " unsure" if part.confidence < _UNSURE else ""
        pieces.append(f'<mark class="{field}{unsure}">')
        open_ends.append((min(end, open_ends[-1][0]) if open_ends else end, _FIELDS[field]))
    close(clause.span[1])
    copy(clause.span[1])
    return "".join(pieces)


def _parts(clause: Clause, field: str) -> tuple[Part, ...]:
    value = getattr(clause, field)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
