"""Edits of the text that take out a provision: how an article, a paragraph, an item or a ただし書 goes, by drafting custom.

A whole article becomes 「第N条　削除」, so that no other number moves; a paragraph goes and the following ones move up; an item
becomes 「削除」; a ただし書 or 後段 is cut out of its paragraph.  What follows from a moved number is an edit too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pirules.clauses import Analysis
from pirules.clauses.model import Role
from pirules.ordinance.model import Node, NodeType, Ordinance, Span
from pirules.ordinance.references import Reference
from pirules.ordinance.scopes import path_to
from pirules.report.draft.style import Style, paragraph_label

DELETED = "削除"
_SPACES = " \t\u3000"
_ROLES = {"ただし書": Role.PROVISO, "後段": Role.SECOND_SENTENCE}
_PARAGRAPH = re.compile(r"第[0-9０-９一二三四五六七八九十百]+項")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``span`` of the text by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Removal:
    """One provision taken out: its edits, the sentences of the 改め文, and what a person must look at afterwards."""

    provision: str
    edits: tuple[Edit, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...] = ()


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with edits applied; one inside a larger one is dropped, an insertion before a larger one is not."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span[0], e.span[1] > e.span[0], -e.span[1])):
        if not kept or edit.span[0] >= kept[-1].span[1]:
            kept.append(edit)
    for edit in reversed(kept):
        text = text[: edit.span[0]] + edit.text + text[edit.span[1] :]
    return text


def _line_end(text: str, span: Span) -> str:
    body = text[span[0] : span[1]]
    return body[len(body.rstrip()) :]


def remove_article(ordinance: Ordinance, article: Node, style: Style) -> Removal:
    """Turn an article into 「第N条　削除」, without its caption."""
    label = article.label or style.article_label(article.number or "")
    line = f"{label}\u3000{DELETED}"
    edit = Edit(article.span, line + _line_end(ordinance.text, article.span))
    return Removal(label, (edit,), (f"{label}を次のように改める。", line))


def remove_item(ordinance: Ordinance, item: Node, where: str) -> Removal:
    """Turn an item into 「(3)　削除」; its number stays, so nothing else moves."""
    start = item.label_span[1] if item.label_span else item.span[0]
    edit = Edit((start, item.span[1]), f"\u3000{DELETED}{_line_end(ordinance.text, item.span)}")
    return Removal(where, (edit,), (f"{where}を次のように改める。", f"{item.label or ''}\u3000{DELETED}"))


def remove_sentence(analysis: Analysis, node: Node, where: str, part: str) -> Removal | None:
    """Cut a ただし書 or 後段 out of its paragraph or item; ``None`` when there isn't exactly one."""
    spans = [clause.span for clause in analysis.of(node) if clause.role is _ROLES[part]]
    if len(spans) != 1:
        return None
    return Removal(where, (Edit(spans[0], ""),), (f"{where}を削る。",))


def remove_paragraphs(
    ordinance: Ordinance, article: Node, gone: list[Node], references: Iterable[Reference], style: Style
) -> Removal:
    """Take paragraphs out of an article; those behind them move up, and so do references to them."""
    text = ordinance.text
    paragraphs = [child for child in article.children if child.type is NodeType.PARAGRAPH]
    kept = [paragraph for paragraph in paragraphs if paragraph not in gone]
    moved = {p.number: str(n) for n, p in enumerate(kept, 1) if p.number is not None and p.number != str(n)}
    label = article.label or ""
    edits = [Edit(paragraph.span, "") for paragraph in gone]
    for number, paragraph in enumerate(kept, 1):
        if paragraph.label_span is None or paragraph.label is None or paragraph.number == str(number):
            continue
        end = paragraph.label_span[1]
        if number == 1:
            while end < paragraph.span[1] and text[end] in _SPACES:
                end += 1
            edits.append(Edit((paragraph.label_span[0], end), ""))
        else:
            edits.append(Edit(paragraph.label_span, paragraph_label(paragraph.label, number)))
    following, notes = _follow(_Move(ordinance, article, tuple(gone), moved), references, style)
    names = "及び".join(style.ordinal(p.number or "", "項") for p in gone)
    steps = [f"{style.ordinal(old or '', '項')}を{style.ordinal(new, '項')}と" for old, new in moved.items()]
    sentence = f"{label}中{names}を削り、{'し、'.join(steps)}する。" if steps else f"{label}{names}を削る。"
    return Removal(label + names, tuple(edits + following), (sentence,), tuple(notes))


@dataclass(frozen=True, slots=True)
class _Move:
    """What happens to the paragraphs of an article: which are ``gone``, which number becomes which."""

    ordinance: Ordinance
    article: Node
    gone: tuple[Node, ...]
    moved: dict[str, str]


def _follow(move: _Move, references: Iterable[Reference], style: Style) -> tuple[list[Edit], list[str]]:
    """Rewrite references to moved paragraphs; list those that a person must mend (前項 of one that went, ranges)."""
    ordinance, article, gone, moved = move.ordinance, move.article, move.gone, move.moved
    edits: list[Edit] = []
    notes: list[str] = []
    removed = {paragraph.number for paragraph in gone}
    own = [r for r in references if r.law is None and r.article == article.number and r.paragraph]
    spans = [reference.span for reference in own]
    for reference in own:
        inside = any(p.span[0] <= reference.span[0] < p.span[1] for p in gone)
        if inside:
            continue
        where = _place(ordinance, reference.span[0])
        if reference.paragraph in removed:
            notes.append(f"{where}の「{reference.text}」は、削る項を引いています。")
        elif reference.paragraph in moved:
            new = style.ordinal(moved[reference.paragraph], "項")
            if spans.count(reference.span) == 1 and _PARAGRAPH.search(reference.text):
                edits.append(Edit(reference.span, _PARAGRAPH.sub(new, reference.text, count=1)))
            elif _PARAGRAPH.search(reference.text):
                notes.append(f"{where}の「{reference.text}」は、項の繰上げに合わせて直してください。")
    return edits, notes


def _place(ordinance: Ordinance, position: int) -> str:
    nodes = [node for node in ordinance.walk() if node.span[0] <= position < node.span[1]]
    article = next((node for node in nodes if node.type is NodeType.ARTICLE), None)
    return (article.label if article is not None else None) or "附則など"


def parent_article(ordinance: Ordinance, node: Node) -> Node | None:
    """Return the article of the main part that ``node`` is or stands in; ``None`` in a 附則 or an annex."""
    path = path_to(ordinance.nodes, node.span[0])
    if any(part.type not in _MAIN for part in path):
        return None
    return next((part for part in path if part.type is NodeType.ARTICLE), None)


_MAIN = {
    NodeType.PART, NodeType.CHAPTER, NodeType.SECTION, NodeType.SUBSECTION, NodeType.DIVISION,
    NodeType.ARTICLE, NodeType.PARAGRAPH, NodeType.ITEM, NodeType.SUBITEM,
}  # fmt: skip
