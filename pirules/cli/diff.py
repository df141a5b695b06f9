"""`pirules diff`: the 新旧対照表 of two texts of an ordinance."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli.gap import choose_format
from pirules.report.comparison.as_excel import to_xlsx
from pirules.report.comparison.as_html import to_html
from pirules.report.comparison.as_word import to_docx
from pirules.report.comparison.cautions import compare_files
from pirules.report.comparison.layout import DEFAULT, Table, lay_out, load_profile
from pirules.rules.ruleset import load_ruleset

_WRITERS: dict[str, Callable[[Table, str], str | bytes]] = {"html": to_html, "docx": to_docx, "xlsx": to_xlsx}
_FORMATS = (*_WRITERS, "json")


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="現行（改正前）の条例。")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="改正案（改正後）の条例。")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="html・docx・xlsx・json（なければ -o の拡張子、それもなければ html）。"
        ),
    ] = None,
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            help="様式の名前（kaiseian・kaiseigo・genko-hidari・tategaki）、又は YAML のファイル。",
        ),
    ] = DEFAULT,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="書き込むファイル。")] = None,
) -> None:
    """二つの条例の新旧対照表を作ります。移動・繰上げ・分割・統合した条も対応付けます。

    \b
    例:
      pirules diff 現行.txt 改正案.docx -o 新旧対照表.docx
      pirules diff 現行.txt 改正案.docx --profile kaiseigo -o 新旧対照表.xlsx
    """
    chosen = choose_format(form, output, _FORMATS, "html") if form or output else "html"
    layout = load_profile(profile)
    comparison, _ = compare_files(old, new)
    if chosen == "json":
        write_result(as_json(comparison.as_dict()), output)
        return
    footer = f"{old.name} と {new.name} の比較。{load_ruleset().notice}"
    table = lay_out(comparison, layout)
    if table.remark:
        typer.echo(table.remark, err=True)
    write_result(_WRITERS[chosen](table, footer), output)
