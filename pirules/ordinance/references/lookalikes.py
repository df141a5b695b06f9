"""What only looks like a reference: the number of an ordinance (条例第5号), a single kana that is no label."""

import re

from pirules.ordinance.references.frame import Frame
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.pattern import CONNECTORS, ITEM, RANGE_OPENERS, SUBITEM, Unit

#: A character of a noun.
NOUN = re.compile(r"[々〇一-龥ァ-ヴーA-Za-z0-9]")
# 「条例第5号」 is a number of an ordinance, 「以下第2号において」 an item.
_BEFORE_ITEM = ("以下", "当該", "各", "並", "前記", "上記")
_JOINTS = CONNECTORS | RANGE_OPENERS
# 「別表第1備考第2項」, 「前項の表の第3号の項」: places of a table.
_OF_TABLE = ("表の", "備考", "備考の", "注", "欄の")
_AFTER_REMARK = (
    "を除",
    "に係る",
    "に限",
    "に該当",
    "に掲げる",
    "及び",
    "又は",
    "若しくは",
    "から",
    "、",
    "の規定",
)
_AFTER_LABEL = ("に", "又", "及", "か", "の", "、", "若", "並", "ま", "を除", "と", ")")


def is_no_place(line: Line, unit: Unit, begin: int, frame: Frame) -> bool:
    """Whether 第2項 or 第5号 at ``begin`` is none of this text: the number of an ordinance (条例第5号), or a place of a table."""
    folded, floor = line.folded, line.start
    if begin == floor:
        return False
    if folded.endswith(_OF_TABLE, max(floor, begin - 3), begin) or (
        frame.unit is None and frame.end == begin
    ):
        return True  # 別表第1備考第2項, 別表第1第2項
    if unit.top is not ITEM or begin == frame.end or not NOUN.match(folded[begin - 1]):
        return False
    return not folded.endswith(_BEFORE_ITEM, max(floor, begin - 2), begin)


def is_label(line: Line, unit: Unit, joint: str | None, end: int, frame: Frame) -> bool:
    """Whether a single kana is the label of a subitem: in an enumeration of such, in an item that has it, or in a remark on one.

    Args:
        line: the line.
        unit: the kana.
        joint: the words between it and the reference before it, ``None`` if there is none.
        end: where it ends.
        frame: what was named before.
    """
    if joint is not None and joint in _JOINTS and frame.last is not None and frame.last.depth is SUBITEM:
        return True
    remark = frame.attach
    if remark is not None and remark.depth is ITEM and line.folded.startswith(_AFTER_REMARK, end):
        return True  # 法第78条第1項第2号(イに係る部分に限る。)
    item = frame.here.up(ITEM) if frame.here is not None else None
    label = (unit.steps[0].number or "").partition("(")[0]
    return item is not None and item.kid(label) is not None and line.folded.startswith(_AFTER_LABEL, end)
