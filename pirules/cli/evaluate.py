"""`pirules eval`: how right the gap report, the clause frames and the provision check are, against hand-made gold."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result

evaluation = typer.Typer(
    help="手作業の正解と突き合わせ、適合率・再現率・F1を出します。",
    epilog="例: pirules eval gap tests/gold/gap",
    no_args_is_help=True,
)
app.add_typer(evaluation, name="eval")


class Format(StrEnum):
    """The output formats of an evaluation."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


@dataclass(frozen=True, slots=True)
class Pages:
    """How scores are shown: as a section of a document, and on a terminal."""

    markdown: Callable[..., str]
    text: Callable[..., str]


Directory = Annotated[
    Path, typer.Argument(metavar="DIR", help="正解のフォルダー（tuning と locked を含む）。")
]
FormatOption = Annotated[Format, typer.Option("--format", help="出力の形式。")]
Write = Annotated[
    Path | None, typer.Option("--write", help="この Markdown の該当の節を書き換えます（docs/accuracy.md）。")
]
ShowLocked = Annotated[
    bool, typer.Option("--show-locked", help="検証用（locked）の誤りも一覧します。規則を書く人は使いません。")
]
Part = Annotated[
    str | None, typer.Option("--part", help="この名のフォルダー（tuning、locked など）だけを採点します。")
]


@evaluation.command("gap")
def gap(
    directory: Directory,
    output_format: FormatOption = Format.TEXT,
    write: Write = None,
    show_locked: ShowLocked = False,
    part: Part = None,
) -> None:
    """条例のギャップレポートを正解と突き合わせます。

    例: pirules eval gap tests/gold/gap --write docs/accuracy.md
    """
    from pirules.corpus.gap_scoring import evaluate_gap

    scores = [scorer.as_dict() for scorer in evaluate_gap(_part(directory, part))]
    pages = _fields("Gap report", "ギャップレポート")
    _deliver("gap", scores, pages, output_format, write, show_locked=show_locked)


@evaluation.command("clauses")
def clauses(
    directory: Directory,
    output_format: FormatOption = Format.TEXT,
    write: Write = None,
    show_locked: ShowLocked = False,
    part: Part = None,
    model: Annotated[bool, typer.Option("--model/--no-model", help="言語モデルも使います。")] = True,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="正規表現だけ、ginza.clauses だけの結果も並べます。")
    ] = False,
) -> None:
    """文の構造（主体・様相・要件・例外など）を正解と突き合わせます。

    例: pirules eval clauses tests/gold/clauses --baselines --write docs/accuracy.md
    """
    from pirules.corpus.clause_scoring import evaluate_clauses, our_analyser

    chosen = _part(directory, part)
    scores = [score.as_dict() for score in evaluate_clauses(chosen, our_analyser(model=model))]
    if baselines:
        from pirules.corpus.clause_baselines import BASELINES

        for name, analyser in BASELINES.items():
            others = {score.name: score.as_dict() for score in evaluate_clauses(chosen, analyser)}
            for score in scores:
                score.setdefault("baselines", {})[name] = others[str(score["name"])]  # type: ignore[index]
    pages = _fields("Clause frames", "文の構造")
    _deliver("clauses", scores, pages, output_format, write, show_locked=show_locked)


@evaluation.command("cases")
def cases(
    directory: Directory,
    output_format: FormatOption = Format.TEXT,
    write: Write = None,
    show_locked: ShowLocked = False,
    part: Part = None,
) -> None:
    """提供可否の判定を、先に答えを決めた事例と突き合わせます。

    例: pirules eval cases tests/gold/cases --write docs/accuracy.md
    """
    from pirules.corpus.case_scoring import evaluate_cases
    from pirules.corpus.case_tables import case_markdown, case_text

    scores = [score.as_dict() for score in evaluate_cases(_part(directory, part))]
    _deliver("cases", scores, Pages(case_markdown, case_text), output_format, write, show_locked=show_locked)


def _hide_locked(scores: list[dict[str, Any]], *, show_locked: bool) -> None:
    """Empty the list of errors of the locked parts, unless it was asked for."""
    from pirules.corpus.scoring import is_locked

    for score in scores:
        if is_locked(str(score["name"])) and not show_locked:
            score["errors"] = []


def _part(directory: Path, part: str | None) -> Path:
    """Return the folder of one part, or the whole directory."""
    return directory / part if part else directory


def _fields(english: str, japanese: str) -> Pages:
    """Return the pages of scores by field: the section of the document in English, the terminal's in Japanese."""
    from pirules.corpus import accuracy

    return Pages(partial(accuracy.markdown, english), partial(accuracy.plain_text, japanese))


def _deliver(
    name: str,
    scores: list[dict[str, Any]],
    pages: Pages,
    output_format: Format,
    write: Path | None,
    *,
    show_locked: bool,
) -> None:
    """Print the scores, or put them into their section of a page."""
    from pirules.corpus.accuracy import rewrite_section

    if write is not None:
        write_result(rewrite_section(write, name, pages.markdown(scores)), write)
    elif output_format is Format.MD:
        write_result(pages.markdown(scores, errors=True), None)
    elif output_format is Format.JSON:
        _hide_locked(scores, show_locked=show_locked)
        write_result(as_json(scores), None)
    else:
        write_result(pages.text(scores, show_locked=show_locked), None)
