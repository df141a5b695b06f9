"""Keeping decisions: whatever waits while the disk is busy is written together, and nobody is answered before."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import structlog

from pirules.errors import StoreError
from pirules.store import Store, decisions

log = structlog.get_logger("pirules.api")

# How many decisions are kept before the store's log is moved into its file.
_LOGGED = 100


class Recorder:
    """The one writer of a server's decisions: a thread that writes, and one beside it that moves the store's log.

    Moving the log takes tens of milliseconds, in which nothing would be kept if the writer did it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: list[tuple[decisions.Entry, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._moving: asyncio.Task[None] | None = None
        self._logged = 0
        self._writer = ThreadPoolExecutor(1, "writer")
        self._mover = ThreadPoolExecutor(1, "mover")
        store.leave_log()

    async def keep(self, entry: decisions.Entry) -> None:
        """Keep a decision; return when it is on the disk.

        Raises:
            StoreError: ``P601`` when it can't be written.
        """
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        run = asyncio.get_running_loop().run_in_executor
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    await run(self._writer, decisions.append, self.store, [entry for entry, _ in batch])
                except Exception as error:  # noqa: BLE001 - each of those waiting gets it
                    self._tell(batch, error)
                else:
                    self._tell(batch, None)
                self._logged += len(batch)
                if self._logged >= _LOGGED and self._moving is None:
                    self._logged = 0
                    self._moving = asyncio.create_task(self._move())
        finally:
            self._writing = None

    async def _move(self) -> None:
        """Move the store's log: nearly all of it beside the writer, then what came meanwhile in the writer's stead."""
        run = asyncio.get_running_loop().run_in_executor
        try:
            await run(self._mover, lambda: self.store.move_log(beside=True))
            await run(self._writer, self.store.move_log)
        except StoreError as error:
            # Every decision is kept in the log; the next attempt is due after as many more.
            log.error("log not moved", code=error.code, detail=error.detail)  # noqa: TRY400
        finally:
            self._moving = None

    async def stop(self) -> None:
        """End the threads once they have done what they are doing."""
        if self._moving is not None:
            await self._moving
        self._writer.shutdown(wait=False)
        self._mover.shutdown(wait=False)

    @staticmethod
    def _tell(batch: list[tuple[decisions.Entry, asyncio.Future[None]]], error: Exception | None) -> None:
        for _, kept in batch:
            # Somebody who left doesn't wait any more; the decision is kept all the same.
            if kept.done():
                continue
            if error is None:
                kept.set_result(None)
            else:
                kept.set_exception(error)
