"""`pirules measures`: the flagged local measures and their review."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli._measure_filter import (
    BodyOption,
    ClassificationOption,
    NotifyOption,
    TextOption,
    TopicOption,
    checked,
)
from pirules.cli._store import DbOption, open_existing, warn
from pirules.cli.gap import choose_format, parse_day
from pirules.errors import InputError
from pirules.report import labels
from pirules.report.measures import measures_csv, measures_xlsx
from pirules.report.tables import clean
from pirules.store import STATES, Filter, Measure, default_path, measures, reviews
from pirules.store.location import is_named
from pirules.text.numerals import parse_int

group = typer.Typer(
    help="要届出などの独自措置の一覧と確認状態を扱います。",
    epilog="例: pirules measures list --notify yes",
    no_args_is_help=True,
)
app.add_typer(group, name="measures")

_FORMATS = ("json", "table", "csv", "xlsx")


def _table(found: Iterable[Measure]) -> str:
    """Return the measures as a table for a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for name in ("ID", "団体", "条例", "条項", "論点", "区分", "届出", "状態"):
        table.add_column(name, overflow="fold")
    for measure in found:
        cells = (
            measure.id,
            measure.body or "",
            measure.ordinance or "",
            measure.provision,
            labels.topic(measure.topic),
            labels.CLASSIFICATION[measure.classification],
            labels.NOTIFY[measure.notify],
            measure.state,
        )
        table.add_row(*(Text(clean(cell)) for cell in cells))
    out = io.StringIO()
    Console(file=out, width=160).print(table)
    return out.getvalue()


def _nothing_kept(db: Path | None) -> bool:
    """Tell whether nobody has kept anything yet: the default file isn't there (a named one must be)."""
    return db is None and not is_named() and not default_path().exists()


@group.command("list")
def list_measures(
    state: Annotated[str | None, typer.Option(help=f"確認状態（{'・'.join(STATES)}）。")] = None,
    body: BodyOption = None,
    classification: ClassificationOption = None,
    notify: NotifyOption = None,
    topic: TopicOption = None,
    text: TextOption = None,
    every: Annotated[bool, typer.Option("--all", help="最新のレポートから消えた措置も含める。")] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="json|table|csv|xlsx",
            help="出力の形式。なければ -o の拡張子、端末なら table、ほかは json。",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", metavar="OUT", help="書き込み先のファイル。")] = None,
    db: DbOption = None,
) -> None:
    """届け出る、届け出ない、又は確かめる独自措置の一覧です。

    \b
    例:
      pirules measures list --notify yes
      pirules measures list --state 未確認 -o 未確認.xlsx
    """
    wanted = checked(
        Filter(
            state=state,
            body=body,
            classification=classification,
            notify=notify,
            topic=topic,
            text=text,
            current=None if every else True,
        )
    )
    chosen = choose_format(form, output, _FORMATS, "table")
    if _nothing_kept(db):
        warn("まだ何も保存されていません。pirules gap FILE で条例を調べてください。")
        write_result(_rendered((), chosen), output)
        return
    with open_existing(db) as store:
        write_result(_rendered(measures.each(store, wanted), chosen), output)


def _rendered(found: Iterable[Measure], form: str) -> str | bytes | Iterable[str]:
    """Return measures in a format; what can be written row by row is."""
    if form == "table":
        return _table(found)
    values = (measure.as_dict() for measure in found)
    if form == "csv":
        return measures_csv(values)
    return measures_xlsx(values) if form == "xlsx" else as_json(list(values))


@group.command("show")
def show_measure(
    measure_id: Annotated[str, typer.Argument(metavar="ID", help="独自措置の番号。")], db: DbOption = None
) -> None:
    """独自措置を、確認の経過とともに JSON で示します。

    \b
    例:
      pirules measures show M0123456789ab
    """
    with open_existing(db) as store:
        write_result(as_json(measures.load(store, measure_id).as_dict(history=True)), None)


@group.command("set")
def set_measure(
    measure_ids: Annotated[list[str], typer.Argument(metavar="ID…", help="独自措置の番号（いくつでも）。")],
    state: Annotated[str | None, typer.Option(help=f"確認状態（{'・'.join(STATES)}）。")] = None,
    comment: Annotated[str | None, typer.Option(help="コメント。")] = None,
    on: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="確認した日、届け出た日など。なければ今日。")
    ] = None,
    by: Annotated[str | None, typer.Option(help="確認者（係の名など）。")] = None,
    db: DbOption = None,
) -> None:
    """独自措置の確認状態を記録します。前の状態は経過に残ります。

    番号を並べると、全部に同じ状態を記録します（一つでも記録できなければ、どれも変えません）。結果は、番号が一つなら
    その措置、二つ以上なら一覧です。

    \b
    例:
      pirules measures set M0123456789ab --state 届出済 --date 令和8年12月1日 --comment 届出システムで送信
      pirules measures set M0123456789ab M0123456789ac --state 届出不要 --comment 旧条例のため
    """
    if state is None and comment is None and on is None and by is None:
        raise InputError("P012", "--state、--comment、--date、--by のどれかを指定してください。")
    step = reviews.Step(state, comment, parse_day(on, "date"), by)
    with open_existing(db) as store:
        changed = reviews.review_many(store, [(measure_id, None) for measure_id in measure_ids], step)
        values = [measure.as_dict(history=True) for measure in changed]
        write_result(as_json(values[0] if len(measure_ids) == 1 else values), None)


@group.command("set-all")
def set_all(
    state: Annotated[str, typer.Option(help=f"記録する確認状態（{'・'.join(STATES)}）。")],
    comment: Annotated[str, typer.Option(help="理由。それぞれの経過に残ります。")],
    was: Annotated[str | None, typer.Option(help="今の確認状態。")] = None,
    body: BodyOption = None,
    classification: ClassificationOption = None,
    notify: NotifyOption = None,
    topic: TopicOption = None,
    text: TextOption = None,
    on: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="確認した日、届け出た日など。なければ今日。")
    ] = None,
    by: Annotated[str | None, typer.Option(help="確認者（係の名など）。")] = None,
    expect: Annotated[
        int | None, typer.Option(min=1, help="記録する件数。違えば、どれも変えません。なければ尋ねます。")
    ] = None,
    db: DbOption = None,
) -> None:
    """条件に合う独自措置の全部に、同じ確認状態を記録します。

    先に measures list で同じ条件の件数を見て、その数を --expect に入れます（端末では件数を示して尋ねます）。一つでも
    記録できなければ、どれも変えません。前の状態はそれぞれの経過に残り、別の状態を記録すれば戻せます。

    \b
    例:
      pirules measures set-all --topic online-linkage-ban --was 未確認 --state 不可の疑い --comment 一斉点検 --expect 132
      pirules measures set-all --text 一斉点検 --was 不可の疑い --state 未確認 --comment 取消し
    """
    wanted = Filter(
        state=was, body=body, classification=classification, notify=notify, topic=topic, text=text
    )
    if wanted == Filter():
        raise InputError("P012", "条件を一つも指定していません（--was、--body、--topic など）。")
    checked(wanted, "was")
    if not comment.strip():
        raise InputError("P012", "--comment に理由を書いてください。", field="comment")
    step = reviews.Step(state, comment.strip(), parse_day(on, "date"), by)
    with open_existing(db) as store:
        found = measures.find(store, wanted)
        _agreed(len(found), state, expect)
        # The versions that were counted: what somebody changes meanwhile is not overwritten.
        reviews.review_many(store, [(measure.id, measure.version) for measure in found], step)
    write_result(as_json({"state": state, "recorded": len(found)}), None)


def _agreed(count: int, state: str, expect: int | None) -> None:
    """Go on if the person named the number of measures, or names it now.

    Raises:
        InputError: ``P012`` when there are none, when the number is another, or when nobody can be asked.
    """
    if count == 0:
        raise InputError("P012", "条件に合う独自措置はありません。")
    if expect is None and sys.stdin.isatty():
        warn(f"{count} 件に「{state}」を記録します。続けるなら、件数（{count}）を入れてください。")
        answer = parse_int(sys.stdin.readline().strip())
        if answer != count:
            raise InputError("P012", "件数が違うため、何も記録していません。", field="expect")
        return
    if expect != count:
        told = "--expect がありません" if expect is None else f"--expect は {expect} です"
        raise InputError(
            "P012", f"条件に合うのは {count} 件です（{told}）。何も記録していません。", field="expect"
        )
