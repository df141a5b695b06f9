"""A text that begins in the middle is judged by its articles, and the missing beginning is said."""

import pytest
from outlines import body, parsed

from pirules.data import ordinances_dir
from pirules.gap import report_on
from pirules.ordinance import parse, read
from pirules.ordinance.model import Document, Kind, NodeType, Ordinance


def rest(ordinance: Ordinance, share: float) -> Ordinance:
    """What is left of an ordinance whose beginning is lost."""
    main = [
        node
        for top in ordinance.nodes
        if top.type is not NodeType.SUPPLEMENTARY
        for node in top.walk()
        if node.type is NodeType.ARTICLE
    ]
    return parse(Document(ordinance.text[main[int(len(main) * share)].span[0] :]))


@pytest.mark.parametrize("share", [0.25, 0.5, 0.7])
@pytest.mark.parametrize("name", ["implementation_clean", "implementation_problem", "legacy", "assembly"])
def test_the_rest_of_an_ordinance_has_its_kind(name: str, share: float):
    whole = parse(read(ordinances_dir() / f"{name}.txt"))
    half = rest(whole, share)
    assert (half.kind, half.title) == (whole.kind, None)
    assert [problem.code for problem in half.problems].count("P221") == 1


OTHERS = {
    "情報公開条例": """（公文書の開示の実施）
第12条　公文書の開示は、閲覧又は写しの交付により行う。
（第三者に対する意見書提出の機会）
第13条　公文書に第三者に関する情報が記録されているときは、実施機関は、意見書を提出する機会を与えることができる。
2　個人情報の保護が必要なものについては、実施機関は、その機会を与えなければならない。
附　則
この条例は、平成13年4月1日から施行する。
""",
    "審査会条例": """（審査会の調査権限）
第8条　審査会は、諮問庁に対し、公文書又は保有個人情報の提示を求めることができる。
2　審査会は、諮問庁に対し、保有個人情報に含まれている情報の内容を分類した資料を作成するよう求めることができる。
（委員による調査手続）
第9条　審査会は、その指名する委員に、保有個人情報を閲覧させることができる。
（委任）
第10条　審査会の議事の手続その他審査会の運営に関し必要な事項は、会長が審査会に諮って定める。
（罰則）
第11条　委員は、秘密を漏らしたときは、罰金に処する。審査会の委員でなくなった後も同様とする。
""",
    "勤務時間条例": "第5条　職員の勤務時間は、規則で定める。\n第6条　職員の休日は、規則で定める。\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_the_rest_of_another_ordinance_stays_another_subject(text: str):
    assert parsed(text).kind is Kind.OTHER


def test_only_the_lost_beginning_is_said_not_a_jump_too():
    codes = [problem.code for problem in parsed("第14条　甲を定める。\n第15条　乙を定める。\n").problems]
    assert sorted(codes) == ["P217", "P221"]


def test_nothing_is_missing_from_a_part():
    half = rest(parse(read(ordinances_dir() / "implementation_problem.txt")), 0.5)
    report = report_on(half, model=False)
    assert report.findings
    assert not report.missing
    assert "P280" not in {problem.code for problem in report.problems}


DATA = """（目的）
第1条　この条例は、個人情報の適正な取扱いを定め、基本的人権を守る。
（収集）
第2条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。
（開示）
第3条　何人も、自己の個人情報の開示を請求することができる。
"""
DOCUMENTS = """（目的）
第1条　この条例は、公文書の開示の手続を定める。
（請求）
第2条　何人も、公文書の開示を請求することができる。
（不開示）
第3条　個人情報を含む公文書は、開示しない。
"""


@pytest.mark.parametrize(("articles", "kind"), [(DATA, Kind.LEGACY), (DOCUMENTS, Kind.OTHER)])
def test_a_page_that_lost_its_title_is_judged_by_its_articles(articles: str, kind: Kind):
    ordinance = parsed("町のホームページ\n更新日：2015年12月1日\n" + articles)
    assert ordinance.title is None
    assert ordinance.kind is kind


def test_words_of_an_article_whose_beginning_is_lost_are_paragraphs_and_no_preamble():
    text = "ならない。ただし、法令に定めがあるときは、この限りでない。\n2　実施機関は、前項ただし書の場合には、本人に通知する。\n第11条　甲を定める。\n"
    assert body(parsed(text)) == ["p1", "p2", "art11[p1]"]
    assert body(parsed("花野市条例\n　わたしたちは、情報を守る。\n第1条　甲を定める。\n")) == [
        "pre",
        "art1[p1]",
    ]
