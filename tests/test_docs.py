"""The documents say what the code does."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
import typer

from pirules.cli import load_commands

ROOT = Path(__file__).resolve().parents[1]


def _writer():
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "docs" / "write_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "errors.md"])
def test_the_reference_pages_are_those_that_the_code_writes(name):
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == _writer().PAGES[name](), f"docs/{name} is behind the code: run `make docs`"


def test_every_error_code_that_the_code_raises_is_in_the_catalogue():
    from pirules.errors import CATALOGUE

    used = set()
    for path in [*(ROOT / "pirules").rglob("*.py"), *(ROOT / "api").rglob("*.py")]:
        used |= set(re.findall(r'"(P\d{3})"', path.read_text(encoding="utf-8")))
    assert used <= set(CATALOGUE)


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"`make (\w+)`", (ROOT / "README.md").read_text(encoding="utf-8"))))
)
def test_every_make_target_in_the_readme_exists(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_readme_shows_a_picture_that_exists():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_links_between_documents_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_constraints_name_versions_and_no_addresses():
    pinned = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*(?: ; [a-z_]+ [!=]= \"[a-z0-9.]+\")?")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or pinned.fullmatch(line), line


def _leaf(words):
    """Return the command that ``words`` name, with its path and the words behind it."""
    command, path = typer.main.get_command(load_commands()), []
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words[0]]
        path, words = [*path, words[0]], words[1:]
    return command, path, words


def _commands(command, path=()):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from _commands(child, (*path, name))


def _examples():
    """Return every command line that a page or a help text shows."""
    texts = [page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))]
    shown = re.findall(r"(?m)^ *(?:例: )?(?:\.venv/bin/)?pirules ([^\n`]+)$", "\n".join(texts))
    known = typer.main.get_command(load_commands()).commands
    return sorted({line.split("#")[0].strip() for line in shown if line.split()[0] in known})


def test_every_command_shows_an_example_of_itself():
    for path, command in _commands(typer.main.get_command(load_commands())):
        assert f"pirules {' '.join(path)}" in f"{command.help}\n{command.epilog}", path


@pytest.mark.parametrize("line", _examples())
def test_a_command_is_shown_as_it_is_called(line):
    """What a page shows is understood: the command exists, and so do its options."""
    command, path, words = _leaf(shlex.split(line.split("|")[0]))
    assert path, line
    command.make_context(path[-1], list(words), resilient_parsing=False)
