"""The space of all requests around one: the rulebook's decision diagram and the point where the request lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pirules.provision.statutes import citation_classes, may_be_asked
from pirules.rules.decide import epoch_start
from pirules.rules.flow import load_rulebook
from pirules.rules.model import Facts, Outcome
from pirules.rules.symbolic import ASSUMED, SymbolicBook


@lru_cache(maxsize=8)
def _book(start: date) -> SymbolicBook:
    newest = epoch_start(load_rulebook(), date.max)
    beside = None if start == newest else _book(newest)
    return SymbolicBook(load_rulebook(), citation_classes(), start, beside)


def symbolic(day: date) -> SymbolicBook:
    """Return the rulebook of ``day`` as a diagram."""
    return _book(epoch_start(load_rulebook(), day))


@lru_cache(maxsize=8)
def open_values(book: SymbolicBook) -> tuple[tuple[int, ...], ...]:
    """Return for each variable the indices of the values that it may take where the question says nothing of it.

    A field takes what a person may answer; what stands in for an answer (a declared default, no citation) may stay.
    """
    return tuple(
        (0, *_askable(book, name)) if name in book.assumptions else _askable(book, name)
        for name in book.variables
    )


def _askable(book: SymbolicBook, name: str) -> tuple[int, ...]:
    """Return the indices of the values that a person may give when asked."""
    known = range(1, len(book.literals[name]))
    if name == book.book.vocabulary.citation_field:
        return tuple(index for index in known if may_be_asked(book.classes[index]))
    return tuple(known)


@dataclass(frozen=True, slots=True)
class Space:
    """The diagram and one request in it.

    Attributes:
        book: the rulebook as a diagram.
        point: the index of each variable's value; 0 is *unknown*, or no citation.
    """

    book: SymbolicBook
    point: tuple[int, ...]

    def known(self, name: str) -> bool:
        """Whether the request says anything of the field."""
        return self.point[self.book.index[name]] != 0

    def variables(self, name: str) -> list[int]:
        """Return the variables of a field: its own, and the one for what is assumed where it is unknown."""
        places = self.book.index
        return [places[item] for item in (name, name + ASSUMED) if item in places]

    def at(self, changes: Mapping[str, int]) -> Outcome:
        """Return the decision at the point where some fields take other values (by index)."""
        point = list(self.point)
        for name, index in changes.items():
            for variable in self.variables(name):
                point[variable] = index
        found: Outcome = self.book.store.at(self.book.decision, point)
        return found

    def loosened(self) -> list[tuple[int, ...]]:
        """Return the values still open for each variable where no declared default stands."""
        return [
            (own,) if own else values for own, values in zip(self.point, open_values(self.book), strict=True)
        ]


def space_of(day: date, literals: Mapping[str, str], cited: Facts) -> Space:
    """Return the space around a request."""
    book = symbolic(day)
    point = [0] * len(book.variables)
    for name, value in literals.items():
        for item in (name, name + ASSUMED):
            place = book.index.get(item)
            if place is not None:
                point[place] = book.literals[item].index(value)
    point[book.index[book.book.vocabulary.citation_field]] = class_index(cited)
    return Space(book, tuple(point))


def class_index(cited: Facts) -> int:
    """Return which of the classes of citations the facts of one are."""
    return _class_index(tuple(sorted(cited.items())))


@lru_cache(maxsize=256)
def _class_index(facts: tuple[tuple[str, Any], ...]) -> int:
    return citation_classes().index(dict(facts))
