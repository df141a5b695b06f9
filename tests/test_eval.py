"""The evaluation itself is right: a perfect answer scores 1, and each kind of error is counted once, where it belongs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pirules.corpus import accuracy
from pirules.corpus.clause_baselines import by_regex
from pirules.corpus.clause_gold import GoldClause, clause_files, comparable, plain, read_clauses
from pirules.corpus.clause_scoring import add_clause, evaluate_clauses
from pirules.corpus.gap_gold import gold_files, read_gold
from pirules.corpus.gap_scoring import GapScorer, article_of, canonical, evaluate_gap
from pirules.corpus.scoring import Score, Tally, is_locked, macro_f1
from pirules.errors import InputError

GOLD = Path(__file__).parent / "gold"


# --- counting -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "figures"),
    [
        ((0, 0, 0), (1.0, 1.0, 1.0)),
        ((4, 0, 0), (1.0, 1.0, 1.0)),
        ((0, 3, 0), (0.0, 1.0, 0.0)),
        ((0, 0, 2), (1.0, 0.0, 0.0)),
        ((3, 1, 1), (0.75, 0.75, 0.75)),
        ((1, 0, 3), (1.0, 0.25, 0.4)),
    ],
)
def test_precision_recall_and_f1(counts, figures):
    tally = Tally(*counts)
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(figures)


def test_macro_f1_is_the_mean_over_topics_that_have_gold():
    assert macro_f1([Tally(2, 0, 0), Tally(0, 0, 1), Tally(0, 5, 0)]) == 0.5
    assert macro_f1([]) == 1.0


def test_a_wrong_single_value_is_both_missed_and_spurious_and_listed_once():
    score = Score("x")
    score.compare_one("case", "modality", ["obligation"], "statement")
    assert score.tallies["modality"].as_dict()["f1"] == 0
    assert [miss.as_dict() for miss in score.misses] == [
        {"case": "case", "field": "modality", "expected": "obligation", "found": "statement"}
    ]


# --- gap reports --------------------------------------------------------------------------------------------------


def _perfect(gold):
    """Return the report that says exactly what the gold says."""
    findings = [
        {
            "provision": item.provision,
            "topic": item.topic if item.topic != "*" else "assembly",
            "classification": item.classifications[0] if item.classifications else "uncertain",
            "notify": item.notify[0] if item.notify else "no",
            "relation": item.relations[0] if item.relations else "none",
        }
        for item in gold.findings
        if not item.optional
    ]
    return {
        "ordinance": {"kind": gold.kind},
        "findings": findings,
        "unmatched": [],
        "missing": [{"topic": topic} for topic in gold.missing or ()],
        "notification": {"required": gold.required, "bases": list(gold.bases or ())},
    }


ALL_GOLD = [read_gold(path) for path in gold_files(GOLD / "gap")]


@pytest.mark.parametrize("gold", ALL_GOLD, ids=lambda gold: gold.name)
def test_a_report_that_says_what_the_gold_says_scores_one(gold):
    scorer = GapScorer("x")
    scorer.add(gold, _perfect(gold))
    assert scorer.score.misses == []
    assert {name: tally.f1 for name, tally in scorer.score.tallies.items() if tally.f1 != 1} == {}
    assert scorer.as_dict()["macro_f1"] == 1


def test_any_of_several_kinds_is_right(problem):
    gold = replace(problem, kinds=("implementation", "legacy"))
    for kind in gold.kinds:
        report = _perfect(problem) | {"ordinance": {"kind": kind}}
        assert _score(gold, report).score.tallies["kind"].f1 == 1


@pytest.fixture
def problem():
    return next(gold for gold in ALL_GOLD if gold.name == "implementation_problem")


def _score(gold, report):
    scorer = GapScorer("x")
    scorer.add(gold, report)
    return scorer


def test_a_finding_left_out_is_missed_in_its_topic_and_if_forbidden_in_the_safety_row(problem):
    report = _perfect(problem)
    report["findings"] = [item for item in report["findings"] if item["provision"] != "第8条"]
    scorer = _score(problem, report)
    assert scorer.score.tallies["finding"].missed == 1
    assert scorer.topics["computer-processing-limits"].f1 == 0
    assert scorer.score.tallies["not permitted"].missed == 1
    assert scorer.score.tallies["topic by article"].missed == 1


def test_a_finding_on_the_wrong_paragraph_is_two_errors_but_right_by_article(problem):
    report = _perfect(problem)
    next(item for item in report["findings"] if item["provision"] == "第6条第3項")["provision"] = "第6条"
    scorer = _score(problem, report)
    assert scorer.score.tallies["finding"].missed == 1
    assert scorer.score.tallies["finding"].spurious == 1
    assert scorer.score.tallies["topic by article"].f1 == 1


def test_a_wrong_class_is_counted_as_class_not_as_finding(problem):
    report = _perfect(problem)
    wrong = next(item for item in report["findings"] if item["provision"] == "第30条")
    wrong["classification"] = "not_permitted"
    scorer = _score(problem, report)
    assert scorer.score.tallies["finding"].f1 == 1
    assert scorer.score.tallies["classification"].missed == 1
    assert scorer.score.tallies["not permitted"].spurious == 1


def test_optional_findings_cost_nothing_either_way(problem):
    report = _perfect(problem)
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
    report = _perfect(problem)
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
        return _perfect(by_path[path])

    scorers = evaluate_gap(GOLD / "gap", reporter)
    assert [scorer.score.name for scorer in scorers] == ["locked", "second_locked", "third_locked", "tuning"]
    assert sorted(asked) == sorted(by_path)
    assert all(scorer.as_dict()["macro_f1"] == 1 for scorer in scorers)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ordinance": "x"}'])
def test_a_broken_gold_file_is_refused_by_name(tmp_path, text):
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.json"):
        read_gold(path)


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(InputError, match="P010"):
        list(gold_files(tmp_path))
    with pytest.raises(InputError, match="P010"):
        list(clause_files(tmp_path / "nowhere"))


# --- clauses ------------------------------------------------------------------------------------------------------

ALL_CLAUSES = [gold for path in clause_files(GOLD / "clauses") for gold in read_clauses(path)]


def _frame(gold):
    frame = dict(gold.expected)
    if isinstance(frame.get("modality"), list):
        frame["modality"] = frame["modality"][0]
    return frame


def test_frames_that_say_what_the_gold_says_score_one_in_every_field():
    by_text = {gold.text: gold for gold in ALL_CLAUSES}
    scores = evaluate_clauses(GOLD / "clauses", lambda gold: _frame(by_text[gold.text]))
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


# --- the gold itself ----------------------------------------------------------------------------------------------


def test_there_are_enough_annotations_and_both_parts():
    assert len(ALL_CLAUSES) >= 300
    assert len(ALL_GOLD) >= 12
    assert {gold.part for gold in ALL_CLAUSES} == {"tuning", "locked"}
    assert {gold.part for gold in ALL_GOLD} == {"tuning", "locked", "second_locked", "third_locked"}
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
    from pirules.clauses.model import Modality, Role

    for part in ("tuning", "locked"):
        frames = [_frame(gold) for gold in ALL_CLAUSES if gold.part == part]
        assert {frame.get("modality") for frame in frames} >= set(Modality)
        assert {frame["role"] for frame in frames} == set(Role)


# --- rendering ----------------------------------------------------------------------------------------------------


def _scores(part="locked"):
    score = Score(part, cases=1)
    score.compare_one("secret case", "modality", ["obligation"], "statement")
    return [score.as_dict()]


@pytest.mark.parametrize("part", ["locked", "second_locked", "third_locked"])
def test_the_errors_of_a_locked_part_are_counted_but_not_shown(part):
    for text in (accuracy.plain_text("x", _scores(part)), accuracy.markdown("x", _scores(part), errors=True)):
        assert "secret case" not in text
        assert "modality" in text


def test_only_the_marked_section_of_the_page_is_rewritten(tmp_path):
    page = tmp_path / "accuracy.md"
    page.write_text("前\n<!-- eval:gap -->\n古い\n<!-- /eval:gap -->\n後\n", encoding="utf-8")
    assert accuracy.rewrite_section(page, "gap", "新しい\n") == (
        "前\n<!-- eval:gap -->\n新しい\n<!-- /eval:gap -->\n後\n"
    )
    with pytest.raises(InputError, match="P107"):
        accuracy.rewrite_section(page, "clauses", "")
    with pytest.raises(InputError, match="P010"):
        accuracy.rewrite_section(tmp_path / "none.md", "gap", "")


def test_the_plain_regex_baseline_answers_without_a_model():
    scores = evaluate_clauses(GOLD / "clauses", by_regex)
    assert all(0.5 < score.tallies["modality"].f1 < 1 for score in scores)


@pytest.mark.model
def test_the_ginza_baseline_finds_subjects_but_not_all_that_the_grammar_finds():
    from pirules.corpus.clause_baselines import by_ginza

    score = Score("x")
    for gold in ALL_CLAUSES[:20]:
        add_clause(score, gold, by_ginza(gold))
    assert 0.2 < score.tallies["subject"].f1 < 1


def test_baselines_stand_beside_ours_in_one_table():
    ours, other = _scores(), _scores()
    other[0]["fields"]["modality"]["f1"] = 0.5
    ours[0]["baselines"] = {"plain regex": other[0]}
    assert "| modality | 0.0 | 50.0 |" in accuracy.markdown("x", ours)


def test_gold_lines_that_are_broken_are_named(tmp_path):
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "文。"}) + "\n[1]\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 行目"):
        list(read_clauses(path))


# --- the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def small_gold(tmp_path):
    """A folder with one annotated ordinance in each part."""
    for part in ("tuning", "locked", "second_locked"):
        (tmp_path / part).mkdir()
        ordinance = tmp_path / part / "ordinance.txt"
        ordinance.write_text(
            "見本町個人情報の保護に関する法律施行条例\n令和5年3月1日\n条例第1号\n"
            "(趣旨)\n第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。\n"
            "(手数料)\n第2条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n"
            "附　則\nこの条例は、令和5年4月1日から施行する。\n",
            encoding="utf-8",
        )
        gold = {
            "ordinance": "ordinance.txt",
            "others": [],
            "kind": "implementation",
            "findings": [
                {"provision": "第1条", "topic": "gist-clause", "classification": "permitted_internal"},
                {"provision": "第2条", "topic": "no-such-topic", "classification": "required"},
            ],
            "missing": [],
            "notification": {"required": True, "bases": ["89-2"]},
        }
        (tmp_path / part / "small.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path


def _run(*arguments):
    from typer.testing import CliRunner

    from pirules.cli import load_commands

    return CliRunner().invoke(load_commands(), ["eval", *map(str, arguments)])


def test_eval_gap_prints_every_part_and_only_the_errors_of_the_tuning_part(small_gold):
    result = _run("gap", small_gold)
    assert result.exit_code == 0
    assert result.stdout.count("no-such-topic") == 1
    assert _run("gap", small_gold, "--show-locked").stdout.count("no-such-topic") == 3
    scores = json.loads(_run("gap", small_gold, "--format", "json").stdout)
    assert [score["name"] for score in scores] == ["locked", "second_locked", "tuning"]
    assert scores[0]["errors"] == scores[1]["errors"] == []
    assert [score["fields"]["finding"]["missed"] for score in scores] == [1, 1, 1]


def test_eval_gap_says_the_same_on_every_run(small_gold):
    assert _run("gap", small_gold).stdout == _run("gap", small_gold).stdout


def test_eval_writes_its_section_of_the_page(small_gold):
    page = small_gold / "accuracy.md"
    page.write_text("<!-- eval:gap -->\n<!-- /eval:gap -->\n", encoding="utf-8")
    assert _run("gap", small_gold, "--write", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "| finding | 2 |" in text
    assert "no-such-topic" in text.split("### tuning")[1]
    assert "no-such-topic" not in text.split("### tuning")[0]


def test_eval_of_a_folder_that_is_not_there_is_an_error(tmp_path):
    assert isinstance(_run("gap", tmp_path / "none").exception, InputError)
    assert isinstance(_run("clauses", tmp_path, "--no-model").exception, InputError)


def test_eval_clauses_runs_without_the_model():
    result = _run("clauses", GOLD / "clauses", "--no-model", "--part", "tuning", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["fields"]["modality"]["f1"] > 0.9
