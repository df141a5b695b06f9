"""What the commands of `pirules law` share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import read_up_to
from pirules.errors import InputError, LawError
from pirules.law.xml_text import MAX_BYTES
from pirules.text.dates import parse_date, today

group = typer.Typer(
    help="法令の索引と、取り込んだ法令の本文を扱います。",
    epilog="例: pirules law show 法69条2項",
    no_args_is_help=True,
)
app.add_typer(group, name="law")

#: A bulk zip of all laws has some hundred megabytes.
_MAX_FILE = 2_000_000_000

LawsOption = Annotated[
    Path | None,
    typer.Option(
        "--laws",
        help="法令の本文の保管ファイル。なければ環境変数 PIRULES_LAWS、それもなければ利用者のデータフォルダー。",
    ),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="基準日（YYYY-MM-DD 又は和暦）。なければ今日。")
]
OutputOption = Annotated[Path | None, typer.Option("-o", metavar="OUT", help="書き込み先のファイル。")]


def day_of(text: str | None, default: date | None = None) -> date:
    """Return the day that a person wrote, else ``default``, else today.

    Raises:
        InputError: ``P403`` when no calendar has it.
    """
    if text is None:
        return default or today()
    day = parse_date(text)
    if day is None:
        raise InputError("P403", f"「{text[:40]}」は日付として読めません。", field="as_of")
    return day


def read_file(path: Path) -> bytes:
    """Return the bytes of a file with statutes, ``-`` is standard input.

    Raises:
        InputError: ``P010`` when it can't be read, LawError: ``P315`` when it is too large.
    """
    limit = _MAX_FILE if path.suffix.lower() == ".zip" else MAX_BYTES
    data = read_up_to(path, limit)
    if len(data) > limit:
        raise LawError("P315", f"{path} は{limit:,}バイトを超えています。")
    if not data.strip():
        raise InputError("P101", f"{path} は空です。")
    return data
