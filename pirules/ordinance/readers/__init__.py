"""Readers: from the bytes of a file to a :class:`~pirules.ordinance.model.Document`.

Each reader takes out the words of the ordinance, in order and unchanged, and a map back to the source.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pirules.errors import InputError, reason_of
from pirules.ordinance.model import Document
from pirules.ordinance.readers import sniff
from pirules.ordinance.readers.plain import document_of

#: Bytes that a file may have.  The longest statute of Japan is below 5 MB of text.
MAX_BYTES = 40_000_000
# A page or a PDF costs more memory for each byte than a text does.
_LIMITS = {"html": 8_000_000, "xml": 24_000_000, "docx": 24_000_000, "pdf": 24_000_000}
#: Characters and lines that an ordinance may have.
MAX_CHARACTERS = 12_000_000
MAX_LINES = 1_000_000


def read(source: Path | bytes, name: str = "") -> Document:
    """Read a file, or the bytes of one.

    Args:
        source: path of the file, or its bytes.
        name: name for messages; the path's name by default.

    Returns:
        The document: text, and what the container said about it.

    Raises:
        InputError: ``P010`` no such file, ``P101`` empty, ``P102`` a format that isn't read, ``P103`` too big,
            ``P104``/``P105`` no text, ``P106`` a page without an ordinance, ``P107`` damaged.
    """
    if isinstance(source, Path):
        data = bytes_of(source)
        name = name or source.name
    else:
        data = source
    # A name that isn't UTF-8 on the disk can't be written anywhere again.
    name = name.encode("utf-8", "replace").decode("utf-8")
    if len(data) > MAX_BYTES:
        raise InputError(
            "P103",
            f"{_shown(name)} は{len(data) // 1_000_000} MB あります（上限 {MAX_BYTES // 1_000_000} MB）。",
        )
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise InputError("P101", f"{_shown(name)} に文字がありません。")
    format_name = sniff.format_of(data, name)
    if len(data) > (limit := _LIMITS.get(format_name, MAX_BYTES)):
        raise InputError(
            "P103", f"{_shown(name)} は{len(data) // 1_000_000} MB あります（上限 {limit // 1_000_000} MB）。"
        )
    document = _reader_for(format_name)(data, name)
    if not document.text.strip(" \t\r\n\f\v\x00\u3000\ufeff"):
        raise InputError("P101", f"{_shown(name)} に文字がありません。")
    if len(document.text) > MAX_CHARACTERS:
        raise InputError(
            "P103", f"{_shown(name)} は{len(document.text):,}字あります（上限 {MAX_CHARACTERS:,}字）。"
        )
    if document.text.count("\n") + document.text.count("\r") > MAX_LINES:
        raise InputError("P103", f"{_shown(name)} は行が多すぎます（上限 {MAX_LINES:,}行）。")
    return document_of(document, hashlib.sha256(data).hexdigest(), name)


def _shown(name: str) -> str:
    return name or "入力"


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file that isn't larger than what is read (:data:`MAX_BYTES`).

    Raises:
        InputError: ``P010`` when it can't be opened, ``P103`` when it is too big.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError("P010", f"{path} はフォルダーです。")
        if size > MAX_BYTES:
            raise InputError(
                "P103", f"{path.name} は{size // 1_000_000} MB あります（上限 {MAX_BYTES // 1_000_000} MB）。"
            )
        with path.open("rb") as handle:
            # A pipe or device has no size: never read more than is looked at.
            return handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError("P010", f"{path} を開けません（{reason_of(error)}）。") from error
    except ValueError as error:  # a NUL inside a path
        raise InputError("P010", "ファイル名に使えない文字が入っています。") from error


def _reader_for(format_name: str) -> Callable[[bytes, str], Document]:
    """Return the reader of a format; the libraries behind it are loaded only now."""
    if format_name == "html":
        from pirules.ordinance.readers.html import read_html

        return read_html
    if format_name == "xml":
        from pirules.ordinance.readers.xml import read_xml

        return read_xml
    if format_name == "docx":
        from pirules.ordinance.readers.docx import read_docx

        return read_docx
    if format_name == "pdf":
        from pirules.ordinance.readers.pdf import read_pdf

        return read_pdf
    from pirules.ordinance.readers.plain import read_plain

    return read_plain
