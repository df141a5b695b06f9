"""The condition language of topics: regular expressions over views, frames, citations and neighbours.

A condition is a YAML mapping; all its keys must hold.  Vocabulary words stand in braces (``{council}``) and are
replaced before compiling.  A condition gives ``None`` where it fails, else the places in the text that decided.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from pirules.errors import LawError, RulesetError
from pirules.gap.expressions import Expression, Expressions
from pirules.gap.periods import order_of, periods_of
from pirules.gap.subject import CITES, PLAIN, SETS, STRIPS, TOPICS, Subject
from pirules.gap.view import Strip
from pirules.law.citation import Citation
from pirules.ordinance.model import Span
from pirules.text.dates import parse_date

#: How many days a unit of time is counted as when it is compared with a deadline of the Act (民法143条: calendar months).
_DAYS = {"日": 1, "週間": 7, "月": 30, "か月": 30, "箇月": 30, "ヶ月": 30, "年": 365}
# Evidence is only what the clause itself says.
_EVIDENT = {"text", "full"}
Places = list[Span]
Condition = Callable[[Subject], Places | None]

#: Every key of a condition; the schema of the topic files lists the same.
KEYS = frozenset(
    {*STRIPS, *(f"no_{name}" for name in STRIPS), *PLAIN, *(f"no_{name}" for name in PLAIN)}
    | {*SETS, *TOPICS, *CITES, *(f"no_{name}" for name in CITES)}
    | {"all", "any", "not", "days", "day", "period", "item", "no_item"}
)


class Compiler:
    """Compiles conditions.

    Attributes:
        expressions: makes their patterns.
    """

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions

    def compile(self, raw: Mapping[str, Any]) -> Condition:
        """Compile a condition.

        Raises:
            RulesetError: ``P501`` for an unknown key, a broken pattern or a citation that can't be read.
        """
        parts = [self._part(key, value) for key, value in raw.items()]

        def condition(subject: Subject) -> Places | None:
            places: Places = []
            for part in parts:
                found = part(subject)
                if found is None:
                    return None
                places += found
            return places

        return condition

    def _part(self, key: str, value: Any) -> Condition:
        if key in {"all", "any"}:
            inner = [self.compile(entry) for entry in value]
            return _all(inner) if key == "all" else _any(inner)
        if key == "not":
            return _not(self.compile(value))
        compared = {"days": self._days, "day": self._day, "period": _period}
        if key in compared:
            return compared[key](value)
        if key.startswith("no_") and key in KEYS:
            return _not(self._part(key[3:], value))
        return self._leaf(key, value)

    def _leaf(self, key: str, value: Any) -> Condition:
        values = value if isinstance(value, list) else [value]
        if key in SETS:
            return _member(SETS[key], frozenset(values))
        if key in TOPICS:
            return _shares(TOPICS[key], frozenset(values))
        if key in CITES:
            return _cited(CITES[key], tuple(_citation(v) for v in values))
        return _all([self._pattern(key, self.expressions.of(v)) for v in values])

    def _pattern(self, key: str, pattern: Expression) -> Condition:
        if key in STRIPS:
            return _search(STRIPS[key], pattern, key in _EVIDENT)
        if key in PLAIN:
            return _plain(PLAIN[key], pattern)
        if key == "item":
            return _items(pattern)
        raise RulesetError("P501", f"条件に知らない項目 {key} があります。")

    def _days(self, raw: Mapping[str, Any]) -> Condition:
        """Compare a number of days in the clause: ``{of: regex with n and unit, is: less|equal|more, than: 30}``; ``in: full`` with brackets."""
        pattern, wanted, limit = self.expressions.of(raw["of"]), raw["is"], int(raw["than"])
        name, brackets = raw.get("name", "n"), raw.get("in") == "full"

        def condition(subject: Subject) -> Places | None:
            strip = subject.unit.view.full if brackets else subject.unit.view.bare
            for match in pattern.finditer(strip.text):
                days = int(match["n"]) * _DAYS.get(match.groupdict().get("unit") or "日", 1)
                order = "less" if days < limit else "equal" if days == limit else "more"
                if order == wanted:
                    subject.numbers[name] = str(days)
                    return [strip.source(match.start(), match.end())]
            return None

        return condition

    def _day(self, raw: Mapping[str, Any]) -> Condition:
        """Compare a day that the clause names with the day from which the ordinance is in force: ``{of: regex with day, is: before|from}``.

        It holds nowhere in an ordinance whose day of effect isn't known.
        """
        pattern, wanted = self.expressions.of(raw["of"]), raw["is"]

        def condition(subject: Subject) -> Places | None:
            strip, effect = subject.unit.view.bare, subject.effective_on
            for match in pattern.finditer(strip.text):
                named = parse_date(match["day"])
                if named and effect and wanted == ("before" if named < effect else "from"):
                    return [strip.source(match.start(), match.end())]
            return None

        return condition


def _period(raw: Mapping[str, Any]) -> Condition:
    """Compare the periods of the clause with those of the Act: ``{is: longer, of: extension}``; both may be lists (:mod:`pirules.gap.periods`)."""
    orders, senses = _listed(raw["is"]), _listed(raw.get("of", ()))

    def condition(subject: Subject) -> Places | None:
        found = periods_of(subject.unit, subject.passage)
        order = order_of(found)
        if order not in orders:
            return None
        for period in found:
            if period.order == order and (not senses or period.sense in senses):
                subject.numbers["n"] = str(period.days)
                return [subject.unit.view.bare.source(period.start, period.end)]
        return None

    return condition


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@lru_cache(maxsize=1024)
def _citation(text: str) -> Citation:
    try:
        return Citation.parse(text)
    except LawError as error:
        raise RulesetError("P501", f"引用条文 {text} を読めません（{error.detail}）。") from error


def _all(inner: list[Condition]) -> Condition:
    def condition(subject: Subject) -> Places | None:
        places: Places = []
        for part in inner:
            found = part(subject)
            if found is None:
                return None
            places += found
        return places

    return inner[0] if len(inner) == 1 else condition


def _any(inner: list[Condition]) -> Condition:
    def condition(subject: Subject) -> Places | None:
        return next((found for part in inner if (found := part(subject)) is not None), None)

    return condition


def _not(inner: Condition) -> Condition:
    return lambda subject: [] if inner(subject) is None else None


def _search(scope: Callable[[Subject], Strip | None], pattern: Expression, evident: bool) -> Condition:
    def condition(subject: Subject) -> Places | None:
        strip = scope(subject)
        match = pattern.search(strip.text) if strip is not None else None
        if strip is None or match is None:
            return None
        return [strip.source(match.start(), match.end())] if evident and match[0] else []

    return condition


def _plain(scope: Callable[[Subject], str], pattern: Expression) -> Condition:
    return lambda subject: [] if pattern.search(scope(subject)) else None


def _items(pattern: Expression) -> Condition:
    def condition(subject: Subject) -> Places | None:
        for item in subject.passage.items:
            match = pattern.search(item.view.bare.text)
            if match:
                return [item.view.bare.source(match.start(), match.end())]
        return None

    return condition


def _member(scope: Callable[[Subject], str], wanted: frozenset[str]) -> Condition:
    return lambda subject: [] if scope(subject) in wanted else None


def _shares(scope: Callable[[Subject], frozenset[str]], wanted: frozenset[str]) -> Condition:
    return lambda subject: [] if scope(subject) & wanted else None


def _cited(scope: Callable[[Subject], tuple[Citation, ...]], wanted: tuple[Citation, ...]) -> Condition:
    return lambda subject: (
        [] if any(place.contains(cited) for cited in scope(subject) for place in wanted) else None
    )
