"""Citations inside sentences: 「…は法68条に吸収されます」 mentions 法68条.

Unlike :func:`pirules.law.parsing.scan`, which reads a line that is meant as a citation, this looks only for what is
beyond doubt: a name that the index knows, directly followed by the number of an article.
"""

import re

from pirules.law.citation import Citation
from pirules.law.names import Names, names
from pirules.law.scanner import Scanner
from pirules.text.fold import fold

_ARTICLE = re.compile(r"(附則)?(?:第? ?[0-9]{1,4} ?条|第[〇一二三四五六七八九十百]{1,7}条)")
_TAIL = re.compile(
    r"(?:附則)?(?:第? ?[0-9一二三四五六七八九十百〇]{1,7} ?[条項号](?:の[0-9一二三四五六七八九十]{1,3}(?![0-9つ個件人]))*)+(?:ただし書|前段|後段|柱書)?"
)
_SHORT = 2  # 法, 令, 規則
_PARTICLES = "はがをにのとやも"
_WORD = re.compile(r"[一-龥ぁ-んァ-ヶー]")


def mentions(text: str) -> list[Citation]:
    """Return the citations that stand in ``text`` with a known name before them; never raises."""
    folded = fold(text)
    table = names()
    found: list[Citation] = []
    for match in _ARTICLE.finditer(folded):
        start = _name_before(folded, match.start(), table)
        tail = _TAIL.match(folded, match.start())
        if start is None or tail is None:
            continue
        items = Scanner(folded[start : tail.end()], None).run().items
        found.extend(item for item in items if isinstance(item, Citation))
    return found


def _name_before(folded: str, end: int, table: Names) -> int | None:
    """Return where the longest known name that ends at ``end`` begins; a short one must not be the end of a word."""
    for length in range(min(table.longest, end), 0, -1):
        start = end - length
        if table.resolve(folded[start:end]) is None:
            continue
        # 同法, 旧法, 方法: 「法」 there is not the Act.  A particle before it is no part of a word.
        before = folded[start - 1 : start]
        if length <= _SHORT and _WORD.match(before) and before not in _PARTICLES:
            return None
        return start
    return None
