"""From a written reference to the places that it means."""

from pirules.ordinance.references import national
from pirules.ordinance.references.entry import Entry, below
from pirules.ordinance.references.frame import Frame, Place
from pirules.ordinance.references.kana import kana_number
from pirules.ordinance.references.pattern import (
    ABSOLUTE,
    ALL,
    ALL_BEFORE,
    ARTICLE,
    ITEM,
    NEXT,
    PARAGRAPH,
    PREVIOUS,
    SAME,
    SUBITEM,
    THIS,
    Level,
    Step,
    Unit,
)
from pirules.ordinance.references.steps import all_before, place_of, step_below
from pirules.ordinance.references.tree import Tree


class Targets:
    """Finds the places of one ordinance, and names those of others.

    Args:
        tree: what exists in the ordinance.
        closely: whether paragraphs and items of national law are looked up, not only articles.
        amended: the ordinance that this one only amends; its articles are meant where this one has none.
    """

    def __init__(self, tree: Tree, *, closely: bool, amended: Place | None = None) -> None:
        self._whole = amended
        self._tree = tree
        self._closely = closely

    def of_part(self, part: Tree, law: Place) -> "Targets":
        """Return what finds the places that words inserted into ``law`` mean."""
        return Targets(part, closely=self._closely, amended=law)

    def find(self, unit: Unit, frame: Frame, base: Place | None, supplementary: bool = False) -> list[Place]:
        """Return the places that ``unit`` means; an empty list when what it looks back to is missing.

        Args:
            unit: the written reference.
            frame: what was named before.
            base: the place in which its first number counts (a law, an inherited 条 or 項); ``None``: the context.
            supplementary: whether 附則 stands before it.
        """
        first = unit.steps[0]
        if unit.numbers is not None and (found := self._printed(unit, frame, base, supplementary)):
            return [found]
        if base is not None:
            places = self._descend(base, first)
        else:
            places = self._in_context(first, frame, supplementary)
        for step in unit.rest:
            if len(places) == 1:
                places = self._descend(places[0], step)
            else:
                places = [below for place in places for below in self._descend(place, step)]
        if not supplementary:
            for index, place in enumerate(places):
                # A place of another law may not exist there.
                if place.law is not None and place.ok and place.numbers[0] is not None and place.foreign:
                    places[index] = self._checked(place)
        return places

    def find_in_supplement(
        self, unit: Unit, frame: Frame, base: Place | None, *, joined: bool
    ) -> list[Place]:
        """Return the places of a reference with 附則 before it.

        Joined to a place of another law (給与条例第21条及び附則第9項) it means that law's 附則 where this ordinance has no such place.
        """
        own = self.find(unit, frame, base, supplementary=True)
        last = frame.last
        if not joined or last is None or not last.foreign or (own and all(place.ok for place in own)):
            return own
        return self.find(unit, frame, Place(last.law, ok=last.ok), supplementary=True)

    def _printed(self, unit: Unit, frame: Frame, base: Place | None, supplementary: bool) -> Place | None:
        """Return the place of 第5条第2項第1号 at once, where its numbers alone say it: most references are such."""
        assert unit.numbers is not None
        if base is not None:
            if base.entry is None and base.foreign and not supplementary:
                place = Place(base.law, unit.numbers, None, base.ok)
                return self._checked(place) if base.ok else place
            return None
        if supplementary or frame.quoting or frame.amending is not None:
            return None
        entry: Entry | None = self._tree.main
        for step in unit.steps:
            if entry is None or entry.partial:
                return None
            entry = step_below(entry, step)
        if entry is None or entry.law is not None:
            return None
        return Place.of(entry)

    def _in_context(self, first: Step, frame: Frame, supplementary: bool) -> list[Place]:
        if frame.amending is not None:
            return self._amended(first, frame, supplementary=supplementary)
        if supplementary:
            return self._in_supplement(first, frame.here)
        if frame.quoting:
            return self._quoted(first, frame)
        return self._first(first, frame.here, frame)

    def _checked(self, place: Place) -> Place:
        assert place.law is not None  # it is foreign
        if national.exists(place.law, place.numbers, self._closely):
            return place
        return Place(place.law, place.numbers, ok=False)

    # -- the first step -----------------------------------------------------------------------------------------------

    def _first(  # noqa: PLR0911 - one a mode
        self, step: Step, here: Entry | None, frame: Frame
    ) -> list[Place]:
        if step.mode is SAME:
            return self._same(step.level, frame)
        if step.mode is ABSOLUTE:
            return self._absolute(step, here, frame)
        if step.mode is ALL:
            return self._all(step.level, here, frame)
        if here is None:
            return []
        if step.mode is ALL_BEFORE:
            return all_before(step.level, here)
        entry = here.up(step.level)
        if entry is None:
            return []
        if step.mode is THIS:
            return [Place.of(entry)]
        found = entry.neighbours(-step.count if step.mode is PREVIOUS else step.count)
        return [Place.of(entry) for entry in found or ()]

    @staticmethod
    def _same(level: Level, frame: Frame) -> list[Place]:
        place = frame.named_before(level)
        if place is None and level is ARTICLE:
            place = next((place for place in frame.named if place is not None), None)
        return [] if place is None or place.numbers[level] is None else [place.cut(level)]

    def _absolute(self, step: Step, here: Entry | None, frame: Frame) -> list[Place]:
        number = step.number
        if step.level is ARTICLE:
            found = self._tree.main.kid(number)
            if found is None and here is not None and here.supplementary:
                # 第3条 inside a 附則 means the 本則 (its own is 附則第3条), unless only the 附則 has such an article.
                found = here.whole.kid(number)
                found = found if found is not None and found.level is ARTICLE else None
            if found is None and self._whole is not None:
                return [self._whole.with_number(step.level, step.number, ok=True)]
            return [place_of(found, Place(None), step)]
        if here is None:
            return []
        if step.level is PARAGRAPH:
            within: Entry | None = here.up(ARTICLE) or here.whole
        else:
            within = here.up(PARAGRAPH if step.level is ITEM else ITEM)
        if within is None:
            return []
        if step.level is ITEM and not within.partial and not any(kid.level is ITEM for kid in within.kids):
            last = frame.named[PARAGRAPH]
            if last is not None and last.entry is not None:
                # 「前項第1号の場合は甲、第2号の場合は乙」: a paragraph without items can only mean those of the one named.
                return self._descend(last.cut(PARAGRAPH), step)
        return self._descend(Place.of(within), step)

    @staticmethod
    def _all(level: Level, here: Entry | None, frame: Frame) -> list[Place]:
        within = here.up(PARAGRAPH if level is ITEM else ARTICLE) if here else None
        if within is not None and (within.partial or Place.of(within).foreign):
            return [Place.of(within)]
        found = [Place.of(entry) for entry in below(within, level)] if within else []
        return found or list(frame.listed)

    def _in_supplement(self, step: Step, here: Entry | None) -> list[Place]:
        if step.mode is not ABSOLUTE:
            return []
        found = self._tree.supplement_with(step.number, step.level, here)
        if found is None and self._tree.law is not None:
            return [Place(self._tree.law).with_number(step.level, step.number, ok=True)]
        return [place_of(found, Place("附則"), step)]

    def _amended(self, step: Step, frame: Frame, *, supplementary: bool) -> list[Place]:
        """Resolve a place of the ordinance that 改め文 amend: a number as printed, 同条, or one in words that are replaced."""
        assert frame.amending is not None
        if step.mode is SAME:
            return self._same(step.level, frame)
        if step.mode is not ABSOLUTE:
            return self._quoted(step, frame) if frame.mark == "「" else []
        if supplementary:
            return [frame.amending.with_number(step.level, step.number, ok=True)]
        named = (
            frame.last if frame.last is not None and frame.last.law == frame.amending.law else frame.owners[0]
        )
        place = (named or frame.amending).above(step.level) if step.level is not ARTICLE else frame.amending
        known = step.level is ARTICLE or place.numbers[ARTICLE] is not None
        return [place.with_number(step.level, step.number, ok=known)]

    def _quoted(self, step: Step, frame: Frame) -> list[Place]:
        """Resolve a reference in quoted words of other provisions from where those words stand, in each of them."""
        if step.mode is SAME and frame.named[step.level] is not None:
            return self._same(step.level, frame)
        if len(frame.owners) == 1:
            return self._quoted_from(frame.owners[0], step, frame)
        found = (place for owner in frame.owners for place in self._quoted_from(owner, step, frame))
        return list({place.key: place for place in found}.values())

    def _quoted_from(self, owner: Place, step: Step, frame: Frame) -> list[Place]:  # noqa: PLR0911 - one a case
        if owner.entry is None and not owner.foreign:
            return []
        if owner.entry is not None:
            return self._first(step, owner.entry, frame)
        if step.mode is ABSOLUTE:
            return [owner.above(step.level).with_number(step.level, step.number, ok=owner.ok)]
        if step.mode is THIS and owner.numbers[step.level] is not None:
            return [owner.cut(step.level)]
        if step.level is ARTICLE:
            return self._quoted_neighbour(step, owner)
        printed = owner.numbers[PARAGRAPH]
        if step.level is not PARAGRAPH or printed is None or not printed.isdecimal():
            return []  # between items of another text branch numbers may stand
        # Paragraphs have no branch numbers, so those of another law can be counted too.
        sign = {PREVIOUS: -1, NEXT: 1}.get(step.mode)
        if sign is None or int(printed) + sign * step.count < 1:
            return []
        numbers = sorted(int(printed) + sign * distance for distance in range(1, min(step.count, 50) + 1))
        return [
            owner.above(step.level).with_number(step.level, str(number), ok=owner.ok) for number in numbers
        ]

    @staticmethod
    def _quoted_neighbour(step: Step, owner: Place) -> list[Place]:
        """前条 in the words of another law: known only where the index knows all its articles (branch numbers)."""
        article = owner.numbers[ARTICLE]
        sign = {PREVIOUS: -1, NEXT: 1}.get(step.mode)
        if article is None or sign is None or owner.law is None or step.count != 1:
            return []
        found = national.article_before(owner.law, article, sign)
        return [owner.above(step.level).with_number(step.level, found, ok=owner.ok)] if found else []

    # -- further steps ------------------------------------------------------------------------------------------------

    def _descend(self, place: Place, step: Step) -> list[Place]:
        if step.mode is ALL:
            return self._every(place, step.level)
        if step.mode is not ABSOLUTE:
            return [place.with_number(step.level, None, ok=False)]
        if place.entry is None or (place.entry.partial and step_below(place.entry, step) is None):
            number = step.number
            if step.level is SUBITEM and number is not None:
                iroha = national.is_national(place.law or "") or self._tree.iroha()
                number = kana_number(number, iroha=iroha)
            known = place.ok and place.foreign and number is not None
            return [place.with_number(step.level, number, ok=known)]
        if step.level is SUBITEM:
            return [self._subitem(place, step)]
        return [place_of(step_below(place.entry, step), place, step)]

    def _subitem(self, place: Place, step: Step) -> Place:
        assert place.entry is not None
        label = step.number or ""
        head, _, inner = label.partition("(")
        found = place.entry.kid(head)
        if found is not None and inner:
            found = found.kid(inner.rstrip(")"))
        if found is None:
            return place.with_number(step.level, kana_number(label, iroha=self._tree.iroha()), ok=False)
        return Place.of(found)

    @staticmethod
    def _every(place: Place, level: Level) -> list[Place]:
        if place.entry is None or place.foreign:
            # In another law it isn't known how many there are: the paragraph stands for its items.
            return [place] if place.foreign else [Place(place.law, place.numbers, ok=False)]
        found = [Place.of(entry) for entry in below(place.entry, level)]
        return found or [Place(place.law, place.numbers, ok=False)]
