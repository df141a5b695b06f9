"""The tables of the store, as a list of migrations: the number of the last one is SQLite's ``user_version``.

A migration is never edited once released; a change of the schema is a new one at the end.
"""

from collections.abc import Callable

from sqlite_utils import Database

# SQLite's "application id": tells our file from any other database ("PIRu").
APPLICATION_ID = 0x50495275


def _decisions(db: Database) -> None:
    """Decisions, one row a question, append-only: triggers refuse a change, a hash chain shows one."""
    db.table("decisions").create(
        {
            "seq": int,
            "id": str,
            "created_at": str,
            "as_of": str,
            "ruleset_id": str,
            "ruleset_revision": str,
            "ruleset_sha256": str,
            "decision": str,
            "request": str,
            "answer": str,
            "prev_hash": str,
            "hash": str,
        },
        pk="seq",
        not_null={"id", "created_at", "as_of", "decision", "request", "answer", "prev_hash", "hash"},
    )
    db.table("decisions").create_index(["id"], unique=True)
    db.table("decisions").create_index(["created_at"])
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER decisions_no_{event.lower()} BEFORE {event} ON decisions "
            "BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
        )
    # The head of the chain lies apart from it, so that cutting off its end is seen too.
    db.table("chain").create({"name": str, "length": int, "head": str}, pk="name")
    db.table("chain").insert({"name": "decisions", "length": 0, "head": ""})


def _reports(db: Database) -> None:
    """Gap reports with the text that they judge, so that they can be rendered again in any format."""
    db.table("reports").create(
        {
            "id": str,
            "created_at": str,
            "name": str,
            "sha256": str,
            "title": str,
            "body": str,
            "number": str,
            "kind": str,
            "as_of": str,
            "ruleset_id": str,
            "ruleset_revision": str,
            "ruleset_sha256": str,
            "report": str,
            "sections": str,
        },
        pk="id",
        not_null={"created_at", "sha256", "as_of", "report", "sections"},
    )
    db.table("reports").create_index(["sha256"])
    db.table("reports").create_index(["created_at"])


def _measures(db: Database) -> None:
    """Local measures that must, must not or may have to be notified, and everything said about them in review."""
    db.table("measures").create(
        {
            "id": str,
            "ordinance_key": str,
            "finding_id": str,
            "report_id": str,
            "body": str,
            "ordinance": str,
            "ordinance_number": str,
            "provision": str,
            "topic": str,
            "classification": str,
            "relation": str,
            "notify": str,
            "bases": str,
            "national": str,
            "reason": str,
            "recommendation": str,
            "evidence": str,
            "current": int,
            "first_seen": str,
            "last_seen": str,
            "state": str,
            "comment": str,
            "reviewed_on": str,
            "reviewed_by": str,
            "version": int,
        },
        pk="id",
        not_null={"ordinance_key", "finding_id", "state", "version", "current"},
    )
    db.table("measures").create_index(["ordinance_key"])
    db.table("measures").create_index(["state"])
    db.table("reviews").create(
        {
            "seq": int,
            "measure_id": str,
            "version": int,
            "state": str,
            "comment": str,
            "reviewed_on": str,
            "reviewed_by": str,
            "recorded_at": str,
        },
        pk="seq",
        not_null={"measure_id", "version", "state", "recorded_at"},
        foreign_keys=[("measure_id", "measures", "id")],
    )
    db.table("reviews").create_index(["measure_id"])


def _corpus(db: Database) -> None:
    """A corpus of ordinances: files, their bytes once each, and what was found in them under which rules and day."""
    db.table("corpus_files").create(
        {"path": str, "sha256": str, "heads": str, "imported_at": str},
        pk="path",
        not_null={"sha256", "heads", "imported_at"},
    )
    db.table("corpus_files").create_index(["sha256"])
    db.table("corpus_texts").create({"sha256": str, "data": bytes}, pk="sha256", not_null={"data"})
    db.table("corpus_results").create(
        {
            "inputs": str,
            "as_of": str,
            "ruleset_sha256": str,
            "part": int,
            "content": str,
            "problem": str,
            "analysed_at": str,
        },
        pk=("inputs", "as_of", "ruleset_sha256", "part"),
        not_null={"analysed_at"},
    )


def _review_chain(db: Database) -> None:
    """A hash chain over the steps of review, those that are there already included; triggers refuse a change."""
    # Imported here: the chain needs the store, which needs the migrations.
    from pirules.store import trail

    db.table("review_chain").create(
        {"seq": int, "prev_hash": str, "hash": str}, pk="seq", not_null={"prev_hash", "hash"}
    )
    trail.chain_existing(db)
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER IF NOT EXISTS reviews_no_{event.lower()} BEFORE {event} ON reviews "
            "BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END"
        )


def _report_files(db: Database) -> None:
    """The files that reports judge, their bytes once each, so that a draft can be made from a report later."""
    db.table("report_files").create({"sha256": str, "data": bytes}, pk="sha256", not_null={"data"})


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _decisions,
    _reports,
    _measures,
    _corpus,
    _review_chain,
    _report_files,
)
VERSION = len(MIGRATIONS)
