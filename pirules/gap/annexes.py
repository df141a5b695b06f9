"""What a 別表 or 様式 says in sentences: its 備考, its notes, and cells that are sentences, each a unit of its own.

A table is looked at as a whole first (a list of fees is known by its rows).  But a duty or a condition that stands in a
備考 or in a cell binds like one in an article, and must not drown in the table around it.
"""

import re
from collections.abc import Iterator, Sequence

from pirules.clauses.sentences import split
from pirules.gap.rows import MOST
from pirules.ordinance.model import Span

_CELL = re.compile(r"[^|｜\t\r\n\x0b\x0c\x85\u2028\u2029]+")
# What is printed before a note: 「備考」「(注)」「※」 and its number.
_MARK = re.compile(
    r"[\s　]*(?:(?:備[\s　]*考|注(?:記|意)?|[（(]注[）)]|※)[\s　]*)?"
    r"(?:[（(]?[0-9０-９一二三四五六七八九十アイウエオカキクケコ]{1,3}[）)]?[\s　．.、]+|[①-⑳⑴-⒇][\s　]*)?"
)
_SENTENCE_END = re.compile(r"[。．]\s*$|(?:こと|もの|とき|場合)\s*$")
_SHORTEST = 8


def sentences(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of a table, in the order of the text.

    Args:
        text: the text of the ordinance.
        spans: the stretches of the table, without labels and notes of its history.
    """
    count = 0
    for start, end in spans:
        for cell in _CELL.finditer(text, start, end):
            # A row of cells that white space keeps apart is no sentence; one whose end says so is.
            mark = _MARK.match(text, cell.start(), cell.end())
            begin = mark.end() if mark else cell.start()
            for sentence in split(text[begin : cell.end()]):
                span = (begin + sentence.start, begin + sentence.end)
                if span[1] - span[0] < _SHORTEST or not _SENTENCE_END.search(text[slice(*span)]):
                    continue
                yield span
                count += 1
                if count >= MOST:
                    return
