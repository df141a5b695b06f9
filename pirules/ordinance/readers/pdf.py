"""PDF with a text layer, by pypdf; page breaks become form feeds, so that page numbers and running heads can be told."""

import io
import logging
import re
import time
from typing import Any

from pirules.errors import InputError, Problem
from pirules.ordinance.model import Document
from pirules.ordinance.readers import pdf_table
from pirules.ordinance.readers.pdf_columns import columns, is_vertical
from pirules.text.fold import without_radicals

_MAX_PAGES = 400
_MAX_SECONDS = 60.0
_MAX_TEXT = 3_000_000
_PAGE = 25  # characters that a page with a text layer has at least, on average
_SPACED = re.compile(r"(?<=[ぁ-んァ-ヶ一-鿿、。（）「」]) (?=[ぁ-んァ-ヶ一-鿿、。（）「」])")
# Names of the columns of a 新旧対照表, near each other.
_COMPARES = re.compile(
    r"(?:新|改正[後案]|変更[後案])[^。]{0,8}(?:旧|現行|改正前|変更前)|(?:旧|現行|改正前|変更前)[^。]{0,8}(?:新|改正[後案]|変更[後案])"
)
_HEAD = 800  # characters of a page that its table begins within
_SCANNED = "文字のない（画像だけの）PDF です。文字認識（OCR）をかけるか、元の文書を Word（.docx）又はテキストで保存し直してください。"
_VERTICAL = "縦書きの PDF です。文字の位置から、右の行から順に読みました。原本と見比べてください。"
_NO_COLUMNS = "縦書きの PDF ですが、文字の位置から行を組み立てられません。元の文書を Word（.docx）又はテキストで保存し直すか、横書きにしてから PDF にしてください。"


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF that has a text layer.

    Raises:
        InputError: ``P102`` no text layer, ``P103`` too many pages or too slow, ``P107`` damaged or locked.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # Its remarks on damaged files are English words to nobody; what matters of them becomes our own error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        text, count, vertical = _text_and_pages(PdfReader(io.BytesIO(data), strict=False))
    except InputError:
        raise
    # pypdf raises what its input makes it raise: struct, key, type, recursion errors …
    except (PyPdfError, Exception) as error:
        raise InputError("P107", "PDF として開けません。") from error
    if len("".join(text.split())) < _PAGE * max(count, 1):
        raise InputError("P102", _SCANNED)
    problems = (Problem("P222", _VERTICAL, (0, min(len(text), 40))),) if vertical else ()
    return Document(text=text, format="pdf", name=name, problems=problems)


def _text_and_pages(reader: Any) -> tuple[str, int, bool]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("P107", "パスワードで保護された PDF です。保護を外してから指定してください。")
    count = len(reader.pages)
    if count > _MAX_PAGES:
        raise InputError("P103", f"{count}ページあります（上限 {_MAX_PAGES}ページ）。")
    started = time.monotonic()
    pages: list[str] = []
    length, vertical = 0, False
    edges: pdf_table.Edges | None = None
    for number in range(count):
        page = reader.pages[number].extract_text() or ""
        length += len(page)
        if length > _MAX_TEXT or time.monotonic() - started > _MAX_SECONDS:
            raise InputError("P103", "PDF の文字が多すぎるか、読み取りに時間がかかりすぎます。")
        if is_vertical(page):
            lines = columns(reader.pages[number])
            if not lines:
                raise InputError("P102", _NO_COLUMNS)
            vertical = True
        else:
            lines = []
            if edges is not None or _COMPARES.search("".join(page[:_HEAD].split())):
                lines, edges = pdf_table.rows(reader.pages[number], edges)
            lines = lines or [unspaced(line) for line in page.splitlines()]
        pages.append("\n".join(lines))
    text = "\n\f".join(pages) + ("\n" if pages else "")
    return without_radicals(text), count, vertical


def unspaced(line: str) -> str:
    """Return a line without the spaces that a PDF puts between all its characters; other lines as they are."""
    spaces = len(_SPACED.findall(line))
    visible = len(line.replace(" ", "").replace("　", ""))
    return _SPACED.sub("", line) if spaces >= 0.4 * visible else line
