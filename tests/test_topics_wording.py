"""Each topic is recognised in the wording of many municipalities, with the class and the notification it deserves.

The clauses stand in ``tests/topic_clauses``, one a line: topics that fit (with commas), class, notify (with slashes), clause
(⏎ for a line end).  A topic behind 「!」 must not be found: the clause only looks like it.  Each is put into an ordinance of an invented city.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pirules.gap import Finding, report_on
from pirules.gap.topics import load_topics
from pirules.ordinance import parse
from pirules.ordinance.model import Document

FOLDER = Path(__file__).parent / "topic_clauses"

HEAD = """{body}個人情報の保護に関する法律施行条例
令和5年3月20日
条例第3号

(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)及び個人情報の保護に関する法律施行令(平成15年政令第507号。以下「令」という。)並びに行政手続における特定の個人を識別するための番号の利用等に関する法律(平成25年法律第27号。以下「番号法」という。)の施行に関し必要な事項を定めるものとする。
(規定)
第2条　{clause}
附　則
(施行期日)
1　この条例は、令和5年4月1日から施行する。
"""


@dataclass(frozen=True)
class Case:
    topics: tuple[str, ...]
    classification: str
    notify: tuple[str, ...]
    clause: str


def _cases() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                topics, classification, notify, clause = line.split("|", 3)
                cases.append(
                    Case(
                        tuple(topics.split(",")),
                        classification,
                        tuple(notify.split("/")),
                        clause.replace("⏎", "\n"),
                    )
                )
    return cases


CASES = _cases()


def findings_of(case: Case) -> list[Finding]:
    body = "青浜地区衛生組合" if "joint-body-adoption" in case.topics else "青浜市"
    if case.topics[0].startswith("suppl"):
        clause = "この条例において使用する用語は、法において使用する用語の例による。"
        text = HEAD.format(body=body, clause=clause) + f"2　{case.clause}\n"
        place = "附則第2項"
    else:
        text, place = HEAD.format(body=body, clause=case.clause), "第2条"
    report = report_on(parse(Document(text)), model=False)
    return [finding for finding in report.findings if finding.provision.startswith(place)]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.topics[0]}-{case.clause[:24]}".replace("\n", " ")
)
def test_a_clause_of_a_topic_is_found_with_its_class(case: Case) -> None:
    if case.topics[0].startswith("!"):
        assert case.topics[0][1:] not in {finding.topic for finding in findings_of(case)}
        return
    found = [finding for finding in findings_of(case) if finding.topic in case.topics]
    assert found, case.clause
    assert found[0].classification == case.classification
    assert found[0].notify in case.notify


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case.clause[:24].replace("\n", " "))
def test_evidence_is_what_the_text_says_at_its_span(case: Case) -> None:
    for finding in findings_of(case):
        assert finding.evidence
        for piece in finding.evidence:
            assert len(piece.text) == piece.span[1] - piece.span[0]
            assert piece.text.strip()


def test_every_topic_that_is_recognised_by_words_has_at_least_one_clause() -> None:
    without = {"foia-ordinance", "local-policy-privacy"}  # recognised by the ordinance's title
    recognised = {topic.slug for topic in load_topics().topics.values()} - without
    assert recognised <= {topic for case in CASES for topic in case.topics}
