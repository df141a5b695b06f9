"""Numbers as Japanese law writes them: arabic and kanji, with units or positional, 枝番, enclosed numbers, イロハ.

A number inside pirules is written as in ``contracts/gap-report.md``: ``"9"``, ``"9_2"`` for 第9条の2.
"""

import re
from functools import lru_cache

#: Order of イロハ below a 号 (法令の「イロハ」), and of アイウ as most municipalities write it.
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"

#: Character class body of everything that can stand in a number (for regular expressions of other modules).
DIGIT_CHARS = "0-9０-９〇零一二三四五六七八九十百千"

_MAX_LENGTH = 40  # no number of law is longer; a megabyte of digits isn't a number

_DIGITS = {char: value for value, char in enumerate("0123456789")}
_DIGITS |= {char: value for value, char in enumerate("０１２３４５６７８９")}
_DIGITS |= {char: value for value, char in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "◯": 0, "壱": 1, "壹": 1, "弐": 2, "貳": 2, "参": 3, "參": 3, "元": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI_DIGITS = "〇一二三四五六七八九"


def _enclosed() -> dict[str, int]:
    table: dict[str, int] = {}
    runs = (
        (0x2460, 1, 20),  # ① … ⑳
        (0x3251, 21, 35),  # ㉑ … ㉟
        (0x32B1, 36, 50),  # ㊱ … ㊿
        (0x2474, 1, 20),  # ⑴ … ⒇
        (0x2488, 1, 20),  # ⒈ … ⒛
        (0x3220, 1, 10),  # ㈠ … ㈩
        (0x3280, 1, 10),  # ㊀ … ㊉
        (0x2776, 1, 10),  # ❶ … ❿
        (0x2160, 1, 12),  # Ⅰ … Ⅻ
        (0x2170, 1, 12),  # ⅰ … ⅻ
    )
    for start, first, last in runs:
        for value in range(first, last + 1):
            table[chr(start + value - first)] = value
    return table


#: Characters that are a number by themselves: ① ⑴ ㈠ Ⅳ …
ENCLOSED: dict[str, int] = _enclosed()


def parse_int(text: str) -> int | None:
    """Return the number that ``text`` writes, or ``None`` if it writes none.

    Half- and full-width arabic (``130``, ``１３０``, ``1,000``), kanji with units (``百十九``), positional
    (``一三〇``), mixed with 万/億 (``12万``), 元 (of 元年) and enclosed numbers (``⑴``, ``㉑``) are read.
    """
    text = text.strip()
    return None if not text or len(text) > _MAX_LENGTH else _parse_int(text)


@lru_cache(maxsize=8192)
def _parse_int(text: str) -> int | None:
    if len(text) == 1 and text in ENCLOSED:
        return ENCLOSED[text]
    if re.fullmatch(r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+", text):
        text = re.sub("[,，]", "", text)
    total, rest = 0, text
    ceiling = 10**16
    while rest:
        myriad = next((char for char in rest if char in _MYRIADS), None)
        if myriad is None:
            value = _parse_section(rest)
            return None if value is None or (total and value >= ceiling) else total + value
        head, _, rest = rest.partition(myriad)
        value = _parse_section(head)
        if value is None or _MYRIADS[myriad] >= ceiling:
            return None
        ceiling = _MYRIADS[myriad]
        total += value * ceiling
    return total


def _parse_section(text: str) -> int | None:
    """Read a number below 万: either digits only, or digits each with its unit."""
    if text and all(char in _DIGITS for char in text):
        value = 0
        for char in text:
            value = value * 10 + _DIGITS[char]
        return value
    total, digits, last = 0, "", 10_000
    for char in text:
        if char in _DIGITS:
            digits += char
            continue
        unit = _UNITS.get(char)
        # 「十百」 and 「一二十」 aren't numbers: units fall, and one digit stands before each.
        if unit is None or unit >= last or len(digits) > 1 or digits in ("0", "〇"):
            return None
        total += (_DIGITS[digits] if digits else 1) * unit
        digits, last = "", unit
    if len(digits) > 1 or not text:
        return None
    return total + (_DIGITS[digits] if digits else 0)


def to_kanji(number: int, *, positional: bool = False) -> str:
    """Write a number in kanji: ``百十九``, or ``一一九`` when ``positional``.

    Raises:
        ValueError: when the number is negative or not below 10^16.
    """
    if not 0 <= number < 10**16:
        raise ValueError(number)
    if positional or number == 0:
        return "".join(_KANJI_DIGITS[int(char)] for char in str(number))
    result = ""
    for unit, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
        section, number = divmod(number, size)
        if section:
            result += _section_to_kanji(section, keep_one=bool(unit)) + unit
    return result


def _section_to_kanji(number: int, *, keep_one: bool) -> str:
    result = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            # 十, 百, 千 stand without 一; 一万 keeps it, and so does 一千万.
            bare = digit == 1 and unit and not (unit == "千" and keep_one)
            result += ("" if bare else _KANJI_DIGITS[digit]) + unit
    return result


_NUMERAL = rf"[{DIGIT_CHARS}]{{1,{_MAX_LENGTH}}}"
_ORDINAL = re.compile(
    rf"第?\s*({_NUMERAL})\s*(?:編|章|節|款|目|条|項|号様式|号表|号|表|類|部|款)?((?:の{_NUMERAL}){{0,5}})"
)
_ENUMERATOR = re.compile(rf"[(（〔［\[]?({_NUMERAL})((?:の{_NUMERAL}){{0,5}})[)）〕］\]]?[.．、]?")


def parse_ordinal(text: str) -> str | None:
    """Return the number of a 章, 条, 項, 号 …: ``第十二条の二`` and ``12の2`` give ``"12_2"``.

    ``第2号様式`` gives ``"2"``.  ``None`` when ``text`` as a whole isn't one.
    """
    match = _ORDINAL.fullmatch(text.strip())
    return None if match is None else _joined(match[1], match[2])


def parse_enumerator(text: str) -> str | None:
    """Return the number of a label before a 項 or 号: ``(1)`` ``（１の２）`` ``⑴`` ``②`` ``一の二`` ``3.`` ``2　``."""
    text = text.strip()
    if text and text[0] in ENCLOSED:
        head, _, branch = text.rstrip(".．、").partition("の")
        value = parse_int(head)
        return None if value is None else _joined(str(value), f"の{branch}" if branch else "")
    match = _ENUMERATOR.fullmatch(text)
    return None if match is None else _joined(match[1], match[2])


def _joined(first: str, branches: str) -> str | None:
    numbers = [parse_int(part) for part in [first, *branches.split("の")[1:]]]
    return None if None in numbers else "_".join(str(number) for number in numbers)


def sort_key(number: str) -> tuple[int, ...]:
    """Return a key that puts ``"9"`` < ``"9_2"`` < ``"10"``; of a range (``"8:10"``) that of its first number."""
    return _sort_key(number if len(number) <= _MAX_LENGTH else number[:_MAX_LENGTH])


@lru_cache(maxsize=8192)
def _sort_key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.partition(":")[0].split("_") if part.isdecimal())


def format_ordinal(number: str, unit: str) -> str:
    """Write a number with its unit: ``("12_2", "条")`` gives ``第12条の2``."""
    parts = [str(int(part)) for part in number.split("_")]
    return f"第{parts[0]}{unit}" + "".join(f"の{part}" for part in parts[1:])


def kana_orders(char: str) -> dict[str, int]:
    """Return what a kana (or letter) label can mean: ``イ`` gives ``{"iroha": 1, "aiueo": 2}``, ``ｂ`` ``{"abc": 2}``."""
    orders: dict[str, int] = {}
    if len(char) != 1:
        return orders
    for name, sequence in (("iroha", IROHA), ("aiueo", AIUEO)):
        place = sequence.find(char)
        if place >= 0:
            orders[name] = place + 1
    for start in "aａAＡ⒜ⓐ":
        distance = ord(char) - ord(start)
        if 0 <= distance < 26:  # noqa: PLR2004 - letters of the alphabet
            orders["abc"] = distance + 1
    return orders
