"""法令標準XML (schema v3), alone or inside a reply of the 法令API, as the lines that a 例規集 would print.

Only words are taken, in their order; the grammar makes the tree, so that an ordinance gives the same tree as XML and as text.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from pirules.errors import InputError, Problem
from pirules.ordinance.model import Document, Span
from pirules.text.dates import ERAS, make_date
from pirules.text.decode import decode

_ERAS = dict(zip(("Reiwa", "Heisei", "Showa", "Taisho", "Meiji"), (name for name, _ in ERAS), strict=True))
_DECLARATION = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_FORMATTING = re.compile(r"\s*[\r\n]\s*")
_STRUCTURES = frozenset(("Part", "Chapter", "Section", "Subsection", "Division"))
_APPENDED = frozenset(("AppdxTable", "AppdxStyle", "AppdxNote", "AppdxFig", "AppdxFormat", "Appdx", "SupplProvisionAppdxTable", "SupplProvisionAppdxStyle", "SupplProvisionAppdx"))  # fmt: skip
_SUBITEM = re.compile(r"Subitem\d+")


def read_xml(data: bytes, name: str) -> Document:
    """Read 法令標準XML.

    Raises:
        InputError: ``P107`` if the XML can't be read or declares entities, ``P106`` if no ``Law`` is in it.
    """
    probe = data.replace(b"\x00", b"")
    if _DECLARATION.search(probe):
        raise InputError("P107", "実体を宣言した XML は、安全のため読みません。")
    root, damaged = _parsed(data)
    law = (
        root if _tag(root) == "Law" else next((child for child in root.iter() if _tag(child) == "Law"), None)
    )
    if law is None:
        raise InputError("P106", f"{name or 'この XML'}に法令（Law 要素）がありません。")
    writer = _Writer(_line_starts(data))
    writer.law(law)
    problems = (Problem("P204", f"XML が途中で壊れています（{damaged}）。", (0, 0)),) if damaged else ()
    return Document(
        text="".join(writer.parts),
        format="xml",
        name=name,
        source_map=tuple(writer.source_map),
        styles=tuple(writer.styles),
        problems=problems,
        promulgated_on=_promulgated(law),
    )


def _parsed(data: bytes) -> tuple[Any, str]:
    """Return the root element, and what is broken in the file if it is."""

    def parser(*, recover: bool) -> Any:
        return etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            recover=recover,
            remove_comments=True,
            remove_pis=True,
        )

    try:
        return etree.fromstring(data, parser(recover=False)), ""
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data).text)
        # Characters that no XML may hold are the usual damage; what is left is read as far as it goes.
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
        try:
            root = etree.fromstring(text, parser(recover=True))
        except (etree.XMLSyntaxError, ValueError, LookupError) as second:
            raise InputError("P107", f"XML として読めません（{second}）。") from second
        if root is None:
            raise InputError("P107", f"XML として読めません（{error}）。") from error
        return root, str(error)[:200]


def _tag(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _line_starts(data: bytes) -> list[int]:
    starts = [0]
    starts.extend(match.end() for match in re.finditer(rb"\n", data))
    return starts


def _promulgated(law: Any) -> date | None:
    try:
        return make_date(
            int(law.get("Year", "")),
            int(law.get("PromulgateMonth", "")),
            int(law.get("PromulgateDay", "")),
            era=_ERAS[law.get("Era", "")],
        )
    except (KeyError, ValueError):
        return None


def words_of(element: Any) -> str:
    """Return the words of an element without ruby readings and without the line breaks that only format the file."""
    return "".join(_FORMATTING.sub("", piece) for piece in _pieces(element)).strip(" \t")


def _pieces(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if _tag(child) != "Rt":
            yield from _pieces(child)
        if child.tail:
            yield child.tail


class _Writer:
    """Writes the lines of a law."""

    def __init__(self, line_starts: list[int]) -> None:
        self.parts: list[str] = []
        self.source_map: list[tuple[int, int]] = []
        self.styles: list[tuple[Span, str]] = []
        self.length = 0
        self.line_starts = line_starts

    def line(self, words: str, element: Any, style: str = "") -> None:
        """Write a line."""
        if not words.strip():
            return
        source = element.sourceline or 1
        self.source_map.append((self.length, self.line_starts[min(source, len(self.line_starts)) - 1]))
        if style:
            self.styles.append(((self.length, self.length + len(words)), style))
        self.parts.append(words + "\n")
        self.length += len(words) + 1

    def law(self, law: Any) -> None:
        """Write a whole law."""
        for child in law:
            if _tag(child) == "LawNum":
                self.line(words_of(child), child)
            else:
                self.block(child)

    def block(self, element: Any) -> None:
        """Write an element that stands above paragraphs, by its tag."""
        tag = _tag(element)
        if tag == "TOC":
            self.contents(element)
        elif tag == "Article":
            self.article(element)
        elif tag == "Paragraph":
            self.paragraph(element, "")
        elif tag == "SupplProvision":
            self.supplementary(element)
        elif tag in _APPENDED:
            self.appended(element)
        elif tag in (
            "TableStruct",
            "Table",
            "List",
            "Item",
            "FigStruct",
            "StyleStruct",
            "Remarks",
            "NoteStruct",
        ):
            self.below(element)
        elif tag in ("LawBody", "MainProvision", "Preamble", "EnactStatement", *_STRUCTURES) and len(element):
            for child in element:
                self.block(child)
        else:
            self.line(words_of(element), element)

    def contents(self, toc: Any) -> None:
        """Write the 目次: the headings with their ranges of articles."""
        for child in toc:
            tag = _tag(child)
            if tag in ("TOCLabel", "TOCPreambleLabel", "ArticleRange"):
                self.line(words_of(child), child)
            else:
                self.contents_entry(child)

    def contents_entry(self, entry: Any) -> None:
        """Write an entry of the 目次 and those below it."""
        own = [child for child in entry if not _tag(child).startswith("TOC")]
        if own:
            self.line("".join(words_of(child) for child in own), entry)
        elif not len(entry):
            self.line(words_of(entry), entry)
        for child in entry:
            if _tag(child).startswith("TOC"):
                self.contents_entry(child)

    def article(self, article: Any) -> None:
        """Write an article: caption, then its number with the first paragraph on the same line."""
        label = ""
        paragraphs = 0
        for child in article:
            tag = _tag(child)
            if tag == "ArticleCaption":
                self.line(words_of(child), child)
            elif tag == "ArticleTitle":
                label = words_of(child)
            elif tag == "Paragraph":
                self.paragraph(child, label if not paragraphs else "")
                paragraphs += 1
            else:
                self.line(words_of(child), child)
        if not paragraphs:
            self.line(label, article)

    def paragraph(self, paragraph: Any, label: str) -> None:
        """Write a paragraph behind ``label``, the article's number, and what stands below it."""
        head = [label] if label else []
        for child in paragraph:
            tag = _tag(child)
            if tag == "ParagraphCaption":
                self.line(words_of(child), child)
            elif tag == "ParagraphNum":
                if words := words_of(child):
                    head.append(words)
            elif tag == "ParagraphSentence":
                self.line("　".join([*head, words_of(child)]), paragraph)
                head = []
            else:
                self.below(child)
        if head:
            self.line("　".join(head), paragraph)

    def below(self, element: Any) -> None:
        """Write what can stand below a paragraph: 号, イロハ, tables, lists, quoted provisions."""
        tag = _tag(element)
        if tag == "Item" or _SUBITEM.fullmatch(tag):
            self.item(element)
        elif tag in ("TableStruct", "Table", "AppdxTable"):
            self.table(element)
        elif tag == "Article":
            self.article(element)
        elif tag == "Paragraph":
            self.paragraph(element, "")
        elif tag in ("List", "Sublist1", "Sublist2", "Sublist3", "AmendProvision", "NewProvision", "Remarks", "FigStruct", "StyleStruct", "Style", "NoteStruct", "Note", "FormatStruct", "Format") and any(len(child) for child in element):  # fmt: skip
            for child in element:
                self.below(child)
        else:
            self.line(sentence_of(element), element)

    def item(self, item: Any) -> None:
        """Write a 号 or what stands below one."""
        head: list[str] = []
        for child in item:
            tag = _tag(child)
            if tag.endswith("Title"):
                head.append(words_of(child))
            elif tag.endswith("Sentence"):
                self.line("　".join([*head, sentence_of(child)]), item)
                head = []
            else:
                self.below(child)
        if head:
            self.line("　".join(head), item)

    def table(self, element: Any) -> None:
        """Write a table: one line a row, cells parted by tabs."""
        if _tag(element) in ("TableRow", "TableHeaderRow"):
            cells = [_cell(child) for child in element]
            # A tab at the end keeps a row of one cell a row.
            self.line("\t".join(cells) + ("\t" if len(cells) == 1 else ""), element, "table")
            return
        for child in element:
            if _tag(child) in ("Table", "TableRow", "TableHeaderRow", "TableStruct"):
                self.table(child)
            else:
                self.below(child)

    def supplementary(self, element: Any) -> None:
        """Write a 附則 with the number of the amending law beside its name."""
        amending = element.get("AmendLawNum")
        extract = "抄" if element.get("Extract") == "true" else ""
        for child in element:
            if _tag(child) == "SupplProvisionLabel":
                name = words_of(child)
                beside = f"（{amending}）" if amending else ""
                self.line(f"{name}{beside}{'　' + extract if extract else ''}", child)
            else:
                self.block(child)

    def appended(self, element: Any) -> None:
        """Write a 別表 or 様式: its name with the articles it belongs to, then its content."""
        head = ""
        for child in element:
            tag = _tag(child)
            if tag.endswith("Title") and not head:
                head = words_of(child)
            elif tag == "RelatedArticleNum":
                head += words_of(child)
            else:
                self.line(head, element)
                head = ""
                self.below(child)
        self.line(head, element)


def sentence_of(element: Any) -> str:
    """Return the words of a sentence; columns are parted by an ideographic space."""
    columns = [child for child in element if _tag(child) == "Column"]
    return "　".join(words_of(column) for column in columns) if columns else words_of(element)


def _cell(cell: Any) -> str:
    parts = [words_of(child) for child in cell] if len(cell) else [words_of(cell)]
    return " ".join(part for part in parts if part)
