"""When likeness alone turns the verdict of rules on a clause (:mod:`pirules.gap.second_reader`): accused, raised or acquitted."""

import re
from dataclasses import replace

from pirules.gap.departures import departs
from pirules.gap.found import CARRIED, Found
from pirules.gap.harmless import is_harmless
from pirules.gap.likeness import Reading
from pirules.gap.model import BY_LIKENESS
from pirules.gap.reach import Reach
from pirules.gap.topics import Outcome, Topic
from pirules.gap.units import MAIN

FORBIDDEN = "not_permitted"
NOTIFIED = "yes"
OPEN = "uncertain"
_SAME = re.compile("前[0-9]?項(?:の(?:規定|場合|例))?(?:と|に)(?:同様|準ずる)")


class Overruling:
    """Turns verdicts as far as the second reader may."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def weighed(self, found: list[Found], reading: Reading) -> list[Found]:
        """Return the findings of a paragraph with the verdicts that stand when likeness has been heard."""
        return self._doubted(self._notified(found, reading) if self.raises(reading) else found, reading)

    def raises(self, reading: Reading) -> bool:
        """Tell whether a clause is like notified measures, and more so than like forbidden clauses."""
        return reading.notifiable >= max(self._reach.notifying, reading.forbidden)

    def _notified(self, found: list[Found], reading: Reading) -> list[Found]:
        """Turn the verdict of a clause that is like notified measures, where nothing in it is called so yet."""
        if any(entry.outcome.notify == NOTIFIED for entry in found):
            return found
        for place, entry in enumerate(found):
            outcome = notified_outcome(entry.topic)
            accused = entry.outcome.classification == FORBIDDEN
            told = (
                departs(entry.rules) or self.settled(entry) or not self._reach.equal.isdisjoint(entry.rules)
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
        if any(entry.outcome.classification == FORBIDDEN for entry in found):
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
        never = found.topic.slug in self._reach.never_forbidden or self.settled(found)
        return not (spared or never or found.numbers)

    def _least(self, found: Found, reading: Reading) -> float:
        """Return how probable it must be that the Act forbids a clause for that to be said against a finding."""
        if found.topic.slug in self._reach.seldom_forbidden:
            return self._reach.overruling_seldom
        sure = found.outcome.classification == "permitted" or found.confidence >= self._reach.sure
        firm = sure and not rests_on_likeness(found)
        if found.outcome.notify == NOTIFIED and reading.notifiable < self._reach.notified:
            firm = False
        # What a 附則 keeps is worded like the old rule: there no verdict is lightly turned.
        firm = firm or found.passage.article.place != MAIN
        return self._reach.overruling_sure if firm else self._reach.overruling

    def settled(self, found: Found) -> bool:
        """Tell whether a flip that goes by the provision named, or by who is told, gave the verdict."""
        return not self._reach.settled.isdisjoint(found.rules)

    def _may_turn(self, found: Found) -> bool:
        """Tell whether likeness may turn the verdict: it can't count days, and what a 附則 keeps is worded like the old rule."""
        if found.numbers:
            return False
        return rests_on_likeness(found) or found.passage.article.place == MAIN

    def _acquitted(self, found: Found, reading: Reading) -> Found:
        """Leave a verdict of rules that a clause isn't allowed to a person where it is unlike all such clauses."""
        unlike = found.outcome.classification == FORBIDDEN and reading.forbidden < self._reach.acquitting
        told = departs(found.rules) or _same_again(found) or not self._reach.unmoved.isdisjoint(found.rules)
        if not unlike or told or not self._may_turn(found):
            return found
        change = {"classification": OPEN, "notify": OPEN, "note": self._reach.acquitted}
        return self._by_likeness(found, found.outcome.changed(change, None))

    def _turned(self, found: Found) -> Found:
        outcome = found.outcome.changed(
            {
                "classification": FORBIDDEN,
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
        if not rests_on_likeness(found):
            rules = (*rules, f"{found.topic.slug}/{BY_LIKENESS}")
        confidence = min(found.confidence, self._reach.most_sure)
        return replace(found, outcome=outcome, rules=rules, confidence=confidence)


def notified_outcome(topic: Topic) -> Outcome | None:
    """Return what the report says of a clause of a topic that is notified, ``None`` where the topic has no such clauses."""
    if topic.outcome.notify == NOTIFIED:
        return topic.outcome
    flips = (flip for flip in topic.flips if flip.topic is None and flip.change.get("notify") == NOTIFIED)
    return next((topic.outcome.changed(flip.change, flip.national) for flip in flips), None)


def _same_again(found: Found) -> bool:
    """Whether a paragraph says of another matter only 「前項と同様とする」: its verdict is that of the paragraph before."""
    text = found.passage.lead.view.bare.text if found.passage.lead else ""
    return CARRIED in found.rules and bool(_SAME.search(text))


def rests_on_likeness(found: Found) -> bool:
    """Tell whether likeness named the topic of a finding or turned its verdict."""
    return any(rule.endswith(f"/{BY_LIKENESS}") for rule in found.rules)
