"""What becomes of each clause of an ordinance of the old type: one line a clause, for those who don't read law all day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pirules.gap.topics import load_topics
from pirules.report.grouping import article_of

# A recommendation for an ordinance of the old type begins 【廃止】; then come what becomes of it, as its topic says, and what to do.
_FATE = re.compile(r"【([^】]{1,8})】(.*)", re.DOTALL)
_GOES, _STAYS, _ABSORBED, _OPEN = "廃止", "存続", "吸収", "要確認"
_LAW_APPLIES = re.compile(r"吸収|直接適用")
_SAME = "法に同じ定めがあり、条例の規定は要らなくなります。"
_DOUBT = "ただし、この規定の扱いは確認が必要です（逐条）。"
_NUMBERS = re.compile(r"[0-9]+")
#: The words of the table, and what they mean.
MEANING = {
    "吸収": "法に同じ役割の定めがあり、条例の規定が要らなくなるもの。",
    "廃止": "法に対応する定めがなく、又は法に反するため、残せないもの。法に基づいて定め直せるものは、その旨を書いています。",
    "移行": "別の条例、規則、要綱などに移し、又は法に基づいて定め直すもの。",
    "存続": "改めて残すことができるもの。",
    "要確認": "論点に当たらず、判断していないもの。",
}


@dataclass(frozen=True, slots=True)
class FateRow:
    """A line of the table.

    Attributes:
        provision: the places it speaks of, the article said once.
        members: the same, each with its ``anchor`` in the page.
        caption: the caption of the article.
        topic_name: what the clause is about, empty where no topic fits.
        fate: a word of :data:`MEANING`.
        words: what becomes of it, a sentence or two.
        law: the articles of the law that it is compared with.
    """

    provision: str
    members: list[dict[str, Any]]
    caption: str
    topic_name: str
    fate: str
    words: str
    law: str


def fate_rows(
    sections: Iterable[tuple[str, str | None, Sequence[dict[str, Any]]]],
    elsewhere: Sequence[dict[str, Any]],
    unmatched: Sequence[dict[str, Any]],
) -> list[FateRow]:
    """Return the table: every clause of the ordinance is in it, also those that nothing could be said of.

    Args:
        sections: ``(name, caption, groups of findings)`` in the order of the text.
        elsewhere: findings on the ordinance as a whole.
        unmatched: the paragraphs that no finding covers.
    """
    left = list(unmatched)
    rows: list[FateRow] = []
    for name, caption, groups in sections:
        here = [item for item in left if article_of(item["provision"]) == article_of(name)]
        left = [item for item in left if item not in here]
        told = [_row(group, caption or "") for group in groups]
        rows += sorted([*told, *(_open(item, caption or "") for item in here)], key=_order)
    rows += [_row({**finding, "members": [finding]}, "") for finding in elsewhere]
    return [*rows, *(_open(item, "") for item in left)]


def fate_counts(rows: Sequence[FateRow]) -> list[tuple[str, str, int]]:
    """Return each word with its meaning and the number of places, those that don't occur left out."""
    numbers = {
        fate: sum(len({m["provision"] for m in row.members}) for row in rows if row.fate == fate)
        for fate in MEANING
    }
    return [(fate, meaning, numbers[fate]) for fate, meaning in MEANING.items() if numbers[fate]]


def _order(row: FateRow) -> list[int]:
    """Return the numbers of a row's first place, 第7条第2項第7号 as 7, 2, 7."""
    return [int(number) for number in _NUMBERS.findall(row.members[0]["provision"])]


def _row(group: dict[str, Any], caption: str) -> FateRow:
    fate, words = _fate(group["recommendation"], group["classification"], group["topic"])
    return FateRow(
        provision=group["provision"],
        members=group["members"],
        caption=caption,
        topic_name=group["topic_name"],
        fate=fate,
        words=words,
        law=group["law"],
    )


def _fate(recommendation: str, classification: str, slug: str) -> tuple[str, str]:
    """Return what becomes of a clause: what its topic says, turned where the clause itself is of another class."""
    found = _FATE.match(recommendation)
    if found is None:
        return _OPEN, recommendation
    fate, words, advice = found[1], *_parted(found[2], slug)
    if classification == "not_permitted" and fate == _STAYS:
        # The topic may stay, this clause of it may not: its advice says which part goes.
        return _GOES, advice or words
    if fate == _GOES and classification == "duplicates_law":
        return _ABSORBED, words if _LAW_APPLIES.search(words) else _SAME
    if fate == _GOES and _ABSORBED in words:
        fate = _ABSORBED
    return fate, words + _DOUBT if classification == "uncertain" else words


def _parted(told: str, slug: str) -> tuple[str, str]:
    """Return what becomes of a clause, and what to do; reports kept from before hold a space between them."""
    topic = load_topics().topics.get(slug)
    said = topic.legacy[1] if topic is not None else ""
    if said and told.startswith(said):
        return said, told[len(said) :].lstrip()
    words, _, advice = told.partition(" ")
    return words, advice.lstrip()


def _open(item: dict[str, Any], caption: str) -> FateRow:
    return FateRow(
        provision=item["provision"],
        members=[{"provision": item["provision"], "anchor": None}],
        caption=caption,
        topic_name="",
        fate=_OPEN,
        words="どの論点にも当たらないため、判断していません。条文を読んで決めてください。",
        law="",
    )
