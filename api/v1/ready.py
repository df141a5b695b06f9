"""Ready questions: ``GET /v1/ready-questions``."""

from typing import Any

from fastapi import APIRouter, Request

from api.openapi import ERRORS
from api.ready import ready_question, ready_questions
from api.work import workshop
from pirules.provision.templates import Template

router = APIRouter(prefix="/v1", tags=["よくある照会"])


def _row(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "group": template.group,
        "system": template.system,
        "title": template.title,
        "flow": template.flow,
        "note": template.note,
        "facts": template.facts,
    }


@router.get("/ready-questions", summary="よくある照会の一覧", responses=ERRORS)
async def list_ready(request: Request) -> list[dict[str, Any]]:
    """Return every ready question; its ``facts`` are the beginning of a request."""
    return await workshop(request).run(lambda: [_row(template) for template in ready_questions().values()])


@router.get("/ready-questions/{name}", summary="よくある照会", responses=ERRORS)
async def read_ready(request: Request, name: str) -> dict[str, Any]:
    """Return one ready question."""
    return await workshop(request).run(lambda: _row(ready_question(name)))
