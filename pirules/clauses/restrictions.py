"""What a parenthesis says about the noun before it: …に限る, …を除く, …を含む, 以下…という, 以下…同じ.

A restriction belongs to its noun and not to the clause: 「市の機関（議会を除く。）は」 makes no exception from the duty, it
says who has it.  So restrictions stand apart from the ``exceptions`` of a clause.
"""

import re

from pirules.clauses.brackets import scan
from pirules.clauses.model import Restriction, RestrictionKind

_DEPTH = 4
_NOUN = re.compile(r"(?:[一-鿿々〇ヶァ-ヴーA-Za-z0-9０-９]+(?:等|又は|及び)?|もの|こと|とき|ところ)$")
_KINDS = (
    (re.compile(r"に限る$|のみ$"), RestrictionKind.LIMIT),
    (re.compile(r"を除く(?:。|ものとする)?$|以外(?:の[^。]{1,10})?$"), RestrictionKind.EXCLUDE),
    (re.compile(r"を含む(?:ものとする)?$"), RestrictionKind.INCLUDE),
    (
        re.compile(r"(?:以下|この|において)[^。]*(?:という|と総称する)$|と(?:いう|総称する)$"),
        RestrictionKind.NAME,
    ),
    (re.compile(r"をいう$"), RestrictionKind.MEANING),
    (re.compile(r"同じ$"), RestrictionKind.SCOPE),
)
_NOUN_REACH = 60


def restrictions(source: str, offset: int) -> tuple[Restriction, ...]:
    """Return what the parentheses of a sentence say, in the order of the text; at most four levels deep."""
    found: list[Restriction] = []
    pending = [(0, len(source), 1)]
    while pending:
        begin, end, depth = pending.pop()
        content = source[begin:end]
        for group in scan(content).groups:
            if group.quote:
                continue
            inner = (begin + group.start + 1, begin + group.end - 1)
            noun = _NOUN.search(content, max(0, group.start - _NOUN_REACH), group.start)
            place = (begin + noun.start() + offset, begin + noun.end() + offset) if noun else None
            found += _sentences(source, inner, place, offset)
            if depth < _DEPTH:
                pending.append((*inner, depth + 1))
    return tuple(sorted(found, key=lambda restriction: restriction.span))


def _sentences(
    source: str, inner: tuple[int, int], noun: tuple[int, int] | None, offset: int
) -> list[Restriction]:
    begin, end = inner
    content = source[begin:end]
    found: list[Restriction] = []
    position = 0
    for stop in [*_stops(content), len(content)]:
        sentence = content[position:stop].rstrip("。． 　\n")
        start = position + len(sentence) - len(sentence.lstrip())
        kind = next((kind for pattern, kind in _KINDS if pattern.search(sentence[-80:])), None)
        if kind is not None and sentence.strip():
            span = (begin + start + offset, begin + position + len(sentence) + offset)
            found.append(Restriction(kind, sentence.strip(), span, noun))
        position = stop
    return found


def _stops(content: str) -> list[int]:
    """The places behind each 。 that stands outside of brackets."""
    stops: list[int] = []
    position = 0
    for start, end in [*((group.start, group.end) for group in scan(content).groups), (len(content), 0)]:
        stops += [i + 1 for i in range(position, start) if content[i] in "。．"]
        position = end
    return stops
