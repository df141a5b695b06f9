"""Rows of a table of replacements (読替表): the first cell names provisions, the others hold words of theirs."""

import re
from collections.abc import Sequence

from pirules.ordinance.references.applied import Said
from pirules.ordinance.references.frame import Frame
from pirules.ordinance.references.lines import Line

_REPLACES = re.compile(r"(?:字句|規定中)[^。]{0,80}読み替え|[中右下]欄[^。]{0,60}とあるのは")


def announces_replacements(line: Line) -> bool:
    """Whether words say that the rows below them replace words: 「次の表の左欄に掲げる規定中…読み替える」."""
    return _REPLACES.search(line.folded, line.start, line.end) is not None


def row_frame(frame: Frame) -> Frame:
    """Return the frame of a row: its own, or that of the law whose provisions the table names."""
    row = Frame(frame.here)
    if frame.table is not None:
        row.quoting = True
        row.owners = (frame.table,)
    return row


def first_cell_end(text: str, line: Line, frame: Frame) -> int:
    """Return where the first cell of a row of replacements ends, else the end of the line."""
    if not (line.row and frame.replacing):
        return line.end
    tab = text.find("\t", line.start, line.end)
    return tab if tab >= 0 else line.end


def quoting_row(frame: Frame, said: Sequence[Said]) -> Frame:
    """Return the frame of the further cells: quoted words of the provisions that the first cell names.

    Args:
        frame: the frame of the words above the table; an empty first cell goes on with what the row before named.
        said: what the first cell named.
    """
    if said:
        frame.rows = tuple(place for _, _, places in said for place in places)
    row = Frame(frame.here)
    row.quoting = True
    row.owners = frame.rows
    return row
