"""What is done to the lines of a text before the walk: tables of old and new, lost line ends, what the page added."""

from dataclasses import dataclass

from pirules.errors import Problem
from pirules.ordinance.grammar import columns, flattened, layout
from pirules.ordinance.grammar.column_heads import FORMER
from pirules.ordinance.grammar.lines import Line, scan
from pirules.ordinance.model import Document
from pirules.text.fold import fold

_CUT = "改行が失われているため、条・項・号の始まりを番号から判断して分けました。番号のない項は、分けられていないことがあります。"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The lines of a text as the machine walks down them.

    Attributes:
        folded: the folded text, with blanks for the column of a table that isn't read.
        lines: the lines.
        width: the width at which the page broke them, 0 if it didn't.
        marks: the indexes of those that aren't the ordinance's (page numbers, running heads, an old column).
        compared: the text is a table of old and new.
        problems: what is to be said of it.
    """

    folded: str
    lines: list[Line]
    width: int
    marks: set[int]
    compared: bool
    problems: list[Problem]


def prepared(document: Document) -> Prepared:
    """Return the lines of a document."""
    text = document.text
    folded = fold(text)
    problems: list[Problem] = []
    lines = scan(text, folded, {span[0]: style for span, style in document.styles})
    table = columns.compare(document, folded, lines)
    if table is not None:
        lines, folded = table.lines, columns.blanked(folded, table.lines)
        problems.append(table.problem)
    lines = flattened.set_apart(folded, lines)
    if flattened.is_suspect(folded, lines):
        lines, divided, missed = flattened.cut(folded, lines)
        problems += (Problem("P219", _CUT, span) for span in divided)
        problems += (Problem("P216", message, span) for span, message in missed)
    if table is not None:
        marks = {index for index, line in enumerate(lines) if line.style == FORMER}
        return Prepared(folded, lines, table.width, marks, compared=True, problems=problems)
    printed = document.format in ("text", "pdf")
    width = layout.wrap_width(lines) if printed else 0
    marks = layout.page_marks(lines, text, width) if printed else set()
    return Prepared(folded, lines, width, marks, compared=False, problems=problems)
