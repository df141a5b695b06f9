"""Citations: ``GET /v1/citations`` tells what a citation means and says."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.openapi import ERRORS
from api.work import day_of, workshop
from pirules.law.parsing import parse_all
from pirules.law.wording import wording
from pirules.provision.request import today

router = APIRouter(prefix="/v1", tags=["条文"])


@router.get("/citations", summary="条文の見出しと、取り込まれていれば文言", responses=ERRORS)
async def citations(
    request: Request,
    text: Annotated[
        str, Query(description="条文（法69条2項、個人情報保護法第六十九条など）", max_length=1000)
    ],
    as_of: Annotated[str | None, Query(description="基準日（ISO 又は和暦）")] = None,
) -> list[dict[str, Any]]:
    """Return each place that a text names: the citation of the contract, its caption and its words on a day."""
    day = day_of(as_of) or today()

    def read() -> list[dict[str, Any]]:
        found = [wording(place, day) for place in parse_all(text)]
        return [
            {
                "citation": known.citation.as_dict(),
                "caption": known.caption,
                "text": known.text,
                "in_force": known.in_force.isoformat() if known.in_force else None,
            }
            for known in found
        ]

    return await workshop(request).run(read)
