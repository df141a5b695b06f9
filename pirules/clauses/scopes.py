"""How far a stretch of a sentence reaches in which units hang differently: after 「…が、」, within 「…であって、」."""

from pirules.clauses.cursor import Unit
from pirules.clauses.lexicon import CONDITION_NOUNS, TIME_NOUNS


def embedded(units: list[Unit]) -> list[bool]:
    """For each unit: does it follow a 「…が、」 that opened a clause inside the sentence, with no topic since?"""
    flags: list[bool] = []
    inside = False
    for unit in units:
        flags.append(inside)
        if unit.kind == "N" and unit.noun not in CONDITION_NOUNS:
            if unit.case == "が" and unit.comma:
                inside = True
            elif unit.case in {"は", "も", "とは"}:
                inside = False
    return flags


def describing(units: list[Unit]) -> list[bool]:
    """For each unit: does a description 「…であって、」 run on to its noun?"""
    flags: list[bool] = []
    inside = False
    for unit in units:
        flags.append(inside)
        partitive = unit.noun == "うち" and unit.case == "" and unit.comma
        if partitive or (unit.case == "であって" and unit.noun not in CONDITION_NOUNS):
            inside = True
        elif unit.kind == "N" and (
            unit.case in {"は", "とは"} or (unit.noun == "もの" and unit.case != "として")
        ):
            inside = False
    return flags


def slot_of(unit: Unit) -> str:
    """The place that a unit takes with its predicate; a time or purpose takes none away from a person."""
    if unit.kind == "R":
        return ""  # みだりに
    if unit.case in {"は", "が", "も"}:
        return "が"
    return "" if unit.noun in TIME_NOUNS and unit.case != "を" else unit.case


def is_verb(unit: Unit) -> bool:
    """Tell a verb from a describing word (必要な)."""
    return unit.sahen or unit.light or unit.noun[-1:] in set("うくぐすつぬぶむる")
