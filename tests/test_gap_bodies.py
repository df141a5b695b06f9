"""Model wording speaks in the words of the body whose ordinance is read."""

import pytest

from pirules.gap import report_on
from pirules.gap.bodies import worded_for
from pirules.gap.topics import load_topics
from pirules.ordinance import parse
from pirules.ordinance.model import Document

CASES = [
    ("青浜市", "市の機関は、市長に届け出る。", "市の機関は、市長に届け出る。"),
    ("青浜町", "市の機関は、市長に届け出る。", "町の機関は、町長に届け出る。"),
    ("青浜村", "市は、必要な施策を講ずる。", "村は、必要な施策を講ずる。"),
    ("青浜県", "市長は、毎年度公表する。", "知事は、毎年度公表する。"),
    ("青浜特別区広域連合", "市長は、毎年度公表する。", "広域連合長は、毎年度公表する。"),
    ("青浜地区衛生組合", "「市の機関」とは、市長、教育委員会及び監査委員をいう。", "「組合の機関」とは、管理者及び監査委員をいう。"),
    ("青浜水道企業団", "何市個人情報保護条例（平成17年何市条例第10号）", "青浜水道企業団個人情報保護条例（平成17年青浜水道企業団条例第10号）"),
    (None, "何市情報公開条例", "何市情報公開条例"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "model", "worded"), CASES)
def test_the_head_and_the_organs_are_called_as_in_that_body(
    body: str | None, model: str, worded: str
) -> None:
    assert worded_for(model, body) == worded


@pytest.mark.parametrize("body", ["青浜町", "青浜村", "青浜県", "青浜広域連合", "青浜地区組合"])
def test_no_model_wording_of_a_topic_speaks_of_a_city_elsewhere(body: str) -> None:
    for topic in load_topics().topics.values():
        words = worded_for(topic.outcome.model, body)
        assert "何市" not in words
        assert "市長" not in words
        assert "市の機関" not in words


def test_a_report_carries_the_wording_of_the_body() -> None:
    text = "青浜村個人情報の保護に関する法律施行条例\n令和5年3月20日\n条例第3号\n第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。\n第2条　村の機関は、法第75条第5項の規定により、個人情報を取り扱う事務ごとに登録簿を作成し、公表する。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    report = report_on(parse(Document(text)), model=False)
    finding = next(f for f in report.findings if f.topic == "processing-register")
    assert "村の機関" in finding.recommendation
    assert "市の機関" not in finding.recommendation
