"""The file in which imported statute texts lie: where it is, its tables, and opening it."""

import os
import sqlite3
from pathlib import Path

from pirules.data import user_data_dir
from pirules.errors import LawError

_VERSION = 1
_SCHEMA = """
CREATE TABLE law (
  key TEXT PRIMARY KEY, law_id TEXT, number TEXT, title TEXT NOT NULL, promulgated TEXT
);
CREATE TABLE revision (
  id INTEGER PRIMARY KEY, law TEXT NOT NULL REFERENCES law(key), name TEXT NOT NULL UNIQUE, revision_id TEXT,
  in_force TEXT, seen INTEGER NOT NULL, amending TEXT,
  sha256 TEXT NOT NULL
);
CREATE INDEX revision_law ON revision(law, in_force);
CREATE TABLE unit (
  id INTEGER PRIMARY KEY, revision INTEGER NOT NULL REFERENCES revision(id), amending TEXT, division TEXT,
  article TEXT, paragraph TEXT, item TEXT, subitem TEXT, caption TEXT, deleted INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX unit_place ON unit(revision, article);
CREATE INDEX unit_amending ON unit(amending, article) WHERE amending <> '';
CREATE VIRTUAL TABLE unit_text USING fts5(text, content='unit', content_rowid='id', tokenize='trigram');
"""


def default_path() -> Path:
    """Return the library's file: ``PIRULES_LAWS``, else ``laws.db`` in the user's data folder; it need not exist."""
    configured = os.environ.get("PIRULES_LAWS")
    return Path(configured) if configured else user_data_dir() / "laws.db"


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the file, read-only unless it may be made (``create``).

    Raises:
        LawError: ``P331`` when it can't be opened or isn't a library.
    """
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        else:
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=10
            )
    except (OSError, sqlite3.Error) as error:
        raise LawError("P331", f"{path} を開けません（{error}）。") from error
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if (
            create
            and version == 0
            and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        ):
            connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {_VERSION};COMMIT;")
            version = _VERSION
    except sqlite3.Error as error:
        connection.close()
        raise LawError("P331", f"{path} は法令の保管ファイルではありません（{error}）。") from error
    if version != _VERSION:
        connection.close()
        raise LawError("P331", f"{path} は法令の保管ファイルではないか、別の版で作られました（{version}）。")
    return connection
