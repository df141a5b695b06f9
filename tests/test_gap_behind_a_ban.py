"""A paragraph that says neither what is done nor to what, behind a rule on handling: it is judged by what it refers to and by its own deed."""

import pytest

from pirules.gap import report_on
from pirules.ordinance import parse
from pirules.ordinance.model import Document

HEAD = "青浜市個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第40号\n第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。\n"
TAIL = "附　則\nこの条例は、令和5年4月1日から施行する。\n"

LINKAGE = "第2条　市の機関は、通信回線により電子計算機を外部の電子計算機と結合して保有個人情報を提供してはならない。ただし、公益上必要があるときは、この限りでない。\n"
PROVISION = "第2条　市の機関は、次の各号のいずれかに該当するときを除き、保有個人情報を利用目的以外の目的のために自ら利用し、又は提供してはならない。\n(1)　法令に基づくとき。\n(2)　公益上特に必要があるとき。\n"
COLLECTION = "第2条　市の機関は、個人情報を集めるときは、本人から得なければならない。ただし、事務の性質上やむを得ないときは、この限りでない。\n"
SENSITIVE = "第2条　市の機関は、信仰又は犯罪の経歴に関する個人情報を取得してはならない。ただし、職務の遂行に欠くことができないときは、この限りでない。\n"
COMPUTER = "第2条　市の機関は、前科に関する事項を電子計算機に記録してはならない。ただし、法令に定めがあるときは、この限りでない。\n"
PLAN = "第2条　市長は、個人情報の保護に関する計画を定める。\n"
REGISTER = "第2条　市の機関は、個人情報を取り扱う事務の登録簿を備える。\n"


def classes(clauses: str) -> set[str]:
    """Return what rules alone say of the second paragraph."""
    document = Document(f"{HEAD}{clauses}\n{TAIL}")
    report = report_on(parse(document), model=False, second_reader=False)
    return {entry.classification for entry in report.findings if entry.provision.startswith("第2条第2項")}


GATES = [
    "市の機関は、前項の規定の例外を設けようとするときは、審議会の意見を聴くものとする。",
    "前項に規定する場合には、市長は、事前に審査会に諮問し、その答申を尊重しなければならない。",
    "市長は、前項ただし書に該当するかどうかの判断に当たり、審議会の同意を得るものとする。",
    "前項の場合において、市の機関は、審議会が適当と認めたときに限りこれを行うことができる。",
    "前項に規定する必要の認定は、審議会の議を経て行う。",
    "前項の必要があるかどうかについては、審議会に諮って決める。",
]
OF_PROVISION = [
    "前項第2号の規定により提供しようとする場合には、その都度、審議会の答申を受けた後でなければ、これをしてはならない。",
    "前項各号に該当するかどうか疑いがあるときは、審議会の判断に従うものとする。",
    "前項の場合に、審議会に諮るいとまがないときは、事後にその承認を求めるものとする。",
    "前項に掲げる場合であっても、審議会が不適当とする意見を述べたときは、提供することができない。",
    "前項第2号に該当するとして利用し、又は提供するに先立ち、市長は、審査会に諮問するものとする。",
]
OF_COLLECTION = [
    "前項ただし書の規定により本人以外の者から得るときは、事前に審査会に諮問するものとする。",
    "前項の例外とする事務は、審議会があらかじめ承認したものに限る。",
    "前項ただし書に当たるかどうかは、審議会の裁定による。",
    "審議会は、前項ただし書の規定による取扱いについて、あらかじめ、意見を述べるものとする。",
]


@pytest.mark.parametrize(
    ("ban", "clause"),
    [
        *((ban, clause) for ban in (LINKAGE, PROVISION, COLLECTION, SENSITIVE, COMPUTER) for clause in GATES),
        *((PROVISION, clause) for clause in OF_PROVISION),
        *((ban, clause) for ban in (COLLECTION, SENSITIVE) for clause in OF_COLLECTION),
        (COLLECTION, "前項ただし書の規定により得たときは、本人にその旨を知らせる。"),
    ],
)
def test_a_board_on_which_the_case_of_a_ban_hangs_is_a_condition(ban: str, clause: str) -> None:
    assert "not_permitted" in classes(f"{ban}2　{clause}")


@pytest.mark.parametrize(
    ("before", "clause"),
    [
        (PROVISION, "前項の規定により提供することとした場合は、遅滞なく、審議会に通知する。"),
        (PROVISION, "市長は、前項第2号の必要についての基準を定めるときは、審議会の意見を聴くことができる。"),
        (SENSITIVE, "前項ただし書の取得をした市の機関は、毎年度、その件数を審議会に報告する。"),
        (LINKAGE, "前項の規定により結合した電子計算機は、指定した職員以外の者に操作させてはならない。"),
        (PLAN, "市長は、前項の計画を定めようとするときは、あらかじめ審議会の意見を聴かなければならない。"),
        (REGISTER, "市長は、前項の登録簿の様式を定めるときは、審議会の意見を聴くものとする。"),
    ],
)
def test_what_is_told_afterwards_or_lays_down_general_rules_is_none(before: str, clause: str) -> None:
    assert "not_permitted" not in classes(f"{before}2　{clause}")


def test_what_is_laid_down_for_the_cases_of_a_ban_is_left_to_a_person() -> None:
    assert classes(f"{LINKAGE}2　前項ただし書の手続は、市長の決裁を受けて始める。") == {"uncertain"}
