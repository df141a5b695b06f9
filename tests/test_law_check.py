"""`law check` and `law watch`: what the rules cite, proved on each of its days, and who cites what changed."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from pirules.data import rulesets_dir
from pirules.errors import LawError
from pirules.law import Citation
from pirules.law.check import check_rules
from pirules.law.library import open_library
from pirules.law.mentions import mentions
from pirules.law.sources import read_statutes
from pirules.law.uses import ruleset_uses
from pirules.law.watch import Changed, affected_results, affected_rules, changed_between

TODAY = date(2026, 11, 21)
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "statutes"
NOWHERE = Path("/nonexistent/laws.db")


def rules(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_rules_that_we_ship_cite_only_what_exists():
    result = check_rules(rulesets_dir(), TODAY, laws=NOWHERE)
    assert [fault.text for fault in result.faults] == []
    assert result.uncited == []
    assert result.passed
    assert result.rules > 100


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared statute texts are not here")
def test_the_rules_that_we_ship_stand_up_to_the_texts(tmp_path):
    with open_library(tmp_path / "laws.db", create=True) as library:
        for path in SHARED.glob("4*.xml"):
            library.add(read_statutes(path.read_bytes(), path.name))
    result = check_rules(rulesets_dir(), TODAY, laws=tmp_path / "laws.db")
    assert [fault.text for fault in result.faults] == []
    assert result.by_text > 300


FAULTS = [
    ("slug: a\nnational: [法999条]\n", "index", "法999条"),
    ("slug: a\nnational: [法69条2項5号]\n", "index", "法69条2項5号"),
    ("slug: a\nnational: [法69条の]\n", "reading", "読めません"),
    ("slug: a\nnational: 法186条\neffective: {from: 2023-04-01}\n", "index", "令和9年1月17日から"),
    ("rules:\n  - {id: x, then: {}, citation: 法30条の2}\n", "index", "法30条の2"),
    ("- name: 場面\n  facts: {as_of: 2002-01-01}\n  expect: {basis: [法69条1項]}\n", "index", "公布"),
]


@pytest.mark.parametrize(("text", "by", "words"), FAULTS)
def test_a_citation_of_what_is_not_there_is_named_with_file_and_line(tmp_path, text, by, words):
    result = check_rules(rules(tmp_path, topics__a=text), TODAY, laws=NOWHERE)
    assert not result.passed
    (fault,) = {fault.by: fault for fault in result.faults}.values()
    assert fault.by == by
    assert words in fault.text
    assert fault.text.startswith("topics/a.yaml:")


@pytest.mark.parametrize(
    "text",
    [
        "slug: a\n",
        "slug: a\nnational: []\n",
        "slug: a\nnational: null\n",
        "rules:\n  - {id: x, if: always, then: {decision: permitted}}\n",
        "rules:\n  - id: x\n    citation: 法69条\n    then: {}\n    except:\n      - {id: y, then: {}}\n",
        "statutes:\n  - {id: s, kind: duty}\n",
        "rules:\n  - {id: n, when: {}}\n",
    ],
)
def test_a_rule_without_a_citation_is_listed(tmp_path, text):
    result = check_rules(rules(tmp_path, a=text), TODAY, laws=NOWHERE)
    assert len(result.uncited) == 1
    assert not result.passed


@pytest.mark.parametrize(
    "text",
    [
        "slug: a\nnational: [法69条]\nflips:\n  - {id: x, when: {text: a}}\n",
        "national: [法167条1項]\nrules:\n  - {id: n, when: {}}\n",
        "rules:\n  - {id: x, citation: 法69条, then: {basis: [法69条1項, '{cited}'], obligations: [{text: a, citation: 法63条}]}}\n",
        "- {name: 場面, facts: {legal_basis.citation: なんでも}, expect: {decision: permitted}}\n",
        "facts: {legal_basis: {citation: 読めない}}\n",
        "",
    ],
)
def test_what_rests_on_a_citation_passes(tmp_path, text):
    assert check_rules(rules(tmp_path, a=text), TODAY, laws=NOWHERE).passed


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("法68条に吸収されます。", ["法68条"]),
        ("個人情報の保護に関する法律第69条第2項第3号により", ["法69条2項3号"]),
        ("法第六十九条第二項ただし書では", ["法69条2項ただし書"]),
        ("令和3年法律第37号附則10条1項により失効しました。", ["令和3年法律第37号附則10条1項"]),
        ("規則43条1項5号と地方自治法100条1項", ["規則43条1項5号", "地方自治法100条1項"]),
        ("法62条の4つの例外", ["法62条"]),
        ("同法69条、旧法5条、方法69条、この条例9条、第69条", []),
        ("法の定め", []),
    ],
)
def test_articles_that_a_sentence_names_are_found(sentence, labels):
    assert [citation.label for citation in mentions(sentence)] == labels


def test_a_sentence_that_names_an_article_which_is_not_there_fails(tmp_path):
    text = "slug: a\nnational: [法69条]\nexplanation: 法69条5項によります。\nforms: '(?:法999条)'\n"
    result = check_rules(rules(tmp_path, a=text), TODAY, laws=NOWHERE)
    assert [fault.use.text for fault in result.faults] == ["法69条5項"]


def test_a_rule_is_checked_on_its_first_and_last_day(tmp_path):
    folder = rules(
        tmp_path, a="slug: a\nnational: [法180条1項]\neffective: {from: 2023-04-01, to: 2027-01-16}\n"
    )
    result = check_rules(folder, TODAY, laws=NOWHERE)
    assert result.passed
    assert sum(result.by_index.values()) == 2
    assert result.warnings == []


def test_an_open_rule_on_a_penal_article_is_told_of_the_renumbering(tmp_path):
    folder = rules(tmp_path, a="slug: a\nnational: [法180条]\neffective: {from: 2023-04-01}\n")
    result = check_rules(folder, TODAY, laws=NOWHERE)
    assert result.passed
    assert len(result.warnings) == 1
    assert "法179条" in result.warnings[0]


def test_what_cannot_be_told_is_counted_apart_and_fails_nothing(tmp_path):
    folder = rules(
        tmp_path, a="slug: a\nnational: [番号法19条11号, 水質汚濁防止法14条]\neffective: {from: 2023-04-01}\n"
    )
    result = check_rules(folder, TODAY, laws=NOWHERE)
    assert result.passed
    assert len(result.unknown) == 3
    assert "確かめられない 3 件" in result.counts


def test_an_imported_text_refutes_and_confirms(tmp_path):
    xml = (
        "<Law><LawNum>昭和三十六年法律第二百二十三号</LawNum><LawBody><LawTitle>災害対策基本法</LawTitle><MainProvision>"
        '<Article Num="49_11"><Paragraph Num="1"><ParagraphSentence><Sentence>一。</Sentence></ParagraphSentence></Paragraph>'
        '<Paragraph Num="2"><ParagraphSentence><Sentence>二。ただし、三。</Sentence></ParagraphSentence></Paragraph></Article>'
        "</MainProvision></LawBody></Law>"
    ).encode()
    with open_library(tmp_path / "laws.db", create=True) as library:
        library.add(read_statutes(xml, "336AC0000000223_20250601_000000000000000.xml"))
    text = "slug: a\nnational: [災対法49条の11第2項, 災対法49条の11第2項ただし書, 災対法49条の11第1項ただし書, 災対法49条の12]\n"
    result = check_rules(rules(tmp_path, topics__a=text), TODAY, laws=tmp_path / "laws.db")
    assert result.by_text == 2
    assert [
        (fault.by, "49条の11第1項ただし書" in fault.text or "49条の12" in fault.text)
        for fault in result.faults
    ] == [
        ("text", True),
        ("text", True),
    ]


@pytest.mark.parametrize("text", ["a: [", "a: &x [*x, {", "\t- a", "a" * 10 + ": {" * 200])
def test_a_file_that_is_no_yaml_is_named(tmp_path, text):
    with pytest.raises(LawError) as caught:
        ruleset_uses(rules(tmp_path, broken=text))
    assert caught.value.code == "P305"
    assert "broken.yaml" in caught.value.detail


def test_the_walker_finds_every_citation_that_the_files_hold():
    """Compared with a plain walk over the loaded values, so that no key is overlooked."""

    def plain(value, found):
        if isinstance(value, dict):
            for key, below in value.items():
                if key in ("citation", "citations", "national", "basis"):
                    found.extend(
                        text
                        for text in (below if isinstance(below, list) else [below])
                        if isinstance(text, str)
                    )
                if key != "facts":
                    plain(below, found)
        elif isinstance(value, list):
            for below in value:
                plain(below, found)
        return found

    expected = []
    for path in sorted(rulesets_dir().rglob("*.yaml")):
        if path.relative_to(rulesets_dir()).parts[0] not in ("law_index", "schema"):
            plain(yaml.safe_load(path.read_text(encoding="utf-8")), expected)
    found = [use.text for use in ruleset_uses(rulesets_dir()).uses if not use.in_text]
    assert sorted(set(found)) == sorted(
        {text for text in expected if "{" not in text and not text.startswith("$") and text}
    )


# --- watch


def changed(*places):
    return [Changed(Citation.parse(place), "changed", "test") for place in places]


def test_rules_topics_and_scenarios_that_cite_a_changed_article_are_found(tmp_path):
    folder = rules(
        tmp_path,
        topics__a="slug: a\nnational: [法180条, 法69条]\n",
        provision__b="rules:\n  - {id: b, citation: 法180条1項, then: {}}\n",
        scenarios__c="- {name: c, facts: {}, expect: {basis: [法69条2項3号]}}\n",
    )
    found = affected_rules(folder, changed("法180条"))
    assert [(item.kind, item.name, item.citation.label) for item in found] == [
        ("provision", "b", "法180条1項"),
        ("topics", "a", "法180条"),
    ]
    assert [item.kind for item in affected_rules(folder, changed("法69条2項"))] == ["scenarios", "topics"]


def test_a_stored_result_that_cites_a_changed_article_is_found():
    answer = {
        "basis": [Citation.parse("法69条2項3号").as_dict()],
        "trace": [{"exceptions": [{"citation": Citation.parse("法69条2項ただし書").as_dict()}]}],
    }
    found = affected_results("decision", "D1", answer, changed("法69条2項"))
    assert {item.citation.item for item in found} == {"3", None}
    assert affected_results("decision", "D1", answer, changed("法70条", "法附則69条", "番号法69条")) == []


def test_between_two_days_the_index_says_what_changes():
    labels = {item.citation.label for item in changed_between(date(2026, 12, 1), date(2027, 1, 17))}
    assert {"法176条", "法178条", "法185条", "法125条1項", "番号法49条"} <= labels
    assert "法69条" not in labels
    assert changed_between(date(2026, 12, 1), date(2027, 1, 16)) == []


def test_our_own_rules_on_penalties_are_seen_to_need_another_look():
    affected = affected_rules(rulesets_dir(), changed_between(date(2026, 12, 1), date(2027, 1, 17)))
    assert "penalty" in {item.name for item in affected}
