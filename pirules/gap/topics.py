"""The catalogue of ordinance topics (条例トピック): ``rulesets/topics/*.yaml``, read, checked and compiled.

A topic says what the Act says about a kind of clause, how such a clause is recognised (``recognised_by``) and which
wording turns the verdict (``flips``).  All law stands in the files; this module only knows their shape.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pirules.data import are_shipped, rulesets_dir
from pirules.errors import LawError, RulesetError
from pirules.gap.conditions import Compiler, Condition
from pirules.gap.expressions import Expressions
from pirules.gap.needs import Needs, needs_of
from pirules.gap.yamlfile import check, read_yaml
from pirules.law.citation import Citation

_OUTCOME_KEYS = (
    "classification",
    "relation",
    "notify",
    "authority",
    "contested",
    "explanation",
    "recommendation",
    "model",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the report says of a clause; fields as in ``contracts/gap-report.md``.

    Attributes:
        bases: bases of 法167条 (``60-5`` …) that such a clause has when it is counted for notification.
        note: words added to the explanation by a flip.
        model: model wording of our own for the drafter, may be empty.
    """

    classification: str
    relation: str
    notify: str
    bases: tuple[str, ...]
    authority: str
    contested: bool
    national: tuple[Citation, ...]
    explanation: str
    recommendation: str
    model: str = ""
    note: str = ""

    def changed(self, raw: Mapping[str, Any], citations: tuple[Citation, ...] | None) -> "Outcome":
        """Return this outcome with what a flip or a pattern says differently."""
        changes: dict[str, Any] = {key: raw[key] for key in _OUTCOME_KEYS if key in raw}
        changes |= _uncounted(raw, self.notify)
        if "bases" in raw:
            changes["bases"] = tuple(raw["bases"])
        if citations is not None:
            changes["national"] = citations
        if "note" in raw:
            changes["note"] = self.note + raw["note"]
        return replace(self, **changes)


def _uncounted(raw: Mapping[str, Any], notify: str) -> dict[str, Any]:
    """Return what follows for notification from a class that a flip gives: only required and permitted clauses count."""
    name = raw.get("classification")
    if name is None or name in {"required", "permitted"}:
        return {"bases": ()} if raw.get("notify") == "no" else {}
    if "notify" in raw:
        return {"bases": ()}
    keeps = name == "uncertain" and notify != "no"
    return {"bases": (), "notify": "uncertain" if keeps else "no"}


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One way to recognise a clause of a topic.

    Attributes:
        when: the condition.
        strength: which of several topics recognised in one sentence wins.
        confidence: 0 to 1.
        alongside: the finding stands also beside a stronger topic (m:n).
        each: in a list whose 号 differ, each 号 has its finding, also where the paragraph has the same.
        forms: the units that it looks at.
        change: what differs from the topic's outcome when recognised this way.
        needs: what must be said for it to hold.
    """

    id: str
    when: Condition
    strength: int
    confidence: float
    alongside: bool
    forms: frozenset[str]
    words: tuple[str, ...]
    change: Mapping[str, Any]
    national: tuple[Citation, ...] | None
    needs: Needs = ()
    each: bool = False


@dataclass(frozen=True, slots=True)
class Flip:
    """A wording that turns the verdict: to another topic, or to other values."""

    id: str
    when: Condition
    topic: str | None
    change: Mapping[str, Any]
    national: tuple[Citation, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A topic of ``domain/topics.md``; see the files for what each field says in words.

    Attributes:
        legacy: outcome (``goes`` | ``moves`` | ``stays``) and its words, for an ordinance of the old type.
        continues: following paragraphs of the article that no topic recognises belong to it.
        elsewhere: it is recognised in ordinances on another subject too.
        whole: titles of ordinances that are of this topic as a whole.
    """

    slug: str
    name: str
    outcome: Outcome
    legacy: tuple[str, str]
    effective_from: date
    effective_to: date | None
    continues: bool
    elsewhere: bool
    patterns: tuple[Pattern, ...]
    flips: tuple[Flip, ...]
    whole: re.Pattern[str] | None = None
    source: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the topic's statements hold on ``day``."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All topics, in the order of their names."""

    topics: Mapping[str, Topic]

    def on(self, day: date) -> tuple[Topic, ...]:
        """Return the topics in force on ``day``."""
        return tuple(topic for topic in self.topics.values() if topic.in_force(day))


def _citations(raw: Any) -> tuple[Citation, ...]:
    return tuple(Citation.parse(text) for text in raw)


def _outcome(raw: Mapping[str, Any]) -> Outcome:
    return Outcome(
        classification=raw["classification"],
        relation=raw["relation"],
        notify=raw["notify"],
        bases=tuple(raw.get("bases", ())),
        authority=raw["authority"],
        contested=raw["contested"],
        national=_citations(raw["national"]),
        explanation=raw["explanation"],
        recommendation=raw["recommendation"],
        model=raw.get("model", ""),
    )


def _pattern(raw: Mapping[str, Any], compiler: Compiler) -> Pattern:
    change = raw.get("outcome", {})
    forms, words = raw.get("forms", ("sentence",)), raw.get("words", ())
    return Pattern(
        id=raw["id"],
        when=compiler.compile(raw["when"]),
        strength=raw.get("strength", 50),
        confidence=raw.get("confidence", 0.9),
        alongside=raw.get("alongside", False),
        forms=frozenset(forms),
        words=tuple(words),
        change=change,
        national=_citations(change["national"]) if "national" in change else None,
        needs=(
            frozenset(("form", form) for form in forms),
            *([frozenset(("paragraph_full", word) for word in words)] if words else []),
            *needs_of(raw["when"], compiler.expressions.literals),
        ),
        each=raw.get("each", False),
    )


def _flip(raw: Mapping[str, Any], compiler: Compiler) -> Flip:
    return Flip(
        id=raw["id"],
        when=compiler.compile(raw["when"]),
        topic=raw.get("topic"),
        change=raw,
        national=_citations(raw["national"]) if "national" in raw else None,
    )


def _topic(raw: Mapping[str, Any], compiler: Compiler, source: str) -> Topic:
    effective = raw["effective"]
    return Topic(
        slug=raw["slug"],
        name=raw["name"],
        outcome=_outcome(raw),
        legacy=(raw["legacy"]["outcome"], raw["legacy"]["text"]),
        effective_from=effective["from"],
        effective_to=effective.get("to"),
        continues=raw.get("continues", False),
        elsewhere=raw.get("elsewhere", False),
        patterns=tuple(_pattern(entry, compiler) for entry in raw.get("recognised_by", ())),
        flips=tuple(_flip(entry, compiler) for entry in raw.get("flips", ())),
        whole=compiler.expressions.regex(raw["whole"]["title"]) if "whole" in raw else None,
        source=source,
    )


@lru_cache(maxsize=4)
def load_vocabulary(root: Path | None = None) -> Mapping[str, str]:
    """Read ``gap/vocabulary.yaml``: names for groups of words that patterns use.

    Raises:
        RulesetError: ``P501`` when it can't be read.
    """
    folder = root or rulesets_dir()
    vocabulary, _ = read_yaml(folder / "gap" / "vocabulary.yaml")
    return {name: words if isinstance(words, str) else "|".join(words) for name, words in vocabulary.items()}


@lru_cache(maxsize=16)
def load_words(name: str) -> re.Pattern[str]:
    """Return a group of words of the vocabulary as one expression.

    Raises:
        RulesetError: ``P501`` when there is no such group, or it can't be read.
    """
    return Expressions(load_vocabulary()).regex(f"{{{name}}}")


def compiler_of(root: Path | None = None) -> Compiler:
    """Return what compiles the conditions of ``root``: at once, and so checked, where our tests haven't done so."""
    shipped = are_shipped(root or rulesets_dir())
    return Compiler(Expressions(load_vocabulary(root), at_once=not shipped))


@lru_cache(maxsize=4)
def load_topics(root: Path | None = None) -> Catalogue:
    """Read, check and compile every topic of ``root`` (default: :func:`pirules.data.rulesets_dir`).

    Raises:
        RulesetError: ``P501`` with file and line when a file is at fault.
    """
    folder = root or rulesets_dir()
    compiler, own = compiler_of(root), not are_shipped(folder)
    schema = folder / "schema" / "topic.schema.json"
    topics: dict[str, Topic] = {}
    for path in sorted((folder / "topics").glob("*.yaml")):
        raw, lines = read_yaml(path)
        if own:  # our tests have checked those of the package; every start would wait for it
            check(raw, schema, path, lines)
        try:
            topics[raw["slug"]] = _topic(raw, compiler, path.name)
        except (RulesetError, LawError) as error:
            raise RulesetError("P501", f"{path}: {error.detail}") from error
        if raw["slug"] != path.stem:
            raise RulesetError("P501", f"{path}: slug {raw['slug']} がファイル名と違います。")
    for topic in topics.values():
        for flip in topic.flips:
            if flip.topic is not None and flip.topic not in topics:
                raise RulesetError("P501", f"{topic.source}: flips の移り先 {flip.topic} がありません。")
    return Catalogue(topics)
