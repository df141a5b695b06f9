"""Keeping the store in good order: backup, integrity check, migration."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from pirules.errors import StoreError
from pirules.store.database import Store
from pirules.store.schema import VERSION


def backup(store: Store, target: Path) -> Path:
    """Copy the store, also while others write to it, to ``target``; whole or not at all.

    Raises:
        StoreError: ``P601`` when the copy can't be written, ``P609`` when ``target`` exists already.
    """
    if target.exists():
        raise StoreError("P609", f"{target} は既にあります。")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pirules-backup.") as folder:
            copy = Path(folder) / "copy.db"
            connection = sqlite3.connect(copy)
            try:
                store.db.conn.backup(connection)
                # The copy is one file: no log beside it that could be forgotten.
                connection.execute("PRAGMA journal_mode=DELETE")
            finally:
                connection.close()
            copy.chmod(0o600)
            copy.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError("P601", f"{target} に控えを書けません（{error}）。") from error
    return target


def check(store: Store) -> dict[str, Any]:
    """Return what SQLite says of the file: ``{ok, version, latest, problems, counts}``.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    problems = [
        str(row["integrity_check"])
        for row in store.rows("PRAGMA integrity_check")
        if row["integrity_check"] != "ok"
    ]
    problems += [
        f"{row['table']} の行 {row['rowid']} の参照先（{row['parent']}）がありません。"
        for row in store.rows("PRAGMA foreign_key_check")
    ]
    version = store.version()
    tables = {row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    counts = {
        name: store.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]  # noqa: S608 - our own names
        for name in ("decisions", "reports", "measures", "reviews")
        if name in tables
    }
    return {
        "ok": not problems and version == VERSION,
        "path": str(store.path),
        "version": version,
        "latest": VERSION,
        "problems": problems,
        "counts": counts,
    }


def migrate(store: Store) -> dict[str, Any]:
    """Bring the store to the newest version, with a copy of the old one beside it.

    Returns ``{from, to, applied, backup}``; ``backup`` is ``None`` when nothing had to be done.

    Raises:
        StoreError: ``P601``; the file is then as it was.
    """
    before = store.version()
    copy: Path | None = None
    if before < VERSION:
        copy = _free_name(store.path, before)
        backup(store, copy)
    applied = store.migrate()
    return {"from": before, "to": VERSION, "applied": applied, "backup": str(copy) if copy else None}


def _free_name(path: Path, version: int) -> Path:
    for number in range(1, 1000):
        candidate = path.with_name(f"{path.name}.v{version}-{number}.bak")
        if not candidate.exists():
            return candidate
    raise StoreError("P609", f"{path.name} の控えが多すぎます。")
