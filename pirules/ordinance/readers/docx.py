"""Word documents (.docx): paragraphs with their automatic numbers, tables row by row, no ruby, no deleted text."""

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from pirules.errors import InputError, Problem
from pirules.ordinance.grammar import column_heads, labels
from pirules.ordinance.model import Document, Span
from pirules.ordinance.readers.docx_numbering import Numbering, W
from pirules.text.fold import fold

_MAX_PART = 64 * 1024 * 1024  # bytes of one part, unpacked
_MAX_RATIO = 200  # a part that shrinks further than this was made to burst
_MAX_ENTRIES = 5000
_SENTENCE = 60  # characters that make a provision, no cell
_DECLARATION = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_DROPPED = frozenset(
    (f"{W}del", f"{W}rt", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{W}moveFrom")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")


def read_docx(data: bytes, name: str) -> Document:
    """Read a .docx file.

    Raises:
        InputError: ``P102`` another zipped format, ``P103`` a part that unpacks beyond reason, ``P107`` damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "word/document.xml" not in names:
                _refuse(names)
            if len(names) > _MAX_ENTRIES:
                raise InputError("P103", "Word 文書の部品が多すぎます。")
            document = _part(archive, "word/document.xml")
            numbering = _part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None
            styles = _part(archive, "word/styles.xml") if "word/styles.xml" in names else None
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise InputError("P107", "Word 文書（.docx）として開けません。") from error
    writer = _Writer(Numbering(numbering, styles))
    body = document.find(f"{W}body")
    if body is None:
        raise InputError("P107", "Word 文書に本文がありません。")
    writer.blocks(body)
    return Document(
        text="".join(writer.parts),
        format="docx",
        name=name,
        styles=tuple(writer.styles),
        problems=tuple(writer.problems),
        source_map=tuple(writer.source_map),
    )


def _refuse(names: list[str]) -> None:
    if any(name.startswith("xl/") for name in names):
        raise InputError("P102", "Excel の文書です。条例の本文をテキスト又は Word で保存し直してください。")
    if "content.xml" in names:
        raise InputError("P102", "OpenDocument の文書です。Word（.docx）形式で保存し直してください。")
    raise InputError("P102", "圧縮ファイルです。中の条例のファイルを取り出して指定してください。")


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """Return the root of a part, unpacked under a limit (the size that a zip declares can lie)."""
    info = archive.getinfo(name)
    with archive.open(info) as handle:
        data = handle.read(_MAX_PART + 1)
    if len(data) > _MAX_PART or len(data) > 1_000_000 + _MAX_RATIO * max(info.compress_size, 1):
        raise InputError("P103", "Word 文書の中身が異常に大きくなります。")
    if _DECLARATION.search(data.replace(b"\x00", b"")):
        raise InputError("P107", "実体を宣言した Word 文書は、安全のため読みません。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError("P107", f"Word 文書が壊れています（{error}）。") from error


class _Writer:
    """Writes the lines of a Word document."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.parts: list[str] = []
        self.styles: list[tuple[Span, str]] = []
        self.problems: list[Problem] = []
        self.source_map: list[tuple[int, int]] = []
        self.length = 0
        self.paragraphs = 0

    def line(self, words: str, style: str = "") -> None:
        """Write a line; its source is counted in paragraphs of the document."""
        self.source_map.append((self.length, self.paragraphs))
        if style:
            self.styles.append(((self.length, self.length + len(words)), style))
        self.parts.append(words + "\n")
        self.length += len(words) + 1

    def blocks(self, parent: Any) -> None:
        """Write the paragraphs and tables of an element, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                self.line(self.words(child))
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
                self.blocks(child)

    def words(self, paragraph: Any) -> str:
        """Return the words of a paragraph behind its automatic number."""
        self.paragraphs += 1
        label = self.numbering.label_of(paragraph)
        pieces: list[str] = []
        pictures = self._collect(paragraph, pieces)
        words = "".join(pieces)
        if pictures:
            self.problems.append(
                Problem(
                    "P203",
                    "図があります。中の文字は読んでいません。",
                    (self.length, self.length + len(label + words)),
                )
            )
        return label + words if words.strip() else words

    def _collect(self, root: Any, pieces: list[str]) -> int:
        """Gather the text below an element without recursion; return the number of pictures."""
        pictures = 0
        todo = [root]
        while todo:
            element = todo.pop()
            tag = element.tag
            if tag == f"{W}t":
                pieces.append(element.text or "")
            elif tag == f"{W}tab":
                pieces.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                pieces.append("" if element.get(f"{W}type") else "\n")
            elif tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif tag in _PICTURES:
                pictures += 1
            elif tag not in _DROPPED and tag != _FALLBACK:
                todo.extend(reversed(element))
        return pictures

    def table(self, table: Any) -> None:
        """Write a table: one line a row; one that only lays out articles is written as paragraphs."""
        rows = [
            [self._cell(cell) for cell in row.iterchildren(f"{W}tc")] for row in table.iterchildren(f"{W}tr")
        ]
        if (heads := self._compares(rows)) is not None:
            self._comparison(rows, heads)
            return
        if any(_is_provision(line) for row in rows for cell in row for line in cell):
            for row in rows:
                for cell in row:
                    for line in cell:
                        self.line(line)
            return
        for row in rows:
            self._row(row, "table")

    def _row(self, row: list[list[str]], style: str) -> None:
        words = "\t".join(_joined(cell) for cell in row)
        if words.strip():
            self.line(words, style)

    def _compares(self, rows: list[list[list[str]]]) -> column_heads.Heads | None:
        """Return the head of a table of old and new that is all there is in the document."""
        heads = next(
            (found for row in rows[:3] if (found := column_heads.heads_of([_joined(cell) for cell in row]))),
            None,
        )
        return heads if heads is not None and column_heads.stands_alone(self.parts) else None

    def _comparison(self, rows: list[list[list[str]]], heads: column_heads.Heads) -> None:
        """Write a table of old and new: its head on one line, each paragraph of its cells on one of its own."""
        above = True
        for row in rows:
            head = column_heads.heads_of([_joined(cell) for cell in row]) is not None
            above = above and not head
            if head or above:  # the name of the ordinance may stand in a row above the head
                self._row(row, "" if above else column_heads.FORMER)
                continue
            for place, cell in enumerate(row):
                for line in cell:
                    if line.strip():
                        self.line(line, column_heads.style_of(heads, place, len(row), line))

    def _cell(self, cell: Any) -> list[str]:
        return [self.words(paragraph) for paragraph in cell.iter(f"{W}p")]


def _joined(cell: list[str]) -> str:
    return " ".join(line.replace("\n", " ").strip() for line in cell if line.strip())


def _is_provision(line: str) -> bool:
    head = fold(line.strip()[:200])
    token = labels.article_label(head)
    return bool(token and not token.weak and (head.endswith("。") or len(line) > _SENTENCE)) or bool(
        labels.supplementary_label(head)
    )
