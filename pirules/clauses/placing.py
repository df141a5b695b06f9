"""Where a frame lies in its document: own text cut by page numbers, places, references and problems around it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pirules.clauses.model import Clause, Part, Restriction
from pirules.errors import Problem
from pirules.ordinance.model import Node, NodeType, Span
from pirules.ordinance.references import Reference, Resolution


class Surroundings:
    """A document's text with its references and the problems of those that aren't resolved, by place."""

    def __init__(self, text: str, resolution: Resolution) -> None:
        self.text = text
        self._references = resolution.references
        self._problems = sorted(resolution.problems, key=lambda problem: problem.span)
        self._starts = [reference.span[0] for reference in self._references]
        self._problem_starts = [problem.span[0] for problem in self._problems]

    def references(self, span: Span) -> tuple[Reference, ...]:
        """Return the references that lie inside ``span``."""
        first, last = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        return tuple(found for found in self._references[first:last] if found.span[1] <= span[1])

    def problems(self, span: Span) -> tuple[Problem, ...]:
        """Return the problems of references that lie inside ``span``."""
        first, last = bisect_left(self._problem_starts, span[0]), bisect_left(self._problem_starts, span[1])
        return tuple(found for found in self._problems[first:last] if found.span[1] <= span[1])


def stretches(text: str, node: Node) -> Iterator[tuple[int, str]]:
    """Yield each stretch of a node's own text with its place.

    A note inside of the text (a page number, a running head) doesn't cut a sentence: it is blanked out, length kept.
    """
    notes = {child.span for child in node.children if child.type is NodeType.NOTE}
    begin, end, words = -1, -1, ""
    for start, stop in node.own_spans():
        if begin >= 0 and (end, start) in notes and not words.rstrip().endswith("。"):
            words += "\n" * (start - end) + text[start:stop]
        else:
            if begin >= 0:
                yield begin, words
            begin, words = start, text[start:stop]
        end = stop
    if begin >= 0:
        yield begin, words


def placed(clause: Clause, offset: int, surroundings: Surroundings) -> Clause:
    """Move a frame from offset 0 to its place; all texts become what is printed there."""
    text = surroundings.text

    def moved(span: Span) -> Span:
        return span[0] + offset, span[1] + offset

    def part(found: Part) -> Part:
        span = moved(found.span)
        return Part(text[slice(*span)], span, found.source, found.confidence)

    span = moved(clause.span)
    return replace(
        clause,
        text=text[slice(*span)],
        span=span,
        subject=part(clause.subject) if clause.subject else None,
        conditions=tuple(map(part, clause.conditions)),
        exceptions=tuple(map(part, clause.exceptions)),
        actions=tuple(map(part, clause.actions)),
        objects=tuple(map(part, clause.objects)),
        counterparty=part(clause.counterparty) if clause.counterparty else None,
        references=surroundings.references(span),
        restrictions=tuple(
            Restriction(
                found.kind,
                text[slice(*moved(found.span))],
                moved(found.span),
                moved(found.noun) if found.noun else None,
            )
            for found in clause.restrictions
        ),
        problems=(
            *(Problem(found.code, found.message, moved(found.span)) for found in clause.problems),
            *surroundings.problems(span),
        ),
    )
