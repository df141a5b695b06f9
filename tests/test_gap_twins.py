"""Clauses that share their nouns and part by time, addressee, direction or main predicate: the one is accused, its twin isn't."""

import pytest

from pirules.gap import report_on
from pirules.ordinance import parse
from pirules.ordinance.model import Document

TITLE = "青浜市個人情報の保護に関する法律施行条例"
NUMBER_TITLE = "青浜市個人番号の利用及び特定個人情報の提供に関する条例"
COUNCIL_TITLE = "青浜市個人情報保護審議会条例"
HEAD = """{title}
令和4年12月20日
条例第30号
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)及び行政手続における特定の個人を識別するための番号の利用等に関する法律(平成25年法律第27号。以下「番号法」という。)の施行に関し必要な事項を定めるものとする。
第2条　{clause}
附　則
1　この条例は、令和5年4月1日から施行する。
2　青浜市個人情報保護条例(平成15年青浜市条例第3号。以下「旧条例」という。)は、廃止する。
{supplement}
"""


def verdicts(clause="市の機関は、市長及び監査委員とする。", supplement="", title=TITLE, at="第2条"):
    text = HEAD.format(title=title, clause=clause, supplement=f"3　{supplement}" if supplement else "")
    findings = report_on(parse(Document(text)), model=False).findings
    return {f.classification for f in findings if f.provision.startswith(at)}


@pytest.mark.parametrize(
    ("clause", "accused"),
    [
        # The time of the act, not the person who acts.
        (
            "旧条例第41条の規定は、この条例の施行の日以後に受託者の従業者が業務上知り得た個人情報を漏らした場合にも、なおその効力を有する。",
            True,
        ),
        (
            "旧条例第47条の規定は、この条例の施行後に受託者が受託事務に関して知り得た事項を他に知らせたときについても、なおその効力を有する。",
            True,
        ),
        (
            "旧条例第41条の規定は、この条例の施行の日前に実施機関の職員が名簿を他人に渡した場合については、なおその効力を有する。",
            False,
        ),
        (
            "旧条例第47条の規定により課された、業務に関して知り得た秘密を漏らしてはならない義務は、施行日以後も、なお従前の例による。",
            False,
        ),
        # Old requests go to the Act; new ones don't go to the old text.
        (
            "旧条例の規定による訂正の請求であって施行日において決定のなされていないものについては、施行後は法の規定による訂正請求とみなして処理する。",
            False,
        ),
        ("施行日以後にされる開示の請求は、当分の間、旧条例の規定による請求とみなす。", True),
    ],
)
def test_a_transition_is_judged_by_the_time_of_the_act(clause, accused):
    assert ("not_permitted" in verdicts(supplement=clause, at="附則第3項")) is accused


@pytest.mark.parametrize(
    ("clause", "accused"),
    [
        (
            "開示を受けた者は、訂正の請求をすることができる。\n2　前項の請求は、開示を受けた日から60日以内にしなければならない。",
            True,
        ),
        (
            "開示を受けた者は、利用停止の請求をすることができる。\n2　前項の請求は、開示を受けた日から90日以内にしなければならない。",
            False,
        ),
        ("訂正請求書の提出は、請求者本人が情報公開窓口に持参してするものに限り、これを認める。", True),
        ("開示請求の受付は、市が指定する電子情報処理組織によるものに限る。", True),
        ("開示請求書の提出は、郵便によることもできる。", False),
        ("開示請求書に電話番号の記載がないことを理由として、これを却下してはならない。", False),
        (
            "実施機関は、人の生命の保護のために必要があり、本人の承諾を得られない状態にあるときは、利用目的以外の目的のために保有特定個人情報を自ら利用することができる。",
            False,
        ),
        (
            "実施機関は、公益上特に必要があり、本人の同意を得ることが困難であるときは、利用目的以外の目的のために保有特定個人情報を自ら利用することができる。",
            True,
        ),
        ("法第5章第4節第3款の規定は、情報提供等記録については、適用しない。", False),
        ("法第5章第4節第3款の規定は、相談の記録については、適用しない。", True),
        (
            "開示請求を拒む旨の決定をするときは、その通知書に、拒む理由を具体的に記載しなければならない。",
            False,
        ),
        ("係争中の案件に関する情報については、既に開示したものであっても、開示してはならない。", True),
        (
            "職員は、法第68条第1項の規定による報告を要するか否かにかかわらず、漏えいが発生したときは、直ちに保護管理責任者に報告しなければならない。",
            False,
        ),
        (
            "市の機関は、軽微な漏えいについては、個人情報保護委員会への報告に代えて、市長に報告するものとする。",
            True,
        ),
        ("要配慮個人情報を取り扱う職員は、所属長があらかじめ指名した者に限るものとする。", False),
        ("要配慮個人情報は、審議会が指名する職員に限り取り扱うことができる。", True),
    ],
)
def test_a_clause_is_judged_by_its_main_predicate_and_whom_it_binds(clause, accused):
    assert ("not_permitted" in verdicts(clause)) is accused


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (
            "審議会の委員は、職務上知り得た秘密を漏らしてはならない。その職を退いた後も、同様とする。",
            "uncertain",
        ),
        ("個人情報の取扱いに従事する職員は、職務上知り得た個人情報を漏らしてはならない。", "not_permitted"),
    ],
)
def test_a_penalty_is_judged_by_the_duty_that_it_names(duty, expected):
    clause = f"市に個人情報保護審議会を置く。\n2　{duty}\n第3条　前条第2項の規定に違反した者は、30万円以下の罰金に処する。"
    assert verdicts(clause, at="第3条") == {expected}


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "指定管理者及びその従業者は、協定に定めるところにより、公の施設の管理に関して知り得た個人情報を漏らしてはならない。",
            "duplicates_law",
        ),
        (
            "受託者は、受託した事務に関して知り得た個人情報の内容をみだりに他人に知らせ、又は不当な目的に使用してはならない。",
            "duplicates_law",
        ),
        ("受託者は、あらかじめ市長の承認を得なければ、個人情報の取扱いを再委託してはならない。", "uncertain"),
        (
            "市長は、法第68条第1項の規定による報告をしたときは、併せて市議会に報告するものとする。",
            "permitted_internal",
        ),
        (
            "市の機関は、漏えい等の事態が生じたときは、個人情報保護委員会に報告するとともに、本人に通知しなければならない。",
            "duplicates_law",
        ),
    ],
)
def test_what_repeats_the_act_is_told_from_a_choice_of_the_body(clause, expected):
    assert verdicts(clause) == {expected}


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        (
            NUMBER_TITLE,
            "市長は、特定個人情報保護評価書の案について、個人情報保護審議会の点検を受けるものとする。",
        ),
        (
            NUMBER_TITLE,
            "市長は、別表の中欄に掲げる事務を処理するため、同表の右欄に掲げる特定個人情報であって自らが保有するものを利用することができる。ただし、情報提供ネットワークシステムを使用して当該特定個人情報の提供を受けることができる場合は、この限りでない。",
        ),
        (
            NUMBER_TITLE,
            "市は、個人番号の利用及び特定個人情報の提供に関し、その適正な取扱いを確保するために必要な措置を講ずるとともに、国と連携して施策を実施するものとする。",
        ),
        (COUNCIL_TITLE, "委員の任期は、2年とする。ただし、再任は、2回を限度とする。"),
    ],
)
def test_ordinances_on_the_number_and_on_councils_are_not_accused_of_their_own_matter(title, clause):
    found = verdicts(clause, title=title)
    assert found
    assert found <= {"outside", "permitted_internal"}
