"""Automatic paragraph numbers of Word (numbering.xml), rendered as the labels that Word shows."""

from dataclasses import dataclass, field
from typing import Any

from pirules.text.numerals import AIUEO, IROHA, to_kanji

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_ROMAN_END = 4000
_FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_KANJI = frozenset(("japaneseCounting", "chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseLegal", "taiwaneseCounting", "koreanCounting"))  # fmt: skip


@dataclass(slots=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    separator: str = "　"


@dataclass(slots=True)
class _List:
    """A list of Word: its levels, and the counter that all lists of one abstract definition share."""

    levels: list[_Level]
    counters: list[int]
    overrides: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document in their order.

    Args:
        numbering: root of numbering.xml, or ``None``.
        styles: root of styles.xml, or ``None`` (a style may carry a number).
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.lists: dict[str, _List] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, numbering: Any) -> None:
        abstract: dict[str, tuple[list[_Level], list[int]]] = {}
        for element in numbering.iterchildren(f"{W}abstractNum"):
            levels = [_Level() for _ in range(_LEVELS)]
            for child in element.iterchildren(f"{W}lvl"):
                place = _integer(child.get(f"{W}ilvl"), 0)
                if place < _LEVELS:
                    levels[place] = _level(child)
            abstract[element.get(f"{W}abstractNumId", "")] = (levels, [0] * _LEVELS)
        for element in numbering.iterchildren(f"{W}num"):
            target = _value(element.find(f"{W}abstractNumId"))
            if target in abstract:
                found = _List(*abstract[target])
                for override in element.iterchildren(f"{W}lvlOverride"):
                    start = override.find(f"{W}startOverride")
                    if start is not None:
                        found.overrides[_integer(override.get(f"{W}ilvl"), 0)] = _integer(_value(start), 1)
                self.lists[element.get(f"{W}numId", "")] = found

    def _read_styles(self, styles: Any) -> None:
        based: dict[str, str] = {}
        for style in styles.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            based[name] = _value(style.find(f"{W}basedOn"))
            number = _number_of(style.find(f"{W}pPr"))
            if number is not None:
                self.styles[name] = number
        for name, parent in based.items():
            ancestor, steps = parent, 0
            while name not in self.styles and ancestor and steps < _LEVELS:
                if ancestor in self.styles:
                    self.styles[name] = self.styles[ancestor]
                ancestor, steps = based.get(ancestor, ""), steps + 1

    def label_of(self, paragraph: Any) -> str:
        """Return the label that Word shows before a paragraph, with its separator, or ``""``; counts it."""
        properties = paragraph.find(f"{W}pPr")
        number = _number_of(properties)
        if number is None and properties is not None:
            number = self.styles.get(_value(properties.find(f"{W}pStyle")))
        if number is None or number[0] not in self.lists or not 0 <= number[1] < _LEVELS:
            return ""
        return self._count(self.lists[number[0]], number[1])

    def _count(self, found: _List, place: int) -> str:
        if not found.used:
            found.used = True
            for level, start in found.overrides.items():
                if 0 <= level < _LEVELS:
                    found.counters[level] = start - 1
        for level in range(place):
            found.counters[level] = found.counters[level] or found.levels[level].start
        own = found.levels[place]
        found.counters[place] = (
            found.counters[place] + 1
            if found.counters[place] or own.start == 1 or place in found.overrides
            else own.start
        )
        for level in range(place + 1, _LEVELS):
            found.counters[level] = 0
        if own.number_format in ("bullet", "none") or not own.text:
            return ""
        label = own.text
        for level in range(_LEVELS):
            label = label.replace(
                f"%{level + 1}", _shown(found.counters[level], found.levels[level].number_format)
            )
        return label + own.separator


def _level(element: Any) -> _Level:
    separators = {"nothing": "", "space": " "}
    return _Level(
        _integer(_value(element.find(f"{W}start")), 1),
        _value(element.find(f"{W}numFmt")) or "decimal",
        _value(element.find(f"{W}lvlText")),
        separators.get(_value(element.find(f"{W}suff")), "　"),
    )


def _number_of(properties: Any) -> tuple[str, int] | None:
    """Return ``(list id, level)`` of paragraph properties."""
    number = properties.find(f"{W}numPr") if properties is not None else None
    if number is None:
        return None
    return _value(number.find(f"{W}numId")), _integer(_value(number.find(f"{W}ilvl")), 0)


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default  # noqa: PLR2004 - no list is longer


_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
_LETTERS = {
    "aiueo": AIUEO,
    "aiueoFullWidth": AIUEO,
    "iroha": IROHA,
    "irohaFullWidth": IROHA,
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}


def _shown(number: int, number_format: str) -> str:
    """Return a number in one of Word's formats."""
    first, count = _ENCLOSED.get(number_format, (0, 0))
    letters = _LETTERS.get(number_format, "")
    result = str(number)
    if 1 <= number <= count:
        result = chr(first + number - 1)
    elif 1 <= number <= len(letters):
        result = letters[number - 1]
    elif number_format in _KANJI or number_format == "ideographDigital":
        result = to_kanji(number, positional=number_format == "ideographDigital")
    elif number_format == "decimalFullWidth":
        result = result.translate(_FULL_WIDTH)
    elif number_format == "decimalZero":
        result = f"{number:02d}"
    elif number_format in ("lowerRoman", "upperRoman") and number < _ROMAN_END:
        roman = _roman(number)
        result = roman.upper() if number_format == "upperRoman" else roman
    return result


def _roman(number: int) -> str:
    result = ""
    for value, letters in _ROMAN:
        while number >= value:
            result += letters
            number -= value
    return result
