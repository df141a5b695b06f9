"""Flagged measures (独自措置): what reports found, and where their review stands (:mod:`pirules.store.reviews` takes its steps)."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from sqlite_utils import Database

from pirules.errors import StoreError
from pirules.store._json import dumps, loads
from pirules.store.database import Store

# Review states of a measure; the first is where each begins.
STATES = ("未確認", "確認中", "届出要", "届出不要", "不可の疑い", "届出済")


@dataclass(frozen=True, slots=True)
class Review:
    """A step of the review: the state given, why, when and by whom."""

    version: int
    state: str
    comment: str | None
    date: str | None
    by: str | None
    recorded_at: str

    def as_dict(self) -> dict[str, Any]:
        """Return the step as the API gives it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Measure:
    """One clause of one ordinance that must, must not or may have to be notified.

    ``current`` is false when the newest report of the ordinance no longer has the finding.
    """

    id: str
    body: str | None
    ordinance: str | None
    number: str | None
    provision: str
    topic: str
    classification: str
    relation: str | None
    notify: str
    bases: list[str]
    national: list[dict[str, Any]]
    reason: str
    recommendation: str
    evidence: list[str]
    report_id: str
    current: bool
    first_seen: str
    last_seen: str
    state: str
    comment: str | None
    date: str | None
    by: str | None
    version: int
    history: list[Review] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, str]:
        """Body and ordinance, by which lists are grouped."""
        return (self.body or "", self.ordinance or "")

    def as_dict(self, *, history: bool = False) -> dict[str, Any]:
        """Return the measure as the API and ``--format json`` give it."""
        value: dict[str, Any] = {name: getattr(self, name) for name in _LISTED}
        if history:
            value["history"] = [step.as_dict() for step in self.history]
        return value


# What a measure says of itself wherever it is shown; the history is added where it was asked for.
_LISTED = tuple(part.name for part in fields(Measure) if part.name != "history")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which measures to list; ``None`` leaves a condition out.

    ``text`` is looked for in body, ordinance, provision, evidence, reason and comment.
    """

    state: str | None = None
    body: str | None = None
    classification: str | None = None
    notify: str | None = None
    topic: str | None = None
    text: str | None = None
    report_id: str | None = None
    current: bool | None = True


def ordinance_key(head: dict[str, Any], name: str) -> str:
    """Return what makes two texts the same ordinance: body and title; without a body, also number and file."""
    if head["body"] and head["title"]:
        parts = [head["body"], head["title"]]
    else:
        parts = [head["body"] or "", head["title"] or "", head["number"] or "", name]
    return hashlib.sha256(dumps(parts).encode()).hexdigest()[:16]


def _measure_id(key: str, finding_id: str) -> str:
    return "M" + hashlib.sha256(f"{key}\n{finding_id}".encode()).hexdigest()[:12]


def record(
    db: Database,
    head: dict[str, Any],
    flagged: list[dict[str, Any]],
    *,
    name: str,
    report_id: str,
    moment: str,
) -> None:
    """Write the measures of a report inside the caller's transaction; review states stay as they are."""
    key = ordinance_key(head, name)
    table = db.table("measures")
    db.execute("UPDATE measures SET current = 0 WHERE ordinance_key = :key", {"key": key})
    known = {row["id"] for row in table.rows_where("ordinance_key = ?", [key])}
    for finding in flagged:
        measure_id = _measure_id(key, finding["id"])
        seen = {
            "report_id": report_id,
            "body": head["body"],
            "ordinance": head["title"],
            "ordinance_number": head["number"],
            "provision": finding["provision"],
            "topic": finding["topic"],
            "classification": finding["classification"],
            "relation": finding["relation"],
            "notify": finding["notify"],
            "bases": dumps(finding["bases"]),
            "national": dumps(finding["national"]),
            "reason": finding["reason"],
            "recommendation": finding["recommendation"],
            "evidence": dumps(finding["evidence"]),
            "current": 1,
            "last_seen": moment,
        }
        if measure_id in known:
            table.update(measure_id, seen)
            continue
        known.add(measure_id)
        new = {"id": measure_id, "ordinance_key": key, "finding_id": finding["id"], "first_seen": moment}
        table.insert({**new, **seen, "state": STATES[0], "version": 1})


def _measure(row: dict[str, Any], history: list[Review]) -> Measure:
    return Measure(
        id=row["id"],
        body=row["body"],
        ordinance=row["ordinance"],
        number=row["ordinance_number"],
        provision=row["provision"],
        topic=row["topic"],
        classification=row["classification"],
        relation=row["relation"],
        notify=row["notify"],
        bases=loads(row["bases"]) or [],
        national=loads(row["national"]) or [],
        reason=row["reason"] or "",
        recommendation=row["recommendation"] or "",
        evidence=loads(row["evidence"]) or [],
        report_id=row["report_id"],
        current=bool(row["current"]),
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        state=row["state"],
        comment=row["comment"],
        date=row["reviewed_on"],
        by=row["reviewed_by"],
        version=row["version"],
        history=history,
    )


def like(text: str) -> str:
    """Return a pattern of SQL's LIKE, escaped by a backslash, for what contains a text."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _where(wanted: Filter) -> tuple[str, dict[str, Any]]:
    """Return the condition of a filter, made of our own column names, and the values that are bound to it."""
    conditions: list[str] = []
    values: dict[str, Any] = {}
    for column in ("state", "body", "classification", "notify", "topic", "report_id"):
        value = getattr(wanted, column)
        if value is not None:
            conditions.append(f"{column} = :{column}")
            values[column] = value
    if wanted.current is not None:
        conditions.append("current = :current")
        values["current"] = int(wanted.current)
    if wanted.text:
        columns = ("body", "ordinance", "provision", "evidence", "reason", "comment")
        conditions.append("(" + " OR ".join(f"{name} LIKE :text ESCAPE '\\'" for name in columns) + ")")
        values["text"] = like(wanted.text)
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


_ORDER = "ORDER BY body, ordinance, rowid"


def find(
    store: Store, wanted: Filter | None = None, *, limit: int | None = None, offset: int = 0
) -> list[Measure]:
    """Return the measures that fit ``wanted``, ordered by body, ordinance and place.

    Args:
        store: the open store.
        wanted: which ones; all that are current by default.
        limit: how many at most.
        offset: how many are left out before the first.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    where, values = _where(wanted or Filter())
    # No limit is -1 in SQL.
    part = {"limit": -1 if limit is None else limit, "offset": offset}
    rows = store.rows(
        f"SELECT * FROM measures{where} {_ORDER} LIMIT :limit OFFSET :offset",  # noqa: S608
        {**values, **part},
    )
    return [_measure(row, []) for row in rows]


def each(store: Store, wanted: Filter | None = None) -> Iterator[Measure]:
    """Yield what :func:`find` returns, one by one: a whole register need never be in memory.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    where, values = _where(wanted or Filter())
    for row in store.each_row(f"SELECT * FROM measures{where} {_ORDER}", values):  # noqa: S608
        yield _measure(row, [])


def count(store: Store, wanted: Filter | None = None) -> int:
    """Return how many measures fit ``wanted``.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    where, values = _where(wanted or Filter())
    return int(store.rows(f"SELECT count(*) AS found FROM measures{where}", values)[0]["found"])  # noqa: S608


def present(store: Store, column: Literal["body", "topic"]) -> list[str]:
    """Return the bodies, or the topics, that any measure has.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    found = store.rows(f"SELECT DISTINCT {column} AS value FROM measures ORDER BY value")  # noqa: S608
    return [row["value"] for row in found if row["value"]]


def load(store: Store, measure_id: str) -> Measure:
    """Return a measure with the history of its review, oldest step first.

    Raises:
        StoreError: ``P602`` when there is none of that id.
    """
    rows = store.rows("SELECT * FROM measures WHERE id = :id", {"id": measure_id})
    if not rows:
        raise StoreError("P602", f"独自措置 {measure_id[:80]} はありません。", field="id")
    steps = store.rows("SELECT * FROM reviews WHERE measure_id = :id ORDER BY seq", {"id": measure_id})
    history = [
        Review(
            step["version"],
            step["state"],
            step["comment"],
            step["reviewed_on"],
            step["reviewed_by"],
            step["recorded_at"],
        )
        for step in steps
    ]
    return _measure(rows[0], history)
