"""The words of a law in 法令標準XML as the lines that a 例規集 would print, in their order."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pirules.ordinance.model import Span

_FORMATTING = re.compile(r"\s*[\r\n]\s*")
_STRUCTURES = frozenset(("Part", "Chapter", "Section", "Subsection", "Division"))
_APPENDED = frozenset(("AppdxTable", "AppdxStyle", "AppdxNote", "AppdxFig", "AppdxFormat", "Appdx", "SupplProvisionAppdxTable", "SupplProvisionAppdxStyle", "SupplProvisionAppdx"))  # fmt: skip
_SUBITEM = re.compile(r"Subitem\d+")


def tag_of(element: Any) -> str:
    """Return the name of an element without its namespace, nothing of a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _words_of(element: Any) -> str:
    """Return the words of an element without ruby readings and without the line breaks that only format the file."""
    return "".join(_FORMATTING.sub("", piece) for piece in _pieces(element)).strip(" \t")


def _pieces(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if tag_of(child) != "Rt":
            yield from _pieces(child)
        if child.tail:
            yield child.tail


class Writer:
    """Writes the lines of a law.

    Attributes:
        parts: the lines, each with its end.
        source_map: breakpoints ``(offset in the lines, offset in the file)``.
        styles: what the elements say about lines.
    """

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
            if tag_of(child) == "LawNum":
                self.line(_words_of(child), child)
            else:
                self.block(child)

    def block(self, element: Any) -> None:
        """Write an element that stands above paragraphs, by its tag."""
        tag = tag_of(element)
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
            self.line(_words_of(element), element)

    def contents(self, toc: Any) -> None:
        """Write the 目次: the headings with their ranges of articles."""
        for child in toc:
            tag = tag_of(child)
            if tag in ("TOCLabel", "TOCPreambleLabel", "ArticleRange"):
                self.line(_words_of(child), child)
            else:
                self.contents_entry(child)

    def contents_entry(self, entry: Any) -> None:
        """Write an entry of the 目次 and those below it."""
        own = [child for child in entry if not tag_of(child).startswith("TOC")]
        if own:
            self.line("".join(_words_of(child) for child in own), entry)
        elif not len(entry):
            self.line(_words_of(entry), entry)
        for child in entry:
            if tag_of(child).startswith("TOC"):
                self.contents_entry(child)

    def article(self, article: Any) -> None:
        """Write an article: caption, then its number with the first paragraph on the same line."""
        label = ""
        paragraphs = 0
        for child in article:
            tag = tag_of(child)
            if tag == "ArticleCaption":
                self.line(_words_of(child), child)
            elif tag == "ArticleTitle":
                label = _words_of(child)
            elif tag == "Paragraph":
                self.paragraph(child, label if not paragraphs else "")
                paragraphs += 1
            else:
                self.line(_words_of(child), child)
        if not paragraphs:
            self.line(label, article)

    def paragraph(self, paragraph: Any, label: str) -> None:
        """Write a paragraph behind ``label``, the article's number, and what stands below it."""
        head = [label] if label else []
        for child in paragraph:
            tag = tag_of(child)
            if tag == "ParagraphCaption":
                self.line(_words_of(child), child)
            elif tag == "ParagraphNum":
                if words := _words_of(child):
                    head.append(words)
            elif tag == "ParagraphSentence":
                self.line("　".join([*head, _words_of(child)]), paragraph)
                head = []
            else:
                self.below(child)
        if head:
            self.line("　".join(head), paragraph)

    def below(self, element: Any) -> None:
        """Write what can stand below a paragraph: 号, イロハ, tables, lists, quoted provisions."""
        tag = tag_of(element)
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
            self.line(_sentence_of(element), element)

    def item(self, item: Any) -> None:
        """Write a 号 or what stands below one."""
        head: list[str] = []
        for child in item:
            tag = tag_of(child)
            if tag.endswith("Title"):
                head.append(_words_of(child))
            elif tag.endswith("Sentence"):
                self.line("　".join([*head, _sentence_of(child)]), item)
                head = []
            else:
                self.below(child)
        if head:
            self.line("　".join(head), item)

    def table(self, element: Any) -> None:
        """Write a table: one line a row, cells parted by tabs."""
        if tag_of(element) in ("TableRow", "TableHeaderRow"):
            cells = [_cell(child) for child in element]
            # A tab at the end keeps a row of one cell a row.
            self.line("\t".join(cells) + ("\t" if len(cells) == 1 else ""), element, "table")
            return
        for child in element:
            if tag_of(child) in ("Table", "TableRow", "TableHeaderRow", "TableStruct"):
                self.table(child)
            else:
                self.below(child)

    def supplementary(self, element: Any) -> None:
        """Write a 附則 with the number of the amending law beside its name."""
        amending = element.get("AmendLawNum")
        extract = "抄" if element.get("Extract") == "true" else ""
        for child in element:
            if tag_of(child) == "SupplProvisionLabel":
                name = _words_of(child)
                beside = f"（{amending}）" if amending else ""
                self.line(f"{name}{beside}{'　' + extract if extract else ''}", child)
            else:
                self.block(child)

    def appended(self, element: Any) -> None:
        """Write a 別表 or 様式: its name with the articles it belongs to, then its content."""
        head = ""
        for child in element:
            tag = tag_of(child)
            if tag.endswith("Title") and not head:
                head = _words_of(child)
            elif tag == "RelatedArticleNum":
                head += _words_of(child)
            else:
                self.line(head, element)
                head = ""
                self.below(child)
        self.line(head, element)


def _sentence_of(element: Any) -> str:
    """Return the words of a sentence; columns are parted by an ideographic space."""
    columns = [child for child in element if tag_of(child) == "Column"]
    return "　".join(_words_of(column) for column in columns) if columns else _words_of(element)


def _cell(cell: Any) -> str:
    parts = [_words_of(child) for child in cell] if len(cell) else [_words_of(cell)]
    return " ".join(part for part in parts if part)
