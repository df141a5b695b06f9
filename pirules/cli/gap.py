"""`pirules gap`: the gap report of an ordinance."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import write_result
from pirules.cli._store import DbOption, open_for_writing
from pirules.errors import InputError
from pirules.ordinance.readers import bytes_of
from pirules.report import GAP_FORMATS, render_gap
from pirules.report.judge import Judged, judge, parse_all
from pirules.report.labels import CLASSIFICATION
from pirules.store import reports
from pirules.text.dates import parse_date

_BINARY = {"xlsx", "docx"}
# Endings that say a format by another name, and those of formats that would be something else than their name.
_ENDINGS = {"htm": "html", "markdown": "md", "txt": "text"}
_OTHERS = {"pdf", "doc", "docx", "xls", "xlsx", "xlsm", "csv", "html", "rtf", "odt", "ods", "jtd", "pptx"}
_FAIL_ON = (*CLASSIFICATION, "missing", "unmatched")


def parse_day(text: str | None, field: str) -> date | None:
    """Return the day that a person wrote (ISO or 和暦), ``None`` for none.

    Raises:
        InputError: ``P403`` when no calendar has it.
    """
    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        raise InputError("P403", f"「{text[:40]}」は日付として読めません。", field=field)
    return day


def choose_format(asked: str | None, output: Path | None, known: tuple[str, ...], readable: str) -> str:
    """Return the output format: the one asked for, else by the ending of ``-o``, else by who reads.

    Raises:
        InputError: ``P012`` for an unknown one, or a binary one on a terminal.
    """
    form = asked
    ending = output.suffix[1:].lower() if output is not None else ""
    ending = _ENDINGS.get(ending, ending)
    if form is None and ending in known:
        form = ending
    elif form is None and ending in _OTHERS:
        raise InputError(
            "P012",
            f"「.{ending}」の形では書けません（{'・'.join(known)}）。-o の拡張子を変えるか、--format を付けてください。",
            field="format",
        )
    if form is None:
        form = readable if output is None and sys.stdout.isatty() else "json"
    if form not in known:
        raise InputError("P012", f"形式「{form[:40]}」はありません（{'・'.join(known)}）。", field="format")
    if form in _BINARY and output is None and sys.stdout.isatty():
        raise InputError(
            "P012", f"{form} は端末に表示できません。-o で書き込み先を指定してください。", field="format"
        )
    return form


def _read(path: Path) -> tuple[bytes, str]:
    """Return the bytes and the name of an input."""
    if str(path) == "-":
        return sys.stdin.buffer.read(), "標準入力"
    return bytes_of(path), path.name


def _conditions(text: str | None) -> list[str]:
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    for name in names:
        if name not in _FAIL_ON:
            raise InputError(
                "P012", f"--fail-on の「{name[:40]}」はありません（{'・'.join(_FAIL_ON)}）。", field="fail-on"
            )
    return names


def _fails(judged: list[Judged], names: list[str]) -> bool:
    return any(
        result.report[name]
        if name in {"missing", "unmatched"}
        else any(finding["classification"] == name for finding in result.report["findings"])
        for result in judged
        for name in names
    )


def keep(judged: list[Judged], data: bytes, db: Path | None, *, store: bool) -> None:
    """Store reports, their flagged measures and the file that they judge unless told not to.

    Raises:
        StoreError: the file that was named can't be used.
    """
    opened = open_for_writing(db, store=store)
    if opened is None:
        return
    with opened:
        for result in judged:
            reports.save(
                opened,
                result.report,
                name=result.source.name,
                sha256=result.source.sha256,
                sections=result.source.sections,
                flagged=result.flagged,
                data=data,
            )


@app.command()
def gap(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="条例のファイル（- は標準入力）。二つ目からは同じ団体のほかの条例。"
        ),
    ],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="基準日（2026-11-21、令和8年11月21日）。なければ今日。"),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="json|md|html|xlsx|docx",
            help="出力の形式。なければ -o の拡張子、端末なら md、ほかは json。",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", metavar="OUT", help="書き込み先のファイル。")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="CLASS,…",
            help="あれば終了コードを 1 にする区分（not_permitted,missing など）。",
        ),
    ] = None,
    db: DbOption = None,
    store: Annotated[bool, typer.Option("--store/--no-store", help="レポートを保存するか。")] = True,
) -> None:
    """条例と個人情報保護法の差（ギャップ）を調べ、置ける規定、消す規定、足りない規定、届出の要否を示します。

    \b
    例:
      pirules gap 個人情報保護法施行条例.html --format md
      pirules gap 施行条例.txt 手数料条例.txt --as-of 令和8年4月1日 -o レポート.docx
    """
    chosen = choose_format(form, output, GAP_FORMATS, "md")
    conditions = _conditions(fail_on)
    day = parse_day(as_of, "as_of")
    data, name = _read(files[0])
    others = [ordinance for path in files[1:] for ordinance in parse_all(*_read(path))]
    judged = judge(parse_all(data, name), others, day)
    result = render_gap([(item.report, item.source) for item in judged], chosen)
    keep(judged, data, db, store=store)
    write_result(result, output)
    if _fails(judged, conditions):
        raise typer.Exit(1)
