"""What an amendment inserts into an article is judged in the light of what stands there."""

import pytest

from pirules.gap import report_on
from pirules.gap.amended_article import Splice, original, spliced
from pirules.ordinance import parse
from pirules.ordinance.model import Document

AMENDED = """青浜市個人情報の保護に関する法律施行条例
令和4年12月20日
条例第30号
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
第5条　開示決定等は、開示請求があった日から20日以内にしなければならない。
２　実施機関は、やむを得ない理由があるときは、前項の期間を延長することができる。この場合において、延長する期間は、20日以内とする。
第9条　保有個人情報の開示を受ける者は、1件につき200円の手数料を納めなければならない。
第10条　写しの交付を受ける者は、写しの作成に要する費用を負担する。
附　則
この条例は、令和5年4月1日から施行する。
"""
AMENDING = """青浜市個人情報の保護に関する法律施行条例の一部を改正する条例
令和6年12月20日
条例第44号
　青浜市個人情報の保護に関する法律施行条例（令和4年条例第30号）の一部を次のように改正する。
{body}
附　則
この条例は、令和7年4月1日から施行する。
"""


def report(body, *, others=True):
    given = [parse(Document(AMENDED))] if others else []
    return report_on(parse(Document(AMENDING.format(body=body))), given, model=False)


def verdicts(body, **keys):
    found = report(body, **keys).findings
    return {(f.topic, f.classification) for f in found if not f.provision.startswith("附則")}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "　第9条に次の1項を加える。\n２　住家を失った者からは、前項の料を取らない。",
            ("disclosure-fee", "required"),
        ),
        (
            "　第9条に次の1項を加える。\n２　市長は、生活に困窮する者については、これを免除する。",
            ("disclosure-fee", "required"),
        ),
        (
            "　第5条に次の1項を加える。\n３　前二項の期間は、請求者から督促のあるまでは、満了しないものとする。",
            ("deadline-longer", "not_permitted"),
        ),
    ],
)
def test_the_amended_ordinance_beside_it_says_what_the_article_is_about(body, expected):
    assert expected in verdicts(body)


def test_without_it_a_waiver_of_the_fee_is_a_change_of_the_fee_clause():
    alone = report("　第9条に次の1項を加える。\n４　火災に遭った者からは、前項の料を取らない。", others=False)
    assert (alone.notification.required, alone.notification.bases) == (True, ["89-2"])


def test_a_caption_that_the_instruction_names_says_it_too():
    body = "　第9条の見出し中「手数料」を「手数料等」に改め、同条に次の1項を加える。\n２　これは、火災に遭った者からは、徴収しない。"
    assert ("disclosure-fee", "required") in verdicts(body, others=False)


def test_what_is_put_there_to_be_read_is_no_finding_of_the_amendment():
    assert verdicts("　第10条に次の1項を加える。\n２　市長は、職員の服制を定める。") <= {
        ("disclosure-method-copy-cost", "permitted"),
        ("management-organization", "permitted_internal"),
    }


def test_places_are_brought_back():
    splices = [Splice(0, "頭"), Splice(2, "前の項\n")]
    text = spliced("あいうえ", splices)
    assert text == "頭あい前の項\nうえ"
    assert [original(place, splices) for place in range(len(text))] == [
        None,
        0,
        1,
        None,
        None,
        None,
        None,
        2,
        3,
    ]
