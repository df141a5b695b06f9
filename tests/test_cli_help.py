"""``--help``: all in Japanese, and no line wider than the terminal."""

import re

import pytest
import typer

from pirules.cli import load_commands
from pirules.cli._help import in_japanese
from pirules.text.columns import columns, folded

# Words of the library that reads command lines; a metavar in capitals (FILE, DATE) isn't one.
_ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Show this|required|default:|<\w+>|<=|\bCOMMAND\b|\[ARGS\]"
)
_WIDTH = 80


def _paths(command, path=()):
    yield path
    for name, child in getattr(command, "commands", {}).items():
        yield from _paths(child, (*path, name))


_COMMANDS = list(_paths(typer.main.get_command(load_commands())))


@pytest.mark.parametrize("path", _COMMANDS, ids=lambda path: " ".join(path) or "pirules")
def test_help_is_japanese_and_fits_the_terminal(run, monkeypatch, path):
    monkeypatch.setenv("COLUMNS", str(_WIDTH))
    code, shown, error = run(*path, "--help")
    assert (code, error) == (0, "")
    assert shown.startswith(f"使い方: {' '.join(('pirules', *path))} [オプション]")
    assert "オプション:" in shown
    assert _ENGLISH.search(shown) is None
    # An example is one line that a person copies, however long it is.
    prose = [line for line in shown.splitlines() if not line.strip().startswith(("pirules ", "echo "))]
    assert [line for line in prose if columns(line) > _WIDTH] == []


def test_help_without_a_command_is_japanese_too(run):
    code, _, shown = run("measures")
    assert code == 2
    assert shown.startswith("使い方: pirules measures")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ポート。  [default: 8000; 0<=x<=65535]", "ポート。［省くと 8000、0 から 65535 まで］"),
        ("ファイル。  [required]", "ファイル。［必須］"),
        ("FILE <list[Path]>", "FILE"),
        ("--port <int range>", "--port 数"),
        ("--format <text|json>", "--format text|json"),
        ("[OPTIONS] {FILE}...", "[オプション] FILE…"),
        ("条例の [案] を作ります。", "条例の [案] を作ります。"),
    ],
)
def test_what_the_library_says_becomes_japanese_and_the_rest_stays(said, told):
    assert in_japanese(said) == told


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("あいうえお", 6, ["あいう", "えお"]),
        ("あいう、えお", 6, ["あい", "う、え", "お"]),
        ("あい「うえ」", 6, ["あい", "「う", "え」"]),
        ("--format は md", 10, ["--format", "は md"]),
        ("abcdefghijk", 4, ["abcdefghijk"]),
        ("", 4, [""]),
    ],
)
def test_a_line_ends_where_japanese_lets_it(text, width, lines):
    assert folded(text, width) == lines


def test_later_lines_stand_in():
    assert folded("あいうえお", 8, "・", "　") == ["・あいう", "　えお"]
