"""Reads one line of folded text from reference to reference."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pirules.ordinance.references.applied import applied_before, one_article
from pirules.ordinance.references.bases import in_remark, inherited, joint_of, listing_place, same_article
from pirules.ordinance.references.enclosures import bracket_frame, quote_frame, replaces_words
from pirules.ordinance.references.found import Found
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.laws import Law, LawTable
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.lookalikes import is_label, is_no_place
from pirules.ordinance.references.model import SUPPLEMENTARY
from pirules.ordinance.references.naming import law_before
from pirules.ordinance.references.pattern import (
    ABSOLUTE,
    ALL,
    ARTICLE,
    CONNECTORS,
    FORMS,
    ITEM,
    PARAGRAPH,
    PREVIOUS,
    RANGE_OPENERS,
    SAME,
    SUBITEM,
    TOKEN,
    Unit,
    read_unit,
)
from pirules.ordinance.references.quoted import law_of_quoted
from pirules.ordinance.references.ranges import between, forms_named
from pirules.ordinance.references.rows import (
    announces_replacements,
    first_cell_end,
    quoting_row,
    row_frame,
)
from pirules.ordinance.references.targets import Targets
from pirules.ordinance.references.tree import Tree

_SUPPLEMENTS = ("附則", "付則")
_CLOSING = {")": "(", "」": "「", "』": "『"}
# 「次の表の上欄に掲げる同法の規定中同表の中欄に掲げる字句は」
_TABLE_OF = re.compile(r"表の[上左]欄(?:及び中欄)?に掲げる(?P<law>[^。、]{1,60}?)の規定")


class Reader:
    """Reads all lines of one ordinance; what it finds is collected in :attr:`found`."""

    def __init__(self, text: str, table: LawTable, targets: Targets, tree: Tree) -> None:
        self.found = Found(text)
        self.text = text
        self._table = table
        self._targets = targets
        self._tree = tree
        self._line = Line("", 0, 0)
        self._skip = 0

    @contextmanager
    def reading(self, part: Tree, law: Place) -> Iterator[None]:
        """Read words of another ordinance meanwhile: what 改め文 insert into ``law``, whose places are ``part``."""
        targets, tree = self._targets, self._tree
        self._targets, self._tree = targets.of_part(part, law), part
        try:
            yield
        finally:
            self._targets, self._tree = targets, tree

    def read(self, line: Line, frame: Frame) -> None:
        """Read ``line``; ``frame`` knows what was named before it and learns what it names."""
        self._line = line
        self._skip = line.start
        folded = line.folded
        self.found.said = []
        frame.end = frame.owned = -1
        frame.bracket = (-1, -1)
        frames = [row_frame(frame) if line.row else frame]
        first_cell = first_cell_end(self.text, line, frame) if line.row else line.end
        for match in TOKEN.finditer(folded, line.start, line.end):
            start, end = match.span()
            if start < self._skip:
                continue
            if start > first_cell:
                self._close(frames[-1])
                frames = [quoting_row(frame, self.found.said)]
                first_cell = line.end
            kind = match.lastgroup
            if kind == "mark":
                self._mark(folded[start], start, frames)
            elif kind in FORMS:
                self._form(start, end, frames[-1])
            elif kind == "fu":
                self._supplement(start, end, frames[-1])
            else:
                self._unit(read_unit(folded[start:end]), start, end, frames[-1])
        for open_frame in frames:
            if open_frame.group or open_frame.split:
                self._close(open_frame)
        if not line.row and folded.find("表の", line.start, line.end) >= 0:
            self._learn_table(frame)

    def _learn_table(self, frame: Frame) -> None:
        """Note that rows of replacements follow (読替表), and whose provisions they name if it is another law's."""
        line = self._line
        frame.replacing = announces_replacements(line)
        match = _TABLE_OF.search(line.folded, line.start, line.end)
        law = law_before(self._table, self._line, match.end("law"), frame) if match is not None else None
        if law is not None and law.key is not None:
            frame.table = Place(law.key, ok=law.known)

    # -- brackets and quotes ------------------------------------------------------------------------------------------

    def _mark(self, char: str, start: int, frames: list[Frame]) -> None:
        frame = frames[-1]
        if char == "(":
            frames.append(bracket_frame(self._line, self._table, start, frame))
        elif char == "「":
            if frame.group:
                self._close(frame)  # 「第4条及び第5条中「…」」: what is quoted must know both
            inner, self._skip = quote_frame(self._line, start, frame, self.found.said)
            if inner is not None:
                frames.append(inner)
        elif char == "『":
            frames.append(frame.inner(char, start))
        elif len(frames) > 1 and frame.mark == _CLOSING[char]:
            frames.pop()
            self._close(frame)
            outer = frames[-1]
            outer.learn(frame)
            if char == ")":
                first, end = outer.bracket
                outer.bracket = (first if end == frame.opened else frame.opened, start + 1)
                if frame.attach is not None:
                    outer.end = start + 1
                    outer.split = True

    # -- the kinds of references --------------------------------------------------------------------------------------

    def _form(self, start: int, end: int, frame: Frame) -> None:
        """章, 節, 別表, 様式, 本則: known by their words alone; a remark in brackets still belongs to their law."""
        law = law_before(self._table, self._line, start, frame)
        joint = self._line.folded[frame.end : start] if 0 <= frame.end <= start else ""
        inherited = frame.last if law is None and frame.unit is None and joint in CONNECTORS else None
        self._close(frame)
        end, count = forms_named(self._line.folded, start, end, self._line.end)
        self._skip = end
        self._emit(start, end, self.found.within_budget([Place(None)] * count))
        frame.last = Place(law.key, ok=law.known) if law is not None and law.key else inherited
        frame.unit = None
        frame.end = end

    def _supplement(self, start: int, end: int, frame: Frame) -> None:
        law = self._table.before(self._line.folded, start, self._line.start, self._line.place(start))
        self._close(frame)
        key = law.key if law is not None else None
        if key is None:
            key = frame.amending.law if frame.amending is not None else self._tree.law
        self._emit(start, end, [Place(key or SUPPLEMENTARY)])
        frame.last = frame.unit = None
        frame.end = end

    def _unit(self, unit: Unit, start: int, end: int, frame: Frame) -> None:
        folded, floor = self._line.folded, self._line.start
        supplementary = (
            folded[start - 1] == "則" and start - 2 >= floor and folded.startswith(_SUPPLEMENTS, start - 2)
        )
        begin = start - 2 if supplementary else start
        if unit.absolute and unit.top is not ARTICLE and is_no_place(self._line, unit, begin, frame):
            return
        law = (
            law_before(self._table, self._line, begin, frame)
            if supplementary or unit.top is ARTICLE
            else None
        )
        head = law.start if law is not None else begin
        joint = (
            joint_of(folded[frame.end : head]) if frame.unit is not None and 0 <= frame.end <= head else None
        )
        if unit.top is SUBITEM and not is_label(self._line, unit, joint, end, frame):
            return
        if joint in RANGE_OPENERS and frame.written >= supplementary and self._range(unit, law, end, frame):
            return
        if law is not None:
            base: Place | None = Place(law.key, ok=law.known)
            if law.key is None:
                base = None if supplementary else Place.of(self._tree.main)
            elif unit.steps[0].mode is SAME:
                base = same_article(law.key, frame)  # 同法同条第2項
        else:
            base = None if supplementary else inherited(unit, joint, frame)
            if base is None and replaces_words(self._line, unit, (begin, end), frame):
                self._close(frame)
                base = one_article(applied_before(self._line, self.found.said, begin, -1))
        grouped = base is not None and law is None and joint in CONNECTORS and not frame.split
        grouped = grouped and unit.top is not ARTICLE
        frame.remote = False
        if supplementary:
            joined = law is None and joint in CONNECTORS
            places = self._targets.find_in_supplement(unit, frame, base, joined=joined)
        else:
            places = self._find(unit, end, frame, base, law is not None)
        if places:
            self._add(unit, places, (begin, end), frame, grouped)
            frame.written = supplementary
        else:
            self._missing(unit, begin, end, frame, law)

    def _find(self, unit: Unit, end: int, frame: Frame, base: Place | None, named: bool) -> list[Place]:
        """Return the places of a reference; ``named``: a law stands before it."""
        if base is None and not named and frame.attach is not None:
            if unit.absolute:
                return in_remark(self._targets, self._line, unit, end, frame)
            base = listing_place(self._line, unit, end, frame)
        places = self._targets.find(unit, frame, base)
        if unit.top is SUBITEM and base is not None and not places[0].ok:
            # 「前号及びアに掲げる者」: of the item that the words stand in, where the one named before has none
            own = self._targets.find(unit, frame, None)
            return own if own and own[0].ok else places
        if base is None and not named and frame.quoting and places and not places[0].ok:
            law = law_of_quoted(self._line, frame, self.text, self._table)
            places = self._targets.find(unit, frame, law) if law is not None else places
        return places

    def _add(
        self, unit: Unit, places: list[Place], span: tuple[int, int], frame: Frame, grouped: bool
    ) -> None:
        if grouped:
            frame.top = min(frame.top, unit.top)
        else:
            if frame.group:
                self._close(frame)
            frame.split = False
            frame.start = span[0]
            frame.top = unit.top
        if len(places) > 1:
            places = self.found.within_budget(places)
        frame.group += places
        frame.stop = frame.end = span[1]
        frame.last = places[-1]
        frame.unit = unit
        if unit.steps[-1].mode is ALL:
            frame.listed = tuple(places)
            # 各号 are several: a 同号 behind them looks further back.
            if unit.depth is ITEM and len(places) > 1:
                if unit.top is not ITEM:
                    frame.name(places[-1].cut(PARAGRAPH), unit.top)
                return
        frame.name(places[-1], unit.top)

    def _range(self, unit: Unit, law: Law | None, end: int, frame: Frame) -> bool:
        """Close a range: 第3条から第5条まで, 第7号から第9号まで, 第5条第1項から第6条第2項まで."""
        last, level, mode = frame.last, unit.top, unit.steps[0].mode
        if last is None or not frame.group or (law is not None and law.key != last.law):
            return False
        closed = self._line.folded.startswith("まで", end)
        alike = mode is not SAME and last.depth is (unit.depth if frame.top < level else level)
        if mode not in (ABSOLUTE, PREVIOUS, SAME) or not (alike or (closed and frame.top <= level)):
            return False
        # 第4条から前条まで ends where the text itself stands, 第4条から第7条まで where the first place lies.
        places = self._targets.find(unit, frame, last.above(unit.top) if unit.absolute else None)
        if len(places) != 1:
            return False
        if closed:
            end += 2
        members = self.found.within_budget(
            between(last, places[0]) if self.found.budget > 0 else [last, places[0]]
        )
        frame.group = [*frame.group[:-1], *members]
        frame.stop = frame.end = end
        frame.split = False
        frame.last = places[0]
        frame.name(places[0], unit.top)
        return True

    # -- results ------------------------------------------------------------------------------------------------------

    def _close(self, frame: Frame) -> None:
        """Put out the enumeration that is open: one reference a place, each with the whole expression."""
        if frame.group:
            self.found.add(self._line, frame.start, frame.stop, frame.group, self._tree.law)
            frame.group = []
        frame.split = False

    def _emit(self, start: int, end: int, places: list[Place]) -> None:
        self.found.add(self._line, start, end, places, self._tree.law)

    def _missing(self, unit: Unit, begin: int, end: int, frame: Frame, law: Law | None) -> None:
        """Keep a reference that looks back to nothing."""
        self._close(frame)
        key = law.key if law is not None else self._tree.law
        if law is None and frame.quoting and frame.owners:
            key = frame.owners[0].law  # words of another law are that law's, even where their place is open
        self.found.add_open(self._line, unit, (begin, end), key)
        frame.last = frame.unit = None
        frame.end = -1
