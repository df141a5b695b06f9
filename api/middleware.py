"""What surrounds every request: its id, a log line, size limits, origin and host checks, security headers.

Plain ASGI, because it must see the body while it streams in.
"""

import re
import secrets
import time
import traceback
from collections.abc import Iterable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_error
from api.settings import Settings
from pirules.errors import EngineError, InputError, PirulesError, RequestError

log = structlog.get_logger("pirules.api")

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_UPLOADS = ("/v1/gap-reports", "/gap", "/diff")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# A body beyond its limit is read away up to this many bytes, so that the sender gets to read the answer.
_DRAIN_LIMIT = 96 * 1024 * 1024

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # same-origin, not no-referrer: the latter would make the browser hide the origin of our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_PAGES = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Swagger UI sets style attributes and draws with scripts of ours.
_DOCS = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


# As they go out; no response of ours sets one of them itself.
_UNSTORED = _raw({"cache-control": "no-store"})
_ON_PAGES = _raw({**_HEADERS, "content-security-policy": _PAGES})
_ON_DOCS = _raw({**_HEADERS, "content-security-policy": _DOCS})


class _TooLargeError(Exception):
    """The body went over its limit while it streamed in; ``more`` tells whether more of it is to come."""

    def __init__(self, more: bool) -> None:
        super().__init__(more)
        self.more = more


def _host_name(host: str) -> str:
    """Return the name of a Host header without its port: ``[::1]:8000`` is ``::1``."""
    return (urlsplit(f"//{host}").hostname or "").lower()


def _refuse_host(headers: Headers, settings: Settings) -> PirulesError | None:
    if settings.hosts and _host_name(headers.get("host", "")) not in settings.hosts:
        return InputError("P024", "この名前の宛先には答えません。")
    return None


def _refuse_origin(headers: Headers, method: str) -> PirulesError | None:
    """Refuse a change that a page of another site sends through a person's browser (CSRF)."""
    if method in _SAFE_METHODS:
        return None
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    foreign = site is not None and site not in {"same-origin", "none"}
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        foreign = True
    return InputError("P020", "この送信は受け付けません。") if foreign else None


class Surroundings:
    """The one middleware of the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        state = {"status": 0}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                state["status"] = message["status"]
                self._complete(scope["path"], message, request_id)
            await send(message)

        try:
            await self._answer(scope, receive, send_with_headers, state)
        finally:
            # The route's pattern, not the address: ids and search words stay out of the log.
            pattern = scope.get("pattern") or getattr(scope.get("route"), "path", "-")
            log.info(
                "request",
                method=scope["method"],
                route=pattern,
                status=state["status"],
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )

    @staticmethod
    def _complete(path: str, message: Message, request_id: str) -> None:
        message["headers"] = [
            *message["headers"],
            *(_ON_DOCS if path == "/docs" else _ON_PAGES),
            *(() if path.startswith("/static/") else _UNSTORED),
            (b"x-request-id", request_id.encode()),
        ]

    async def _answer(self, scope: Scope, receive: Receive, send: Send, state: dict[str, int]) -> None:
        headers = Headers(scope=scope)
        path = scope["path"]
        refused = _refuse_host(headers, self.settings) or _refuse_origin(headers, scope["method"])
        if refused is not None:
            await answer_error(path, refused)(scope, receive, send)
            return
        limit = self.settings.upload_limit if path in _UPLOADS else self.settings.request_limit
        try:
            await self.app(scope, _limited(receive, limit), send)
        except _TooLargeError as error:
            if not state["status"]:
                if error.more:
                    await _drain(receive)
                await answer_error(path, _too_large(path, limit))(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - the last net
            # The log says where it broke but not the message, which may quote the request.
            frames = [
                f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
            ]
            log.error("unexpected", error=type(error).__name__, frames=frames[-8:])  # noqa: TRY400
            if not state["status"]:
                failure = EngineError("P099", "処理の途中で失敗しました。")
                await answer_error(path, failure)(scope, receive, send)


def _too_large(path: str, limit: int) -> PirulesError:
    detail = f"{limit // (1024 * 1024)} メガバイトまでです。"
    return InputError("P103", detail) if path in _UPLOADS else RequestError("P404", detail)


def _limited(receive: Receive, limit: int) -> Receive:
    """Return ``receive`` that counts the body's bytes and stops at ``limit``."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _TooLargeError(bool(message.get("more_body")))
        return message

    return counted


async def _drain(receive: Receive) -> None:
    """Read the rest of a body away without keeping it, within bounds of size and time."""
    seen = 0
    deadline = time.monotonic() + 15
    while seen < _DRAIN_LIMIT and time.monotonic() < deadline:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body"):
            return
        seen += len(message.get("body", b""))


def loopback_hosts(extra: Iterable[str] = ()) -> frozenset[str]:
    """Return the names of a server on the loopback address, and those that a person allows beside them."""
    return frozenset({"localhost", "127.0.0.1", "::1", *(_host_name(name) for name in extra)})
