"""Clauses on another matter inside an ordinance on personal information (補助金, 公園, 屋外広告物…): their fees, deadlines and fines are none of ours.

Topics are known by acts (決定, 手数料, 過料, 提供) that every field of a municipality's work knows.  A paragraph that names a
matter of another field and nothing of personal information gets no finding.  The words stand in ``rulesets/gap/subject.yaml``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pirules.data import rulesets_dir
from pirules.gap.found import Found
from pirules.gap.units import Passage
from pirules.gap.yamlfile import read_yaml

#: Strength of a pattern that knows its topic by words of its own.
_IN_SO_MANY_WORDS = 70


@dataclass(frozen=True, slots=True)
class _Words:
    of_others: re.Pattern[str]
    ours: re.Pattern[str]
    topics: frozenset[str]
    handling: frozenset[str]


@lru_cache(maxsize=2)
def _words() -> _Words:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "subject.yaml")
    rules = raw["other_matters"]
    return _Words(
        re.compile("|".join(rules["words"])),
        re.compile("|".join(rules["unless"])),
        frozenset(rules["still"]),
        frozenset(rules["handling"]),
    )


def without_other_matters(found: Sequence[Found]) -> list[Found]:
    """Return the findings without those on paragraphs that speak of another matter."""
    words = _words()
    return [
        entry
        for entry in found
        if entry.topic.slug in words.topics
        # What is said of data and of computers in so many words isn't said of roads and parks.
        or (entry.strength >= _IN_SO_MANY_WORDS and entry.topic.slug in words.handling)
        or not is_another_matter(entry.passage)
    ]


def is_another_matter(passage: Passage) -> bool:
    """Whether a paragraph names a matter of another field, and neither it nor what it goes on from names personal information."""
    words = _words()
    # What a list enumerates are examples; the matter is named by the sentence that leads it.
    lead = passage.lead.view.bare.text if passage.lead else ""
    if not words.of_others.search(lead) or words.ours.search(passage.view.full.text):
        return False
    # Where the article is about personal information, so are its paragraphs, whatever else they name (委員の定数, 町税の滞納者).
    # Each by itself: put together, the end of a caption (手数料) would stand before 法第89条 as if it were a word with it.
    around = (passage.article.heading, passage.article.caption, passage.article.view.full.text)
    return not any(map(words.ours.search, around))
