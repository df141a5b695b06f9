"""Gap reports: ``POST /v1/gap-reports`` takes an upload."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.openapi import ERRORS, upload_body
from api.upload import read_files
from api.work import day_of, workshop
from pirules.errors import InputError
from pirules.report import GAP_FORMATS, Source, render_gap
from pirules.report.render import MEDIA_TYPES
from pirules.store import reports

router = APIRouter(prefix="/v1", tags=["条例のギャップレポート"])


def attachment(body: bytes, form: str, name: str) -> Response:
    """Return a file for downloading, whose name may be Japanese."""
    safe = quote(f"{name}.{form}", safe="")
    disposition = f"attachment; filename=\"report.{form}\"; filename*=UTF-8''{safe}"
    return Response(body, media_type=MEDIA_TYPES[form], headers={"content-disposition": disposition})


def report_file(body: bytes, form: str, name: str, *, inline: bool = False) -> Response:
    """Return a rendered report, to be read at once or downloaded."""
    return Response(body, media_type=MEDIA_TYPES[form]) if inline else attachment(body, form, name)


@router.post(
    "/gap-reports",
    summary="条例を調べる",
    description="欄 file に条例、欄 others に同じ団体のほかの条例を入れます。一つのファイルに二本以上あれば、JSON は配列になります。",
    responses=ERRORS,
    openapi_extra=upload_body(),
)
async def make_report(
    request: Request,
    as_of: Annotated[str | None, Query(description="基準日（ISO 又は和暦）")] = None,
    form: Annotated[str, Query(alias="format", description="json・md・html・xlsx・docx")] = "json",
    store: Annotated[bool, Query(description="レポートを保存するか")] = True,
) -> Response:
    """Judge an uploaded ordinance (contract ``gap-report``)."""
    if form not in GAP_FORMATS:
        raise InputError(
            "P012", f"形式「{form[:40]}」はありません（{'・'.join(GAP_FORMATS)}）。", field="format"
        )
    day = day_of(as_of)
    uploaded = await read_files(request)
    shop = workshop(request)
    results = await shop.report(uploaded.files, day or day_of(uploaded.fields.get("as_of")), store=store)
    pairs = [(judged.report, judged.source) for judged, _ in results]
    body = await shop.run(lambda: render_gap(pairs, form))
    response = report_file(
        body, form, pairs[0][0]["ordinance"]["title"] or "report", inline=form in {"json", "md"}
    )
    ids = [report_id for _, report_id in results if report_id]
    if ids:
        response.headers["x-report-id"] = ", ".join(ids)
    return response


@router.get("/gap-reports/{report_id}", summary="保存したレポートを読む", responses=ERRORS)
async def read_report(
    request: Request,
    report_id: str,
    form: Annotated[str, Query(alias="format", description="json・md・html・xlsx・docx")] = "json",
) -> Response:
    """Return a stored report in any format."""
    shop = workshop(request)

    def render() -> tuple[bytes, str]:
        kept = reports.load(shop.store, report_id)
        source = Source(kept.name, kept.sha256, kept.sections)
        return render_gap([(kept.report, source)], form), kept.report["ordinance"]["title"] or "report"

    body, name = await shop.run(render)
    return report_file(body, form, name, inline=form in {"json", "md"})
