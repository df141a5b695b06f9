"""The second reader: what rules don't know, or aren't sure of, is named by the likeness of its wording, and the report says so."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pirules.clauses.tokens import normal_forms
from pirules.errors import RulesetError
from pirules.gap import report_on
from pirules.gap import second_reader as second
from pirules.gap.likeness import NONE, Reading, Suggestion
from pirules.gap.likeness_file import load_likeness, save
from pirules.gap.reach import load_reach
from pirules.gap.second_reader import SecondReader
from pirules.gap.stretches import stretches
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
        assert "文言の近さから" in finding.explanation or "文言が近い" in finding.explanation
        assert finding.confidence <= REACH.most_sure
        assert finding.by_likeness


def test_without_the_second_reader_no_finding_rests_on_likeness():
    assert not any(by_likeness(clause, second_reader=False) for clause in ODD)


def read(model, text):
    (said,) = model.said([text])
    return None if said is None else model.reading(said)


@pytest.mark.parametrize("words", ["", "　", "zzzz", "\x00\x00"])
def test_words_that_are_like_nothing_name_no_topic(words):
    assert read(LIKENESS, words) is None


def test_paragraphs_read_together_are_read_as_each_by_itself():
    texts = [*ODD, "", COLLECTION] * 20
    for text, said in zip(texts, LIKENESS.said(texts), strict=True):
        (alone,) = LIKENESS.said([text])
        assert (said is None) is (alone is None) is (not text)
        if said is not None:
            assert said == pytest.approx(alone, abs=1e-5)


def test_what_rules_know_for_sure_is_left_alone():
    clause = "実施機関は、個人情報を収集するときは、本人から直接収集しなければならない。"
    assert [finding.topic for finding in findings(clause)] == ["direct-collection"]


COLLECTION = "実施機関は、個人情報を収集するときは、本人から直接収集しなければならない。"
SENSITIVE = "実施機関は、思想、信条及び宗教に関する個人情報を収集してはならない。"
REGISTER = "町長は、届出の受付を行う。"
CASES = (
    # clause, what the reader says (topic, probability, how forbidden), what the report then says
    (REGISTER, "processing-register", 0.9, 0.0, {("processing-register", "by likeness")}),
    (REGISTER, "processing-register", 0.1, 0.0, set()),
    (REGISTER, "provision-extra-limits", 0.3, 0.7, {("provision-extra-limits", "by likeness")}),
    (REGISTER, NONE, 0.9, 0.7, set()),
    (SENSITIVE, "online-linkage-ban", REACH.instead, 0.9, {("sensitive-collection-ban", "by rules")}),
    (SENSITIVE, "online-linkage-ban", 0.99, 0.9, {("online-linkage-ban", "by likeness")}),
    # What rules surely forbid isn't called allowed: at most a person decides.
    (SENSITIVE, "annual-report", 0.99, 0.9, {("sensitive-collection-ban", "by rules")}),
    (SENSITIVE, "annual-report", 0.99, 0.0, {("sensitive-collection-ban", "by likeness")}),
    (SENSITIVE, NONE, 0.99, REACH.acquitting, {("sensitive-collection-ban", "by rules")}),
    (SENSITIVE, NONE, 0.99, 0.0, {("sensitive-collection-ban", "by likeness")}),
)


@pytest.mark.parametrize(("clause", "heard", "said"), [(case[0], case[1:4], case[4]) for case in CASES])
def test_who_is_heard(monkeypatch, clause, heard, said):
    hear(monkeypatch, *heard)
    assert {(f.topic, "by likeness" if f.by_likeness else "by rules") for f in findings(clause)} == said


def hear(monkeypatch, topic, probability, forbidden, notifiable=REACH.notified):
    others = (Suggestion(NONE, 0.0), Suggestion("provision-extra-limits", 0.2))
    reading = Reading((Suggestion(topic, probability), *others), forbidden, notifiable)
    monkeypatch.setattr(SecondReader, "_read", lambda _self, _passage, _around: reading)


@pytest.mark.parametrize(
    ("clause", "forbidden", "classification"),
    [
        ("開示請求書には、氏名及び住所を記載しなければならない。", 0.0, "permitted"),
        ("開示請求書には、氏名及び住所を記載しなければならない。", REACH.overruling, "permitted"),
        ("開示請求書には、氏名及び住所を記載しなければならない。", REACH.overruling_sure, "not_permitted"),
        ("開示請求に係る手数料は、無料とする。", 1.0, "required"),
    ],
)
def test_a_clause_that_is_like_forbidden_ones_is_called_so_unless_a_sure_verdict_stands_against_it(
    monkeypatch, clause, forbidden, classification
):
    hear(monkeypatch, NONE, 0.9, forbidden)
    (finding,) = findings(clause)
    assert finding.classification == classification
    if finding.by_likeness:
        assert finding.classification == "not_permitted"
        assert finding.confidence <= REACH.most_sure
        assert finding.relation == "conflicts"
        assert finding.authority == "secondary"
        assert "文言が近い" in finding.explanation
        assert finding.recommendation == REACH.advice or REACH.advice in finding.recommendation


ITEMS = "開示請求書には、氏名及び住所を記載しなければならない。"
FORM = "訂正請求があったときは、実施機関は、訂正をする旨の決定をし、請求者に通知しなければならない。"


@pytest.mark.parametrize(
    ("clause", "forbidden", "notifiable", "said"),
    [
        # Unlike all that the Act forbids: a person decides.
        (SENSITIVE, 0.0, 0.0, ("sensitive-collection-ban", "uncertain")),
        (SENSITIVE, 0.0, REACH.notifying_accused, ("sensitive-collection-ban", "uncertain")),
        # Like notified measures: called one, unless it is more like forbidden clauses.
        (FORM, 0.0, REACH.notifying, ("correction-suspension", "permitted")),
        (FORM, 0.0, REACH.notifying - 0.01, ("correction-suspension", "duplicates_law")),
        (FORM, 0.9, REACH.notifying, ("correction-suspension", "not_permitted")),
        # A verdict that a clause is a notified measure stands firm only where it is a little like one.
        (ITEMS, REACH.overruling, 0.0, ("request-form-items", "not_permitted")),
        (ITEMS, REACH.overruling, REACH.notified, ("request-form-items", "permitted")),
    ],
)
def test_how_likeness_to_notified_measures_is_heard(monkeypatch, clause, forbidden, notifiable, said):
    hear(monkeypatch, NONE, 0.3, forbidden, notifiable)
    (finding,) = findings(clause)
    assert (finding.topic, finding.classification) == said
    if finding.by_likeness:
        assert finding.confidence <= REACH.most_sure


def test_a_finding_of_unsure_rules_is_dropped_where_the_clause_is_of_no_topic(monkeypatch):
    unsure = "開示請求については、親切に応対する。"
    for probability, said in ((REACH.foreign - 0.01, 1), (REACH.foreign, 0)):
        hear(monkeypatch, NONE, probability, 0.0)
        assert len(findings(unsure)) == said


def test_likeness_forbids_no_clause_of_a_topic_that_is_never_forbidden(monkeypatch):
    hear(monkeypatch, "private-business-regulation", 0.99, 1.0)
    (finding,) = findings(REGISTER)
    assert (finding.topic, finding.classification) == ("private-business-regulation", "uncertain")
    assert set(load_topics().topics) >= REACH.never_forbidden


TERMS = "この条例において使用する用語は、個人情報の保護に関する法律において使用する用語の例による。"


@pytest.mark.parametrize(
    ("forbidden", "notifiable", "classification"),
    [
        (REACH.overruling_seldom - 0.01, 0.0, "permitted_internal"),
        (REACH.overruling_seldom, 0.0, "not_permitted"),
        (REACH.overruling_seldom, REACH.overruling_seldom + 0.01, "permitted_internal"),
    ],
)
def test_a_clause_of_a_topic_that_is_seldom_forbidden_is_called_so_only_where_it_is_very_like_such_clauses(
    monkeypatch, forbidden, notifiable, classification
):
    hear(monkeypatch, "terms-as-in-law", 0.9, forbidden, notifiable)
    (finding,) = findings(TERMS)
    assert (finding.topic, finding.classification) == ("terms-as-in-law", classification)


def test_every_topic_and_rule_that_bounds_likeness_exists():
    topics = load_topics().topics
    rules = {f"{slug}/{pattern.id}" for slug, topic in topics.items() for pattern in topic.patterns}
    rules |= {f"{slug}:{flip.id}" for slug, topic in topics.items() for flip in topic.flips}
    assert REACH.settled | REACH.equal | REACH.unmoved <= rules
    named = REACH.never_forbidden | REACH.seldom_forbidden | REACH.counted | REACH.stands
    assert {*named, *REACH.told_by_place, *REACH.says, *REACH.confirmed} <= set(topics)


def test_a_topic_named_by_likeness_accuses_only_where_the_clause_is_like_forbidden_ones(monkeypatch):
    said = {}
    for forbidden in (0.0, REACH.accusing):
        hear(monkeypatch, "online-linkage-ban", 0.9, forbidden)
        (finding,) = findings(REGISTER)
        said[forbidden] = finding.classification
    assert said == {0.0: "uncertain", REACH.accusing: "not_permitted"}


def test_what_likeness_turns_fills_no_missing_provision(monkeypatch):
    monkeypatch.setattr(second, "load_reach", lambda: replace(REACH, spared=()))
    clause = "開示請求に係る手数料は、無料とする。"
    text = ORDINANCE.format(clause=clause).replace(
        "花野町個人情報保護条例", "花野町個人情報の保護に関する法律施行条例"
    )
    text = text.replace("平成12年", "令和5年")
    for forbidden, missing in ((0.0, False), (1.0, True)):
        hear(monkeypatch, NONE, 0.9, forbidden)
        report = report_on(parse(Document(text)), model=False)
        assert ("disclosure-fee" in {entry.topic for entry in report.missing}) is missing


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("見せた記録については、お金をもらわない。請求は無料とする。", True),
        ("苦情の相談は、無料とする。", False),
    ],
)
def test_a_fee_named_by_likeness_fills_the_gap_where_its_words_say_what_is_charged(monkeypatch, clause, said):
    text = ORDINANCE.format(clause=clause).replace(
        "花野町個人情報保護条例", "花野町個人情報の保護に関する法律施行条例"
    )
    text = text.replace("平成12年", "令和5年")
    hear(monkeypatch, "disclosure-fee", 0.99, 0.0)
    report = report_on(parse(Document(text)), model=False)
    required = any(f.topic == "disclosure-fee" and f.classification == "required" for f in report.findings)
    assert required is said
    assert ("disclosure-fee" in {entry.topic for entry in report.missing}) is not said


def test_a_broken_reach_is_refused(tmp_path):
    (tmp_path / "gap").mkdir()
    (tmp_path / "gap" / "likeness.yaml").write_text("most_sure: 0.6\n", encoding="utf-8")
    with pytest.raises(RulesetError, match="P501"):
        load_reach(tmp_path)


def test_the_model_is_the_same_after_writing_and_reading(tmp_path):
    save(LIKENESS, tmp_path / "again.npz")
    again = load_likeness(tmp_path / "again.npz")
    for clause in ODD:
        one, other = read(LIKENESS, clause), read(again, clause)
        assert [entry.topic for entry in one.topics] == [entry.topic for entry in other.topics]
        assert one.forbidden == pytest.approx(other.forbidden, abs=0.01)


def test_odds_are_a_distribution_and_clauses_that_are_known_are_read_as_what_they_are():
    reading = read(LIKENESS, COLLECTION)
    assert reading.first.topic == "direct-collection"
    assert sum(entry.probability for entry in reading.topics) <= 1.0001
    (near,) = LIKENESS.measure.closeness([COLLECTION])
    assert near.shape == (1, LIKENESS.votes.shape[1])
    assert float(near.max()) <= 1.01
    assert np.isfinite(near).all()


@pytest.mark.parametrize(
    ("one", "other"), [("行なう", "行う"), ("受付", "受け付け"), ("取扱", "取り扱い"), ("届出", "届け出")]
)
def test_spellings_of_a_word_are_one_word(one, other):
    assert normal_forms(one) == normal_forms(other) != []


def test_particles_and_numbers_are_no_words():
    assert normal_forms("30日から2回") == normal_forms("日回")


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


def read_back(keys):
    return [
        "".join(chr((key >> shift & 0x1FFFFF) - 1) for shift in (42, 21, 0) if key >> shift & 0x1FFFFF)
        for key in keys.tolist()
    ]


@pytest.mark.parametrize(
    "text", ["", "a", "ab", "個人個", "個人" * 9, "\x00\x00a\x00", "\ud800𠮷", "𠮷野家の𠮷"]
)
def test_stretches_of_one_to_three_characters_are_counted_in_the_order_of_words(text):
    counted = Counter(
        text[place : place + size] for size in (1, 2, 3) for place in range(len(text) - size + 1)
    )
    keys, counts = stretches(text)
    assert read_back(keys) == sorted(counted)
    assert dict(zip(read_back(keys), counts.tolist(), strict=True)) == counted
