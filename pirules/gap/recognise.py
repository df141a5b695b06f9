"""Which topics one sentence is known by: the strongest pattern wins, then the flips of its topic turn the verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pirules.gap.conditions import Subject
from pirules.gap.found import Context, Found
from pirules.gap.topics import Pattern, Topic
from pirules.gap.units import Passage, Unit
from pirules.gap.view import joined
from pirules.ordinance.model import Span

_MAX_FLIPS = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What was found before a sentence.

    Attributes:
        follows: topics of the paragraph before.
        within: topics of the main sentence of the paragraph.
        in_article: topics of the article so far.
        refers_to: topics of the provisions of this ordinance that the sentence names.
    """

    follows: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    in_article: frozenset[str] = frozenset()
    refers_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern that holds for a sentence, with the deciding places and the numbers read out of it."""

    pattern: Pattern
    topic: Topic
    places: list[Span]
    numbers: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Level:
    """The patterns of one topic that are equally strong.

    Attributes:
        beside: whether one of them, or a weaker one of the topic, stands beside a stronger topic.
    """

    strength: int
    topic: Topic
    patterns: tuple[Pattern, ...]
    beside: bool


class Recogniser:
    """Knows the topics of sentences of one ordinance."""

    def __init__(self, topics: Mapping[str, Topic], context: Context) -> None:
        self._topics = topics
        self._context = context
        levels = [level for topic in topics.values() for level in _levels_of(topic)]
        self._levels = sorted(levels, key=lambda level: -level.strength)

    def recognise(self, unit: Unit, passage: Passage, around: Around) -> list[Found]:
        """Return the findings of one sentence: the strongest, and those whose pattern stands beside a stronger one."""
        subject = self.subject(unit, passage, around)
        best: dict[str, Candidate] = {}
        strongest = 0
        for level in self._levels:
            # Behind a stronger topic only what stands beside it is still worth a look.
            if level.topic.slug in best or (best and level.strength < strongest and not level.beside):
                continue
            for pattern in level.patterns:
                places = _holds(pattern, subject)
                if places is not None:
                    best[level.topic.slug] = Candidate(pattern, level.topic, places, dict(subject.numbers))
                    strongest = max(strongest, pattern.strength)
                subject.numbers.clear()
                if places is not None:
                    break
        candidates = sorted(
            best.values(), key=lambda c: (-c.pattern.strength, -c.pattern.confidence, c.topic.slug)
        )
        chosen = candidates[:1] + [entry for entry in candidates[1:] if entry.pattern.alongside]
        result: list[Found] = []
        for entry in chosen:
            found = self.settle(entry, subject)
            if found.key not in {other.key for other in result}:
                result.append(found)
        return result

    def subject(self, unit: Unit, passage: Passage, around: Around) -> Subject:
        """Return what conditions are asked about."""
        return Subject(
            unit=unit,
            passage=passage,
            kind=self._context.kind,
            title=self._context.title,
            ordinance=self._context.text,
            body=self._context.body,
            follows=around.follows,
            within=around.within,
            article_topics=around.in_article,
            refers_to=around.refers_to,
        )

    def settle(self, candidate: Candidate, subject: Subject) -> Found:
        """Follow the flips of the topic on this wording, also into other topics."""
        pattern, topic = candidate.pattern, candidate.topic
        places, numbers = candidate.places, dict(candidate.numbers)
        outcome = topic.outcome.changed(pattern.change, pattern.national)
        rules = [f"{topic.slug}/{pattern.id}"]
        for _ in range(_MAX_FLIPS):
            moved = False
            for flip in topic.flips:
                subject.numbers.clear()
                turned = flip.when(subject)
                if turned is None or f"{topic.slug}:{flip.id}" in rules:
                    continue
                numbers |= subject.numbers
                places = turned + places
                rules.append(f"{topic.slug}:{flip.id}")
                if flip.topic is not None:
                    topic = self._topics.get(flip.topic, topic)
                    outcome, moved = topic.outcome, True
                outcome = outcome.changed(flip.change, flip.national)
                break
            if not moved:
                break
        subject.numbers.clear()
        unit = subject.unit
        return Found(
            topic=topic,
            provision=unit.provision,
            passage=subject.passage,
            outcome=outcome,
            evidence=joined(places) or joined([unit.span]),
            view=unit.view,
            confidence=pattern.confidence,
            rules=tuple(rules),
            strength=pattern.strength,
            alongside=pattern.alongside,
            numbers=numbers,
        )


def _levels_of(topic: Topic) -> Iterator[_Level]:
    """Yield a topic's patterns, equally strong ones together in the order of its file, the strongest first."""
    for strength in sorted({pattern.strength for pattern in topic.patterns}, reverse=True):
        yield _Level(
            strength,
            topic,
            tuple(pattern for pattern in topic.patterns if pattern.strength == strength),
            any(pattern.alongside for pattern in topic.patterns if pattern.strength <= strength),
        )


def _holds(pattern: Pattern, subject: Subject) -> list[Span] | None:
    if subject.unit.form not in pattern.forms:
        return None
    if pattern.words and not any(word in subject.passage.view.text for word in pattern.words):
        return None
    return pattern.when(subject)
