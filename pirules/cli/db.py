"""`pirules db`: the store's file in good order."""

from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli._store import DbOption, open_existing
from pirules.store import decisions, maintenance, trail

group = typer.Typer(
    help="保存先のファイルの控え、点検、移行、証明を行います。",
    epilog="例: pirules db backup 控え.db",
    no_args_is_help=True,
)
app.add_typer(group, name="db")


@group.command()
def backup(
    target: Annotated[Path, typer.Argument(metavar="OUT", help="控えのファイル（既にあれば書きません）。")],
    db: DbOption = None,
) -> None:
    """使用中でも安全に、控えを一つのファイルに取ります。

    \b
    例:
      pirules db backup 控え-20261121.db
    """
    with open_existing(db) as store:
        written = maintenance.backup(store, target)
    write_result(as_json({"backup": str(written)}), None)


@group.command()
def check(db: DbOption = None) -> None:
    """ファイルの健全さ、版、件数を示します。問題があれば終了コード 1。

    \b
    例:
      pirules db check
    """
    with open_existing(db, older=True) as store:
        result = maintenance.check(store)
    write_result(as_json(result), None)
    if not result["ok"]:
        raise typer.Exit(1)


@group.command()
def migrate(db: DbOption = None) -> None:
    """古い形式のファイルを、控えを取ってから今の形式に移します。

    \b
    例:
      pirules db migrate
    """
    with open_existing(db, older=True) as store:
        result = maintenance.migrate(store)
    write_result(as_json(result), None)


@group.command()
def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head", metavar="HASH", help="以前に書き留めた鎖の先端。記録の中にあるかを確かめます。"
        ),
    ] = None,
    db: DbOption = None,
) -> None:
    """判定の記録と確認の経過が書き換えられていないことを、ハッシュの鎖で確かめます。切れていれば終了コード 1。

    \b
    例:
      pirules db verify
    """
    with open_existing(db) as store:
        result = decisions.verify(store).as_dict()
        result["breaks"] += trail.verify(store)
        result["ok"] = not result["breaks"]
        if head is not None:
            result["head_found"] = decisions.has_hash(store, head)
            result["ok"] = result["ok"] and result["head_found"]
    write_result(as_json(result), None)
    if not result["ok"]:
        raise typer.Exit(1)
