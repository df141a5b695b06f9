"""Days for a decision that stand in a 別表 are compared with those of the Act as if the article held them."""

import pytest

from pirules.gap import report_on
from pirules.ordinance import parse
from pirules.ordinance.model import Document

TEXT = """青浜市個人情報の保護に関する法律施行条例
令和4年12月20日
条例第30号
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
第2条　開示決定等は、別表{number}の区分に従い、請求のあった日から起算してそれぞれ同表に定める{days}以内に行わなければならない。
附　則
この条例は、令和5年4月1日から施行する。
別表{number}（第2条関係）
開示決定等　{first}
訂正決定等　{second}
"""


@pytest.mark.parametrize(
    ("number", "days", "first", "second", "expected"),
    [
        ("", "日数", "15日", "20日", {"permitted"}),
        ("第1", "日数", "十五日", "二十日", {"permitted"}),
        ("第2", "期間", "45日", "60日", {"not_permitted"}),
        ("", "期間", "20日", "40日", {"permitted", "not_permitted"}),
    ],
)
def test_days_of_an_annex_are_judged_in_the_article(number, days, first, second, expected):
    ordinance = parse(Document(TEXT.format(number=number, days=days, first=first, second=second)))
    found = [f for f in report_on(ordinance, model=False).findings if f.provision == "第2条"]
    assert {f.classification for f in found} == expected
    assert {f.topic for f in found} <= {"decision-deadline-shorter", "deadline-longer"}
