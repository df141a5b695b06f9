"""Quoted words that leave a law's name out: 「第4条第2項中「第83条第2項」とあるのは「第94条第2項」と」 where 第4条第2項 has 法第83条第2項."""

import re

from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.laws import LawTable
from pirules.ordinance.references.lines import Line
from pirules.text.fold import fold

_REPLACING = re.compile(r"「(?P<words>第[^「」]{1,60})」とあるの?は、?$")
_REACH = 100  # characters before a quotation that hold the words it replaces
_PROVISION = 1_000  # characters of a provision that are searched
_MOST = 3  # provisions


def law_of_quoted(line: Line, frame: Frame, text: str, table: LawTable) -> Place | None:
    """Return the law that stands before quoted words, or before those that they replace, in the provisions that have them.

    Args:
        line: the line.
        frame: that of the quotation.
        text: the document's text.
        table: the names of laws.

    Returns:
        The law as a place, ``None`` where the provisions don't have the words, or no law before them.
    """
    start = frame.opened + 1
    replacing = _REPLACING.search(line.folded, max(line.start, start - _REACH), start - 1)
    close = line.folded.find("」", start, start + _REACH)
    words = replacing["words"] if replacing is not None else line.folded[start:close] if close > 0 else ""
    if not words.startswith("第"):
        return None
    for owner in frame.owners[:_MOST]:
        if owner.entry is None or owner.entry.node is None:
            continue
        first, last = owner.entry.node.span
        provision = fold(text[first : min(last, first + _PROVISION)])
        place = provision.find(words)
        law = table.before(provision, place, 0, first + place) if place > 0 else None
        if law is not None and law.key is not None and law.known:
            return Place(law.key)
    return None
