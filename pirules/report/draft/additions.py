"""New articles for what the Act asks for and an ordinance lacks: where they stand, what they are called, how they name the Act."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pirules.gap import GapReport, Missing
from pirules.gap.topics import load_topics
from pirules.ordinance.definitions import defined_terms
from pirules.ordinance.law_names import law_title
from pirules.ordinance.model import Node, NodeType, Ordinance
from pirules.ordinance.places import find
from pirules.report.draft.numbers import Addition
from pirules.report.draft.supplement import caption_of

_LAST_BY_CUSTOM = "delegation-to-rules"
# 「法」 of the model wording; 「同法」 and the end of another law's name are none.
_THE_ACT = re.compile(r"(?<![一-龥々ァ-ヴー])法(?=第)")


def additions_for(
    ordinance: Ordinance, report: GapReport, missing: Iterable[Missing]
) -> tuple[list[tuple[str, Addition]], list[str]]:
    """Put model articles for what is missing before the article on 委任.

    Args:
        ordinance: the ordinance.
        report: its report, which tells where the 委任 stands.
        missing: what is to be added.

    Returns:
        Each new article with its topic, and a sentence for each that a person must add.
    """
    topics = load_topics().topics
    articles = _articles(ordinance)
    left: list[str] = []
    place = _before(ordinance, report, articles)
    if place < 1:
        return [], [
            f"{entry.explanation}（加える場所が決まらないため、手で加えてください。）" for entry in missing
        ]
    after, before = articles[place - 1], articles[place]
    added: list[tuple[str, Addition]] = []
    for entry in missing:
        topic = topics.get(entry.topic)
        if topic is None or not topic.outcome.model:
            left.append(entry.explanation)
            continue
        text = _in_its_terms(ordinance, topic.outcome.model, entry, before)
        caption = caption_of(entry.topic, topic.name)
        if added and added[-1][1].caption == caption:
            # What stands under one caption is one article.
            before_it, joined = added[-1]
            added[-1] = before_it, replace(joined, further=(*joined.further, text))
            continue
        number = _branch((after.number or "").partition(":")[2] or after.number or "1", len(added))
        added.append((entry.topic, Addition(after, before, number, caption, text)))
    return added, left


def _articles(ordinance: Ordinance) -> list[Node]:
    main = [node for node in ordinance.nodes if node.type is not NodeType.SUPPLEMENTARY]
    return [node for top in main for node in top.walk() if node.type is NodeType.ARTICLE]


def _before(ordinance: Ordinance, report: GapReport, articles: Sequence[Node]) -> int:
    """Return the index of the article to put new ones before: that of the 委任, else the last one."""
    for finding in reversed(report.findings):
        node = find(ordinance, finding.provision) if finding.topic == _LAST_BY_CUSTOM else None
        for position, article in enumerate(articles):
            if node is not None and article.span[0] <= node.span[0] < article.span[1]:
                return position
    return len(articles) - 1


def _in_its_terms(ordinance: Ordinance, words: str, entry: Missing, before: Node) -> str:
    """Return model wording with the Act called as the ordinance calls it at that place: 法, 個人情報保護法, else its title."""
    act = next((citation.law for citation in entry.national if citation.law), None)
    if act is None:
        return words
    # A misprinted number of the Act leaves its title.
    known = {act, law_title(act)}
    terms = [t for t in defined_terms(ordinance) if t.law in known and t.holds_at(before.span[0])]
    name = terms[0].term if terms else law_title(act)
    return _THE_ACT.sub(lambda _: name, words)


def _branch(number: str, count: int) -> str:
    """Return the 枝番 for the ``count``-th new article behind ``number``."""
    stem, _, last = number.rpartition("_")
    return f"{stem}_{int(last) + 1 + count}" if stem else f"{number}_{2 + count}"
