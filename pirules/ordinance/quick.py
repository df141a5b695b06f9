"""What makes it cheap to build millions of small values: no search for garbage meanwhile, frozen values without their setter."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector while a tree or its references grow.

    What is made then lives until the end, so each search finds nothing and visits all of it: of a text of ten million
    characters these searches take a third of the time.  Reference counting goes on, and what was made counts as old at the
    end, so that the next search for young garbage doesn't visit it either.  The pause is that of the process; where several
    threads read at the same time, the first that ends it ends it for all, which costs time only.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                # Into the permanent generation and out of it again: two moves of whole lists into the oldest one.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def unfrozen(frozen: type) -> Any:
    """Return a class of the same layout as a frozen slotted dataclass, whose fields can be set.

    A frozen dataclass sets each field through ``object.__setattr__``, which takes five times as long as setting it.  Make
    the value with ``object.__new__(unfrozen)``, set every field, then set its ``__class__`` to the frozen class before
    anybody else sees it.

    Args:
        frozen: a dataclass with ``frozen=True, slots=True``.
    """
    fields = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__module__": frozen.__module__,
    }
    return type(f"_Unfrozen{frozen.__name__}", (frozen,), fields)
