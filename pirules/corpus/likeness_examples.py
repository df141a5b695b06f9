"""Annotated clauses that the second reader learns from: ordinances, lists of clauses, ordinances with tags.

The locked halves are never read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pirules.corpus.gap_gold import read_gold
from pirules.gap.build import covers
from pirules.gap.likeness import words_of
from pirules.gap.reading import passages_of
from pirules.gap.topics import load_topics
from pirules.gap.units import Passage
from pirules.ordinance import load, parse
from pirules.ordinance.model import Document

#: How far a clause is forbidden, or notifiable, that may be called so or not.
EITHER = 0.5
_FORBIDDEN = "not_permitted"
_NOTIFIED = "yes"
_NOTHING: tuple[str, ...] = ()
_TAG = re.compile(r"\{([^{}]*)\}")
# The clauses of a list stand in an ordinance that defines what they use.
_ORDINANCE = """花野市個人情報の保護に関する法律施行条例
令和5年3月20日
条例第3号
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。
(規定)
第2条　{clause}
附　則
この条例は、令和5年4月1日から施行する。
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A clause as it is learned.

    Attributes:
        text: its words as the model reads them.
        topics: its topics, the first one the most fitting; empty for none; any of them is right.
        forbidden: 1 when the Act doesn't allow it, 0 when it does, between where either is right.
        notifiable: the same of whether it is notified to the Commission (法167条).
        source: the ordinance or list that it is from.
        before: the topic of the paragraph before it in its article, if any; ``None`` where it stands alone.
    """

    text: str
    topics: tuple[str, ...]
    forbidden: float
    notifiable: float
    source: str
    before: tuple[str, ...] | None = None


def _share(wanted: str, accepted: Iterable[frozenset[str]]) -> float:
    """Return how far a value is that of a clause: each of its findings lists the values that are right."""
    found = list(accepted)
    if any(values == {wanted} for values in found):
        return 1.0
    return EITHER if any(wanted in values for values in found) else 0.0


def _topics(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name[:1].isalpha()))


def examples_of_gold(folder: Path) -> Iterator[Example]:
    """Yield the paragraphs of the annotated ordinances in ``folder`` that aren't an assembly's."""
    for path in sorted(folder.glob("*.json")):
        gold = read_gold(path)
        if gold.kind == "assembly":
            continue
        before = _NOTHING
        for passage in passages_of(load(gold.path), None, model=False):
            if not passage.is_paragraph or not passage.view.text:
                continue
            before = before if passage.previous is not None else _NOTHING
            here = [finding for finding in gold.findings if covers(finding.provision, passage.provision)]
            sure = [finding for finding in here if not finding.optional]
            named = _topics(topic for finding in (*sure, *here) for topic in finding.topics)
            if named or not here:
                forbidden = _share(_FORBIDDEN, (frozenset(finding.classifications) for finding in sure))
                notifiable = _share(_NOTIFIED, (frozenset(finding.notify) for finding in sure))
                yield Example(words_of(passage), named, forbidden, notifiable, gold.name, before)
            before = named[:1]


def examples_of_list(path: Path) -> Iterator[Example]:
    """Yield the clauses of a list (``tests/topic_clauses``, ``tests/gold/topics``): topics (``-`` for none), class, notify, clause."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("!"):
            continue  # says which topic it isn't, not which it is
        topics, classes, notify, clause = line.split("|", 3)
        text = _ORDINANCE.format(clause=clause.replace("⏎", "\n"))
        for passage in passages_of(parse(Document(text)), None, model=False):
            if passage.is_paragraph and passage.provision.startswith("第2条"):
                forbidden = _share(_FORBIDDEN, [frozenset(classes.split("/"))])
                notifiable = _share(_NOTIFIED, [frozenset(notify.split("/"))])
                yield Example(words_of(passage), _topics(topics.split(",")), forbidden, notifiable, path.name)


def examples_of_tagged(path: Path) -> Iterator[Example]:
    """Yield the paragraphs of an ordinance whose sentences say in braces what they are (``tests/tagged_ordinances``)."""
    text, tags = _without_tags(path.read_text(encoding="utf-8"))
    for passage in passages_of(parse(Document(text)), None, model=False):
        here = _tags_of(passage, tags)
        topics = _topics(name for topics, _ in here for name in topics)
        if passage.is_paragraph and topics:
            classes = [known or _usual_class(named) for named, known in here]
            notified = [_usual_notify(named, known) for named, known in here]
            yield Example(
                words_of(passage), topics, _share(_FORBIDDEN, classes), _share(_NOTIFIED, notified), path.name
            )


def _usual_class(named: Sequence[str]) -> frozenset[str]:
    """Return the class that a tag's first topic has where no wording turns it; ``-`` says that it isn't forbidden."""
    topics = load_topics().topics
    usual = {topics[name].outcome.classification for name in _topics(named)[:1]}
    return frozenset(usual - {_FORBIDDEN} if "-" in named else usual)


def _usual_notify(named: Sequence[str], classes: frozenset[str]) -> frozenset[str]:
    """Return how a clause of a tag's first topic is notified where it has the topic's own class."""
    topics = load_topics().topics
    usual = [topics[name].outcome for name in _topics(named)[:1]]
    return frozenset(outcome.notify for outcome in usual if not classes or outcome.classification in classes)


def _without_tags(raw: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the text without its tags, and each tag with the place of the character before it."""
    text, tags, position = "", [], 0
    for match in _TAG.finditer(raw):
        text += raw[position : match.start()]
        tags.append((len(text) - 1, match[1]))
        position = match.end()
    return text + raw[position:], tags


def _tags_of(passage: Passage, tags: list[tuple[int, str]]) -> list[tuple[list[str], frozenset[str]]]:
    start, end = passage.node.span
    found = []
    for place, tag in tags:
        if start <= place < end:
            topics, _, classes = tag.partition(":")
            found.append((topics.split(","), frozenset(filter(None, classes.split("/")))))
    return found
