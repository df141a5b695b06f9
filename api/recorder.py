"""Keeping decisions: whatever waits while the disk is busy is written together, and nobody is answered before."""

import asyncio

from anyio import to_thread

from pirules.store import Store, decisions


class Recorder:
    """The one writer of a server's decisions."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: list[tuple[decisions.Entry, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

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
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    await to_thread.run_sync(decisions.append, self.store, [entry for entry, _ in batch])
                except Exception as error:  # noqa: BLE001 - each of those waiting gets it
                    self._tell(batch, error)
                else:
                    self._tell(batch, None)
        finally:
            self._writing = None

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
