"""The command line: one thin door.

Each command is a module here that puts its functions on :data:`app`; :func:`main` turns every
:class:`~pirules.errors.PirulesError` into a message on standard error and exit code 2.
"""

import importlib
import os
import sys
from typing import Annotated

import typer

from pirules import __version__
from pirules.cli._help import use_japanese_help
from pirules.cli._io import report_error, use_utf8
from pirules.cli._usage import usage_text
from pirules.errors import EngineError, InputError, PirulesError

app = typer.Typer(
    name="pirules",
    help="個人情報保護法と条例を突き合わせ、提供の可否と独自措置の要届出を判定します。",
    epilog="例: pirules gap 施行条例.docx -o レポート.html",
    invoke_without_command=True,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # The plain help wraps long Japanese texts; the boxed one cuts them off.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", help="版を表示して終わります。")] = False,
) -> None:
    """個人情報保護法と条例を突き合わせ、提供の可否と独自措置の要届出を判定します。"""
    if version:
        typer.echo(f"pirules {__version__}")
        raise typer.Exit


# One module a command or group; the order is that of --help.
COMMANDS = (
    "parse",
    "gap",
    "diff",
    "draft",
    "check",
    "measures",
    "corpus",
    "law",
    "rules",
    "evaluate",
    "db",
    "serve",
    "demo",
)


# Commands that a module of another name puts on the application.
_ELSEWHERE = {"eval": "evaluate", "replay": "check"}


def load_commands(asked: str | None = None) -> typer.Typer:
    """Import the command modules (each registers itself on :data:`app`) and return the application.

    Args:
        asked: the command that will run: only its module is imported, which saves most of the start (reports, the store, the
            engines). Anything that is no command (``None``, an option, a misspelling) imports all, so that help names all.
    """
    module = _ELSEWHERE.get(asked or "", asked)
    names = (module,) if module in COMMANDS else COMMANDS
    for name in () if asked == "--version" else names:
        importlib.import_module(f"pirules.cli.{name}")
    return app


# What a shell says of a program that Ctrl+C ended (128 + SIGINT).
_INTERRUPTED = 130

# Typer carries its own copy of click, so the class is found from what it exports.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def _run() -> int:
    """Run the command line; return its exit code."""
    use_japanese_help()
    try:
        # Outside its standalone mode typer returns the code of an Exit and raises everything else.
        code = load_commands(sys.argv[1] if len(sys.argv) > 1 else None)(
            prog_name="pirules", standalone_mode=False
        )
    except typer.Abort:
        return _interrupted()
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(str(error), err=True)
            return 2
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        near = getattr(error, "possibilities", None)
        raise InputError("P012", f"指定を読めません（{usage_text(message, near)}）。") from error
    # The library turns Ctrl+C into this code, without a word.
    if code == _INTERRUPTED:
        return _interrupted()
    return code if isinstance(code, int) else 0


def _interrupted() -> int:
    """Say that somebody ended it, and return what shells call that."""
    typer.echo("中断しました。", err=True)
    return _INTERRUPTED


def main() -> None:
    """Run the command line and exit: 0 done, 1 a check that was asked for failed, 2 an error (130: Ctrl+C)."""
    use_utf8()
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        # Before the command itself began: while its modules were loaded.
        sys.exit(_interrupted())
    except PirulesError as error:
        report_error(error)
        sys.exit(2)
    except MemoryError:
        report_error(InputError("P103", "メモリーが足りなくなりました。"))
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (head, less) went away: nothing is wrong on our side.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        # The last net: whatever was not foreseen is still one coded message; its origin on request.
        if os.environ.get("PIRULES_DEBUG"):
            raise
        detail = (
            f"処理の途中で失敗しました（{type(error).__name__}）。PIRULES_DEBUG=1 を付けると詳しく示します。"
        )
        report_error(EngineError("P099", detail))
        sys.exit(2)
