"""Tables for people, as Markdown, one HTML page or a workbook; and the data behind them as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pirules.errors import InputError
from pirules.report.tables import add_table, new_workbook, workbook_bytes
from pirules.report.templates_env import render
from pirules.rules.ruleset import load_ruleset

FORMATS = ("json", "md", "html", "xlsx")
Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people: its title, its columns with their widths, its rows, and a sentence about it."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def render_tables(title: str, data: dict[str, Any], tables: Sequence[Table], form: str) -> bytes:
    """Return tables as a file: ``json`` (the data itself), ``md``, ``html`` or ``xlsx``.

    Raises:
        InputError: ``P012`` for another format.
    """
    if form not in FORMATS:
        raise InputError("P012", f"形式「{form[:40]}」はありません（{'・'.join(FORMATS)}）。", field="format")
    if form == "json":
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    if form == "xlsx":
        book = new_workbook()
        for table in tables:
            names, widths = [name for name, _ in table.columns], [width for _, width in table.columns]
            add_table(book.create_sheet(table.title[:31]), names, table.rows, widths)
        return workbook_bytes(book)
    notice = load_ruleset().notice
    return render(f"tables.{form}.j2", title=title, notice=notice, tables=tables).encode("utf-8")
