"""Precision, recall and F1, counted the same way for clauses and for gap reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field


def is_locked(part: str) -> bool:
    """Say whether a part of the gold (``locked``, ``second_locked``) is for measuring only, its errors kept out of sight."""
    return part == "locked" or part.endswith("_locked")


@dataclass(slots=True)
class Tally:
    """Counts of one field: what was found rightly, what was found wrongly, what was not found."""

    hits: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, hits: int = 0, *, spurious: int = 0, missed: int = 0) -> None:
        """Count one comparison."""
        self.hits += hits
        self.spurious += spurious
        self.missed += missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        found = self.hits + self.spurious
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is no gold."""
        wanted = self.hits + self.missed
        return self.hits / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        total = 2 * self.hits + self.spurious + self.missed
        return 2 * self.hits / total if total else 1.0

    @property
    def gold(self) -> int:
        """How many things the gold has."""
        return self.hits + self.missed

    def as_dict(self) -> dict[str, float | int]:
        """Return the three figures, rounded to four places, with the counts behind them."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "hits": self.hits,
            "spurious": self.spurious,
            "missed": self.missed,
        }


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: in which ``case`` and ``field``, what the gold has and what was found (either may be empty)."""

    case: str
    field: str
    expected: str
    found: str

    def as_dict(self) -> dict[str, str]:
        """Return the error as a dictionary of its four fields."""
        return {"case": self.case, "field": self.field, "expected": self.expected, "found": self.found}


@dataclass(slots=True)
class Score:
    """The tallies of an evaluation by field, in a fixed order, with its errors."""

    name: str
    cases: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """Return the tally of a field, made on first use."""
        return self.tallies.setdefault(name, Tally())

    def miss(self, case: str, name: str, expected: str, found: str) -> None:
        """Note an error in the list."""
        self.misses.append(Miss(case, name, expected, found))

    def compare_sets(self, case: str, name: str, expected: Iterable[str], found: Iterable[str]) -> None:
        """Count two sets of values against each other and note what differs."""
        wanted, had = set(expected), set(found)
        self.tally(name).add(len(wanted & had), spurious=len(had - wanted), missed=len(wanted - had))
        for value in sorted(wanted - had):
            self.miss(case, name, value, "")
        for value in sorted(had - wanted):
            self.miss(case, name, "", value)

    def compare_one(self, case: str, name: str, accepted: Iterable[str], found: str) -> None:
        """Count one value that is right or wrong; a wrong one is both missed and spurious."""
        choices = list(accepted)
        right = found in choices
        self.tally(name).add(int(right), spurious=int(not right), missed=int(not right))
        if not right:
            self.miss(case, name, "|".join(choices), found)

    def as_dict(self) -> dict[str, object]:
        """Return the score as JSON has it."""
        return {
            "name": self.name,
            "cases": self.cases,
            "fields": {name: tally.as_dict() for name, tally in self.tallies.items()},
            "errors": [miss.as_dict() for miss in self.misses],
        }


def macro_f1(tallies: Iterable[Tally]) -> float:
    """Return the mean of the F1 of the tallies that have gold; 1 where none has."""
    values = [tally.f1 for tally in tallies if tally.gold]
    return sum(values) / len(values) if values else 1.0
