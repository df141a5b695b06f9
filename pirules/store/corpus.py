"""The texts of a corpus of ordinances and what was found in each, as JSON values; the room knows nothing of law."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pirules.store._json import dumps, loads, now
from pirules.store.database import Store


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep: its path inside the folder, its bytes, and the head of each ordinance in it."""

    path: str
    data: bytes
    heads: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as kept.

    Attributes:
        path: its path inside the folder that was imported.
        sha256: hex digest of its bytes.
        heads: the head of each ordinance in it: ``title``, ``body``, ``number``, ``kind`` …
    """

    path: str
    sha256: str
    heads: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one ordinance of one file (``part`` counts from 0), or why nothing was.

    Attributes:
        inputs: what the result depends on besides the rules: digest of the file and of those read beside it.
        content: the JSON value that the analysis gave; ``None`` with a problem.
        problem: ``{"code", "detail"}``; ``None`` with content.
    """

    inputs: str
    part: int
    content: dict[str, Any] | None
    problem: dict[str, str] | None


def put(store: Store, file: NewFile) -> str:
    """Keep a file; return ``added``, ``changed`` (another text stood at its path) or ``known``.

    Raises:
        StoreError: ``P601``; nothing of the file is kept then.
    """
    digest = hashlib.sha256(file.data).hexdigest()
    with store.transaction() as db:
        before = list(db.query("SELECT sha256 FROM corpus_files WHERE path = ?", [file.path]))
        row = {"path": file.path, "sha256": digest, "heads": dumps(list(file.heads)), "imported_at": now()}
        db.table("corpus_texts").insert({"sha256": digest, "data": zlib.compress(file.data)}, ignore=True)
        db.table("corpus_files").upsert(row, pk="path")
        if before and before[0]["sha256"] != digest:
            db.execute("DELETE FROM corpus_texts WHERE sha256 NOT IN (SELECT sha256 FROM corpus_files)")
    if not before:
        return "added"
    return "known" if before[0]["sha256"] == digest else "changed"


def files(store: Store) -> list[KeptFile]:
    """Return the files that are kept, ordered by path.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    rows = store.rows("SELECT path, sha256, heads FROM corpus_files ORDER BY path")
    return [KeptFile(row["path"], row["sha256"], tuple(loads(row["heads"]))) for row in rows]


def data_of(store: Store, digests: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of texts by their digests.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    found = {}
    for digest in digests:
        for row in store.rows("SELECT data FROM corpus_texts WHERE sha256 = :digest", {"digest": digest}):
            found[digest] = zlib.decompress(row["data"])
    return found


def known_inputs(store: Store, as_of: str, ruleset: str) -> set[str]:
    """Return the inputs for which there is a result under these rules and this day.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    query = "SELECT DISTINCT inputs FROM corpus_results WHERE as_of = :as_of AND ruleset_sha256 = :ruleset"
    return {row["inputs"] for row in store.rows(query, {"as_of": as_of, "ruleset": ruleset})}


def save(store: Store, results: Sequence[Result], *, as_of: str, ruleset: str) -> None:
    """Keep the results of one file under these rules and this day, in place of any that were there.

    Raises:
        StoreError: ``P601``; none is kept then.
    """
    with store.transaction() as db:
        for result in results:
            row = {
                "inputs": result.inputs,
                "as_of": as_of,
                "ruleset_sha256": ruleset,
                "part": result.part,
                "content": None if result.content is None else dumps(result.content),
                "problem": None if result.problem is None else dumps(result.problem),
                "analysed_at": now(),
            }
            db.table("corpus_results").upsert(row, pk=("inputs", "as_of", "ruleset_sha256", "part"))


def results(store: Store, as_of: str, ruleset: str) -> dict[str, list[Result]]:
    """Return all results under these rules and this day, by their inputs, each file's in order.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    query = (
        "SELECT inputs, part, content, problem FROM corpus_results "
        "WHERE as_of = :as_of AND ruleset_sha256 = :ruleset ORDER BY inputs, part"
    )
    found: dict[str, list[Result]] = {}
    for row in store.rows(query, {"as_of": as_of, "ruleset": ruleset}):
        content = loads(row["content"]) if row["content"] else None
        problem = loads(row["problem"]) if row["problem"] else None
        found.setdefault(row["inputs"], []).append(Result(row["inputs"], row["part"], content, problem))
    return found


def latest(store: Store) -> tuple[str, str] | None:
    """Return the day and the rules' digest of the newest result, ``None`` where there is none.

    Raises:
        StoreError: ``P601`` or ``P605``.
    """
    rows = store.rows(
        "SELECT as_of, ruleset_sha256 FROM corpus_results ORDER BY analysed_at DESC, rowid DESC LIMIT 1"
    )
    return (rows[0]["as_of"], rows[0]["ruleset_sha256"]) if rows else None
