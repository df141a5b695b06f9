"""`pirules corpus`: import, analyse, report and what-if over many ordinances."""

import json
import shutil
from itertools import islice

import openpyxl
import pytest
from corpus_workers import dies_of_one_file
from survey_corpus import generate

from pirules.corpus import pool
from pirules.corpus.counts import from_results, group_of, report
from pirules.corpus.run import Where, analyse
from pirules.corpus.work import judge_file, tasks_of
from pirules.data import ordinances_dir, rulesets_dir
from pirules.gap.survey import published_survey
from pirules.report.judge import judge, parse_all
from pirules.store import corpus, open_store

DAY = "2026-11-21"
CLEAN = ordinances_dir() / "implementation_clean.txt"
LEGACY = ordinances_dir() / "legacy.txt"


@pytest.fixture
def folder(tmp_path):
    """A folder with two ordinances, one of them twice, a file of no use and one that can't be read."""
    root = tmp_path / "texts"
    (root / "町").mkdir(parents=True)
    shutil.copy(CLEAN, root / "clean.txt")
    shutil.copy(CLEAN, root / "町" / "copy.txt")
    shutil.copy(LEGACY, root / "legacy.txt")
    (root / "empty.txt").write_bytes(b"")
    (root / "readme.xyz").write_bytes(b"not an ordinance")
    return root


@pytest.fixture
def small(run, tmp_path):
    """A store with three short ordinances of the old type."""
    root = tmp_path / "short"
    root.mkdir()
    for entry in islice(generate(seed=2, share=0.02), 3):
        (root / entry.name).write_text(entry.text, encoding="utf-8")
    db = tmp_path / "small.db"
    assert run("corpus", "import", root, "--db", db)[0] == 0
    return db


@pytest.fixture
def imported(run, folder, tmp_path):
    """A store with that folder in it."""
    db = tmp_path / "corpus.db"
    assert run("corpus", "import", folder, "--db", db)[0] == 0
    return db


def test_an_import_says_what_became_of_every_file(run, folder, tmp_path):
    db = tmp_path / "a.db"
    code, out, err = run("corpus", "import", folder, "--db", db)
    first = json.loads(out)
    assert code == 0
    assert first["added"] == ["clean.txt", "legacy.txt", "町/copy.txt"]
    assert [(entry["file"], entry["code"]) for entry in first["refused"]] == [("empty.txt", "P101")]
    assert "[4/4]" in err
    (folder / "legacy.txt").unlink()
    (folder / "clean.txt").write_text(CLEAN.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    again = json.loads(run("corpus", "import", folder, "--db", db)[1])
    assert (again["changed"], again["known"], again["absent"]) == (
        ["clean.txt"],
        ["町/copy.txt"],
        ["legacy.txt"],
    )


def test_the_bytes_come_back_as_they_were(imported):
    with open_store(imported) as store:
        kept = {file.path: file for file in corpus.files(store)}
        data = corpus.data_of(store, [kept["clean.txt"].sha256])
    assert data == {kept["clean.txt"].sha256: CLEAN.read_bytes()}


def test_a_text_that_no_file_has_any_more_is_forgotten(run, folder, imported):
    with open_store(imported) as store:
        before = next(file.sha256 for file in corpus.files(store) if file.path == "legacy.txt")
    (folder / "legacy.txt").write_bytes(LEGACY.read_bytes() + b"\n")
    run("corpus", "import", folder, "--db", imported)
    with open_store(imported) as store:
        assert corpus.data_of(store, [before]) == {}


@pytest.mark.model
def test_the_findings_are_those_of_a_gap_report_and_are_made_once(imported):
    seen = []
    with open_store(imported) as store:
        done = analyse(store, DAY, Where(), lambda *step: seen.append(step))
        assert (done.judged, done.known, done.failed) == (2, 0, 0)  # the copy is the same text
        again = analyse(store, DAY, Where(), lambda *step: seen.append(step))
        assert (again.judged, again.known) == (0, 2)
        results = {
            result.content["ordinance"]["kind"]: result.content
            for task in tasks_of(corpus.files(store))
            for result in next(iter([judge_file(task, corpus.data_of(store, [task.sha256]), DAY)]))
        }
    assert [step[:2] for step in seen] == [(1, 2), (2, 2)]
    for path, kind in ((CLEAN, "implementation"), (LEGACY, "legacy")):
        alone = judge(parse_all(path), [], None)[0].report
        assert [finding["id"] for finding in alone["findings"]] == [
            finding["id"] for finding in results[kind]["findings"]
        ]


@pytest.mark.model
def test_processes_give_the_results_of_one_process(small):
    with open_store(small) as store:
        tasks = tasks_of(corpus.files(store))

        def fetch(task):
            return corpus.data_of(store, (task.sha256, *task.beside))

        one = dict(pool.in_this_process(tasks, fetch, DAY))
        two = dict(pool.in_processes(tasks, fetch, pool.Processes(DAY, 2)))
    assert one == two


def test_a_file_that_kills_its_process_is_listed_and_takes_no_other_with_it():
    files = [
        corpus.KeptFile(name, name, ({"body": None},))
        for name in ("a.txt", "deadly.txt", *(f"{number}.txt" for number in range(12)))
    ]
    tasks = tasks_of(files)
    how = pool.Processes(DAY, 2, work=dies_of_one_file)
    results = dict(pool.in_processes(tasks, lambda task: {task.sha256: b"text"}, how))
    assert {task.path for task in results} == {file.path for file in files}
    problems = {task.path: entry.problem["code"] for task, [entry] in results.items() if entry.problem}
    assert problems == {"deadly.txt": "P099"}


def test_a_damaged_text_is_a_result_with_its_code():
    task = tasks_of([corpus.KeptFile("x.txt", "d", ({"body": None},))])[0]
    [result] = judge_file(task, {"d": b"\x00\x00"}, DAY)
    assert (result.content, result.problem["code"]) == (None, "P101")


def test_the_other_ordinances_of_a_body_are_read_beside_its_subject():
    def file(name, body):
        return corpus.KeptFile(name, name, ({"body": body},))

    tasks = {
        task.path: task for task in tasks_of([file("a", "花野市"), file("b", "花野市"), file("c", "月影村")])
    }
    assert (tasks["a"].beside, tasks["b"].beside, tasks["c"].beside) == (("b",), ("a",), ())


def test_a_cluster_gives_the_same_results(small, run):
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` (dask) isn't installed")
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    )
    with cluster, open_store(small) as store:
        done = analyse(store, DAY, Where(scheduler=cluster.scheduler_address), lambda *_: None)
    assert (done.judged, done.failed) == (3, 0)
    code, out, _ = run("corpus", "report", "--db", small, "--format", "json")
    assert (code, json.loads(out)["ordinances"]) == (0, 3)


@pytest.mark.parametrize("share", [0.02, pytest.param(1.0, marks=pytest.mark.long)])
def test_the_survey_of_a_synthetic_corpus_is_what_was_generated(share):
    made = list(generate(seed=11, share=share))
    files, results = [], {}
    for entry in made:
        [subject] = parse_all(entry.text.encode(), entry.name)
        files.append(corpus.KeptFile(entry.name, entry.name, ({"body": subject.body},)))
    for task, entry in zip(tasks_of(files), made, strict=True):
        results[task.inputs] = judge_file(task, {entry.name: entry.text.encode()}, DAY)
    linkage = report(from_results(files, results, DAY, ""))["linkage"]
    for group in ("都道府県", "市区町村"):
        ours = [entry for entry in made if entry.group == group]
        assert linkage["groups"][group]["with"] == sorted(entry.body for entry in ours if entry.restricted)
        assert linkage["groups"][group]["without"] == sorted(
            entry.body for entry in ours if not entry.restricted
        )
        for name, row in linkage["detailed"].items():
            assert row["groups"][group]["bodies"] == sorted(
                entry.body for entry in ours if name in entry.types
            )


def test_the_generator_follows_the_shares_of_the_national_survey():
    made = list(generate(seed=1))
    for group, figures in published_survey()["groups"].items():
        ours = [entry for entry in made if entry.group == group]
        assert sum(entry.restricted for entry in ours) == figures["with"]
        assert sum(not entry.restricted for entry in ours) == figures["without"]
        for name in ("law_or_public_need", "no_risk_to_rights", "no_risk_of_leak"):
            assert sum(name in entry.types for entry in ours) == figures["conditions"][name]
    assert len({entry.body for entry in made}) == len(made)
    assert [entry.text for entry in generate(seed=1)] == [entry.text for entry in made]


@pytest.mark.parametrize(
    ("body", "group"),
    [
        ("花野県", "都道府県"),
        ("北海道", "都道府県"),
        ("花野市", "市区町村"),
        ("月影村", "市区町村"),
        ("花野地区消防組合", "組合・広域連合等"),
        ("花野県後期高齢者医療広域連合", "組合・広域連合等"),
        (None, "団体名なし"),
    ],
)
def test_bodies_are_counted_in_the_groups_of_the_survey(body, group):
    assert group_of(body) == group


@pytest.mark.model
def test_the_report_in_every_format(imported, run, tmp_path):
    run("corpus", "analyse", "--db", imported, "--as-of", "令和8年11月21日")
    code, out, _ = run("corpus", "report", "--db", imported, "--format", "json")
    data = json.loads(out)
    assert (code, data["as_of"], data["files"], data["ordinances"]) == (0, DAY, 3, 2)
    assert data["problems"] == data["open"] == []
    for form, start in (("md", "# 条例の集計"), ("html", "<!DOCTYPE html>")):
        assert run("corpus", "report", "--db", imported, "--format", form)[1].startswith(start)
    sheets = tmp_path / "集計.xlsx"
    assert run("corpus", "report", "--db", imported, "-o", sheets)[0] == 0
    book = openpyxl.load_workbook(sheets)
    assert book.sheetnames[:3] == ["概要", "オンライン結合制限の有無", "提供できる条件"]
    # the other day has no results yet: every file is listed as open
    later = json.loads(
        run("corpus", "report", "--db", imported, "--as-of", "2026-11-22", "--format", "json")[1]
    )
    assert (later["ordinances"], len(later["open"])) == (0, 2)


@pytest.mark.model
def test_whatif_shows_only_what_other_rules_change(small, run, tmp_path):
    other = tmp_path / "rules"
    shutil.copytree(rulesets_dir(), other)
    topic = other / "topics" / "direct-collection.yaml"
    text = topic.read_text(encoding="utf-8")
    assert "not_permitted" in text
    # A verdict that likeness never turns, whatever the clause is like.
    topic.write_text(text.replace("not_permitted", "required"), encoding="utf-8")
    code, out, _ = run(
        "corpus", "whatif", "--ruleset", other, "--db", small, "--as-of", DAY, "--format", "json"
    )
    data = json.loads(out)
    assert (code, data["ordinances"]) == (0, 3)
    assert data["changes"]
    assert {(change["topic"], change["what"]) for change in data["changes"]} == {
        ("direct-collection", "changed")
    }
    assert data["changes"][0]["after"]["classification"] == "required"
    text = run("corpus", "whatif", "--ruleset", other, "--db", small, "--as-of", DAY, "--format", "md")[1]
    assert "判断が変わる" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import", "nowhere"), "P010"),
        (("analyse",), "P601"),
        (("whatif", "--ruleset", "nowhere"), "P501"),
        (("report", "--format", "docx"), "P012"),
    ],
)
def test_wrong_use(run, tmp_path, arguments, code):
    result = run("corpus", *arguments, "--db", tmp_path / "none.db")
    assert result[0] == 2
    assert json.loads(result[2].strip().splitlines()[-1])["code"] == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("analyse", "--workers", "0"), "P012"),
        (("analyse", "--workers", "65"), "P012"),
        (("analyse", "--as-of", "2026-02-30"), "P403"),
        (("report",), "P602"),
    ],
)
def test_wrong_use_of_a_corpus(run, imported, arguments, code):
    result = run("corpus", *arguments, "--db", imported)
    assert result[0] == 2
    assert json.loads(result[2].strip().splitlines()[-1])["code"] == code


def test_a_scheduler_that_does_not_answer_is_said(run, imported):
    pytest.importorskip("distributed", reason="the extra `cluster` (dask) isn't installed")
    result = run("corpus", "analyse", "--scheduler", "tcp://127.0.0.1:9", "--db", imported)
    assert result[0] == 2
    assert json.loads(result[2].strip().splitlines()[-1])["code"] == "P026"
