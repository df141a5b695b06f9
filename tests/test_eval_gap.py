"""Gap reports are scored rightly: a perfect one has 1, each kind of error is counted once, where it belongs."""

from dataclasses import replace

import pytest
from annotations import ALL_GOLD, GOLD, perfect

from pirules.corpus.gap_gold import read_gold
from pirules.corpus.gap_scoring import GapScorer, article_of, canonical, evaluate_gap
from pirules.errors import InputError


@pytest.fixture
def problem():
    return next(gold for gold in ALL_GOLD if gold.name == "implementation_problem")


def _score(gold, report):
    scorer = GapScorer("x")
    scorer.add(gold, report)
    return scorer


@pytest.mark.parametrize("gold", ALL_GOLD, ids=lambda gold: gold.name)
def test_a_report_that_says_what_the_gold_says_scores_one(gold):
    scorer = GapScorer("x")
    scorer.add(gold, perfect(gold))
    assert scorer.score.misses == []
    assert {name: tally.f1 for name, tally in scorer.score.tallies.items() if tally.f1 != 1} == {}
    assert scorer.as_dict()["macro_f1"] == 1


def test_any_of_several_kinds_is_right(problem):
    gold = replace(problem, kinds=("implementation", "legacy"))
    for kind in gold.kinds:
        report = perfect(problem) | {"ordinance": {"kind": kind}}
        assert _score(gold, report).score.tallies["kind"].f1 == 1


def test_any_of_several_answers_on_notification_is_right(problem):
    gold = replace(problem, required=(True, None))
    for required, share in ((True, 1), (None, 1), (False, 0)):
        report = perfect(problem)
        report["notification"]["required"] = required
        assert _score(gold, report).score.tallies["notification"].f1 == share


def test_a_finding_left_out_is_missed_in_its_topic_and_if_forbidden_in_the_safety_row(problem):
    report = perfect(problem)
    report["findings"] = [item for item in report["findings"] if item["provision"] != "第8条"]
    scorer = _score(problem, report)
    assert scorer.score.tallies["finding"].missed == 1
    assert scorer.topics["computer-processing-limits"].f1 == 0
    assert scorer.score.tallies["not permitted"].missed == 1
    assert scorer.score.tallies["topic by article"].missed == 1


def test_a_finding_on_the_wrong_paragraph_is_two_errors_but_right_by_article(problem):
    report = perfect(problem)
    next(item for item in report["findings"] if item["provision"] == "第6条第3項")["provision"] = "第6条"
    scorer = _score(problem, report)
    assert scorer.score.tallies["finding"].missed == 1
    assert scorer.score.tallies["finding"].spurious == 1
    assert scorer.score.tallies["topic by article"].f1 == 1


def test_a_wrong_class_is_counted_as_class_not_as_finding(problem):
    report = perfect(problem)
    wrong = next(item for item in report["findings"] if item["provision"] == "第30条")
    wrong["classification"] = "not_permitted"
    scorer = _score(problem, report)
    assert scorer.score.tallies["finding"].f1 == 1
    assert scorer.score.tallies["classification"].missed == 1
    assert scorer.score.tallies["not permitted"].spurious == 1


def test_optional_findings_cost_nothing_either_way(problem):
    report = perfect(problem)
    report["findings"].append(
        {
            "provision": "附則第4項",
            "topic": "online-linkage-ban",
            "classification": "not_permitted",
            "notify": "no",
            "relation": "adds",
        }
    )
    assert _score(problem, report).score.misses == []


def test_a_missing_fee_not_seen_and_a_base_too_many_are_counted(problem):
    report = perfect(problem)
    report["missing"] = []
    report["notification"] = {"required": None, "bases": [*problem.bases, "129"]}
    tallies = _score(problem, report).score.tallies
    assert (tallies["missing"].missed, tallies["bases"].spurious, tallies["notification"].missed) == (1, 1, 1)


@pytest.mark.parametrize(
    ("provision", "several", "expected"),
    [
        ("第9条第1項", set(), "第9条"),
        ("第9条第1項ただし書", set(), "第9条ただし書"),
        ("第9条第1項", {"第9条"}, "第9条第1項"),
        ("第9条の2第1項第3号", {"第9条"}, "第9条の2第3号"),
        ("附則第1項", {"附則"}, "附則第1項"),
    ],
)
def test_the_only_paragraph_may_be_named_or_not(provision, several, expected):
    assert canonical(provision, frozenset(several)) == expected


@pytest.mark.parametrize(
    ("provision", "article"),
    [
        ("第9条の2第1項ただし書", "第9条の2"),
        ("附則第3条第2項", "附則第3条"),
        ("附則第2項", "附則第2項"),
        ("附則(令和6年条例第9号)第1項", "附則(令和6年条例第9号)第1項"),
        ("別表第1", "別表第1"),
    ],
)
def test_the_article_of_a_provision(provision, article):
    assert article_of(provision) == article


def test_the_evaluation_asks_the_reporter_for_every_ordinance_and_keeps_the_parts_apart():
    asked = []
    by_path = {gold.path: gold for gold in ALL_GOLD}

    def reporter(path, others):
        asked.append(path)
        return perfect(by_path[path])

    scorers = evaluate_gap(GOLD / "gap", reporter)
    assert [scorer.score.name for scorer in scorers] == [
        "eighth_locked",
        "fifth_locked",
        "fourth_opened",
        "locked",
        "ninth_opened",
        "second_locked",
        "seventh_opened",
        "sixth_locked",
        "tenth_locked",
        "third_opened",
        "tuning",
    ]
    assert sorted(asked) == sorted(by_path)
    assert all(scorer.as_dict()["macro_f1"] == 1 for scorer in scorers)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ordinance": "x"}'])
def test_a_broken_gold_file_is_refused_by_name(tmp_path, text):
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.json"):
        read_gold(path)
