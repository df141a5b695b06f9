"""The flagged measures: list with filters, one with its review form, files for Excel."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.problems import status_of
from api.render import page
from api.v1.measures import measure_filter, table_file
from api.work import day_of, workshop
from pirules.errors import InputError, PirulesError
from pirules.store import STATES, Filter, measures, reviews

router = APIRouter(include_in_schema=False)
_FILTERS = ("state", "notify", "classification", "body", "text", "report", "all")


def _query(request: Request) -> dict[str, str]:
    return {name: request.query_params[name] for name in _FILTERS if request.query_params.get(name)}


def _list(
    request: Request, found: list[measures.Measure], error: PirulesError | None, sent: dict[str, str]
) -> str:
    everything = measures.find(workshop(request).store, Filter(current=None))
    query = _query(request)
    saved = request.query_params.get("saved", "")
    return page(
        "measures.html.j2",
        current="measures",
        measures=found,
        total=len(everything),
        bodies=sorted({measure.body for measure in everything if measure.body}),
        states=STATES,
        query=query,
        link=urlencode(query),
        error=error,
        sent=sent,
        saved=int(saved) if _is_count(saved) else 0,
    )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - no count is longer


@router.get("/measures")
async def list_page(request: Request, form: Annotated[str, Query(alias="format")] = "page") -> Response:
    """Show the measures that fit the filters, or give them as a file."""
    shop = workshop(request)
    wanted = measure_filter(_query(request))

    def render() -> Response:
        found = measures.find(shop.store, wanted)
        if form in {"csv", "xlsx"}:
            return table_file([measure.as_dict() for measure in found], form)
        if form != "page":
            raise InputError("P012", "その形式はありません。", field="format")
        return HTMLResponse(_list(request, found, None, {}))

    return await shop.run(render)


def _chosen(values: list[str]) -> list[tuple[str, int | None]]:
    """Return ids with the versions that were on the page (``M0123:4``)."""
    chosen: list[tuple[str, int | None]] = []
    for value in values:
        measure_id, _, version = value.partition(":")
        if not _is_count(version):
            raise InputError("P401", "画面の版が読めません。", field="chosen")
        chosen.append((measure_id, int(version)))
    if not chosen:
        raise InputError("P401", "記録する独自措置を選んでください。", field="chosen")
    return chosen


@router.post("/measures")
async def review_chosen(request: Request) -> Response:
    """Record the same step of the review for the chosen rows, or for all that are shown."""
    shop = workshop(request)
    wanted = measure_filter(_query(request))
    async with request.form(max_files=0, max_fields=2 * reviews.BULK_LIMIT + 20) as form:
        rows = [value for name, value in form.multi_items() if name == "chosen" and isinstance(value, str)]
        shown = [value for name, value in form.multi_items() if name == "shown" and isinstance(value, str)]
        sent = {name: value for name, value in form.items() if isinstance(value, str)}
    try:
        chosen = _chosen(shown if sent.get("every") == "1" else rows)
        if not sent.get("state"):
            raise InputError("P401", "確認状態を選んでください。", field="state")
        step = reviews.Step(
            sent["state"],
            sent.get("comment", "").strip() or None,
            day_of(sent.get("date"), "date"),
            sent.get("by", "").strip() or None,
        )
        changed = await shop.run(lambda: reviews.review_many(shop.store, chosen, step))
    except PirulesError as error:
        told = error
        if status_of(told) >= 500:  # noqa: PLR2004 - nothing to show a form for
            raise
        return HTMLResponse(
            await shop.run(lambda: _list(request, measures.find(shop.store, wanted), told, sent)),
            status_of(told),
        )
    return RedirectResponse(f"/measures?{urlencode({**_query(request), 'saved': len(changed)})}", 303)


def _one(request: Request, measure_id: str, error: PirulesError | None, sent: dict[str, str]) -> str:
    measure = measures.load(workshop(request).store, measure_id)
    return page(
        "measure.html.j2",
        current="measures",
        measure=measure,
        states=STATES,
        error=error,
        sent=sent,
        saved=request.query_params.get("saved") == "1",
    )


@router.get("/measures/{measure_id}")
async def one_page(request: Request, measure_id: str) -> HTMLResponse:
    """Show a measure with its review form."""
    return HTMLResponse(await workshop(request).run(lambda: _one(request, measure_id, None, {})))


@router.post("/measures/{measure_id}")
async def review(request: Request, measure_id: str) -> Response:
    """Record a step of the review."""
    shop = workshop(request)
    async with request.form(max_files=0, max_fields=20) as form:
        sent = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    try:
        day = day_of(sent.get("date"), "date")
        version = sent.get("version", "")
        if not _is_count(version):
            raise InputError("P401", "画面の版が読めません。", field="version")
        await shop.run(
            lambda: reviews.review(
                shop.store,
                measure_id,
                state=sent.get("state"),
                comment=sent.get("comment", "").strip(),
                on=day,
                by=sent.get("by", "").strip(),
                version=int(version),
            )
        )
    except PirulesError as error:
        shown = error
        if shown.code == "P602" or status_of(shown) >= 500:  # noqa: PLR2004 - nothing to show a form for
            raise
        return HTMLResponse(await shop.run(lambda: _one(request, measure_id, shown, sent)), status_of(shown))
    return RedirectResponse(f"/measures/{measure_id}?saved=1", 303)
