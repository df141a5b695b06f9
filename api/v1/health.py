"""Health: ``GET /v1/health``."""

from typing import Any

from fastapi import APIRouter, Request

from api.work import workshop
from pirules import __version__
from pirules.rules.ruleset import load_ruleset

router = APIRouter(prefix="/v1", tags=["稼働の確認"])


@router.get("/health", summary="稼働しているか、どの規則で判定するか")
async def health(request: Request) -> dict[str, Any]:
    """Return the version, the ruleset and the state of the store."""
    shop = workshop(request)
    ruleset = load_ruleset()
    return {
        "status": "ok",
        "version": __version__,
        "ruleset": ruleset.as_dict(),
        "checked_until": ruleset.checked_until.isoformat(),
        "store": {"version": await shop.run(shop.store.version)},
    }
