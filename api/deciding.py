"""Deciding away from the event loop: in a thread of the server, or in processes of their own.

A decision keeps one core busy for some milliseconds, and Python runs one thread at a time: a server that is to use
more than one core decides in other processes.  These only compute; the store has one writer, the server.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from pirules.errors import EngineError
from pirules.store import decisions, json_text


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was made: the answer as JSON, and the entry to keep (``None``: not to be kept)."""

    answer: str
    entry: decisions.Entry | None


def make(request: dict[str, Any], keep: bool) -> Made:
    """Decide a request.

    Raises:
        PirulesError: what :func:`pirules.check` raises.
    """
    from pirules.provision import check

    answer: dict[str, Any] = check(request).model_dump(mode="json")
    if not keep:
        return Made(json_text(answer), None)
    entry = decisions.entry(request, answer)
    return Made(entry.answer, entry)


def _follow() -> None:
    """End this process when the server is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _begin() -> None:
    """Get a process ready to decide."""
    # Ctrl+C reaches every process of the terminal; the server ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    from pirules.provision.warming import get_ready

    get_ready()


class Deciders:
    """Where a server decides.

    Args:
        processes: how many processes decide; 0 decides in a thread of the server.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Get ready to decide: start the processes and wait for each, or read the rules here.

        Raises:
            RulesetError: a rule file is at fault.
            EngineError: the engine doesn't work here.
        """
        if not self.processes:
            from pirules.provision.warming import get_ready

            get_ready()
            return
        pool = self._running()
        # A job that takes a moment keeps its process, so that the next one gets another.
        for job in [pool.submit(time.sleep, 0.1) for _ in range(self.processes)]:
            job.result()

    def stop(self) -> None:
        """End the processes; what they are deciding is still decided."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.processes, mp_context=context, initializer=_begin)
            return self._pool

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False)

    async def decide(self, request: dict[str, Any], *, keep: bool) -> Made:
        """Decide a request.

        Raises:
            PirulesError: what :func:`pirules.check` raises; ``P503`` when processes die of it.
        """
        if not self.processes:
            return await to_thread.run_sync(make, request, keep)
        for _ in range(2):
            pool = self._running()
            try:
                return await asyncio.wrap_future(pool.submit(make, request, keep))
            except BrokenExecutor:
                self._drop(pool)
        raise EngineError("P503", "判定のためのプロセスが続けて落ちました。")
