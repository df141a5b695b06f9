"""Clause frames are scored rightly, ours and those of the baselines."""

import json

import pytest
from annotations import ALL_CLAUSES, GOLD, first_reading

from pirules.corpus.clause_baselines import by_ginza, by_regex
from pirules.corpus.clause_gold import GoldClause, comparable, read_clauses
from pirules.corpus.clause_scoring import add_clause, evaluate_clauses
from pirules.corpus.scoring import Score
from pirules.errors import InputError


def test_frames_that_say_what_the_gold_says_score_one_in_every_field():
    by_text = {gold.text: gold for gold in ALL_CLAUSES}
    scores = evaluate_clauses(GOLD / "clauses", lambda gold: first_reading(by_text[gold.text]))
    assert [score.misses for score in scores] == [[], []]
    assert all(tally.f1 == 1 for score in scores for tally in score.tallies.values())


def _gold(**fields):
    return GoldClause("c", "tuning", "文。", "", "", (), fields.pop("expected"), fields.pop("optional", {}))


def test_a_sentence_that_was_not_seen_misses_every_field():
    score = Score("x")
    add_clause(
        score, _gold(expected={"modality": "obligation", "subject": "市長", "objects": ["帳簿"]}), None
    )
    assert {name: tally.f1 for name, tally in score.tallies.items()} == {
        "modality": 0,
        "subject": 0,
        "objects": 0,
    }


def test_a_subject_where_there_is_none_is_spurious():
    score = Score("x")
    add_clause(score, _gold(expected={"subject": None}), {"subject": "実施機関"})
    assert score.tallies["subject"].as_dict() == {
        "precision": 0.0,
        "recall": 1.0,
        "f1": 0.0,
        "hits": 0,
        "spurious": 1,
        "missed": 0,
    }


def test_half_of_a_coordination_is_a_hit_but_not_exact():
    score = Score("x")
    add_clause(score, _gold(expected={"actions": ["利用し", "提供し"]}), {"actions": ["提供"]})
    assert score.tallies["actions"].recall == 0.5
    assert score.tallies["coordination (exact)"].f1 == 0


def test_free_values_cost_nothing():
    score = Score("x")
    gold = _gold(expected={"exceptions": []}, optional={"exceptions": ("前条に定めるもののほか",)})
    add_clause(score, gold, {"exceptions": ["前条に定めるもの"]})
    assert score.misses == []


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("actions", "利用し", "利用する"),
        ("actions", "自ら利用し", "利用"),
        ("actions", "定める", "定め"),
        ("actions", "みなす", "みなし"),
        ("conditions", "同意があるときは", "同意があるとき"),
        ("conditions", "意見を聴いた場合でなければ", "意見を聴いた場合"),
        ("exceptions", "法令に基づく場合を除き、", "法令に基づく場合"),
        ("exceptions", "次に掲げる場合を除くほか", "次に掲げる場合"),
        ("subject", "市長（水道事業の管理者の権限を行う市長を含む。）", "市長"),
        ("objects", "前項第１号の 書類", "前項第1号の書類"),
    ],
)
def test_values_that_differ_only_in_what_may_be_printed_with_them_are_equal(field, one, other):
    assert comparable(field, one) == comparable(field, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("actions", "利用し", "提供し"),
        ("subject", "市長", "市長又は教育委員会"),
        ("conditions", "本人の同意があるとき", "法令に定めがあるとき"),
    ],
)
def test_values_that_differ_stay_different(field, one, other):
    assert comparable(field, one) != comparable(field, other)


def test_the_plain_regex_baseline_answers_without_a_model():
    scores = evaluate_clauses(GOLD / "clauses", by_regex)
    assert all(0.5 < score.tallies["modality"].f1 < 1 for score in scores)


@pytest.mark.model
def test_the_ginza_baseline_finds_subjects_but_not_all_that_the_grammar_finds():
    score = Score("x")
    for gold in ALL_CLAUSES[:20]:
        add_clause(score, gold, by_ginza(gold))
    assert 0.2 < score.tallies["subject"].f1 < 1


def test_gold_lines_that_are_broken_are_named(tmp_path):
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "文。"}) + "\n[1]\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 行目"):
        list(read_clauses(path))
