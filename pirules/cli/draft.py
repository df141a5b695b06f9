"""`pirules draft`: the revised ordinance, the 新旧対照表 and the 改め文 that follow from a gap report."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli.gap import parse_day
from pirules.errors import InputError, reason_of
from pirules.gap import GapReport
from pirules.report.comparison.layout import DEFAULT as PROFILE
from pirules.report.draft import draft_of
from pirules.report.draft.again import looked_over
from pirules.report.draft.build import DEFAULT, Draft
from pirules.report.draft.files import draft_files
from pirules.report.draft.numbers import KEEP
from pirules.report.judge import parse_all, report_beside
from pirules.report.summary import limits


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

    一つのファイルに複数の条例があるときは、条例ごとに 1、2 … のフォルダーに分けて作ります。

    \b
    例:
      pirules draft 施行条例.txt -o 改正案
      pirules draft 施行条例.txt --apply not_permitted,missing,duplicates_law --numbering close -o 改正案
    """
    names = [name.strip() for name in apply.split(",") if name.strip()]
    day = parse_day(as_of, "as-of")
    parts = parse_all(file)
    reports = [report_beside(part, parts, (), day) for part in parts]
    drafts = [
        looked_over(draft_of(part, report, _of(report, reports, names), numbering), report)
        for part, report in zip(parts, reports, strict=True)
    ]
    if output is None:
        told = [result.as_dict() for result in drafts]
        write_result(as_json(told[0] if len(told) == 1 else told), None)
        return
    for number, (part, report, result) in enumerate(zip(parts, reports, drafts, strict=True), 1):
        # Several ordinances in one file are several drafts, each in a folder of its own.
        folder = output / str(number) if len(parts) > 1 else output
        if len(parts) > 1:
            typer.echo(f"{folder}: {part.title or '題名のない条例'}", err=True)
        _write(folder, draft_files(part, report, result, profile))
        _tell(report, result)


def _of(report: GapReport, reports: Sequence[GapReport], names: Sequence[str]) -> list[str]:
    """Leave out of ``names`` the ids and topics that another ordinance of the file has and this one hasn't."""

    def known(one: GapReport) -> set[str]:
        return {finding.id for finding in one.findings} | {entry.topic for entry in one.missing}

    elsewhere = set().union(*(known(other) for other in reports if other is not report)) - known(report)
    return [name for name in names if name not in elsewhere]


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("P011", f"{folder} を作れません（{reason_of(error)}）。") from error
    for name, content in files.items():
        write_result(content, folder / name)


def _tell(report: GapReport, result: Draft) -> None:
    """Say on standard error what was applied, what is left to a person, and what limits the report behind it."""
    for line in result.applied or ("ありません。改正後の条例は、元の条例と同じです。",):
        typer.echo(f"反映: {line}", err=True)
    for line in (*result.left, *limits(report.model_dump(mode="json"))):
        typer.echo(f"要確認: {line}", err=True)
    for line in result.remaining:
        typer.echo(f"改正後に残る所見: {line}", err=True)
    if result.untouched:
        typer.echo(f"反映していない所見が {len(result.untouched)} 件あります（反映の記録.txt）。", err=True)
