"""Topic and class by the main predicate and its object: a noun in a condition draws nothing, and a ban on refusing is no refusal."""

import pytest

from pirules.gap import report_on
from pirules.gap.inherit import only_answers
from pirules.gap.model import Finding
from pirules.gap.reading import passages_of
from pirules.ordinance import parse
from pirules.ordinance.model import Document

HEAD = "{body}個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第40号\n第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。\n"


def findings(articles: str, place: str = "第2条", behind: str = "", body: str = "青浜市") -> list[Finding]:
    """Return what rules alone find at a place."""
    text = f"{HEAD.format(body=body)}{articles}\n附　則\n1　この条例は、令和5年4月1日から施行する。\n{behind}"
    found = report_on(parse(Document(text)), model=False, second_reader=False).findings
    return [entry for entry in found if entry.provision.startswith(place)]


@pytest.mark.parametrize(
    "clause",
    [
        "電話番号の欄が空いていても、そのことで開示請求書を突き返すことがあってはならない。",
        "開示請求書に押印がないことを理由に、請求を受け付けないことがあってはならない。",
        "請求者が請求の理由を述べないことをもって、これを不利に取り扱ってはならない。",
        "市の機関は、連絡先の記入がない開示請求書であっても、その受付を断ってはならない。",
        "性別を書かない請求書も、返してはならない。",
        "開示請求書に記載すべき電話番号は、記入がなくとも、請求を却下する理由とはならない。",
        "請求書に軽微な不備があるときでも、補正を求めずに却下することはできない。",
        "生年月日の記載を求めるときも、これを欠く請求を退けてはならない。",
    ],
)
def test_a_ban_on_turning_requests_away_is_allowed_procedure(clause: str) -> None:
    assert {(entry.classification, entry.notify) for entry in findings(f"第2条　{clause}")} == {
        ("permitted", "yes")
    }


@pytest.mark.parametrize(
    "clause",
    [
        "電話番号の記入のない開示請求書は、受け付けない。",
        "開示請求書に押印のないときは、請求を受け付けてはならない。",
    ],
)
def test_turning_them_away_is_not(clause: str) -> None:
    found = findings(f"第2条　{clause}")
    assert found
    assert all(entry.classification in {"not_permitted", "uncertain"} for entry in found)
    assert all(entry.notify != "yes" for entry in found)


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("代理人から開示請求があったときは、市の機関は、電話により本人に委任の意思を確かめることができる。", "identity-check"),
        ("頼まれた人が来たときは、葉書で頼んだ本人に尋ねてよい。", "identity-check"),
        ("任意代理人による請求については、市の機関は、本人に書面を送り、委任したかどうかを照会するものとする。", "identity-check"),
        ("歯科診療の記録に含まれる医師の所見は、法第78条第1項第2号に該当するものとして取り扱う。", "own-nondisclosure-grounds"),
        ("生活保護法による調査の記録は、法第78条第1項第7号に掲げる情報とみなす。", "own-nondisclosure-grounds"),
        ("学校教育法の指導要録の所見欄は、不開示情報とする。", "own-nondisclosure-grounds"),
        ("条例要配慮個人情報を含む事務の登録簿には、その旨を記載する。", "processing-register"),
        ("漏えいの事実を電話で知った職員は、直ちに課長に報告しなければならない。", "leak-report"),
    ],
)  # fmt: skip
def test_what_is_done_to_what_names_the_topic(clause: str, topic: str) -> None:
    assert {entry.topic for entry in findings(f"第2条　{clause}")} == {topic}


def test_an_amount_in_a_proviso_is_of_the_fee_before_it() -> None:
    fees = "第2条　法第119条第3項の規定により納付しなければならない手数料の額は、21,000円とする。\n2　法第119条第4項の規定により納付しなければならない手数料の額は、前項と同額とする。ただし、既に当該行政機関等匿名加工情報の利用に関する契約を締結した者が納付すべき額は、12,600円とする。"
    found = findings(fees, "第2条第2項", body="青葉県")
    assert {(entry.topic, entry.classification) for entry in found} == {("anonymized-fee-2", "required")}


@pytest.mark.parametrize(
    "later",
    [
        "審査会は、必要があると認めるときは、諮問をした市の機関に対し、保有個人情報の提示を求めることができる。この場合において、市の機関は、これを拒んではならない。",
        "審査会の委員は、担当課に対し、原簿の持参を命ずることができる。そのとき、担当課は、その求めを断ることができない。",
    ],
)
def test_a_second_sentence_about_the_demand_itself_has_the_topic_of_its_first(later: str) -> None:
    found = findings(f"第2条　青浜市個人情報保護審査会を置く。\n2　{later}", "第2条第2項")
    assert {entry.topic for entry in found} == {"review-board-establishment"}
    assert all(entry.notify != "yes" for entry in found)


def test_a_paragraph_about_the_demand_of_a_board_is_of_the_board() -> None:
    powers = "第2条　審査会は、諮問をした市の機関に対し、保有個人情報の提示を求めることができる。\n2　諮問をした市の機関は、前項の求めを拒んではならない。"
    found = findings(powers, "第2条第2項")
    assert {(entry.topic, entry.notify) for entry in found} == {("review-board-establishment", "uncertain")}


def test_likeness_accuses_no_ban_on_turning_requests_away() -> None:
    text = f"{HEAD.format(body='青浜市')}第2条　請求者が請求の理由を述べないことをもって、これを不利に取り扱ってはならない。\n"
    found = [
        entry
        for entry in report_on(parse(Document(text)), model=False).findings
        if entry.provision == "第2条"
    ]
    assert found
    assert {entry.classification for entry in found} == {"permitted"}


REGISTER = "第2条　市の機関は、新たに個人情報を取り扱う事務を始めようとするときは、あらかじめ、事務の名称を記載した登録簿を作成し、公表しなければならない。"


@pytest.mark.parametrize(
    "clause",
    [
        "現に行われている事務についての第2条の規定の適用については、同条中「始めようとするときは、あらかじめ」とあるのは、「行っているときは、令和5年9月30日までに」とする。",
        "この条例の施行の際現に行われている業務については、第2条中「あらかじめ」とあるのは「この条例の施行の日から6月以内に」と読み替えて、同条の規定を適用する。",
        "動いている業務に関しては、第2条の「あらかじめ」を「秋までに」と読む。",
    ],
)
def test_an_article_read_in_other_words_for_a_time_keeps_its_topic(clause: str) -> None:
    found = findings(REGISTER, "附則第2項", behind=f"2　{clause}\n")
    assert {entry.topic for entry in found} == {"processing-register"}


ASKS = [
    "審査会は、必要があると認めるときは、諮問をした市の機関に対し、保有個人情報の提示を求めることができる。",
    "市長は、受託者に対し、個人情報の管理の状況について報告を求めることができる。",
    "市長は、指定管理者に対し、必要な指示をすることができる。",
    "市の機関は、開示請求者に対し、相当の期間を定めて、請求書の補正を求めることができる。",
]
ANSWERS = [
    "この場合において、求められた者は、これを拒むことができない。",
    "この場合において、その求めを受けた者は、これに応じなければならない。",
    "このとき、相手方は、正当な理由がなければ、これを断ってはならない。",
    "この場合において、当該者は、その求めに速やかに応ずるものとする。",
]


@pytest.mark.parametrize("asks", ASKS)
@pytest.mark.parametrize("answers", ANSWERS)
def test_whom_a_sentence_asks_must_answer_adds_no_topic(asks: str, answers: str) -> None:
    alone = {entry.topic for entry in findings(f"第2条　{asks}")}
    assert {entry.topic for entry in findings(f"第2条　{asks}{answers}")} == alone


@pytest.mark.parametrize(
    "answers",
    [
        "この場合において、市の機関は、その求めを拒むことができる。",
        "この場合において、市の機関は、審議会の意見を聴いて、これに応ずるものとする。",
        "この場合において、市の機関は、これを外部に提供してはならない。",
    ],
)
def test_a_second_sentence_that_does_more_than_answer_is_judged_by_itself(answers: str) -> None:
    text = f"{HEAD.format(body='青浜市')}第2条　請求者は、写しの交付を求めることができる。{answers}\n"
    passages = passages_of(parse(Document(text)), None, model=False)
    assert [only_answers(unit) for passage in passages for unit in passage.later] == [False]
