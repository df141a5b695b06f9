"""The files of a folder that a reader exists for."""

from pathlib import Path

from pirules.errors import InputError

_READABLE = {".txt", ".text", ".html", ".htm", ".xhtml", ".xml", ".docx", ".pdf", ".md"}


def readable_files(folder: Path) -> list[Path]:
    """Return the files below ``folder`` whose ending a reader knows, ordered by path.

    Raises:
        InputError: ``P010`` when there is none.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in _READABLE)
    if not files:
        raise InputError("P010", f"{folder} に読める形式のファイルがありません。")
    return files
