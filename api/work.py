"""The work behind the doors, off the event loop: deciding, reporting, storing."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from api.settings import Settings
from pirules.errors import RequestError
from pirules.report.judge import Judged, judge, parse_all
from pirules.store import Store, decisions, reports
from pirules.text.dates import parse_date

T = TypeVar("T")


class Workshop:
    """What a server needs to answer: its settings, its open store, and how many reports it makes at once."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self._reports = CapacityLimiter(settings.report_workers)

    async def decide(self, request: dict[str, Any], *, store: bool) -> dict[str, Any]:
        """Decide a request and keep the decision; return the answer.

        Raises:
            PirulesError: what :func:`pirules.check` raises, and ``P601``.
        """
        return await to_thread.run_sync(self._decide, request, store)

    def _decide(self, request: dict[str, Any], store: bool) -> dict[str, Any]:
        from pirules.provision import check

        answer: dict[str, Any] = check(request).model_dump(mode="json")
        return decisions.save(self.store, request, answer) if store else answer

    async def report(
        self, files: list[tuple[str, bytes]], as_of: date | None, *, store: bool
    ) -> list[tuple[Judged, str | None]]:
        """Judge an upload, its first file being the subject; return each report with its id in the store.

        Raises:
            PirulesError: the file can't be read, and what :func:`pirules.gap.report_on` raises.
        """
        return await to_thread.run_sync(self._report, files, as_of, store, limiter=self._reports)

    def _report(
        self, files: list[tuple[str, bytes]], as_of: date | None, store: bool
    ) -> list[tuple[Judged, str | None]]:
        parsed = [parse_all(content, name) for name, content in files]
        judged = judge(parsed[0], [ordinance for group in parsed[1:] for ordinance in group], as_of)
        return [(result, self._keep(result) if store else None) for result in judged]

    def _keep(self, result: Judged) -> str:
        source = result.source
        return reports.save(
            self.store,
            result.report,
            name=source.name,
            sha256=source.sha256,
            sections=source.sections,
            flagged=result.flagged,
        )

    async def run(self, action: Callable[[], T]) -> T:
        """Run a short action (the store, a rendering) in a thread."""
        return await to_thread.run_sync(action)


def workshop(request: Request) -> Workshop:
    """Return the server's workshop."""
    found: Workshop = request.app.state.workshop
    return found


def day_of(text: str | None, field: str = "as_of") -> date | None:
    """Return a day that a person or a program wrote, ``None`` for none.

    Raises:
        RequestError: ``P403`` when no calendar has it.
    """
    if text is None or not text.strip():
        return None
    day = parse_date(text.strip())
    if day is None:
        raise RequestError("P403", f"「{text[:40]}」は日付として読めません。", field=field)
    return day
