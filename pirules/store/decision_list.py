"""The register of decisions: what was asked and decided, newest first, found by words and outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pirules.store._json import loads
from pirules.store.database import Store
from pirules.store.measures import like

_COLUMNS = (
    "id, created_at, as_of, decision, ruleset_revision, request, json_extract(answer, '$.basis') AS basis"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register: the stored decision without its reasons.

    Attributes:
        id: its number.
        created_at: when it was made (UTC).
        as_of: the day whose law applied.
        decision: the outcome.
        revision: the revision of the rules.
        request: what was asked.
        basis: the citations that carry it.
    """

    id: str
    created_at: str
    as_of: str
    decision: str
    revision: str
    request: dict[str, Any]
    basis: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions: ``text`` in number, title or cited provision, and the ``decision``; ``None`` for any."""

    text: str | None = None
    decision: str | None = None


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    conditions: list[str] = []
    values: dict[str, Any] = {}
    if wanted.decision:
        conditions.append("decision = :decision")
        values["decision"] = wanted.decision
    if wanted.text:
        places = ("id", "json_extract(request, '$.title')", "json_extract(request, '$.legal_basis.citation')")
        conditions.append("(" + " OR ".join(f"{place} LIKE :text ESCAPE '\\'" for place in places) + ")")
        values["text"] = like(wanted.text)
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        row["id"],
        row["created_at"],
        row["as_of"],
        row["decision"],
        row["ruleset_revision"],
        loads(row["request"]),
        loads(row["basis"]) or [],
    )


def count(store: Store, wanted: Wanted) -> int:
    """Return how many decisions fit.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    where, values = _where(wanted)
    return int(store.rows(f"SELECT count(*) AS found FROM decisions{where}", values)[0]["found"])  # noqa: S608


def find(store: Store, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Entry]:
    """Return the decisions that fit, newest first: ``limit`` at most, behind the first ``offset``.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    where, values = _where(wanted)
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM decisions{where} ORDER BY seq DESC LIMIT :limit OFFSET :offset",  # noqa: S608
        {**values, "limit": limit, "offset": offset},
    )
    return [_entry(row) for row in rows]


def each(store: Store, wanted: Wanted) -> Iterator[Entry]:
    """Yield all decisions that fit, newest first, one by one.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    where, values = _where(wanted)
    for row in store.each_row(f"SELECT {_COLUMNS} FROM decisions{where} ORDER BY seq DESC", values):  # noqa: S608
        yield _entry(row)
