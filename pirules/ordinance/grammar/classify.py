"""What the beginning of a line can be, by its first characters alone."""

from dataclasses import replace

from pirules.ordinance.grammar import brackets, labels
from pirules.ordinance.grammar.enumerators import enumerator_label
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.tokens import TEXT, Token

_CAPTION_LENGTH = 60
_NO_LABELS = frozenset(("table", "text", "former"))  # styles of lines that begin with no label


def classify(line: Line) -> Token:
    """Return what the beginning of a line can be, by its first characters alone."""
    head = line.head
    first = head[0]
    if line.style and line.style in _NO_LABELS:
        return TEXT
    token: Token | None = None
    if first == "第":
        token = labels.article_label(head) if "条" in head else None
        token = token or labels.structure_label(head) or labels.appended_label(head)
    elif first == "(":
        token = enumerator_label(head) or _captioned_article(head)
    elif first in "[【":
        token = _captioned_article(head)
        if token is None and first == "[":
            token = labels.contents_label(head)
    elif first in "附付":
        token = labels.supplementary_label(head) or labels.appended_label(head)
    elif first == "改":
        token = labels.supplementary_label(head)  # 改正附則
    elif first in "別様":
        token = labels.appended_label(head)
    elif first == "目":
        token = labels.contents_label(head)
    else:
        token = enumerator_label(head)
    return token or TEXT


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
