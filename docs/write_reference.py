"""Write docs/cli.md and docs/errors.md from the code itself, so that they can't fall behind (`make docs`)."""

import sys
from pathlib import Path

import typer

from pirules.cli import load_commands
from pirules.errors import CATALOGUE

DOCS = Path(__file__).resolve().parent

_GROUPS = {
    "P0": "Installation, command line, files, server",
    "P1": "Reading a file",
    "P2": "Problems inside an ordinance (listed, not raised)",
    "P3": "Law: citations, index, statute texts",
    "P4": "The request of a provision check",
    "P5": "Rules and engines",
    "P6": "Store",
}


def _commands(command, path):
    """Yield ``(path, command)`` for a command and everything below it, in the order of ``--help``."""
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from _commands(child, [*path, name])


def cli_reference() -> str:
    """Return the Markdown page that lists every command with its arguments and options."""
    lines = [
        "# Command line",
        "",
        "Results go to standard output (or `-o`), messages and errors to standard error. Exit codes: 0 done, 1 a check that was",
        "asked for failed, 2 an error, 130 somebody ended it (Ctrl+C). Written by `make docs` from the code; the texts are those of `--help`.",
        "",
    ]
    root = typer.main.get_command(load_commands())
    for path, command in _commands(root, ["pirules"]):
        lines += [f"{'#' * len(path)}{'#' if len(path) == 1 else ''} `{' '.join(path)}`", ""]
        if command.help:
            lines += [command.help.replace("\b\n", "").strip(), ""]
        if command.epilog:
            lines += [command.epilog, ""]
        rows = []
        for parameter in command.params:
            if getattr(parameter, "hidden", False) or parameter.name == "help":
                continue
            if parameter.param_type_name == "argument":
                name = f"`{parameter.metavar or parameter.name.upper()}`"
            else:
                name = ", ".join(f"`{o}`" for o in [*parameter.opts, *parameter.secondary_opts])
            text = (getattr(parameter, "help", None) or "").replace("|", "\\|").replace("\n", " ")
            rows.append(f"| {name} | {text} |")
        if rows:
            lines += ["| argument, option | meaning |", "| --- | --- |", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def error_reference() -> str:
    """Return the Markdown page that lists every error code with its title and remedy."""
    lines = [
        "# Error codes",
        "",
        "A code keeps its meaning for ever. Shape at every door: `{code, title, detail, remedy, field}`. Written by `make docs`.",
    ]
    for prefix, heading in _GROUPS.items():
        codes = sorted(code for code in CATALOGUE if code.startswith(prefix))
        if codes:
            lines += ["", f"## {heading}", "", "| code | title | remedy |", "| --- | --- | --- |"]
            lines += [f"| {code} | {CATALOGUE[code].title} | {CATALOGUE[code].remedy} |" for code in codes]
    return "\n".join(lines) + "\n"


PAGES = {"cli.md": cli_reference, "errors.md": error_reference}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")
