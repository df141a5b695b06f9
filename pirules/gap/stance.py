"""What a sentence says of its last act, however many negations stand behind it: that it is done, may be done, isn't done, or needn't be.

「拒むことはできない」 and 「開示しないことはできない」 end alike and say the opposite of each other's act.  The end is taken off piece by
piece (``rulesets/gap/stances.yaml``); what is left ends with the act, and the pieces, from the innermost outwards, tell what becomes of it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pirules.data import rulesets_dir
from pirules.gap.yamlfile import read_yaml

DONE, MAY, NOT, SPARED = "done", "may", "not", "spared"
_MOST_PIECES = 8
#: Only the end of a sentence is looked at; an act lies within so many characters of it.
_TAIL = 160
#: No ending is longer.
_LONGEST = 36

# What each kind of ending makes of what stands before it.
_TURNS = {
    "neutral": {},
    "required": {},
    "negated": {DONE: NOT, MAY: NOT, NOT: DONE, SPARED: DONE},
    "clarified": {DONE: NOT, MAY: NOT, NOT: MAY, SPARED: DONE},
    "forbidden": {DONE: NOT, MAY: NOT, NOT: DONE, SPARED: DONE},
    "spared": {DONE: SPARED, MAY: SPARED, NOT: MAY, SPARED: SPARED},
    "allowed": {DONE: MAY, MAY: MAY, NOT: SPARED, SPARED: SPARED},
}


@dataclass(frozen=True, slots=True)
class Stance:
    """The last act of a sentence and what is said of it.

    Attributes:
        act: the end of the sentence up to the act, without what was taken off behind it.
        value: :data:`DONE`, :data:`MAY`, :data:`NOT` or :data:`SPARED`.
    """

    act: str
    value: str


@lru_cache(maxsize=2)
def _endings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "stances.yaml")
    return tuple((entry["is"], re.compile(f"(?:{entry['end']})$")) for entry in raw["endings"])


@lru_cache(maxsize=4096)
def stance_of(text: str) -> Stance:
    """Return the stance of a sentence.

    Args:
        text: the sentence as patterns see it, without brackets.
    """
    left = text[-_TAIL:].rstrip("。」")
    pieces: list[str] = []
    while len(pieces) < _MOST_PIECES:
        found = next(
            (
                (kind, match.start())
                for kind, end in _endings()
                if (match := end.search(left, max(0, len(left) - _LONGEST)))
            ),
            None,
        )
        if found is None or not found[1]:
            break
        pieces.append(found[0])
        left = left[: found[1]]
    value = DONE
    for kind in reversed(pieces):
        value = _TURNS[kind].get(value, value)
    return Stance(left, value)
