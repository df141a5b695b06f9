"""Whether a noun is the one to whom, from whom or with whom something is done (相手方)."""

import re

from pirules.clauses.cursor import Unit
from pirules.clauses.lexicon import NOBODY, RECEIVE, REPORTING, SOMEBODY, TOGETHER, TRANSFER

_RECIPIENT = re.compile(r"^(?:に|へ|に対し(?:て)?|に対しては|に対しても|には|へは|にも)$")
_SOURCE = re.compile(r"^(?:から|より|からは|から直接)$")


def other_side(unit: Unit, words: str, verb: str) -> float:
    """Return how surely a noun names the other side of an act, 0 if it doesn't.

    Args:
        unit: the noun with its particle.
        words: the noun as printed.
        verb: the act as printed, with what する stands for.
    """
    if unit.kind != "N" or (NOBODY.search(words) and not unit.case.startswith("に対し")):
        return 0.0
    somebody = bool(SOMEBODY.search(words))
    score = 0.0
    if unit.case.startswith("に対し"):
        if unit.sahen and not somebody:
            return 0.0  # 開示請求に対し
        score = 1.0 if somebody else 0.8
    elif _RECIPIENT.match(unit.case) and TRANSFER.search(verb):
        score = 0.95 if somebody else 0.6 if REPORTING.search(verb) else 0.0
    elif somebody and _SOURCE.match(unit.case) and RECEIVE.search(verb):
        score = 0.9
    elif somebody and unit.case == "と" and TOGETHER.search(verb):
        score = 0.85
    return score
