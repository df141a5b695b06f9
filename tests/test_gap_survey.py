"""The online-linkage survey: which exceptions a clause has, in the words of the ordinance."""

import pytest

from pirules.gap import linkage_survey, report_on
from pirules.gap.survey import published_group, type_names
from pirules.ordinance import parse
from pirules.ordinance.model import Document, Ordinance

TEXT = """青浜市個人情報保護条例
平成15年3月20日
条例第3号
(オンライン結合の制限)
第1条　{clause}
附　則
この条例は、平成15年4月1日から施行する。
"""
BAN = "実施機関は、通信回線による電子計算機の結合により、個人情報を外部に提供してはならない。"


def ordinance(clause: str) -> Ordinance:
    return parse(Document(TEXT.format(clause=clause)))


@pytest.mark.parametrize(
    ("proviso", "types"),
    [
        ("ただし、法令に定めがあるときは、この限りでない。", ("law_or_public_need",)),
        (
            "ただし、公益上の必要があり、かつ、個人の権利利益を侵害するおそれがないと認めるときは、この限りでない。",
            ("law_or_public_need", "no_risk_to_rights"),
        ),
        ("ただし、個人情報の漏えいのおそれがないと認められるときは、この限りでない。", ("no_risk_of_leak",)),
        ("ただし、本人の同意があるときは、この限りでない。", ("consent",)),
        (
            "ただし、個人の生命、身体又は財産を守るため、緊急かつやむを得ないときは、この限りでない。",
            ("urgency",),
        ),
        ("ただし、他の地方公共団体に提供する場合は、この限りでない。", ("local_bodies",)),
        ("ただし、審議会の意見を聴いて必要と認めるときは、この限りでない。", ("council_opinion",)),
        ("ただし、必要な保護措置が講じられている場合は、この限りでない。", ("protective_measures",)),
        ("ただし、市長が別に定める場合は、この限りでない。", ("other",)),
        ("", ()),
    ],
)
def test_exception_types_are_read_from_the_clause(proviso: str, types: tuple[str, ...]) -> None:
    result = linkage_survey(ordinance(BAN + proviso))
    assert result.restricted
    assert result.types == types


def test_the_finding_says_the_exceptions() -> None:
    report = report_on(ordinance(BAN + "ただし、本人の同意があるときは、この限りでない。"), model=False)
    finding = next(entry for entry in report.findings if entry.topic == "online-linkage-ban")
    assert "本人の同意" in finding.explanation


def test_a_security_rule_for_connections_is_no_restriction() -> None:
    clause = "実施機関は、通信回線により電子計算機を結合するときは、漏えいを防止するため必要な安全管理の措置を講じなければならない。"
    assert linkage_survey(ordinance(clause)).restricted is False


def test_types_count_in_the_rows_of_the_published_table() -> None:
    groups = {name: published_group(name) for name in type_names()}
    assert {name for name, group in groups.items() if group == name} == {
        "law_or_public_need",
        "no_risk_to_rights",
        "no_risk_of_leak",
        "other",
    }
