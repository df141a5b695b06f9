"""Which units are topics (は, も, とは, については), and which acts stand before the first of them."""

import re

from pirules.clauses.cursor import Unit
from pirules.clauses.lexicon import ADVERBIAL_TOPICS, CONDITION_NOUNS

_TOPIC = re.compile(r"^(?:とは|に?は|も)$")
_ABOUT = re.compile(r"^(?:について|に関して)(?:は|も)$")
_TIME = re.compile(r"(?:後|前|以後|以前|以降|間|中|日)$")


def is_topic(units: list[Unit], index: int) -> bool:
    """Tell a topic from 「…とは別の」「…とは異なる」."""
    unit = units[index]
    if unit.case == "とは" and not unit.comma and index + 1 < len(units):
        return units[index + 1].noun not in {"別", "異なる", "関係", "別に"}
    if unit.case == "も" and not unit.comma and _TIME.search(unit.noun):
        return False  # 施行日以後も継続する
    return bool(_TOPIC.match(unit.case))


def is_about(unit: Unit) -> bool:
    """Tell 「…については」「…に関しては」, the topic of a sentence that has no other."""
    return unit.kind == "N" and _ABOUT.match(unit.case) is not None


def is_adverbial(unit: Unit) -> bool:
    """Tell a topic that only says when (この条例の施行後も, 当分の間は) from one that the sentence speaks of."""
    if unit.noun in CONDITION_NOUNS or unit.noun in ADVERBIAL_TOPICS:
        return True
    return unit.case == "も" and _TIME.search(unit.noun) is not None


def first_topic(units: list[Unit]) -> int:
    """The place of the first topic that a sentence speaks of; 0 where it has none, or starts with it."""
    for index, unit in enumerate(units):
        spoken = unit.kind == "N" and _TOPIC.match(unit.case) is not None and not is_adverbial(unit)
        if spoken or is_about(unit):
            return index
    return 0


def conditioned(units: list[Unit]) -> list[bool]:
    """For each unit: does it stand between two 「…ときは、」 (Aのときは閲覧により、Bのときは視聴により行う)?"""
    places = [
        index
        for index, unit in enumerate(units)
        if unit.kind == "N" and unit.noun in CONDITION_NOUNS and unit.case in {"は", "には"}
    ]
    flags = [False] * len(units)
    if len(places) > 1:
        flags[places[0] + 1 : places[-1]] = [True] * (places[-1] - places[0] - 1)
    return flags
