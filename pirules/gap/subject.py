"""What a condition of a topic is asked about, and the parts of it that conditions name (``text``, ``article``, ``follows`` …)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pirules.gap.deeds import deeds_of
from pirules.gap.stance import stance_of
from pirules.gap.units import Passage, Unit
from pirules.gap.view import Strip
from pirules.law.citation import Citation


@dataclass(slots=True)
class Subject:
    """What a condition is asked about: a unit in its passage, and what was found before it.

    Attributes:
        unit: the sentence or 号.
        passage: the paragraph that it stands in.
        kind: kind of the ordinance.
        title: its title, and whole text, as patterns see them.
        body: name of the body.
        effective_on: the day from which the ordinance is in force, as its 附則 says.
        follows: topics of the paragraph before; ``within`` those of the main sentence; ``article_topics`` of the article
            so far, ``article_before`` of the one before; ``refers_to`` of the provisions of this ordinance that the unit names.
        numbers: values read by ``days`` and ``amount`` conditions, for explanations.
    """

    unit: Unit
    passage: Passage
    kind: str
    title: str
    ordinance: str
    body: str
    effective_on: date | None
    follows: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    article_topics: frozenset[str] = frozenset()
    article_before: frozenset[str] = frozenset()
    refers_to: frozenset[str] = frozenset()
    numbers: dict[str, str] = field(default_factory=dict)


def _subject_of(unit: Unit) -> str:
    clause = unit.clause
    return "".join(clause.subject.text.split()) if clause and clause.subject else ""


#: Stretches of text that patterns are searched in …
STRIPS: dict[str, Callable[[Subject], Strip | None]] = {
    "text": lambda s: s.unit.view.bare,
    "full": lambda s: s.unit.view.full,
    "lead": lambda s: s.passage.lead.view.bare if s.passage.lead else None,
    "paragraph": lambda s: s.passage.view.bare,
    "paragraph_full": lambda s: s.passage.view.full,
    "article": lambda s: s.passage.article.view.bare,
    "article_full": lambda s: s.passage.article.view.full,
    "previous": lambda s: s.passage.previous.view.bare if s.passage.previous else None,
}
#: … and words without a place in the text.
PLAIN: dict[str, Callable[[Subject], str]] = {
    "heading": lambda s: s.passage.article.heading,
    "caption": lambda s: s.passage.article.caption,
    "title": lambda s: s.title,
    "ordinance": lambda s: s.ordinance,
    "body": lambda s: s.body,
    "subject": lambda s: _subject_of(s.unit),
    "deeds": lambda s: deeds_of(s.unit),
    "act": lambda s: stance_of(s.unit.view.bare.text).act,
}
#: Properties of the unit …
SETS: dict[str, Callable[[Subject], str]] = {
    "modality": lambda s: s.unit.modality.value if s.unit.modality else "",
    "role": lambda s: s.unit.role.value,
    "form": lambda s: s.unit.form,
    "place": lambda s: s.passage.article.place,
    "kind": lambda s: s.kind,
    "stance": lambda s: stance_of(s.unit.view.bare.text).value,
}
#: … and topics found before it or at what it names.
TOPICS: dict[str, Callable[[Subject], frozenset[str]]] = {
    "follows": lambda s: s.follows,
    "within": lambda s: s.within,
    "article_topics": lambda s: s.article_topics,
    "article_before": lambda s: s.article_before,
    "refers_to": lambda s: s.refers_to,
}
#: Places of other laws that are named in the unit or around it.
CITES: dict[str, Callable[[Subject], tuple[Citation, ...]]] = {
    "cites": lambda s: s.unit.cites,
    "paragraph_cites": lambda s: s.passage.cites,
    "article_cites": lambda s: s.passage.article.cites,
}
#: Keys whose values are names, and keys whose values are patterns.
VALUES = frozenset({*SETS, *TOPICS})
WORDS = frozenset({*STRIPS, *PLAIN})


def said(subject: Subject, scope: str) -> str:
    """Return what a key of :data:`WORDS` or :data:`VALUES` asks about, as text; several names in their order."""
    if scope in STRIPS:
        strip = STRIPS[scope](subject)
        return strip.text if strip is not None else ""
    if scope in TOPICS:
        return ",".join(sorted(TOPICS[scope](subject)))
    return (PLAIN[scope] if scope in PLAIN else SETS[scope])(subject)
