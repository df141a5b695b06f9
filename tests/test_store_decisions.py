"""The record of decisions: append-only, chained, safe among several writers."""

import multiprocessing
import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.errors import StoreError
from pirules.store import decisions, open_store
from pirules.store._json import dumps

RULESET = {"id": "r", "revision": "1", "sha256": "0" * 64}
ANSWER = {"decision": "permitted", "as_of": "2026-11-21", "ruleset": RULESET, "record_id": None, "basis": []}


def _fill(path, count):
    with open_store(path) as store:
        return [decisions.save(store, {"title": f"照会{n}"}, ANSWER)["record_id"] for n in range(count)]


def test_a_saved_decision_comes_back_as_it_was_put(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        kept = decisions.save(store, {"title": "照会\u0000", "consent": {"given": None}}, ANSWER)
        record = decisions.load(store, kept["record_id"])
    assert record.request == {"title": "照会\u0000", "consent": {"given": None}}
    assert record.answer == {**ANSWER, "record_id": record.id}


def test_the_id_names_the_day_in_japan(monkeypatch):
    monkeypatch.setattr(decisions, "today", lambda: date(2026, 11, 22))
    monkeypatch.setattr(decisions, "now", lambda: "2026-11-21T22:30:00.000Z")
    stamped = decisions.stamp()
    assert stamped.id.startswith("D20261122-")
    assert stamped.created_at == "2026-11-21T22:30:00.000Z"


def test_an_unknown_id_is_a_coded_error(tmp_path):
    with open_store(tmp_path / "a.db") as store, pytest.raises(StoreError) as caught:
        decisions.load(store, "D-nothing")
    assert caught.value.code == "P602"


def test_an_untouched_record_verifies(tmp_path):
    _fill(tmp_path / "a.db", 7)
    with open_store(tmp_path / "a.db") as store:
        result = decisions.verify(store)
    assert result.breaks == ()
    assert result.length == 7


def test_an_empty_record_verifies(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        assert decisions.verify(store).breaks == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE decisions SET answer = '{}' WHERE seq = 2", "DELETE FROM decisions WHERE seq = 2"]
)
def test_the_file_refuses_to_change_or_delete_a_decision(tmp_path, statement):
    _fill(tmp_path / "a.db", 3)
    connection = sqlite3.connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)


TAMPERING = {
    "an answer rewritten": "UPDATE decisions SET answer = replace(answer, 'permitted', 'prohibited') WHERE seq = 3",
    "a request rewritten": "UPDATE decisions SET request = '{}' WHERE seq = 1",
    "the time rewritten": "UPDATE decisions SET created_at = '2020-01-01T00:00:00Z' WHERE seq = 2",
    "a row removed from the middle": "DELETE FROM decisions WHERE seq = 3",
    "the first row removed": "DELETE FROM decisions WHERE seq = 1",
    "the last row removed": "DELETE FROM decisions WHERE seq = 5",
    "all rows removed": "DELETE FROM decisions",
    "a row slipped in at the end": (
        "INSERT INTO decisions SELECT 6, 'D6', created_at, as_of, ruleset_id, ruleset_revision, ruleset_sha256,"
        " decision, request, answer, hash, hash FROM decisions WHERE seq = 5"
    ),
    "the head taken away": "DELETE FROM chain",
}


@pytest.mark.parametrize("name", TAMPERING)
def test_verification_sees(tmp_path, name):
    _fill(tmp_path / "a.db", 5)
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("DROP TRIGGER decisions_no_update")
    connection.execute("DROP TRIGGER decisions_no_delete")
    connection.execute(TAMPERING[name])
    connection.commit()
    connection.close()
    with open_store(tmp_path / "a.db") as store:
        assert decisions.verify(store).breaks


def test_a_decision_that_was_rewritten_is_an_error_and_no_answer(tmp_path):
    first, second = _fill(tmp_path / "a.db", 2)
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("DROP TRIGGER decisions_no_update")
    connection.execute(TAMPERING["a request rewritten"])
    connection.commit()
    connection.close()
    with open_store(tmp_path / "a.db") as store:
        with pytest.raises(StoreError) as caught:
            decisions.load(store, first)
        assert caught.value.code == "P606"
        assert decisions.load(store, second).id == second


def test_several_processes_write_one_unbroken_chain(tmp_path):
    path = tmp_path / "a.db"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(path, 15)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 4
    with open_store(path) as store:
        result = decisions.verify(store)
        assert (result.length, result.breaks) == (60, ())
        assert len({record.id for record in decisions.recent(store, 100)}) == 60


def test_decisions_kept_together_stand_in_the_chain_in_their_order(tmp_path):
    made = [decisions.entry({"title": f"照会{n}"}, ANSWER) for n in range(5)]
    with open_store(tmp_path / "a.db") as store:
        decisions.append(store, made[:3])
        decisions.append(store, [])
        decisions.append(store, made[3:])
        assert [record.id for record in reversed(decisions.recent(store))] == [
            item.row["id"] for item in made
        ]
        assert decisions.verify(store).as_dict()["length"] == 5
        assert not decisions.verify(store).breaks


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_what_a_hash_is_over_is_the_stores_canonical_json(text, request):
    made = decisions.entry({**request, "title": text}, {**ANSWER, "basis": [text]})
    row = made.row | {"answer": made.row["answer"].decode()}
    assert made.content.decode() == dumps(row)
    assert decisions.row_hash(row, "") == decisions.row_hash(made.row, "")


def test_bytes_that_are_no_text_in_a_row_are_a_break(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        decisions.append(store, [decisions.entry({}, ANSWER)])
        with store.transaction() as db:
            db.conn.execute("DROP TRIGGER decisions_no_update")
            db.conn.execute("UPDATE decisions SET answer = X'FF00FE'")
        assert len(decisions.verify(store).breaks) == 1


def test_without_the_head_of_the_chain_nothing_is_added(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        with store.transaction() as db:
            db.conn.execute("DELETE FROM chain")
        with pytest.raises(StoreError) as caught:
            decisions.save(store, {}, ANSWER)
    assert caught.value.code == "P605"


def test_of_decisions_kept_together_all_or_none_are_kept(tmp_path):
    first, second = (decisions.entry({}, ANSWER) for _ in range(2))
    with open_store(tmp_path / "a.db") as store:
        decisions.append(store, [first])
        with pytest.raises(StoreError):
            decisions.append(store, [second, first])
        assert decisions.verify(store).length == 1
        assert not decisions.verify(store).breaks
