"""Changes of words that an amending ordinance makes, judged.

Where the amended ordinance is given, the changes are carried out on it and the paragraphs that they touch are looked at like
any other.  Where it isn't, only what the words themselves show is said (``rulesets/gap/rewording.yaml``), never as more than
something to be looked into.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import Problem
from pirules.gap.expressions import Expressions
from pirules.gap.found import Found
from pirules.gap.reading import find, passages_of
from pirules.gap.survey import with_survey
from pirules.gap.topics import Topic, load_topics, load_vocabulary
from pirules.gap.units import Passage
from pirules.gap.view import joined, make_view
from pirules.gap.yamlfile import read_yaml
from pirules.ordinance import parse
from pirules.ordinance.amendments import Amended
from pirules.ordinance.model import Document, Ordinance, Span
from pirules.ordinance.places import provision_name
from pirules.ordinance.rewording import Change, carried_out, changes

#: The topic of a provision that amends other ordinances.
AMENDS = "suppl-amend-others"
_CONFIDENCE = 0.9
_DAYS = re.compile(r"^[^0-9]{0,4}([0-9]{1,4})日(?:以内|間)?$")
_EXCERPT = 40


@dataclass(frozen=True, slots=True)
class Sign:
    """What words show by themselves: a topic, and the words or days that show it.

    Attributes:
        named: words of the instruction (a caption, a place of the Act) that leave no doubt what is changed.
    """

    topic: str
    new: re.Pattern[str] | None
    days: str | None
    than: int
    named: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Rewordings:
    """What came of the changes of words.

    Attributes:
        found: findings, at the provision that amends.
        unread: the instructions of which nothing could be judged.
        left: paragraphs that changed and that no finding covers, in words.
        problems: what the reader must be told.
    """

    found: tuple[Found, ...] = ()
    unread: tuple[Span, ...] = ()
    left: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=2)
def _rules() -> dict[str, Any]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "rewording.yaml")
    expressions = Expressions(load_vocabulary())
    signs = tuple(
        Sign(
            entry["topic"],
            expressions.regex(entry["new"]) if "new" in entry else None,
            entry.get("days"),
            int(entry.get("than", 0)),
            expressions.regex(entry["named"]) if "named" in entry else None,
        )
        for entry in raw["signs"]
    )
    about = tuple(
        (entry["topic"], key, re.compile(entry[key]))
        for entry in raw["about"]
        for key in ("name", "words")
        if key in entry
    )
    return {**raw, "signs": signs, "about": about, "applies_to": re.compile(raw["applies_to"])}


@dataclass(frozen=True, slots=True)
class _Task:
    """Which changes are judged, where their findings stand, and for which day."""

    ordinance: Ordinance
    amended: Amended
    passage: Passage
    place: str
    day: date
    changes: tuple[Change, ...]


def judge_rewordings(
    ordinance: Ordinance, amended: Amended, passage: Passage, day: date, others: Sequence[Ordinance]
) -> Rewordings:
    """Judge the changes of words that ``ordinance`` makes in one other.

    Args:
        ordinance: the amending ordinance.
        amended: what it amends, and how.
        passage: the provision that amends; findings stand there.
        day: the day whose law applies.
        others: ordinances given beside it; the amended one may be among them.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    if not amended.wording:
        return Rewordings()
    place = provision_name(ordinance, amended.node, None)
    task = _Task(ordinance, amended, passage, place, day, changes(ordinance.text, amended.wording))
    old = next((other for other in others if (other.title or "") == amended.name), None)
    if old is not None:
        return _carried_out(task, old)
    found = [entry for change in task.changes for entry in _shown(task, change)]
    spans = [span for entry in found for span in entry.evidence]
    unread = tuple(_without(amended.wording, spans))
    return Rewordings(tuple(_once(found)), unread, (), _gone(task, task.changes))


def _carried_out(task: _Task, old: Ordinance) -> Rewordings:
    """Judge the paragraphs of the amended ordinance that the changes touch."""
    done = carried_out(old, task.changes)
    new = parse(Document(done.text, promulgated_on=old.promulgated_on))
    passages = passages_of(new, None, False)
    entries = with_survey(find(new, passages, task.day), passages)
    found: list[Found] = []
    left: list[str] = []
    for part in passages:
        here = [change for change, spans in done.touched if _touches(spans, part.node.span)]
        if not here:
            continue
        inside = [entry for entry in entries if entry.passage.provision == part.provision]
        evidence = joined([change.span for change in here])
        found += [_brought_back(entry, task, evidence) for entry in inside]
        if not inside and part.is_paragraph:
            words = " ".join(new.text[slice(*part.node.span)].split())
            left.append(f"{part.provision} {words}")
    spans = [change.span for change, _ in done.touched]
    gone = _gone(task, [change for change, _ in done.touched])
    unread = tuple(_without(task.amended.wording, spans))
    return Rewordings(tuple(_once(found)), unread, tuple(left), gone)


def _gone(task: _Task, all_changes: Sequence[Change]) -> tuple[Problem, ...]:
    """Say which provisions go as a whole: no finding can stand for them."""
    return tuple(
        Problem(
            "P289",
            f"「{task.amended.name}」の規定を削る改正です：{_line(task.ordinance, change.span)}",
            change.span,
        )
        for change in all_changes
        if not change.old and not change.new
    )


def _brought_back(entry: Found, task: _Task, evidence: tuple[Span, ...]) -> Found:
    name = task.amended.name
    note = f"「{name}」の改正後の{entry.provision}についてのものです（改正を溶け込ませて確かめました）。"
    return replace(
        entry,
        provision=task.place,
        passage=task.passage,
        outcome=entry.outcome.changed({"note": note}, None),
        evidence=evidence,
        confidence=entry.confidence * _CONFIDENCE,
        rules=(*entry.rules, "reworded"),
    )


def _shown(task: _Task, change: Change) -> Iterator[Found]:
    """Yield what the words of a change show by themselves."""
    rules = _rules()
    if not change.new or not rules["applies_to"].search(task.amended.name):
        return
    topics = {topic.slug: topic for topic in load_topics().on(task.day)}
    old, new = (make_view(words, [(0, len(words))]).text for words in (change.old, change.new))
    for sign in rules["signs"]:
        topic = topics.get(sign.topic)
        if topic is not None and _is_shown(sign, "" if change.insert else old, new):
            yield _suspected(topic, task, change, rules, sure=_is_named(sign, task, change))
            return


def _is_shown(sign: Sign, old: str, new: str) -> bool:
    if sign.new is not None:
        if sign.new.search(new) is None:
            return False
        # 「300円」 to 「500円」 or to 「無料」: the words are of one kind, and yet they change.
        return sign.new.search(old) is None or (_sum(new) is not None and _sum(old) != _sum(new))
    before, after = _DAYS.match(old), _DAYS.match(new)
    if before is None or after is None:
        return False
    return int(after[1]) > sign.than if sign.days == "more" else int(after[1]) < sign.than


def _sum(words: str) -> str | None:
    """Return an amount of money, ``None`` where there is none."""
    match = re.search(r"[0-9]+円|無料|無償|徴収しない", words)
    return match[0] if match else None


def _is_named(sign: Sign, task: _Task, change: Change) -> bool:
    """Tell whether the instruction says by a caption or a place of the Act what it changes."""
    if sign.named is None:
        return False
    instructions = [span for span in task.amended.wording if _touches([change.span], span)]
    return sign.named.search(make_view(task.ordinance.text, instructions).text) is not None


def _suspected(topic: Topic, task: _Task, change: Change, rules: dict[str, Any], *, sure: bool) -> Found:
    note = rules["note"].replace("{old}", change.old[:_EXCERPT]).replace("{new}", change.new[:_EXCERPT])
    notify = "no" if topic.outcome.notify == "no" else "uncertain"
    doubt = {} if sure else {"classification": rules["classification"], "notify": notify}
    outcome = topic.outcome.changed({**doubt, "note": note}, None)
    return Found(
        topic=topic,
        provision=task.place,
        passage=task.passage,
        outcome=outcome,
        evidence=joined([change.span]),
        view=make_view(task.ordinance.text, [change.span]),
        confidence=rules["confidence"],
        rules=(f"{topic.slug}/words-alone",),
    )


def about(ordinance: Ordinance, amended: Amended, passage: Passage, day: date) -> list[Found]:
    """Return what an amendment is about, of which nothing else could be judged: by the amended ordinance's name, by its words or the amending title.

    Args:
        ordinance: the amending ordinance.
        amended: what it amends, and how.
        passage: the provision that amends; the finding stands there.
        day: the day whose law applies.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    topics = {topic.slug: topic for topic in load_topics().on(day)}
    rules = _rules()
    said = {"name": amended.name, "words": (ordinance.title or "") + ordinance.text[slice(*amended.span)]}
    topic = next((topics.get(slug) for slug, key, words in rules["about"] if words.search(said[key])), None)
    if topic is None:
        return []
    return [
        Found(
            topic=topic,
            provision=provision_name(ordinance, amended.node, None),
            passage=passage,
            outcome=topic.outcome,
            evidence=joined([amended.span]),
            view=make_view(ordinance.text, [amended.span]),
            confidence=rules["confidence"],
            rules=(f"{topic.slug}/amended",),
        )
    ]


def is_outside(amended: Amended) -> bool:
    """Whether the amended ordinance is measured by no part of the Act (that of an assembly), whatever the amendment puts into it."""
    rules = _rules()
    outside = frozenset(rules["outside"])
    return any(
        slug in outside and key == "name" and words.search(amended.name)
        for slug, key, words in rules["about"]
    )


def _once(found: Sequence[Found]) -> Iterator[Found]:
    seen: set[tuple[str, str, str]] = set()
    for entry in found:
        key = (*entry.key, entry.outcome.note)
        if key not in seen:
            seen.add(key)
            yield entry


def _touches(spans: Sequence[Span], stretch: Span) -> bool:
    return any(start < stretch[1] and stretch[0] < stop for start, stop in spans if stop > start)


def _without(instructions: Sequence[Span], judged: Sequence[Span]) -> Iterator[Span]:
    for start, stop in instructions:
        if not any(start <= low and high <= stop for low, high in judged):
            yield start, stop


def _line(ordinance: Ordinance, span: Span) -> str:
    return " ".join(ordinance.text[slice(*span)].split())[:_EXCERPT]
