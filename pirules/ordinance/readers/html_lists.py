"""The numbers of ``<ol>``: a browser shows them before each ``<li>``, so they are part of what the page says."""

import re
from dataclasses import dataclass

from pirules.text.numerals import AIUEO, IROHA, to_kanji

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|[a-z-]*(?:katakana|alpha|latin|roman|decimal|ideographic|informal|formal)[a-z-]*)", re.IGNORECASE)  # fmt: skip
_TYPES = {"a": "alpha", "A": "alpha", "i": "roman", "I": "roman", "1": "decimal"}
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LARGEST = 999


@dataclass(slots=True)
class OrderedList:
    """An open ``<ol>``: its number on the page, the kind of its labels, the number that its next item gets."""

    number: int
    kind: str
    upcoming: int = 1


def open_list(number: int, attributes: dict[str, str], around: OrderedList | None) -> OrderedList:
    """Return the list that an ``<ol>`` opens.

    Args:
        number: its number on the page.
        attributes: ``type``, ``start``, ``style`` as far as they are given.
        around: the list that it stands in; a decimal one in a decimal one is numbered in brackets, to tell them apart.
    """
    styled = _STYLE.search(attributes.get("style", ""))
    kind = styled[1].lower() if styled else _TYPES.get(attributes.get("type", "1"), "decimal")
    if around is not None and around.kind == kind == "decimal":
        kind = "brackets"
    return OrderedList(number, kind, _number(attributes.get("start"), 1))


def next_marker(opened: OrderedList, attributes: dict[str, str]) -> str:
    """Return what stands before the next ``<li>`` (``value`` among its attributes sets its number)."""
    value = _number(attributes.get("value"), opened.upcoming)
    opened.upcoming = value + 1
    return _label(opened.kind, value)


def _number(written: str | None, otherwise: int) -> int:
    words = (written or "").strip()
    return int(words) if words.isdecimal() and len(words) <= len(str(_LARGEST)) else otherwise


def _label(kind: str, value: int) -> str:  # noqa: PLR0911 - one a kind
    if kind == "none":
        return ""
    if "iroha" in kind and 0 < value <= len(IROHA):
        return f"{IROHA[value - 1]}　"
    if "katakana" in kind and 0 < value <= len(AIUEO):
        return f"{AIUEO[value - 1]}　"
    if ("alpha" in kind or "latin" in kind) and 0 < value <= 26:  # noqa: PLR2004 - letters
        return f"{chr(ord('a') + value - 1)}. "
    if "roman" in kind and 0 < value <= len(_ROMANS):
        return f"({_ROMANS[value - 1]})　"
    if ("formal" in kind or "ideographic" in kind) and value:
        return f"{to_kanji(value)}　"
    return f"({value})　" if kind == "brackets" else f"{value}. "
