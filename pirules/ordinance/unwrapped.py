"""Short names whose definition the page broke: 「(平成15年法律第57号。以下「法」と / いう。)」 on two lines of a PDF."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from pirules.ordinance.model import Span

if TYPE_CHECKING:
    from pirules.ordinance.definitions import DefinedTerm

_BREAK = re.compile(r"(?<=[^。\s])[ \t]*\r?\n[ \t　]*(?=[^\s(\[【第])")
_SHORTENS = re.compile(r"以\s*下[^。]{0,60}「(?P<term>[^「」]{1,60})」\s*と\s*い")
_MEANS = re.compile(r"「(?P<term>[^「」\n]{1,20})」\s*と\s*は")

_REACH = 600  # characters before 以下 that a name and its number take at most
_LONGEST_NAME = 180  # characters behind とは that a law's name, its number and をいう take at most
_MOST = 300  # an ordinance defines a few dozen terms

Finder = Callable[[str, str], Iterator["DefinedTerm"]]


def broken_definitions(text: str, folded: str, known: set[Span], find: Finder) -> Iterator["DefinedTerm"]:
    """Yield the terms whose definition runs over a line end, with the places of the text as it is.

    Args:
        text: the document's text.
        folded: the same, folded.
        known: places of the terms that were found without joining lines.
        find: finds terms in a text and its folded form.
    """
    found = [*islice(_SHORTENS.finditer(folded), _MOST), *islice(_MEANS.finditer(folded), _MOST)]
    position = 0
    for match in sorted(found, key=re.Match.start)[:_MOST]:
        if match.start() < position:
            continue
        position = match.end()
        if match.span("term") in known:
            continue
        if match.re is _MEANS:
            start, end = match.start(), min(len(folded), match.end() + _LONGEST_NAME)
        else:
            start = max(match.start() - _REACH, 0)
            start = max(folded.rfind("。\n", start, match.start()), start)
            end = min(len(folded), match.end() + 20)
        breaks = [found.span() for found in _BREAK.finditer(folded, start, end)]
        if not breaks:
            continue
        edges = [start, *chain.from_iterable(breaks), end]
        pieces = list(map(slice, edges[::2], edges[1::2]))
        kept = [place for piece in pieces for place in range(piece.start, piece.stop)]
        for term in find(
            "".join([text[piece] for piece in pieces]), "".join([folded[piece] for piece in pieces])
        ):
            span = kept[term.span[0]], kept[term.span[1] - 1] + 1
            if term.law is not None and span not in known:
                known.add(span)
                meaning = kept[term.meaning_span[0]], kept[term.meaning_span[1] - 1] + 1
                yield replace(term, span=span, meaning_span=meaning, scope=((span[1], len(text)),))
