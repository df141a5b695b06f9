"""The second reader: paragraphs that no rule knows are named by the likeness of their wording, and the report says so."""

import pytest

from pirules.gap import report_on
from pirules.gap.likeness import NONE, load_likeness, load_reach, stretches
from pirules.gap.topics import load_topics
from pirules.ordinance import parse
from pirules.ordinance.model import Document

LIKENESS = load_likeness()
REACH = load_reach()
# Unusual words for what ordinances say otherwise.
ODD = (
    "町が持つ個人の記録は、よその役所の機械と電話線などでつなぎ合わせて見せ合うようなことをしてはならない。",
    "請求する者は、自分がその人であることを免許証などで示す。",
    "名簿を売り渡した職員は、一年以下の懲役とする。",
    "町長は、年に一度、請求の件数及びその結果を広く町民に伝える。",
    "人の考え方、信仰、病気など、その人が知られたくないことは、帳面に書かない。",
)
ORDINANCE = """花野町個人情報保護条例
平成12年3月1日
条例第3号
（目的）
第1条　この条例は、個人情報の適正な取扱いに関し必要な事項を定め、もって町民の権利利益を保護することを目的とする。
第2条　{clause}
附　則
この条例は、平成12年4月1日から施行する。
"""


def findings(clause, **options):
    report = report_on(parse(Document(ORDINANCE.format(clause=clause))), model=False, **options)
    return [finding for finding in report.findings if finding.provision.startswith("第2条")]


def test_every_class_of_the_model_is_a_topic_of_the_catalogue():
    assert set(LIKENESS.classes) <= {*load_topics().topics, NONE}


def by_likeness(clause, **options):
    return [
        finding
        for finding in findings(clause, **options)
        if any(rule.endswith("/likeness") for rule in finding.rules)
    ]


def test_a_finding_by_likeness_says_so_and_is_never_sure():
    found = [finding for clause in ODD for finding in by_likeness(clause)]
    assert found
    for finding in found:
        assert REACH.note in finding.explanation
        assert finding.confidence <= REACH.most_sure
        assert finding.classification != "not_permitted" or finding.confidence >= REACH.accusing


def test_without_the_second_reader_no_finding_rests_on_likeness():
    assert not any(by_likeness(clause, second_reader=False) for clause in ODD)


@pytest.mark.parametrize("words", ["", "　", "zzzz", "\x00\x00"])
def test_words_that_are_like_nothing_name_no_topic(words):
    assert LIKENESS.suggest(words) is None


def test_what_rules_know_for_sure_is_left_alone():
    clause = "実施機関は、個人情報を収集するときは、本人から直接収集しなければならない。"
    assert [finding.topic for finding in findings(clause)] == ["direct-collection"]


def test_an_ordinance_on_another_subject_is_not_read_by_likeness():
    text = """花野市印鑑条例
昭和50年3月1日
条例第9号
第1条　この条例は、印鑑の登録及び証明に関し必要な事項を定める。
第2条　市長は、印鑑登録原票を備え、登録の申請があったときは、職権で調査し、登録しなければならない。
第3条　印鑑の登録を受けようとする者は、手数料を納めなければならない。
"""
    report = report_on(parse(Document(text)), model=False)
    assert report.findings == []


def test_stretches_are_counted():
    assert stretches("個人個") == {"個": 2, "人": 1, "個人": 1, "人個": 1, "個人個": 1}
