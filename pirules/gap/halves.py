"""Two rules in one sentence (…は徴収せず、…は実費とする; …を…とし、…は…してはならない): each half with its own predicate.

Old drafting joins by the 連用形 what today stands in two sentences.  The halves are read as sentences of their own where each has
its own topic particle, so that a definition isn't lost behind a ban, nor the fee behind the cost of copies.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from pirules.gap.units import Unit
from pirules.gap.view import Strip, View, spelled

# Where the first half ends, by how its predicate ends, and how it ends as a sentence.
_FULL_ENDS = (("ものとし", "ものとする。"), ("とし", "とする。"), ("せず", "しない。"), ("ず", "ない。"))
_JOINT = re.compile(
    r"(?P<end>(?:もの)?とし|せず|[かさたならわけべめ]ず)、(?:かつ、|また、|他方、|ただ、)?"
    r"(?=[^、。「」]{1,40}(?:(?<!とき)(?<!場合)(?<!について)(?<!こと)(?<!もの)(?<![にでと])は|について(?:は|のみ))、?[^。]{6})"
)
_OWN_TOPIC = re.compile(r"(?<!とき)(?<!場合)は|につき|について")
_SHORTEST = 5


def halves_of(unit: Unit) -> tuple[Unit, ...]:
    """Return the two halves of a sentence that joins two rules, the first one ended; nothing for another sentence.

    Args:
        unit: the sentence.  Its references go with the half that names an article.
    """
    bare = unit.view.bare
    joint = _JOINT.search(bare.text)
    if joint is None or joint.start() < _SHORTEST or not _OWN_TOPIC.search(bare.text[: joint.start()]):
        return ()
    ending = next(said for end, said in _FULL_ENDS if joint["end"].endswith(end))
    stem = joint.end("end") - len(next(end for end, said in _FULL_ENDS if said == ending))
    first = spelled([_part(unit.view, 0, bare.starts[stem]), ending])
    second = _part(unit.view, bare.starts[joint.end()], bare.ends[-1])
    return _half(unit, first), _half(unit, second)


def _half(unit: Unit, view: View) -> Unit:
    cites = unit.cites if "条" in view.text else ()
    return replace(unit, view=view, clause=None, cites=cites)


def _part(view: View, begin: int, end: int) -> View:
    """Return what of a view lies between two places of the source."""
    return View(_cut(view.full, begin, end), _cut(view.bare, begin, end))


def _cut(strip: Strip, begin: int, end: int) -> Strip:
    first, last = bisect_left(strip.starts, begin), bisect_left(strip.starts, end)
    return Strip(strip.text[first:last], strip.starts[first:last], strip.ends[first:last])
