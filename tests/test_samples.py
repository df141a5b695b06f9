"""The sample ordinances are what their README says, and copied from nowhere."""

import html
import json
import re
from pathlib import Path

import pytest

from pirules.corpus.gap_gold import gold_files, read_gold

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "ordinances"
SHARED = ROOT.parent / "shared" / "data"
KINDS = {
    "legacy.txt": "legacy",
    "implementation_clean.txt": "implementation",
    "implementation_problem.txt": "implementation",
    "assembly.txt": "assembly",
    "implementation_page.html": "implementation",
}
OWN_TEXTS = sorted(
    {SAMPLES / name for name in KINDS}
    | {path for path in (ROOT / "tests" / "gold" / "gap").rglob("*") if path.suffix in {".txt", ".html"}}
)
COPIED = 80


def _words(path):
    """Return a file's characters without tags and white space."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in {".html", ".xml"}:
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_each_sample_is_read_as_the_kind_that_it_is(name, kind):
    from pirules.ordinance import load

    ordinance = load(SAMPLES / name)
    assert ordinance.kind.value == kind
    assert ordinance.title
    assert ordinance.promulgated_on
    assert ordinance.effective_on
    assert ordinance.problems == ()


@pytest.mark.parametrize("name", KINDS)
def test_each_sample_is_named_in_the_readme_and_has_gold(name):
    assert f"`{name}`" in (SAMPLES / "README.md").read_text(encoding="utf-8")
    annotated = {read_gold(path).path for path in gold_files(ROOT / "tests" / "gold" / "gap")}
    assert (SAMPLES / name).resolve() in annotated


def test_the_legacy_sample_is_full_length():
    from pirules.ordinance import load
    from pirules.ordinance.model import NodeType

    articles = [node for node in load(SAMPLES / "legacy.txt").walk() if node.type is NodeType.ARTICLE]
    assert 45 <= len(articles) <= 65


def test_the_page_gives_its_text_without_ruby_navigation_and_split_words():
    from pirules.ordinance import load

    text = load(SAMPLES / "implementation_page.html").text
    assert "個人情報ファイル簿とは別に" in text
    assert "旧東雲原鉱山" in text
    assert "しののめはら" not in text
    assert "これは本文ではない" not in text
    assert "お問合せ" not in text


def test_the_sample_question_is_answered():
    from pirules.provision import check

    request = json.loads((SAMPLES / "question.json").read_text(encoding="utf-8"))
    answer = check(request).model_dump(mode="json")
    # 刑事訴訟法197条2項 lays a duty to answer on public offices: a provision based on laws and regulations (法69条1項).
    assert answer["decision"] in {"permitted", "conditional"}
    assert any(citation["label"].startswith("法69条1項") for citation in answer["basis"])


@pytest.mark.parametrize(
    "path",
    [read_gold(path) for path in gold_files(ROOT / "tests" / "gold" / "gap")],
    ids=lambda gold: gold.name,
)
def test_every_annotated_provision_exists_in_its_ordinance(path):
    from pirules.ordinance import load
    from pirules.ordinance.places import find

    ordinance = load(path.path)
    places = {item.provision for item in path.findings} - {"全体"}
    lost = sorted(place for place in places if find(ordinance, place) is None)
    assert lost == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the statutes and ordinances of ../shared/data")
def test_nothing_is_copied_from_a_statute_or_a_real_ordinance():
    source = set()
    for path in SHARED.rglob("*"):
        if path.suffix in {".txt", ".html", ".xml", ".tsv"}:
            words = _words(path)
            source |= {hash(words[start : start + COPIED]) for start in range(len(words) - COPIED + 1)}
    gold = ROOT / "tests" / "gold"
    clauses = [*sorted((gold / "clauses").rglob("*.jsonl")), *sorted((gold / "topics").glob("*.txt"))]
    for path in [*OWN_TEXTS, *clauses]:
        words = _words(path)
        copied = [
            words[start : start + COPIED]
            for start in range(len(words) - COPIED + 1)
            if hash(words[start : start + COPIED]) in source
        ]
        assert copied == [], path.name


def test_the_glossary_has_one_english_name_for_each_of_at_least_eighty_terms():
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|",
        (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    terms = [term for term, _ in rows if term not in {"Japanese", "---"}]
    assert len(terms) == len(set(terms)) >= 80
