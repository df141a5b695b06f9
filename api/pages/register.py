"""What was decided and reported before: the register of decisions with its files, and the list of reports."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.render import page
from api.work import workshop
from pirules.errors import InputError
from pirules.report import labels
from pirules.report.register import facts_told, register_csv, register_xlsx
from pirules.report.render import MEDIA_TYPES
from pirules.store import Store, decision_list, reports
from pirules.store.decision_list import Wanted

router = APIRouter(include_in_schema=False)
#: Lines of one page of the register, and reports of the list.
_PAGE = 100
_REPORTS = 500


def _wanted(query: dict[str, str]) -> Wanted:
    if query.get("decision") and query["decision"] not in labels.DECISION:
        raise InputError("P012", "その結論はありません。", field="decision")
    return Wanted(query.get("text") or None, query.get("decision") or None)


def _list(store: Store, wanted: Wanted, asked: int) -> str:
    found = decision_list.count(store, wanted)
    pages = max(1, -(-found // _PAGE))
    number = min(asked, pages)
    query = {name: value for name, value in (("text", wanted.text), ("decision", wanted.decision)) if value}
    entries = decision_list.find(store, wanted, limit=_PAGE, offset=(number - 1) * _PAGE)
    return page(
        "decisions.html.j2",
        current="check",
        entries=[(entry, facts_told(entry)) for entry in entries],
        found=found,
        query=query,
        link=urlencode(query),
        number=number,
        pages=pages,
        per_page=_PAGE,
    )


@router.get("/decisions")
async def register_page(
    request: Request,
    *,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000_000)] = 1,
    form: Annotated[str, Query(alias="format")] = "page",
) -> Response:
    """Show the decisions that fit the filters, or give them as a file."""
    shop = workshop(request)
    wanted = _wanted({name: request.query_params.get(name, "").strip() for name in ("text", "decision")})

    def render() -> Response:
        if form == "page":
            return HTMLResponse(_list(shop.store, wanted, number))
        if form not in {"csv", "xlsx"}:
            raise InputError("P012", "その形式はありません。", field="format")
        entries = decision_list.each(shop.store, wanted)
        return Response(
            "".join(register_csv(entries)) if form == "csv" else register_xlsx(entries),
            media_type=MEDIA_TYPES[form],
            headers={"content-disposition": f'attachment; filename="decisions.{form}"'},
        )

    return await shop.run(render)


@router.get("/reports")
async def reports_page(request: Request) -> HTMLResponse:
    """Show the reports that were kept, newest first."""
    shop = workshop(request)

    def render() -> str:
        return page("reports.html.j2", current="gap", reports=reports.recent(shop.store, _REPORTS))

    return HTMLResponse(await shop.run(render))
