"""The work behind the doors, off the event loop: deciding, reporting, storing."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from api.deciding import Deciders
from api.recorder import Recorder
from api.settings import Settings
from pirules.errors import RequestError
from pirules.report.judge import Judged, judge, parse_all
from pirules.store import Store, reports
from pirules.text.dates import parse_date

T = TypeVar("T")


class Workshop:
    """What a server needs to answer: its settings, its open store, and how many reports it makes at once."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.deciders = Deciders(settings.deciders)
        self._recorder = Recorder(store)
        self._reports = CapacityLimiter(settings.report_workers)

    async def stop(self) -> None:
        """End the processes and threads, and close the store."""
        await self.run(self.deciders.stop)
        await self._recorder.stop()
        self.store.close()

    async def decide(self, request: dict[str, Any], *, store: bool) -> dict[str, Any]:
        """Decide a request and keep the decision; return the answer.

        Raises:
            PirulesError: what :func:`pirules.check` raises, and ``P601``.
        """
        answer: dict[str, Any] = json.loads(await self.decide_json(request, store=store))
        return answer

    async def decide_json(self, request: dict[str, Any], *, store: bool) -> bytes:
        """Decide a request and keep the decision; return the answer as JSON, just as it is kept.

        Raises:
            PirulesError: what :func:`pirules.check` raises, and ``P601``.
        """
        decided = await self.deciders.decide(request)
        if not store:
            return decided.answer
        entry = decided.entry(request)
        await self._recorder.keep(entry)
        answer: bytes = entry.row["answer"]
        return answer

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
        return [(result, self._keep(result, files[0][1]) if store else None) for result in judged]

    def _keep(self, result: Judged, data: bytes) -> str:
        source = result.source
        return reports.save(
            self.store,
            result.report,
            name=source.name,
            sha256=source.sha256,
            sections=source.sections,
            flagged=result.flagged,
            data=data,
        )

    async def judge(self, action: Callable[[], T]) -> T:
        """Run an action that judges or compares ordinances in a thread, no more at once than reports are made."""
        return await to_thread.run_sync(action, limiter=self._reports)

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
