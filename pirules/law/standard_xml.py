"""法令標準XML (schema v3) into a :class:`~pirules.law.statute.Statute`.

Only what is known is read: an element that the schema doesn't have is an error with its place, never skipped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from pirules.errors import LawError
from pirules.law.names import read_amending_number, read_number
from pirules.law.statute import Division, RevisionKey, Statute, Unit
from pirules.law.xml_text import text_of
from pirules.text.fold import fold
from pirules.text.numerals import parse_int

_DIVISIONS = {"Part": "編", "Chapter": "章", "Section": "節", "Subsection": "款", "Division": "目"}
_APPENDED = {
    "AppdxTable", "AppdxNote", "AppdxStyle", "AppdxFormat", "Appdx", "AppdxFig",
    "SupplProvisionAppdxTable", "SupplProvisionAppdxStyle", "SupplProvisionAppdx",
}  # fmt: skip
_SKIPPED = {"TOC", "EnactStatement", "Preamble", "LawTitle", "SupplProvisionLabel", "SupplNote"}
_BODY = {"MainProvision", "SupplProvision", *_SKIPPED, *_APPENDED}
_INSIDE = {"Article", "Paragraph", *_DIVISIONS, *_SKIPPED, *_APPENDED, "AmendProvision"}
_TITLES = {f"{tag}Title" for tag in (*_DIVISIONS, "Article", "Item", "AppdxTable")}
_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018}


def read_law(
    law: Element,
    *,
    name: str = "",
    law_id: str | None = None,
    revision: RevisionKey | None = None,
    sha256: str = "",
) -> Statute:
    """Read a ``<Law>`` element.

    Raises:
        LawError: ``P312`` when the element isn't a law of the schema; the detail names the place.
    """
    if law.tag != "Law":
        raise LawError("P312", f"{name} の最上位は <{law.tag}> で、<Law> ではありません。")
    body = law.find("LawBody")
    title = text_of(body.find("LawTitle")) if body is not None else ""
    if body is None or not title or body.find("MainProvision") is None:
        raise LawError("P312", f"{name} に LawBody、LawTitle 又は MainProvision がありません。")
    reader = _Reader(name)
    reader.body(body)
    if not reader.units:
        raise LawError("P312", f"{name} の本則に条も項もありません。")
    raw_number = text_of(law.find("LawNum"))
    number = read_number(raw_number)
    title_element = body.find("LawTitle")
    abbreviations = (title_element.get("Abbrev") or "") if title_element is not None else ""
    return Statute(
        title=title,
        number=number[0] if number else (raw_number or None),
        law_id=law_id,
        revision=revision or RevisionKey(),
        units=tuple(reader.units),
        divisions=tuple(reader.divisions()),
        abbreviations=tuple(part for part in abbreviations.split(",") if part),
        promulgated=_promulgated(law),
        sha256=sha256,
    )


def _promulgated(law: Element) -> date | None:
    try:
        year = _ERAS[law.get("Era", "")] + int(law.get("Year", ""))
        return date(year, int(law.get("PromulgateMonth", "")), int(law.get("PromulgateDay", "")))
    except (KeyError, ValueError):
        return None


@dataclass(slots=True)
class _Place:
    """Where the reader is."""

    amending: str | None = None
    path: tuple[tuple[str, str], ...] = ()
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    subitem: str | None = None

    @property
    def division(self) -> str | None:
        return "".join(name for name, _ in self.path) or None


@dataclass(slots=True)
class _Reader:
    """Walks over a LawBody and collects units."""

    name: str
    units: list[Unit] = field(default_factory=list)
    _divisions: dict[tuple[tuple[str, str], ...], list[str]] = field(default_factory=dict)

    def divisions(self) -> Iterator[Division]:
        for path, articles in self._divisions.items():
            yield Division(
                "".join(name for name, _ in path),
                path[-1][1],
                articles[0] if articles else None,
                articles[-1] if articles else None,
            )

    def body(self, body: Element) -> None:
        for element in body:
            if element.tag not in _BODY:
                raise self._unknown(element, "LawBody")
            if element.tag == "MainProvision":
                self._inside(element, _Place())
            elif element.tag == "SupplProvision":
                self._inside(element, _Place(amending=_amending(element.get("AmendLawNum"))))
            elif element.tag in _APPENDED:
                self._appended(element, None)
            elif element.tag == "Preamble":
                self.units.append(Unit(None, None, None, None, text_of(element), division="前文"))

    def _unknown(self, element: Element, where: str) -> LawError:
        return LawError("P312", f"{self.name} の {where} に、法令標準XML にない <{element.tag}> があります。")

    def _inside(self, element: Element, place: _Place) -> None:
        for child in element:
            if child.tag in _DIVISIONS:
                self._division(child, place)
            elif child.tag == "Article":
                self._article(child, place)
            elif child.tag == "Paragraph":
                self._paragraph(child, place, None)
            elif child.tag in _APPENDED:
                self._appended(child, place.amending)
            elif child.tag not in _INSIDE and child.tag not in _TITLES:
                raise self._unknown(child, element.tag)

    def _division(self, element: Element, place: _Place) -> None:
        number = (element.get("Num") or "").split("_")
        unit = _DIVISIONS[element.tag]
        name = f"第{number[0]}{unit}" + "".join(f"の{part}" for part in number[1:])
        title = text_of(element.find(f"{element.tag}Title"))
        path = (*place.path, (name, re.sub(r"^第[^\s　]*[編章節款目](?:の[^\s　]+)?[\s　]*", "", title)))
        if place.amending is None:
            self._divisions[path] = []
        self._inside(element, _Place(place.amending, path))

    def _article(self, element: Element, place: _Place) -> None:
        number = element.get("Num")
        if not number or not re.fullmatch(r"[0-9]+(?:_[0-9]+)*(?::[0-9]+(?:_[0-9]+)*)?", number):
            raise LawError(
                "P312",
                f"{self.name} の「{text_of(element.find('ArticleTitle'))}」に条の番号（Num）がありません。",
            )
        for depth in range(1, len(place.path) + 1):
            if place.amending is None:
                self._divisions.setdefault(place.path[:depth], []).append(number)
        caption = _caption(element.find("ArticleCaption"))
        here = _Place(place.amending, place.path, number)
        paragraphs = element.findall("Paragraph")
        if not paragraphs:
            self._add(here, text_of(element), caption, deleted=True)
        for paragraph in paragraphs:
            self._paragraph(paragraph, here, caption)
            caption = None

    def _paragraph(self, element: Element, place: _Place, caption: str | None) -> None:
        number = element.get("Num") or "1"
        here = _Place(place.amending, place.path, place.article, number)
        words = text_of(element.find("ParagraphSentence"))
        empty = not words and all(child.tag.startswith("Paragraph") for child in element)
        deleted = place.article is not None and (words == "削除" or empty)
        self._add(here, words, caption or _caption(element.find("ParagraphCaption")), deleted=deleted)
        for child in element:
            if child.tag == "Item":
                self._item(child, here)
            elif child.tag in ("TableStruct", "FigStruct", "StyleStruct", "List", "AmendProvision", "Class"):
                self._append(text_of(child))

    def _item(self, element: Element, place: _Place) -> None:
        printed = parse_int(text_of(element.find("ItemTitle")))
        number = element.get("Num") or (str(printed) if printed else None)
        here = _Place(place.amending, place.path, place.article, place.paragraph, number)
        self._add(here, text_of(element.find("ItemSentence")))
        for child in element:
            if child.tag.startswith("Subitem"):
                self._subitem(child, here)
            elif child.tag in ("TableStruct", "List"):
                self._append(text_of(child))

    def _subitem(self, element: Element, place: _Place) -> None:
        label = text_of(element.find(f"{element.tag}Title"))
        here = _Place(
            place.amending,
            place.path,
            place.article,
            place.paragraph,
            place.item,
            (place.subitem or "") + fold(label),
        )
        self._add(here, text_of(element.find(f"{element.tag}Sentence")))
        for child in element:
            if child.tag.startswith("Subitem") and not child.tag.endswith(("Title", "Sentence")):
                self._subitem(child, here)
            elif child.tag in ("TableStruct", "List"):
                self._append(text_of(child))

    def _appended(self, element: Element, amending: str | None) -> None:
        titles = [child for child in element if child.tag.endswith("Title")]
        title = text_of(titles[0]) if titles else "別表"
        match = re.match(r"(別表|別記様式|様式|附録)(?:第?([〇一二三四五六七八九十百0-9]+))?", title)
        number = parse_int(match[2]) if match and match[2] else None
        name = (match[1] + (f"第{number}" if number else "")) if match else title[:40]
        words = "\n".join(text for child in element if child not in titles and (text := text_of(child)))
        self.units.append(
            Unit(None, None, None, None, words, caption=title, amending=amending, division=name)
        )

    def _add(self, place: _Place, text: str, caption: str | None = None, *, deleted: bool = False) -> None:
        self.units.append(
            Unit(
                place.article,
                place.paragraph,
                place.item,
                place.subitem,
                text,
                caption=caption,
                amending=place.amending,
                division=place.division,
                deleted=deleted,
            )
        )

    def _append(self, words: str) -> None:
        """Put a table's words behind those of the unit that it belongs to."""
        if not words:
            return
        last = self.units.pop()
        self.units.append(
            Unit(
                last.article, last.paragraph, last.item, last.subitem, f"{last.text}\n{words}".strip(),
                caption=last.caption, amending=last.amending, division=last.division, deleted=False,
            )
        )  # fmt: skip


def _caption(element: Element | None) -> str | None:
    words = re.sub(r"^[（(]|[）)]$", "", text_of(element))
    return words or None


def _amending(number: str | None) -> str:
    """Return the amending law's number without its day: 令和三年五月一九日法律第三七号 → 令和3年法律第37号."""
    if not number:
        return ""
    read = read_amending_number(number)
    return read[0] if read else number
