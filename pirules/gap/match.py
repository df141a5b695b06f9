"""Matching: which topics a paragraph, a ただし書 or a 号 belongs to, and what the report says of it.

Each sentence is looked at by itself with its surroundings; the strongest topic wins, others stand beside it only
when their pattern says so.  Then findings are put at the narrowest place whose words carry them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pirules.clauses.model import Role
from pirules.gap.conditions import Subject
from pirules.gap.topics import Outcome, Pattern, Topic
from pirules.gap.units import MAIN, Passage, Place, Unit
from pirules.gap.view import View, joined
from pirules.ordinance.model import Ordinance, Span

_MAX_FLIPS = 4
# A paragraph that only goes on from the one before is less certain than one that says its topic.
_CARRIED = 0.55
_GOING_ON = Pattern(
    id="goes-on",
    when=lambda _subject: [],
    strength=20,
    confidence=_CARRIED,
    alongside=False,
    forms=frozenset({"sentence"}),
    words=(),
    change={},
    national=None,
)
#: From this strength on a topic of its own beats the reading that 「前項の規定は…適用しない」 goes on with the last one.
_OWN_TOPIC = 85
#: … and a 後段 has a finding of its own.
_LATER_TOPIC = 70
#: … and a ただし書.
_PROVISO_TOPIC = 50
_GOES_ON = re.compile(
    r"^(?:前[0-9]?項|第[0-9]+項)(?:(?:本文|ただし書|前段|後段|及び第[0-9]+項|又は第[0-9]+項|から前項まで|各号))?の規定は、"
    r".{0,200}(?:適用しない|適用されない|準用する|妨げるものではない|妨げない)"
)
_APPLIED = re.compile(
    r"(?:前条|第[0-9]+条).{0,60}の規定は、.{0,160}(?:準用する|適用しない|適用されない)|の規定を準用する"
)
_READ_AS = re.compile(r"とあるの?は.{0,400}(?:読み替え|とする)")


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
        strength: strength of the pattern that recognised it; ``alongside`` as there.
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

    @classmethod
    def of(cls, ordinance: Ordinance, text: str) -> "Context":
        """Return the context of an ordinance; ``text`` is its normalised text."""
        return cls(ordinance.kind.value, ordinance.title or "", ordinance.body or "", text)


class Matcher:
    """Finds topics in passages; made once for an ordinance."""

    def __init__(self, topics: Mapping[str, Topic], context: Context) -> None:
        self._topics = topics
        self._context = context
        self._at: dict[Place, list[Found]] = {}

    def find(self, passages: Sequence[Passage]) -> tuple[Found, ...]:
        """Return what is found, in the order of the text."""
        result: list[Found] = []
        before: list[Found] = []
        in_article: set[str] = set()
        for passage in passages:
            if passage.previous is None:
                before, in_article = [], set()
            here = self._passage(passage, before, frozenset(in_article))
            self._remember(passage, here)
            result += here
            in_article |= {found.topic.slug for found in here}
            before = here
        return tuple(result)

    def _remember(self, passage: Passage, here: Sequence[Found]) -> None:
        """Keep the topics by place, so that 「第4条第2項の規定により意見を述べる」 can be read by what stands there."""
        number = passage.article.number
        if number is None or passage.article.place != MAIN:
            return
        self._at[number, passage.node.number] = list(here)
        self._at.setdefault((number, None), []).extend(here)

    def _passage(self, passage: Passage, before: Sequence[Found], in_article: frozenset[str]) -> list[Found]:
        follows = frozenset(found.topic.slug for found in before)
        main: list[Found] = []
        if passage.lead is not None:
            main = self._recognise(passage.lead, passage, follows, frozenset(), in_article)
            main = [replace(found, provision=passage.provision, view=passage.view) for found in main]
            if _GOES_ON.match(passage.lead.view.bare.text) and all(f.strength < _OWN_TOPIC for f in main):
                main = self._carried(passage, before) or main
            elif _APPLIED.search(passage.lead.view.bare.text) and all(
                f.strength < _LATER_TOPIC for f in main
            ):
                main = self._carried(passage, self._referred(passage.lead)) or main
        within = frozenset(found.topic.slug for found in main)
        later = self._later(passage, main, follows, within, in_article)
        items = self._items(passage, main, follows, within, in_article)
        found = [*main, *later, *items]
        return found or self._going_on(passage, before, follows)

    def _referred(self, unit: Unit) -> list[Found]:
        """Return what was found at the provisions of this ordinance that a unit names."""
        return [entry for place in unit.inside for entry in self._at.get(place, ())]

    def _later(
        self,
        passage: Passage,
        main: list[Found],
        follows: frozenset[str],
        within: frozenset[str],
        in_article: frozenset[str],
    ) -> list[Found]:
        """Findings of ただし書 and 後段 whose topic or class differs; the others only add evidence."""
        result: list[Found] = []
        for unit in passage.later:
            if _READ_AS.search(unit.view.bare.text):
                continue
            for found in self._recognise(unit, passage, follows, within, in_article):
                # A sentence that only serves the main one (この場合において…) needs a clear topic of its own.
                known = found.key in {other.key for other in (*main, *result)}
                least = _PROVISO_TOPIC if unit.role is Role.PROVISO else _LATER_TOPIC
                if known or not main or found.strength >= least or found.alongside:
                    _merge_or_add(found, main, result)
        return result

    def _items(
        self,
        passage: Passage,
        main: list[Found],
        follows: frozenset[str],
        within: frozenset[str],
        in_article: frozenset[str],
    ) -> list[Found]:
        found: list[Found] = []
        for unit in passage.items:
            found += [
                entry
                for entry in self._recognise(unit, passage, follows, within, in_article)
                if entry.key not in {other.key for other in main}
                and not any(
                    entry.key == other.key and entry.provision.startswith(other.provision) for other in found
                )
            ]
        if not main and len({entry.key for entry in found}) == 1 and len(found) > 1:
            # One topic all through the list: the paragraph carries it.
            evidence = joined([span for entry in found for span in entry.evidence])
            return [replace(found[0], provision=passage.provision, view=passage.view, evidence=evidence)]
        return found

    def _carried(self, passage: Passage, source: Sequence[Found]) -> list[Found]:
        """Return the first finding of ``source`` as one of this paragraph, which goes on with it or applies it (準用)."""
        if not source or passage.lead is None:
            return []
        first = source[0]
        return [
            replace(
                first,
                provision=passage.provision,
                passage=passage,
                evidence=joined([passage.lead.span]),
                view=passage.view,
                confidence=_CARRIED,
                rules=(*first.rules, "carried"),
            )
        ]

    def _going_on(self, passage: Passage, before: Sequence[Found], follows: frozenset[str]) -> list[Found]:
        """A paragraph without a topic of its own goes on with the last one, if that topic does so; its flips still hold."""
        topic = next((entry.topic for entry in before if entry.topic.continues), None)
        if topic is None or passage.lead is None:
            return []
        subject = self._subject(passage.lead, passage, follows, frozenset(), frozenset())
        found = self._settle((_GOING_ON, topic, [], {}), subject)
        return [replace(found, provision=passage.provision, view=passage.view)]

    def _recognise(
        self,
        unit: Unit,
        passage: Passage,
        follows: frozenset[str],
        within: frozenset[str],
        in_article: frozenset[str],
    ) -> list[Found]:
        subject = self._subject(unit, passage, follows, within, in_article)
        candidates: list[tuple[Pattern, Topic, list[Span], dict[str, str]]] = []
        for topic in self._topics.values():
            best: tuple[Pattern, Topic, list[Span], dict[str, str]] | None = None
            for pattern in topic.patterns:
                if best is not None and pattern.strength <= best[0].strength:
                    continue
                places = _holds(pattern, subject)
                if places is not None:
                    best = (pattern, topic, places, dict(subject.numbers))
                subject.numbers.clear()
            if best is not None:
                candidates.append(best)
        candidates.sort(key=lambda entry: (-entry[0].strength, -entry[0].confidence, entry[1].slug))
        chosen = candidates[:1] + [entry for entry in candidates[1:] if entry[0].alongside]
        result: list[Found] = []
        for entry in chosen:
            found = self._settle(entry, subject)
            if found.key not in {other.key for other in result}:
                result.append(found)
        return result

    def _subject(
        self,
        unit: Unit,
        passage: Passage,
        follows: frozenset[str],
        within: frozenset[str],
        in_article: frozenset[str],
    ) -> Subject:
        return Subject(
            unit=unit,
            passage=passage,
            kind=self._context.kind,
            title=self._context.title,
            ordinance=self._context.text,
            body=self._context.body,
            follows=follows,
            within=within,
            article_topics=in_article,
            refers_to=frozenset(entry.topic.slug for entry in self._referred(unit)),
        )

    def _settle(
        self, candidate: tuple[Pattern, Topic, list[Span], dict[str, str]], subject: Subject
    ) -> Found:
        """Follow the flips of the topic on this wording, also into other topics."""
        pattern, topic, places, numbers = candidate
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
        evidence = joined(places) or joined([unit.span])
        return Found(
            topic=topic,
            provision=unit.provision,
            passage=subject.passage,
            outcome=outcome,
            evidence=evidence,
            view=unit.view,
            confidence=pattern.confidence,
            rules=tuple(rules),
            strength=pattern.strength,
            alongside=pattern.alongside,
            numbers=numbers,
        )


def _holds(pattern: Pattern, subject: Subject) -> list[Span] | None:
    if subject.unit.form not in pattern.forms:
        return None
    if pattern.words and not any(word in subject.passage.view.text for word in pattern.words):
        return None
    return pattern.when(subject)


def _merge_or_add(found: Found, main: list[Found], result: list[Found]) -> None:
    for group in (main, result):
        for position, other in enumerate(group):
            if other.key == found.key:
                evidence = joined([*other.evidence, *found.evidence])
                group[position] = replace(other, evidence=evidence)
                return
    result.append(found)
