"""`pirules parse` as a user calls it."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pirules.cli import main
from pirules.data import ordinances_dir

TEXT = "○花野市個人情報保護条例\r\n平成17年3月1日条例第5号\n（目的）\n第1条　目的を定める。\r２　次のとおり\n(1)　甲\n附則\n公布の日から施行する。\n"
SAMPLES = sorted(path for path in ordinances_dir().iterdir() if path.suffix in (".txt", ".html"))


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Return a function that runs `pirules parse` and gives exit code, standard output and standard error."""

    def call(*arguments: str, data: bytes = b"") -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["pirules", "parse", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        captured = capfdbinary.readouterr()
        return SimpleNamespace(returncode=ended.value.code or 0, stdout=captured.out, stderr=captured.err)

    return call


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_the_text_comes_back_character_for_character(run, codec):
    result = run("-", "--format", "text", data=TEXT.encode(codec))
    assert result.returncode == 0
    assert result.stdout.decode() == TEXT


def test_json_has_every_key_of_the_contract(run):
    report = json.loads(run("-", "--format", "json", data=TEXT.encode()).stdout)
    assert list(report) == [
        "title",
        "body",
        "number",
        "kind",
        "promulgated_on",
        "effective_on",
        "nodes",
        "problems",
    ]
    assert report["promulgated_on"] == report["effective_on"] == "2005-03-01"
    article = report["nodes"][2]
    assert list(article) == ["type", "number", "label", "caption", "text", "span", "children"]
    assert (article["type"], article["number"], article["label"], article["caption"]) == (
        "article",
        "1",
        "第1条",
        "目的",
    )
    assert [child["label"] for child in article["children"]] == [None, "２"]
    assert article["children"][1]["text"] == "次のとおり"
    assert TEXT[slice(*article["children"][1]["children"][0]["span"])] == "(1)　甲\n"


@pytest.mark.parametrize("form", ["tree", "normalized", "xml", "md", "html"])
def test_every_form_is_written_whole_to_a_file(run, tmp_path, form):
    source, output = tmp_path / "a.txt", tmp_path / "out"
    source.write_bytes(TEXT.encode())
    result = run(str(source), "--format", form, "-o", str(output))
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout == b""
    assert "目的を定める" in output.read_text(encoding="utf-8")


def test_clauses_are_added_to_each_node(run):
    report = json.loads(run("-", "--format", "json", "--clauses", data=TEXT.encode()).stdout)
    paragraph = report["nodes"][2]["children"][0]
    assert [clause["role"] for clause in paragraph["clauses"]] == ["main"]
    assert all("clauses" in node for node in report["nodes"])


def test_a_folder_gives_one_object_a_line_and_lists_what_it_could_not_read(run, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "sub" / "b.html").write_text(
        "<p>第1条　甲を定める。</p><p>第3条　乙を定める。</p>", encoding="utf-8"
    )
    (tmp_path / "empty.txt").write_bytes(b"")
    problems = tmp_path / "problems.json"
    result = run(str(tmp_path), "--format", "json", "--problems", str(problems))
    assert result.returncode == 0
    lines = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [line["file"] for line in lines] == ["a.txt", "empty.txt", "sub/b.html"]
    assert lines[1]["problems"][0]["code"] == "P101"
    assert "[3/3] sub/b.html" in result.stderr.decode()
    listed = json.loads(problems.read_text(encoding="utf-8"))
    assert {(row["file"], row["code"]) for row in listed} >= {("empty.txt", "P101"), ("sub/b.html", "P211")}
    assert all({"file", "code", "message", "span", "line"} <= set(row) for row in listed)


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "P101"), (b"{\\rtf1", "P102"), (b"<html><p>x</p></html>", "P106")]
)
def test_what_cannot_be_read_exits_2_with_the_error_in_the_contracts_shape(run, data, code):
    result = run("-", data=data)
    assert result.returncode == 2
    assert result.stdout == b""
    error = json.loads(result.stderr)
    assert error["code"] == code
    assert error["remedy"]


def test_a_damaged_text_exits_0_with_problems(run):
    result = run("-", "--format", "json", data="第3条　乙。\n第2条　甲。\n".encode())
    assert result.returncode == 0
    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} == {"P221", "P212", "P217"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_samples_are_read_without_a_problem(run, path: Path):
    report = json.loads(run(str(path), "--format", "json").stdout)
    assert report["problems"] == []
    assert all(report[key] for key in ("title", "body", "number", "kind", "promulgated_on", "effective_on"))
