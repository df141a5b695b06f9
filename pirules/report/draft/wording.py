"""「A」を「B」に改める: word edits of one provision, each quoted so long that it is found in only one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from pirules.ordinance.model import Span
from pirules.report.draft.edits import Edit, apply_edits

_LONGEST = 60
_STOPS = "\r\n"


@dataclass(frozen=True, slots=True)
class Quote:
    """「old」を「new」に改める; ``span`` is the place of ``old``."""

    span: Span
    old: str
    new: str


def quotes(text: str, around: Span, edits: Sequence[Edit]) -> list[Quote]:
    """Return word edits as quotations.

    Args:
        text: the text of the ordinance.
        around: the provision that 改め文 name; a quotation is found once in it, or stands for every place of its words.
        edits: the edits in that provision.
    """
    words = text[slice(*around)]
    ordered = sorted(edits, key=lambda edit: edit.span)
    regions: list[Span] = []
    for edit in ordered:
        old = text[slice(*edit.span)]
        alike = [other for other in ordered if text[slice(*other.span)] == old and other.text == edit.text]
        if len(alike) == words.count(old):
            regions.append(edit.span)
        else:
            regions.append(_extended(text, around, edit.span))
    result: list[Quote] = []
    for span in _merged(regions):
        inside = [edit for edit in ordered if span[0] <= edit.span[0] and edit.span[1] <= span[1]]
        moved = [Edit((e.span[0] - span[0], e.span[1] - span[0]), e.text) for e in inside]
        old = text[slice(*span)]
        quote = Quote(span, old, apply_edits(old, moved))
        if (quote.old, quote.new) not in {(other.old, other.new) for other in result}:
            result.append(quote)
    return result


def _extended(text: str, around: Span, span: Span) -> Span:
    """Widen a place to the right, then to the left, until its words stand nowhere else in the provision."""
    words = text[slice(*around)]
    start, end = span
    while words.count(text[start:end]) > 1 and end - start < _LONGEST:
        if end < around[1] and text[end] not in _STOPS:
            end += 1
        elif start > around[0] and text[start - 1] not in _STOPS:
            start -= 1
        else:
            break
    return start, end


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
