"""Plain text: all characters of the file, line ends as they are."""

import re
from dataclasses import replace

from pirules.errors import Problem
from pirules.ordinance.model import Document
from pirules.text.decode import REPLACEMENT, decode

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_REPLACED = re.compile(f"{REPLACEMENT}+")
_LISTED = 50  # places of each kind that are listed one by one


def read_plain(data: bytes, name: str) -> Document:
    """Read a text file of any Japanese encoding."""
    decoded = decode(data)
    return Document(text=decoded.text, format="text", name=name, encoding=decoded.encoding)


def document_of(document: Document, sha256: str, name: str) -> Document:
    """Return a reader's document with its hash, and with a problem for each place that no reader could make out."""
    return replace(
        document,
        sha256=sha256,
        name=name,
        problems=(*document.problems, *_bad_places(document.text)),
    )


def _bad_places(text: str) -> list[Problem]:
    problems: list[Problem] = []
    for code, pattern, message in (
        ("P201", _REPLACED, "文字として読めない部分があります。"),
        ("P202", _CONTROL, "文字ではない制御符号が入っています。"),
    ):
        for count, match in enumerate(pattern.finditer(text)):
            if count == _LISTED:
                problems.append(Problem(code, f"{message}（この後は略）", match.span()))
                break
            problems.append(Problem(code, message, match.span()))
    return problems
