"""A draft that takes away a definition says who still uses the term."""

import pytest

from pirules.gap import report_on
from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report.draft import draft_of

_BEFORE = (
    "○みなと市個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第9号\n"
    "（趣旨）\n第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定めるものとする。\n"
    "（結合の制限）\n第2条　市の機関は、みなと市個人情報保護審議会（以下{where}「審議会」という。）の意見を聴いた場合を除き、"
    "電子計算機を通信回線により結合して、市の機関以外のものに保有個人情報を提供してはならない。\n"
)
_AFTER = "（手数料）\n第4条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"


def _told(third, where=""):
    ordinance = parse(Document(text=_BEFORE.format(where=where) + third + _AFTER))
    draft = draft_of(ordinance, report_on(ordinance, model=False))
    assert "第2条　削除" in draft.revised
    return [sentence for sentence in draft.left if "その語が残ります" in sentence]


def test_a_term_that_is_still_used_is_told_with_its_places():
    told = _told("（審議会）\n第3条　審議会は、委員5人以内で組織する。\n2　委員の任期は、2年とする。\n")
    assert told == [
        "「審議会」を定める第2条がなくなりますが、第3条第1項にその語が残ります。定めを移すか、正式な名称に改めてください。"
    ]


@pytest.mark.parametrize(
    ("third", "where"),
    [
        # The caption alone, another council, a definition of its own, a definition that never held here.
        ("（審議会）\n第3条　市長は、毎年度、運用の状況を公表するものとする。\n", ""),
        ("（報告）\n第3条　市長は、運用の状況をみなと市情報公開審議会に報告するものとする。\n", ""),
        (
            "（報告）\n第3条　市長は、みなと市情報審議会（以下「審議会」という。）に運用の状況を報告するものとする。\n",
            "",
        ),
        ("（報告）\n第3条　市長は、審議会に運用の状況を報告するものとする。\n", "この条において"),
    ],
)
def test_what_needs_no_definition_is_not_told(third, where):
    assert _told(third, where) == []


def test_what_stays_defined_elsewhere_is_not_told():
    assert not any("「法」" in sentence for sentence in _told("（雑則）\n第3条　法第5条の例による。\n"))
