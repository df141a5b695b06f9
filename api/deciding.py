"""Deciding away from the event loop: in a thread of the server, or in processes of their own.

A decision keeps one core busy for some milliseconds, and Python runs one thread at a time: a server that is to use
more than one core decides in other processes (:mod:`api.decider`).  These only compute; the store has one writer, the
server.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

from anyio import to_thread

from api.answers import Answers, Decided
from api.decider import Decider
from pirules.errors import EngineError
from pirules.provision.decision import answered
from pirules.provision.warming import get_ready, rehearsals


def make(request: dict[str, Any]) -> Decided:
    """Decide a request.

    Raises:
        PirulesError: what :func:`pirules.check` raises.
    """
    made = answered(request)
    return Decided(made.json(), made.after["as_of"], made.before["decision"], made.after["ruleset"])


def _begin() -> Iterator[None]:
    """Get a process ready to decide; return what it does for later questions while nobody asks."""
    get_ready()
    return rehearsals()


class Deciders:
    """Where a server decides; a question that was asked before is answered from memory.

    Args:
        processes: how many processes decide; 0 decides in a thread of the server.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._lock = threading.Lock()
        self._all: set[Decider] = set()
        self._idle: list[Decider] = []
        # Those who wait are woken in their order: by a process that has nothing to do, or by its death.
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._starting = 0
        self._answers = Answers()

    def start(self) -> None:
        """Get ready to decide, unless it is: start the processes and wait for each, or read the rules here.

        Raises:
            RulesetError: a rule file is at fault.
            EngineError: the engine doesn't work here.
        """
        if not self.processes:
            get_ready()
            return
        if self._all:
            return
        started = [self._started() for _ in range(self.processes)]
        try:
            for decider in started:
                decider.wait()
        except BaseException:
            for decider in started:
                self._lose(decider)
            raise
        self._idle += started

    def stop(self) -> None:
        """End the processes; what they are deciding is still decided."""
        with self._lock:
            deciders, self._all, self._idle = self._all, set(), []
        for decider in deciders:
            decider.stop()

    @property
    def pids(self) -> list[int | None]:
        """The numbers of the processes."""
        with self._lock:
            return [decider.pid for decider in self._all]

    def _started(self) -> Decider:
        decider = Decider(_begin, make)
        with self._lock:
            self._all.add(decider)
        return decider

    def _replaced(self) -> Decider:
        """Return a process that is ready in the place of one that died."""
        decider = self._started()
        try:
            decider.wait()
        except BaseException:
            self._lose(decider)
            raise
        return decider

    def _lose(self, decider: Decider) -> None:
        with self._lock:
            self._all.discard(decider)
        decider.kill()

    def _wake(self) -> None:
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():
                first.set_result(None)
                return

    async def _take(self) -> Decider:
        """Return a process that has nothing to do, as soon as there is one."""
        while not self._idle:
            if len(self._all) + self._starting < self.processes:
                self._starting += 1
                try:
                    return await to_thread.run_sync(self._replaced)
                finally:
                    self._starting -= 1
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        return self._idle.pop()

    async def _ask(self, request: dict[str, Any]) -> Decided:
        for _ in range(2):
            decider = await self._take()
            try:
                made: Decided = await decider.ask(request)
            except (EOFError, OSError, asyncio.CancelledError) as error:
                # It died, or half a question may be in it.
                self._lose(decider)
                self._wake()
                if isinstance(error, asyncio.CancelledError):
                    raise
            except BaseException:
                self._give(decider)
                raise
            else:
                self._give(decider)
                return made
        raise EngineError("P503", "判定のためのプロセスが続けて落ちました。")

    def _give(self, decider: Decider) -> None:
        self._idle.append(decider)
        self._wake()

    async def decide(self, request: dict[str, Any]) -> Decided:
        """Decide a request.

        Raises:
            PirulesError: what :func:`pirules.check` raises; ``P503`` when processes die of it.
        """
        key = self._answers.key(request)
        known = self._answers.find(key)
        if known is not None:
            return known
        if self.processes:
            # Somebody who leaves before the answer doesn't leave a process behind in the middle of it.
            made = await asyncio.shield(asyncio.ensure_future(self._ask(request)))
        else:
            made = await to_thread.run_sync(make, request)
        self._answers.keep(key, made)
        return made
