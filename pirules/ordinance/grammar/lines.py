"""Lines of a text with their places.  Labels, captions and notes all begin at the beginning of a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, repeat

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
_BLOCK = 50_000  # characters
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
    add = lines.append
    start = end = 0
    in_table = False
    marked = bool(styles) or "|\n" in folded
    tab = text.find("\t")
    for block in _blocks(folded):
        raws = block.splitlines(keepends=True)
        # What is done to each line is done in the loops of these functions, as far as it can be.
        heads, ends = map(str.strip, raws, repeat(BLANK)), accumulate(map(len, raws), initial=end)
        next(ends)
        for raw, words, stop in zip(raws, heads, ends, strict=True):
            start, end = end, stop
            if not words:
                continue
            length = len(words)
            first = start + raw.find(words[0])
            last = first + length
            head = words
            if length > HEAD:
                head = words[: _BRACKETED if head[0] in _OPENING else HEAD]
            style = ""
            if marked or 0 <= tab < end:
                style = styles.get(start, "") or _style(text[first:last], in_table=in_table)
                tab = text.find("\t", end)
            in_table = style == "table"
            # A text has a line for every twenty characters; its own constructor would take five times as long.
            line = _new(_Unfrozen)
            line.start = start
            line.first = first
            line.last = last
            line.end = end
            line.head = head
            line.style = style
            line.__class__ = Line
            add(line)
    if lines:
        # Blank lines above the first visible one belong to it: nothing stands before it.
        lines[0] = replace(lines[0], start=0)
    return lines


def _blocks(text: str) -> Iterator[str]:
    """Yield a text in pieces of whole lines: so few lines that what is made of them for a moment stays in the caches."""
    start, length = 0, len(text)
    while start < length:
        end = text.find("\n", start + _BLOCK) + 1 or length
        yield text[start:end]
        start = end


def _style(visible: str, *, in_table: bool) -> str:
    """Return the style of a line that the container says nothing about: a row of a table has tabs or bars between its cells."""
    if "\t" in visible and (in_table or not (_LABEL_AND_TAB.match(visible) or _ITEM_AND_TAB.match(visible))):
        return "table"
    if visible[-1] in "|｜" and re.search("[|｜]", visible[:-1]):
        return "table"  # as pages are written down: 「1 | 氏名 | 様式第1号 |」
    return ""


_Unfrozen = unfrozen(Line)
_new = object.__new__
_OPENING = frozenset("([【「")
