"""A process of its own that decides: a question goes in over a socket, what was made of it comes back.

Both ends are the same program on one machine, so values are pickled; a frame is its length and its bytes.  When the
server is gone, however it went, its end of the socket closes, and the process ends.
"""

import asyncio
import contextlib
import gc
import multiprocessing
import os
import pickle
import select
import signal
import socket
import struct
from collections.abc import Callable, Iterator
from typing import Any

from pirules.errors import EngineError, PirulesError

_LENGTH = struct.Struct("!I")
_CHUNK = 1 << 16

Job = Callable[..., Any]


def _frame(value: object) -> bytes:
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def _exactly(end: socket.socket, length: int) -> bytes:
    """Read some bytes.

    Raises:
        EOFError: the other end is gone.
    """
    body = bytearray()
    while len(body) < length:
        part = end.recv(min(length - len(body), _CHUNK))
        if not part:
            raise EOFError
        body += part
    return bytes(body)


def _read(end: socket.socket) -> Any:
    return pickle.loads(_exactly(end, *_LENGTH.unpack(_exactly(end, _LENGTH.size))))  # noqa: S301 - our own process


def _outcome(job: Job, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Return whether a job was done, and its result or the error that it raised."""
    try:
        return True, job(*arguments)
    except PirulesError as error:
        return False, error
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked must hear of it
        # The message may quote the question: only the kind of the error is passed on.
        return False, EngineError("P099", f"判定の途中で失敗しました（{type(error).__name__}）。")


def _work(end: socket.socket, begin: Job, job: Job) -> None:
    """Get ready, say so, and do one job after another until the server is gone; in between what would help the next."""
    # Ctrl+C reaches every process of the terminal; the server ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError), end:
        ready, found = _outcome(begin, ())
        # What a job leaves behind is looked through once it is answered, never in the middle of one.
        gc.disable()
        end.sendall(_frame((ready, None if ready else found)))
        while ready:
            _tidy()
            _until_asked(end, found)
            end.sendall(_frame(_outcome(job, _read(end))))
    os._exit(0)


def _until_asked(end: socket.socket, helpful: Iterator[object]) -> None:
    """Go on with what would help, one piece after another, until somebody asks; what fails only ends it."""
    while not select.select([end], [], [], 0)[0] and _outcome(next, (helpful,))[0]:
        _tidy()


def _tidy() -> None:
    """Collect what is garbage of what the last job made, and take what stays out of the next rounds.

    All that it made is of the youngest generation.  A round over the oldest would also walk through every large
    dictionary that got a new entry: most of a millisecond a question.
    """
    gc.collect(0)
    gc.freeze()


class Decider:
    """A process that does one kind of job, one at a time.

    Args:
        begin: what it does first, to be ready; returns an iterator that does a piece more, for the time in which
            nobody asks, whenever its next is asked for.
        job: what it does each time that it is asked.  Both are functions of a module.
    """

    def __init__(self, begin: Job, job: Job) -> None:
        self._end, other = socket.socketpair()
        with other:
            context = multiprocessing.get_context("spawn")
            self._process = context.Process(target=_work, args=(other, begin, job), daemon=True)
            self._process.start()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    def wait(self) -> None:
        """Wait until it is ready.

        Raises:
            PirulesError: what made it fail; ``P503`` when it died.
        """
        try:
            done, error = _read(self._end)
        except (EOFError, OSError) as gone:
            raise EngineError("P503", "判定のためのプロセスが始まりませんでした。") from gone
        if not done:
            raise error
        self._end.setblocking(False)

    async def ask(self, *arguments: object) -> Any:
        """Have the job done; return its result.

        Raises:
            PirulesError: what the job raised.
            EOFError: the process died of it.
            OSError: the process died before.
        """
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._end, _frame(arguments))
        body, wanted = bytearray(), _LENGTH.size
        while len(body) < wanted:
            part = await loop.sock_recv(self._end, _CHUNK)
            if not part:
                raise EOFError
            body += part
            if wanted == _LENGTH.size <= len(body):
                wanted += _LENGTH.unpack_from(body)[0]
        done, result = pickle.loads(memoryview(body)[_LENGTH.size :])  # noqa: S301 - our own process
        if not done:
            raise result
        return result

    def stop(self) -> None:
        """End the process once it has done what it is doing."""
        self._end.close()
        self._process.join()

    def kill(self) -> None:
        """End the process at once."""
        self._end.close()
        self._process.kill()
        self._process.join()
