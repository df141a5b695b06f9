"""How far the second reader may speak (``rulesets/gap/likeness.yaml``); :mod:`pirules.gap.second_reader` keeps to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.conditions import Condition
from pirules.gap.topics import compiler_of
from pirules.gap.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Reach:
    """How far likeness may speak (``rulesets/gap/likeness.yaml``); probabilities from 0 to 1.

    Attributes:
        most_sure: how sure the report calls a finding at most that rests on likeness.
        sure: from which confidence on a finding of rules is sure.
        instead: how probable a topic must be to stand in place of a finding of rules that isn't sure …
        instead_of_sure: … and of one that is.
        conceding: the share of its probability from which on the topic of the rules stands.
        goes_on: … and of the reading that a paragraph goes on with the topic of the one before.
        foreign: how probable it must be that a clause is of no topic, for a finding of rules that isn't sure to be dropped.
        suspect: how probable the topic must be of a clause that is like forbidden or notified ones.
        accusing: how like forbidden ones a clause must be for the verdict of a topic named by likeness that it isn't allowed.
        overruling: … and against any other verdict …
        overruling_sure: … and against one of rules that are sure, or that permit it, and in a 附則 …
        overruling_seldom: … and where the catalogue has no such verdict for the topic.
        acquitting: how like forbidden ones a clause must be at least for such a verdict of rules to stand.
        notifying: how like notified measures a clause must be to be called one …
        notifying_accused: … against the verdict of rules that it isn't allowed.
        notified: how like notified measures a clause must be for the verdict of rules that it is one to count as firm.
        spared: verdicts that likeness never turns.
        stands: topics that rules tell by who acts, after what, or on what; a sure finding of theirs isn't replaced.
        told_by_place: topics that only what stands before a clause tells apart; one of them isn't put in the place of another.
        counted: topics whose clauses are notified measures by their numbers alone.
        never_forbidden: topics that the Act doesn't measure: whatever their words, none of their clauses is one that it doesn't allow.
        seldom_forbidden: topics for which the catalogue has no such verdict; a clause of theirs is one where it says more than its topic.
        unmoved: rules that weigh the frame of a sentence; what they accuse is never left to a person because its words are unlike.
        settled: flips that tell by the provision named, or by who is told, whom or what a clause is about; likeness neither
            accuses what they hold for, nor calls it a measure to be notified, nor puts another topic in its place.
        equal: flips that find a clause equal to the Act; likeness doesn't call it a measure to be notified.
        says: by topic, what a clause must say for likeness to name the topic.
        confirmed: by topic, the words of a clause that confirm that it is the measure which likeness takes it for: without them it
            is never called required or notified on likeness alone.
        unconfirmed: what the report says where they lack.
        note: what the report says of a topic named by likeness.
        doubt: what it says of a verdict turned by likeness, and …
        advice: … what the drafter should do.
        acquitted: what it says where likeness doubts that a clause isn't allowed.
        raised: what it says of a measure that likeness calls a notified one.
    """

    most_sure: float
    sure: float
    instead: float
    instead_of_sure: float
    conceding: float
    goes_on: float
    foreign: float
    suspect: float
    accusing: float
    overruling: float
    overruling_sure: float
    overruling_seldom: float
    acquitting: float
    notifying: float
    notifying_accused: float
    notified: float
    spared: tuple[str, ...]
    never_forbidden: frozenset[str]
    seldom_forbidden: frozenset[str]
    counted: frozenset[str]
    stands: frozenset[str]
    told_by_place: frozenset[str]
    unmoved: frozenset[str]
    settled: frozenset[str]
    equal: frozenset[str]
    says: Mapping[str, Condition]
    confirmed: Mapping[str, Condition]
    unconfirmed: str
    note: str
    doubt: str
    advice: str
    acquitted: str
    raised: str


@lru_cache(maxsize=4)
def load_reach(root: Path | None = None) -> Reach:
    """Return how far likeness may speak.

    Raises:
        RulesetError: ``P501`` when the file can't be read or lacks a field.
    """
    path = (root or rulesets_dir()) / "gap" / "likeness.yaml"
    raw, _ = read_yaml(path)
    try:
        sets = {
            name: frozenset(raw[name])
            for name in (
                "never_forbidden",
                "seldom_forbidden",
                "counted",
                "stands",
                "told_by_place",
                "unmoved",
                "settled",
                "equal",
            )
        }
        compiler = compiler_of(root)
        conditions = {
            key: {name: compiler.compile(when) for name, when in raw[key].items()}
            for key in ("says", "confirmed")
        }
        return Reach(**{**raw, **sets, **conditions, "spared": tuple(raw["spared"])})
    except (TypeError, KeyError, AttributeError) as error:
        raise RulesetError("P501", f"{path} の項目が違います（{error}）。") from error
