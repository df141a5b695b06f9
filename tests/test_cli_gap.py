"""`pirules gap` and `demo` on whole ordinances, good and bad files."""

import html
import json
import os
import re
from pathlib import Path

import openpyxl
import pytest

from pirules.data import ordinances_dir
from pirules.store import Filter, measures, open_store, reports, reviews
from pirules.text.columns import columns

PROBLEM = ordinances_dir() / "implementation_problem.txt"
CLEAN = ordinances_dir() / "implementation_clean.txt"
LEGACY = ordinances_dir() / "legacy.txt"
ASSEMBLY = ordinances_dir() / "assembly.txt"
KEYS = {
    "ordinance",
    "as_of",
    "ruleset",
    "findings",
    "missing",
    "notification",
    "unmatched",
    "hints",
    "counts",
    "problems",
}


def _error(result, code):
    assert result[0] == 2
    assert result[1] == b""
    body = json.loads(result[2].strip().splitlines()[-1])
    assert body["code"] == code
    return body


def test_the_report_is_the_contracts_json_and_is_kept(run_bytes, tmp_path):
    code, out, _ = run_bytes("gap", PROBLEM, "--db", tmp_path / "a.db")
    report = json.loads(out)
    assert code == 0
    assert set(report) >= KEYS
    with open_store(tmp_path / "a.db") as store:
        kept = reports.recent(store)
        assert [row["title"] for row in kept] == [report["ordinance"]["title"]]
        assert reports.load(store, kept[0]["id"]).report == report
        flagged = {measure.provision for measure in measures.find(store)}
    assert {f["provision"] for f in report["findings"] if f["notify"] == "yes"} <= flagged
    assert {f["provision"] for f in report["findings"] if f["classification"] == "not_permitted"} <= flagged


def test_a_file_name_that_is_not_utf8_is_read_reported_and_kept(run_bytes, tmp_path):
    path = tmp_path / os.fsdecode(b"a\xff.txt")
    path.write_bytes(CLEAN.read_bytes())
    code, out, err = run_bytes("gap", path, "--format", "md", "--db", tmp_path / "a.db")
    assert (code, err) == (0, "")
    assert "a?.txt" in out.decode("utf-8")
    assert run_bytes("parse", path)[0] == 0


def test_a_folder_as_output_is_told_as_one(run_bytes, tmp_path):
    code, out, err = run_bytes("gap", CLEAN, "--no-store", "-o", tmp_path)
    assert (code, out) == (2, b"")
    assert "フォルダーです" in json.loads(err)["detail"]


def test_reported_twice_the_measures_keep_their_review(run_bytes, tmp_path):
    path = tmp_path / "a.db"
    run_bytes("gap", CLEAN, "--db", path)
    with open_store(path) as store:
        before = measures.find(store, Filter(notify="yes"))
        reviews.review(store, before[0].id, state="届出済")
    run_bytes("gap", CLEAN, "--db", path)
    with open_store(path) as store:
        after = measures.find(store, Filter(notify="yes"))
        assert [measure.id for measure in after] == [measure.id for measure in before]
        assert measures.load(store, before[0].id).state == "届出済"


@pytest.mark.parametrize(
    ("form", "start"), [("md", b"# "), ("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("docx", b"PK")]
)
def test_every_format_to_standard_output_and_to_a_file(run_bytes, tmp_path, form, start):
    code, out, _ = run_bytes("gap", CLEAN, "--no-store", "--format", form)
    assert code == 0
    assert out.startswith(start)
    target = tmp_path / f"レポート.{form}"
    assert run_bytes("gap", CLEAN, "--no-store", "-o", target)[:2] == (0, b"")
    assert target.read_bytes().startswith(start)


def test_every_clause_of_the_ordinance_stands_in_the_report(run_bytes):
    text = PROBLEM.read_text(encoding="utf-8")
    report = run_bytes("gap", PROBLEM, "--no-store", "--format", "html")[1].decode("utf-8")
    shown = html.unescape(re.sub(r"<[^>]+>", "", report))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = lines[next(n for n, line in enumerate(lines) if line.startswith("第1条")) :]
    missing = [line for line in body if line not in shown and not line.startswith(("(", "（"))]
    assert missing == []


def test_a_legacy_ordinance_says_what_becomes_of_its_clauses(run_bytes):
    out = run_bytes("gap", LEGACY, "--no-store", "--format", "md")[1].decode("utf-8")
    assert "旧条例の各規定の行方" in out
    assert "届出は不要" in out


def test_an_assembly_ordinance_has_nothing_to_notify(run_bytes, tmp_path):
    report = json.loads(run_bytes("gap", ASSEMBLY, "--db", tmp_path / "a.db")[1])
    assert report["notification"]["required"] is False
    with open_store(tmp_path / "a.db") as store:
        assert measures.find(store) == []


@pytest.mark.parametrize("day", ["2026-11-21", "令和8年11月21日", "R8.11.21"])
def test_the_day_is_written_as_people_write_it(run_bytes, day):
    assert json.loads(run_bytes("gap", CLEAN, "--no-store", "--as-of", day)[1])["as_of"] == "2026-11-21"


@pytest.mark.parametrize(
    ("path", "condition", "code"),
    [
        (PROBLEM, "not_permitted", 1),
        (PROBLEM, "missing", 1),
        (PROBLEM, "not_permitted,missing", 1),
        (CLEAN, "not_permitted,missing", 0),
        (CLEAN, "required, permitted", 1),
    ],
)
def test_fail_on(run_bytes, path, condition, code):
    result = run_bytes("gap", path, "--no-store", "--fail-on", condition)
    assert result[0] == code
    assert set(json.loads(result[1])) >= KEYS


def test_standard_input(run_bytes):
    code, out, _ = run_bytes("gap", "-", "--no-store", stdin=CLEAN.read_bytes())
    assert code == 0
    assert json.loads(out)["ordinance"]["title"]


def test_two_ordinances_in_one_file_have_a_report_each(run_bytes, tmp_path):
    path = tmp_path / "二本.txt"
    path.write_text(
        CLEAN.read_text(encoding="utf-8") + "\n\n" + ASSEMBLY.read_text(encoding="utf-8"), encoding="utf-8"
    )
    results = json.loads(run_bytes("gap", path, "--db", tmp_path / "a.db")[1])
    assert [result["ordinance"]["kind"] for result in results] == ["implementation", "assembly"]
    text = path.read_text(encoding="utf-8")
    pieces = [piece for result in results for finding in result["findings"] for piece in finding["evidence"]]
    assert all(text[slice(*piece["span"])] == piece["text"] for piece in pieces)
    sheets = tmp_path / "二本.xlsx"
    run_bytes("gap", path, "--no-store", "-o", sheets)
    assert len(openpyxl.load_workbook(sheets).sheetnames) == 10
    with open_store(tmp_path / "a.db") as store:
        assert len(reports.recent(store)) == 2


def test_another_ordinance_of_the_body_is_searched_before_something_is_missing(run_bytes, tmp_path):
    title = json.loads(run_bytes("gap", PROBLEM, "--no-store")[1])["ordinance"]
    fees = tmp_path / "手数料条例.txt"
    fees.write_text(
        f"○{title['body']}手数料条例\n令和5年3月17日\n条例第7号\n(趣旨)\n第1条　この条例は、町が徴収する手数料に関し必要な事項を定める。\n"
        "(個人情報の開示請求に係る手数料)\n第2条　個人情報の保護に関する法律(平成15年法律第57号)第89条第2項の規定により"
        "納付しなければならない手数料の額は、零円とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n",
        encoding="utf-8",
    )
    alone = json.loads(run_bytes("gap", PROBLEM, "--no-store")[1])
    beside = json.loads(run_bytes("gap", PROBLEM, fees, "--no-store")[1])
    assert "disclosure-fee" in {item["topic"] for item in alone["missing"]}
    assert "disclosure-fee" not in {item["topic"] for item in beside["missing"]}


BAD = {
    "empty": (b"", "P101"),
    "white": (" 　\r\n".encode(), "P101"),
    "pdf": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", None),
    "html without an ordinance": (b"<html><body><p>menu</p></body></html>", None),
    "zeros": (b"\x00" * 5000, "P101"),
    "zip": (b"PK\x03\x04" + b"\x00" * 50, None),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_coded_error_and_nothing_is_written(run_bytes, tmp_path, name):
    content, code = BAD[name]
    path = tmp_path / "bad.bin"
    path.write_bytes(content)
    result = run_bytes("gap", path, "--db", tmp_path / "a.db", "-o", tmp_path / "out.md")
    body = json.loads(result[2].strip().splitlines()[-1])
    assert result[0] == 2
    assert code is None or body["code"] == code
    assert not (tmp_path / "out.md").exists()
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gap", "/nowhere/a.txt"], "P010"),
        (["gap", str(CLEAN), "/nowhere/b.txt"], "P010"),
        (["gap", str(CLEAN), "--as-of", "令和8年2月30日"], "P403"),
        (["gap", str(CLEAN), "--fail-on", "colour"], "P012"),
        (["gap", str(CLEAN), "--format", "pdf"], "P012"),
        (["gap", str(CLEAN), "--no-store", "-o", "/nowhere/a.md"], "P011"),
    ],
)
def test_wrong_use(run_bytes, arguments, code):
    _error(run_bytes(*arguments), code)


def test_shift_jis_and_mixed_line_ends_give_the_same_findings(run_bytes, tmp_path):
    text = CLEAN.read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode("cp932"))
    one = json.loads(run_bytes("gap", CLEAN, "--no-store")[1])
    other = json.loads(run_bytes("gap", path, "--no-store")[1])
    assert [(f["topic"], f["provision"]) for f in one["findings"]] == [
        (f["topic"], f["provision"]) for f in other["findings"]
    ]


def test_the_demo_shows_both_answers_and_writes_them(run_bytes, tmp_path):
    code, out, _ = run_bytes("demo", "--out", tmp_path / "out")
    text = out.decode("utf-8")
    assert code == 0
    for word in ("消す・直す規定", "足りない規定", "開示請求手数料", "届出", "結論", "理由", "根拠条文"):
        assert word in text
    written = {path.name for path in Path(tmp_path / "out").iterdir()}
    assert written == {"gap-report.md", "gap-report.html", "decision.md", "decision.html"}
    assert not (tmp_path / "data").exists()


def test_the_demo_into_a_file_is_an_error(run_bytes, tmp_path):
    (tmp_path / "out").write_text("x")
    _error(run_bytes("demo", "--out", tmp_path / "out"), "P011")


def test_a_whole_collection_in_one_file_is_refused(run_bytes, tmp_path):
    path = tmp_path / "例規集.txt"
    path.write_text("\n\n".join([CLEAN.read_text(encoding="utf-8")] * 13), encoding="utf-8")
    assert "13 本" in _error(run_bytes("gap", path, "--no-store"), "P103")["detail"]


def test_the_demo_fits_a_terminal(run, monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", "80")
    _, shown, _ = run("demo", "--out", tmp_path / "out")
    lines = shown.splitlines()
    assert max(columns(line) for line in lines) <= 80
    assert len(lines) < 120
    assert "ほか 18 件" in shown
