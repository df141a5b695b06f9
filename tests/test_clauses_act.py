"""Frames of articles of the Act, checked by hand against its text (which the project doesn't hold)."""

from pathlib import Path

import pytest

from pirules.clauses import Clause, Role, frame_sentence
from pirules.clauses.sentences import split

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"
UNITS = SHARED / "statutes" / "415AC0000000057_units.tsv"

pytestmark = pytest.mark.skipif(not UNITS.is_file(), reason="the statute texts are not on this machine")

HEADS, BODY = "行政機関の長等", "地方公共団体の機関"

# article, paragraph, item, sentence: modality, subject, actions, counterparty, how many conditions and exceptions
FRAMES = [
    ("61", "1", "", 0, "obligation", "行政機関等", ["特定"], None, 2, 0),
    ("61", "2", "", 0, "prohibition", "行政機関等", ["保有"], None, 0, 0),
    ("61", "3", "", 0, "prohibition", "行政機関等", ["行っ"], None, 1, 0),
    ("69", "1", "", 0, "prohibition", HEADS, ["利用", "提供"], None, 0, 1),
    ("69", "2", "", 0, "permission", HEADS, ["利用", "提供"], None, 1, 1),
    ("69", "2", "", 1, "exclusion", None, [], None, 1, 0),
    ("69", "2", "一", 0, "statement", None, [], None, 2, 0),
    ("69", "2", "二", 0, "statement", None, [], None, 1, 0),
    ("69", "3", "", 0, "permission", "前項の規定", ["妨げる"], None, 0, 0),
    ("69", "4", "", 0, "obligation", HEADS, ["限る"], None, 1, 0),
    ("70", "1", "", 0, "obligation", HEADS, ["付し", "求める"], "保有個人情報の提供を受ける者", 2, 0),
    ("71", "1", "", 0, "obligation", HEADS, ["得"], None, 1, 1),
    ("71", "2", "", 0, "obligation", HEADS, ["提供"], "当該本人", 1, 0),
    ("71", "3", "", 0, "obligation", HEADS, ["講ずる", "提供"], "当該本人", 1, 1),
    ("75", "1", "", 0, "obligation", HEADS, ["作成", "公表"], None, 0, 0),
    ("75", "2", "", 0, "exclusion", "前項の規定", ["適用"], None, 0, 0),
    ("75", "3", "", 0, "permission", HEADS, ["記載", "掲載"], None, 1, 1),
    ("75", "5", "", 0, "permission", "前各項の規定", ["妨げる"], None, 0, 0),
    ("78", "1", "", 0, "obligation", HEADS, ["開示"], "開示請求者", 1, 1),
    ("78", "2", "", 0, "application", None, None, None, 0, 0),
    ("108", "1", "", 0, "permission", "この節の規定", ["妨げる"], None, 0, 0),
    ("129", "1", "", 0, "permission", BODY, ["諮問"], "審議会その他の合議制の機関", 2, 0),
    ("167", "1", "", 0, "obligation", "地方公共団体の長", ["届け出"], "委員会", 1, 0),
    ("167", "2", "", 0, "obligation", "委員会", ["公表"], None, 1, 0),
    ("167", "3", "", 0, "application", "前二項の規定", ["準用"], None, 0, 0),
]


def unit(article: str, paragraph: str, item: str) -> str:
    for line in UNITS.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if columns[:3] == [article, paragraph, item]:
            return columns[4]
    pytest.fail(f"no unit {article} {paragraph} {item}")


def clause_of(article: str, paragraph: str, item: str, number: int) -> Clause:
    text = unit(article, paragraph, item)
    sentence = split(text, item=bool(item))[number]
    return frame_sentence(text[sentence.start : sentence.end], sentence.start, sentence.role)


@pytest.mark.parametrize("case", FRAMES, ids=[f"法{c[0]}条{c[1]}項{c[2]}-{c[3]}" for c in FRAMES])
def test_article_of_the_act(case):
    article, paragraph, item, number, modality, subject, actions, counterparty, conditions, exceptions = case
    clause = clause_of(article, paragraph, item, number)
    assert clause.modality.value == modality
    if modality != "application" or subject:
        assert (clause.subject.text if clause.subject else None) == subject
    if actions is not None:
        assert [part.text for part in clause.actions] == actions
    assert (clause.counterparty.text if clause.counterparty else None) == counterparty
    assert len(clause.conditions) == conditions
    assert len(clause.exceptions) == exceptions
    assert {problem.code for problem in clause.problems} <= {"P243"}


def test_the_prohibition_of_article_69_covers_use_and_provision():
    clause = clause_of("69", "1", "", 0)
    assert [part.text for part in clause.objects] == ["保有個人情報"]
    assert [part.text for part in clause.exceptions] == ["法令に基づく場合を除き"]


def test_the_proviso_of_article_69_is_a_clause_of_its_own():
    assert clause_of("69", "2", "", 1).role is Role.PROVISO


def test_every_sentence_of_the_act_gets_a_frame():
    seen = 0
    for line in UNITS.read_text(encoding="utf-8").splitlines()[1:]:
        columns = line.split("\t")
        for sentence in split(columns[4], item=bool(columns[2])):
            clause = frame_sentence(columns[4][sentence.start : sentence.end], sentence.start, sentence.role)
            assert "P242" not in [problem.code for problem in clause.problems]
            seen += 1
    assert seen > 700
