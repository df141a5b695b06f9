"""Frames of sentences seen before, in one SQLite file that all processes share.

A key is the hash of sentence, role and everything that the frame depends on; a value holds places only.  The cache is a
convenience: a folder that can't be written, a locked or broken file turn it off for this process and nothing else.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from pirules.clauses.folder import cache_folder
from pirules.clauses.parser import model_version

MAX_ROWS = 200_000
_CHUNK = 500
_FILE = "frames-1.sqlite"


@lru_cache(maxsize=1)
def grammar_version() -> str:
    """Return a hash of the grammar's own source: a changed rule never meets an old frame."""
    folder = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def key_of(text: str, role: str, *, model: bool) -> bytes:
    """Return the key of a sentence."""
    versions = (
        f"{grammar_version()}|{model_version() if model else model_version().split(' ', 2)[2]}|{model:d}"
    )
    return hashlib.blake2b(
        f"{versions}|{role}|{text}".encode("utf-8", "surrogatepass"), digest_size=16
    ).digest()


class FrameCache:
    """Reads and writes frames; all methods give up quietly after the first failure."""

    def __init__(self, folder: Path | None = None, max_rows: int = MAX_ROWS) -> None:
        self._folder = folder
        self._max_rows = max_rows
        self._off = False
        self._lock = threading.Lock()

    def _connect(self) -> sqlite3.Connection | None:
        folder = self._folder or cache_folder()
        if folder is None:
            return None
        connection = sqlite3.connect(folder / _FILE, timeout=1.0)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS frames (key BLOB PRIMARY KEY, frame TEXT NOT NULL)")
        return connection

    def read(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """Return the frames that are there."""
        wanted = list(dict.fromkeys(keys))
        if self._off or not wanted:
            return {}
        found: dict[bytes, str] = {}
        try:
            with self._lock:
                connection = self._connect()
                if connection is None:
                    return {}
                with closing(connection):
                    for start in range(0, len(wanted), _CHUNK):
                        chunk = wanted[start : start + _CHUNK]
                        marks = ",".join("?" * len(chunk))
                        found.update(
                            connection.execute(
                                f"SELECT key, frame FROM frames WHERE key IN ({marks})",  # noqa: S608 - only marks
                                chunk,
                            )
                        )
        except (sqlite3.Error, OSError):
            self._off = True
            return {}
        return found

    def write(self, frames: Mapping[bytes, str]) -> None:
        """Keep frames; the oldest give way when there are more than the bound."""
        if self._off or not frames:
            return
        try:
            with self._lock:
                connection = self._connect()
                if connection is None:
                    return
                with closing(connection), connection:
                    connection.executemany("INSERT OR REPLACE INTO frames VALUES (?, ?)", frames.items())
                    self._bound(connection)
        except (sqlite3.Error, OSError):
            self._off = True

    def _bound(self, connection: sqlite3.Connection) -> None:
        (rows,) = connection.execute("SELECT count(*) FROM frames").fetchone()
        if rows > self._max_rows:
            connection.execute(
                "DELETE FROM frames WHERE rowid IN (SELECT rowid FROM frames ORDER BY rowid LIMIT ?)",
                (rows - self._max_rows * 9 // 10,),
            )
