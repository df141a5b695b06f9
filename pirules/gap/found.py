"""A topic found in a text, and what patterns may know of the ordinance as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pirules.gap.topics import Outcome, Topic
from pirules.gap.units import Passage
from pirules.gap.view import View
from pirules.ordinance.model import Ordinance, Span

#: Among the ``rules`` of a paragraph that only goes on with the one before (前項の規定は、…には適用しない).
CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Found:
    """A topic found in a text.

    Attributes:
        topic: the topic after all flips.
        provision: the place that carries it.
        passage: the paragraph that it lies in.
        outcome: what the report says.
        evidence: places of the deciding words.
        view: the characters of the place, for the finding's id.
        confidence: 0 to 1.
        rules: ids of pattern and flips that decided, for tracing.
        strength: strength of the pattern that recognised it; ``alongside`` and ``each`` as there.
        numbers: numbers read out of the clause, by the name in the pattern.
    """

    topic: Topic
    provision: str
    passage: Passage
    outcome: Outcome
    evidence: tuple[Span, ...]
    view: View
    confidence: float
    rules: tuple[str, ...]
    strength: int = 50
    alongside: bool = False
    each: bool = False
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What makes two findings of a paragraph the same: topic and class."""
        return self.topic.slug, self.outcome.classification


@dataclass(frozen=True, slots=True)
class Context:
    """What patterns may know of the ordinance as a whole."""

    kind: str
    title: str
    body: str
    text: str
    effective_on: date | None

    @classmethod
    def of(cls, ordinance: Ordinance, text: str) -> "Context":
        """Return the context of an ordinance; ``text`` is its normalised text."""
        return cls(
            ordinance.kind.value,
            ordinance.title or "",
            ordinance.body or "",
            text,
            ordinance.effective_on,
        )
