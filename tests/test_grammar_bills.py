"""What a bill prints around an ordinance (議案第○号, 提案理由, 新旧対照表) is kept beside it, and said."""

import pytest
from outlines import body, outline, parsed

from pirules.ordinance.loading import split
from pirules.ordinance.model import Document, Kind, NodeType

LAW = """花野市個人情報の保護に関する法律施行条例
（趣旨）
第１条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定める。
（手数料）
第２条　法第89条第２項の手数料の額は、零とする。
　　　附　則
"""
ONE = LAW + "この条例は、令和５年４月１日から施行する。\n"
NUMBERED = (
    LAW + "（施行期日）\n１　この条例は、公布の日から施行する。\n（経過措置）\n２　なお従前の例による。\n"
)
ARTICLES = (
    LAW
    + "（施行期日）\n第１条　この条例は、公布の日から施行する。\n（経過措置）\n第２条　なお従前の例による。\n"
)
ANNEXED = NUMBERED + "別表（第２条関係）\n写し　10円\n"

TAILS = {
    "a heading and a sentence": "提案理由\n　法の改正に伴い、必要な事項を定めるため、この条例案を提出するものである。\n",
    "a heading in brackets": "（提案理由）\n　法の改正に伴い、所要の措置を講ずる必要がある。\n",
    "a heading set apart": "理　　由\n　法の改正により、施行に関し必要な事項を定める必要があるので提案する。\n",
    "a heading on the line": "提案理由　法の施行に関し必要な事項を定めるため、本案を提出する。\n",
    "a short heading on the line": "理由　法の改正により定める必要があるため。これが、この条例案を提出する理由である。\n",
    "an explanation": "説　明\n　この条例案は、法の改正に伴い必要となるものである。\n",
    "a day of submission": "令和５年２月２１日提出\n花野市長　佐藤花子\n",
    "a table of old and new": "花野市個人情報保護条例　新旧対照表\n改正後\t改正前\n第１条　甲\t第１条　乙\n附　則\t附　則\n",
    "papers": "参考資料\n地方自治法（抄）\n第96条　普通地方公共団体の議会は、次に掲げる事件を議決しなければならない。\n(1)　条例を設けること。\n",
}


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS.keys())
@pytest.mark.parametrize("text", [ONE, NUMBERED, ARTICLES, ANNEXED], ids=["one", "項", "条", "別表"])
def test_what_stands_behind_the_provisions_is_a_note_beside_them(text: str, tail: str):
    ordinance, alone = parsed(text + tail), parsed(text)
    assert [outline(node) for node in ordinance.nodes] == [*map(outline, alone.nodes), "note"]
    assert ordinance.nodes[-1].span == (len(text), len(text + tail))
    assert [problem.code for problem in ordinance.problems] == ["P220"]


PROVISIONS = {
    "a caption of an article": "（理由）\n第３条　市長は、理由を示す。\n",
    "a caption of a 項": "（説明）\n３　市長は、議案を提出する前に説明する。\n",
    "a sentence": "理由を示さない処分については、この条例案を提出する日による。\n",
}


@pytest.mark.parametrize("words", PROVISIONS.values(), ids=PROVISIONS.keys())
def test_a_provision_about_reasons_stays_one(words: str):
    assert not parsed(NUMBERED + words).problems or all(
        problem.code != "P220" for problem in parsed(NUMBERED + words).problems
    )


def test_a_field_of_a_form_is_no_reason():
    text = ONE + "様式第１号（第２条関係）\n提案の趣旨\n（　　　　　）\n理　由\n請求者の氏名\n参　考\n"
    assert body(parsed(text))[-1] == "form1"
    assert not parsed(text).problems


@pytest.mark.parametrize(
    "label", ["附　則（令和６年条例第３号）\nこの条例は、公布の日から施行する。\n", "別表\n甲　乙\n"]
)
def test_a_further_annex_below_the_reasons_is_law_again(label: str):
    ordinance = parsed(ONE + "提案理由\n　法の改正に伴い、本案を提出する。\n" + label)
    assert ordinance.nodes[-1].type in (NodeType.SUPPLEMENTARY, NodeType.APPENDED_TABLE)


HEADS = {
    "number, subject, motion, day": """議案第１２号
　　　花野市個人情報の保護に関する法律施行条例の制定について
　花野市個人情報の保護に関する法律施行条例を別紙のとおり定めるものとする。
　　令和５年２月２１日提出
　　　　　　　　　　　　　　　花野市長　山　田　太　郎
""",
    "the title twice": """発議第３号
　　　花野市個人情報の保護に関する法律施行条例
　上記の議案を、別紙のとおり、地方自治法第112条及び会議規則第14条第１項の規定によ
り提出します。
　　令和５年２月２８日
　花野市議会議長　高橋次郎　様
　　　　　　　　　　　　　提出者　花野市議会議員　伊藤三郎
　　　　　　　　　　　　　賛成者　同　　　　　　　渡辺四郎
（別紙）
""",
    "the reasons above the title": """議案第５号
　花野市個人情報の保護に関する法律施行条例の制定について
　花野市個人情報の保護に関する法律施行条例を次のように制定する。
　　令和５年２月２０日提出
　　　　　　　　花野市長　佐藤花子
　提案理由
　法の改正に伴い、必要な事項を定める必要があるため、この案を提出する。
　これが、この議案を提出する理由である。
""",
    "a number behind": """第１２号議案　花野市個人情報の保護に関する法律施行条例について
右の議案を提出する。
""",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_the_head_of_a_bill_is_no_part_of_the_ordinance(head: str):
    ordinance, alone = parsed(head + ONE), parsed(ONE)
    assert [outline(node) for node in ordinance.nodes] == ["note", *map(outline, alone.nodes)]
    assert (ordinance.title, ordinance.kind) == (alone.title, Kind.IMPLEMENTATION)
    assert ordinance.promulgated_on is None
    assert [problem.code for problem in ordinance.problems] == ["P220"]


def test_the_title_may_stand_above_the_motion():
    title, rest = ONE.split("\n", 1)
    ordinance = parsed(
        f"議案第７号\n{title}\n上記の議案を提出する。\n令和５年２月２日\n花野市長　佐藤花子\n{rest}"
    )
    assert [outline(node) for node in ordinance.nodes[:3]] == ["note", "head", "note"]
    assert ordinance.title == title
    assert ordinance.promulgated_on is None


def test_the_number_of_a_promulgated_ordinance_stays_in_the_head():
    text = f"花野市個人情報の保護に関する法律施行条例をここに公布する。\n令和５年３月２４日\n花野市長　佐藤花子\n花野市条例第３号\n{ONE}"
    ordinance = parsed(text)
    assert (ordinance.number, str(ordinance.promulgated_on)) == ("花野市条例第３号", "2023-03-24")
    assert not ordinance.problems


def test_a_bill_may_amend_another_ordinance():
    text = """議案第２２号
花野市情報公開条例の一部を改正する条例
上記の議案を提出する。
　　令和５年２月２４日
　　　　　　　花野市長　甲　野　太　郎
　花野市情報公開条例（平成１３年花野市条例第２号）の一部を次のように改正する。
　第１２条を次のように改める。
（開示決定等の期限）
第１２条　開示決定等は、請求があった日から１５日以内にしなければならない。
　　　附　則
　この条例は、令和５年４月１日から施行する。
（提案理由）
　法の改正に伴い、所要の改正を行うため、この条例を制定しようとするものである。
"""
    ordinance = parsed(text)
    assert [outline(node) for node in ordinance.nodes][:3] == ["note", "head", "note"]
    assert ordinance.text[slice(*ordinance.nodes[2].span)].rstrip().endswith("甲　野　太　郎")
    assert not any(node.type is NodeType.ARTICLE for node in ordinance.walk())
    assert ordinance.nodes[-1].type is NodeType.NOTE


def test_bills_behind_each_other_are_an_ordinance_each():
    first = HEADS["number, subject, motion, day"] + NUMBERED + TAILS["a heading and a sentence"]
    second = "議案第１３号\n花野市議会基本条例の制定について\n" + ONE.replace(
        "個人情報の保護に関する法律施行", "議会基本"
    )
    parts = split(Document(first + second + TAILS["a heading set apart"]))
    assert [parsed(part.text).title for part in parts] == [
        "花野市個人情報の保護に関する法律施行条例",
        "花野市議会基本条例",
    ]
    assert parts[0].text == first


# -- history notes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "（令4条例9）",
        "〔令和4年条例9号〕",
        "（平成二〇年条例第三号）",
        "平成20年条例3号",
        "（平20条例5・令4条例9）",
    ],
)
@pytest.mark.parametrize("joint", ["\n", "\n　　", ""])
def test_a_history_note_below_a_deleted_article_is_a_note(note: str, joint: str):
    if not joint and note[0] == "平":
        pytest.skip("without a bracket nothing sets it off")
    text = f"花野市条例\n第１条　甲を定める。\n第２条　削除{joint}{note}\n（委任）\n第３条　規則で定める。\n"
    assert body(parsed(text)) == ["art1[p1]", "art2[p1 note]", "art3〈委任〉[p1]"]


def test_a_caption_that_names_no_ordinance_stays_a_caption():
    text = "花野市条例\n第１条　甲を定める。\n（令和５年度の特例）\n第２条　乙を定める。\n"
    assert body(parsed(text)) == ["art1[p1]", "art2〈令和５年度の特例〉[p1]"]
