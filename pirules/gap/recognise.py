"""Which topics one sentence is known by: the strongest pattern wins, then the flips of its topic turn the verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pirules.gap.departures import departed
from pirules.gap.found import Context, Found
from pirules.gap.harmless import relieved
from pirules.gap.sieve import Sieve
from pirules.gap.subject import Subject, said
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
        in_article: topics of the article so far, and …
        before_article: … of the article before it.
        refers_to: topics of the provisions of this ordinance that the sentence names.
    """

    follows: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    in_article: frozenset[str] = frozenset()
    before_article: frozenset[str] = frozenset()
    refers_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern that holds for a sentence, with the deciding places and the numbers read out of it."""

    pattern: Pattern
    topic: Topic
    places: list[Span]
    numbers: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A pattern in its place among those of all topics.

    Attributes:
        beside: whether it, or one of its topic that isn't stronger, stands beside a stronger topic.
    """

    pattern: Pattern
    topic: Topic
    beside: bool


@dataclass(frozen=True, slots=True)
class _Entries:
    """The patterns of some topics, the strongest first, behind a sieve."""

    entries: tuple[_Entry, ...]
    sieve: Sieve


class Recogniser:
    """Knows the topics of sentences of one ordinance."""

    def __init__(self, topics: Mapping[str, Topic], context: Context) -> None:
        self._topics = topics
        self._context = context
        self._known = _entries_of(tuple(topics.values()))
        # What was looked for already: a text is often a sentence, a paragraph and an article.
        self._words: dict[str, set[str]] = {}
        self._met: dict[tuple[str, str], int] = {}

    def recognise(self, unit: Unit, passage: Passage, around: Around) -> list[Found]:
        """Return the findings of one sentence: the strongest, and those whose pattern stands beside a stronger one."""
        subject = self.subject(unit, passage, around)
        best: dict[str, Candidate] = {}
        strongest = 0
        for entry in self._possible(subject):
            pattern, topic = entry.pattern, entry.topic
            # Behind a stronger topic only what stands beside it is still worth a look.
            if topic.slug in best or (best and pattern.strength < strongest and not entry.beside):
                continue
            places = pattern.when(subject)
            if places is not None:
                best[topic.slug] = Candidate(pattern, topic, places, dict(subject.numbers))
                strongest = max(strongest, pattern.strength)
            subject.numbers.clear()
        candidates = sorted(
            best.values(), key=lambda c: (-c.pattern.strength, -c.pattern.confidence, c.topic.slug)
        )
        chosen = candidates[:1] + [entry for entry in candidates[1:] if entry.pattern.alongside]
        result: list[Found] = []
        for candidate in chosen:
            found = self.settle(candidate, subject)
            if found.key not in {other.key for other in result}:
                result.append(found)
        return result

    def _possible(self, subject: Subject) -> Iterator[_Entry]:
        """Yield the patterns that may hold: those whose needs are met by what is said in and around a sentence."""
        sieve, met = self._known.sieve, 0
        for scope in sieve.scopes:
            asked = scope, said(subject, scope)
            if asked not in self._met:
                if asked[1] not in self._words:
                    self._words[asked[1]] = sieve.words_in(asked[1])
                self._met[asked] = sieve.met(self._words[asked[1]], scope)
            met |= self._met[asked]
        return (self._known.entries[number] for number in sieve.passed(met))

    def subject(self, unit: Unit, passage: Passage, around: Around) -> Subject:
        """Return what conditions are asked about."""
        return Subject(
            unit=unit,
            passage=passage,
            kind=self._context.kind,
            title=self._context.title,
            ordinance=self._context.text,
            body=self._context.body,
            effective_on=self._context.effective_on,
            follows=around.follows,
            within=around.within,
            article_topics=around.in_article,
            article_before=around.before_article,
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
        heard = relieved(topic.slug, outcome, subject)
        if not heard.mark:
            heard = departed(topic.slug, outcome, subject)
        return Found(
            topic=self._topics.get(heard.topic or topic.slug, topic),
            provision=unit.provision,
            passage=subject.passage,
            outcome=heard.outcome,
            evidence=joined(places) or joined([unit.span]),
            view=unit.view,
            confidence=pattern.confidence,
            rules=(*rules, *heard.mark),
            strength=pattern.strength,
            alongside=pattern.alongside,
            each=pattern.each,
            numbers=numbers,
        )


@lru_cache(maxsize=4)
def _entries_of(topics: tuple[Topic, ...]) -> _Entries:
    """Return the patterns of topics, the strongest first, equally strong ones in the order of the files."""
    entries = [
        _Entry(
            pattern,
            topic,
            any(other.alongside for other in topic.patterns if other.strength <= pattern.strength),
        )
        for topic in topics
        for pattern in topic.patterns
    ]
    entries.sort(key=lambda entry: -entry.pattern.strength)
    return _Entries(tuple(entries), Sieve([entry.pattern.needs for entry in entries]))
