"""From rows to a table: which columns, what is left out as （略）, according to a profile (``profiles/*.yaml``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

import yaml

from pirules.errors import InputError
from pirules.ordinance.model import NodeType
from pirules.report.comparison.lines import is_caption
from pirules.report.comparison.omission import omitted_lines, omitted_rows
from pirules.report.comparison.rows import ADDED, REMOVED, Comparison, Pair, Row
from pirules.report.comparison.words import Run
from pirules.text.fold import without_space

PROFILES = Path(__file__).resolve().parent / "profiles"
HEAD = "新旧対照表"
REMARKS = "備考"
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

    Each line of a unit is a row of its own, so that the lines that belong together stand at one height on every page;
    ``depths`` says how deep in its unit the line of each cell stands (1 項, 2 号, as in the lines of a unit).
    """

    cells: tuple[Cell, ...]
    goes_on: bool = False
    is_continued: bool = False
    depths: tuple[int, ...] = ()

    def depth(self, place: int) -> int:
        """Return how deep the line of the cell at ``place`` stands."""
        return self.depths[place] if place < len(self.depths) else 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written: headings, rows of cells (paragraphs of runs), what to know before reading it, and what was passed over."""

    profile: Profile
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Band, ...]
    remark: str = ""
    note: str = ""


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


@dataclass(frozen=True, slots=True)
class _Beside:
    """A line of the table before its columns are chosen, with how deep it stands on each side."""

    new: Cell
    old: Cell
    new_depth: int = 0
    old_depth: int = 0


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


def _bands(lines: Sequence[_Beside], note: str, profile: Profile) -> Iterator[Band]:
    """Lay out the lines of a unit; the note stands beside the first that is no caption, which is seldom as high as a note."""
    noted = next((k for k, line in enumerate(lines) if not _captions(line)), 0)
    for number, line in enumerate(lines):
        sides = {"new": (line.new, line.new_depth), "old": (line.old, line.old_depth)}
        cells, depths = zip(*(sides[column] for column in profile.columns), strict=True)
        if profile.remarks:
            cells = (*cells, _plain(note if number == noted else ""))
        yield Band(tuple(cells), number > 0, number < len(lines) - 1, tuple(depths))


def _captions(line: _Beside) -> bool:
    """Tell whether a line holds captions only: nothing else, but for （新設） beside one."""
    texts = ["".join(run.text for run in runs) for cell in (line.new, line.old) for runs in cell]
    return all(is_caption(text) for text in texts)


def _marked(pairs: Sequence[Pair]) -> list[_Beside]:
    """Return lines side by side; where one side alone has lines, （新設） or （削る） stands once opposite to them."""
    lines: list[_Beside] = []
    before = ""
    for pair in pairs:
        missing = "new" if not pair.new else "old" if not pair.old else ""
        words = "" if missing == before else REMOVED if missing == "new" else ADDED
        lines.append(
            _Beside(
                (pair.new,) if pair.new else _plain(words),
                (pair.old,) if pair.old else _plain(words),
                pair.depth if pair.new else 0,
                pair.depth if pair.old else 0,
            )
        )
        before = missing
    return lines


def _one_below_another(row: Row) -> Iterator[_Beside]:
    """Lay out 「削除」 and what it takes the place of, whose lines don't answer one another, each from its top."""
    new = [(pair.new, pair.depth) for pair in row.pairs if pair.new]
    old = [(pair.old, pair.depth) for pair in row.pairs if pair.old]
    nothing: tuple[Paragraph, int] = ((Run(""),), 0)
    for (left, left_depth), (right, right_depth) in zip_longest(new, old, fillvalue=nothing):
        yield _Beside((left,), (right,), left_depth, right_depth)


def _row_lines(row: Row, profile: Profile) -> list[_Beside]:
    if row.kind == "abolished":
        return list(_one_below_another(row))
    if row.kind in {"added", "removed"}:
        return _marked(row.pairs)
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
        yield from _bands([_Beside(cell, cell)], "", profile)
        position = end


def lay_out(comparison: Comparison, profile: Profile) -> Table:
    """Return the table of a comparison in the form that ``profile`` asks for."""
    headings = [profile.headings[column] for column in profile.columns]
    if profile.remarks:
        headings.append(REMARKS)
    titles = (
        (comparison.new_title,)
        if comparison.new_title == comparison.old_title
        else (comparison.old_title, comparison.new_title)
    )
    rows = tuple(_folded(comparison.rows, profile))
    return Table(
        profile,
        titles,
        tuple(headings),
        rows,
        "".join([*comparison.cautions, _remark(comparison)]),
        _note(comparison),
    )


def _note(comparison: Comparison) -> str:
    """Say that letters of another width were passed over, where there are any."""
    passed_over = any(
        pair.same
        and without_space("".join(run.text for run in pair.old))
        != without_space("".join(run.text for run in pair.new))
        for row in comparison.rows
        for pair in row.pairs
    )
    return "全角・半角だけの違いは、変更としていません。" if passed_over else ""


def _remark(comparison: Comparison) -> str:
    """Say when there is nothing to compare, or hardly anything: somebody may have taken the wrong file."""
    articles = [row for row in comparison.rows if row.unit.type is NodeType.ARTICLE]
    if all(row.kind == "same" for row in comparison.rows):
        return "二つの文に違いはありません。"
    alone = sum(row.kind in {"added", "removed"} for row in articles)
    if articles and alone > _STRANGERS * len(articles) and not comparison.cautions:
        return "対応する条がほとんどありません。別の条例のファイルを選んでいないか確かめてください。"
    return ""
