"""The law that is named right before a reference."""

from pirules.ordinance.law_names import LAW_NUMBER
from pirules.ordinance.references.frame import Frame
from pirules.ordinance.references.laws import Law, LawTable, kind_of, same_kind, same_law
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.lookalikes import NOUN

#: What mostly stands before 第…条: no name ends so.
_NO_NAME = frozenset("、。はがのをにとも「 ")


def law_before(table: LawTable, line: Line, begin: int, frame: Frame) -> Law | None:
    """Return the law that is named right before a reference, which 同法 means from there on; ``None`` if none is.

    Args:
        table: the short names of the ordinance.
        line: the line.
        begin: where the reference begins.
        frame: what was named before it.
    """
    folded, floor = line.folded, line.start
    if begin <= floor:
        return None
    law: Law | None = None
    before = folded[begin - 1]
    if before in _NO_NAME:
        return None
    if before == ")":
        opened, closed = frame.bracket
        if closed != begin or frame.end == begin:
            return None
        law = table.before(folded, opened, floor, line.place(opened))
        number = LAW_NUMBER.match(folded, opened + 1, begin)
        if number is not None:
            law = table.named(folded, floor, opened, number[0]) or law
        elif law is None or not law.known:
            law = table.explained(folded, opened, begin) or law
    elif NOUN.match(before):
        same = same_kind(folded, begin, floor)
        if same is not None:
            return same_law(table, line, *same, frame)
        law = table.before(folded, begin, floor, line.place(begin))
    if law is not None and law.key is not None:
        # 同法 behind a short name that nothing defines is as unknown as that
        frame.laws[kind_of(law.name)] = law.key if law.known else ""
    return law
