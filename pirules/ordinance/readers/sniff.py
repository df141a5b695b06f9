"""What a file is, by its first bytes; a name's ending only decides what the bytes leave open."""

import re

from pirules.errors import InputError

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_HTML_PARTS = re.compile(
    rb"<(?:div|p|span|table|br|h[1-6]|ruby|section|article|main|center|[duo]l|d[td]|li|t[dhr])\b[^<>]*>",
    re.IGNORECASE,
)
_XML = re.compile(rb"^\s*<\?xml|<Law[\s>]|<(?:law_data_response|DataRoot|law_full_text)[\s>]", re.IGNORECASE)
# A table in Markdown, whose cells break their lines with <br>: no page.
_MARKDOWN_TABLE = re.compile(rb"^\|(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*\r?$", re.MULTILINE)
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream in which Word and Excel keep a document under a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENOUGH_TAGS = 3


def format_of(data: bytes, name: str) -> str:
    """Return ``text``, ``html``, ``xml``, ``docx`` or ``pdf``.

    Raises:
        InputError: ``P102`` for a format that pirules doesn't read, with the way to convert it.
    """
    head = data[:_HEAD]
    lowered = name.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        _refuse_ole(data, lowered)
    if head.startswith(b"{\\rtf"):
        raise InputError("P102", "リッチテキスト（.rtf）です。Word で開き、.docx で保存し直してください。")
    if lowered.endswith((".jtd", ".jttc", ".jtdc")):
        raise InputError(
            "P102", "一太郎文書です。一太郎で開き、「Word（.docx）形式」又はテキストで保存し直してください。"
        )
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise InputError("P102", "画像です。文字認識（OCR）でテキストにしてから指定してください。")
    return _markup(data)


def _refuse_ole(data: bytes, name: str) -> None:
    if _ENCRYPTED in data:
        raise InputError(
            "P107", "パスワードで保護された文書です。保護を外して保存し直してから指定してください。"
        )
    if name.endswith((".jtd", ".jttc", ".jtdc")):
        raise InputError(
            "P102", "一太郎文書です。一太郎で開き、「Word（.docx）形式」又はテキストで保存し直してください。"
        )
    if name.endswith(".xls"):
        raise InputError("P102", "Excel の文書です。条例の本文をテキストで保存し直してください。")
    raise InputError(
        "P102",
        "旧形式の Word 文書（.doc）又は一太郎文書です。作ったソフトで開き、.docx で保存し直してください。",
    )


def _markup(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if start.startswith(b"<"):
        if _XML.match(start) and not _HTML.search(head):
            return "xml"
        if _HTML.search(head) or len(_HTML_PARTS.findall(data[: 16 * _HEAD])) >= 1:
            return "html"
        return "xml" if _XML.search(head) else "text"
    beginning = data[: 16 * _HEAD]
    if _HTML.search(head) or (
        len(_HTML_PARTS.findall(beginning)) >= _ENOUGH_TAGS and not _MARKDOWN_TABLE.search(beginning)
    ):
        return "html"
    return "text"
