"""From rows to a table: which columns, what is left out as （略）, according to a profile (``profiles/*.yaml``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pirules.errors import InputError
from pirules.report.comparison.lines import is_caption
from pirules.report.comparison.rows import ADDED, OMITTED, REMOVED, Comparison, Pair, Row
from pirules.report.comparison.words import Run

PROFILES = Path(__file__).resolve().parent / "profiles"
#: The profile that is used unless told otherwise.
DEFAULT = "kaiseian"
_SIDES = ["new", "old"]
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
class Table:
    """A table ready to be written: headings, and rows of cells (paragraphs of runs)."""

    profile: Profile
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


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
    waiting: list[Pair] = []

    def flush() -> Iterator[Pair]:
        if not waiting:
            return
        labels = [pair.new_label for pair in waiting if pair.new_label]
        name = labels[0] if len(labels) == 1 else f"{labels[0]}～{labels[-1]}" if labels else ""
        run = (Run(f"{name}　{OMITTED}" if name else OMITTED),)
        waiting.clear()
        yield Pair(run, run, same=True)

    for pair in pairs:
        if pair.same and not is_caption("".join(run.text for run in pair.new)):
            waiting.append(pair)
            continue
        yield from flush()
        yield pair
    yield from flush()


def _side(lines: Sequence[tuple[Paragraph, Paragraph]], missing: str) -> Iterator[Paragraph]:
    """Yield the lines of one side; where the other side alone has lines, （新設） or （削る） stands once for all of them."""
    said = False
    for here, there in lines:
        if here:
            yield here
        elif there and missing and not said:
            yield (Run(missing),)
        said = not here


def _row_cells(row: Row, profile: Profile) -> tuple[Cell, ...]:
    if row.kind in {"added", "removed"}:
        full: Cell = tuple(pair.new or pair.old for pair in row.pairs)
        sides = (
            {"new": full, "old": _plain(ADDED)}
            if row.kind == "added"
            else {"new": _plain(REMOVED), "old": full}
        )
    else:
        pairs = list(_omit(row.pairs)) if profile.omit_unchanged else list(row.pairs)
        partial = row.kind in {"split", "merged"}
        sides = {
            "new": tuple(_side([(pair.new, pair.old) for pair in pairs], "" if partial else REMOVED)),
            "old": tuple(_side([(pair.old, pair.new) for pair in pairs], "" if partial else ADDED)),
        }
    cells = [sides[column] for column in profile.columns]
    if profile.remarks:
        cells.append(_plain(row.note))
    return tuple(cells)


def _folded(rows: Iterable[Row], profile: Profile) -> Iterator[tuple[Cell, ...]]:
    """Lay out rows; unchanged neighbours become one row 「第1条～第3条　（略）」."""
    same: list[Row] = []

    def flush() -> Iterator[tuple[Cell, ...]]:
        if not same:
            return
        cells = []
        for column in profile.columns:
            labels = [row.new_label if column == "new" else row.old_label for row in same]
            labels = [label for label in labels if label]
            name = "" if not labels else labels[0] if len(labels) == 1 else f"{labels[0]}～{labels[-1]}"
            cells.append(_plain(f"{name}　{OMITTED}" if name else OMITTED))
        same.clear()
        yield (*cells, _plain("")) if profile.remarks else tuple(cells)

    for row in rows:
        if row.kind == "same" and profile.omit_unchanged:
            same.append(row)
            continue
        yield from flush()
        yield _row_cells(row, profile)
    yield from flush()


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
    return Table(profile, titles, tuple(headings), tuple(_folded(comparison.rows, profile)))
