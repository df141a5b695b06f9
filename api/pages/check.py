"""The provision check as a form, and its answer with the questions that are still open."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.forms import answers_of, facts_of
from api.problems import status_of
from api.ready import ready_groups, ready_question
from api.render import page
from api.v1.checks import memo_file
from api.work import Workshop, workshop
from pirules.errors import PirulesError
from pirules.provision.templates import Template
from pirules.report import memo, vocabulary
from pirules.store import decisions

router = APIRouter(include_in_schema=False)


def _form(values: dict[str, str], error: PirulesError | None = None, ready: Template | None = None) -> str:
    return page(
        "check.html.j2",
        current="check",
        groups=vocabulary.groups(),
        values=values,
        error=error,
        ready=ready,
        ready_groups=ready_groups(),
    )


def _answer(
    request: dict[str, Any], answer: dict[str, Any], values: dict[str, str], created: str | None
) -> str:
    known = vocabulary.fields()
    open_fields = [
        {**fact, "fact": known[fact["field"]]} for fact in answer["missing_facts"] if fact["field"] in known
    ]
    asked = {fact["field"] for fact in open_fields}
    return page(
        "answer.html.j2",
        current="check",
        m=memo(request, answer),
        groups=vocabulary.groups(),
        values=values,
        open_fields=open_fields,
        kept={name: value for name, value in values.items() if name not in asked},
        created=created,
        error=None,
    )


@router.get("/check")
async def check_form(request: Request) -> HTMLResponse:
    """Show the form: empty, filled in from the address, or opened by a ready question."""
    query = request.query_params

    def render() -> str:
        values = {name: value for name, value in query.items() if name in vocabulary.fields()}
        if not query.get("ready"):
            return _form(values)
        ready = ready_question(query["ready"])
        return _form({"title": ready.title, **answers_of(ready.facts), **values}, ready=ready)

    return HTMLResponse(await workshop(request).run(render))


async def _decide(shop: Workshop, values: dict[str, str], *, store: bool) -> Response:
    facts = facts_of(values)
    answer = await shop.decide(facts, store=store)
    if answer["record_id"]:
        # A page of its own, so that reloading doesn't ask again and the answer can be found later.
        return RedirectResponse(f"/decisions/{answer['record_id']}", 303)
    return HTMLResponse(await shop.run(lambda: _answer(facts, answer, values, None)))


@router.post("/check")
async def check_answer(request: Request) -> Response:
    """Decide what the form says and show the answer."""
    shop = workshop(request)
    async with request.form(max_files=0, max_fields=200) as form:
        sent = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    values = {name: sent[name].strip() for name in vocabulary.fields() if sent.get(name, "").strip()}
    try:
        return await _decide(shop, values, store=sent.get("store") == "1")
    except PirulesError as error:
        if status_of(error) >= 500:  # noqa: PLR2004 - our fault, not a matter of the form
            raise
        shown = error
        return HTMLResponse(await shop.run(lambda: _form(values, shown)), status_of(shown))


@router.get("/decisions/{record_id}")
async def read_decision(
    request: Request, record_id: str, form: Annotated[str, Query(alias="format")] = "page"
) -> Response:
    """Show a stored decision, or give its memo as a file."""
    shop = workshop(request)
    record = await shop.run(lambda: decisions.load(shop.store, record_id))
    if form != "page":
        return await memo_file(request, record.id, record.request, record.answer, form)
    values = answers_of(record.request)
    return HTMLResponse(
        await shop.run(lambda: _answer(record.request, record.answer, values, record.created_at))
    )
