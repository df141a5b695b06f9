"""The record of decisions: append-only, each row chained to the one before it by a hash.

A record answers later: who was told what, on which facts, under which rules.  Changing, removing or inserting
a row breaks the chain, and ``pirules db verify`` says where.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from pirules.errors import StoreError
from pirules.store._json import dumps, loads, now
from pirules.store.database import Store
from pirules.text.dates import today


@dataclass(frozen=True, slots=True)
class Record:
    """A stored decision: the request as it was put and the answer as it was given (contract JSON)."""

    id: str
    created_at: str
    request: dict[str, Any]
    answer: dict[str, Any]
    hash: str

    def as_dict(self) -> dict[str, Any]:
        """Return the record as the API gives it."""
        return {
            "id": self.id,
            "created_at": self.created_at,
            "request": self.request,
            "answer": self.answer,
            "hash": self.hash,
        }


# In the order of canonical JSON.
_HASHED = (
    "answer",
    "as_of",
    "created_at",
    "decision",
    "id",
    "request",
    "ruleset_id",
    "ruleset_revision",
    "ruleset_sha256",
)


def _content(row: Mapping[str, Any]) -> bytes:
    """Return every column that means something as canonical JSON: what the hash of a row is over.

    All of them are texts, which this writes as the store's own JSON does, only in a third of the time.
    """
    return to_json({name: row[name] for name in _HASHED})


def _chained(content: bytes, previous: str) -> str:
    return hashlib.sha256(previous.encode() + b"\n" + content).hexdigest()


def row_hash(row: Mapping[str, Any], previous: str) -> str:
    """Return the hash of a row: over the hash before it and every column that means something.

    A row with something in it that can't be written as JSON (bytes that are no text) has none.
    """
    try:
        return _chained(_content(row), previous)
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The id of a decision that is to be kept, and the moment at which it was made."""

    id: str
    created_at: str


def stamp() -> Stamp:
    """Return a new id, that names the day in Japan, with this moment."""
    return Stamp(f"D{today():%Y%m%d}-{secrets.token_hex(6)}", now())


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision ready to be kept: every column but its place in the chain, and what its hash is over.

    The latter is made before it waits for the writer, who has only to put it into the chain.
    """

    row: dict[str, Any]
    content: bytes


def entry_of(
    stamped: Stamp,
    request: dict[str, Any],
    answer: bytes,
    *,
    as_of: str,
    decision: str,
    ruleset: Mapping[str, str],
) -> Entry:
    """Make a decision ready to be kept whose answer is written already, with the stamped id as its ``record_id``.

    Args:
        stamped: its id and moment.
        request: the request of ``contracts/provision-check.md`` as it came in.
        answer: the answer written as JSON (UTF-8), kept byte by byte.
        as_of: the day that the answer is for.
        decision: what it decides.
        ruleset: the rules that decided.
    """
    row = {
        "id": stamped.id,
        "created_at": stamped.created_at,
        "as_of": as_of,
        "ruleset_id": ruleset["id"],
        "ruleset_revision": ruleset["revision"],
        "ruleset_sha256": ruleset["sha256"],
        "decision": decision,
        "request": dumps(request),
        "answer": answer,
    }
    return Entry(row, _content(row))


def entry(request: dict[str, Any], answer: dict[str, Any]) -> Entry:
    """Make a decision ready to be kept; it gets its id here.

    Args:
        request: the request of ``contracts/provision-check.md`` as it came in.
        answer: the answer, ``model_dump(mode="json")``.
    """
    stamped = stamp()
    return entry_of(
        stamped,
        request,
        dumps({**answer, "record_id": stamped.id}).encode(),
        as_of=answer["as_of"],
        decision=answer["decision"],
        ruleset=answer["ruleset"],
    )


_INSERT = """
    INSERT INTO decisions (
        seq, id, created_at, as_of, ruleset_id, ruleset_revision, ruleset_sha256, decision, request, answer,
        prev_hash, hash
    ) VALUES (
        :seq, :id, :created_at, :as_of, :ruleset_id, :ruleset_revision, :ruleset_sha256, :decision, :request,
        CAST(:answer AS TEXT), :prev_hash, :hash
    )
"""


def append(store: Store, entries: Sequence[Entry]) -> None:
    """Keep decisions in one transaction, in their order: one wait for the disk, however many there are.

    Raises:
        StoreError: ``P601`` when it can't be written; nothing is kept then.
    """
    with store.transaction() as db:
        chain = db.conn.execute("SELECT length, head FROM chain WHERE name = 'decisions'").fetchone()
        if chain is None:
            raise StoreError("P605", "判定の記録の、鎖の終わりの控えがありません。")
        length, head = chain
        for item in entries:
            length += 1
            row = {**item.row, "seq": length, "prev_hash": head}
            head = row["hash"] = _chained(item.content, head)
            db.conn.execute(_INSERT, row)
        db.conn.execute(
            "UPDATE chain SET length = :length, head = :head WHERE name = 'decisions'",
            {"length": length, "head": head},
        )


def save(store: Store, request: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Keep a decision; return the answer with its ``record_id``.

    Args:
        store: the open store.
        request: the request of ``contracts/provision-check.md`` as it came in.
        answer: the answer, ``model_dump(mode="json")``.

    Raises:
        StoreError: ``P601`` when it can't be written; nothing is kept then.
    """
    made = entry(request, answer)
    append(store, [made])
    return {**answer, "record_id": made.row["id"]}


def load(store: Store, record_id: str) -> Record:
    """Return a stored decision.

    Raises:
        StoreError: ``P602`` when there is none of that id, ``P606`` when it isn't what was kept.
    """
    rows = store.rows("SELECT * FROM decisions WHERE id = :id", {"id": record_id})
    if not rows:
        raise StoreError("P602", f"判定の記録 {record_id[:80]} はありません。", field="id")
    row = rows[0]
    if row_hash(row, row["prev_hash"]) != row["hash"]:
        raise StoreError("P606", f"判定の記録 {row['id']} は、保存した後に書き換えられています。")
    return Record(row["id"], row["created_at"], loads(row["request"]), loads(row["answer"]), row["hash"])


def recent(store: Store, limit: int = 20) -> list[Record]:
    """Return the newest decisions, newest first."""
    rows = store.rows("SELECT * FROM decisions ORDER BY seq DESC LIMIT :limit", {"limit": limit})
    return [
        Record(row["id"], row["created_at"], loads(row["request"]), loads(row["answer"]), row["hash"])
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Verification:
    """What :func:`verify` found: the length of the chain, its head, and each break in Japanese."""

    length: int
    head: str
    breaks: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the result as ``pirules db verify`` prints it."""
        return {
            "ok": not self.breaks,
            "length": self.length,
            "head": self.head or None,
            "breaks": list(self.breaks),
        }


def _pages(store: Store, until: int) -> Iterator[dict[str, Any]]:
    """Yield the rows up to ``until`` in order, a page at a time, so that a long record needs no memory."""
    last = 0
    while page := store.rows(
        "SELECT * FROM decisions WHERE seq > :last AND seq <= :until ORDER BY seq LIMIT 500",
        {"last": last, "until": until},
    ):
        yield from page
        last = page[-1]["seq"]


def verify(store: Store) -> Verification:
    """Walk the hash chain from its first row to its head and list every break.

    Raises:
        StoreError: ``P601`` or ``P605`` when the file can't be read.
    """
    # Rows are only ever added: reading the head first and walking up to it needs no lock.
    kept = store.rows("SELECT length, head FROM chain WHERE name = 'decisions'")
    if not kept:
        return Verification(0, "", ("鎖の終わりの控えがありません。",))
    length, head = int(kept[0]["length"]), str(kept[0]["head"])
    breaks: list[str] = []
    previous, expected = "", 0
    for row in _pages(store, length):
        expected += 1
        if row["seq"] != expected:
            breaks.append(f"{expected} 件目から {row['seq'] - 1} 件目までの記録がありません。")
            expected = row["seq"]
        if row["prev_hash"] != previous:
            breaks.append(f"{row['seq']} 件目（{row['id']}）が前の記録とつながりません。")
        if row_hash(row, row["prev_hash"]) != row["hash"]:
            breaks.append(f"{row['seq']} 件目（{row['id']}）の内容が書き換えられています。")
        previous = row["hash"]
    if (expected, previous) != (length, head):
        breaks.append(
            f"鎖の終わりが控え（{length} 件）と合いません。末尾が消されたか、書き換えられています。"
        )
    # One statement sees one moment, so a decision that is being added right now isn't counted.
    extra = store.rows(
        "SELECT count(*) AS n FROM decisions, chain WHERE name = 'decisions' AND (seq < 1 OR seq > length)"
    )[0]["n"]
    if extra:
        breaks.append(f"鎖に入っていない記録が {extra} 件あります。")
    return Verification(length, head, tuple(breaks))


def has_hash(store: Store, digest: str) -> bool:
    """Tell whether a hash that somebody wrote down earlier is still that of a row."""
    return bool(store.rows("SELECT 1 FROM decisions WHERE hash = :hash", {"hash": digest}))
