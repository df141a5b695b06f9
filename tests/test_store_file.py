"""The store's file: where it lies, how it is opened, migrated, copied, and what is refused."""

import sqlite3
import stat

import pytest

from pirules.errors import StoreError
from pirules.store import decisions, default_path, maintenance, open_store
from pirules.store.schema import APPLICATION_ID, MIGRATIONS, VERSION

ANSWER = {
    "decision": "prohibited",
    "as_of": "2026-11-21",
    "ruleset": {"id": "r", "revision": "1", "sha256": "0"},
    "record_id": None,
}


def _code(action):
    with pytest.raises(StoreError) as caught:
        action()
    return caught.value.code


def test_the_environment_names_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("PIRULES_DB", str(tmp_path / "x.db"))
    assert default_path() == tmp_path / "x.db"


def test_without_a_name_it_lies_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("PIRULES_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == tmp_path / "pirules" / "pirules.db"


def test_a_relative_data_folder_is_ignored(monkeypatch, tmp_path):
    monkeypatch.delenv("PIRULES_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_path() == tmp_path / ".local" / "share" / "pirules" / "pirules.db"


def test_a_new_file_is_its_owners_alone_and_has_all_tables(tmp_path):
    path = tmp_path / "deep" / "folder" / "a.db"
    with open_store(path) as store:
        assert maintenance.check(store)["counts"] == {
            "decisions": 0,
            "reports": 0,
            "measures": 0,
            "reviews": 0,
        }
        assert store.version() == VERSION
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_reading_makes_no_file(tmp_path):
    assert _code(lambda: open_store(tmp_path / "a.db", create=False)) == "P601"
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"not a database at all" * 100, "P605"), (b"SQLite format 3\x00" + b"\xff" * 4096, "P605")],
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content, code):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    assert _code(lambda: open_store(path)) == code
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert _code(lambda: open_store(path)) == "P605"
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path):
    assert _code(lambda: open_store(tmp_path)) == "P601"


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_file_asks_for_migration_and_keeps_its_decisions(tmp_path, version):
    path = tmp_path / "a.db"
    with open_store(path) as store:
        decisions.save(store, {"title": "古い照会"}, ANSWER)
    connection = sqlite3.connect(path)
    # What each version had added; foreign keys say which goes first.
    added = {
        2: ("reports",),
        3: ("reviews", "measures"),
        4: ("corpus_files", "corpus_texts", "corpus_results"),
        5: ("review_chain",),
        6: ("report_files",),
    }
    for newer in range(VERSION, version, -1):
        for table in added[newer]:
            connection.execute(f"DROP TABLE {table}")
    connection.execute(f"PRAGMA user_version={version}")
    connection.commit()
    connection.close()

    assert _code(lambda: open_store(path)) == "P603"
    with open_store(path, older=True) as store:
        result = maintenance.migrate(store)
    assert result["applied"] == list(range(version + 1, VERSION + 1))
    with open_store(path) as store:
        assert decisions.recent(store)[0].request == {"title": "古い照会"}
        assert maintenance.check(store)["ok"]
    copy = sqlite3.connect(result["backup"])
    assert copy.execute("PRAGMA user_version").fetchone() == (version,)


def test_a_failing_migration_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.db"
    with open_store(path) as store:
        decisions.save(store, {}, ANSWER)

    def broken(db):
        db.execute("CREATE TABLE half (x)")
        db.execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr("pirules.store.database.MIGRATIONS", (*MIGRATIONS, broken))
    monkeypatch.setattr("pirules.store.database.VERSION", VERSION + 1)
    with open_store(path, older=True) as store:
        assert _code(store.migrate) == "P601"
        assert store.version() == VERSION
        assert not store.rows("SELECT 1 FROM sqlite_master WHERE name = 'half'")


def test_a_newer_file_is_refused(tmp_path):
    path = tmp_path / "a.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={VERSION + 1}")
    connection.close()
    assert _code(lambda: open_store(path)) == "P604"


def test_a_backup_is_a_whole_store_and_never_overwrites(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        decisions.save(store, {"title": "控え"}, ANSWER)
        maintenance.backup(store, tmp_path / "b.db")
        assert _code(lambda: maintenance.backup(store, tmp_path / "b.db")) == "P609"
        assert _code(lambda: maintenance.backup(store, tmp_path / "none" / "b.db")) == "P601"
    with open_store(tmp_path / "b.db", create=False) as copy:
        assert decisions.recent(copy)[0].request == {"title": "控え"}
        assert decisions.verify(copy).breaks == ()
    assert sorted(path.name for path in tmp_path.iterdir() if "backup" in path.name) == []


def test_a_write_that_fails_keeps_nothing_and_says_so(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        decisions.save(store, {}, ANSWER)
        store.db.execute("DROP TABLE chain")
        assert _code(lambda: decisions.save(store, {}, ANSWER)) == "P601"
        assert len(decisions.recent(store)) == 1


def test_the_file_carries_our_mark(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        assert store.rows("PRAGMA application_id") == [{"application_id": APPLICATION_ID}]
