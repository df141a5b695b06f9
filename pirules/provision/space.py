"""The space of all requests around one: the rulebook's decision diagram and the point where the request lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pirules.provision.statutes import citation_classes, may_be_asked
from pirules.rules.decide import epoch_start
from pirules.rules.flow import load_rulebook
from pirules.rules.model import UNKNOWN, Facts, Outcome
from pirules.rules.symbolic import ASSUMED, SymbolicBook


@lru_cache(maxsize=8)
def _book(start: date) -> SymbolicBook:
    return SymbolicBook(load_rulebook(), citation_classes(), start)


def symbolic(day: date) -> SymbolicBook:
    """Return the rulebook of ``day`` as a diagram."""
    return _book(epoch_start(load_rulebook(), day))


@dataclass(frozen=True, slots=True)
class Space:
    """The diagram and one request in it.

    Attributes:
        book: the rulebook as a diagram.
        literals: the known fields.
        cited: class of the citation (0: none given).
        point: the index of each variable's value.
    """

    book: SymbolicBook
    literals: Mapping[str, str]
    cited: int
    point: tuple[int, ...]

    def known(self, name: str) -> bool:
        """Whether the request says anything of the field."""
        if name == self.book.book.vocabulary.citation_field:
            return self.cited != 0
        return name in self.literals

    def values(self, name: str) -> range:
        """Return the indices of the known values of a variable."""
        return range(1, len(self.book.literals[name]))

    def askable(self, name: str) -> list[int]:
        """Return the indices of the values that a person may give when asked."""
        if name == self.book.book.vocabulary.citation_field:
            return [index for index in self.values(name) if may_be_asked(self.book.classes[index])]
        return list(self.values(name))

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

    def allowed(self) -> list[tuple[int, ...]]:
        """Return the values still open for each variable: declared defaults and the citation stay as they are."""
        result: list[tuple[int, ...]] = []
        for position, name in enumerate(self.book.variables):
            fixed = name.endswith(ASSUMED) or name == self.book.book.vocabulary.citation_field
            if fixed or name in self.literals:
                result.append((self.point[position],))
            else:
                result.append(tuple(self.values(name)))
        return result


def space_of(day: date, literals: Mapping[str, str], cited: Facts) -> Space:
    """Return the space around a request."""
    book = symbolic(day)
    index = class_index(cited)
    point: list[int] = []
    for name in book.variables:
        if name == book.book.vocabulary.citation_field:
            point.append(index)
        else:
            point.append(book.literals[name].index(literals.get(name.removesuffix(ASSUMED), UNKNOWN)))
    return Space(book, literals, index, tuple(point))


def class_index(cited: Facts) -> int:
    """Return which of the classes of citations the facts of one are."""
    return _class_index(tuple(sorted(cited.items())))


@lru_cache(maxsize=256)
def _class_index(facts: tuple[tuple[str, Any], ...]) -> int:
    return citation_classes().index(dict(facts))
