"""How much work a call takes: calls are counted, not seconds, so that the machine and its load change nothing."""

import faulthandler
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds after which a call has run away.
_RUNAWAY = 900


@contextmanager
def no_runaway() -> Iterator[None]:
    """End the whole run with the place where it hangs should the work never end (a pattern that searches without end)."""
    faulthandler.dump_traceback_later(_RUNAWAY, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def calls_in(work: Callable[[], object]) -> int:
    """Return how many functions ``work`` calls, those of the interpreter included."""
    count = 0

    def notice(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        with no_runaway():
            work()
    finally:
        sys.setprofile(before)
    return count
