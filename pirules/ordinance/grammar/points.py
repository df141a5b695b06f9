"""要綱 and 要領 whose articles are numbered without 条: 「第1　趣旨」, 「第2　市長は、…」.

「第1」 alone says little, so that it counts only where a text has no 条 at all and such numbers rise from 1 at the beginning of its lines.
A short line without a verb's end behind the number is the caption; its words stand on the lines below.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pirules.ordinance.grammar import labels, layout
from pirules.ordinance.grammar.enumerators import key_after
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.tokens import Kind, Token
from pirules.ordinance.model import NodeType

#: Style of a line that begins with such a number, and of one that has nothing but its caption behind it.
POINT, NAMED_POINT = "point", "named point"
_LABEL = re.compile(
    r"第 ?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?P<branch>(?:の[0-9一二三四五六七八九十]{1,2}){0,2})"
    r"(?:(?P<gap> +)(?![条項号編章節款]|目 )(?=.)|(?=[(\[【])|$)"
)
_CAPTION = 30  # characters of the longest one
_LEAST = 2


def marked(lines: list[Line], width: int) -> list[Line]:
    """Return the lines of a text without articles, those with a number of this kind marked by their style.

    Args:
        lines: its lines.
        width: the width at which the page broke them, 0 if it didn't.
    """
    last: tuple[int, ...] = ()
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        head = line.head
        if head[0] in "附付別様" and (labels.supplementary_label(head) or labels.appended_label(head)):
            break
        match = _LABEL.match(head) if head[0] == "第" and not line.style else None
        number = labels.joined_number(match["number"], match["branch"]) if match else None
        key = key_after(last, number) if number else None
        if match is None or key is None:
            continue
        last = key
        found[index] = NAMED_POINT if _is_named(lines, index, match.end(), width) else POINT
    if len(found) < _LEAST:
        return lines
    return [replace(line, style=found[index]) if index in found else line for index, line in enumerate(lines)]


def _is_named(lines: Sequence[Line], index: int, rest: int, width: int) -> bool:
    """Whether all that stands behind a number is a caption, whose words follow on lines of their own."""
    line = lines[index]
    words = line.head[rest:]
    if not words or len(words) > _CAPTION or words[-1] in "。、":
        return False
    return index + 1 < len(lines) and not layout.is_full(line, width)


def label(line: Line) -> Token | None:
    """Read the number of a line that :func:`marked` marked."""
    match = _LABEL.match(line.head)
    if match is None:
        return None
    number = labels.joined_number(match["number"], match["branch"])
    place, rest = (0, match.end("branch")), match.end()
    inline = labels.INLINE_CAPTION.match(line.head, rest)
    if line.style == NAMED_POINT:
        caption: tuple[int, int] | None = (rest, len(line.head))
        rest = len(line.head)
    elif inline is not None:
        caption, rest = inline.span("caption"), inline.end()
    else:
        caption = None
    return Token(Kind.ARTICLE, NodeType.ARTICLE, number, place, rest, caption=caption)
