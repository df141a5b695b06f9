"""Only the command that is asked for is loaded, and every command can be asked for."""

import subprocess
import sys

import pytest
import typer

from pirules.cli import load_commands

NAMES = tuple(typer.main.get_command(load_commands()).commands)


@pytest.mark.parametrize("name", NAMES)
def test_each_command_is_found_when_only_its_module_is_loaded(name):
    program = f"from pirules.cli import load_commands; import typer; print(*typer.main.get_command(load_commands({name!r})).commands)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert name in done.stdout.split()


def test_an_unknown_command_is_answered_with_all_commands():
    assert set(typer.main.get_command(load_commands("unknown")).commands) == set(NAMES)


def test_reading_an_ordinance_loads_neither_reports_nor_store():
    program = "import sys; from pirules.cli import load_commands; load_commands('parse'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"pirules.report", "pirules.store", "pirules.provision"} & set(done.stdout.split())


def _stop(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["pirules.cli.check.read_up_to", "pirules.cli.load_commands"])
def test_ctrl_c_is_told_in_a_word_and_ends_as_shells_expect(run, monkeypatch, where):
    monkeypatch.setattr(where, _stop)
    code, out, err = run("check", "-", stdin=b"{}")
    assert (code, out) == (130, "")
    assert err.strip() == "中断しました。"
