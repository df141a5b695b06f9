"""What a reference hangs on: the place it means so far, and what 同条, 同項 and a bracket look back to.

A :class:`Frame` belongs to one stretch of text at one depth of brackets: a remark in brackets sees what was named before
it, and what it names itself is forgotten behind the closing bracket (the convention of 法制執務).
"""

from pirules.ordinance.references.entry import Entry
from pirules.ordinance.references.model import SUPPLEMENTARY
from pirules.ordinance.references.national import is_known
from pirules.ordinance.references.pattern import ARTICLE, ITEM, PARAGRAPH, SUBITEM, Level, Unit

_ORDER = (ARTICLE, PARAGRAPH, ITEM, SUBITEM)
_INWARDS = tuple(reversed(_ORDER))
_NOWHERE = (None, None, None, None)
_DEEPER = ((1, 2, 3), (2, 3), (3,), ())


#: How many 号 back a 同項 may look.
_ELDERS = 12


class Place:
    """A place meant: its law and numbers, and the entry of this ordinance if it exists there."""

    __slots__ = ("entry", "law", "numbers", "ok")

    def __init__(
        self,
        law: str | None,
        numbers: tuple[str | None, str | None, str | None, str | None] = _NOWHERE,
        entry: Entry | None = None,
        ok: bool = True,
    ) -> None:
        # Made for every reference, and words that name arguments take twice as long.
        self.law = law
        self.numbers = numbers
        self.entry = entry
        self.ok = ok

    @classmethod
    def of(cls, entry: Entry) -> "Place":
        """Return the place of an entry of this ordinance."""
        place = entry.place
        if not isinstance(place, Place):
            place = entry.place = cls(entry.law, entry.numbers(), entry)
        return place

    @property
    def key(self) -> tuple[str | None, tuple[str | None, ...]]:
        """Law and numbers: two places with the same are one."""
        return self.law, self.numbers

    @property
    def foreign(self) -> bool:
        """Whether the place lies in another law or ordinance."""
        return self.law is not None and self.law != SUPPLEMENTARY

    @property
    def depth(self) -> Level | None:
        """The innermost level that is meant."""
        numbers = self.numbers
        for level in _INWARDS:
            if numbers[level] is not None:
                return level
        return None

    def cut(self, level: Level) -> "Place":
        """Return the place with nothing below ``level``."""
        kept = level + 1
        numbers = self.numbers[:kept] + _NOWHERE[kept:]
        entry = self.entry
        while entry is not None and entry.level is not None and entry.level > level:
            entry = entry.parent
        return Place(self.law, numbers, entry, self.ok)  # type: ignore[arg-type]  # four again

    def above(self, level: Level) -> "Place":
        """Return the place that a number at ``level`` is counted in.

        That a place doesn't exist in a law that we know says nothing of those beside it; in an unknown law none is certain.
        """
        if level is ARTICLE:
            entry = self.entry.whole if self.entry is not None else None
            place = Place(self.law, _NOWHERE, entry, self.ok)
        else:
            place = self.cut(_ORDER[level - 1])
        if not place.ok and place.foreign and is_known(place.law):
            place.ok = True
        return place

    def with_number(self, level: Level, number: str | None, *, ok: bool) -> "Place":
        """Return a place below this one that is known by its number only."""
        numbers = (*self.numbers[:level], number, *_NOWHERE[level + 1 :])
        return Place(self.law, numbers, None, ok)  # type: ignore[arg-type]  # four


class Frame:
    """What has been named so far in a stretch of text at one depth of brackets.

    Attributes:
        last: the last place named, of any depth; ``unit`` its written form, ``top`` the outermost level of its enumeration.
        end: where the last reference ends, an attached bracket included (-1: none).
        named: the last place named at each level, for 同条, 同項, 同号.
        lent: those of them that only a closed bracket named.
        laws: the last law of each kind, for 同法, 同条例; empty where nothing defines its name.
        listed: the places of the last 各号, for 当該各号.
        group: places of the enumeration that is still open, ``start`` and ``stop`` its span.
        attach: the place that this bracket is attached to.
        owners: the provisions whose words are quoted (読替え); ``owned``: where in the line they were named (-1: before it).
        quoting: this frame is such a quotation.
        amending: the law whose provisions 改め文 name (as a place).
        split: a remark in brackets stands behind the last reference; ``written``: 附則 was printed before it.
        remote: the last reference counts in the place that this bracket is attached to; ``deep``: so did the one before the
            bracket.
        table: the law whose provisions the rows of a table name (読替表); ``replacing``: rows of replacements follow.
        rows: the provisions that the last row named.
        elder: the frame of the 号 before this one, for 同項 and 同法 when the words above all 号 name none.
        bracket: where the last bracket opened and closed at this depth (of brackets in a row, where the first opened).
    """

    __slots__ = (
        "amending",
        "attach",
        "bracket",
        "deep",
        "elder",
        "end",
        "group",
        "here",
        "last",
        "laws",
        "lent",
        "listed",
        "mark",
        "named",
        "opened",
        "owned",
        "owners",
        "quoting",
        "remote",
        "replacing",
        "rows",
        "split",
        "start",
        "stop",
        "table",
        "top",
        "unit",
        "written",
    )

    def __init__(self, here: Entry | None, mark: str = "", opened: int = -1) -> None:
        self.here = here
        self.mark = mark
        self.opened = opened
        self.last: Place | None = None
        self.unit: Unit | None = None
        self.top = ARTICLE
        self.end = self.owned = -1
        self.start = self.stop = 0
        self.bracket = (-1, -1)
        self.named: list[Place | None] = [None, None, None, None]
        self.lent: list[Place | None] = [None, None, None, None]
        self.laws: dict[str, str] = {}
        self.group: list[Place] = []
        self.split = self.written = self.remote = self.deep = self.quoting = self.replacing = False
        self.attach: Place | None = None
        self.amending: Place | None = None
        self.table: Place | None = None
        self.elder: Frame | None = None
        self.owners: tuple[Place, ...] = ()
        self.rows: tuple[Place, ...] = ()
        self.listed: tuple[Place, ...] = ()

    def inner(self, mark: str, opened: int) -> "Frame":
        """Return the frame of a bracket that opens here."""
        frame = Frame(self.here, mark, opened)
        frame.named[:] = self.named
        if self.laws:
            frame.laws.update(self.laws)
        frame.listed = self.listed
        frame.elder = self.elder
        if self.quoting:
            frame.quoting = True
            frame.owners = self.owners
            frame.amending = self.amending
        return frame

    def below(self, here: Entry | None) -> "Frame":
        """Return the frame of a node below: an item goes on from the words of its paragraph before it."""
        frame = self.inner("", -1)
        frame.here = here
        return frame

    def named_before(self, level: Level) -> Place | None:
        """Return what 同条, 同項 or 同号 means: named here or above, else in one of the 号 before."""
        frame: Frame | None = self
        for _ in range(_ELDERS):
            if frame is None or frame.named[level] is not None:
                break
            frame = frame.elder
        return frame.named[level] if frame is not None else None

    def law_before(self, kind: str) -> str | None:
        """Return the law that 同法 or 同条例 (``kind``) means: named here or above, else in one of the 号 before."""
        frame: Frame | None = self
        for _ in range(_ELDERS):
            if frame is None or kind in frame.laws:
                break
            frame = frame.elder
        return (frame.laws.get(kind) or None) if frame is not None else None

    def learn(self, inner: "Frame") -> None:
        """Take over from a closed bracket what nothing outside it had named; of several brackets the last counts."""
        for level, place in enumerate(inner.named):
            if self.named[level] is self.lent[level]:
                self.named[level] = self.lent[level] = place
        for kind, law in inner.laws.items():
            self.laws.setdefault(kind, law)

    def name(self, place: Place, top: Level) -> None:
        """Remember a place for 同条, 同項 and 同号: at the levels that were written, not those that were understood."""
        numbers, named = place.numbers, self.named
        if numbers[top] is not None:
            named[top] = place
        for level in _DEEPER[top]:
            if numbers[level] is not None:
                named[level] = place
