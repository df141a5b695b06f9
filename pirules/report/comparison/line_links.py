"""Which printed line of a unit stands beside which: in order, since lines inside an article hardly ever change places.

Lines that are the same and stand only once on each side are anchors; between them the path of the greatest likeness is
taken.  Where what lies between two anchors is very long on both sides, lines are paired by their labels and then in
order, so that time stays bounded.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from pirules.report.comparison.lines import Line
from pirules.report.comparison.words import said

_LIKE = 45.0
_SAME_LABEL = 10.0
_OTHER_DEPTH = 20.0
_EMPTIED = "削除"
#: Cells of the table of likenesses between two anchors.
_LARGEST = 40_000
#: Letters of a line that its likeness is measured on.
_LOOKED_AT = 2_000

LineLink = tuple[int | None, int | None]


def line_links(old: Sequence[Line], new: Sequence[Line]) -> list[LineLink]:
    """Return pairs of indexes, ``None`` on a side that has no such line, in the order of both texts."""
    links: list[LineLink] = []
    i = j = 0
    for a, b in [*_anchors(old, new), (len(old), len(new))]:
        links += _between(old, new, (i, a), (j, b))
        if a < len(old):
            links.append((a, b))
        i, j = a + 1, b + 1
    return links


def increasing(values: Sequence[int]) -> list[int]:
    """Return the positions of a longest increasing run of ``values``."""
    tails: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if values[tails[middle]] < value:
                low = middle + 1
            else:
                high = middle
        before.append(tails[low - 1] if low else None)
        tails[low : low + 1] = [position]
    kept: list[int] = []
    step = tails[-1] if tails else None
    while step is not None:
        kept.append(step)
        step = before[step]
    return kept[::-1]


def _anchors(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    before, after = [said(line.text) for line in old], [said(line.text) for line in new]
    ours, theirs = Counter(before), Counter(after)
    place = {text: i for i, text in enumerate(before)}
    pairs = [(place[text], j) for j, text in enumerate(after) if theirs[text] == 1 and ours.get(text) == 1]
    return [pairs[k] for k in increasing([i for i, _ in pairs])]


def _between(
    old: Sequence[Line], new: Sequence[Line], ours: tuple[int, int], theirs: tuple[int, int]
) -> Iterator[LineLink]:
    rows, columns = range(*ours), range(*theirs)
    if not rows or not columns:
        yield from ((i, None) for i in rows)
        yield from ((None, j) for j in columns)
    elif len(rows) * len(columns) > _LARGEST:
        yield from _by_label(old, new, rows, columns)
    else:
        yield from _likest(old, new, rows, columns)


def _likest(old: Sequence[Line], new: Sequence[Line], rows: range, columns: range) -> Iterator[LineLink]:
    """Take the path of the greatest likeness."""
    likeness = process.cdist(
        [said(old[i].text)[:_LOOKED_AT] for i in rows],
        [said(new[j].text)[:_LOOKED_AT] for j in columns],
        scorer=fuzz.ratio,
        dtype=float,
    )
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            score = float(likeness[i][j]) + _by_place(old[rows[i]], new[columns[j]])
            take = best[i + 1][j + 1] + (score if score >= _LIKE else 0.0)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], take)
    i = j = 0
    while i < len(rows) and j < len(columns):
        if best[i][j] == best[i + 1][j]:
            yield rows[i], None
            i += 1
        elif best[i][j] == best[i][j + 1]:
            yield None, columns[j]
            j += 1
        else:
            yield rows[i], columns[j]
            i, j = i + 1, j + 1
    yield from ((rows[k], None) for k in range(i, len(rows)))
    yield from ((None, columns[k]) for k in range(j, len(columns)))


def _by_place(old: Line, new: Line) -> float:
    """Return what the places of two lines add to their likeness: 「(3)　削除」 stands beside (3), a 号 hardly beside an イ."""
    if not old.label or not new.label:
        return 0.0
    if old.depth != new.depth:
        return -_OTHER_DEPTH
    if said(old.label) != said(new.label):
        return 0.0
    return _LIKE if said(new.text).removeprefix(said(new.label)) == _EMPTIED else _SAME_LABEL


def _by_label(old: Sequence[Line], new: Sequence[Line], rows: range, columns: range) -> Iterator[LineLink]:
    """Pair lines of one label in order; without labels, line by line."""
    ours = Counter(old[i].label for i in rows)
    place = {old[i].label: i for i in rows}
    pairs = [(place[new[j].label], j) for j in columns if new[j].label and ours[new[j].label] == 1]
    kept = [pairs[k] for k in increasing([i for i, _ in pairs])]
    if not kept:
        kept = list(zip(rows, columns, strict=False))
    i, j = rows.start, columns.start
    for a, b in [*kept, (rows.stop, columns.stop)]:
        yield from ((k, None) for k in range(i, a))
        yield from ((None, k) for k in range(j, b))
        if a < rows.stop:
            yield a, b
        i, j = a + 1, b + 1
