"""A spaCy component: ``nlp.add_pipe("pirules_clauses")`` gives every document its clause frames.

>>> import spacy
>>> nlp = spacy.load("ja_ginza")  # doctest: +SKIP
>>> nlp.add_pipe("pirules_clauses")  # doctest: +SKIP
>>> nlp("実施機関は、個人情報を提供してはならない。")._.pirules_clauses[0].modality  # doctest: +SKIP
<Modality.PROHIBITION: 'prohibition'>

``Doc._.pirules_clauses`` holds the frames in order, ``Span._.pirules_clauses`` those that overlap a span, and
``Span._.pirules_fields`` the names of the fields that a span lies in.  Places count in characters of ``doc.text``.
"""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pirules.clauses.frame import frame_sentence
from pirules.clauses.model import Clause, Part
from pirules.clauses.sentences import split

FIELDS = ("subject", "counterparty", "conditions", "exceptions", "actions", "objects")


def parts_of(clause: Clause) -> list[tuple[str, Part]]:
    """Return the parts of a clause with the name of their field, in the order of the text."""
    parts: list[tuple[str, Part]] = []
    for field in FIELDS:
        value = getattr(clause, field)
        values = value if isinstance(value, tuple) else (value,)
        parts += [(field, part) for part in values if part is not None]
    return sorted(parts, key=lambda entry: (entry[1].span[0], -entry[1].span[1]))


class ClauseComponent:
    """Frames the sentences of a document by the legal grammar; spaCy's own annotations stay as they are."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.pirules_clauses`` and return the document."""
        text = doc.text
        doc._.pirules_clauses = tuple(
            frame_sentence(text[sentence.start : sentence.end], sentence.start, sentence.role)
            for sentence in split(text)
        )
        return doc


def _clauses_of_span(span: Span) -> tuple[Clause, ...]:
    begin, end = span.start_char, span.end_char
    return tuple(
        clause for clause in span.doc._.pirules_clauses if clause.span[0] < end and begin < clause.span[1]
    )


def _fields_of_span(span: Span) -> tuple[str, ...]:
    begin, end = span.start_char, span.end_char
    return tuple(
        dict.fromkeys(
            field
            for clause in _clauses_of_span(span)
            for field, part in parts_of(clause)
            if part.span[0] <= begin and end <= part.span[1]
        )
    )


def make(nlp: Any, name: str) -> ClauseComponent:  # noqa: ARG001 - spaCy's signature
    """Make the component for ``nlp.add_pipe``."""
    return ClauseComponent()


def register() -> None:
    """Set the extensions and the factory; calling it again changes nothing."""
    if not Language.has_factory("pirules_clauses"):
        Language.factory("pirules_clauses", assigns=["doc._.pirules_clauses"], func=make)
    if not Doc.has_extension("pirules_clauses"):
        Doc.set_extension("pirules_clauses", default=())
        Span.set_extension("pirules_clauses", getter=_clauses_of_span)
        Span.set_extension("pirules_fields", getter=_fields_of_span)


register()
