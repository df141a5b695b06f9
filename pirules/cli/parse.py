"""`pirules parse`: an ordinance as a tree, as data, or rendered back."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any

import typer

from pirules.cli import app
from pirules.cli._io import as_json, write_result
from pirules.cli._tree_html import render_tree_html
from pirules.errors import InputError, PirulesError
from pirules.ordinance import parse, read
from pirules.ordinance.as_dict import head_as_dict
from pirules.ordinance.as_json import ordinance_json
from pirules.ordinance.model import Node, Ordinance
from pirules.ordinance.readers.folder import readable_files
from pirules.ordinance.render import to_markdown, to_normalized, to_text, to_xml

_TREE_TEXT = 60


class ParseFormat(StrEnum):
    """Forms in which a parsed ordinance is given."""

    TREE = "tree"
    JSON = "json"
    TEXT = "text"
    NORMALIZED = "normalized"
    XML = "xml"
    MD = "md"
    HTML = "html"


@app.command("parse")
def parse_command(
    source: Annotated[
        Path, typer.Argument(metavar="FILE|DIR", help="条例のファイル、フォルダー、又は -（標準入力）")
    ],
    output_format: Annotated[
        ParseFormat | None, typer.Option("--format", help="出力の形式（フォルダーでは json）")
    ] = None,
    clauses: Annotated[
        bool, typer.Option("--clauses", help="節ごとに条項の読み取り（主体・様相・要件など）を付けます。")
    ] = False,
    problems: Annotated[
        Path | None, typer.Option("--problems", metavar="OUT", help="問題点の一覧を JSON で書き出します。")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="書き込み先")] = None,
) -> None:
    """条例を読み、条・項・号の木にします。

    例: pirules parse 条例.html --format json -o 条例.json
    """
    if source != Path("-") and source.is_dir():
        _parse_folder(source, output_format, clauses=clauses, problems=problems, output=output)
        return
    data = sys.stdin.buffer.read() if source == Path("-") else source
    name = "標準入力" if source == Path("-") else source.name
    ordinance = parse(read(data, name))
    result = _rendered(ordinance, output_format or ParseFormat.TREE, clauses=clauses)
    write_result(result, output)
    if problems is not None:
        write_result(as_json(_problem_rows(name, ordinance)), problems)


def _clause_reader(ordinance: Ordinance) -> Callable[[Node], Iterator[dict[str, Any]]]:
    from pirules.clauses import analyse
    from pirules.clauses.as_dict import clause_as_dict

    analysis = analyse(ordinance)
    return lambda node: (clause_as_dict(clause) for clause in analysis.of(node))


def _rendered(ordinance: Ordinance, form: ParseFormat, *, clauses: bool) -> str | Iterable[str]:
    if form is ParseFormat.TEXT:
        return to_text(ordinance)
    if form is ParseFormat.JSON:
        reader = _clause_reader(ordinance) if clauses else None
        return chain(ordinance_json(ordinance, clauses=reader), ("\n",))
    if form is ParseFormat.TREE:
        return _tree(ordinance, _clause_reader(ordinance) if clauses else None)
    if form is ParseFormat.HTML:
        return _html(ordinance, clauses=clauses)
    renderers = {
        ParseFormat.NORMALIZED: to_normalized,
        ParseFormat.XML: to_xml,
        ParseFormat.MD: to_markdown,
    }
    return renderers[form](ordinance)


def _html(ordinance: Ordinance, *, clauses: bool) -> str:
    if clauses:
        from pirules.clauses import analyse
        from pirules.clauses.view import render_html

        return render_html(ordinance, analyse(ordinance))
    return render_tree_html(ordinance)


def _tree(ordinance: Ordinance, clauses: Callable[[Node], Iterator[dict[str, Any]]] | None) -> str:
    """Return the tree as people read it on a terminal."""
    lines = ["  ".join(str(value) for value in head_as_dict(ordinance).values() if value is not None)]

    def add(node: Node, depth: int) -> None:
        words = " ".join(node.own_text(ordinance.text).split())
        parts = [
            node.type.value,
            node.number or "",
            f"「{node.label}」" if node.label else "",
            f"（{node.caption}）" if node.caption else "",
            words if len(words) <= _TREE_TEXT else f"{words[: _TREE_TEXT - 1]}…",
        ]
        lines.append("  " * depth + " ".join(" ".join(part.split()) for part in parts if part))
        for clause in clauses(node) if clauses else ():
            subject = clause["subject"]["text"] if clause["subject"] else "－"
            lines.append("  " * (depth + 1) + f"・{clause['modality']} 主体:{subject}")
        for child in node.children:
            add(child, depth + 1)

    for node in ordinance.nodes:
        add(node, 0)
    lines.extend(f"! {problem.code} {problem.message} {problem.span}" for problem in ordinance.problems)
    return "\n".join(lines) + "\n"


def _problem_rows(name: str, ordinance: Ordinance) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    line, position = 1, 0
    for problem in sorted(ordinance.problems, key=attrgetter("span")):
        start = problem.span[0]
        line += ordinance.text.count("\n", position, start)
        position = start
        rows.append({"file": name, **problem.as_dict(), "line": line})
    return rows


def _parse_folder(
    folder: Path, form: ParseFormat | None, *, clauses: bool, problems: Path | None, output: Path | None
) -> None:
    """Parse the files of a folder, one JSON object a line; a file that can't be read is listed, not fatal."""
    if form not in (None, ParseFormat.JSON):
        raise InputError("P012", "フォルダーの出力は --format json だけです。", field="format")
    folder_run = _FolderRun(folder, clauses=clauses)
    write_result(folder_run.rows(), output)
    if problems is not None:
        write_result(as_json(folder_run.problems), problems)
    if not folder_run.readable:
        raise InputError("P010", f"{folder} のどのファイルも読めませんでした。")


class _FolderRun:
    """Reads the files of a folder, one after the other; only the problems of those before are kept."""

    def __init__(self, folder: Path, *, clauses: bool) -> None:
        self.problems: list[dict[str, Any]] = []
        self.readable = 0
        self._folder = folder
        self._files = readable_files(folder)  # before anything is written into the folder
        self._clauses = clauses

    def rows(self) -> Iterator[str]:
        """Yield the pieces of one JSON object a line."""
        for count, path in enumerate(self._files, 1):
            name = path.relative_to(self._folder).as_posix()
            typer.echo(f"[{count}/{len(self._files)}] {name}", err=True)
            yield from self._row(path, name)
            yield "\n"

    def _row(self, path: Path, name: str) -> Iterator[str]:
        """Yield the object of one file; its tree is let go before the next file is read."""
        try:
            ordinance = parse(read(path, name))
            reader = _clause_reader(ordinance) if self._clauses else None
        except PirulesError as error:
            row = _unread(name, error)
            self.problems.append({"file": name, **row["problems"][0], "line": 1})
            typer.echo(f"  {error}", err=True)
            yield json.dumps(row, ensure_ascii=False)
            return
        self.problems.extend(_problem_rows(name, ordinance))
        self.readable += 1
        yield from ordinance_json(ordinance, clauses=reader, file=name, indented=False)


def _unread(name: str, error: PirulesError) -> dict[str, Any]:
    """Return the line of a file that could not be read: every key, nothing known, the error as its problem."""
    return {
        "file": name,
        "title": None,
        "body": None,
        "number": None,
        "kind": None,
        "promulgated_on": None,
        "effective_on": None,
        "nodes": [],
        "problems": [{"code": error.code, "message": error.detail, "span": [0, 0]}],
    }
