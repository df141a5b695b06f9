"""How the second reader is heard beside the rules: which of them names the topic, and when likeness alone turns a verdict.

How far it may speak stands in ``rulesets/gap/likeness.yaml``; the figures there were chosen on ordinances and clauses of which
neither the rules nor the model had seen any (docs/topics.md).  Whatever rests on likeness says so, is never sure, fills no
missing provision and changes nothing in a draft.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from pirules.gap.departures import departs
from pirules.gap.found import CARRIED, Found
from pirules.gap.harmless import is_harmless
from pirules.gap.likeness import NONE, Reading, Suggestion, words_of
from pirules.gap.likeness_file import load_likeness
from pirules.gap.model import BY_LIKENESS
from pirules.gap.reach import load_reach
from pirules.gap.recognise import Around, Candidate, Recogniser
from pirules.gap.stretches import Floats
from pirules.gap.topics import Outcome, Pattern, Topic
from pirules.gap.units import MAIN, Passage

_FORBIDDEN = "not_permitted"
_NOTIFIED = "yes"
_REQUIRED = "required"
_OPEN = "uncertain"
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
_SAME = re.compile("前[0-9]?項(?:の(?:規定|場合|例))?(?:と|に)(?:同様|準ずる)")
#: What the closest clauses say of paragraphs that were read; it may be emptied at any time.
KEPT: dict[str, Floats | None] = {}
_MOST_KEPT = 8192


class SecondReader:
    """Hears the second reader beside what the rules of one ordinance found."""

    def __init__(self, topics: Mapping[str, Topic], recogniser: Recogniser) -> None:
        self._topics = topics
        self._recogniser = recogniser
        self._reach = load_reach()
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
        raised = self._raises(reading)
        suspected = not foreign and (reading.forbidden >= self._reach.overruling or raised)
        like = self._like(passage, around, reading, self._suggested(reading, suspected, raised))
        if main or others:
            found = self._instead(passage, like, reading, main, others)
        else:
            found = going_on()
            least = self._reach.suspect if suspected else load_likeness().threshold
            if like is not None and like[1] >= (self._reach.goes_on if found else least):
                found = [like[0]]
        found = self._doubted(self._notified(found, reading) if raised else found, reading)
        return [self._confirmed(entry, passage, around) for entry in found]

    def _confirmed(self, found: Found, passage: Passage, around: Around) -> Found:
        """Leave to a person what likeness alone calls required or notified: numbers or words of the clause must confirm it."""
        outcome = found.outcome
        called = outcome.notify == _NOTIFIED or outcome.classification == _REQUIRED
        if not called or found.numbers or not _rests_on_likeness(found) or passage.lead is None:
            return found
        condition = self._reach.confirmed.get(found.topic.slug)
        if (
            condition is not None
            and condition(self._recogniser.subject(passage.lead, passage, around)) is not None
        ):
            return found
        change = {"notify": _OPEN, "note": self._reach.unconfirmed}
        if outcome.classification == _REQUIRED:
            change["classification"] = _OPEN
        return replace(found, outcome=outcome.changed(change, None))

    def _raises(self, reading: Reading) -> bool:
        """Tell whether a clause is like notified measures, and more so than like forbidden clauses."""
        return reading.notifiable >= max(self._reach.notifying, reading.forbidden)

    def _suggested(self, reading: Reading, suspected: bool, raised: bool) -> Suggestion:
        """Return the topic to name: of a clause like notified ones the likeliest that can be notified."""
        if suspected and raised:
            for entry in reading.topics:
                topic = self._topics.get(entry.topic)
                if topic is not None and _notified_outcome(topic) is not None:
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
        if outcome.classification == _FORBIDDEN and reading.forbidden < self._reach.accusing and not counted:
            outcome = replace(outcome, classification=_OPEN)
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
        if named & {topic, *as_good} or any(map(self._settled, main)):
            return True
        if main and (passage.article.place != MAIN or _goes_on(passage, main)):
            return True  # what a 附則 keeps or begins is worded like the matter that it is about
        by_place = self._reach.told_by_place
        if topic in by_place and by_place & named:
            return True
        sure = max(found.confidence for found in (main or others)) >= self._reach.sure
        if sure and self._firm_against(like[0], reading, main):
            return True
        firm = sure and not self._raises(reading)
        return probability < (self._reach.instead_of_sure if firm else self._reach.instead)

    def _firm_against(self, like: Found, reading: Reading, main: Sequence[Found]) -> bool:
        """Tell whether a sure finding stands however probable likeness finds its own topic."""
        told = not self._reach.stands.isdisjoint(found.topic.slug for found in main)
        # What rules surely forbid isn't called allowed on likeness.
        allowed = like.outcome.classification not in {_FORBIDDEN, _OPEN}
        accused = any(found.outcome.classification == _FORBIDDEN for found in main)
        # A sentence that denies what its topic would accuse it of denies it of another topic too.
        suspected = reading.forbidden >= self._reach.overruling
        denied = any(is_harmless(found.rules) for found in main)
        return told or (accused and allowed) or (denied and suspected)

    def _notified(self, found: list[Found], reading: Reading) -> list[Found]:
        """Turn the verdict of a clause that is like notified measures, where nothing in it is called so yet."""
        if any(entry.outcome.notify == _NOTIFIED for entry in found):
            return found
        for place, entry in enumerate(found):
            outcome = _notified_outcome(entry.topic)
            accused = entry.outcome.classification == _FORBIDDEN
            told = (
                departs(entry.rules) or self._settled(entry) or not self._reach.equal.isdisjoint(entry.rules)
            )
            if told or entry.topic.slug in self._reach.counted:
                continue  # whether a period is shorter than that of the Act is told by its days alone
            if outcome is None or (accused and reading.notifiable < self._reach.notifying_accused):
                continue
            if self._may_turn(entry):
                outcome = outcome.changed({"note": self._reach.raised}, None)
                return [*found[:place], self._by_likeness(entry, outcome), *found[place + 1 :]]
        return found

    def _doubted(self, found: list[Found], reading: Reading) -> list[Found]:
        """Turn the verdict of a clause that is like forbidden ones or unlike them, where it is called something else."""
        if any(entry.outcome.classification == _FORBIDDEN for entry in found):
            return [self._acquitted(entry, reading) for entry in found]
        for place, entry in enumerate(found):
            if self._may_accuse(entry) and reading.forbidden >= max(
                self._least(entry, reading), reading.notifiable
            ):
                return [*found[:place], self._turned(entry), *found[place + 1 :]]
        return found

    def _may_accuse(self, found: Found) -> bool:
        """Tell whether likeness may say against a finding that the Act forbids the clause: it can't count days."""
        spared = found.outcome.classification in self._reach.spared or is_harmless(found.rules)
        never = found.topic.slug in self._reach.never_forbidden or self._settled(found)
        return not (spared or never or found.numbers)

    def _least(self, found: Found, reading: Reading) -> float:
        """Return how probable it must be that the Act forbids a clause for that to be said against a finding."""
        if found.topic.slug in self._reach.seldom_forbidden:
            return self._reach.overruling_seldom
        sure = found.outcome.classification == "permitted" or found.confidence >= self._reach.sure
        firm = sure and not _rests_on_likeness(found)
        if found.outcome.notify == _NOTIFIED and reading.notifiable < self._reach.notified:
            firm = False
        # What a 附則 keeps is worded like the old rule: there no verdict is lightly turned.
        firm = firm or found.passage.article.place != MAIN
        return self._reach.overruling_sure if firm else self._reach.overruling

    def _settled(self, found: Found) -> bool:
        """Tell whether a flip that goes by the provision named, or by who is told, gave the verdict."""
        return not self._reach.settled.isdisjoint(found.rules)

    def _may_turn(self, found: Found) -> bool:
        """Tell whether likeness may turn the verdict: it can't count days, and what a 附則 keeps is worded like the old rule."""
        if found.numbers:
            return False
        return _rests_on_likeness(found) or found.passage.article.place == MAIN

    def _acquitted(self, found: Found, reading: Reading) -> Found:
        """Leave a verdict of rules that a clause isn't allowed to a person where it is unlike all such clauses."""
        unlike = found.outcome.classification == _FORBIDDEN and reading.forbidden < self._reach.acquitting
        told = departs(found.rules) or _same_again(found) or not self._reach.unmoved.isdisjoint(found.rules)
        if not unlike or told or not self._may_turn(found):
            return found
        change = {"classification": _OPEN, "notify": _OPEN, "note": self._reach.acquitted}
        return self._by_likeness(found, found.outcome.changed(change, None))

    def _turned(self, found: Found) -> Found:
        outcome = found.outcome.changed(
            {
                "classification": _FORBIDDEN,
                "relation": "conflicts",
                "notify": "no",
                # The words of no statute were weighed: the report must not say that they refuse the clause.
                "authority": "secondary",
                "explanation": self._reach.doubt.replace("{topic}", found.topic.name),
                "recommendation": self._reach.advice,
                "model": "",
            },
            None,
        )
        # The flips that gave the verdict of the rules don't hold any more.
        patterns = tuple(rule for rule in found.rules if ":" not in rule)
        return self._by_likeness(replace(found, rules=patterns), outcome)

    def _by_likeness(self, found: Found, outcome: Outcome) -> Found:
        """Return a finding with a verdict that rests on likeness."""
        rules = found.rules
        if not _rests_on_likeness(found):
            rules = (*rules, f"{found.topic.slug}/{BY_LIKENESS}")
        confidence = min(found.confidence, self._reach.most_sure)
        return replace(found, outcome=outcome, rules=rules, confidence=confidence)


def _notified_outcome(topic: Topic) -> Outcome | None:
    """Return what the report says of a clause of a topic that is notified, ``None`` where the topic has no such clauses."""
    if topic.outcome.notify == _NOTIFIED:
        return topic.outcome
    flips = (flip for flip in topic.flips if flip.topic is None and flip.change.get("notify") == _NOTIFIED)
    return next((topic.outcome.changed(flip.change, flip.national) for flip in flips), None)


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


def _same_again(found: Found) -> bool:
    """Whether a paragraph says of another matter only 「前項と同様とする」: its verdict is that of the paragraph before."""
    text = found.passage.lead.view.bare.text if found.passage.lead else ""
    return CARRIED in found.rules and bool(_SAME.search(text))


def _rests_on_likeness(found: Found) -> bool:
    return any(rule.endswith(f"/{BY_LIKENESS}") for rule in found.rules)
