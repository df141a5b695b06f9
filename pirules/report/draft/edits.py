"""Edits of the text: how an article, a paragraph, an item or a ただし書 goes, by drafting custom.

A whole article becomes 「第N条　削除」 or goes with its number; a paragraph goes and the following ones move up; an item
becomes 「削除」, the last ones go; a ただし書, a 後段 or a bracket is cut out of its paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pirules.ordinance.model import Ordinance, Span
from pirules.ordinance.scopes import path_to
from pirules.report.draft.fates import DELETED, KEPT, REMOVED, Fate, Plan
from pirules.report.draft.style import Style

DELETED_WORD = "削除"
_SPACES = " \t\u3000"
_LINE = re.compile(r"[ \t\u3000]*(?:\r\n|[\r\n])?")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``span`` of the text by ``text``."""

    span: Span
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with edits applied; one inside a larger one is dropped, an insertion before a larger one is not."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span[0], e.span[1] > e.span[0], -e.span[1])):
        if not kept or edit.span[0] >= kept[-1].span[1]:
            kept.append(edit)
    parts: list[str] = []
    position = 0
    for edit in kept:
        parts += [text[position : edit.span[0]], edit.text]
        position = edit.span[1]
    return "".join([*parts, text[position:]])


def deleted_groups(ordinance: Ordinance, fates: Sequence[Fate]) -> Iterator[list[Fate]]:
    """Yield neighbours that become 削除 together: 「第16条から第18条まで　削除」, never across a 章."""
    group: list[Fate] = []
    for fate in fates:
        together = group and _siblings(ordinance, group[-1], fate)
        if group and not (fate.kind == DELETED and together):
            yield group
            group = []
        if fate.kind == DELETED:
            group.append(fate)
    if group:
        yield group


def _siblings(ordinance: Ordinance, one: Fate, other: Fate) -> bool:
    if one.prefix != other.prefix or "_" in f"{one.number}{other.number}" or one.number is None:
        return False
    above = [path_to(ordinance.nodes, fate.node.span[0])[:-1] for fate in (one, other)]
    outer = [
        [node.span for node in path if node.span not in (one.node.span, other.node.span)] for path in above
    ]
    return outer[0][:1] == outer[1][:1] and one.node.span[1] == other.node.span[0]


def group_label(group: Sequence[Fate], style: Style) -> str:
    """Return 第7条, 第7条及び第8条, 第16条から第18条まで, without 附則."""
    labels = [style.article_label(fate.number or "") for fate in (group[0], group[-1])]
    if len(group) == 1:
        return labels[0]
    return f"{labels[0]}及び{labels[1]}" if len(group) == 2 else f"{labels[0]}から{labels[1]}まで"  # noqa: PLR2004


def structure_edits(ordinance: Ordinance, plan: Plan, style: Style) -> list[Edit]:
    """Return the edits that carry out the fates; words that follow from them are edits of their own."""
    text = ordinance.text
    edits = [Edit(group.span, "") for group in plan.groups]
    for group in deleted_groups(ordinance, plan.fates):
        line = f"{group_label(group, style)}\u3000{DELETED_WORD}{_line_end(text, group[-1].node.span)}"
        edits.append(Edit((group[0].node.span[0], group[-1].node.span[1]), line))
    for fate in plan.fates:
        if fate.kind == REMOVED:
            edits.append(Edit(fate.node.span, ""))
        elif fate.kind == KEPT:
            edits += _kept(text, fate, style)
    return edits


def _kept(text: str, fate: Fate, style: Style) -> Iterator[Edit]:
    if fate.new is not None and fate.new != fate.number and fate.node.label_span is not None:
        yield Edit(fate.node.label_span, style.article_label(fate.new))
    for node in (*fate.gone, *fate.dropped):
        # The blank lines behind it part what stays: they belong to no paragraph in particular.
        yield Edit(_with_indent(text, node.span), _LINE.sub("", _line_end(text, node.span), count=1))
    for item in fate.items:
        start = item.label_span[1] if item.label_span else item.span[0]
        yield Edit((start, item.span[1]), f"\u3000{DELETED_WORD}{_line_end(text, item.span)}")
    for cut in fate.cuts:
        yield Edit(cut.span, "")
    yield from _renumbered(text, fate, style)


def _renumbered(text: str, fate: Fate, style: Style) -> Iterator[Edit]:
    for number, paragraph in enumerate(fate.kept, 1):
        if paragraph.label_span is None or paragraph.label is None or paragraph.number == str(number):
            continue
        start, end = paragraph.label_span
        if number == 1 and (fate.number is not None or len(fate.kept) == 1):
            # The first paragraph of an article prints no number; nor does the only one of a 附則.
            while end < paragraph.span[1] and text[end] in _SPACES:
                end += 1
            yield Edit((start, end), "")
        else:
            yield Edit(paragraph.label_span, style.paragraph_label(paragraph.label, number))


def _with_indent(text: str, span: Span) -> Span:
    """Return a span with the white space before it on its line, which would stand alone."""
    start = span[0]
    while start and text[start - 1] in _SPACES:
        start -= 1
    return (start, span[1]) if not start or text[start - 1] in "\r\n" else span


def _line_end(text: str, span: Span) -> str:
    body = text[span[0] : span[1]]
    return body[len(body.rstrip()) :]
