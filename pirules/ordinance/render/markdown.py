"""Markdown: headings for 題名, 章 and 条, lists for 号 and what stands below them, tables for tables."""

import re
from itertools import groupby

from pirules.ordinance.model import GROUPS, Node, NodeType, Ordinance
from pirules.ordinance.render.words import one_line, parts

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+])")
_DEPTH = {kind: 2 + depth for depth, kind in enumerate(GROUPS)}


def to_markdown(ordinance: Ordinance) -> str:
    """Return an ordinance as Markdown (CommonMark with tables); what looks like markup in it is escaped."""
    blocks: list[str] = []
    titled = False
    for node in ordinance.nodes:
        if node.type is NodeType.HEADING and not titled:
            words = one_line(ordinance.text[slice(*node.span)].strip())
            blocks.append(f"# {_escaped(words.lstrip('○').strip())}")
            titled = True
        else:
            _node(node, ordinance.text, blocks)
    written = ""
    last = ""
    for block in filter(None, blocks):
        tight = block.lstrip().startswith("- ") and last.lstrip().startswith("- ")
        written += ("\n" if tight else "\n\n") + block if written else block
        last = block
    return written + "\n"


def _node(node: Node, text: str, blocks: list[str]) -> None:
    if node.type in _DEPTH:
        _group(node, text, blocks)
    elif node.type is NodeType.ARTICLE:
        _article(node, text, blocks)
    elif node.type in (NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM):
        _unit(node, text, blocks, "")
    elif node.type in (NodeType.SUPPLEMENTARY, NodeType.CONTENTS, NodeType.APPENDED_TABLE, NodeType.FORM):
        blocks.append("## " + _escaped(one_line((node.label or "").strip())))
        _rest(node, text, blocks)
    elif node.type is NodeType.NOTE:
        blocks.append(f"*{_escaped(one_line(text[slice(*node.span)].strip()))}*")
    else:
        blocks.append(_lines(text[slice(*node.span)]))


def _rest(node: Node, text: str, blocks: list[str]) -> None:
    for piece in parts(node, text):
        if isinstance(piece, Node):
            _node(piece, text, blocks)
        else:
            blocks.append(_lines(piece))


def _group(node: Node, text: str, blocks: list[str]) -> None:
    pieces = list(parts(node, text))
    name = pieces.pop(0) if pieces and isinstance(pieces[0], str) else ""
    heading = "　".join(part for part in ((node.label or "").strip(), node.caption or "", str(name)) if part)
    blocks.append("#" * _DEPTH[node.type] + f" {_escaped(one_line(heading))}")
    for piece in pieces:
        if isinstance(piece, Node):
            _node(piece, text, blocks)
        else:
            blocks.append(_lines(piece))


def _article(node: Node, text: str, blocks: list[str]) -> None:
    caption = f"（{one_line(node.caption)}）" if node.caption is not None else ""
    blocks.append(f"### {_escaped(one_line((node.label or '').strip()) + caption)}")
    _rest(node, text, blocks)


def _unit(node: Node, text: str, blocks: list[str], indent: str) -> None:
    """Write a paragraph, or an item as an entry of a list with its printed label."""
    if node.caption is not None:
        blocks.append(f"**（{_escaped(one_line(node.caption))}）**")
    label = "".join((node.label or "").split())
    bullet = "" if node.type is NodeType.PARAGRAPH else f"{indent}- "
    deeper = "" if node.type is NodeType.PARAGRAPH else f"{indent}  "
    head = f"{bullet}{_escaped(label)}"
    for piece in parts(node, text):
        if isinstance(piece, Node):
            if head.strip(" -"):
                blocks.append(head)
                head = ""
            if piece.type is NodeType.NOTE:
                blocks.append(deeper + f"*{_escaped(one_line(text[slice(*piece.span)].strip()))}*")
            else:
                _unit(piece, text, blocks, deeper)
            continue
        words = _lines(one_line(piece)) if "\t" in piece else _escaped(one_line(piece))
        blocks.append(f"{head}　{words}" if label and head else f"{head or deeper}{words}")
        head = ""
    if head.strip(" -"):
        blocks.append(head)


def _lines(words: str) -> str:
    """Write lines as they are, rows (with tabs) as a table."""
    rows = [line.rstrip("\r") for line in words.strip("\r\n").split("\n") if line.strip()]
    blocks: list[str] = []
    for tabular, group in groupby(rows, key=lambda row: "\t" in row):
        lines = list(group)
        blocks.append(_table(lines) if tabular else "  \n".join(_escaped(row.strip()) for row in lines))
    return "\n\n".join(blocks)


def _table(rows: list[str]) -> str:
    cells = [[_escaped(cell.strip()) for cell in row.rstrip("\t").split("\t")] for row in rows]
    width = max(len(row) for row in cells)
    table = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells]
    table.insert(1, "|" + " --- |" * width)
    return "\n".join(table)


def _escaped(words: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", words.replace("&", "&amp;"))
    return _LIST_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
