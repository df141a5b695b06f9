"""In which place the number of a reference counts: in that of the reference before it, or of the one that a remark hangs on."""

import re

from pirules.ordinance.references.enclosures import takes_out
from pirules.ordinance.references.entry import below
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.model import SUPPLEMENTARY
from pirules.ordinance.references.pattern import ALL, ARTICLE, CONNECTORS, ITEM, Unit
from pirules.ordinance.references.targets import Targets

# 「第5条(第2項を除く。)」 is about 第5条; in 「第5条(第3項において準用する場合を含む。)」 the 第3項 is one of the text itself.
_REMARK = re.compile(r"(?P<own>において|の規定により|の規定に基づ|に規定する)|を除|に限|に係る|のうち|の部分")
# What names a part of the place before it, so that an enumeration goes on behind it: 「第5条第1項ただし書及び第2項」.
_PART = re.compile(
    r"(?:ただし書|但書|前段|後段|本文|柱書|各号列記以外の部分)(?=$|[、及又並若まおなもか・と])"
)
_PART_BEGINS = frozenset("た但前後本柱各")
_OF_THE_TEXT = ("次の各号", "当該各号")
_NESTED = re.compile(r"\([^()]*\)")


def inherited(unit: Unit, joint: str | None, frame: Frame) -> Place | None:
    """Return the place in which a number counts that depends on the reference before it; ``None``: on the context."""
    if not unit.absolute:
        return None
    last = frame.last
    if joint is not None and last is not None and frame.unit is not None:
        if unit.top is ARTICLE:
            inherits = last.foreign or (frame.written and last.law == SUPPLEMENTARY)
            return last.above(ARTICLE) if inherits and joint in CONNECTORS else None
        deeper = frame.top < unit.top
        alike = frame.top is unit.top and frame.unit.absolute and joint in CONNECTORS
        if (deeper and (joint in CONNECTORS or not joint)) or alike:
            return last.above(unit.top)
    return None


def joint_of(words: str) -> str:
    """Return what joins two references, without the word for a part of the first: 「ただし書及び」 joins as 及び does."""
    return _PART.sub("", words, count=1) if words and words[0] in _PART_BEGINS else words


def same_article(law: str, frame: Frame) -> Place | None:
    """Return the law that 同条 counts in behind its name (同法同条): the article named last, if it is one of that law."""
    last = frame.named_before(ARTICLE)
    return None if last is not None and last.law == law else Place(law, ok=False)


def listing_place(line: Line, unit: Unit, end: int, frame: Frame) -> Place | None:
    """Return the place whose 号 are meant by 各号 in a bracket behind it: 「前項(各号を除く。)」; ``None`` by other words."""
    folded, attach = line.folded, frame.attach
    bare = folded.endswith("各号", line.start, end) and not folded.endswith(_OF_THE_TEXT, line.start, end)
    if attach is None or unit.steps[0].mode is not ALL or not bare:
        return None
    listed = attach.foreign or (attach.entry is not None and any(below(attach.entry, ITEM)))
    return attach if listed else None


def in_remark(targets: Targets, line: Line, unit: Unit, end: int, frame: Frame) -> list[Place]:
    """Resolve a number in a bracket behind another reference: within that place, or within the text's own article.

    The words behind it say which is meant; where that place doesn't exist and the other does, the other is.
    """
    attach = frame.attach
    assert attach is not None  # a bracket that is attached
    depth = attach.depth
    base: Place | None = None
    beside = unit.top is ARTICLE and attach.foreign
    if beside:  # 旧条例第6章(第25条を除く。), 保護法第83条第2項(第94条第2項において準用する場合を含む。)
        base = attach.above(ARTICLE)
    elif (depth is not None and depth < unit.top) or (
        depth is unit.top and (frame.deep or takes_out(line, unit, end))
    ):
        base = attach.above(unit.top)
    if base is None:
        return targets.find(unit, frame, None)
    words = _NESTED.sub("", line.folded[end : min(end + 120, line.end)])
    remark = _REMARK.search(words)
    own = remark is not None and remark["own"] is not None and not frame.deep
    own = own or (beside and depth is not None and not frame.deep)
    first: list[Place] = []
    for choice in (None, base) if own else (base, None):
        places = targets.find(unit, frame, choice)
        if places and all(place.ok for place in places):
            frame.remote = choice is not None
            return places
        first = first or places
    return first
