"""Errors at the HTTP door: `application/problem+json` for programs, a page for people, always with a code."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from api.render import page
from pirules.errors import EngineError, InputError, PirulesError, RequestError, RulesetError, StoreError

_STATUS = {
    "P020": 403,
    "P021": 404,
    "P022": 405,
    "P023": 400,
    "P024": 400,
    "P103": 413,
    "P404": 413,
    "P602": 404,
    "P607": 409,
    "P608": 422,
    "P610": 404,
}
_FORBIDDEN, _NOT_FOUND, _NOT_ALLOWED = 403, 404, 405
log = structlog.get_logger("pirules.api")


def status_of(error: PirulesError) -> int:
    """Return the HTTP status of an error: the caller's fault is 4xx, ours is 5xx."""
    if error.code in _STATUS:
        return _STATUS[error.code]
    return 500 if isinstance(error, EngineError | RulesetError | StoreError) or error.code == "P099" else 422


def problem(error: PirulesError) -> JSONResponse:
    """Return an error as ``application/problem+json`` in the contract's shape."""
    return JSONResponse(error.as_dict(), status_of(error), media_type="application/problem+json")


def error_page(error: PirulesError) -> HTMLResponse:
    """Return an error as a page for people."""
    return HTMLResponse(page("error.html.j2", error=error, current=""), status_of(error))


def answer_error(path: str, error: PirulesError) -> Response:
    """Return the response for an error at ``path``: the API speaks JSON, the pages speak HTML."""
    return problem(error) if path.startswith(("/v1/", "/openapi.json")) else error_page(error)


def _http(error: HTTPException) -> PirulesError:
    if error.status_code == _NOT_FOUND:
        return InputError("P021", "このアドレスには何もありません。")
    if error.status_code == _NOT_ALLOWED:
        return InputError("P022", "このアドレスではできない操作です。")
    return InputError("P023", f"{error.detail}")


def _validation(error: RequestValidationError) -> PirulesError:
    first: dict[str, Any] = error.errors()[0]
    name = str(first["loc"][-1]) if first["loc"] else None
    return RequestError("P401", f"{name or '入力'}の値を読めません。", field=name)


def told(path: str, error: PirulesError) -> Response:
    """Return the response for an error at ``path``; one of ours is written into the log."""
    if status_of(error) >= 500:  # noqa: PLR2004 - the border between their fault and ours
        log.error("failed", code=error.code, detail=error.detail)
    return answer_error(path, error)


def install(app: FastAPI) -> None:
    """Make the application answer every error in our shape; nothing foreign shows."""

    @app.exception_handler(PirulesError)
    async def _ours(request: Request, error: PirulesError) -> Response:
        return told(request.url.path, error)

    @app.exception_handler(HTTPException)
    async def _theirs(request: Request, error: HTTPException) -> Response:
        return answer_error(request.url.path, _http(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        return answer_error(request.url.path, _validation(error))
