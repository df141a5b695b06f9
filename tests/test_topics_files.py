"""The topic files: complete, valid, in our own words, and errors in them named with file and line."""

import shutil
from pathlib import Path

import pytest

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.conditions import KEYS
from pirules.gap.expressions import Expressions
from pirules.gap.missing import load_missing
from pirules.gap.notification import load_notification
from pirules.gap.topics import load_topics
from pirules.gap.yamlfile import read_yaml
from pirules.law.citation import Citation
from pirules.law.index import index
from pirules.rules.ruleset import load_ruleset

TOPICS = load_topics().topics
# The catalogue has 80 topics in its eight chapters.
NOTIFIABLE = {
    "ordinance-sensitive-info": "60-5",
    "processing-register": "75-5",
    "small-file-register": "75-5",
    "nondisclosure-alignment-a": "78-2",
    "nondisclosure-alignment-b": "78-2",
    "disclosure-fee": "89-2",
    "admin-appeal-exception": "107-2",
    "disclosure-procedure": "108",
    "request-form-items": "108",
    "decision-deadline-shorter": "108",
    "anonymized-fee-1": "119-3",
    "anonymized-fee-2": "119-4",
    "council-consultation": "129",
}


def test_the_topics_that_are_notified_have_their_base() -> None:
    found = {slug: topic.outcome.bases[0] for slug, topic in TOPICS.items() if topic.outcome.notify == "yes"}
    assert found == NOTIFIABLE


@pytest.mark.parametrize("slug", sorted(TOPICS))
def test_a_topic_speaks_of_the_law_as_the_law_stands(slug: str) -> None:
    topic = TOPICS[slug]
    day = load_ruleset().encodes
    citations = list(topic.outcome.national)
    for change in (*topic.patterns, *topic.flips):
        citations += change.national or ()
    for citation in citations:
        assert index().exists(citation, day) is not False, citation.label


@pytest.mark.parametrize("slug", sorted(TOPICS))
def test_a_contested_not_permitted_is_worded_as_the_commissions_reading(slug: str) -> None:
    topic = TOPICS[slug]
    outcomes = [topic.outcome]
    outcomes += [
        topic.outcome.changed(entry.change, entry.national) for entry in (*topic.patterns, *topic.flips)
    ]
    for outcome in outcomes:
        if outcome.classification == "not_permitted" and outcome.contested:
            assert "PPCの解釈では認められない" in outcome.explanation
        assert "違法" not in outcome.explanation.replace("違法又は不当", "")


def test_relations_fit_their_classes() -> None:
    fits = {
        "duplicates_law": {"same"},
        "required": {"specifies"},
        "permitted": {"specifies"},
        "not_permitted": {"adds", "relaxes", "conflicts"},
        "outside": {"none", "extends"},
    }
    for topic in TOPICS.values():
        allowed = fits.get(topic.outcome.classification)
        assert allowed is None or topic.outcome.relation in allowed, topic.slug


def test_the_schema_knows_every_key_of_a_condition() -> None:
    schema, _ = read_yaml(rulesets_dir() / "schema" / "topic.schema.json")
    assert set(schema["$defs"]["condition"]["properties"]) == set(KEYS)


def test_bases_of_notification_and_citations_agree() -> None:
    for base in load_notification()["bases"].values():
        assert index().exists(Citation.parse(base["national"]), load_ruleset().encodes) is not False
    for rule in load_missing()["missing"]:
        assert rule["topic"] in TOPICS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("topics", "gap", "schema", "notification"):
        shutil.copytree(rulesets_dir() / name, tmp_path / name)
    return tmp_path


def test_the_topics_that_come_with_the_package_are_without_fault(folder: Path) -> None:
    """They aren't checked at each start; as a folder of somebody's own they are."""
    assert load_topics(folder).topics.keys() == TOPICS.keys()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("classification: permitted_internal", "classification: allowed", 3),
        ("authority: statute", "authority: hearsay", 6),
        ('notify: "no"', "notify: no", 5),
        ("relation: none", "relation: none\nsurplus: 1", 1),
    ],
)
def test_a_wrong_value_is_refused_with_file_and_line(folder: Path, old: str, new: str, line: int) -> None:
    path = folder / "topics" / "gist-clause.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        load_topics(folder)
    assert caught.value.code == "P501"
    assert "gist-clause.yaml" in caught.value.detail
    assert f"{line} 行目" in caught.value.detail


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("'目的とする'", "'目的(とする'", "正規表現"),
        ("'目的とする'", "'{no_such_word}'", "語彙"),
        ("national: [法108条]", "national: [なぞの条文]", "P501"),
    ],
)
def test_a_broken_pattern_word_or_citation_is_refused(folder: Path, old: str, new: str, word: str) -> None:
    path = folder / "topics" / "gist-clause.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        load_topics(folder)
    assert word in str(caught.value)


def test_yaml_that_can_not_be_read_names_its_line(folder: Path) -> None:
    path = folder / "topics" / "gist-clause.yaml"
    path.write_text("slug: a\n  name: [\n", encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        load_topics(folder)
    assert "行目" in caught.value.detail


def test_a_slug_that_differs_from_its_file_is_refused(folder: Path) -> None:
    path = folder / "topics" / "gist-clause.yaml"
    path.rename(folder / "topics" / "gist.yaml")
    with pytest.raises(RulesetError):
        load_topics(folder)


def test_vocabulary_that_contains_itself_is_refused() -> None:
    with pytest.raises(RulesetError):
        Expressions({"a": "{b}", "b": "{a}"}).regex("{a}")
