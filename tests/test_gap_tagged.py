"""Whole ordinances whose clauses say in braces what they are: matter that is handed on, rare wordings, look-alikes.

``{topic,topic:class/class}`` after a sentence: its paragraph has a finding of one of these topics, of one of these classes.
``-`` among the topics: the paragraph must not be called not permitted (whatever else is found).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from pirules.gap import GapReport, report_on
from pirules.gap.build import covers
from pirules.ordinance import parse
from pirules.ordinance.model import Document, Node, NodeType, Ordinance
from pirules.ordinance.places import provision_name

FOLDER = Path(__file__).parent / "tagged_ordinances"
_TAG = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Tag:
    file: str
    at: int
    topics: frozenset[str]
    classes: frozenset[str]


def _read(name: str) -> tuple[str, list[Tag]]:
    raw = (FOLDER / name).read_text(encoding="utf-8")
    text, tags, position = "", [], 0
    for match in _TAG.finditer(raw):
        text += raw[position : match.start()]
        topics, _, classes = match[1].partition(":")
        tags.append(
            Tag(
                name, len(text) - 1, frozenset(topics.split(",")), frozenset(filter(None, classes.split("/")))
            )
        )
        position = match.end()
    return text + raw[position:], tags


@lru_cache(maxsize=32)
def _report(name: str) -> tuple[Ordinance, GapReport]:
    ordinance = parse(Document(_read(name)[0]))
    return ordinance, report_on(ordinance, model=False)


def _passage(ordinance: Ordinance, position: int) -> Node:
    kinds = {NodeType.PARAGRAPH, NodeType.APPENDED_TABLE}
    return next(n for n in ordinance.walk() if n.type in kinds and n.span[0] <= position < n.span[1])


NAMES = sorted(path.name for path in FOLDER.glob("*.txt"))
TAGS = [tag for name in NAMES for tag in _read(name)[1]]


@pytest.mark.parametrize("tag", TAGS, ids=lambda tag: f"{tag.file}-{tag.at}")
def test_a_tagged_clause_is_found_as_what_it_is(tag: Tag) -> None:
    ordinance, report = _report(tag.file)
    place = provision_name(ordinance, _passage(ordinance, tag.at), None)
    here = [finding for finding in report.findings if covers(finding.provision, place)]
    said = [(finding.topic, finding.classification) for finding in here]
    if "-" in tag.topics:
        assert "not_permitted" not in {name for _, name in said}, (place, said)
        return
    assert any(t in tag.topics and (not tag.classes or c in tag.classes) for t, c in said), (place, said)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_of_a_finding_lies_in_the_text_of_its_place(name: str) -> None:
    ordinance, report = _report(name)
    for finding in report.findings:
        for piece in finding.evidence:
            assert ordinance.text[slice(*piece.span)] == piece.text
