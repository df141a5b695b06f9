"""`pirules check`, `replay`, `measures` and `db` as somebody at a prompt uses them."""

import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from pirules.data import ordinances_dir
from pirules.report import flagged_measures
from pirules.store import decisions, measures, open_store, reports

QUESTION = ordinances_dir() / "question.json"
REPORT = json.loads((Path(__file__).parent / "data" / "report.json").read_text(encoding="utf-8"))


def _error(result, code, status=2):
    assert result[0] == status
    assert result[1] == ""
    body = json.loads(result[2].strip().splitlines()[-1])
    assert set(body) == {"code", "title", "detail", "remedy", "field"}
    assert body["code"] == code
    return body


def test_the_answer_is_json_where_no_person_reads(run, tmp_path):
    code, out, err = run("check", QUESTION, "--db", tmp_path / "a.db")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    with open_store(tmp_path / "a.db") as store:
        record = decisions.load(store, answer["record_id"])
    assert record.answer == answer
    assert record.request == json.loads(QUESTION.read_text(encoding="utf-8"))


def test_a_question_comes_through_standard_input(run):
    code, out, _ = run("check", "-", "--no-store", stdin=b'{"recipient": {"kind": "police"}}')
    assert code == 0
    assert json.loads(out)["record_id"] is None


def test_a_prohibited_provision_is_exit_code_0(run):
    question = {
        "provider": {"kind": "municipal_organ"},
        "information": {"category": "specific_personal_information"},
        "handling": "provision",
        "recipient": {"kind": "private_business"},
        "consent": {"given": True},
        "my_number": {"provision_item": 0},
    }
    code, out, _ = run("check", "-", "--no-store", stdin=json.dumps(question).encode())
    assert (code, json.loads(out)["decision"]) == (0, "prohibited")


@pytest.mark.parametrize(("form", "start"), [("text", "警察署"), ("md", "# "), ("html", "<!DOCTYPE html>")])
def test_the_memo_formats(run, form, start):
    code, out, _ = run("check", QUESTION, "--no-store", "--format", form)
    assert code == 0
    assert out.startswith(start)


def test_the_ending_of_the_output_file_chooses_the_format(run, tmp_path):
    target = tmp_path / "判定.docx"
    code, out, _ = run("check", QUESTION, "--no-store", "-o", target)
    assert (code, out) == (0, "")
    assert target.read_bytes().startswith(b"PK")


def test_no_store_touches_no_file(run, tmp_path):
    run("check", QUESTION, "--no-store", "--db", tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()
    assert not (tmp_path / "data").exists()


def test_without_a_name_the_users_data_folder_keeps_it(run, tmp_path):
    run("check", QUESTION)
    with open_store(tmp_path / "data" / "pirules" / "pirules.db", create=False) as store:
        assert len(decisions.recent(store)) == 1


def test_the_environment_names_the_store(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PIRULES_DB", str(tmp_path / "env.db"))
    run("check", QUESTION)
    assert (tmp_path / "env.db").exists()


def test_a_default_store_that_cannot_be_opened_is_a_warning(run, tmp_path):
    (tmp_path / "data").write_text("a file where a folder should be")
    code, out, err = run("check", QUESTION)
    assert code == 0
    assert json.loads(out)["record_id"] is None
    assert "P601" in err


@pytest.mark.parametrize("way", ["option", "environment"])
def test_a_named_store_that_cannot_be_opened_is_an_error(run, tmp_path, monkeypatch, way):
    (tmp_path / "file").write_text("x")
    path = tmp_path / "file" / "a.db"
    if way == "environment":
        monkeypatch.setenv("PIRULES_DB", str(path))
        _error(run("check", QUESTION), "P601")
    else:
        _error(run("check", QUESTION, "--db", path), "P601")


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        (b"", "P405", None),
        (b"[]", "P405", None),
        (b'{"as_of": "2026-02-30"}', "P403", "as_of"),
        (b'{"colour": 1}', "P402", "colour"),
        (b'{"consent": {"given": "yes"}}', "P401", "consent.given"),
        (b" " * 2_000_001, "P404", None),
        (b"%PDF-1.7", "P405", None),
    ],
)
def test_a_bad_question_is_one_coded_error_and_stores_nothing(run, tmp_path, content, code, field):
    path = tmp_path / "q.json"
    path.write_bytes(content)
    body = _error(run("check", path, "--db", tmp_path / "a.db"), code)
    assert body["field"] == field
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "/nowhere/q.json"], "P010"),
        (["check", "/"], "P010"),
        (["check"], "P012"),
        (["check", str(QUESTION), "--colour"], "P012"),
        (["check", str(QUESTION), "--format", "pdf"], "P012"),
        (["check", str(QUESTION), "--no-store", "-o", "/nowhere/x.md"], "P011"),
        (["replay", "D-nothing"], "P601"),
        (["measures", "show", "M0"], "P601"),
        (["measures", "list", "--state", "了解"], "P012"),
        (["measures", "set", "M0"], "P012"),
        (["db", "check"], "P601"),
        (["colour"], "P012"),
    ],
)
def test_wrong_use_is_exit_code_2_with_a_coded_error(run, arguments, code):
    _error(run(*arguments), code)


@pytest.mark.parametrize(
    "command",
    [
        ["gap"],
        ["check"],
        ["replay"],
        ["measures", "list"],
        ["measures", "show"],
        ["measures", "set"],
        ["measures", "set-all"],
        ["db", "backup"],
        ["db", "check"],
        ["db", "migrate"],
        ["db", "verify"],
        ["serve"],
        ["demo"],
    ],
)
def test_every_help_shows_an_example(run, command):
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert f"pirules {' '.join(command)}" in out.split("例:")[1]


def _stored(run, tmp_path):
    _, out, _ = run("check", QUESTION, "--db", tmp_path / "a.db")
    return json.loads(out)["record_id"]


def test_replay_gives_the_same_answer_under_the_same_rules(run, tmp_path):
    record = _stored(run, tmp_path)
    code, out, _ = run("replay", record, "--db", tmp_path / "a.db")
    result = json.loads(out)
    assert (code, result["same"], result["differences"], result["ruleset_same"]) == (0, True, [], True)


def test_replay_says_what_changed_and_exits_1(run, tmp_path, monkeypatch):
    record = _stored(run, tmp_path)
    from pirules import provision

    real = provision.check

    def changed(request):
        return real({**request, "risk": {"unjust_infringement": None}, "legal_basis": None})

    monkeypatch.setattr(provision, "check", changed)
    code, out, _ = run("replay", record, "--db", tmp_path / "a.db")
    result = json.loads(out)
    assert code == 1
    assert "decision" in result["differences"]


def test_replay_asks_about_the_day_of_the_question(run, tmp_path, monkeypatch):
    run("check", "-", "--db", tmp_path / "a.db", stdin=b"{}")
    with open_store(tmp_path / "a.db") as store:
        record = decisions.recent(store)[0]
    seen = []
    from pirules import provision

    real = provision.check
    monkeypatch.setattr(provision, "check", lambda request: seen.append(request) or real(request))
    run("replay", record.id, "--db", tmp_path / "a.db")
    assert seen == [{"as_of": record.answer["as_of"]}]


def test_verify_is_1_when_a_record_was_touched(run, tmp_path):
    _stored(run, tmp_path)
    path = tmp_path / "a.db"
    code, out, _ = run("db", "verify", "--db", path)
    head = json.loads(out)["head"]
    assert code == 0
    assert run("db", "verify", "--head", head, "--db", path)[0] == 0
    assert run("db", "verify", "--head", "0" * 64, "--db", path)[0] == 1
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER decisions_no_update")
    connection.execute("UPDATE decisions SET decision = 'permitted', request = '{}'")
    connection.commit()
    connection.close()
    code, out, _ = run("db", "verify", "--db", path)
    assert code == 1
    assert json.loads(out)["breaks"]


def test_backup_check_and_migrate(run, tmp_path):
    record = _stored(run, tmp_path)
    path = tmp_path / "a.db"
    assert run("db", "backup", tmp_path / "b.db", "--db", path)[0] == 0
    _error(run("db", "backup", tmp_path / "b.db", "--db", path), "P609")
    assert json.loads(run("db", "check", "--db", tmp_path / "b.db")[1])["counts"]["decisions"] == 1
    assert json.loads(run("db", "migrate", "--db", path)[1])["applied"] == []
    assert run("replay", record, "--db", tmp_path / "b.db")[0] == 0


@pytest.fixture
def measured(tmp_path):
    path = tmp_path / "m.db"
    with open_store(path) as store:
        reports.save(
            store, REPORT, name="a.txt", sha256="0" * 64, sections=[], flagged=flagged_measures(REPORT)
        )
        return path, measures.find(store)[0].id


def test_measures_are_listed_in_every_format(run, measured, tmp_path):
    path, _ = measured
    code, out, _ = run("measures", "list", "--db", path)
    assert (code, len(json.loads(out))) == (0, 3)
    assert len(json.loads(run("measures", "list", "--notify", "yes", "--db", path)[1])) == 1
    assert "第2条" in run("measures", "list", "--format", "table", "--db", path)[1]
    assert run("measures", "list", "--format", "csv", "--db", path)[1].startswith("\ufeffID,団体")
    run("measures", "list", "-o", tmp_path / "m.xlsx", "--db", path)
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").active.max_row == 4


def test_a_review_is_set_and_shown(run, measured):
    path, name = measured
    code, out, _ = run(
        "measures", "set", name, "--state", "届出済", "--date", "R8.12.1", "--comment", "済", "--db", path
    )
    assert (code, json.loads(out)["date"]) == (0, "2026-12-01")
    shown = json.loads(run("measures", "show", name, "--db", path)[1])
    assert [step["state"] for step in shown["history"]] == ["届出済"]
    assert shown["bases"] == ["75-5"]


def test_one_step_is_set_for_several_measures_or_for_none(run, measured):
    path, _ = measured
    ids = [entry["id"] for entry in json.loads(run("measures", "list", "--db", path)[1])]
    code, out, _ = run("measures", "set", *ids[:2], "--state", "届出不要", "--by", "法規係", "--db", path)
    assert code == 0
    assert [(m["id"], m["state"], len(m["history"])) for m in json.loads(out)] == [
        (i, "届出不要", 1) for i in ids[:2]
    ]
    _error(run("measures", "set", ids[2], "Mない", "--state", "届出要", "--db", path), "P602")
    states = {entry["id"]: entry["state"] for entry in json.loads(run("measures", "list", "--db", path)[1])}
    assert states == {ids[0]: "届出不要", ids[1]: "届出不要", ids[2]: "未確認"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--state", "了解"], "P608"), (["--date", "令和8年2月30日"], "P403"), ([], "P012")],
)
def test_a_review_that_does_not_fit_is_refused(run, measured, arguments, code):
    path, name = measured
    _error(run("measures", "set", name, *arguments, "--db", path), code)


def test_before_anything_is_kept_the_list_is_empty(run):
    code, out, err = run("measures", "list")
    assert (code, json.loads(out)) == (0, [])
    assert "保存されていません" in err


def test_something_unforeseen_is_one_coded_message(run, monkeypatch):
    def explode(_):
        raise RuntimeError("boom")

    monkeypatch.setattr("pirules.provision.check", explode)
    _error(run("check", QUESTION, "--no-store"), "P099")


_ALL = ("measures", "set-all", "--state", "不可の疑い", "--comment", "一斉点検")


def test_all_that_fits_is_set_when_its_number_is_named_and_can_be_set_back(run, measured):
    path, _ = measured
    code, out, _ = run(*_ALL, "--was", "未確認", "--expect", "3", "--db", path)
    assert (code, json.loads(out)) == (0, {"state": "不可の疑い", "recorded": 3})
    back = ("measures", "set-all", "--was", "不可の疑い", "--text", "一斉点検", "--state", "未確認")
    assert run(*back, "--comment", "取消し", "--expect", "3", "--db", path)[0] == 0
    listed = json.loads(run("measures", "list", "--db", path)[1])
    assert {entry["state"] for entry in listed} == {"未確認"}
    history = json.loads(run("measures", "show", listed[0]["id"], "--db", path)[1])["history"]
    assert [(step["state"], step["comment"]) for step in history] == [
        ("不可の疑い", "一斉点検"),
        ("未確認", "取消し"),
    ]
    assert json.loads(run("db", "verify", "--db", path)[1])["ok"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "条件を一つも指定していません"),
        (["--was", "未確認"], "条件に合うのは 3 件です（--expect がありません）"),
        (["--was", "未確認", "--expect", "2"], "条件に合うのは 3 件です（--expect は 2 です）"),
        (["--body", "ない町", "--expect", "1"], "条件に合う独自措置はありません"),
        (["--was", "了解"], "--was の「了解」はありません"),
        (["--was", "未確認", "--comment", " "], "理由を書いてください"),
    ],
)
def test_without_the_right_number_nothing_is_set(run, measured, arguments, said):
    path, _ = measured
    result = run(*_ALL, *arguments, "--db", path)
    _error(result, "P012")
    assert said in json.loads(result[2])["detail"]
    assert {entry["state"] for entry in json.loads(run("measures", "list", "--db", path)[1])} == {"未確認"}
