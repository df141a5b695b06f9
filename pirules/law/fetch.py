"""Statute texts from the e-Gov 法令API (version 2): ``/law_data`` for a text, ``/law_revisions`` for a history.

Polite and suspicious: one request at a time with a pause, few retries with growing pauses, bounded replies, and
nothing is believed that doesn't belong to the law that was asked for.  A proxy is taken from ``HTTPS_PROXY``.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx

from pirules.errors import LawError
from pirules.law.names import names
from pirules.law.sources import read_statutes
from pirules.law.statute import Statute
from pirules.law.xml_text import MAX_BYTES
from pirules.text.numerals import to_kanji

BASE_URL = "https://laws.e-gov.go.jp/api/2"
_ATTEMPTS = 4
_PAUSE = 0.5
_MAX_WAIT = 60.0
_AGAIN = {429, 500, 502, 503, 504}
_OK = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it came, with the checksum of its bytes."""

    url: str
    body: bytes
    sha256: str


def _agent() -> str:
    """Return how we introduce ourselves; the package itself isn't imported, since it stands above this room."""
    try:
        return f"pirules/{version('pirules')}"
    except PackageNotFoundError:
        return "pirules/0"


def base_url() -> str:
    """Return the address of the API: ``PIRULES_LAW_API`` if set, else e-Gov's."""
    return os.environ.get("PIRULES_LAW_API", BASE_URL).rstrip("/")


class LawApi:
    """A client of the 法令API; use it in a ``with`` block.

    Args:
        base: address of the API, default :func:`base_url`.
        sleep: how to wait (tests pass their own).
        timeout: seconds to wait for each read.
    """

    def __init__(
        self, base: str | None = None, *, sleep: Callable[[float], None] = time.sleep, timeout: float = 60.0
    ) -> None:
        self._base = (base or base_url()).rstrip("/")
        self._sleep = sleep
        self._last = 0.0
        try:
            self._client = httpx.Client(
                timeout=httpx.Timeout(timeout, connect=10.0),
                headers={"User-Agent": _agent()},
                follow_redirects=False,
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise LawError("P321", f"プロキシの設定を読めません（{error}）。") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def statute(self, law: str, as_of: date | None = None) -> Statute:
        """Fetch the text of a law, as in force on a day (default: now).

        Args:
            law: law id, 法令履歴ID, or any name or number that the index knows and has an id for.
            as_of: the day whose text is wanted.

        Raises:
            LawError: ``P321`` no reply, ``P322`` a reply that isn't one, ``P314`` another law's text, ``P31x`` its faults.
        """
        asked = _asked_for(law)
        query = {"response_format": "xml", "law_full_text_format": "xml"}
        if as_of is not None:
            query["asof"] = as_of.isoformat()
        reply = self._get(f"/law_data/{quote(asked.path, safe='')}", query)
        statute = next(read_statutes(reply.body, f"{asked.path} の返事"))
        if asked.law_id not in (None, statute.law_id) or asked.number not in (None, statute.number):
            raise LawError("P314", f"{law} を求めましたが、{statute.title}（{statute.law_id}）が返りました。")
        in_force = statute.revision.in_force
        if as_of is not None and in_force is not None and in_force > as_of:
            raise LawError("P322", f"{as_of} の条文を求めましたが、{in_force} 施行の版が返りました。")
        return statute

    def revisions(self, law: str) -> list[dict[str, Any]]:
        """Fetch the history of a law: the API's ``revisions``, newest first.

        Raises:
            LawError: ``P321``, ``P322``.
        """
        reply = self._get(
            f"/law_revisions/{quote(_asked_for(law).path, safe='')}", {"response_format": "json"}
        )
        try:
            rows = json.loads(reply.body)["revisions"]
            if not all(isinstance(row["law_revision_id"], str) for row in rows):
                raise TypeError("law_revision_id")  # noqa: TRY301
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise LawError("P322", f"改正履歴として読めない返事です（{reply.url}）。") from error
        return list(rows)

    def _get(self, path: str, query: dict[str, str]) -> Reply:
        url = self._base + path
        problem = ""
        for attempt in range(_ATTEMPTS):
            self._wait(attempt)
            try:
                with self._client.stream("GET", url, params=query) as response:
                    if response.status_code == _OK:
                        return _reply(url, response)
                    problem = _refusal(response)
                    if response.status_code not in _AGAIN:
                        raise LawError("P322", f"{url}: {problem}")
                    self._sleep(_retry_after(response))
            except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
                raise LawError("P321", f"「{url}」は場所として読めません（{error}）。") from error
            except httpx.TransportError as error:
                problem = f"{type(error).__name__}: {error}"
            except httpx.HTTPError as error:
                raise LawError("P321", f"{url}: {error}") from error
        raise LawError("P321", f"{url} から{_ATTEMPTS}回試みて取得できません（{problem}）。")

    def _wait(self, attempt: int) -> None:
        pause = _PAUSE - (time.monotonic() - self._last)
        if attempt:
            pause = min(2.0**attempt, _MAX_WAIT)
        if pause > 0 and self._last:
            self._sleep(pause)
        self._last = time.monotonic()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: the end of the address, and what the reply must be."""

    path: str
    law_id: str | None
    number: str | None


def _asked_for(law: str) -> _Asked:
    """Return the id, or the number, to ask for; a name is looked up, so that no text of a user becomes an address."""
    text = law.strip()
    known = names().resolve(text)
    if known is not None and known.key != known.title:
        return _Asked(known.key, known.key, known.number)
    if known is not None and known.number is not None:
        return _Asked(_in_kanji(known.number), None, known.number)
    if re.fullmatch(r"[0-9][0-9A-Z]{14}(?:_[0-9]{8}_[0-9A-Z]{15})?", text):
        return _Asked(text, text.partition("_")[0], None)
    raise LawError(
        "P322", f"「{law[:60]}」の法令IDが分かりません。法令ID（例 415AC0000000057）で指定してください。"
    )


def _in_kanji(number: str) -> str:
    """Write a law number as the API knows it: 昭和36年法律第223号 is 昭和三十六年法律第二百二十三号."""
    return re.sub(r"[0-9]+", lambda match: to_kanji(int(match[0])), number)


def _reply(url: str, response: httpx.Response) -> Reply:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > MAX_BYTES:
            raise LawError("P315", f"{url} の返事が{MAX_BYTES:,}バイトを超えました。")
    return Reply(url, bytes(body), hashlib.sha256(body).hexdigest())


def _refusal(response: httpx.Response) -> str:
    try:
        body = response.read()[:2_000]
        message = json.loads(body).get("message", "")
    except (ValueError, AttributeError, httpx.HTTPError):
        message = ""
    return f"HTTP {response.status_code} {message}".strip()


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return min(float(value), _MAX_WAIT) if value.isdecimal() else 0.0
