"""The entrance: doors, and what was done last."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.render import page
from api.work import workshop
from pirules.report import templates_env
from pirules.rules.ruleset import load_ruleset
from pirules.store import STATES, Filter, decisions, measures, reports

router = APIRouter(include_in_schema=False)
_STYLE = Path(templates_env.__file__).resolve().parent / "templates" / "report.css"


@router.get("/")
async def home(request: Request) -> HTMLResponse:
    """Show the doors."""
    shop = workshop(request)

    def render() -> str:
        return page(
            "home.html.j2",
            current="home",
            reports=reports.recent(shop.store, 5),
            decisions=decisions.recent(shop.store, 5),
            open_measures=measures.count(shop.store, Filter(state=STATES[0])),
            ruleset=load_ruleset(),
        )

    return HTMLResponse(await shop.run(render))


@router.get("/static/report.css")
async def report_css() -> Response:
    """Give the style of the reports, the same that a downloaded report carries inside."""
    return FileResponse(_STYLE, media_type="text/css; charset=utf-8")
