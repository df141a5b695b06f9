"""Brackets and quotation marks: what a remark hangs on, and whose words are quoted."""

from pirules.ordinance.law_names import LAW_NUMBER
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.laws import LawTable, kind_of
from pirules.ordinance.references.lines import Line

# What may stand between a reference and the bracket or 中 that belongs to it.
_TAILS = frozenset(
    ("", "ただし書", "前段", "後段", "本文", "柱書", "各号列記以外の部分", "の規定", "ただし書の規定", "後段の規定", "本文の規定", "の表")
)  # fmt: skip
_ERAS = ("明治", "大正", "昭和", "平成", "令和")
_DEFINED = ("とい", "と総称", "と略称", "とは")
_REPLACED = ("とあ", "に改", "を削", "を加")
_QUOTED = ("中", "とあるのは", "とあるのは、", "とあり、", "を")
#: A quotation longer than this is an unclosed bracket.
_LONGEST_QUOTE = 2000


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
        inner.owner = frame.owner
        inner.named = [None, None, None, None]
    return inner, start
