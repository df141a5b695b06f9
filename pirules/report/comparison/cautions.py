"""What a reader of a table must know of the two texts: which of a file's ordinances were taken, and what isn't a whole ordinance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pirules.gap.advice import begins_late, is_amending
from pirules.ordinance.model import Kind, NodeType, Ordinance
from pirules.report.comparison.rows import Comparison, compare
from pirules.report.judge import parse_all


def compare_files(
    old: Path | bytes, new: Path | bytes, old_name: str = "", new_name: str = ""
) -> tuple[Comparison, str]:
    """Compare the ordinances of two files; return also the title to call the table by.

    Of a file with several ordinances the one is taken that has the other's title, else the first.

    Raises:
        InputError: a file can't be read (``P010``, ``P1xx``), or holds too many ordinances (``P103``).
    """
    olds, news = parse_all(old, old_name), parse_all(new, new_name)
    before, after = _paired(olds, news)
    remarks = [*_several(olds, before, "現行"), *_several(news, after, "改正案"), *_cautions(before, after)]
    title = after.title or before.title or "条例"
    return replace(compare(before, after), cautions=tuple(remarks)), title


def _paired(olds: Sequence[Ordinance], news: Sequence[Ordinance]) -> tuple[Ordinance, Ordinance]:
    alike = ((old, new) for new in news for old in olds if old.title and old.title == new.title)
    return next(alike, (olds[0], news[0]))


def _several(parts: Sequence[Ordinance], taken: Ordinance, side: str) -> Iterator[str]:
    if len(parts) > 1:
        name = taken.title or "題名のない条例"
        yield f"{side}のファイルには{len(parts)}本の条例があります。「{name}」だけを比べました。"


def _cautions(old: Ordinance, new: Ordinance) -> Iterator[str]:
    """Say of each text that it amends another, begins or ends in the middle, where the other one doesn't."""
    for side, ordinance, other in (("現行", old, new), ("改正案", new, old)):
        if ordinance.kind is Kind.OTHER and is_amending(ordinance) and not is_amending(other):
            yield f"{side}のファイルは、ほかの条例を改める条例です。改正を溶け込ませた全文を選んでください。"
        elif begins_late(ordinance) and not begins_late(other):
            yield f"{side}のファイルは、条例の一部だけです。全文を選んでください。"
        elif _ends(other) and not _ends(ordinance):
            yield f"{side}のファイルに附則が見当たりません。途中までの文でないか確かめてください。"


def _ends(ordinance: Ordinance) -> bool:
    return any(node.type is NodeType.SUPPLEMENTARY for node in ordinance.nodes)
