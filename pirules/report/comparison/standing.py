"""Where a line of a table stands in its cell, as town halls print it: 見出し by one letter, 号 by one, イロハ by two.

White space that a text file puts before a line to the same end is left out, so that both sides stand alike.
"""

from dataclasses import dataclass

from pirules.report.comparison.lines import is_caption
from pirules.report.comparison.words import Run

_SPACES = " \t\u3000"


@dataclass(frozen=True, slots=True)
class Standing:
    """A line with its place: how many letters its ``first`` row and the ``rest`` of them stand in from the left."""

    runs: tuple[Run, ...]
    first: int
    rest: int
    is_caption: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)


def standing(runs: tuple[Run, ...], depth: int) -> Standing:
    """Return where a line stands.

    Args:
        runs: the line.
        depth: how deep in its unit the node stands that the line begins with (1 項, 2 号).
    """
    text = "".join(run.text for run in runs)
    if is_caption(text):
        return Standing(_bare(runs), 1, 2, is_caption=True)
    if depth > 1:
        return Standing(_bare(runs), depth - 1, depth)
    # What runs on stands in by one letter, so that the number of an article or a paragraph stands out.
    return Standing(runs, 0, 1)


def _bare(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    for number, run in enumerate(runs):
        if rest := run.text.lstrip(_SPACES):
            return (Run(rest, run.marked), *runs[number + 1 :])
    return ()
