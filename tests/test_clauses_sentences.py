"""Sentences in the style of 例規, written for this project, each with the frame that a careful reader would mark."""

import json
from pathlib import Path
from typing import Any

import pytest

from pirules.clauses import Clause, Modality, frame_sentence
from pirules.clauses.sentences import split

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "clauses_sentences.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]

# Endings and the modality that they say, beyond those of the table: (sentence, modality).
ENDINGS = [
    ("この条例は、個人情報の保護に関し必要な事項を定めることを目的とする。", "statement"),
    ("この条例は、法の施行に関し必要な事項を定めるものとする。", "statement"),
    ("手数料の額は、別表のとおりとする。", "statement"),
    ("委員の定数は、7人とする。", "statement"),
    ("審議会の会議は、会長が招集する。", "statement"),
    ("前条の規定に違反した者は、5万円以下の過料を科する。", "statement"),
    ("法第60条第5項の条例で定める記述等は、次のとおりとする。", "definition"),
    ("この条例で使用する用語の意義は、法の例による。", "definition"),
    ("前項の用語の意義は、令の定めるところによる。", "definition"),
    ("公文書、図画及び電磁的記録を総称して文書等という。", "definition"),
    ("市長は、適正な取扱いの確保に努めるものとする。", "effort"),
    ("市民は、施策に協力するよう努めなければならない。", "effort"),
    ("何人も、その開示を求めることはできない。", "prohibition"),
    ("会議は、これを公開しないものとする。", "prohibition"),
    ("再任を妨げるものではない。", "permission"),
    ("通知は、電磁的方法により行うことができるものとする。", "permission"),
    ("何人も、実施機関に対し開示を請求する権利を有する。", "permission"),
    ("市長は、委員としての資格を有する者と推定する。", "deeming"),
    ("その期間内に決定がないときは、不開示の決定があったものとみなす。", "deeming"),
    ("第5条の規定は、前項の場合について準用する。", "application"),
    ("第5条の規定は、前項の場合についても、適用があるものとする。", "application"),
    ("この場合において、同条中「市長」とあるのは、「管理者」とする。", "application"),
    ("その職を退いた後も、同様とする。", "application"),
    ("前項の規定による処分については、なお従前の例による。", "application"),
    ("必要な事項は、規則で定めるものとする。", "delegation"),
    ("審議会の運営に関し必要な事項は、会長が審議会に諮って定める。", "delegation"),
    ("様式は、告示の定めるところによる。", "delegation"),
    ("その細目は、市長に委任する。", "delegation"),
    ("ただし、議会を除く。", "exclusion"),
    ("ただし、公益上必要がある場合は、この限りではない。", "exclusion"),
    ("前項の期間には、補正に要した日数を算入しない。", "exclusion"),
    ("本人の同意を得ることを要しない。", "exclusion"),
    ("届出をする必要はない。", "exclusion"),
    ("第3条の規定は、議会については、適用しないものとする。", "exclusion"),
    ("実施機関は、職員を派遣する義務を負う。", "obligation"),
    ("会議の開催には、委員の過半数の出席を要する。", "obligation"),
    ("市は、施策を実施する責務を有する。", "obligation"),
    ("当該措置は、速やかに講ずべきものとする。", "obligation"),
]


def frame_of(text: str) -> Clause:
    (sentence,) = split(text)
    return frame_sentence(text, 0, sentence.role)


def test_the_table_covers_every_modality():
    assert len(CASES) >= 150
    assert {case["modality"] for case in CASES} == {modality.value for modality in Modality}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_frame_is_what_a_careful_reader_marks(case: dict[str, Any]):
    clause = frame_of(case["text"])
    assert {
        "text": clause.text,
        "modality": clause.modality.value,
        "subject": clause.subject.text if clause.subject else None,
        "actions": [part.text for part in clause.actions],
        "counterparty": clause.counterparty.text if clause.counterparty else None,
        "conditions": [part.text for part in clause.conditions],
        "exceptions": [part.text for part in clause.exceptions],
    } == case
    assert {problem.code for problem in clause.problems} <= {"P243"}


@pytest.mark.parametrize(("text", "modality"), ENDINGS, ids=[text for text, _ in ENDINGS])
def test_last_predicate_decides_the_modality(text: str, modality: str):
    assert frame_of(text).modality.value == modality
