"""The statute texts that the user brought in: one SQLite file, one transaction an import.

It lies at ``PIRULES_LAWS``, else as ``laws.db`` in the user's data folder.  Nothing here is needed for an answer;
with a text at hand every citation shows its wording.
"""

# ruff: noqa: S608 - what is put into SQL text here are names of columns, never words of a user

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pirules.errors import LawError
from pirules.law.citation import Citation
from pirules.law.library_file import connect, default_path
from pirules.law.names import names
from pirules.law.statute import RevisionKey, Statute, Unit

_UNIT = "article, paragraph, item, subitem, text, caption, amending, division, deleted"
_TRIGRAM = 3


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision in the library; ``name`` identifies it (法令履歴ID, or made from law and day), ``seen`` as in the key."""

    row: int
    law: str
    title: str
    number: str | None
    name: str
    in_force: date | None
    seen: bool
    sha256: str

    @property
    def when(self) -> str:
        """The day for people: 2025-06-01 施行, 2025-09-24 現在, 施行日不明."""
        if self.in_force is None:
            return "施行日不明"
        return f"{self.in_force.isoformat()} {'現在' if self.seen else '施行'}"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the full-text search."""

    citation: Citation
    text: str
    revision: StoredRevision


class Library:
    """Statute texts in one file; open it with :func:`open_library`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # --- bringing in ---------------------------------------------------------------------------------------------

    def add(self, statutes: Iterable[Statute]) -> list[StoredRevision]:
        """Bring statutes in, all of them or none; a revision that is there already is replaced.

        Raises:
            LawError: what reading them raises, and ``P331`` when the file can't be written.
        """
        added = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                added = [self._add(statute) for statute in statutes]
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise LawError("P331", f"取り込めません（{error}）。") from error
        return [self.revision(name) for name in added]

    def _add(self, statute: Statute) -> str:
        run = self._connection.execute
        run(
            "INSERT INTO law VALUES (?,?,?,?,?) ON CONFLICT(key) DO UPDATE SET number=excluded.number, title=excluded.title",
            (statute.key, statute.law_id, statute.number, statute.title, _iso(statute.promulgated)),
        )
        name = _name(statute.key, statute.revision)
        for (old,) in run("SELECT id FROM revision WHERE name = ?", (name,)).fetchall():
            self._remove(old)
        row = run(
            "INSERT INTO revision(law, name, revision_id, in_force, seen, amending, sha256) VALUES (?,?,?,?,?,?,?)",
            (
                statute.key, name, statute.revision.id, _iso(statute.revision.in_force), statute.revision.seen,
                statute.revision.amending, statute.sha256,
            ),
        ).lastrowid  # fmt: skip
        self._connection.executemany(
            f"INSERT INTO unit(revision, {_UNIT}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    row, unit.article, unit.paragraph, unit.item, unit.subitem, unit.text,
                    unit.caption, unit.amending, unit.division, unit.deleted,
                )
                for unit in statute.units
            ),
        )  # fmt: skip
        run("INSERT INTO unit_text(rowid, text) SELECT id, text FROM unit WHERE revision = ?", (row,))
        return name

    def _remove(self, row: int) -> None:
        run = self._connection.execute
        run(
            "INSERT INTO unit_text(unit_text, rowid, text) SELECT 'delete', id, text FROM unit WHERE revision = ?",
            (row,),
        )
        run("DELETE FROM unit WHERE revision = ?", (row,))
        run("DELETE FROM revision WHERE id = ?", (row,))

    # --- looking up ----------------------------------------------------------------------------------------------

    def revisions(self, law: str | None = None) -> list[StoredRevision]:
        """Return the revisions that are at hand, of one law (id, title or number) or of all."""
        known = names().get(law)
        keys = (law, known.title if known else law, known.number if known else law)
        rows = self._connection.execute(
            "SELECT r.id, r.law, l.title, l.number, r.name, r.in_force, r.seen, r.sha256 FROM revision r JOIN law l ON l.key = r.law"
            " WHERE ?1 IS NULL OR l.law_id = ?1 OR l.key = ?1 OR l.title = ?2 OR l.number = ?3"
            " ORDER BY l.title, r.in_force, r.name",
            keys,
        )
        return [
            StoredRevision(row, key, title, number, name, _date(in_force), bool(seen), sha256)
            for row, key, title, number, name, in_force, seen, sha256 in rows
        ]

    def revision(self, name: str) -> StoredRevision:
        """Return the revision of this name.

        Raises:
            LawError: ``P317`` when it isn't at hand.
        """
        found = [item for item in self.revisions() if item.name == name]
        if not found:
            raise LawError("P317", f"版「{name}」は取り込まれていません。")
        return found[0]

    def revision_on(self, law: str, on: date) -> StoredRevision | None:
        """Return the revision at hand that was the latest in force on a day; one without a day only if no other fits."""
        revisions = self.revisions(law)
        dated = [item for item in revisions if item.in_force is not None and item.in_force <= on]
        undated = [item for item in revisions if item.in_force is None]
        fitting = dated or undated
        return fitting[-1] if fitting else None

    def units(self, revision: StoredRevision) -> list[Unit]:
        """Return all units of a revision in the order of the text."""
        rows = self._connection.execute(
            f"SELECT {_UNIT} FROM unit WHERE revision = ? ORDER BY id",
            (revision.row,),
        )
        return [_unit(row) for row in rows]

    def units_at(self, citation: Citation, on: date) -> tuple[StoredRevision, list[Unit]] | None:
        """Return the units at the place of ``citation`` and the revision they are from; ``None`` without a text."""
        if citation.law is None:
            return None
        revision = self.revision_on(citation.law, on)
        own = "amending = ''" if citation.supplementary else "amending IS NULL"
        values: list[object] = []
        if revision is None and citation.supplementary:
            # The 附則 of an amending law stands at the end of the laws that it amended.
            known = names().get(citation.law)
            number = known.number if known and known.number else citation.law
            revision = self._amended_by(number, citation.article, on)
            own, values = "amending = ?", [number]
        if revision is None:
            return None
        where = [own, "revision = ?"]
        values.append(revision.row)
        for column, wanted in (
            ("article", citation.article), ("paragraph", citation.paragraph), ("item", citation.item),
        ):  # fmt: skip
            if wanted is not None:
                where.append(f"{column} = ?")
                values.append(wanted)
        if citation.division is not None and citation.article is None:
            where.append("division = ?")
            values.append(citation.division)
        rows = self._connection.execute(
            f"SELECT {_UNIT} FROM unit WHERE {' AND '.join(where)} ORDER BY id",
            values,
        )
        units = [unit for unit in map(_unit, rows) if _below(unit.subitem, citation.subitem)]
        return revision, units

    def _amended_by(self, number: str, article: str | None, on: date) -> StoredRevision | None:
        """Return the latest revision of a law that carries this article of the amending law's 附則 (mostly an extract)."""
        rows = self._connection.execute(
            "SELECT DISTINCT revision FROM unit WHERE amending = ? AND (?2 IS NULL OR article = ?2)",
            (number, article),
        )
        carrying = {row for (row,) in rows}
        fitting = [
            item
            for item in self.revisions()
            if item.row in carrying and (item.in_force is None or item.in_force <= on)
        ]
        return max(fitting, key=lambda item: item.in_force or date.min, default=None)

    def search(self, words: str, *, limit: int = 50) -> list[Found]:
        """Search all texts for the words (all of them must stand in one unit), latest revision of each law first.

        Words of one or two characters are looked for without the trigram index.
        """
        terms = [term for term in words.replace("\x00", "").split() if term]
        if not terms:
            return []
        long = [term for term in terms if len(term) >= _TRIGRAM]
        where, values = [], []
        if long:
            where.append("u.id IN (SELECT rowid FROM unit_text WHERE unit_text MATCH ?)")
            values.append(" AND ".join('"' + term.replace('"', '""') + '"' for term in long))
        for term in terms:
            if len(term) < _TRIGRAM:
                where.append("instr(u.text, ?) > 0")
                values.append(term)
        rows = self._connection.execute(
            f"SELECT u.revision, {', '.join('u.' + part for part in _UNIT.split(', '))} FROM unit u"
            f" JOIN revision r ON r.id = u.revision WHERE {' AND '.join(where)}"
            " ORDER BY r.in_force DESC, u.id LIMIT ?",
            [*values, limit],
        ).fetchall()
        revisions = {item.row: item for item in self.revisions()}
        return [
            Found(_citation(revisions[row[0]], _unit(row[1:])), _unit(row[1:]).text, revisions[row[0]])
            for row in rows
        ]


def _below(subitem: str | None, wanted: str | None) -> bool:
    return wanted is None or (subitem is not None and subitem.startswith(wanted))


def _citation(revision: StoredRevision, unit: Unit) -> Citation:
    known = names().resolve(revision.law) or names().resolve(revision.title)
    key = known.key if known else revision.title
    if unit.amending:
        amending = names().resolve(unit.amending)
        key = amending.key if amending else unit.amending
    return Citation(
        law=key,
        article=unit.article,
        paragraph=unit.paragraph,
        item=unit.item,
        subitem=unit.subitem,
        supplementary=unit.amending is not None,
        division=unit.division if unit.article is None and unit.paragraph is None else None,
    )


def _unit(row: tuple[str | None, ...]) -> Unit:
    article, paragraph, item, subitem, text, caption, amending, division, deleted = row
    return Unit(article, paragraph, item, subitem, text or "", caption, amending, division, bool(deleted))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _name(key: str, revision: RevisionKey) -> str:
    return revision.id or f"{key}_{revision.in_force.strftime('%Y%m%d') if revision.in_force else 'undated'}"


@contextmanager
def open_library(path: Path | None = None, *, create: bool = False) -> Iterator[Library | None]:
    """Open the library for a ``with`` block; without ``create`` it is ``None`` when there is no file.

    Raises:
        LawError: ``P331`` when the file can't be opened or isn't a library.
    """
    target = path or default_path()
    if not create and not target.exists():
        yield None
        return
    connection = connect(target, create=create)
    try:
        yield Library(connection)
    except sqlite3.Error as error:
        raise LawError("P331", f"{target} を読めません（{error}）。") from error
    finally:
        connection.close()
