"""What the reader of references has found: references, problems, and what the line at hand has named so far."""

from itertools import takewhile
from typing import TYPE_CHECKING

from pirules.errors import Problem
from pirules.ordinance.model import Span
from pirules.ordinance.quick import unfrozen
from pirules.ordinance.references.frame import Place
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.model import Reference
from pirules.ordinance.references.pattern import ABSOLUTE, Unit
from pirules.ordinance.references.troubles import not_found

if TYPE_CHECKING:
    from pirules.ordinance.references.applied import Said

_Unfrozen = unfrozen(Reference)
_new = object.__new__


class Found:
    """Collects references and problems.

    Attributes:
        references: all references, in the order in which they were read.
        problems: what is to be said of those that can't be resolved.
        said: what the line at hand has named, with its places.
        budget: how many places enumerations may still name one by one.
    """

    def __init__(self, text: str) -> None:
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self.said: list[Said] = []
        self.budget = len(text) + 1000
        self._text = text

    def within(self, span: Span) -> list[Reference]:
        """Return the references inside a stretch that was read last."""
        inside = takewhile(lambda one: one.span[0] >= span[0], reversed(self.references))
        return [reference for reference in inside if reference.span[1] <= span[1]]

    def within_budget(self, places: list[Place]) -> list[Place]:
        """Name only the ends of an enumeration once a text has named more places than any law does (第1条から第500条まで is short)."""
        self.budget -= len(places)
        return places if self.budget > 0 else [places[0], places[-1]]

    def add(self, line: Line, start: int, end: int, places: list[Place], own: str | None) -> None:
        """Add a written expression: one reference a place, each with the whole expression.

        Args:
            line: the line that it stands in.
            start: where it begins in the line's text.
            end: where it ends.
            places: the places that it means.
            own: the ordinance that is read, where that isn't this one.
        """
        self.said.append((start, end, places))
        if line.places is None:
            span = start, end
            text = self._text[start:end]
        else:
            span = line.span(start, end)
            text = "".join(self._text[place] for place in line.places[start:end])
        failed: Place | None = None
        append = self.references.append
        for place in places:
            reference = _new(_Unfrozen)
            reference.text = text
            reference.span = span
            reference.law = place.law
            reference.article, reference.paragraph, reference.item, reference.subitem = place.numbers
            reference.resolved = place.ok
            reference.__class__ = Reference
            append(reference)
            if not place.ok:
                failed = failed or place
        if failed is not None:
            self.problems.append(not_found(failed, text, span, own))

    def add_open(self, line: Line, unit: Unit, place: Span, law: str | None) -> None:
        """Add a reference that looks back to nothing, with the numbers that are printed."""
        begin, end = place
        numbers: list[str | None] = [None, None, None, None]
        for step in unit.steps:
            if step.mode is ABSOLUTE:
                numbers[step.level] = step.number
        span = line.span(begin, end)
        text = line.folded[begin:end] if line.places else self._text[begin:end]
        article, paragraph, item, subitem = numbers
        self.references.append(Reference(text, span, law, article, paragraph, item, subitem, resolved=False))
        self.problems.append(Problem("P252", f"「{text}」が何を指すか、前後の文から決まりません。", span))
