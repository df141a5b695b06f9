"""The law behind a report: each cited place with its caption, and its words where a statute text was brought in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pirules.errors import LawError
from pirules.law import Citation
from pirules.law.wording import wording

# The article of a label: 法69条 of 法69条2項1号, 災害対策基本法49条の11 of 災害対策基本法49条の11第2項.
_ARTICLE = re.compile(r"[^条]*[0-9]条(?:の[0-9]+)*")


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A cited place: label, caption of its article, its words and the day from which they hold (``None``/empty if unknown)."""

    label: str
    caption: str | None
    text: str | None
    when: str

    @property
    def named(self) -> str:
        """The label with the caption: 法69条1項（利用及び提供の制限）."""
        return f"{self.label}（{self.caption}）" if self.caption else self.label


def cited_place(citation: dict[str, Any], as_of: date) -> CitedPlace:
    """Return what is known of a citation (contract JSON) on a day; a place that can't be read keeps its label alone."""
    label = str(citation["label"])
    try:
        known = wording(Citation.parse(label), as_of)
    except LawError:
        return CitedPlace(label, None, None, "")
    return CitedPlace(label, known.caption, known.text, known.when)


def _collect(value: Any, found: dict[str, dict[str, Any]]) -> None:
    """Gather every citation below ``value``; a citation is known by its keys."""
    if isinstance(value, dict):
        if value.keys() >= {"law", "article", "paragraph", "item", "label"}:
            found.setdefault(str(value["label"]), value)
            return
        for inner in value.values():
            _collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found)


def _order(citation: dict[str, Any]) -> tuple[str, list[tuple[int, ...]], str]:
    numbers = []
    for name in ("article", "paragraph", "item"):
        parts = str(citation[name] or "0").replace("の", "_").split("_")
        numbers.append(tuple(int(part) if part.isdecimal() else 0 for part in parts))
    return (str(citation["law"]), numbers, str(citation["label"]))


def cited_places(value: Any, as_of: date) -> list[CitedPlace]:
    """Return every place that a report or an answer (contract JSON) cites, once each, in the order of the laws."""
    found: dict[str, dict[str, Any]] = {}
    _collect(value, found)
    return [cited_place(citation, as_of) for citation in sorted(found.values(), key=_order)]


def by_article(places: Sequence[CitedPlace]) -> list[CitedPlace]:
    """Return the articles of places, each once; every place as it is where the words of one were brought in."""
    if any(place.text for place in places):
        return list(places)
    articles: dict[str, CitedPlace] = {}
    for place in places:
        found = _ARTICLE.match(place.label)
        label = found[0] if found else place.label
        articles.setdefault(label, replace(place, label=label))
    return list(articles.values())
