"""What a citation says: the words of the place if the text was brought in, else the caption of the article."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pirules.law.citation import Citation
from pirules.law.index import index
from pirules.law.library import open_library
from pirules.law.statute import Unit
from pirules.text.numerals import to_kanji


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a place on a day.

    Attributes:
        citation: the place.
        text: the words, or ``None`` when no text is at hand or the text at hand doesn't have the place.
        caption: caption of the article, ``None`` if none is known.
        revision: name of the revision that the words are from.
        in_force: its day, ``None`` when the file didn't say it.
        when: the day for people (2025-06-01 施行).
    """

    citation: Citation
    text: str | None
    caption: str | None
    revision: str | None = None
    in_force: date | None = None
    when: str = ""


def wording(citation: Citation, on: date, *, path: Path | None = None) -> Wording:
    """Return what is known of the words of ``citation`` on a day; never raises for a missing text.

    Raises:
        LawError: ``P331`` when the library can't be read.
    """
    caption = index().caption(citation, on)
    with open_library(path) as library:
        found = library.units_at(citation, on) if library else None
    if found is None:
        return Wording(citation, None, caption)
    revision, units = found
    first = next((unit.caption for unit in units if unit.caption), None)
    text = _text(citation, units)
    return Wording(citation, text, first or caption, revision.name, revision.in_force, revision.when)


def _text(citation: Citation, units: list[Unit]) -> str | None:
    if not units:
        return None
    if citation.clause == "柱書":
        units = [unit for unit in units if unit.item == citation.item and unit.subitem is None]
    lines = []
    article = units[0].article
    for unit in units:
        if unit.article != article:
            article = unit.article
            lines.append("")
        lines.append(_line(unit))
    text = "\n".join(lines)
    if citation.proviso:
        proviso = re.search(r"ただし、[^。]*。", units[0].text)
        return proviso[0] if proviso else None
    return text


def _line(unit: Unit) -> str:
    """Write a unit with its number before it, as a law prints it."""
    if unit.subitem is not None:
        depth = len(re.findall(r"\(", unit.subitem)) + 2
        return "　" * depth + f"{unit.subitem}　{unit.text}"
    if unit.item is not None:
        head, *branches = unit.item.split("_")
        return "　" + "の".join(to_kanji(int(part)) for part in (head, *branches)) + f"　{unit.text}"
    if unit.paragraph not in (None, "1"):
        return f"{unit.paragraph}　{unit.text}"
    return unit.text
