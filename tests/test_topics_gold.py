"""The annotated clauses of ``tests/gold/topics`` can be read: known topics, classes and notifications, no clause twice.

The report isn't asked here.  The clauses are material to learn from, and what it makes of them is measured, not demanded.
"""

from pathlib import Path

import pytest

from pirules.gap.topics import load_topics

FILES = sorted((Path(__file__).parent / "gold" / "topics").glob("*.txt"))
CLASSES = {
    "required",
    "permitted",
    "permitted_internal",
    "not_permitted",
    "duplicates_law",
    "outside",
    "uncertain",
}


def _rows(path: Path) -> list[list[str]]:
    return [line.split("|", 3) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_line_names_topics_of_the_catalogue_a_class_and_notifications(path):
    known = {topic.slug for topic in load_topics().topics.values()}
    for topics, classification, notify, clause in _rows(path):
        assert clause.strip(), path.name
        if topics == "-":
            assert (classification, notify) == ("-", "-"), clause
            continue
        assert set(topics.split(",")) <= known, clause
        classes, notified = set(classification.split("/")), set(notify.split("/"))
        assert classes <= CLASSES, clause
        assert notified <= {"yes", "no", "uncertain"}, clause
        assert "yes" not in notified or classes & {"required", "permitted"}, clause


def test_no_clause_is_annotated_twice():
    clauses = [row[3] for path in FILES for row in _rows(path)]
    assert len(clauses) == len(set(clauses))
