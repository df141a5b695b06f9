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
_AFTER_LABEL = ("に", "又", "及", "か", "の", "、", "若", "並", "ま", "を除", "と", ")")


def is_number_of_rule(line: Line, begin: int, frame: Frame) -> bool:
    """Whether 第5号 at ``begin`` is the number of an ordinance or a notice (条例第5号), not an item."""
    folded, floor = line.folded, line.start
    if begin in (floor, frame.end) or not NOUN.match(folded[begin - 1]):
        return False
    return not folded.endswith(_BEFORE_ITEM, max(floor, begin - 2), begin)


def is_label(line: Line, unit: Unit, joint: str | None, end: int, frame: Frame) -> bool:
    """Whether a single kana is the label of a subitem: in an enumeration of such, or in an item that has it.

    Args:
        line: the line.
        unit: the kana.
        joint: the words between it and the reference before it, ``None`` if there is none.
        end: where it ends.
        frame: what was named before.
    """
    if joint is not None and joint in _JOINTS and frame.last is not None and frame.last.depth is SUBITEM:
        return True
    item = frame.here.up(ITEM) if frame.here is not None else None
    label = (unit.steps[0].number or "").partition("(")[0]
    return item is not None and item.kid(label) is not None and line.folded.startswith(_AFTER_LABEL, end)
