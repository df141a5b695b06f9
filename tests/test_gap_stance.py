"""What becomes of the last act of a sentence, however many negations stand behind it, and what departs from the Act by it."""

import pytest

from pirules.gap import report_on
from pirules.gap.stance import DONE, MAY, NOT, SPARED, stance_of
from pirules.ordinance import parse
from pirules.ordinance.model import Document


@pytest.mark.parametrize(
    ("sentence", "act", "value"),
    [
        ("求めに応じなければならない。", "求めに応じ", DONE),
        ("求めに応じないことはできない。", "求めに応じ", DONE),
        ("これを見せない理由とすることができない。", "これを見せ", DONE),
        ("閲覧させることを妨げない。", "閲覧させる", MAY),
        ("求めることができないとするものではない。", "求める", MAY),
        ("請求は、受け付けない。", "請求は、受け付け", NOT),
        ("請求を退けるわけにはいかない。", "請求を退ける", NOT),
        ("請求を断る理由とはならない。", "請求を断る", NOT),
        ("開示をしないことができる。", "開示をし", SPARED),
        ("開示しない扱いとすることを妨げない。", "開示し", SPARED),
        ("審議会の議を経ることまでは、求めない。", "審議会の議を経る", SPARED),
        ("措置を講ずることを要しないものとする。", "措置を講ずる", SPARED),
    ],
)
def test_negations_are_counted_to_the_last_act(sentence, act, value):
    stance = stance_of(sentence)
    assert (stance.act, stance.value) == (act, value)


@pytest.mark.parametrize("text", ["", "。", "ない", "ものとする。", "ない" * 500])
def test_a_text_without_an_act_ends_too(text):
    assert stance_of(text).value in {DONE, MAY, NOT, SPARED}


HEAD = """青浜市個人情報の保護に関する法律施行条例
令和4年12月20日
条例第30号
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
第2条　{clause}
附　則
この条例は、令和5年4月1日から施行する。
"""

#: Each clause that departs from the Act by its main predicate, and its twin that doesn't.
TWINS = [
    (
        "個人情報の取扱いの委託を受けた者のうち個人であるものは、安全管理のための措置を講ずることを要しない。",
        "個人情報の取扱いの委託を受けた者のうち個人であるものも、安全管理のための措置を講じなければならない。",
    ),
    (
        "不開示の決定をしたときは、請求者に通知することを要せず、問合せがあったときに答える。",
        "不開示の決定をしたときは、請求者に通知するほか、問合せがあったときに答える。",
    ),
    (
        "請求者が電話に出なかったときは、その者の請求は、受け付けない。",
        "請求者が電話に出なかったときは、その者の請求は、書面により補正を求めた上で受け付ける。",
    ),
    (
        "請求に理由があると認めるときであっても、記録が古いものであるときは、訂正をしないことができる。",
        "請求に理由があると認めるときは、記録が古いものであっても、訂正をしなければならない。",
    ),
    (
        "訂正請求は、保有個人情報の開示を受けた日から45日以内にしなければならない。",
        "訂正請求は、保有個人情報の開示を受けた日から90日以内にしなければならない。",
    ),
    (
        "登録簿から抹消した事務については、開示の請求を受け付けない。",
        "登録簿から抹消した事務についても、開示の請求を拒むことはできない。",
    ),
]


def _accused(clause):
    findings = report_on(parse(Document(HEAD.format(clause=clause))), model=False).findings
    return any(f.classification == "not_permitted" for f in findings if f.provision.startswith("第2条"))


@pytest.mark.parametrize("departing", [departing for departing, _ in TWINS])
def test_what_departs_from_the_act_by_its_predicate_is_accused(departing):
    assert _accused(departing)


@pytest.mark.parametrize("twin", [twin for _, twin in TWINS])
def test_its_twin_is_not(twin):
    assert not _accused(twin)
