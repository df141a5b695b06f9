"""Brackets and quotation marks: what a remark hangs on, and whose words are quoted."""

import re

from pirules.ordinance.law_names import LAW_NUMBER
from pirules.ordinance.model import Span
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.laws import LawTable, kind_of
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.pattern import ARTICLE, PARAGRAPH, Unit

# What may stand between a reference and the bracket or 中 that belongs to it.
_TAILS = frozenset(
    ("", "ただし書", "前段", "後段", "本文", "柱書", "各号列記以外の部分", "の規定", "ただし書の規定", "後段の規定", "本文の規定", "の表")
)  # fmt: skip
_ERAS = ("明治", "大正", "昭和", "平成", "令和")
# 「準用する。この場合において、第1項中「…」とあるのは」: a number behind these words is one of the article that is applied.
_APPLIED = re.compile(r"(?:準用する。この場合において|(?:準用|適用)については)、")
_REPLACED_IN = re.compile(
    r"(?:(?:及び|、|並びに)第[0-9一二三四五六七八九十]{1,3}項)*(?:ただし書|前段|後段|本文)?中「"
)
_DEFINED = ("とい", "と総称", "と略称", "とは")
_REPLACED = ("とあ", "に改", "を削", "を加")
_QUOTED = ("中", "とあるのは", "とあるのは、", "とあり、", "を")
#: A quotation longer than this is an unclosed bracket.
_LONGEST_QUOTE = 2000


def applied_article(line: Line, unit: Unit, span: Span, frame: Frame) -> Place | None:
    """Return the law's article whose words are replaced, when a reference at ``span`` names a 項 but no article.

    「法第83条の規定は、…について準用する。この場合において、第1項中「…」とあるのは」: 第1項 is that of 法第83条.
    """
    start, end = span
    if unit.top is not PARAGRAPH or not unit.absolute or frame.mark or line.folded[start] == "附":
        return None
    return _applied_before(line, start, frame) if _REPLACED_IN.match(line.folded, end, line.end) else None


def _applied_before(line: Line, position: int, frame: Frame) -> Place | None:
    """Return the one article of another law that the words before ``position`` apply, ``None`` if they apply none."""
    article = frame.named[ARTICLE]
    if article is None or not article.foreign or article.entry is not None:
        return None
    applied = None
    for match in _APPLIED.finditer(line.folded, max(line.start, position - _LONGEST_QUOTE), position):
        applied = match
    return article.cut(ARTICLE) if applied is not None else None


def bracket_frame(line: Line, table: LawTable, start: int, frame: Frame) -> Frame:
    """Return the frame of a bracket that opens at ``start``: attached to the reference right before it, if there is one.

    A bracket with a law's number lets the frame around it know that law (for 同法).
    """
    folded = line.folded
    inner = frame.inner("(", start)
    if frame.end >= 0 and folded[frame.end : start] in _TAILS:
        inner.attach = frame.last
        inner.deep = frame.remote
    if folded.startswith(_ERAS, start + 1):
        number = LAW_NUMBER.match(folded, start + 1, line.end)
        law = table.named(folded, line.start, start, number[0] if number else None)
        if law is not None and law.key is not None:
            frame.laws[kind_of(law.name)] = law.key
    return inner


def quote_frame(line: Line, start: int, frame: Frame) -> tuple[Frame | None, int]:
    """Return the frame of a quotation that opens at ``start``, and where reading goes on (a defined term is skipped)."""
    folded = line.folded
    close = folded.find("」", start, min(line.end, start + _LONGEST_QUOTE))
    after = folded[close + 1 : close + 6] if close >= 0 else ""
    if after.startswith(_DEFINED):
        return None, close + 1
    before = folded[max(line.start, start - 7) : start]
    inner = frame.inner("「", start)
    if before.endswith("中"):
        named = frame.last is not None and 0 <= frame.end < start and folded[frame.end : start - 1] in _TAILS
        frame.owner = frame.last if named else frame.amending or Place(None, ok=False)
    if before.endswith(_QUOTED) or after.startswith(_REPLACED):
        inner.quoting = True
        if frame.owner is None and frame.amending is None:
            frame.owner = _applied_before(line, start, frame)  # 「法第94条の準用については、「…」とあるのは」
        inner.owner = frame.owner
        inner.named = [None, None, None, None]
        inner.elder = None
    return inner, start
