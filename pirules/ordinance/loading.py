"""A file to an ordinance, and a text with several ordinances to one document each."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from pirules.ordinance.grammar.machine import run
from pirules.ordinance.model import Document, Ordinance
from pirules.ordinance.parsing import parse
from pirules.ordinance.readers import read


def load(path: Path) -> Ordinance:
    """Read and parse a file.

    Raises:
        InputError: the file can't be read; see :func:`~pirules.ordinance.readers.read`.
    """
    return parse(read(path))


def split(document: Document) -> tuple[Document, ...]:
    """Return one document for each ordinance in a text, in their order; the document itself if there is one.

    The texts of the parts, joined, are the text of the whole; spans of a part count from its own beginning.
    """
    starts = [0, *run(document).ordinances, len(document.text)]
    if len(starts) == 2:  # noqa: PLR2004 - beginning and end of the only one
        return (document,)
    return tuple(_part(document, start, end) for start, end in pairwise(starts))


def _part(document: Document, start: int, end: int) -> Document:
    return replace(
        document,
        text=document.text[start:end],
        source_map=tuple((at - start, source) for at, source in document.source_map if start <= at < end),
        problems=tuple(
            replace(problem, span=(problem.span[0] - start, problem.span[1] - start))
            for problem in document.problems
            if start <= problem.span[0] < end
        ),
        styles=tuple(
            ((first - start, last - start), style)
            for (first, last), style in document.styles
            if start <= first < end
        ),
        promulgated_on=document.promulgated_on if start == 0 else None,
    )
