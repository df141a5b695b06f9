"""What a number of days in a clause stands for, and how it stands to the days of the Act (法83条・84条・94条・95条・102条・103条)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pirules.gap import report_on
from pirules.gap.periods import Period, order_of, periods_in
from pirules.gap.plain import plain_words
from pirules.gap.view import make_view
from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.text.numerals import to_kanji

ORDINANCE = """青浜市個人情報の保護に関する法律施行条例
令和5年3月20日
条例第3号
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。
(決定の期限)
第2条　{clause}
附　則
この条例は、令和5年4月1日から施行する。
"""


def read(sentence: str, before: str = "") -> list[Period]:
    view = make_view(sentence, [(0, len(sentence))], None, None, plain_words())
    return list(periods_in(view.bare.text, view.full.text, before))


def said(sentence: str, before: str = "") -> list[tuple[str, int]]:
    return [(period.sense, period.days) for period in read(sentence, before)]


@pytest.mark.parametrize(
    ("number", "days"),
    [
        ("15日", 15),
        ("十五日", 15),
        ("１５日間", 15),
        ("二週間", 14),
        ("三週", 21),
        ("二月", 60),
        ("二箇月", 60),
        ("2か月", 60),
        ("二ヵ月", 60),
        ("1ヶ月", 30),
        ("一箇月半", 45),
        ("半月", 15),
        ("半年", 182),
        ("1年", 365),
    ],
)
def test_a_number_is_read_in_every_writing(number, days):
    assert said(f"開示決定等は、開示請求があった日から{number}以内にしなければならない。") == [
        ("first", days)
    ]


@pytest.mark.parametrize(
    "form",
    [
        "開示請求があった日から{}を超えない期間内に、開示決定等をする。",
        "請求書を受理した日の翌日から起算して{}を経過する日までに、開示の可否を決する。",
        "開示決定等は、遅くとも{}以内に行う。",
        "開示決定等の期限は、{}とする。",
        "請求の到達後{}を期限として、諾否を通知する。",
        "受付の日から数えて{}目までに、開示するかどうかを決める。",
        "法第83条第1項に規定する期間は、{}とする。",
        "法第83条第1項中「30日以内」とあるのは、「{}以内」とする。",
        "法の定める30日は、これを{}に改めて適用する。",
        "第1項の30日に代え、請求のあった日から{}以内を期限とする。",
    ],
)
def test_a_first_period_is_compared_with_thirty_days(form):
    assert [p.sense for p in read(form.format("14日"))] == ["first"]
    assert [order_of(read(form.format(f"{n}日"))) for n in (14, 30, 45)] == ["shorter", "equal", "longer"]


@pytest.mark.parametrize(
    "form",
    [
        "前項の期間を{}以内に限り延長することができる。",
        "前項の期間は、{}を限度として延ばすことができる。",
        "延長することができる期間は、{}以内とする。",
        "法第83条第2項の規定による期間は、{}とする。",
        "当該期間の満了する日の翌日から起算して{}を限度とする。",
        "決定をすることができないときは、もう{}まで延ばすことができる。",
        "前項の期間に{}を加えた期間とすることができる。",
        "法第94条第2項中「30日以内」とあるのは、「{}以内」とする。",
    ],
)
def test_an_extension_is_compared_with_thirty_days(form):
    assert [p.sense for p in read(form.format("14日"))] == ["extension"]
    assert [order_of(read(form.format(f"{n}日"))) for n in (14, 30, 45)] == ["shorter", "equal", "longer"]


@pytest.mark.parametrize(
    "form",
    [
        "開示請求があった日から起算して{}を超えない範囲内において、当該期間を延長することができる。",
        "期限は、延長した期間を合わせて{}を超えない。",
        "延長後の期間は、{}とする。",
        "正当な理由があるときは、これを{}まで延長することができる。",
        "法第84条中「60日」とあるのは、「{}」とする。",
        "著しく大量であるときは、{}以内に相当の部分について決定する。",
    ],
)
def test_the_whole_time_and_a_large_request_are_compared_with_sixty_days(form):
    assert [order_of(read(form.format(f"{n}日"))) for n in (45, 60, 90)] == ["shorter", "equal", "longer"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Each number has its own limit; one longer period makes the clause longer.
        (
            "開示決定等は、開示請求があった日から45日以内にするものとし、これを60日まで延長することができる。",
            "longer",
        ),
        ("15日以内に決定をすることができないときは、さらに45日を限り延ばすことができる。", "longer"),
        ("開示請求にあっては20日以内、訂正請求にあっては40日以内に、決定を行う。", "longer"),
        ("請求の日から10日以内に可否の見込みを、2月以内に決定を、それぞれ通知する。", "longer"),
        ("法の定める30日を25日に、延長に係る30日を20日に、それぞれ読み替える。", "shorter"),
        ("法第83条第1項中「30日」とあるのは「15日」と、同条第2項中「30日」とあるのは「50日」とする。", "longer"),
        # What it is counted from.
        ("決定は、調査を終えた日から14日以内に行う。", "longer"),
        ("決定は、答申を得た日から二週間以内に行う。", "longer"),
        ("移送を受けた日から起算して20日以内に決定する。", "longer"),
        ("移送をした機関が請求書を受理した日から起算して20日以内に決定する。", "shorter"),
        ("決定は、補正が完了した日から14日以内に行う。", "unclear"),
        ("決定は、補正が完了した日から30日以内に行う。", "longer"),
        # By the calendar.
        ("請求のあった日の属する月の翌々月の末日までに決定する。", "longer"),
        ("請求のあった日の属する週の翌々週の末日までに決定する。", "shorter"),
        # Days not counted: those of a 補正 only.
        ("請求があった日から15日以内に決定し、補正に要した日数は算入しない。", "shorter"),
        ("審査会の調査審議に要した日数は、決定の期間に算入しない。", "longer"),
        ("休日は、決定の期間に算入しない。", "longer"),
        ("請求があった日から10日以内に決定し、休日は算入しない。", "shorter"),
        # Open.
        ("審議会に意見を求めている間は、期限の進行は停止する。", "longer"),
        ("前項の延長は、重ねて行うことができる。", "longer"),
        ("前項の延長は、15日を限度とし、重ねて行うことができない。", "shorter"),
        ("決定の期限については、定めない。", "longer"),
        # Beside the period of the Act.
        ("期間は、法に定める期間に20日を加えたものとする。", "longer"),
        ("期間は、法第94条第1項の期間より5日短い期間とする。", "shorter"),
        ("期間は、法の定める期間の2分の1とする。", "shorter"),
        ("期間は、法の定める日数の2倍とする。", "longer"),
        # In brackets.
        ("期限は、30日(延長する場合にあっては、75日)とする。", "longer"),
        ("15日以内(市立病院に係る請求にあっては、20日以内)に決定する。", "shorter"),
        ("2週間(夏季休業の期間中は、6週間)以内に決定する。", "longer"),
        # Other periods.
        ("意見書を提出する期間として14日以上を置く。", None),
        ("開示を受けた日から30日以内に申し出ることができる。", None),
        ("この条例は、令和5年4月1日から施行する。", None),
    ],
)  # fmt: skip
def test_a_sentence_stands_to_the_act(sentence, expected):
    assert order_of(read(sentence)) == expected


def test_a_multiple_of_the_period_before_is_counted_from_that_period():
    before = "開示決定等は、開示請求があった日から10日以内にしなければならない。"
    assert said("前項の期間は、繁忙の時期にあっては2倍とする。", before) == [("first", 20)]
    assert said("前項の期間は、繁忙の時期にあっては2倍とする。") == [("first", 60)]


@given(st.integers(min_value=1, max_value=400), st.booleans())
def test_any_number_of_days_is_compared_with_the_limit_of_what_it_is(days, in_kanji):
    number = f"{to_kanji(days) if in_kanji else days}日"
    for sentence, limit in (
        (f"開示請求があった日から{number}以内に決定する。", 30),
        (f"前項の期間を{number}以内に限り延長することができる。", 30),
        (f"請求があった日から{number}を限度として期間を延長することができる。", 60),
    ):
        order = "shorter" if days < limit else "equal" if days == limit else "longer"
        assert order_of(read(sentence)) == order


@given(
    st.integers(min_value=1, max_value=400),
    st.sampled_from(
        [
            "調査を終えた",
            "審査会の答申を受けた",
            "第三者の意見書が提出された",
            "協議が調った",
            "会期が終了した",
        ]
    ),
)
def test_what_is_counted_from_something_later_than_the_request_is_never_shorter(days, event):
    assert order_of(read(f"開示決定等は、{event}日から{days}日以内に行う。")) == "longer"


@pytest.mark.parametrize(
    ("clause", "topic", "classification", "notify"),
    [
        (
            "開示決定等の期限は、次の各号に掲げる請求に応じ、当該各号に定める日数とする。\n(1)　開示請求　35日\n(2)　利用停止請求　45日",
            "deadline-longer",
            "not_permitted",
            "no",
        ),
        (
            "開示決定等の期限は、次の各号に掲げる請求に応じ、当該各号に定める日数とする。\n(1)　開示請求　10日\n(2)　利用停止請求　15日",
            "decision-deadline-shorter",
            "permitted",
            "yes",
        ),
        ("開示決定等の期限は、規則で定める。", "decision-deadline-shorter", "uncertain", "uncertain"),
        (
            "開示決定等は、開示請求書の補正が完了した日から14日以内に行うものとする。",
            "decision-deadline-shorter",
            "uncertain",
            "uncertain",
        ),
        (
            "前条第1項の規定は、訂正決定等の期限について準用する。この場合において、同項中「15日」とあるのは、「35日」と読み替えるものとする。",
            "deadline-longer",
            "not_permitted",
            "no",
        ),
    ],
)
def test_the_report_says_which_way_a_period_goes(clause, topic, classification, notify):
    report = report_on(parse(Document(ORDINANCE.format(clause=clause))), model=False)
    found = [finding for finding in report.findings if finding.provision.startswith("第2条")]
    assert (topic, classification, notify) in {(f.topic, f.classification, f.notify) for f in found}
    assert topic == "decision-deadline-shorter" or all(f.notify != "yes" for f in found)


@pytest.mark.parametrize(
    ("sentence", "order"),
    [
        ("開示決定等は、開示請求があった日から15開庁日以内にしなければならない。", "shorter"),
        ("開示決定等は、開示請求があった日から10日（市の休日を除く。）以内に行う。", "shorter"),
        ("開示決定等は、開示請求があった日から20日（土曜日、日曜日及び祝日を除く。）以内に行う。", "unclear"),
        ("開示決定等は、開示請求があった日から18営業日以内に行う。", "unclear"),
        ("開示決定等は、開示請求があった日から30日（市の休日を除く。）以内に行う。", "longer"),
        ("開示決定等は、開示請求があった日から25執務日以内に行う。", "longer"),
        ("開示決定等は、開示請求があった日から20日（市の休日を含む。）以内に行う。", "shorter"),
    ],
)
def test_working_days_are_longer_than_days_of_the_calendar(sentence: str, order: str) -> None:
    assert order_of(read(sentence)) == order
