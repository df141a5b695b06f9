"""The evaluation counts, shows and writes what it is told to, and shows nothing of what is kept apart."""

import json

import pytest
from annotations import GOLD
from typer.testing import CliRunner

from pirules.cli import load_commands
from pirules.corpus import accuracy
from pirules.corpus.clause_gold import clause_files
from pirules.corpus.gap_gold import gold_files
from pirules.corpus.scoring import Score, Tally, macro_f1
from pirules.errors import InputError


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


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(InputError, match="P010"):
        list(gold_files(tmp_path))
    with pytest.raises(InputError, match="P010"):
        list(clause_files(tmp_path / "nowhere"))


def _scores(part="locked"):
    score = Score(part, cases=1)
    score.compare_one("secret case", "modality", ["obligation"], "statement")
    return [score.as_dict()]


@pytest.mark.parametrize(
    "part", ["locked", "second_locked", "fifth_locked", "sixth_locked", "eighth_locked", "tenth_locked"]
)
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


def test_baselines_stand_beside_ours_in_one_table():
    ours, other = _scores(), _scores()
    other[0]["fields"]["modality"]["f1"] = 0.5
    ours[0]["baselines"] = {"plain regex": other[0]}
    assert "| modality | 0.0 | 50.0 |" in accuracy.markdown("x", ours)


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
