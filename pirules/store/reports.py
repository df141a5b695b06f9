"""Stored gap reports, each with the sections of the text it judges."""

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any

from pirules.errors import StoreError
from pirules.store import measures
from pirules.store._json import dumps, loads, now
from pirules.store.database import Store


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A gap report as kept.

    Attributes:
        id: its id, the same for the same text, rules, day and findings.
        created_at: when it was first kept (UTC).
        name: the file's name.
        sha256: hex digest of the bytes that were judged.
        report: the report of ``contracts/gap-report.md``.
        sections: the ordinance's text in pieces, for rendering (:mod:`pirules.report.sections`).
    """

    id: str
    created_at: str
    name: str
    sha256: str
    report: dict[str, Any]
    sections: list[dict[str, Any]]


def save(
    store: Store,
    report: dict[str, Any],
    *,
    name: str,
    sha256: str,
    sections: list[dict[str, Any]],
    flagged: list[dict[str, Any]],
    data: bytes | None = None,
) -> str:
    """Keep a report and its flagged measures in one transaction; return the report's id.

    Measures keep their review state when the same ordinance is reported again.

    Args:
        store: the open store.
        report: ``model_dump(mode="json")`` of the report.
        name: the file's name, for people.
        sha256: hex digest of the bytes that were judged.
        sections: the text in pieces, kept for rendering.
        flagged: the findings to review (:func:`pirules.report.flagged.flagged_measures`).
        data: the bytes that were judged, kept so that a draft can be made from the report.

    Raises:
        StoreError: ``P601``; nothing is kept then.
    """
    head = report["ordinance"]
    text = dumps(report)
    report_id = "R" + hashlib.sha256(f"{sha256}\n{text}".encode()).hexdigest()[:16]
    moment = now()
    row = {
        "id": report_id,
        "created_at": moment,
        "name": name,
        "sha256": sha256,
        "title": head["title"],
        "body": head["body"],
        "number": head["number"],
        "kind": head["kind"],
        "as_of": report["as_of"],
        "ruleset_id": report["ruleset"]["id"],
        "ruleset_revision": report["ruleset"]["revision"],
        "ruleset_sha256": report["ruleset"]["sha256"],
        "report": text,
        "sections": dumps(sections),
    }
    with store.transaction() as db:
        db.table("reports").insert(row, ignore=True)
        if data is not None:
            db.table("report_files").insert({"sha256": sha256, "data": zlib.compress(data)}, ignore=True)
        measures.record(db, head, flagged, name=name, report_id=report_id, moment=moment)
    return report_id


def load(store: Store, report_id: str) -> StoredReport:
    """Return a stored report.

    Raises:
        StoreError: ``P602`` when there is none of that id.
    """
    rows = store.rows("SELECT * FROM reports WHERE id = :id", {"id": report_id})
    if not rows:
        raise StoreError("P602", f"レポート {report_id[:80]} はありません。", field="id")
    row = rows[0]
    return StoredReport(
        row["id"],
        row["created_at"],
        row["name"] or "",
        row["sha256"],
        loads(row["report"]),
        loads(row["sections"]),
    )


def file_of(store: Store, report: StoredReport) -> bytes:
    """Return the bytes that a stored report judges.

    Raises:
        StoreError: ``P610`` when they weren't kept, ``P605`` when they can't be read.
    """
    rows = store.rows("SELECT data FROM report_files WHERE sha256 = :sha256", {"sha256": report.sha256})
    if not rows:
        raise StoreError(
            "P610", f"{report.name or '条例'} の本文は、このレポートとともに保存されていません。"
        )
    try:
        return zlib.decompress(rows[0]["data"])
    except zlib.error as error:
        raise StoreError("P605", "保存された条例のファイルが壊れています。") from error


def recent(store: Store, limit: int = 20) -> list[dict[str, Any]]:
    """Return the heads of the newest reports, newest first: id, created_at, title, body, kind, as_of."""
    return store.rows(
        "SELECT id, created_at, name, title, body, kind, as_of FROM reports ORDER BY created_at DESC, id LIMIT :limit",
        {"limit": limit},
    )
