"""What the command line says when it can't do what was asked: in Japanese, with cause and remedy, exit 2."""

import errno
import json
import os
import re
import shlex
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pirules.cli._usage import usage_text
from pirules.data import ordinances_dir
from pirules.errors import reason_of

SAMPLE = ordinances_dir() / "implementation_clean.txt"
_ENGLISH = re.compile(r"\b(?:no such|missing|invalid|unexpected|denied|requires|directory)\b", re.IGNORECASE)


def _detail(run, *arguments):
    code, _, error = run(*arguments)
    assert code == 2
    told = json.loads(error.strip().splitlines()[-1])
    assert told["remedy"]
    assert not _ENGLISH.search(told["detail"])
    return told["code"], told["detail"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("gapp x.txt", "P012", "「gapp」というコマンドはありません"),
        ("gap", "P012", "FILE を指定していません"),
        ("gap x.txt --formt md", "P012", "近いもの: --format"),
        ("gap x.txt --format", "P012", "--format に値がありません"),
        ("diff a b c", "P012", "余分な指定があります: c"),
        ("gap ない.txt", "P010", "ファイル又はフォルダーがありません"),
        ("check ない.json", "P010", "ファイル又はフォルダーがありません"),
    ],
)
def test_a_wrong_command_line_is_told_in_japanese(run, line, code, said):
    told, detail = _detail(run, *shlex.split(line))
    assert told == code
    assert said in detail


def test_what_the_library_may_say_one_day_is_passed_on():
    assert usage_text("Something new.") == "Something new."


@pytest.mark.parametrize("name", ["報告.pdf", "報告.DOC", "報告.csv"])
def test_a_file_is_never_another_format_than_its_name_says(run, tmp_path, name):
    code, detail = _detail(run, "gap", SAMPLE, "--no-store", "-o", tmp_path / name)
    assert code == "P012"
    assert "docx" in detail
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "begins"),
    [("報 告.htm", "<!DOCTYPE html>"), ("報告.MD", "# "), ("報告.out", "{"), ("報告", "{")],
)
def test_the_ending_tells_the_format(run, tmp_path, name, begins):
    code, _, error = run("gap", SAMPLE, "--no-store", "-o", tmp_path / name)
    assert (code, error) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "空き容量がありません"),
        (PermissionError(errno.EACCES, "Permission denied"), "権限がありません"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), "Invalid cross-device link"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_why_the_system_refused_a_file_is_told_in_japanese(error, said):
    assert reason_of(error) == said


def test_a_pipe_is_written_to_and_not_replaced_by_a_file(run, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        # Small enough for the pipe: nobody reads it meanwhile.
        code, _, error = run("law", "show", "法69条2項", "-o", pipe)
        assert (code, error) == (0, "")
        assert "69条2項" in os.read(reader, 65_536).decode("utf-8")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(
    not Path("/dev/full").is_char_device(), reason="this system has no device that is always full"
)
def test_standard_output_that_takes_nothing_is_told():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pirules", "law", "show", "法69条2項"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    told = json.loads(done.stderr.decode("utf-8").strip().splitlines()[-1])
    assert (done.returncode, told["code"]) == (2, "P011")
    assert "空き容量がありません" in told["detail"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--port", "99999"), "--port の値を読めません"),
        (("--host", "192.0.2.1"), "この機械のアドレスではありません"),
        (("--host", "名なし.test"), "という名のアドレスがありません"),
    ],
)
def test_where_a_server_cannot_listen_is_told(run, tmp_path, arguments, said):
    _, detail = _detail(run, "serve", "--db", tmp_path / "a.db", *arguments)
    assert said in detail


def test_a_port_that_is_taken_is_told(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, detail = _detail(run, "serve", "--db", tmp_path / "a.db", "--port", port)
    assert code == "P025"
    assert f"{port} 番" in detail
    assert "ほかのプログラムが使っています" in detail
