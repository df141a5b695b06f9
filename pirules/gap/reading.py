"""From one ordinance to the topics found in it: cut into passages, match, keep what its subject allows."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from pirules.clauses import analyse
from pirules.clauses.model import Clause
from pirules.gap import advice
from pirules.gap.aliases import aliases_of
from pirules.gap.found import Context, Found
from pirules.gap.match import Matcher
from pirules.gap.other_matters import without_other_matters
from pirules.gap.passages import cut
from pirules.gap.plain import plain_words
from pirules.gap.topics import Topic, load_topics
from pirules.gap.units import MAIN, Passage, Rooms
from pirules.gap.view import View, make_view
from pirules.ordinance.model import Kind, Node, Ordinance, Span
from pirules.ordinance.places import provision_name
from pirules.ordinance.references import Resolution, resolve


def passages_of(ordinance: Ordinance, resolution: Resolution | None, model: bool) -> tuple[Passage, ...]:
    """Return the passages of an ordinance.

    Args:
        ordinance: the ordinance.
        resolution: its references, if they are resolved already.
        model: let the language model settle what the legal grammar leaves open.
    """
    resolution = resolution or resolve(ordinance)
    analysis = analyse(ordinance, model=model)
    aliases = aliases_of(ordinance)
    frames: dict[int, list[Clause]] = {}
    for node, clause in analysis:
        frames.setdefault(id(node), []).append(clause)

    def clauses(node: Node) -> Sequence[Clause]:
        return frames.get(id(node), ())

    @cache  # a sentence is often a whole paragraph, and a paragraph an article
    def view(spans: tuple[Span, ...]) -> View:
        return make_view(ordinance.text, spans, aliases.pattern, aliases.canonical, plain_words())

    return cut(
        ordinance,
        Rooms(
            clauses,
            resolution.within,
            lambda node, role: provision_name(ordinance, node, role),
            lambda spans: view(tuple(spans)),
        ),
    )


def find(
    ordinance: Ordinance, passages: Sequence[Passage], day: date, *, second_reader: bool = False
) -> list[Found]:
    """Return what the topics in force on ``day`` find, within what the ordinance is about.

    Args:
        ordinance: the ordinance.
        passages: its passages.
        day: the day of the report.
        second_reader: let likeness of wording name the topic of paragraphs that no rule knows.

    Raises:
        RulesetError: ``P501`` when a rule file is at fault.
    """
    topics = {topic.slug: topic for topic in load_topics().on(day)}
    if advice.is_amending(ordinance):
        passages = [passage for passage in passages if passage.article.place != MAIN]
    text = make_view(ordinance.text, [(0, len(ordinance.text))]).text
    second_reader = second_reader and ordinance.kind in (Kind.IMPLEMENTATION, Kind.LEGACY)
    matcher = Matcher(topics, Context.of(ordinance, text), second_reader=second_reader)
    found = list(matcher.find(passages))
    found = (
        advice.within_subject(ordinance, found)
        if ordinance.kind is Kind.OTHER
        else without_other_matters(found)
    )
    return [*_whole(ordinance, passages, topics), *found]


def _whole(ordinance: Ordinance, passages: Sequence[Passage], topics: dict[str, Topic]) -> list[Found]:
    """Return findings on the ordinance as a whole (全体): its subject is a topic by itself."""
    return [
        Found(
            topic,
            "全体",
            passages[0],
            topic.outcome,
            ((0, len(ordinance.title or ordinance.text[:20])),),
            passages[0].view,
            0.9,
            (f"{topic.slug}/whole",),
        )
        for topic in topics.values()
        if topic.whole is not None and passages and topic.whole.search(ordinance.title or "")
    ]
