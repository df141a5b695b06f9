"""How the second reader is heard beside the rules: which of them names the topic, and when likeness alone accuses.

How far it may speak stands in ``rulesets/gap/likeness.yaml``; the figures there were chosen on ordinances and clauses of which
neither the rules nor the model had seen any (docs/topics.md).  Whatever rests on likeness says so, is never sure, fills no
missing provision and changes nothing in a draft.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.found import Found
from pirules.gap.likeness import NONE, Reading, Suggestion, words_of
from pirules.gap.likeness_file import load_likeness
from pirules.gap.model import BY_LIKENESS
from pirules.gap.recognise import Around, Candidate, Recogniser
from pirules.gap.topics import Pattern, Topic
from pirules.gap.units import MAIN, Passage
from pirules.gap.yamlfile import read_yaml

_FORBIDDEN = "not_permitted"
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


@dataclass(frozen=True, slots=True)
class Reach:
    """How far likeness may speak (``rulesets/gap/likeness.yaml``); probabilities from 0 to 1.

    Attributes:
        most_sure: how sure the report calls a finding at most that rests on likeness.
        sure: from which confidence on a finding of rules is sure.
        instead: how probable a topic must be to stand in place of a finding of rules that isn't sure …
        instead_of_sure: … and of one that is.
        goes_on: … and of the reading that a paragraph goes on with the topic of the one before.
        suspect: how probable the topic must be of a clause that is like forbidden ones.
        accusing: how like forbidden ones a clause must be for the verdict of a topic named by likeness that it isn't allowed.
        overruling: … and against any other verdict …
        overruling_sure: … and against one of rules that are sure, or that the Act permits it.
        spared: verdicts that likeness never turns.
        note: what the report says of a topic named by likeness.
        doubt: what it says of a verdict turned by likeness, and …
        advice: … what the drafter should do.
    """

    most_sure: float
    sure: float
    instead: float
    instead_of_sure: float
    goes_on: float
    suspect: float
    accusing: float
    overruling: float
    overruling_sure: float
    spared: tuple[str, ...]
    note: str
    doubt: str
    advice: str


@lru_cache(maxsize=4)
def load_reach(root: Path | None = None) -> Reach:
    """Return how far likeness may speak.

    Raises:
        RulesetError: ``P501`` when the file can't be read or lacks a field.
    """
    path = (root or rulesets_dir()) / "gap" / "likeness.yaml"
    raw, _ = read_yaml(path)
    try:
        return Reach(**{**raw, "spared": tuple(raw["spared"])})
    except (TypeError, KeyError) as error:
        raise RulesetError("P501", f"{path} の項目が違います（{error}）。") from error


class SecondReader:
    """Hears the second reader beside what the rules of one ordinance found."""

    def __init__(self, topics: Mapping[str, Topic], recogniser: Recogniser) -> None:
        self._topics = topics
        self._recogniser = recogniser
        self._reach = load_reach()

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
        reading = self._read(passage)
        if reading is None:
            return [*main, *others] or going_on()
        foreign = reading.first.topic == NONE and reading.first.probability >= self._reach.instead
        suspected = reading.forbidden >= self._reach.overruling and not foreign
        like = self._like(passage, around, reading, reading.named if suspected else reading.first)
        if main or others:
            found = self._instead(like, reading, main, others)
        else:
            found = going_on()
            least = self._reach.suspect if suspected else load_likeness().threshold
            if like is not None and like[1] >= (self._reach.goes_on if found else least):
                found = [like[0]]
        return self._doubted(found, reading)

    def _read(self, passage: Passage) -> Reading | None:
        if not passage.is_paragraph or passage.lead is None:
            return None
        return reading_of(words_of(passage))

    def _like(
        self, passage: Passage, around: Around, reading: Reading, suggestion: Suggestion
    ) -> tuple[Found, float] | None:
        """Return the finding of a topic named by likeness, its flips followed, with its probability."""
        topic = self._topics.get(suggestion.topic)
        if suggestion.topic == NONE or topic is None or passage.lead is None:
            return None
        pattern = replace(_LIKE, confidence=min(suggestion.probability, self._reach.most_sure))
        subject = self._recogniser.subject(passage.lead, passage, around)
        found = self._recogniser.settle(Candidate(pattern, topic, [passage.lead.span], {}), subject)
        outcome = found.outcome.changed({"note": self._reach.note}, None)
        # Where days were compared with those of the Act, the verdict doesn't rest on likeness.
        counted = bool(found.numbers)
        if outcome.classification == _FORBIDDEN and reading.forbidden < self._reach.accusing and not counted:
            outcome = replace(outcome, classification="uncertain")
        found = replace(found, provision=passage.provision, view=passage.view, outcome=outcome)
        return found, suggestion.probability

    def _instead(
        self,
        like: tuple[Found, float] | None,
        reading: Reading,
        main: Sequence[Found],
        others: Sequence[Found],
    ) -> list[Found]:
        """Return what rules found, or what likeness names in place of their finding on the main sentence."""
        known = {found.topic.slug for found in (*main, *others)}
        if like is None or not known.isdisjoint({like[0].topic.slug, reading.named.topic}):
            return [*main, *others]
        if any(
            found.numbers or found.outcome.classification in self._reach.spared for found in (*main, *others)
        ):
            # Days were compared with those of the Act: likeness can't count.  What the Act requires stays.
            return [*main, *others]
        sure = max(found.confidence for found in (main or others)) >= self._reach.sure
        if like[1] < (self._reach.instead_of_sure if sure else self._reach.instead):
            return [*main, *others]
        return [like[0], *others]

    def _doubted(self, found: list[Found], reading: Reading) -> list[Found]:
        """Turn the verdict of a clause that is like forbidden ones, where nothing in it is called so yet."""
        if any(entry.outcome.classification == _FORBIDDEN for entry in found):
            return found
        for place, entry in enumerate(found):
            verdict, by_rules = entry.outcome.classification, not _rests_on_likeness(entry)
            if by_rules and entry.numbers:
                continue  # days were compared with those of the Act: likeness can't count
            if by_rules and entry.passage.article.place != MAIN:
                continue  # what a 附則 keeps of an old rule is worded like that rule
            firm = verdict == "permitted" or (by_rules and entry.confidence >= self._reach.sure)
            least = self._reach.overruling_sure if firm else self._reach.overruling
            if verdict not in self._reach.spared and reading.forbidden >= least:
                return [*found[:place], self._turned(entry), *found[place + 1 :]]
        return found

    def _turned(self, found: Found) -> Found:
        outcome = found.outcome.changed(
            {
                "classification": _FORBIDDEN,
                "relation": "conflicts",
                "notify": "no",
                "explanation": self._reach.doubt.replace("{topic}", found.topic.name),
                "recommendation": self._reach.advice,
                "model": "",
            },
            None,
        )
        rules = found.rules
        if not _rests_on_likeness(found):
            rules = (*rules, f"{found.topic.slug}/{BY_LIKENESS}")
        return replace(
            found, outcome=outcome, rules=rules, confidence=min(found.confidence, self._reach.most_sure)
        )


@lru_cache(maxsize=8192)
def reading_of(words: str) -> Reading | None:
    """Return what the second reader says of words; kept, for ordinances copy one another."""
    return load_likeness().read(words)


def _rests_on_likeness(found: Found) -> bool:
    return any(rule.endswith(f"/{BY_LIKENESS}") for rule in found.rules)
