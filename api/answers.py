"""Answers given before: the same question on the same day has the same answer, so it is decided once.

An answer comes only from the rules and the question.  Both engines were asked and agreed when it was made; an error is no
answer and isn't remembered.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pirules.provision.decision import recorded
from pirules.provision.request import today
from pirules.store import decisions, json_text

#: Bytes of answers and questions that are remembered; what wasn't asked for longest is dropped first.
LIMIT = 64 * 1024 * 1024
# What an entry takes beside its answer and its question.
_ENTRY = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made.

    Attributes:
        answer: the answer as JSON, without the id of a record.
        as_of, decision, ruleset: what a record says of it beside.
    """

    answer: bytes
    as_of: str
    decision: str
    ruleset: Mapping[str, str]

    def entry(self, request: dict[str, Any]) -> decisions.Entry:
        """Return the decision ready to be kept for one who asked it now, with an id of its own."""
        stamped = decisions.stamp()
        return decisions.entry_of(
            stamped,
            request,
            recorded(self.answer, stamped.id),
            as_of=self.as_of,
            decision=self.decision,
            ruleset=self.ruleset,
        )


class Answers:
    """What was answered before.

    Args:
        limit: how many bytes are remembered at most.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._size = 0
        self._known: OrderedDict[str, Decided] = OrderedDict()
        self._ruleset: Mapping[str, str] | None = None

    @staticmethod
    def key(request: dict[str, Any]) -> str:
        """Return what the answer to a request hangs on: every word of it, and today, the day of a question without one.

        Raises:
            TypeError: the request holds what isn't JSON.
        """
        return today().isoformat() + json_text(request)

    def find(self, key: str) -> Decided | None:
        """Return the answer that was given before, ``None`` where none is remembered."""
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
        return found

    def keep(self, key: str, decided: Decided) -> None:
        """Remember an answer; one of other rules than those before it makes these be forgotten."""
        if not key.startswith(today().isoformat()):
            # A new day began while it was made: nobody knows for which of the two.
            return
        if decided.ruleset != self._ruleset:
            self._known.clear()
            self._size, self._ruleset = 0, decided.ruleset
        if key in self._known:
            return
        self._known[key] = decided
        self._size += self._bytes(key, decided)
        while self._size > self._limit:
            self._size -= self._bytes(*self._known.popitem(last=False))

    @staticmethod
    def _bytes(key: str, decided: Decided) -> int:
        # A character of a question takes up to four.
        return _ENTRY + 4 * len(key) + len(decided.answer)
