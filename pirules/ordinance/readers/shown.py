"""What a browser shows of tags and text: lines, each with the block element that it stands in."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from pirules.ordinance.readers.html_lists import OrderedList, next_marker, open_list

# fmt: off
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "caption", "title", "br",
])
_VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
])
# fmt: on
_UNSEEN = frozenset(["rt", "rp", "head", "button", "option", "datalist", "map"])
_LISTS = frozenset(["ol", "ul", "li"])
_CHROME = frozenset(["nav", "header", "footer", "aside"])
_ATTRIBUTE = re.compile(
    r"(class|id|style|hidden|type|start|value|colspan)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SEARCHED = 48  # open elements that an end tag is matched against
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef、-〿]")


@dataclass(slots=True)
class Element:
    """An element that makes blocks: parent's index, tag, ``class`` and ``id``, whether it is page furniture."""

    parent: int
    tag: str
    names: str
    chrome: bool


@dataclass(slots=True)
class MarkupLine:
    """A shown line.

    Attributes:
        pieces: ``(text, offset in the source)``.
        element: index of the innermost block element.
        linked: visible characters inside links.
        images: number of pictures on the line.
        cell: ``(table, row, cell)`` numbers, or ``None`` outside tables.
        wide: whether that cell goes over several columns.
        marker: number of the ``<ol>`` on the page, and what it shows before the item that begins here.
    """

    pieces: list[tuple[str, int]]
    element: int
    linked: int = 0
    images: int = 0
    cell: tuple[int, int, int] | None = None
    wide: bool = False
    marker: tuple[int, str] | None = None

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(slots=True)
class Markup:
    """The lines of a page and the elements that they stand in (a parent comes before its children)."""

    lines: list[MarkupLine] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


class Walker:
    """Turns tags and text into lines."""

    def __init__(self) -> None:
        self.markup = Markup(elements=[Element(-1, "", "", chrome=False)])
        self.stack: list[tuple[str, int, bool]] = [("", 0, False)]  # tag, element, unseen
        self.current = MarkupLine([], 0)
        self.open: Counter[str] = Counter()
        self.links = 0
        self.preformatted = 0
        self.tables: list[list[int]] = []  # table, row, cell of the open tables
        self.count = 0
        self.wide = False
        self.lists: list[OrderedList | None] = []  # the open lists; None for one without numbers
        self.marker: tuple[int, str] | None = None

    def break_line(self) -> None:
        """End the line at hand; one on which nothing is shown is none."""
        line = self.current
        if line.pieces:
            line.pieces[-1] = (line.pieces[-1][0].rstrip(" \t\r\n"), line.pieces[-1][1])
        if line.images or any(piece for piece, _ in line.pieces):
            line.marker, self.marker = self.marker, None
            self.markup.lines.append(line)
        self.current = MarkupLine([], self.stack[-1][1])
        if self.tables:
            table, row, cell = self.tables[-1]
            self.current.cell, self.current.wide = (table, row, cell), self.wide

    def start(self, tag: str, attributes: str) -> None:
        """Open an element."""
        if tag == "img":
            self.current.images += 1
        if tag in _BLOCKS:
            self.break_line()
        if tag in _VOID:
            return
        if tag == "p" or tag in ("td", "th", "tr", "li", "dt", "dd"):
            self._close_implied(tag)
        parent, unseen = self.stack[-1][1], self.stack[-1][2]
        element = parent
        found = (
            {
                m[1].lower(): next((g for g in m.groups()[1:] if g is not None), "")
                for m in _ATTRIBUTE.finditer(attributes)
            }
            if attributes
            else {}
        )
        hidden = "hidden" in found or bool(_HIDDEN.search(found.get("style", "")))
        if tag in _BLOCKS or "class" in found:
            names = f"{found.get('id', '')} {found.get('class', '')}"
            chrome = tag in _CHROME or self.markup.elements[parent].chrome
            self.markup.elements.append(Element(parent, tag, names, chrome))
            element = len(self.markup.elements) - 1
        self.stack.append((tag, element, unseen or hidden or tag in _UNSEEN))
        self.open[tag] += 1
        if tag in ("td", "th"):
            self.wide = self.current.wide = found.get("colspan", "1").strip() not in ("", "0", "1")
        self._enter(tag)
        if tag in _LISTS:
            self._list(tag, found)
        if tag in _BLOCKS or (element != parent and not self.current.pieces):
            self.current.element = element

    def _enter(self, tag: str) -> None:
        if tag == "a":
            self.links += 1
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "table":
            self.count += 1
            self.tables.append([self.count, 0, 0])
        elif tag == "tr" and self.tables:
            self.tables[-1][1] += 1
            self.tables[-1][2] = 0
        elif tag in ("td", "th") and self.tables:
            self.tables[-1][2] += 1
            self.current.cell = (self.tables[-1][0], self.tables[-1][1], self.tables[-1][2])

    def _list(self, tag: str, attributes: dict[str, str]) -> None:
        """Open a list, or note what stands before its next item."""
        if tag == "li":
            opened = self.lists[-1] if self.lists else None
            shown = next_marker(opened, attributes) if opened is not None else ""
            self.marker = (opened.number, shown) if opened is not None and shown else None
            return
        self.count += 1
        around = self.lists[-1] if self.lists else None
        self.lists.append(open_list(self.count, attributes, around) if tag == "ol" else None)

    def _close_implied(self, tag: str) -> None:
        top = self.stack[-1][0]
        if (tag == top and tag != "dl") or {tag, top} <= {"td", "th"} or {tag, top} <= {"dt", "dd"}:
            self.end(top)
        elif tag == "tr" and top in ("td", "th"):
            self.end(top)
            if self.stack[-1][0] == "tr":
                self.end("tr")

    def end(self, tag: str) -> None:
        """Close an element and those that were left open in it."""
        if tag in _BLOCKS:
            self.break_line()
        for back in range(1, min(_SEARCHED, len(self.stack) - 1) + 1) if self.open[tag] else ():
            if self.stack[-back][0] == tag:
                for _ in range(back):
                    self._leave(self.stack.pop()[0])
                break
        self.current.element = self.stack[-1][1] if not self.current.pieces else self.current.element

    def _leave(self, tag: str) -> None:
        self.open[tag] -= 1
        if tag == "a":
            self.links -= 1
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag == "table" and self.tables:
            self.tables.pop()
            self.current.cell = None if not self.tables else (*self.tables[-1],)  # type: ignore[assignment]

    def text(self, raw: str, place: int) -> None:
        """Add text that stands at ``place`` in the source, as it is shown."""
        if self.stack[-1][2]:
            return
        text = unescape(raw) if "&" in raw else raw
        if self.preformatted:
            for number, piece in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if number:
                    self.break_line()
                self._add(piece, place)
            return
        self._add(self._collapsed(text), place)

    def _collapsed(self, text: str) -> str:
        """Collapse white space as a browser does, but let a line break in the source not split a Japanese word."""
        text = text.strip("\ufeff")
        if not text.strip(" \t\r\n\f"):
            before = self._last()
            return " " if before and not _WIDE.match(before) and before != " " else ""

        def collapse(match: re.Match[str]) -> str:
            before = text[match.start() - 1] if match.start() else self._last()
            after = text[match.end() : match.end() + 1]
            if "\n" in match[0] and (_WIDE.match(before) or _WIDE.match(after)):
                return ""
            return " "

        text = _SPACES.sub(collapse, text)
        return text.lstrip(" ") if not self._last() or self._last() == " " else text

    def _last(self) -> str:
        return self.current.pieces[-1][0][-1:] if self.current.pieces else ""

    def _add(self, text: str, place: int) -> None:
        if text:
            self.current.pieces.append((text, place))
            if self.links > 0:
                self.current.linked += len(text.strip())
