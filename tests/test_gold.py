"""The annotations themselves: enough of them, of every kind, and printed as they stand."""

from annotations import ALL_CLAUSES, ALL_GOLD, first_reading

from pirules.clauses.model import Modality, Role
from pirules.corpus.clause_gold import plain
from pirules.corpus.scoring import is_locked


def test_there_are_enough_annotations_and_both_parts():
    assert len(ALL_CLAUSES) >= 300
    assert len(ALL_GOLD) >= 12
    assert {gold.part for gold in ALL_CLAUSES} == {"tuning", "locked"}
    assert {gold.part for gold in ALL_GOLD} == {
        "tuning",
        "locked",
        "second_locked",
        "third_opened",
        "fourth_opened",
        "fifth_locked",
        "sixth_locked",
        "seventh_opened",
        "eighth_locked",
        "ninth_opened",
        "tenth_locked",
    }
    assert sum(is_locked(gold.part) for gold in ALL_GOLD) * 2 >= len(ALL_GOLD)


def test_no_clause_stands_twice_and_every_expected_string_is_printed():
    texts = [gold.text for gold in ALL_CLAUSES]
    assert len(texts) == len(set(texts))
    for gold in ALL_CLAUSES:
        for field in ("subject", "counterparty"):
            assert plain(gold.expected.get(field) or "") in plain(gold.text)
        for field in ("actions", "objects", "conditions", "exceptions"):
            for value in gold.expected.get(field, []):
                assert value in gold.text, gold.name


def test_every_modality_and_role_is_annotated_in_both_parts():
    for part in ("tuning", "locked"):
        frames = [first_reading(gold) for gold in ALL_CLAUSES if gold.part == part]
        assert {frame.get("modality") for frame in frames} >= set(Modality)
        assert {frame["role"] for frame in frames} == set(Role)
