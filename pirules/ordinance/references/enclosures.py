"""Brackets and quotation marks: what a remark hangs on, and whose words are quoted."""

import re
from collections.abc import Sequence

from pirules.ordinance.law_names import LAW_NUMBER
from pirules.ordinance.model import Span
from pirules.ordinance.references.applied import (
    Said,
    applied_before,
    means_all_applied,
    named_before,
)
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.laws import LawTable, kind_of
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.pattern import ARTICLE, PARAGRAPH, Unit

# What may stand between a reference and the bracket or 中 that belongs to it.
_TAILS = frozenset(
    ("", "ただし書", "前段", "後段", "本文", "柱書", "各号列記以外の部分", "の規定", "ただし書の規定", "後段の規定", "本文の規定", "の表")
)  # fmt: skip
_ERAS = ("明治", "大正", "昭和", "平成", "令和")
_REPLACED_IN = re.compile(
    r"(?:(?:及び|、|並びに)第[0-9一二三四五六七八九十]{1,3}項)*(?:ただし書|前段|後段|本文)?中「"
)
_TAKES_OUT = re.compile(
    r"(?:(?:、|及び|並びに|又は|若しくは|から)第[0-9〇一二三四五六七八九十]{1,4}[項号](?:まで)?)*(?:を除|に限)"
)
_DEFINED = ("とい", "と総称", "と略称", "とは")
_REPLACED = ("とあ", "に改", "を削", "を加")
_QUOTED = ("中", "とあるのは", "とあるのは、", "とあり、", "を")
#: A quotation longer than this is an unclosed bracket.
_LONGEST_QUOTE = 2000


def takes_out(line: Line, unit: Unit, end: int) -> bool:
    """Whether a remark takes 項 or 号 out of the enumeration before it: 「次条第2項各号(第3号を除く。)」."""
    return unit.top is not ARTICLE and _TAKES_OUT.match(line.folded, end, line.end) is not None


def replaces_words(line: Line, unit: Unit, span: Span, frame: Frame) -> bool:
    """Whether a reference at ``span`` names a 項 without its article, whose words are replaced (第1項中「…」とあるのは)."""
    start, end = span
    if unit.top is not PARAGRAPH or not unit.absolute or frame.mark or line.folded[start] == "附":
        return False
    return _REPLACED_IN.match(line.folded, end, line.end) is not None


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


def quote_frame(line: Line, start: int, frame: Frame, said: Sequence[Said]) -> tuple[Frame | None, int]:
    """Return the frame of a quotation that opens at ``start``, and where reading goes on (a defined term is skipped).

    Args:
        line: the line.
        start: where it opens.
        frame: the frame around it; it learns whose words are quoted.
        said: what the line has named so far.
    """
    folded = line.folded
    close = folded.find("」", start, min(line.end, start + _LONGEST_QUOTE))
    after = folded[close + 1 : close + 6] if close >= 0 else ""
    if after.startswith(_DEFINED):
        return None, close + 1
    before = folded[max(line.start, start - 7) : start]
    inner = frame.inner("「", start)
    within = before.endswith("中")
    if within:
        _learn_owners(line, start, frame, said)
    if before.endswith(_QUOTED) or after.startswith(_REPLACED):
        inner.quoting = True
        if not within and frame.amending is None:
            # 「法第94条の準用については、「…」とあるのは」
            applied = applied_before(line, said, start, frame.owned)
            if applied is not None:
                frame.owners, frame.owned = applied, start
        inner.owners = frame.owners
        inner.named = [None, None, None, None]
        inner.elder = None
    return inner, start


def _learn_owners(line: Line, start: int, frame: Frame, said: Sequence[Said]) -> None:
    """Note the provisions that are named before 中."""
    owners = named_before(line, said, start - 1)
    last = frame.last if 0 <= frame.end < start else None
    if not owners and last is not None and line.folded[frame.end : start - 1] in _TAILS:
        owners = (last,)
    if not owners and means_all_applied(line, start - 1):
        owners = applied_before(line, said, start, -1) or ()
    frame.owners = owners or ((frame.amending,) if frame.amending is not None else (Place(None, ok=False),))
    frame.owned = start
