"""Special statutes: ``GET /v1/special-statutes``."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.openapi import ERRORS
from api.work import workshop
from pirules.law.parsing import parse_all
from pirules.provision.statutes import Statute, load_statutes

router = APIRouter(prefix="/v1", tags=["特別法の表"])


def _row(statute: Statute) -> dict[str, Any]:
    return {
        "id": statute.id,
        "citations": [place.as_dict() for place in statute.citations],
        "kind": statute.kind,
        "elements": statute.elements,
        "enters": statute.enters,
        "asks": statute.asks or None,
        "gives": statute.gives or None,
        "note": statute.note,
        "duties": [{"text": text, "citation": place.as_dict()} for text, place in statute.duties],
        "contested": statute.contested,
        "checked": statute.checked,
    }


@router.get("/special-statutes", summary="誰が誰に何を求められるか、提供の判定にどう入るか", responses=ERRORS)
async def special_statutes(
    request: Request,
    citation: Annotated[
        str | None, Query(description="条文（刑事訴訟法197条2項）。なければ全部", max_length=1000)
    ] = None,
) -> list[dict[str, Any]]:
    """Return the rows of the table, or those that a citation falls under."""

    def rows() -> list[dict[str, Any]]:
        table = load_statutes()
        if citation is None:
            return [_row(statute) for statute in table.statutes]
        found = [table.find(place) for place in parse_all(citation)]
        return [_row(statute) for statute in table.statutes if statute in found]

    return await workshop(request).run(rows)
