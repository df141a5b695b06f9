"""Provision checks: ``POST /v1/provision-checks`` and ``GET /v1/decisions/{id}``."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import TypeAdapter, ValidationError

from api.openapi import ERRORS, check_request
from api.work import workshop
from pirules import strict_json
from pirules.errors import RequestError
from pirules.report import render_decision
from pirules.report.render import MEDIA_TYPES
from pirules.store import decisions

router = APIRouter(prefix="/v1", tags=["提供可否の判定"])

#: The one address that is answered straight (:class:`api.straight.Straight`).
CHECKS = "/v1/provision-checks"
_FLAG = TypeAdapter(bool)


def _stored(request: Request) -> bool:
    """Return whether the decision is to be kept.

    Raises:
        RequestError: ``P401`` where ``store`` is neither true nor false.
    """
    try:
        return _FLAG.validate_strings(request.query_params.get("store", "true"))
    except ValidationError as error:
        raise RequestError("P401", "store の値を読めません。", field="store") from error


@router.post(
    CHECKS.removeprefix(router.prefix),
    summary="提供の可否を判定する",
    description="空の項目は「不明」として扱います。判定は保存し、番号を record_id に返します（store=false で保存しません）。",
    responses=ERRORS,
    openapi_extra=check_request(),
)
async def check_provision(request: Request) -> Response:
    """Decide one question (contract ``provision-check``)."""
    store = _stored(request)
    facts = strict_json.loads_object(await request.body())
    answer = await workshop(request).decide_json(facts, store=store)
    return Response(answer, media_type="application/json")


@router.get("/decisions/{record_id}", summary="保存した判定を読む", responses=ERRORS)
async def read_decision(
    request: Request,
    record_id: str,
    form: Annotated[str, Query(alias="format", description="json・text・md・html・docx")] = "json",
) -> Response:
    """Return a stored decision with its request, or its memo."""
    shop = workshop(request)
    record = await shop.run(lambda: decisions.load(shop.store, record_id))
    if form == "json":
        return JSONResponse(record.as_dict())
    return await memo_file(request, record.id, record.request, record.answer, form)


async def memo_file(
    request: Request, name: str, facts: dict[str, Any], answer: dict[str, Any], form: str
) -> Response:
    """Return a decision's memo as a file.

    Raises:
        InputError: ``P012`` for an unknown format.
    """
    body = await workshop(request).run(lambda: render_decision(facts, answer, form))
    ending = {"text": "txt"}.get(form, form)
    return Response(
        body,
        media_type=MEDIA_TYPES[form],
        headers={"content-disposition": f'attachment; filename="{name}.{ending}"'},
    )
