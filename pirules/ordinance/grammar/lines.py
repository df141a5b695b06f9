"""Lines of a text with their places.  Labels, captions and notes all begin at the beginning of a line."""

import re
from typing import NamedTuple

from pirules.text.fold import fold

#: What may stand before the first visible character: white space, control and zero-width characters.
BLANK = (
    "".join(chr(code) for code in range(0x21))
    + "\x7f\x85\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\ufffc"
)

#: Labels and captions end within this many characters; a longer line is text from there on.
HEAD = 80


class Line(NamedTuple):
    """A line: ``[start, end)`` with its line end, ``[first, last)`` its visible part, ``head`` that part folded.

    ``head`` has at most :data:`HEAD` characters, except for a line in brackets (caption or note), which is whole
    up to a thousand.  ``style`` is what the container said about the line, mostly nothing.
    """

    start: int
    first: int
    last: int
    end: int
    head: str
    style: str

    @property
    def indent(self) -> int:
        """Number of blank characters before the first visible one."""
        return self.first - self.start


_BRACKETED = 1000
# A tab after a label sets it off; any other tab parts the cells of a table's row.
_LABEL_AND_TAB = re.compile(
    r"(?:第[^\t]{1,12}[条章節款目編]|[(（]?[0-9０-９一二三四五六七八九十ア-ンa-zａ-ｚ⑴-⒇①-⑳]{1,4}[)）]?[.．、]?|[(（][^()（）\t]{1,40}[)）])\t+(?=[^\t]*$)"
)


def scan(text: str, styles: dict[int, str]) -> list[Line]:
    """Return the lines on which something is visible; ``styles`` maps the start of a line to the container's hint."""
    lines: list[Line] = []
    position = 0
    in_table = False
    for raw in text.splitlines(keepends=True):
        end = position + len(raw)
        rest = raw.lstrip(BLANK)
        if not rest:
            position = end
            continue
        first = end - len(rest)
        visible = rest.rstrip(BLANK)
        last = first + len(visible)
        length = _BRACKETED if visible[:1] in _OPENING else HEAD
        style = styles.get(position, "") if styles else ""
        if not style and "\t" in visible and (in_table or not _LABEL_AND_TAB.match(visible)):
            style = "table"
        in_table = style == "table"
        lines.append(Line(position, first, last, end, fold(visible[:length]), style))
        position = end
    if lines:
        # Blank lines above the first visible one belong to it: nothing stands before it.
        lines[0] = lines[0]._replace(start=0)
    return lines


_OPENING = frozenset("(（[［〔【「")
