"""What the frame of a sentence decides: both halves of a joined one, exceptions to copied bans, days for each kind of request, single clauses elsewhere."""

import pytest

from pirules.gap import report_on
from pirules.gap.halves import halves_of
from pirules.gap.reading import passages_of
from pirules.ordinance import parse
from pirules.ordinance.model import Document

HEAD = """青浜市個人情報の保護に関する法律施行条例
令和4年12月20日
条例第30号
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
"""
TAIL = """
附　則
この条例は、令和5年4月1日から施行する。
"""
ELSEWHERE = """青浜市街頭見守りカメラの運用に関する条例
令和6年3月25日
条例第12号
第1条　この条例は、街頭見守りカメラの運用に関し必要な事項を定めるものとする。
"""


def ordinance(text, head=HEAD):
    return parse(Document(head + text + TAIL))


def verdicts(text, place, head=HEAD):
    """Return (class, notify) of the findings at a place."""
    report = report_on(ordinance(text, head), model=False)
    return {(f.classification, f.notify) for f in report.findings if f.provision.startswith(place)}


@pytest.mark.parametrize(
    ("sentence", "halves"),
    [
        (
            "見るだけの料金は徴収せず、写しの費用は実費を徴収する。",
            ["見るだけの料金は徴収しない。", "写しの費用は実費を徴収する。"],
        ),
        (
            "記述等は、離婚の事実とし、職員は、これを他に渡してはならない。",
            ["記述等は、離婚の事実とする。", "職員は、これを他に渡してはならない。"],
        ),
        ("市の機関は、あらかじめ届け出ずに、これを利用してはならない。", []),
        (
            "市の機関は、帳簿を作成せず、届出のあったときは、その旨を記録する。",
            [],
        ),
        ("帳簿は別のものとし、これに代えることはできない。", []),
    ],
)
def test_a_joined_sentence_is_read_in_two_halves(sentence, halves):
    passages = passages_of(ordinance(f"第2条　{sentence}"), None, model=False)
    lead = next(p.lead for p in passages if p.provision.startswith("第2条"))
    assert [half.view.bare.text for half in halves_of(lead)] == halves


JOINED = "条例要配慮個人情報は、用水の争いの当事者である事実を含む記述とし、市の機関は、これを本人の同意がある場合を除き提供してはならない。"


def test_a_definition_is_seen_before_a_ban_in_one_sentence():
    assert {("permitted", "yes"), ("not_permitted", "no")} <= verdicts(f"第2条　{JOINED}", "第2条")


@pytest.mark.parametrize(
    ("place", "verdict"),
    [
        ("第2条第1号", ("permitted", "yes")),
        ("第2条第2号", ("duplicates_law", "no")),
        ("第2条第3号", ("not_permitted", "no")),
    ],
)
def test_days_for_each_kind_of_request_are_judged_one_by_one(place, verdict):
    text = "第2条　決定をする期限は、次の各号に掲げる請求の区分に応じ、当該各号に定めるところによる。\n一　開示請求　15日以内\n二　訂正請求　30日以内\n三　利用停止請求　45日以内"
    assert verdicts(text, place) == {verdict}


SECRECY = "第2条　職員は、その業務に関して知り得た個人情報の内容をみだりに他人に知らせてはならない。\n２　"


@pytest.mark.parametrize(
    ("second", "forbidden"),
    [
        ("前項の規定は、市長が適当と認めるときは、適用しない。", True),
        ("前項の禁止は、町内会に知らせる場合には、及ばない。", True),
        ("前項の規定は、派遣労働者について準用する。", False),
    ],
)
def test_an_exception_to_a_copied_ban_widens_what_the_act_forbids(second, forbidden):
    found = {entry[0] for entry in verdicts(SECRECY + second, "第2条第2項")}
    assert ("not_permitted" in found) is forbidden


def test_the_same_sanction_is_judged_by_the_duty_that_it_punishes():
    text = (
        "第2条　受託業務に従事する者は、個人情報の内容をみだりに他人に知らせてはならない。\n"
        "第3条　審査会の委員は、職務上知ることができた秘密を漏らしてはならない。\n"
        "第4条　第3条に背いた者は、5万円以下の過料に処する。\n２　第2条に背いた者も、前項と同様とする。"
    )
    assert {entry[0] for entry in verdicts(text, "第4条第1項")} == {"uncertain"}
    assert {entry[0] for entry in verdicts(text, "第4条第2項")} == {"not_permitted"}


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("撮影された画像は、捜査機関から文書で求められた場合を除き、他に提供してはならない。", {"uncertain"}),
        ("画像の保存期間は、7日とする。", {"uncertain"}),
        (
            "画像を顔の特徴を読み取る装置に取り込もうとするときは、あらかじめ運用評議会の同意を得なければならない。",
            {"not_permitted"},
        ),
        ("カメラを設置しようとする者は、氏名及び住所を記載した申請書を提出しなければならない。", set()),
        ("市長は、審議会の意見を聴いて、設置の計画を定める。", set()),
        ("利用者は、使用料を納めなければならない。", set()),
    ],
)
def test_in_an_ordinance_on_another_subject_only_clauses_on_data_of_persons_are_judged(clause, found):
    assert {entry[0] for entry in verdicts(f"第2条　{clause}", "第2条", ELSEWHERE)} == found


def test_a_single_clause_elsewhere_leaves_the_notification_open():
    report = report_on(ordinance("第2条　画像の保存期間は、7日とする。", ELSEWHERE), model=False)
    assert report.ordinance.kind == "other"
    assert report.notification.required is None
