"""One connection to the store: opening, transactions, and SQLite's errors turned into ours."""

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database
from sqlite_utils.db import TransactionError

from pirules.errors import StoreError
from pirules.store.schema import APPLICATION_ID, MIGRATIONS, VERSION

# Another process may hold the write lock for a moment; nobody waits longer than this many seconds.
_BUSY_SECONDS = 20.0
# The log of a connection that leaves moving it to others is moved all the same at this size (64 MB).
_LOG_PAGES = 16_384


def _translate(path: Path, error: Exception) -> StoreError:
    """Return our error for SQLite's, told apart by what a person can do about it."""
    text = str(error)
    if "file is not a database" in text or "malformed" in text:
        return StoreError("P605", f"{path} は pirules のデータベースとして読めません（{text}）。")
    if "locked" in text or "busy" in text:
        return StoreError("P601", f"{path} をほかの処理が使い続けています（{text}）。")
    return StoreError("P601", f"{path} に読み書きできません（{text}）。")


class Store:
    """An open store: one SQLite connection that threads share under a lock.

    Writers of other processes are waited for; a commit is on the disk when it returns (WAL, ``synchronous=FULL``).
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._lock = threading.RLock()
        self.db = Database(connection, execute_plugins=False)

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[Database]:
        with self._lock:
            try:
                yield self.db
            except (sqlite3.Error, TransactionError) as error:
                raise _translate(self.path, error) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Database]:
        """Yield the database inside a write transaction: all of it is kept, or nothing.

        Raises:
            StoreError: ``P601`` when the file can't be written, ``P605`` when it is damaged.
        """
        with self._guarded() as db:
            # IMMEDIATE takes the write lock first, so what is read inside is still true when it is written.
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:
                    db.conn.execute("ROLLBACK")
                raise

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a query (or what a PRAGMA answers) as dictionaries.

        Raises:
            StoreError: ``P601`` or ``P605``.
        """
        with self._guarded() as db:
            cursor = db.conn.execute(sql, parameters or {})
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def each_row(self, sql: str, parameters: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query one by one, on a connection of its own: a long list holds nobody up.

        What others write meanwhile isn't seen.

        Raises:
            StoreError: ``P601`` or ``P605``.
        """
        with Store(self.path, _connect(self.path, create=False)) as other, other._guarded() as db:
            cursor = db.conn.execute(sql, parameters or {})
            names = [column[0] for column in cursor.description or ()]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def version(self) -> int:
        """Return the number of the last migration that this file has seen."""
        return int(self.rows("PRAGMA user_version")[0]["user_version"])

    def migrate(self) -> list[int]:
        """Bring the tables to the newest version; return the numbers of the migrations that ran.

        Raises:
            StoreError: ``P601``; the file is then as it was before.
        """
        done: list[int] = []
        with self.transaction() as db:
            for number in range(self.version() + 1, VERSION + 1):
                MIGRATIONS[number - 1](db)
                db.conn.execute(f"PRAGMA user_version={number:d}")
                done.append(number)
            db.conn.execute(f"PRAGMA application_id={APPLICATION_ID:d}")
        return done

    def leave_log(self) -> None:
        """Let the log (WAL) grow until somebody moves it: this connection doesn't stop a commit for it any more.

        Raises:
            StoreError: ``P601``.
        """
        self.rows(f"PRAGMA wal_autocheckpoint={_LOG_PAGES:d}")

    def move_log(self, *, beside: bool = False) -> None:
        """Move what was committed from the log into the file itself, so that the log starts anew.

        Args:
            beside: on a connection of its own, while others go on committing; what they commit meanwhile stays.

        Raises:
            StoreError: ``P601`` or ``P605``.
        """
        if not beside:
            self.rows("PRAGMA wal_checkpoint(PASSIVE)")
            return
        with Store(self.path, _connect(self.path, create=False)) as other:
            other.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close the connection; the store can't be used afterwards."""
        with self._lock:
            self.db.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    if not create and not path.is_file():
        raise StoreError("P601", f"データベース {path} がありません。")
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
        if fresh:
            # Questions may name people: the file is its owner's alone.
            path.chmod(0o600)
    except (OSError, ValueError, sqlite3.Error) as error:
        raise StoreError("P601", f"{path} を開けません（{error}）。") from error
    return connection


def _refuse_foreign(store: Store) -> None:
    """Refuse a database that some other program made: we would put our tables into it."""
    application = int(store.rows("PRAGMA application_id")[0]["application_id"])
    if application != APPLICATION_ID and store.rows("SELECT 1 FROM sqlite_master LIMIT 1"):
        raise StoreError("P605", f"{store.path} は pirules のデータベースではありません。")


def _configure(store: Store) -> None:
    """Switch on WAL (readers and a writer side by side) and full syncing (a commit survives a power cut)."""
    deadline = time.monotonic() + _BUSY_SECONDS
    # SQLite doesn't wait for others when it changes the journal mode, so two first starts at once need this.
    while True:
        try:
            store.rows("PRAGMA journal_mode=WAL")
            break
        except StoreError as error:
            if error.code != "P601" or time.monotonic() > deadline:
                raise
            if "locked" not in error.detail:
                raise
            time.sleep(0.05)
    store.rows("PRAGMA synchronous=FULL")
    store.rows("PRAGMA foreign_keys=ON")


def _refuse_version(path: Path, version: int, *, older: bool) -> None:
    detail = f"{path} の版は {version}、この pirules の版は {VERSION} です。"
    if version > VERSION:
        raise StoreError("P604", detail)
    if 0 < version < VERSION and not older:
        raise StoreError("P603", detail)


def open_store(path: Path, *, create: bool = True, older: bool = False) -> Store:
    """Open the store at ``path``; a new file gets its tables.

    Args:
        path: the SQLite file.
        create: make the file (and its folder) if it isn't there.
        older: also open a file of an older version, for :func:`pirules.store.maintenance.migrate`.

    Raises:
        StoreError: ``P601`` can't be opened, ``P603`` made by an older pirules, ``P604`` by a newer one,
            ``P605`` damaged or not ours.
    """
    store = Store(path, _connect(path, create=create))
    try:
        _refuse_foreign(store)
        _refuse_version(path, store.version(), older=older)
        _configure(store)
        if store.version() == 0:
            store.migrate()
    except BaseException:
        store.close()
        raise
    return store
