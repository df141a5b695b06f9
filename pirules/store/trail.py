"""The trail of reviews (確認の経過) as a hash chain: what was said of a measure can be added to, never changed unseen.

The links lie in a table of their own beside ``reviews``; the head of the chain lies with that of the decisions.
"""

import hashlib
from typing import Any

from sqlite_utils import Database

from pirules.errors import StoreError
from pirules.store._json import dumps
from pirules.store.database import Store

NAME = "reviews"
_HASHED = ("seq", "measure_id", "version", "state", "comment", "reviewed_on", "reviewed_by", "recorded_at")
_PAGE = 500


def review_hash(row: dict[str, Any], previous: str) -> str:
    """Return the hash of a step of review: over the hash before it and every column of it."""
    content = dumps({name: row[name] for name in _HASHED})
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def append(db: Database, row: dict[str, Any]) -> None:
    """Add a step of review and its link, inside the caller's transaction.

    Raises:
        StoreError: ``P605`` when the head of the chain is missing.
    """
    kept = db.conn.execute("SELECT length, head FROM chain WHERE name = ?", (NAME,)).fetchone()
    if kept is None:
        raise StoreError("P605", "確認の経過の、鎖の終わりの控えがありません。")
    length, previous = kept
    step = {**row, "seq": length + 1}
    digest = review_hash(step, previous)
    db.table("reviews").insert(step)
    db.table("review_chain").insert({"seq": length + 1, "prev_hash": previous, "hash": digest})
    db.execute("UPDATE chain SET length = ?, head = ? WHERE name = ?", [length + 1, digest, NAME])


def chain_existing(db: Database) -> None:
    """Link the steps that were recorded before there was a chain, in their order (migration)."""
    previous, length = "", 0
    for row in db.query(f"SELECT {', '.join(_HASHED)} FROM reviews ORDER BY seq"):  # noqa: S608 - our own names
        digest = review_hash(row, previous)
        db.table("review_chain").insert({"seq": row["seq"], "prev_hash": previous, "hash": digest})
        previous, length = digest, int(row["seq"])
    db.execute("DELETE FROM chain WHERE name = ?", [NAME])
    db.table("chain").insert({"name": NAME, "length": length, "head": previous})


def verify(store: Store) -> tuple[str, ...]:
    """Walk the chain of reviews and return every break, in Japanese.

    Raises:
        StoreError: ``P601`` or ``P605`` when the file can't be read.
    """
    kept = store.rows("SELECT length, head FROM chain WHERE name = :name", {"name": NAME})
    if not kept:
        return ("確認の経過の、鎖の終わりの控えがありません。",)
    length, head = int(kept[0]["length"]), str(kept[0]["head"])
    breaks: list[str] = []
    previous, last = "", 0
    while page := store.rows(
        "SELECT r.*, c.prev_hash, c.hash FROM reviews r LEFT JOIN review_chain c ON c.seq = r.seq "
        "WHERE r.seq > :last AND r.seq <= :until ORDER BY r.seq LIMIT :page",
        {"last": last, "until": length, "page": _PAGE},
    ):
        for row in page:
            if row["prev_hash"] != previous:
                breaks.append(f"確認の経過の {row['seq']} 件目が前の記録とつながりません。")
            elif review_hash(row, previous) != row["hash"]:
                breaks.append(f"確認の経過の {row['seq']} 件目の内容が書き換えられています。")
            previous = row["hash"] or ""
            last = int(row["seq"])
    if (last, previous) != (length, head):
        breaks.append(f"確認の経過の終わりが控え（{length} 件）と合いません。")
    if store.rows("SELECT 1 FROM reviews WHERE seq > :length LIMIT 1", {"length": length}):
        breaks.append("鎖に入っていない確認の経過があります。")
    breaks += [
        f"独自措置 {row['id']} の確認状態が、経過の最後と合いません。"
        for row in store.rows(
            "SELECT m.id FROM measures m JOIN reviews r ON r.measure_id = m.id "
            "WHERE r.seq = (SELECT max(seq) FROM reviews WHERE measure_id = m.id) "
            "AND (r.state != m.state OR r.version != m.version) LIMIT 20"
        )
    ]
    return tuple(breaks)
