"""An ordinance uploaded, its report read and downloaded."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.uploading import answer_upload
from api.render import page
from api.upload import Upload
from api.v1.gap_reports import report_file
from api.work import Workshop, day_of, workshop
from pirules.errors import InputError, PirulesError
from pirules.report import GAP_FORMATS, Source, gap_view, render_gap
from pirules.store import reports

router = APIRouter(include_in_schema=False)


def _form(values: dict[str, str] | None = None, error: PirulesError | None = None) -> str:
    return page("gap_form.html.j2", current="gap", values=values or {}, error=error)


@router.get("/gap")
async def gap_form(request: Request) -> HTMLResponse:
    """Show the upload form."""
    return HTMLResponse(await workshop(request).run(_form))


@router.post("/gap")
async def gap_upload(request: Request) -> Response:
    """Judge the uploaded ordinance; show its report, or give it as a file."""
    return await answer_upload(request, _form, lambda uploaded: _answer(workshop(request), uploaded))


async def _answer(shop: Workshop, uploaded: Upload) -> Response:
    fields = uploaded.fields
    form = fields.get("format", "page")
    if form != "page" and form not in GAP_FORMATS:
        raise InputError("P012", "その形式はありません。", field="format")
    results = await shop.report(uploaded.files, day_of(fields.get("as_of")), store=fields.get("store") == "1")
    pairs = [(judged.report, judged.source) for judged, _ in results]
    ids = [report_id for _, report_id in results if report_id]
    if form != "page":
        body = await shop.run(lambda: render_gap(pairs, form))
        return report_file(body, form, pairs[0][0]["ordinance"]["title"] or "report")
    if len(ids) == 1:
        return RedirectResponse(f"/reports/{ids[0]}", 303)

    def render() -> str:
        views = [gap_view(report, source, prefix=f"p{n}s") for n, (report, source) in enumerate(pairs, 1)]
        return page("report.html.j2", current="gap", views=views, ids=ids, created=None)

    return HTMLResponse(await shop.run(render))


@router.get("/reports/{report_id}")
async def read_report(
    request: Request, report_id: str, form: Annotated[str, Query(alias="format")] = "page"
) -> Response:
    """Show a stored report, or give it as a file."""
    shop = workshop(request)

    def render() -> Response:
        kept = reports.load(shop.store, report_id)
        source = Source(kept.name, kept.sha256, kept.sections)
        if form != "page":
            body = render_gap([(kept.report, source)], form)
            return report_file(body, form, kept.report["ordinance"]["title"] or "report")
        view = gap_view(kept.report, source)
        return HTMLResponse(
            page("report.html.j2", current="gap", views=[view], ids=[report_id], created=kept.created_at)
        )

    return await shop.run(render)
