"""What every command shares: UTF-8 streams, results written whole or not at all, errors in the contract's shape."""

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import typer

from pirules.errors import InputError, PirulesError, reason_of
from pirules.text.columns import columns, folded


def use_utf8() -> None:
    """Make the standard streams UTF-8 with plain line feeds, also on a Windows console in code page 932."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def report_error(error: PirulesError) -> None:
    """Print an error on standard error: a sentence for a person at a terminal, the contract's JSON otherwise."""
    if sys.stderr.isatty():
        place = f"（{error.field}）" if error.field else ""
        message = f"{error.code} {error.title}{place}\n  原因: {error.detail}\n  対処: {error.remedy}"
    else:
        message = json.dumps(error.as_dict(), ensure_ascii=False)
    typer.echo(message, err=True)


def read_up_to(path: Path, limit: int) -> bytes:
    """Return the bytes of a file (``-`` is standard input), one more than ``limit`` at most, so that the caller sees it.

    Raises:
        InputError: ``P010`` when the file can't be read.
    """
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(limit + 1)
        with path.open("rb") as handle:
            return handle.read(limit + 1)
    except (OSError, ValueError) as error:
        raise InputError("P010", f"{path} を読めません（{reason_of(error)}）。") from error


#: Pieces of a result that are written at once.
_AT_ONCE = 2_000


def write_result(result: str | bytes | Iterable[str], output: Path | None) -> None:
    """Write a result to ``output``, whole or not at all, or to standard output.

    Args:
        result: all of it, or its pieces in their order: a long one need never be whole in memory.
        output: the file, ``None`` for standard output.

    Raises:
        InputError: ``P011`` when the file can't be written.
    """
    try:
        if output is not None and output.is_dir():
            raise InputError("P011", f"{output} はフォルダーです。ファイル名まで書いてください。")
        if output is None:
            sys.stdout.flush()
            _write_pieces(result, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        if output.exists() and not output.is_file():
            # A device or a pipe (/dev/stdout) is written to; a file put in its place would take it away from everybody.
            with output.open("wb") as handle:
                _write_pieces(result, handle)
            return
        descriptor, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as handle:
                _write_pieces(result, handle)
            # mkstemp makes private files; a report is an ordinary file of its owner.
            temporary.chmod(0o644)
            temporary.replace(output)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            "P011", f"{f'{output} ' if output else '標準出力'}に書き込めません（{reason_of(error)}）。"
        ) from error


def _write_pieces(result: str | bytes | Iterable[str], handle: BinaryIO) -> None:
    if isinstance(result, bytes):
        handle.write(result)
        return
    pieces: Iterator[str] = iter((result,) if isinstance(result, str) else result)
    while together := "".join(islice(pieces, _AT_ONCE)):
        # The name of a file may hold what isn't UTF-8.
        handle.write(together.encode("utf-8", "replace"))


_WIDEST = 100
# What stands before the words of a line: white space and the sign or number of an entry.
_BEFORE = re.compile(r"\s*(?:・(?:【[^】]*】)?|\d+\. )?")


def for_terminal(text: str) -> str:
    """Return lines folded to the terminal's width, the further rows of each below the words of its first."""
    width = min(shutil.get_terminal_size().columns, _WIDEST) - 1
    lines: list[str] = []
    for line in text.splitlines():
        before = _BEFORE.match(line)
        first = before[0] if before else ""
        lines += folded(line[len(first) :], width, first, " " * columns(first))
    return "\n".join(lines) + "\n"


def as_json(value: object) -> str:
    """Return JSON as people and programs read it: UTF-8, indented, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
