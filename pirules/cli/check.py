"""`pirules check` and `pirules replay`: a provision decided, and decided again."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pirules import strict_json
from pirules.cli import app
from pirules.cli._io import as_json, for_terminal, read_up_to, write_result
from pirules.cli._store import DbOption, open_existing, open_for_writing
from pirules.cli.gap import choose_format
from pirules.errors import RequestError
from pirules.report import DECISION_FORMATS, render_decision
from pirules.store import decisions


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a request file, ``-`` is standard input.

    Raises:
        InputError: ``P010`` when there is no such file, RequestError: ``P404`` when it is too large.
    """
    limit = strict_json.MAX_BYTES
    data = read_up_to(path, limit)
    if len(data) > limit:
        raise RequestError("P404", f"{limit:,} バイトまでです。")
    return data


@app.command()
def check(
    request: Annotated[
        Path, typer.Argument(metavar="REQUEST.json", help="質問の JSON ファイル（- は標準入力）。")
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="json|text|md|html|docx",
            help="出力の形式。なければ -o の拡張子、端末なら text、ほかは json。",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", metavar="OUT", help="書き込み先のファイル。")] = None,
    db: DbOption = None,
    store: Annotated[bool, typer.Option("--store/--no-store", help="判定を保存するか。")] = True,
) -> None:
    """個人情報を提供（利用）してよいかを判定し、理由、条件、義務、確かめる事実を示します。

    \b
    例:
      pirules check 照会.json --format text
      echo '{"recipient": {"kind": "police"}}' | pirules check -
    """
    from pirules.provision import check as decide

    chosen = choose_format(form, output, DECISION_FORMATS, "text")
    facts = strict_json.loads_object(read_bytes(request))
    answer: dict[str, Any] = decide(facts).model_dump(mode="json")
    opened = open_for_writing(db, store=store)
    if opened is not None:
        with opened:
            answer = decisions.save(opened, facts, answer)
    told = render_decision(facts, answer, chosen)
    on_terminal = output is None and chosen == "text" and sys.stdout.isatty()
    write_result(for_terminal(told.decode("utf-8")) if on_terminal else told, output)


# What a decision says; the record's id and the rules' identity are not part of it.
_COMPARED = (
    "decision",
    "basis",
    "reasons",
    "conditions",
    "obligations",
    "missing_facts",
    "changes",
    "authority",
    "trace",
)


@app.command()
def replay(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="判定の記録番号（record_id）。")],
    db: DbOption = None,
) -> None:
    """保存した質問を今の規則でもう一度判定し、当時の答えと比べます。答えが変わっていれば終了コード 1。

    \b
    例:
      pirules replay D20261121-0a1b2c3d4e5f
    """
    from pirules.provision import check as decide

    with open_existing(db) as opened:
        record = decisions.load(opened, record_id)
    # A question without a day was asked about the day on which it was put.
    facts = {**record.request, "as_of": record.answer["as_of"]}
    answer = decide(facts).model_dump(mode="json")
    differences = [name for name in _COMPARED if answer[name] != record.answer[name]]
    result = {
        "id": record.id,
        "same": not differences,
        "differences": differences,
        "ruleset_same": answer["ruleset"] == record.answer["ruleset"],
        "stored": {"created_at": record.created_at, "answer": record.answer},
        "now": {"answer": answer},
    }
    write_result(as_json(result), None)
    if differences:
        raise typer.Exit(1)
