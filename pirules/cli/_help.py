"""``--help`` in Japanese: the library that reads command lines writes it in English and counts letters instead of columns."""

import re
import shutil
from collections.abc import Sequence
from typing import Any

import typer

from pirules.text.columns import columns, folded

# What the library says, whole or as a part of a line, and what it becomes; what people wrote is Japanese already.
_SAID = (
    (re.compile(r"Show this message and exit\."), "この使い方を表示して終わります。"),
    (re.compile(r"\[OPTIONS\]"), "[オプション]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "コマンド …"),
    (re.compile(r"\{([^{}]+?)…?\}\.\.\."), r"\1…"),
    (re.compile(r"\{([^{}]+)\}"), r"\1"),
    # The type of an argument says nothing that its meaning doesn't.
    (re.compile(r"^([^-\s]\S*) <(?:list\[\w+\]|path|str)>$"), r"\1"),
    (re.compile(r"<(\w+(?:\|\w+)+)>"), r"\1"),
    (re.compile(r"<path>"), "ファイル"),
    (re.compile(r"<str>"), "文字"),
    (re.compile(r"<int(?: range)?>"), "数"),
)
# What it adds in brackets behind a meaning.
_ADDED = re.compile(r"  \[([^\[\]]+)\]$")
_REMARKS = (
    (re.compile(r"required"), "必須"),
    (re.compile(r"default: (.+)"), r"省くと \1"),
    (re.compile(r"(-?\d+)<=x<=(-?\d+)"), r"\1 から \2 まで"),
)
_HEADINGS = {"Usage": "使い方", "Arguments": "引数", "Options": "オプション", "Commands": "コマンド"}
_WIDEST, _NARROWEST = 100, 50
_FIRST_COLUMN = 30


def in_japanese(text: str) -> str:
    """Return a line of help with the library's own words in Japanese."""
    for pattern, said in _SAID:
        text = pattern.sub(said, text)
    if added := _ADDED.search(text):
        remarks = [_remark(remark) for remark in added[1].split("; ")]
        text = f"{text[: added.start()]}［{'、'.join(remarks)}］"
    return text


def _remark(text: str) -> str:
    for pattern, said in _REMARKS:
        if found := pattern.fullmatch(text):
            return found.expand(said)
    return text


class JapaneseHelp(typer.Context.formatter_class):  # type: ignore[valid-type,misc]
    """Writes help as the library's formatter does, in Japanese and by the columns that Japanese letters take."""

    def __init__(self, **settings: Any) -> None:
        """Take the width of the terminal."""
        super().__init__(**settings)
        self.width = max(min(shutil.get_terminal_size().columns, _WIDEST) - 1, _NARROWEST)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        """Write 「使い方: pirules gap [オプション] FILE…」."""
        first = f"{_HEADINGS['Usage']}: {prog} "
        self._lines(folded(in_japanese(args), self.width, first, " " * columns(first)))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{' ' * self.current_indent}{_HEADINGS.get(heading, heading)}:\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with ``\\b`` keeps its lines."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(re.split(r"\n[ \t]*\n", text)):
            lines = paragraph.splitlines()
            if number:
                self.write("\n")
            if lines and lines[0].strip() == "\b":
                self._lines(f"{indent}{line}" for line in lines[1:])
            else:
                joined = "".join(line.strip() for line in lines)
                self._lines(folded(in_japanese(joined), self.width, indent, indent))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = 2
    ) -> None:
        """Write options, arguments or commands with their meanings beside them."""
        told = [(in_japanese(first), in_japanese(second).strip()) for first, second in rows]
        wide = min(max((columns(first) for first, _ in told), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        rest = indent + " " * wide
        for first, second in told:
            if columns(first) + col_spacing > wide:
                self._lines([indent + first, *folded(second, self.width, rest, rest)])
            else:
                gap = " " * (wide - columns(first))
                self._lines(folded(second, self.width, f"{indent}{first}{gap}", rest))

    def _lines(self, lines: Any) -> None:
        for line in lines:
            self.write(f"{line.rstrip()}\n")


def use_japanese_help() -> None:
    """Let every command write its help with :class:`JapaneseHelp`."""
    # The attribute is the library's own place for it; it stands on the class that typer's context is built on.
    for kind in typer.Context.__mro__:
        if "formatter_class" in vars(kind):
            kind.formatter_class = JapaneseHelp  # type: ignore[attr-defined]
