"""`pirules corpus`: many ordinances — import, analyse, tables, and what other rules would change."""

from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli._store import DbOption, open_existing
from pirules.cli.gap import choose_format, parse_day
from pirules.errors import InputError, StoreError
from pirules.store import Store, default_path, open_store
from pirules.store import corpus as kept
from pirules.text.dates import today

group = typer.Typer(
    help="多くの条例をまとめて調べ、集計します。",
    epilog="例: pirules corpus import 例規集/",
    no_args_is_help=True,
)
app.add_typer(group, name="corpus")

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="基準日（ISO 又は和暦）。なければ今日。")
]
Workers = Annotated[int, typer.Option("--workers", metavar="N", help="同時に使う処理の数（この機械の中）。")]
FormOption = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="json|md|html|xlsx", help="出力の形式。なければ -o の拡張子、端末なら md。"
    ),
]
Output = Annotated[Path | None, typer.Option("-o", metavar="OUT", help="書き込み先のファイル。")]


def _progress(number: int, total: int, name: str) -> None:
    typer.echo(f"[{number}/{total}] {name}", err=True)


def _day(text: str | None) -> str:
    day = parse_day(text, "as_of") or today()
    return day.isoformat()


@group.command("import")
def import_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="条例のファイルがあるフォルダー。")],
    db: DbOption = None,
) -> None:
    """フォルダーの条例を取り込みます。読めないファイルは一覧にし、残りを取り込みます。

    例: pirules corpus import 例規集/
    """
    from pirules.corpus.folder import import_folder

    if not folder.is_dir():
        raise InputError("P010", f"{folder} というフォルダーはありません。")
    with open_store(db or default_path()) as store:
        done = import_folder(store, folder, _progress)
    write_result(as_json(done.as_dict()), None)
    typer.echo(
        f"新規 {len(done.added)}、変更 {len(done.changed)}、取込み済み {len(done.known)}、"
        f"読めない {len(done.refused)}、フォルダーにない {len(done.absent)}",
        err=True,
    )
    if done.refused and not (done.added or done.changed or done.known):
        raise InputError("P010", f"{folder} のどのファイルも読めませんでした。")


@group.command("analyse")
def analyse_command(
    as_of: AsOf = None,
    workers: Workers = 1,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="dask のスケジューラー（tcp://10.0.0.5:8786）。"),
    ] = None,
    db: DbOption = None,
) -> None:
    """取り込んだ条例を調べます。調べ終わったものは、規則と基準日が同じなら飛ばします。

    例: pirules corpus analyse --workers 4
    """
    from pirules.corpus.run import Where, analyse

    with open_existing(db) as store:
        done = analyse(store, _day(as_of), Where(workers, scheduler), _progress)
    write_result(as_json({"judged": done.judged, "known": done.known, "failed": done.failed}), None)


@group.command("report")
def report_command(
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="基準日。なければ最後に調べた日。")
    ] = None,
    form: FormOption = None,
    output: Output = None,
    db: DbOption = None,
) -> None:
    """集計を示します（オンライン結合制限の有無と条件、論点、不足、届出、数字の元の団体）。

    例: pirules corpus report --format xlsx -o 集計.xlsx
    """
    from pirules.corpus.counts import gather, report
    from pirules.corpus.report_tables import report_tables
    from pirules.corpus.tables import FORMATS, render_tables

    chosen = choose_format(form, output, FORMATS, "md")
    with open_existing(db) as store:
        day, ruleset = _which(store, as_of)
        data = report(gather(store, day, ruleset))
    write_result(render_tables("条例の集計", data, report_tables(data), chosen), output)


@group.command("whatif")
def whatif_command(
    ruleset: Annotated[Path, typer.Option("--ruleset", metavar="DIR", help="比べる規則のフォルダー。")],
    as_of: AsOf = None,
    workers: Workers = 1,
    form: FormOption = None,
    output: Output = None,
    db: DbOption = None,
) -> None:
    """別の規則ならどの条例の判断が変わるかを示します。今の規則の結果は、なければ先に調べます。

    例: pirules corpus whatif --ruleset 改正案の規則/ --format md
    """
    from pirules.corpus.counts import from_results, gather
    from pirules.corpus.run import Where, analyse, under_other_rules
    from pirules.corpus.tables import FORMATS, render_tables
    from pirules.corpus.whatif import compare, whatif_tables
    from pirules.rules.ruleset import load_ruleset

    chosen = choose_format(form, output, FORMATS, "md")
    day, other = _day(as_of), load_ruleset(ruleset).sha256
    with open_existing(db) as store:
        analyse(store, day, Where(workers), _progress)
        now = gather(store, day, load_ruleset().sha256)
        results = under_other_rules(store, day, ruleset, workers, _progress)
        then = from_results(kept.files(store), results, day, other)
    data = compare(now, then)
    write_result(render_tables("別の規則との違い", data, whatif_tables(data), chosen), output)


def _which(store: Store, as_of: str | None) -> tuple[str, str]:
    """Return the day and rules of the report: the rules in use, the day asked for or that of the newest result."""
    from pirules.rules.ruleset import load_ruleset

    latest = kept.latest(store)
    if latest is None:
        raise StoreError("P602", "調べた結果がありません。先に pirules corpus analyse を行ってください。")
    return (_day(as_of) if as_of else latest[0]), load_ruleset().sha256
