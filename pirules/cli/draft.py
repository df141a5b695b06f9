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
from pirules.report.comparison import compare
from pirules.report.comparison.layout import lay_out, load_profile
from pirules.report.comparison.write import to_docx, to_html
from pirules.report.draft import draft_of
from pirules.report.draft.build import DEFAULT, revised_ordinance
from pirules.report.draft.numbers import KEEP
from pirules.rules.ruleset import load_ruleset


@app.command()
def draft(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="条例のファイル。")],
    apply: Annotated[
        str,
        typer.Option(
            "--apply",
            help="反映するもの（not_permitted・duplicates_law・uncertain・missing・所見の id をコンマで並べる）。",
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
    profile: Annotated[str, typer.Option("--profile", help="新旧対照表の様式。")] = "kaiseian",
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
    notice = load_ruleset().notice
    table = lay_out(compare(ordinance, revised_ordinance(result)), load_profile(profile))
    write_result(result.revised, output / "改正後.txt")
    write_result(result.amendment, output / "改め文.txt")
    write_result(to_html(table, notice), output / "新旧対照表.html")
    write_result(to_docx(table, notice), output / "新旧対照表.docx")
    for line in result.applied:
        typer.echo(f"反映: {line}", err=True)
    for line in result.left:
        typer.echo(f"要確認: {line}", err=True)
