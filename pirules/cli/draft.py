"""`pirules draft`: the revised ordinance, the 新旧対照表 and the 改め文 that follow from a gap report."""

from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli.gap import parse_day
from pirules.errors import InputError, reason_of
from pirules.gap import report_on
from pirules.ordinance import load
from pirules.report.comparison.layout import DEFAULT as PROFILE
from pirules.report.draft import draft_of
from pirules.report.draft.build import DEFAULT
from pirules.report.draft.files import draft_files
from pirules.report.draft.numbers import KEEP


@app.command()
def draft(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="条例のファイル。")],
    apply: Annotated[
        str,
        typer.Option(
            "--apply",
            help="反映するもの（not_permitted・duplicates_law・uncertain・missing・所見の id・足りない規定の論点をコンマで並べる）。",
        ),
    ] = ",".join(DEFAULT),
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="基準日（2026-11-21、令和8年11月21日）。")
    ] = None,
    numbering: Annotated[
        str,
        typer.Option(
            "--numbering",
            help="条の番号（keep: 「第N条　削除」と枝番にして動かさない、close: 繰り上げ・繰り下げて詰める）。",
        ),
    ] = KEEP,
    profile: Annotated[str, typer.Option("--profile", help="新旧対照表の様式。")] = PROFILE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="書き込むフォルダー（なければ作ります）。")
    ] = None,
) -> None:
    """ギャップレポートの所見を反映した改正案を作ります（改正後の条例・新旧対照表・改め文）。

    例: pirules draft 施行条例.txt -o 改正案/
    """
    ordinance = load(file)
    report = report_on(ordinance, as_of=parse_day(as_of, "as-of"))
    names = [name.strip() for name in apply.split(",") if name.strip()]
    result = draft_of(ordinance, report, names, numbering)
    if output is None:
        write_result(as_json(result.as_dict()), None)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("P011", f"{output} を作れません（{reason_of(error)}）。") from error
    for name, content in draft_files(ordinance, report, result, profile).items():
        write_result(content, output / name)
    for line in result.applied:
        typer.echo(f"反映: {line}", err=True)
    for line in result.left:
        typer.echo(f"要確認: {line}", err=True)
