"""Defined terms that a draft takes away: what stays and still says 「審議会」 would no longer say which one.

Where the definition goes to is for a person to decide; the draft only tells it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pirules.ordinance.definitions import DefinedTerm, defined_terms
from pirules.ordinance.model import NodeType, Ordinance, Span
from pirules.ordinance.places import provision_name
from pirules.report.draft.fates import DELETED, REMOVED, Fate
from pirules.report.draft.follow import place_of

# A term is a word of its own: behind 「情報公開」 the word 「審議会」 is another one's name.
_INSIDE_A_WORD = re.compile(r"[一-龥々〆ヵヶァ-ヴーA-Za-zＡ-Ｚａ-ｚ]")
# 「法」 alone is the term only where a place or a particle follows (法第69条), not in 方法.
_BEHIND_ONE_LETTER = "第のにをはが"
_NAMED = 3


def going(fates: Iterable[Fate]) -> list[Span]:
    """Return the spans of all that goes."""
    spans: list[Span] = []
    for fate in fates:
        if fate.kind in {DELETED, REMOVED}:
            spans.append(fate.node.span)
        else:
            spans += [node.span for node in fate.struck]
            spans += [cut.span for cut in fate.cuts]
    return spans


def _within(position: int, spans: Iterable[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _uses(text: str, term: DefinedTerm, gone: Sequence[Span]) -> Iterator[int]:
    """Yield the places in what stays where the term is used."""
    for match in re.finditer(re.escape(term.term), text):
        start, end = match.span()
        if _within(start, gone) or not term.holds_at(start):
            continue
        if start and _INSIDE_A_WORD.match(text[start - 1]):
            continue
        if len(term.term) == 1 and text[end : end + 1] not in _BEHIND_ONE_LETTER:
            continue
        yield start


def lost_terms(ordinance: Ordinance, fates: Sequence[Fate]) -> Iterator[str]:
    """Yield a sentence for each term whose only definition goes while what stays uses it."""
    gone = going(fates)
    if not gone:
        return
    terms = defined_terms(ordinance)
    kept = {term.term for term in terms if not _within(term.span[0], gone)}
    told: set[str] = set()
    for term in terms:
        if term.term in kept or term.term in told or not term.term:
            continue
        uses = (place_of(ordinance, at) for at in _uses(ordinance.text, term, gone))
        # What lies in an article but in none of its paragraphs is its caption, which needs no definition.
        said = [node for node in uses if node.type is not NodeType.ARTICLE]
        places = list(dict.fromkeys(provision_name(ordinance, node) for node in said))
        if places:
            told.add(term.term)
            where = provision_name(ordinance, place_of(ordinance, term.span[0]))
            more = "など" if len(places) > _NAMED else ""
            yield (
                f"「{term.term}」を定める{where}がなくなりますが、{'、'.join(places[:_NAMED])}{more}に"
                "その語が残ります。定めを移すか、正式な名称に改めてください。"
            )
