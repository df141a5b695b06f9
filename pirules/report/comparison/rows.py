"""The rows of a 新旧対照表, before any layout: which units stand side by side and what is marked in each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pirules.ordinance.model import Ordinance
from pirules.report.comparison.abolished import abolitions
from pirules.report.comparison.align import Link, align
from pirules.report.comparison.line_links import increasing, line_links
from pirules.report.comparison.lines import Line, Unit, units
from pirules.report.comparison.shares import Shares
from pirules.report.comparison.words import Run, differ, said

OMITTED = "（略）"
ADDED = "（新設）"
REMOVED = "（削る）"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines side by side; a side without a line is empty.  ``same``: nothing differs.

    ``label`` and ``depth`` are those of the new line, of the old one where there is no new (:class:`~pirules.report.comparison.lines.Line`).
    """

    old: tuple[Run, ...]
    new: tuple[Run, ...]
    same: bool
    label: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the table.

    ``kind``: ``same`` | ``changed`` | ``moved`` (same words, other number or place) | ``added`` | ``removed`` |
    ``split`` | ``merged`` | ``abolished`` (「第7条及び第8条　削除」 beside the articles that it takes the place of);
    ``note`` says it in Japanese for the 備考 column; ``unit`` is the unit of the new text, of the old one where the new one has none.
    """

    kind: str
    old_label: str
    new_label: str
    pairs: tuple[Pair, ...]
    note: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two ordinances: titles, all rows in the order of the new text, and what to know before reading them."""

    old_title: str
    new_title: str
    rows: tuple[Row, ...]
    cautions: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON: rows with their lines as runs ``[text, marked]``."""
        return {
            "old": self.old_title,
            "new": self.new_title,
            "cautions": list(self.cautions),
            "rows": [
                {
                    "kind": row.kind,
                    "old": row.old_label,
                    "new": row.new_label,
                    "note": row.note,
                    "lines": [
                        {
                            "old": [[run.text, run.marked] for run in pair.old],
                            "new": [[run.text, run.marked] for run in pair.new],
                        }
                        for pair in row.pairs
                    ],
                }
                for row in self.rows
            ],
        }


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> tuple[Pair, ...]:
    pairs = []
    for i, j in line_links(old, new):
        a = old[i] if i is not None else Line("", "")
        b = new[j] if j is not None else Line("", "")
        told = a if j is None else b
        left, right = differ(a.text, b.text)
        same = i is not None and j is not None and not any(run.marked for run in (*left, *right))
        pairs.append(Pair(left, right, same, told.label, told.depth))
    return tuple(pairs)


def _one_sided(unit: Unit, *, new: bool) -> tuple[Pair, ...]:
    pairs = []
    for line in unit.lines:
        run = (Run(line.text, marked=True),)
        old, shown = ((), run) if new else (run, ())
        pairs.append(Pair(old, shown, same=False, label=line.label, depth=line.depth))
    return tuple(pairs)


def _paired_row(link: Link, old: Unit, new: Unit, shares: Shares, *, moved: bool) -> Row:
    old_lines, new_lines = shares.old_lines(link, old), shares.new_lines(link, new)
    pairs = _pairs(old_lines, new_lines)
    whole = (old_lines, new_lines) == (old.lines, new.lines)
    renumbered = said(old.label) != said(new.label)
    if link.kind == "split":
        return Row("split", old.name, new.name, pairs, f"{old.name}から分割", new)
    if link.kind == "merge":
        return Row("merged", old.name, new.name, pairs, f"{new.name}に統合", new)
    if whole and all(pair.same for pair in pairs):
        return Row(
            "moved" if moved else "same", old.name, new.name, pairs, "位置の移動" if moved else "", new
        )
    if old.content == new.content and old.caption == new.caption:
        note = f"{old.name}を{new.name}とする" if renumbered else "条項番号の整理"
        return Row("moved", old.name, new.name, pairs, note, new)
    note = f"{old.name}を{new.name}とする" if renumbered else ""
    return Row("changed", old.name, new.name, pairs, note, new)


def _in_order(links: Sequence[Link]) -> set[int]:
    """Return the indexes of links that keep the old order (a longest increasing run); the others were moved."""
    matches = [k for k, link in enumerate(links) if link.kind == "match"]
    return {matches[position] for position in increasing([links[k].old for k in matches])}


def _abolished_row(olds: Sequence[Unit], new: Unit) -> Row:
    """Put 「第7条及び第8条　削除」 beside the articles whose numbers it keeps: neither new nor without a successor."""
    pairs = [*_one_sided(new, new=True), *(pair for old in olds for pair in _one_sided(old, new=False))]
    names = "・".join(old.name for old in olds)
    return Row("abolished", names, new.name, tuple(pairs), f"{names}を「削除」とする", new)


def compare(old: Ordinance, new: Ordinance) -> Comparison:
    """Compare two texts of an ordinance.

    Returns every unit of both, in the order of the new text; a removed unit stands where it stood in the old one.
    """
    old_units, new_units = units(old), units(new)
    links = align(old_units, new_units)
    kept = _in_order(links)
    shares = Shares(old_units, new_units, links)
    rows: list[tuple[float, int, Row]] = []
    seen_old = {link.old for link in links}
    seen_new = {link.new for link in links}
    place_of_old: dict[int, int] = {}
    for k, link in enumerate(links):
        row = _paired_row(
            link,
            old_units[link.old],
            new_units[link.new],
            shares,
            moved=link.kind == "match" and k not in kept,
        )
        rows.append((link.new, 0, row))
        if link.kind == "match":
            place_of_old[link.old] = link.new
    for j, olds in abolitions(old_units, new_units, links).items():
        rows.append((j, 0, _abolished_row([old_units[i] for i in olds], new_units[j])))
        seen_new.add(j)
        seen_old.update(olds)
        place_of_old.update(dict.fromkeys(olds, j))
    for j, unit in enumerate(new_units):
        if j not in seen_new:
            rows.append((j, 0, Row("added", "", unit.name, _one_sided(unit, new=True), "新設", unit)))
    previous = -1
    for i, unit in enumerate(old_units):
        previous = place_of_old.get(i, previous)
        if i not in seen_old:
            row = Row("removed", unit.name, "", _one_sided(unit, new=False), "削る", unit)
            rows.append((previous + 0.5, i, row))
    rows.sort(key=lambda row: (row[0], row[1]))
    return Comparison(old.title or "", new.title or "", tuple(row for _, _, row in rows))
