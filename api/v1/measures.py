"""Flagged measures: ``GET/PATCH /v1/measures``."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.openapi import ERRORS, measure_body
from api.work import day_of, workshop
from pirules import strict_json
from pirules.errors import InputError, RequestError
from pirules.report import labels
from pirules.report.measures import measures_csv, measures_xlsx
from pirules.report.render import MEDIA_TYPES
from pirules.store import STATES, Filter, measures, reviews

router = APIRouter(prefix="/v1", tags=["独自措置"])

_FIELDS = {"id", "state", "comment", "date", "by", "version"}


def measure_filter(query: dict[str, str]) -> Filter:
    """Return the filter that a query string asks for; empty values leave a condition out.

    Raises:
        InputError: ``P012`` for a value that doesn't exist.
    """
    values = {name: value for name, value in query.items() if value}
    for name, known in (
        ("state", STATES),
        ("classification", tuple(labels.CLASSIFICATION)),
        ("notify", tuple(labels.NOTIFY)),
    ):
        if name in values and values[name] not in known:
            raise InputError("P012", f"{name} の値がありません（{'・'.join(known)}）。", field=name)
    return Filter(
        state=values.get("state"),
        body=values.get("body"),
        classification=values.get("classification"),
        notify=values.get("notify"),
        topic=values.get("topic"),
        text=values.get("text"),
        report_id=values.get("report"),
        current=None if values.get("all") in {"1", "true", "on"} else True,
    )


def table_file(found: Iterable[measures.Measure], form: str) -> Response:
    """Return measures as a CSV or xlsx file."""
    values = (measure.as_dict() for measure in found)
    return Response(
        "".join(measures_csv(values)) if form == "csv" else measures_xlsx(values),
        media_type=MEDIA_TYPES[form],
        headers={"content-disposition": f'attachment; filename="measures.{form}"'},
    )


@router.get("/measures", summary="独自措置の一覧", responses=ERRORS)
async def list_measures(
    request: Request,
    *,
    form: Annotated[str, Query(alias="format", description="json・csv・xlsx")] = "json",
    state: Annotated[str | None, Query(description="確認状態")] = None,
    body: Annotated[str | None, Query(description="団体")] = None,
    classification: Annotated[str | None, Query(description="区分")] = None,
    notify: Annotated[str | None, Query(description="届出（yes・no・uncertain）")] = None,
    topic: Annotated[str | None, Query(description="論点")] = None,
    text: Annotated[str | None, Query(description="含まれる語")] = None,
    every: Annotated[bool, Query(alias="all", description="最新のレポートから消えた措置も含める")] = False,
) -> Response:
    """Return the measures that fit the query."""
    if form not in {"json", "csv", "xlsx"}:
        raise InputError("P012", f"形式「{form[:40]}」はありません（json・csv・xlsx）。", field="format")
    asked = {
        "state": state,
        "body": body,
        "classification": classification,
        "notify": notify,
        "topic": topic,
        "text": text,
        "all": "1" if every else None,
    }
    wanted = measure_filter({name: value for name, value in asked.items() if value})
    shop = workshop(request)
    if form == "json":
        found = await shop.run(lambda: measures.find(shop.store, wanted))
        return JSONResponse([measure.as_dict() for measure in found])
    return await shop.run(lambda: table_file(measures.each(shop.store, wanted), form))


@router.get("/measures/{measure_id}", summary="独自措置と確認の経過", responses=ERRORS)
async def read_measure(request: Request, measure_id: str) -> JSONResponse:
    """Return a measure with the history of its review."""
    shop = workshop(request)
    measure = await shop.run(lambda: measures.load(shop.store, measure_id))
    return JSONResponse(measure.as_dict(history=True))


async def _review(request: Request, measure_id: str | None) -> JSONResponse:
    change = strict_json.loads_object(await request.body())
    for name in change:
        if name not in _FIELDS or (name == "id" and measure_id is not None):
            raise RequestError("P402", f"項目 {name[:60]} はありません。", field=name[:60])
    for name in ("id", "state", "comment", "date", "by"):
        if change.get(name) is not None and not isinstance(change[name], str):
            raise RequestError("P401", f"{name} は文字列で入れてください。", field=name)
    version = change.get("version")
    if version is not None and (isinstance(version, bool) or not isinstance(version, int)):
        raise RequestError("P401", "version は整数で入れてください。", field="version")
    wanted = measure_id or change.get("id")
    if not wanted:
        raise RequestError("P401", "id に独自措置の番号を入れてください。", field="id")
    if all(change.get(name) is None for name in ("state", "comment", "date", "by")):
        raise RequestError("P401", "state・comment・date・by のどれかを入れてください。", field="state")
    day = day_of(change.get("date"), "date")
    shop = workshop(request)
    measure = await shop.run(
        lambda: reviews.review(
            shop.store,
            wanted,
            state=change.get("state"),
            comment=change.get("comment"),
            on=day,
            by=change.get("by"),
            version=version,
        )
    )
    return JSONResponse(measure.as_dict(history=True))


@router.patch(
    "/measures/{measure_id}",
    summary="確認状態を記録する",
    responses=ERRORS,
    openapi_extra=measure_body(with_id=False),
)
async def review_measure(request: Request, measure_id: str) -> JSONResponse:
    """Record a step of the review of one measure."""
    return await _review(request, measure_id)


@router.patch(
    "/measures",
    summary="確認状態を記録する（番号は本文の id）",
    responses=ERRORS,
    openapi_extra=measure_body(with_id=True),
)
async def review_named_measure(request: Request) -> JSONResponse:
    """Record a step of the review of the measure that the body names."""
    return await _review(request, None)
