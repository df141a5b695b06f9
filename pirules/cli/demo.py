"""`pirules demo`: both questions answered on the samples that come with the package."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pirules.cli import app
from pirules.cli._io import for_terminal, write_result
from pirules.data import ordinances_dir
from pirules.errors import InputError, reason_of
from pirules.report import Source, gap_view, render_decision, render_gap
from pirules.report.judge import judge, parse_all
from pirules.report.templates_env import render

_ORDINANCE = "implementation_problem.txt"
_QUESTION = "question.json"
# Wide on a Japanese console: 78 columns.
_RULE = "─" * 39
# The demo shows what there is to see, its files show all of it.
_MOST = 5
_REST = "\n確認事項"


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("P011", f"{path} を作れません（{reason_of(error)}）。") from error
    return path


def _gap(folder: Path) -> str:
    """Write the gap report of the sample ordinance; return its summary."""
    path = ordinances_dir() / _ORDINANCE
    result = judge(parse_all(path, path.name), [], None)[0]
    pair: tuple[dict[str, object], Source] = (result.report, result.source)
    for form in ("md", "html"):
        write_result(render_gap([pair], form), folder / f"gap-report.{form}")
    return render("gap_summary.txt.j2", v=gap_view(*pair), most=_MOST)


def _decision(folder: Path) -> str:
    """Write the memo of the sample question; return the decision with its reasons."""
    from pirules.provision import check

    path = ordinances_dir() / _QUESTION
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("P010", f"{path} を読めません。") from error
    answer = check(facts).model_dump(mode="json")
    for form in ("md", "html"):
        write_result(render_decision(facts, answer, form), folder / f"decision.{form}")
    told = render_decision(facts, answer, "text").decode("utf-8")
    shown, _, rest = told.partition(_REST)
    return (
        f"{shown}\n確かめる事実、事情が変わったときの結論などは、書き出したファイルにあります。"
        if rest
        else told
    )


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="書き出すフォルダー。")] = Path("out"),
) -> None:
    """見本の条例のギャップレポートと見本の質問の判定を作り、要点を表示します。保存はしません。

    \b
    例:
      pirules demo --out out
    """
    folder = _folder(out)
    summary = _gap(folder)
    decision = _decision(folder)
    lines = [
        _RULE,
        "１　条例のギャップレポート",
        _RULE,
        summary.rstrip(),
        "",
        _RULE,
        "２　提供可否の判定",
        _RULE,
        decision.rstrip(),
        "",
        _RULE,
        f"書き出したファイル（{folder}）",
        *(f"  {path.name}" for path in sorted(folder.iterdir()) if path.stem in {"gap-report", "decision"}),
        "画面と API は make serve（pirules serve）で開きます。",
    ]
    write_result(for_terminal("\n".join(lines)), None)
