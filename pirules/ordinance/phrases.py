"""Where a phrase, a bracket or a meaning begins and ends in the folded words around a definition."""

import re

from pirules.ordinance.law_names import LAW_END, LAW_NUMBER, law_key, name_start

#: How far a definition reaches back or forth; a longer stretch is damage, and looking further would cost time.
_REACH = 1500
_SENTENCE = re.compile(r"[。\n]")


def bracket_start(folded: str, position: int) -> int | None:
    """Return where the bracket opens that ``position`` stands in, at most :data:`_REACH` before it."""
    depth = 0
    for place in range(position - 1, max(-1, position - _REACH), -1):
        char = folded[place]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return place
            depth -= 1
    return None


def sentence_start(folded: str, position: int) -> int:
    """Return where the sentence (or line) begins that ``position`` stands in, at most :data:`_REACH` before it."""
    start = max(0, position - _REACH)
    breaks = [match.end() for match in _SENTENCE.finditer(folded, start, position)]
    return breaks[-1] if breaks else start


def phrase_start(folded: str, end: int, floor: int) -> int:
    """Return where the phrase begins that is abbreviated: behind the last 、, bracket, quote or topic は outside brackets."""
    depth = 0
    for place in range(end - 1, floor - 1, -1):
        char = folded[place]
        if char in ")」":
            depth += 1
        elif char in "(「":
            if depth == 0:
                return place + 1
            depth -= 1
        elif depth == 0 and (
            char in "、 \t" or (char == "は" and folded[place - 1 : place] not in ("又", "く"))
        ):
            return place + 1
    return floor


def end_of_meaning(folded: str, start: int) -> int | None:
    """Return where をいう closes the sentence that begins at ``start``, brackets and quotes skipped."""
    depth = 0
    for place in range(start, min(len(folded), start + _REACH)):
        char = folded[place]
        if char in "(「":
            depth += 1
        elif char in ")」":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0:
            if char == "を" and folded.startswith(("をいう", "をいい"), place):
                return place
            if char == "。":
                return None
    return None


def _closing(folded: str, bracket: int, end: int) -> int:
    """Return where the bracket closes that opens at ``bracket`` (-1: not before ``end``)."""
    depth = 0
    for place in range(bracket, end):
        if folded[place] == "(":
            depth += 1
        elif folded[place] == ")":
            depth -= 1
            if depth == 0:
                return place
    return -1


def law_meant(folded: str, start: int, end: int) -> tuple[str | None, str | None]:
    """Return law and number when a meaning is nothing but a law's name, with or without its number."""
    bracket = folded.find("(", start, end)
    stop = bracket if bracket >= 0 else end
    if stop - start > 120 or not LAW_END.search(folded[start:stop]):  # noqa: PLR2004 - no name is longer
        return None, None
    number = LAW_NUMBER.match(folded, bracket + 1, end) if bracket >= 0 else None
    close = _closing(folded, bracket, end) if bracket >= 0 else end - 1
    if close != end - 1 or (bracket >= 0 and number is None):
        return None, None  # more is said than the name
    name = folded[start:stop]
    if name_start(folded, stop, start, number[0] if number else None) != start:
        return None, None
    return law_key(name, number[0] if number else None), number[0] if number else None
