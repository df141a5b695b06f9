"""One function a kind of report: contract JSON in, the bytes of a file out."""

import json
from typing import Any

from pirules.errors import InputError
from pirules.report.gap_view import Source, gap_view
from pirules.report.memo import memo
from pirules.report.templates_env import render

GAP_FORMATS = ("json", "md", "html", "xlsx", "docx")
DECISION_FORMATS = ("json", "text", "md", "html", "docx")

MEDIA_TYPES = {
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _known(form: str, forms: tuple[str, ...]) -> None:
    if form not in forms:
        raise InputError("P012", f"形式「{form[:40]}」はありません（{'・'.join(forms)}）。", field="format")


def render_gap(pairs: list[tuple[dict[str, Any], Source]], form: str) -> bytes:
    """Render gap reports: one, or one each for the ordinances of a file (JSON then is a list).

    Args:
        pairs: each report (contract JSON) with the text that it judges.
        form: one of :data:`GAP_FORMATS`.

    Raises:
        InputError: ``P012`` for an unknown format.
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    _known(form, GAP_FORMATS)
    if form == "json":
        return _json(pairs[0][0] if len(pairs) == 1 else [report for report, _ in pairs])
    views = [
        gap_view(report, source, prefix="s" if len(pairs) == 1 else f"p{number}s")
        for number, (report, source) in enumerate(pairs, 1)
    ]
    if form == "md":
        return "\n".join(render("gap.md.j2", v=view) for view in views).encode("utf-8")
    if form == "html":
        if len(views) == 1:
            return render("gap.html.j2", v=views[0]).encode("utf-8")
        return render("gap_list.html.j2", views=views).encode("utf-8")
    if form == "xlsx":
        from pirules.report.gap_xlsx import gap_workbook

        return gap_workbook(views)
    from pirules.report.gap_docx import gap_document

    return gap_document(views)


def render_decision(request: dict[str, Any], answer: dict[str, Any], form: str) -> bytes:
    """Render a decision.

    Args:
        request: the request of ``contracts/provision-check.md``.
        answer: its answer.
        form: one of :data:`DECISION_FORMATS`.

    Raises:
        InputError: ``P012`` for an unknown format.
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    _known(form, DECISION_FORMATS)
    if form == "json":
        return _json(answer)
    view = memo(request, answer)
    if form == "docx":
        from pirules.report.memo_docx import memo_document

        return memo_document(view)
    template = {"text": "decision.txt.j2", "md": "decision.md.j2", "html": "decision.html.j2"}[form]
    return render(template, m=view).encode("utf-8")
