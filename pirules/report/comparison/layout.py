"""From rows to a table: which columns, what is left out as （略）, according to a profile (``profiles/*.yaml``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from pirules.errors import InputError
from pirules.ordinance.model import NodeType
from pirules.report.comparison.lines import is_caption
from pirules.report.comparison.omission import omitted_lines, omitted_rows
from pirules.report.comparison.rows import ADDED, REMOVED, Comparison, Pair, Row
from pirules.report.comparison.words import Run

PROFILES = Path(__file__).resolve().parent / "profiles"
#: The profile that is used unless told otherwise.
DEFAULT = "kaiseian"
_SIDES = ["new", "old"]
# Where more than this share of the articles has no partner, the two are hardly versions of one ordinance.
_STRANGERS = 0.8
Paragraph = tuple[Run, ...]
Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a town hall lays out its table; see the comments in ``profiles/*.yaml``."""

    id: str
    title: str
    columns: tuple[str, str]
    headings: dict[str, str]
    remarks: bool
    omit_unchanged: bool
    vertical_rules: bool
    vertical_writing: bool
    font: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table: its cells, and whether no rule stands above or below it, being part of one unit of the text.

    Each line of a unit is a row of its own, so that the lines that belong together stand at one height on every page.
    """

    cells: tuple[Cell, ...]
    goes_on: bool = False
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written: headings, rows of cells (paragraphs of runs), and what to know before reading it."""

    profile: Profile
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Band, ...]
    remark: str = ""


def profile_names() -> list[str]:
    """Return the names of the profiles that come with pirules."""
    return sorted(path.stem for path in PROFILES.glob("*.yaml"))


def profiles() -> list[Profile]:
    """Return the profiles that come with pirules, the first being the one that is used unless told otherwise."""
    return sorted((load_profile(name) for name in profile_names()), key=lambda found: found.id != DEFAULT)


def load_profile(name: str) -> Profile:
    """Read a profile by name, or from a YAML file of the user's own.

    Raises:
        InputError: ``P012`` if there is no such profile or a field is missing or unknown.
    """
    path = Path(name) if name.endswith((".yaml", ".yml")) else PROFILES / f"{name}.yaml"
    if not path.is_file() or (path.parent == PROFILES and path.stem not in profile_names()):
        raise InputError(
            "P012", f"様式 {name} がありません（{'、'.join(profile_names())}、又は YAML のファイル）。"
        )
    try:
        raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        profile = Profile(**{**raw, "columns": tuple(raw["columns"])})
    except (OSError, yaml.YAMLError, TypeError, KeyError) as error:
        raise InputError("P012", f"様式 {path.name} を読めません（{error}）。") from error
    if sorted(profile.columns) != sorted(_SIDES) or set(profile.headings) != set(_SIDES):
        raise InputError(
            "P012", f"様式 {path.name} の columns と headings には new と old を一つずつ書いてください。"
        )
    return profile


def _plain(text: str) -> Cell:
    return ((Run(text),),)


def _omit(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Replace runs of unchanged lines by （略） with their labels; captions stay, they say where one is."""
    runs = [(same, list(run)) for same, run in groupby(pairs, key=_can_go)]
    for number, (same, run) in enumerate(runs):
        following = runs[number + 1][1][0] if number + 1 < len(runs) else None
        yield from omitted_lines(run, following) if same else run


def _can_go(pair: Pair) -> bool:
    return pair.same and not is_caption("".join(run.text for run in pair.new))


def _bands(lines: Sequence[tuple[Cell, Cell]], note: str, profile: Profile) -> Iterator[Band]:
    """Lay out the lines of a unit, each ``(new, old)``; the note stands beside the first."""
    for number, (new, old) in enumerate(lines):
        sides = {"new": new, "old": old}
        cells = [sides[column] for column in profile.columns]
        if profile.remarks:
            cells.append(_plain("" if number else note))
        yield Band(tuple(cells), number > 0, number < len(lines) - 1)


def _marked(pairs: Sequence[Pair]) -> list[tuple[Cell, Cell]]:
    """Return lines as ``(new, old)``; where one side alone has lines, （新設） or （削る） stands once opposite to them."""
    lines: list[tuple[Cell, Cell]] = []
    before = ""
    for pair in pairs:
        missing = "new" if not pair.new else "old" if not pair.old else ""
        words = "" if missing == before else REMOVED if missing == "new" else ADDED
        lines.append(
            (
                (pair.new,) if pair.new else _plain(words),
                (pair.old,) if pair.old else _plain(words),
            )
        )
        before = missing
    return lines


def _row_lines(row: Row, profile: Profile) -> list[tuple[Cell, Cell]]:
    new = tuple(pair.new for pair in row.pairs if pair.new)
    old = tuple(pair.old for pair in row.pairs if pair.old)
    if row.kind == "added":
        return [(new, _plain(ADDED))]
    if row.kind == "removed":
        return [(_plain(REMOVED), old)]
    if row.kind in {"split", "merged", "abolished"}:
        # What stands beside it is only part of what it came from: the lines don't answer one another.
        return [(new or _plain(""), old or _plain(""))]
    return _marked(list(_omit(row.pairs)) if profile.omit_unchanged else row.pairs)


def _folded(rows: Sequence[Row], profile: Profile) -> Iterator[Band]:
    """Lay out rows; unchanged neighbours become one row that names them: 「第1条～第3条　（略）」."""
    position = 0
    while position < len(rows):
        end = position
        while profile.omit_unchanged and end < len(rows) and rows[end].kind == "same":
            end += 1
        if end == position:
            row = rows[position]
            yield from _bands(_row_lines(row, profile), row.note, profile)
            position += 1
            continue
        cell = tuple(omitted_rows(rows[position:end], rows[end] if end < len(rows) else None))
        yield from _bands([(cell, cell)], "", profile)
        position = end


def lay_out(comparison: Comparison, profile: Profile) -> Table:
    """Return the table of a comparison in the form that ``profile`` asks for."""
    headings = [profile.headings[column] for column in profile.columns]
    if profile.remarks:
        headings.append("備考")
    titles = (
        (comparison.new_title,)
        if comparison.new_title == comparison.old_title
        else (comparison.old_title, comparison.new_title)
    )
    rows = tuple(_folded(comparison.rows, profile))
    return Table(profile, titles, tuple(headings), rows, _remark(comparison))


def _remark(comparison: Comparison) -> str:
    """Say when there is nothing to compare, or hardly anything: somebody may have taken the wrong file."""
    articles = [row for row in comparison.rows if row.unit.type is NodeType.ARTICLE]
    if all(row.kind == "same" for row in comparison.rows):
        return "二つの文に違いはありません。"
    alone = sum(row.kind in {"added", "removed"} for row in articles)
    if articles and alone > _STRANGERS * len(articles):
        return "対応する条がほとんどありません。別の条例のファイルを選んでいないか確かめてください。"
    return ""
