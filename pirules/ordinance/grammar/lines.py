"""Lines of a text with their places.  Labels, captions and notes all begin at the beginning of a line."""

import re
from dataclasses import dataclass, replace

from pirules.ordinance.quick import unfrozen

#: What may stand before the first visible character: white space, control and zero-width characters.
BLANK = (
    "".join(chr(code) for code in range(0x21))
    + "\x7f\x85\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\ufffc"
)

#: Labels and captions end within this many characters; a longer line is text from there on.
HEAD = 80


@dataclass(frozen=True, slots=True)
class Line:
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
# Behind the label of a 号 further cells may follow where no table is open: 「(1)\t写し\t1枚につき10円」.
_ITEM_AND_TAB = re.compile(r"(?:[(（][0-9０-９一二三四五六七八九十]{1,3}[)）]|[⑴-⒇])\t")


def scan(text: str, folded: str, styles: dict[int, str]) -> list[Line]:
    """Return the lines on which something is visible.

    Args:
        text: the document's text.
        folded: the same, folded.
        styles: the container's hint by the start of its line.
    """
    lines: list[Line] = []
    position = 0
    in_table = False
    plain = not styles and "\t" not in text and "|\n" not in folded
    for raw in folded.splitlines(keepends=True):
        start, position = position, position + len(raw)
        head = raw.strip(BLANK)
        if not head:
            continue
        first = start + raw.find(head[0])
        last = first + len(head)
        if len(head) > HEAD:
            head = head[: _BRACKETED if head[0] in _OPENING else HEAD]
        style = ""
        if not plain:
            style = styles.get(start, "")
            visible = text[first:last]
            if (
                not style
                and "\t" in visible
                and (in_table or not (_LABEL_AND_TAB.match(visible) or _ITEM_AND_TAB.match(visible)))
            ):
                style = "table"
            elif not style and visible[-1] in "|｜" and "|" in folded[first : last - 1]:
                style = "table"  # as pages are written down: 「1 | 氏名 | 様式第1号 |」
            in_table = style == "table"
        # A text has a line for every twenty characters; its own constructor would take five times as long.
        line = _new(_Unfrozen)
        line.start, line.first, line.last, line.end, line.head, line.style = (
            start, first, last, position, head, style,
        )  # fmt: skip
        line.__class__ = Line
        lines.append(line)
    if lines:
        # Blank lines above the first visible one belong to it: nothing stands before it.
        lines[0] = replace(lines[0], start=0)
    return lines


_Unfrozen = unfrozen(Line)
_new = object.__new__
_OPENING = frozenset("([【「")
