"""The flagged measures: list with filters, one with its review form, many reviewed at once, files for Excel."""

from collections import Counter
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.problems import status_of
from api.render import page
from api.v1.measures import measure_filter, table_file
from api.work import day_of, workshop
from pirules.errors import InputError, PirulesError
from pirules.report import labels
from pirules.store import STATES, Filter, measures, reviews

router = APIRouter(include_in_schema=False)
_FILTERS = ("state", "notify", "classification", "topic", "body", "text", "report", "all")
#: Rows of one page of the list.
_PAGE = 200
# Measures with the versions that a person saw.
_Chosen = list[tuple[str, int | None]]


def _query(request: Request) -> dict[str, str]:
    return {name: request.query_params[name] for name in _FILTERS if request.query_params.get(name)}


def _number(request: Request, name: str) -> int:
    value = request.query_params.get(name, "")
    return int(value) if _is_count(value) else 0


def _list(request: Request, error: PirulesError | None, sent: dict[str, str]) -> str:
    store = workshop(request).store
    query = _query(request)
    wanted = measure_filter(query)
    found = measures.count(store, wanted)
    pages = max(1, -(-found // _PAGE))
    number = min(max(1, _number(request, "page")), pages)
    return page(
        "measures.html.j2",
        current="measures",
        measures=measures.find(store, wanted, limit=_PAGE, offset=(number - 1) * _PAGE),
        found=found,
        total=measures.count(store, Filter(current=None)),
        bodies=measures.present(store, "body"),
        topics=sorted((labels.topic(slug), slug) for slug in measures.present(store, "topic")),
        states=STATES,
        query=query,
        link=urlencode(query),
        number=number,
        pages=pages,
        per_page=_PAGE,
        error=error,
        sent=sent,
        saved=_number(request, "saved"),
    )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - no count is longer


@router.get("/measures")
async def list_page(request: Request, form: Annotated[str, Query(alias="format")] = "page") -> Response:
    """Show the measures that fit the filters, or give them as a file."""
    shop = workshop(request)
    wanted = measure_filter(_query(request))

    def render() -> Response:
        if form in {"csv", "xlsx"}:
            return table_file(measures.each(shop.store, wanted), form)
        if form != "page":
            raise InputError("P012", "その形式はありません。", field="format")
        return HTMLResponse(_list(request, None, {}))

    return await shop.run(render)


def _chosen(values: list[str]) -> _Chosen:
    """Return ids with the versions that were on the page (``M0123:4``)."""
    chosen: _Chosen = []
    for value in values:
        measure_id, _, version = value.partition(":")
        if not _is_count(version):
            raise InputError("P401", "画面の版が読めません。", field="chosen")
        chosen.append((measure_id, int(version)))
    return chosen


def _step(sent: dict[str, str], count: int) -> reviews.Step:
    """Return what is to be recorded.

    Raises:
        InputError: ``P401`` without measures or a state, without a reason where several are meant, or with too many at
            once, ``P403`` for a day that isn't one.
    """
    if not count:
        raise InputError("P401", "記録する独自措置を選んでください。", field="chosen")
    if count > reviews.BULK_LIMIT:
        raise InputError(
            "P401",
            f"一度に記録できるのは {reviews.BULK_LIMIT} 件までです。絞り込んでください。",
            field="state",
        )
    if sent.get("state") not in STATES:
        raise InputError("P401", "確認状態を選んでください。", field="state")
    comment = sent.get("comment", "").strip()
    if count > 1 and not comment:
        raise InputError(
            "P401", "二件以上を記録するときは、理由をコメントに書いてください。", field="comment"
        )
    return reviews.Step(
        sent["state"], comment or None, day_of(sent.get("date"), "date"), sent.get("by", "").strip() or None
    )


def _ask(request: Request, chosen: _Chosen, found: list[measures.Measure], sent: dict[str, str]) -> str:
    """Show what would be recorded, before it is."""
    return page(
        "measures_confirm.html.j2",
        current="measures",
        chosen=[f"{measure_id}:{version}" for measure_id, version in chosen],
        before=Counter(measure.state for measure in found).most_common(),
        ordinances=Counter((measure.body or "", measure.ordinance or "") for measure in found).most_common(),
        topics=Counter(measure.topic for measure in found).most_common(),
        sent=sent,
        link=urlencode(_query(request)),
        error=None,
    )


@router.post("/measures")
async def review_chosen(request: Request) -> Response:
    """Record the same step of the review for the chosen rows, or for all that fit the filters, once it is confirmed."""
    shop = workshop(request)
    wanted = measure_filter(_query(request))
    async with request.form(max_files=0, max_fields=reviews.BULK_LIMIT + 20) as form:
        rows = [value for name, value in form.multi_items() if name == "chosen" and isinstance(value, str)]
        sent = {name: value for name, value in form.items() if isinstance(value, str)}

    def answer() -> Response:
        if sent.get("confirmed") != "1":
            every = sent.get("every") == "1"
            found = measures.find(shop.store, wanted, limit=reviews.BULK_LIMIT + 1) if every else []
            chosen: _Chosen = [(m.id, m.version) for m in found] if every else _chosen(rows)
            _step(sent, len(chosen))
            return HTMLResponse(
                _ask(request, chosen, found or [measures.load(shop.store, name) for name, _ in chosen], sent)
            )
        confirmed = _chosen(rows)
        changed = reviews.review_many(shop.store, confirmed, _step(sent, len(confirmed)))
        return RedirectResponse(f"/measures?{urlencode({**_query(request), 'saved': len(changed)})}", 303)

    try:
        return await shop.run(answer)
    except PirulesError as error:
        told = error
        if status_of(told) >= 500:  # noqa: PLR2004 - nothing to show a form for
            raise
        return HTMLResponse(await shop.run(lambda: _list(request, told, sent)), status_of(told))


def _one(request: Request, measure_id: str, error: PirulesError | None, sent: dict[str, str]) -> str:
    measure = measures.load(workshop(request).store, measure_id)
    return page(
        "measure.html.j2",
        current="measures",
        measure=measure,
        states=STATES,
        error=error,
        sent=sent,
        saved=request.query_params.get("saved") == "1",
    )


@router.get("/measures/{measure_id}")
async def one_page(request: Request, measure_id: str) -> HTMLResponse:
    """Show a measure with its review form."""
    return HTMLResponse(await workshop(request).run(lambda: _one(request, measure_id, None, {})))


@router.post("/measures/{measure_id}")
async def review(request: Request, measure_id: str) -> Response:
    """Record a step of the review."""
    shop = workshop(request)
    async with request.form(max_files=0, max_fields=20) as form:
        sent = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    try:
        day = day_of(sent.get("date"), "date")
        version = sent.get("version", "")
        if not _is_count(version):
            raise InputError("P401", "画面の版が読めません。", field="version")
        await shop.run(
            lambda: reviews.review(
                shop.store,
                measure_id,
                state=sent.get("state"),
                comment=sent.get("comment", "").strip(),
                on=day,
                by=sent.get("by", "").strip(),
                version=int(version),
            )
        )
    except PirulesError as error:
        shown = error
        if shown.code == "P602" or status_of(shown) >= 500:  # noqa: PLR2004 - nothing to show a form for
            raise
        return HTMLResponse(await shop.run(lambda: _one(request, measure_id, shown, sent)), status_of(shown))
    return RedirectResponse(f"/measures/{measure_id}?saved=1", 303)
