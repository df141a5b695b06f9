"""How the second reader is heard beside the rules: which of them names the topic.

Whether likeness then turns a verdict is asked in :mod:`pirules.gap.overruling`.

How far it may speak stands in ``rulesets/gap/likeness.yaml``; the figures there were chosen on ordinances and clauses of which
neither the rules nor the model had seen any (docs/topics.md).  Whatever rests on likeness says so, is never sure, fills no
missing provision and changes nothing in a draft.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from pirules.gap.found import CARRIED, Found
from pirules.gap.harmless import is_harmless
from pirules.gap.likeness import NONE, Reading, Suggestion, words_of
from pirules.gap.likeness_file import load_likeness
from pirules.gap.model import BY_LIKENESS
from pirules.gap.overruling import FORBIDDEN, NOTIFIED, OPEN, Overruling, notified_outcome, rests_on_likeness
from pirules.gap.reach import load_reach
from pirules.gap.recognise import Around, Candidate, Recogniser
from pirules.gap.stretches import Floats
from pirules.gap.topics import Pattern, Topic
from pirules.gap.units import MAIN, Passage

_REQUIRED = "required"
_BEFORE = re.compile(
    "^[^。]{0,60}前[0-9各]?項(?:の(?:規定|定め|制限|禁止|義務)|(?:の(?:場合|例))?(?:と|に)(?:同様|よる|準ずる))"
)
_LIKE = Pattern(
    id=BY_LIKENESS,
    when=lambda _subject: [],
    strength=20,
    confidence=0.0,
    alongside=False,
    forms=frozenset({"sentence"}),
    words=(),
    change={},
    national=None,
)
#: What the closest clauses say of paragraphs that were read; it may be emptied at any time.
KEPT: dict[str, Floats | None] = {}
_MOST_KEPT = 8192


class SecondReader:
    """Hears the second reader beside what the rules of one ordinance found."""

    def __init__(self, topics: Mapping[str, Topic], recogniser: Recogniser) -> None:
        self._topics = topics
        self._recogniser = recogniser
        self._reach = load_reach()
        self._overruling = Overruling(self._reach)
        self._said: Mapping[str, Floats | None] = {}

    def listen(self, passages: Sequence[Passage]) -> None:
        """Read all paragraphs of an ordinance at once; to be called before any of them is heard."""
        self._said = _said_of([words_of(passage) for passage in passages if _is_read(passage)])

    def heard(
        self,
        passage: Passage,
        around: Around,
        main: Sequence[Found],
        others: Sequence[Found],
        going_on: Callable[[], list[Found]],
    ) -> list[Found]:
        """Return the findings of a paragraph.

        Args:
            passage: the paragraph.
            around: what was found before it.
            main: what rules found in its main sentence.
            others: what they found in its other sentences and its 号.
            going_on: finds it to go on with the topic of the paragraph before; asked only where rules found nothing.
        """
        reading = self._read(passage, around)
        if reading is None:
            return [*main, *others] or going_on()
        foreign = reading.first.topic == NONE and reading.first.probability >= self._reach.instead
        raised = self._overruling.raises(reading)
        suspected = not foreign and (reading.forbidden >= self._reach.overruling or raised)
        like = self._like(passage, around, reading, self._suggested(reading, suspected, raised))
        if main or others:
            found = self._instead(passage, like, reading, main, others)
        else:
            found = going_on()
            least = self._reach.suspect if suspected else load_likeness().threshold
            if like is not None and like[1] >= (self._reach.goes_on if found else least):
                found = [like[0]]
        found = self._overruling.weighed(found, reading)
        return [self._confirmed(entry, passage, around) for entry in found]

    def _confirmed(self, found: Found, passage: Passage, around: Around) -> Found:
        """Leave to a person what likeness alone calls required or notified: numbers or words of the clause must confirm it."""
        outcome = found.outcome
        called = outcome.notify == NOTIFIED or outcome.classification == _REQUIRED
        if not called or found.numbers or not rests_on_likeness(found) or passage.lead is None:
            return found
        condition = self._reach.confirmed.get(found.topic.slug)
        if (
            condition is not None
            and condition(self._recogniser.subject(passage.lead, passage, around)) is not None
        ):
            return found
        change = {"notify": OPEN, "note": self._reach.unconfirmed}
        if outcome.classification == _REQUIRED:
            change["classification"] = OPEN
        return replace(found, outcome=outcome.changed(change, None))

    def _suggested(self, reading: Reading, suspected: bool, raised: bool) -> Suggestion:
        """Return the topic to name: of a clause like notified ones the likeliest that can be notified."""
        if suspected and raised:
            for entry in reading.topics:
                topic = self._topics.get(entry.topic)
                if topic is not None and notified_outcome(topic) is not None:
                    return entry
        return reading.named if suspected else reading.first

    def _read(self, passage: Passage, around: Around) -> Reading | None:
        said = self._said[words_of(passage)] if _is_read(passage) else None
        return None if said is None else load_likeness().reading(said, around.follows)

    def _like(
        self, passage: Passage, around: Around, reading: Reading, suggestion: Suggestion
    ) -> tuple[Found, float] | None:
        """Return the finding of a topic named by likeness, its flips followed, with its probability."""
        topic = self._topics.get(suggestion.topic)
        if suggestion.topic == NONE or topic is None or passage.lead is None:
            return None
        pattern = replace(_LIKE, confidence=min(suggestion.probability, self._reach.most_sure))
        subject = self._recogniser.subject(passage.lead, passage, around)
        says = self._reach.says.get(topic.slug)
        if says is not None and says(subject) is None:
            return None
        found = self._recogniser.settle(Candidate(pattern, topic, [passage.lead.span], {}), subject)
        outcome = found.outcome.changed({"note": self._reach.note}, None)
        # Where days were compared with those of the Act, the verdict doesn't rest on likeness.
        counted = bool(found.numbers)
        if outcome.classification == FORBIDDEN and reading.forbidden < self._reach.accusing and not counted:
            outcome = replace(outcome, classification=OPEN)
        found = replace(found, provision=passage.provision, view=passage.view, outcome=outcome)
        return found, suggestion.probability

    def _instead(
        self,
        passage: Passage,
        like: tuple[Found, float] | None,
        reading: Reading,
        main: Sequence[Found],
        others: Sequence[Found],
    ) -> list[Found]:
        """Return what rules found, or what likeness names in place of their finding on the main sentence."""
        known = [*main, *others]
        if any(found.numbers or found.outcome.classification in self._reach.spared for found in known):
            # Days were compared with those of the Act: likeness can't count.  What the Act requires stays.
            return known
        foreign = reading.first.topic == NONE and reading.first.probability >= self._reach.foreign
        if foreign and max(found.confidence for found in known) < self._reach.sure:
            return []
        if like is None or self._stand(passage, like, reading, main, others):
            return known
        return [like[0], *others]

    def _stand(
        self,
        passage: Passage,
        like: tuple[Found, float],
        reading: Reading,
        main: Sequence[Found],
        others: Sequence[Found],
    ) -> bool:
        """Tell whether what rules found stands against the topic named by likeness."""
        named = {found.topic.slug for found in (*main, *others)}
        topic, probability = like[0].topic.slug, like[1]
        as_good = {e.topic for e in reading.topics if e.probability >= self._reach.conceding * probability}
        if named & {topic, *as_good} or any(map(self._overruling.settled, main)):
            return True
        if main and (passage.article.place != MAIN or _goes_on(passage, main)):
            return True  # what a 附則 keeps or begins is worded like the matter that it is about
        by_place = self._reach.told_by_place
        if topic in by_place and by_place & named:
            return True
        sure = max(found.confidence for found in (main or others)) >= self._reach.sure
        if sure and self._firm_against(like[0], reading, main):
            return True
        firm = sure and not self._overruling.raises(reading)
        return probability < (self._reach.instead_of_sure if firm else self._reach.instead)

    def _firm_against(self, like: Found, reading: Reading, main: Sequence[Found]) -> bool:
        """Tell whether a sure finding stands however probable likeness finds its own topic."""
        told = not self._reach.stands.isdisjoint(found.topic.slug for found in main)
        # What rules surely forbid isn't called allowed on likeness.
        allowed = like.outcome.classification not in {FORBIDDEN, OPEN}
        accused = any(found.outcome.classification == FORBIDDEN for found in main)
        # A sentence that denies what its topic would accuse it of denies it of another topic too.
        suspected = reading.forbidden >= self._reach.overruling
        denied = any(is_harmless(found.rules) for found in main)
        return told or (accused and allowed) or (denied and suspected)


def _is_read(passage: Passage) -> bool:
    return passage.is_paragraph and passage.lead is not None


def _said_of(texts: Sequence[str]) -> dict[str, Floats | None]:
    """Return what the closest clauses say of paragraphs by their words; kept, for ordinances copy one another."""
    kept = KEPT.copy()  # another thread may empty it meanwhile
    unread = [text for text in dict.fromkeys(texts) if text not in kept]
    fresh = dict(zip(unread, load_likeness().said(unread), strict=True))
    if len(kept) + len(fresh) > _MOST_KEPT:
        KEPT.clear()
    KEPT.update(islice(fresh.items(), _MOST_KEPT))
    return kept | fresh


def _goes_on(passage: Passage, main: Sequence[Found]) -> bool:
    """Whether a paragraph only says of the one before where it holds: it has its topic, whatever it is like."""
    text = passage.lead.view.bare.text if passage.lead else ""
    return bool(_BEFORE.match(text)) and any(CARRIED in found.rules for found in main)
