"""Folding for matching: one spelling for characters that people don't tell apart, without changing any length.

A span in the folded text is the same span in the text itself, so that matchers can work on the folded one.
"""

import re
import unicodedata
from functools import lru_cache


def _normal(start: int, end: int) -> dict[int, str]:
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(start, end)}
    return {code: char for code, char in folded.items() if len(char) == 1}


# Radicals that a PDF's font gives instead of the characters: ⼈ for 人, and those that no normal form knows.
_RADICALS = (
    _normal(0x2F00, 0x2FD6)
    | _normal(0x2E80, 0x2EF4)
    | {
        ord(radical): char
        for radical, char in zip(
            "⺠⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲", "民虎西角長青食骨鬼麦黄斉歯竜亀", strict=True
        )
    }
)


def without_radicals(text: str) -> str:
    """Return ``text`` with the characters that a PDF meant where its font gives their radicals; the length stays."""
    return text.translate(_RADICALS)


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[code] = chr(code - 0xFEE0)
    # Half-width katakana and compatibility ideographs.
    table |= _normal(0xFF61, 0xFFA0) | _normal(0xF900, 0xFB00) | _RADICALS
    table |= dict.fromkeys([0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x0009], " ")
    table |= dict.fromkeys([0x301C, 0x223C, 0x02DC], "~")
    table |= dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212], "-")
    table |= {ord("〔"): "[", ord("〕"): "]", ord("◯"): "○", ord("〇"): "〇"}
    return table


_TABLE = _table()
_FOLDED = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in _TABLE if _TABLE[code] != chr(code)) + "]"
)
#: A text has few different characters to fold; beyond this many one pass through the table is quicker.
_FEW = 64
_LONG = 2000


def fold(text: str) -> str:
    """Return ``text`` with full-width letters, digits, brackets and spaces half-width, kana full-width.

    The result has the length of ``text``.  Kanji numerals, 、 and 。 and line ends stay as they are.
    """
    return _folded(text) if len(text) < _LONG else _last_folded(text)


def _folded(text: str) -> str:
    # One replacement for each different character costs a tenth of a look-up for every character of the text.
    place = 0
    for _ in range(_FEW):
        found = _FOLDED.search(text, place)
        if found is None:
            return text
        place = found.start()
        text = text.replace(found[0], _TABLE[ord(found[0])])
    return text.translate(_TABLE)


# The text of an ordinance is folded to be read, and again each time that something in it is looked for.
_last_folded = lru_cache(maxsize=1)(_folded)


def without_space(text: str) -> str:
    """Return ``text`` without any white space (the way titles and names are compared and reported)."""
    return "".join(text.split())
