"""XML from outside, safely, and the words of its elements."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree

from pirules.errors import LawError

#: 地方税法, among the largest laws, has 12 MB; nothing near this is a law.
MAX_BYTES = 120_000_000
_MAX_DEPTH = 64


def parse_xml(data: bytes, name: str = "") -> Element:
    """Parse XML from outside: no DTD, no entities, bounded size and depth.

    Raises:
        LawError: ``P311`` not well-formed, ``P313`` a DTD or an entity, ``P315`` too large or too deep.
    """
    if len(data) > MAX_BYTES:
        raise LawError("P315", f"{name or 'ファイル'} は {len(data):,} バイトあります。")
    try:
        root: Element = SafeTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise LawError("P313", f"{name or 'ファイル'} に文書型宣言又は実体の宣言があります。") from error
    except ParseError as error:
        line, column = error.position
        raise LawError(
            "P311", f"{name or 'ファイル'} の{line}行{column + 1}文字目で XML が壊れています。"
        ) from error
    except (ValueError, LookupError) as error:
        raise LawError("P311", f"{name or 'ファイル'} の文字コードを読めません。") from error
    _check_depth(root, name)
    return root


def _check_depth(root: Element, name: str) -> None:
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise LawError("P315", f"{name or 'ファイル'} の入れ子が{_MAX_DEPTH}段を超えています。")


def text_of(element: Element | None) -> str:
    """Return the words of an element: no ruby readings, columns and cells kept apart."""
    return "" if element is None else "".join(_words(element)).strip()


def _words(element: Element) -> Iterator[str]:
    if element.text:
        yield (
            re.sub(r"\s+", "", element.text)
            if element.tag not in ("Sentence", "Ruby")
            else element.text.strip("\n")
        )
    for position, child in enumerate(element):
        if child.tag == "Rt":
            pass
        elif child.tag in ("Column", "TableColumn"):
            yield ("　" if position else "") + text_of(child)
        elif child.tag in ("TableRow", "TableHeaderRow"):
            yield "\n" + text_of(child)
        else:
            yield from _words(child)
        if child.tail:
            yield (
                child.tail.strip("\n")
                if element.tag in ("Sentence", "Ruby")
                else re.sub(r"\s+", "", child.tail)
            )
