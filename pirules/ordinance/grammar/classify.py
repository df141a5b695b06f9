"""What the beginning of a line can be, by its first characters alone."""

from collections.abc import Callable
from dataclasses import replace

from pirules.ordinance.grammar import brackets, labels, points
from pirules.ordinance.grammar.enumerators import enumerator_label
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.tokens import TEXT, Token

_CAPTION_LENGTH = 60
_SUPPLEMENTARY_BEGINS = frozenset("附付")
_POINTS = frozenset((points.POINT, points.NAMED_POINT))
_NO_LABELS = frozenset(("table", "text", "former"))  # styles of lines that begin with no label


def classify(line: Line) -> Token:
    """Return what the beginning of a line can be, by its first characters alone."""
    head = line.head
    if line.style:
        if line.style in _NO_LABELS:
            return TEXT
        if line.style in _POINTS:
            return points.label(line) or TEXT
    return _READERS.get(head[0], enumerator_label)(head) or TEXT


def _numbered(head: str) -> Token | None:
    """Read 第…条, 第…章, 第…号様式, 「第1号　甲」."""
    token = labels.article_label(head) if "条" in head else None
    token = token or labels.structure_label(head) or labels.appended_label(head)
    return enumerator_label(head) if token is None and "号" in head else token


def _in_brackets(head: str) -> Token | None:
    """Read a label in brackets, an article behind its caption, or (附則)."""
    if head[1:2] in _SUPPLEMENTARY_BEGINS and (token := labels.supplementary_label(head)):
        return token
    return enumerator_label(head) or _captioned_article(head)


def _in_square_brackets(head: str) -> Token | None:
    """Read an article behind its caption, [附則], [目次], or 〔１〕."""
    if head[1:2] in _SUPPLEMENTARY_BEGINS and (token := labels.supplementary_label(head)):
        return token
    return _captioned_article(head) or labels.contents_label(head) or enumerator_label(head)


def _added(head: str) -> Token | None:
    """Read 附則, or 附則別表."""
    return labels.supplementary_label(head) or labels.appended_label(head)


def _captioned_article(head: str) -> Token | None:
    """Read 「(目的)第1条　…」, caption and article on one line; 「(2)　第182条　同条の罰金刑」 was read as an item before."""
    if "条" not in head:
        return None
    token = labels.captioned_article(head)
    if token is not None:
        return token
    end = brackets.closing_bracket(head)
    if not end or end > _CAPTION_LENGTH or end == len(head):
        return None
    gap = len(head[end:]) - len(head[end:].lstrip(" "))
    token = labels.article_label(head[end + gap :])
    if token is None or token.caption is not None:
        return None
    shift = end + gap
    return replace(
        token,
        label=(token.label[0] + shift, token.label[1] + shift),
        rest=token.rest + shift,
        caption=(0, end),
    )


#: What reads a line by its first character; a line that begins with any other can only have a number.
_READERS: dict[str, Callable[[str], Token | None]] = {
    "第": _numbered,
    "(": _in_brackets,
    "[": _in_square_brackets,
    "【": _captioned_article,
    "附": _added,
    "付": _added,
    "改": labels.supplementary_label,  # 改正附則
    "別": labels.appended_label,
    "様": labels.appended_label,
    "目": labels.contents_label,
}
