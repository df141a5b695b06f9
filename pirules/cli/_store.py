"""Which store a command works on, and what happens when it can't be opened."""

from pathlib import Path
from typing import Annotated

import typer

from pirules.errors import StoreError
from pirules.store import Store, default_path, open_store
from pirules.store.location import is_named

DbOption = Annotated[
    Path | None,
    typer.Option(
        "--db", help="保存先のファイル。なければ環境変数 PIRULES_DB、それもなければ利用者のデータフォルダー。"
    ),
]


def warn(message: str) -> None:
    """Print a message for a person on standard error."""
    typer.echo(message, err=True)


def open_for_writing(db: Path | None, *, store: bool) -> Store | None:
    """Return the store to keep a result in, ``None`` with ``--no-store``.

    A default file that can't be opened is a warning (the result is what was asked for); a file that somebody named is an error.

    Raises:
        StoreError: a file named by ``--db`` or ``PIRULES_DB`` can't be used.
    """
    if not store:
        return None
    try:
        return open_store(db or default_path())
    except StoreError as error:
        if db is not None or is_named():
            raise
        warn(f"注意 {error.code} 結果を保存しません。{error.detail}{error.remedy}")
        return None


def open_existing(db: Path | None, *, older: bool = False) -> Store:
    """Return the store of a command that reads what is kept.

    Raises:
        StoreError: ``P601`` when there is none, and what :func:`pirules.store.open_store` raises.
    """
    return open_store(db or default_path(), create=False, older=older)
