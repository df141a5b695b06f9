"""読替え: which provisions the words in quotation marks stand in.

「第3条から第5条まで及び第7条の規定は、…について準用する。この場合において、「市長」とあるのは…」: in all of them;
「第4条及び第5条第2項中「前条」とあるのは…」: in the two that are named before 中.
"""

import re
from collections.abc import Sequence

from pirules.ordinance.references.frame import Place
from pirules.ordinance.references.lines import Line
from pirules.ordinance.references.pattern import ARTICLE

#: An expression of a line: where it begins and ends, and the places that it means.
Said = tuple[int, int, Sequence[Place]]

# What says that the provisions named before it are applied with changes.
_APPLIED = re.compile(
    r"(?:準用|適用)する(?:(?:もの|こと)と(?:する。|し、)|。|場合において)(?:この場合において)?(?:は、|、|は)?"
    r"|(?P<topic>(?:準用|適用)に(?:ついて|当たって|関して)は、)"
)
_TAIL = "(?:ただし書|但書|前段|後段|本文|各号列記以外の部分)?"
# Between two provisions that are applied together a law may be named: 「第3条及び番号法第5条」.
_JOINT = re.compile(rf"{_TAIL}(?:の規定)?(?:、|及び|並びに|又は|若しくは|・)+[^、。「」()]{{0,60}}")
_OBJECT = re.compile(rf"{_TAIL}(?:の各?規定)?を(?:それぞれ)?(?:読み替えて)?")
_TOPIC = re.compile(rf"{_TAIL}(?:の各?規定)?の")
_SUBJECT = re.compile(rf"{_TAIL}(?:の各?規定)?は")
_WITHIN = re.compile(rf"{_TAIL}(?:の規定|の表)?")
_ALL_OF_THEM = re.compile(r"(?:これら|上記|それら)の(?:各?規定|条|項)$")
_BRACKET = re.compile(r"\([^()]*\)")
#: How far a sentence is followed back, and how many expressions.
_REACH = 2_000
_MOST = 60
_MOST_APPLIED = 40


def named_before(line: Line, said: Sequence[Said], end: int) -> tuple[Place, ...]:
    """Return the provisions whose enumeration ends at ``end`` (before 中), all of them."""
    return _chain(line, said, end, _WITHIN)


def means_all_applied(line: Line, end: int) -> bool:
    """Whether the words before ``end`` are これらの規定."""
    return _ALL_OF_THEM.search(line.folded, max(line.start, end - 8), end) is not None


def applied_before(line: Line, said: Sequence[Said], position: int, since: int) -> tuple[Place, ...] | None:
    """Return the provisions that the sentence before ``position`` applies (準用する。この場合において).

    Args:
        line: the line.
        said: what it has named so far.
        position: where the quotation begins.
        since: where the provisions in mind were named; only what is applied later counts.

    Returns:
        The provisions; nothing when it can't be told which; ``None`` when none are applied since then.
    """
    applied = None
    for match in _APPLIED.finditer(line.folded, max(line.start, position - _REACH), position):
        applied = match
    if applied is None or applied.start() <= since:
        return None
    start, end = _sentence_start(line, applied.start()), applied.start()
    inside = [one for one in said[-_MOST:] if one[0] >= start and one[1] <= end]
    if applied["topic"] is not None:
        return _chain(line, inside, end, _TOPIC)
    found = _chain(line, inside, end, _OBJECT)
    if found:
        return found
    for _, stop, _places in inside:
        words = _outside(line.folded[stop : min(end, stop + 200)])
        if words is not None and _SUBJECT.match(words) is not None:
            return _chain(line, [one for one in inside if one[1] <= stop], stop, _WITHIN)
    return ()


def _chain(line: Line, said: Sequence[Said], end: int, last: re.Pattern[str]) -> tuple[Place, ...]:
    """Return the places of the enumeration that stands before ``end``; ``last`` is what may stand between.

    Expressions inside brackets belong to remarks and are left out.
    """
    places: list[Place] = []
    between = last
    for start, stop, meant in reversed(said[-_MOST:]):
        if stop > end:
            continue
        words = _outside(line.folded[stop:end]) if end - stop <= _REACH else None
        if words is None:
            continue  # inside a bracket that closes later
        if between.fullmatch(words) is None:
            break
        places[:0] = meant
        end, between = start, _JOINT
    # No text of law replaces words in more; naming all of them for each quotation would never end.
    return tuple(places) if len(places) <= _MOST_APPLIED else (Place(None, ok=False),)


def _outside(words: str) -> str | None:
    """Return words without what stands in brackets; ``None`` when a bracket closes that opened before them."""
    while "(" in words:
        shorter = _BRACKET.sub("", words)
        if shorter == words:
            break
        words = shorter
    return None if ")" in words else words


def _sentence_start(line: Line, end: int) -> int:
    depth = 0
    for place in range(end - 1, max(line.start, end - _REACH) - 1, -1):
        char = line.folded[place]
        if char in ")」":
            depth += 1
        elif char in "(「":
            depth -= 1
        elif char == "。" and depth <= 0:
            return place + 1
    return max(line.start, end - _REACH)


def one_article(places: Sequence[Place] | None) -> Place | None:
    """Return the article that all places lie in, ``None`` when they lie in several or in none."""
    articles = {(place.law, place.numbers[ARTICLE]): place for place in places or ()}
    if len(articles) != 1:
        return None
    place = next(iter(articles.values()))
    return place.cut(ARTICLE) if place.numbers[ARTICLE] is not None else None
