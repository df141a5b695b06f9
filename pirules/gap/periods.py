"""Periods within which a request must be decided: which of the numbers in a sentence they are, and how they stand to the Act.

「45日以内にするものとし、これを60日まで延長することができる」 holds two numbers: one is the first period, the other the whole time
with its extension, and each has a limit of its own in the Act.  What a number stands for is read off the words before and behind
it (``rulesets/gap/periods.yaml``, which holds the limits as well).  A period that isn't understood is never called shorter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any

from pirules.clauses.model import Role
from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.literals import WORD
from pirules.gap.units import Passage, Unit
from pirules.gap.yamlfile import read_yaml
from pirules.text.numerals import parse_int

#: How a period stands to the Act.
LONGER, SHORTER, EQUAL, UNCLEAR = "longer", "shorter", "equal", "unclear"
#: The first of these that a sentence holds is what is said of it: one longer period makes it longer.
ORDERS = (LONGER, UNCLEAR, SHORTER, EQUAL)
#: The first period, what leaves a period open, and a fixed number for the 相当の期間 of the Act.
FIRST, OPEN, REASONABLE = "first", "open", "reasonable"
_ASIDE, _OLD, _ADDED, _TAKEN = "aside", "old", "added", "taken"

_COUNT = "[0-9]{1,4}|[〇一二三四五六七八九十百]{1,5}"
# A number of days, half a year, a part or a multiple; no day of the calendar (4月1日, 毎年5月), no least time (14日以上).
_QUANTITY = re.compile(
    rf"(?<![0-9第年月〇一二三四五六七八九十百])(?P<n>{_COUNT})"
    r"(?:(?:開庁|営業|執務|勤務|業務)?(?P<unit>日)(?!前|付|現在)|(?P<week>週)間?|[箇かヶヵカケ個]?(?P<month>月)"
    r"(?![0-9末中分初]|現在|[上下]旬|の(?:初日|末日|間)|(?:及び|又は|から|、)[0-9]{1,2}月|に当た|に開)|(?P<year>年)(?=以内|間|を超))(?P<half>半)?"
    rf"|半(?P<part>年|月|分|減|数)|(?P<low>{_COUNT})分の(?P<high>{_COUNT})|(?P<times>{_COUNT}|数)倍"
)
_BRACKETED = re.compile(r"\(([^()]{1,200})\)")
_MOST_BRACKETS = 20
_LEADS = re.compile("次の|次に|各号|以下の")
_READ_AS = "とある"
_BEFORE = "前項"
_LATER = (Role.PROVISO, Role.SECOND_SENTENCE)
_MOST = 4000  # no sentence with a period is longer …
_MOST_NUMBERS = 60  # … or holds more numbers


@dataclass(frozen=True, slots=True)
class Period:
    """A number in a sentence.

    Attributes:
        sense: what it stands for: a key of the Act's ``limits``.
        days: how many days it is at most.
        order: how it stands to the Act: ``longer`` | ``shorter`` | ``equal`` | ``unclear``.
        start: its place in the sentence without brackets …
        end: … and its end.
    """

    sense: str
    days: int
    order: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sign:
    """How to tell what a number stands for by the words around it."""

    sense: str
    holds: tuple[tuple[str, re.Pattern[str], bool], ...]

    def fits(self, words: Mapping[str, str]) -> bool:
        return all(bool(pattern.search(words[part])) is wanted for part, pattern, wanted in self.holds)


@dataclass(frozen=True, slots=True)
class _Open:
    """What leaves a period open: words (also in brackets), others that must stand there too, beside how short a period it is harmless."""

    when: re.Pattern[str]
    also: re.Pattern[str]
    order: str
    within: int
    brackets: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    limits: Mapping[str, int]
    cited: Mapping[int, str]
    units: Mapping[str, int]
    calendar: tuple[tuple[re.Pattern[str], int], ...]
    starts: Mapping[str, re.Pattern[str]]
    signs: tuple[_Sign, ...]
    opens: tuple[_Open, ...]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Read ``gap/periods.yaml``.

    Raises:
        RulesetError: ``P501`` when it can't be read, or lacks something.
    """
    path = rulesets_dir() / "gap" / "periods.yaml"
    raw, _ = read_yaml(path)
    try:
        words = {**raw["words"], **raw["starts"]}
        return _Rules(
            limits=raw["limits"],
            cited=raw["cited"],
            units=raw["units"],
            calendar=tuple((re.compile(entry["end"]), entry["most"]) for entry in raw["calendar"]),
            starts={name: re.compile(_expanded(text, words)) for name, text in raw["starts"].items()},
            signs=tuple(_sign(entry, words) for entry in raw["signs"]),
            opens=tuple(_open(entry, words) for entry in raw["open"]),
        )
    except (TypeError, KeyError, re.error) as error:
        raise RulesetError("P501", f"{path} の項目が違います（{error}）。") from error


def _expanded(pattern: str, words: Mapping[str, str]) -> str:
    while WORD.search(pattern):  # the words of this file hold each other, never themselves
        pattern = WORD.sub(lambda match: f"(?:{words[match[1]]})", pattern)
    return pattern


def _sign(raw: Mapping[str, Any], words: Mapping[str, str]) -> _Sign:
    holds = tuple(
        (part.removeprefix("no_"), re.compile(_expanded(text, words)), not part.startswith("no_"))
        for part, text in raw.items()
        if part != "is"
    )
    return _Sign(raw["is"], holds)


def _open(raw: Mapping[str, Any], words: Mapping[str, str]) -> _Open:
    return _Open(
        re.compile(_expanded(raw["when"], words)),
        re.compile(raw.get("and", "")),
        raw.get("is", LONGER),
        raw.get("within", 0),
        raw.get("brackets", False),
    )


def periods_of(unit: Unit, passage: Passage) -> tuple[Period, ...]:
    """Return the periods that a sentence names; a main sentence also those of its 号 and of what is read in another's place."""
    text = unit.view.bare.text
    before = passage.previous.view.bare.text if passage.previous is not None else ""
    goes_on = _BEFORE in text
    if passage.lead is not None and unit.role in _LATER and not goes_on:
        before, goes_on = passage.lead.view.bare.text, True
    found = periods_in(text, unit.view.full.text, before, goes_on=goes_on)
    if unit is not passage.lead:
        return found
    lead = unit.view.bare.text
    for later in passage.later:
        if _READ_AS in later.view.bare.text:
            below = periods_in(later.view.bare.text, later.view.full.text, before)
            found += tuple(replace(p, start=0, end=len(lead)) for p in below)
    for item in passage.items if _LEADS.search(lead) else ():
        below = periods_in(lead + item.view.bare.text, lead + item.view.full.text, before)
        found += tuple(replace(p, start=0, end=len(lead)) for p in below if p.start >= len(lead))
    return found


def order_of(periods: Iterable[Period]) -> str | None:
    """Return how a sentence with these periods stands to the Act, ``None`` without any."""
    orders = {period.order for period in periods}
    return next((order for order in ORDERS if order in orders), None)


@lru_cache(maxsize=2048)
def periods_in(bare: str, full: str, before: str = "", *, goes_on: bool = False) -> tuple[Period, ...]:
    """Return the periods that a sentence names.

    Args:
        bare: the sentence in normalised characters, without brackets.
        full: with brackets.
        before: the paragraph before it (of a ただし書 the main sentence), for 「前項の期間の2倍」.
        goes_on: whether it speaks of the period that stands there (「ただし、休日は、この日数に算入しない」).
    """
    reader = _Reader(_rules(), bare[:_MOST], _base_of(before[:_MOST]))
    found = [*reader.read(), *reader.calendar()]
    for match in list(_BRACKETED.finditer(full[:_MOST]))[:_MOST_BRACKETS]:
        if _QUANTITY.search(match[1]):
            found += _in_brackets(match, full, found)
    own = [p.days for p in found if p.sense == FIRST]
    handed = [p.days for p in periods_in(before, before) if p.sense == FIRST] if goes_on and not own else own
    found += reader.open(min(own, default=_MOST), min(handed, default=_MOST), full[:_MOST])
    return tuple(period for period in found if period.sense != _OLD)


def _base_of(before: str) -> int:
    """Return the first period of the paragraph before, else that of the Act."""
    if before:
        own = next((p.days for p in periods_in(before, before) if p.sense == FIRST), None)
        if own is not None:
            return own
    return _rules().limits[FIRST]


def _in_brackets(match: re.Match[str], full: str, outside: list[Period]) -> Iterator[Period]:
    """Read what stands in brackets; a number without a sense of its own goes on with the one before the brackets."""
    place = len(_BRACKETED.sub("", full[: match.start()]))
    last = max((p for p in outside if p.start < place), key=lambda p: p.start, default=None)
    reader = _Reader(_rules(), match[1], _rules().limits[FIRST])
    for period in reader.read(usual=last.sense if last is not None else FIRST):
        yield replace(period, start=place, end=place)


class _Reader:
    """Reads the numbers of one stretch of text from left to right."""

    def __init__(self, rules: _Rules, text: str, base: int) -> None:
        self._rules = rules
        self._text = text
        self._base = base

    def read(self, usual: str = FIRST) -> Iterator[Period]:
        """Yield the periods; ``usual`` is what a number without a sign stands for."""
        replaced: str | None = None  # what the number stood for that the next one replaces
        for match in islice(_QUANTITY.finditer(self._text), _MOST_NUMBERS):
            if match["part"] in ("分", "減", "数") and _QUANTITY.match(self._text, match.end() + 1):
                continue  # 半分の15日
            around = {
                "number": match[0],
                "before": self._text[max(0, match.start() - 90) : match.start()],
                "after": self._text[match.end() : match.end() + 90],
                "text": self._text,
            }
            days = self._days(match)
            sense = next((sign.sense for sign in self._rules.signs if sign.fits(around)), None)
            if sense == _OLD:
                replaced = self._replaced(days, around)
            if sense == _ASIDE or days is None:
                continue
            if sense is None and replaced is not None:
                sense = replaced
            if sense != _OLD:
                replaced = None
            yield self._period(match, sense or usual, days, around["before"])

    def _days(self, match: re.Match[str]) -> int | None:
        """Return how many days a number is; of a part or a multiple, of the period before or of the Act."""
        if match["n"]:
            count = parse_int(match["n"])
            unit = match["unit"] or match["week"] or match["month"] or match["year"]
            size = self._rules.units[unit]
            return None if count is None else count * size + (size // 2 if match["half"] else 0)
        if match["part"]:
            size = self._rules.units.get(match["part"], self._base)
            return size // 2
        if match["low"]:
            low, high = parse_int(match["low"]), parse_int(match["high"])
            return int(self._base * Fraction(high, low)) if low and high else None
        return self._base * (parse_int(match["times"]) or 2)

    def _replaced(self, days: int | None, around: Mapping[str, str]) -> str:
        """Return what a number stands for that another replaces."""
        for sign in self._rules.signs:
            if sign.sense in self._rules.limits and sign.fits(around):
                return sign.sense
        return self._rules.cited.get(days or 0, FIRST)

    def _period(self, match: re.Match[str], sense: str, days: int, before: str) -> Period:
        if sense == _OLD:
            return Period(_OLD, days, _OLD, match.start(), match.end())
        if sense in (_ADDED, _TAKEN):
            limit = self._rules.limits[FIRST]
            return self._compared(FIRST, limit + (days if sense == _ADDED else -days), match)
        period = self._compared(sense, days, match)
        starts = self._rules.starts
        if sense == FIRST and starts["doubtful"].search(before):
            return replace(period, order=UNCLEAR if period.order == SHORTER else LONGER)
        if sense == FIRST and starts["later"].search(before):
            return replace(period, order=LONGER)
        return period

    def _compared(self, sense: str, days: int, match: re.Match[str]) -> Period:
        limit = self._rules.limits[sense]
        order = SHORTER if days < limit else EQUAL if days == limit else LONGER
        if sense == REASONABLE:  # no number in the Act: a fixed one is a detail of it, if it surely is 相当
            order = SHORTER if days <= limit else UNCLEAR
        return Period(sense, days, order, match.start(), match.end())

    def calendar(self) -> Iterator[Period]:
        """Yield the periods that end on a day of the calendar."""
        limit = self._rules.limits[FIRST]
        for pattern, most in self._rules.calendar:
            match = pattern.search(self._text)
            if match is not None:
                order = LONGER if most > limit else SHORTER
                yield Period(FIRST, most, order, match.start(), match.end())
                return

    def open(self, own: int, handed: int, full: str) -> Iterator[Period]:
        """Yield what leaves a period open.

        Args:
            own: the shortest first period of the sentence.
            handed: the same, or lacking one that of the sentence with whose period it goes on.
            full: the sentence with brackets; a number that its brackets count otherwise (20日（休日を除く。）) is its own.
        """
        for rule in self._rules.opens:
            text, shortest = (full, own) if rule.brackets else (self._text, handed)
            match = rule.when.search(text)
            if match is None or not rule.also.search(text):
                continue
            place = (0, len(self._text)) if rule.brackets else match.span()
            if shortest > rule.within:
                yield Period(OPEN, 0, rule.order, *place)
            elif shortest < own:  # so few days that it stays shorter than the Act's all the same
                yield Period(OPEN, 0, SHORTER, *place)
