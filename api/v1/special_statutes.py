"""Special statutes: ``GET /v1/special-statutes``."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.openapi import ERRORS
from api.work import workshop
from pirules.provision.special_statutes import load_statutes

router = APIRouter(prefix="/v1", tags=["特別法の表"])


@router.get("/special-statutes", summary="誰が誰に何を求められるか、提供の判定にどう入るか", responses=ERRORS)
async def special_statutes(
    request: Request,
    citation: Annotated[
        str | None, Query(description="条文（刑事訴訟法197条2項）。なければ全部", max_length=1000)
    ] = None,
) -> list[dict[str, Any]]:
    """Return the rows of the table, or those that a citation falls under."""

    def rows() -> list[dict[str, Any]]:
        return [statute.as_dict() for statute in load_statutes().listed(citation)]

    return await workshop(request).run(rows)
