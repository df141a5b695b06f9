"""Numbers outside the usual order (章 of a 附則, 「第1」 without 条, 号 in square brackets), and where a 前文 begins."""

import pytest
from outlines import body, outline, parsed

from pirules.ordinance import parse, read
from pirules.ordinance.model import Document, NodeType
from pirules.ordinance.places import find, provision_name
from pirules.ordinance.references import resolve
from pirules.ordinance.render import to_normalized, to_xml

HEAD = "花野市条例\n令和4年12月20日条例第41号\n"
IN_CHAPTERS = HEAD + (
    "第1章　総則\n（目的）\n第1条　甲とする。\n附　則\n第1章　総則\n（施行期日）\n第1条　施行する。\n"
    "第2章　経過措置\n第1節　許可\n第2条　従前の許可は、許可とみなす。\n2　前項の期間は、従前の例による。\n"
    "第2節　その他\n第3条　前条に定めるもののほか、規則で定める。\n附　則（令和6年条例第3号）\n公布の日から施行する。\n"
)
IN_SECTIONS = HEAD + (
    "第一条　甲とする。\n附則\n第一節　施行期日\n１　施行する。\n第二節　経過措置\n２　従前の許可は、許可とみなす。\n３　前項の期間は、規則で定める。\n"
)
# fmt: off
CASES = {
    "章 and 節 of a 附則": (IN_CHAPTERS, ["ch1[art1〈目的〉[p1]]", "suppl[ch1[art1〈施行期日〉[p1]] ch2[sec1[art2[p1 p2]] sec2[art3[p1]]]]", "suppl[p1]"]),
    "項 that go on counting through the 節 of a 附則": (IN_SECTIONS, ["art1[p1]", "suppl[sec1[p1] sec2[p2 p3]]"]),
    "a 章 of a 附則 without provisions": (HEAD + "第1条　甲。\n附則\n第1章　総則\n", ["art1[p1]", "suppl[p1 ch1]"]),
    "the main provisions behind a 附則 of another part": (HEAD + "第5条　甲。\n附則\n第1章　総則\n第1条　乙。\n", ["art5[p1]", "suppl[p1]", "ch1[art1[p1]]"]),
    "a 章 that goes on behind a 附則": (HEAD + "第1章　総則\n第1条　甲。\n附則\n第2章　雑則\n第2条　乙。\n", ["ch1[art1[p1]]", "suppl[p1]", "ch2[art2[p1]]"]),
    "第1 with a caption, 項 and 号 below": ("花野市補助金交付要綱\n第1　趣旨\n　この要綱は、補助について定める。\n第2　対象者\n1　対象者は、次に掲げる者とする。\n(1)　自治会\n(2)　商店会\n2　前項の者は、届け出る。\n附　則\nこの要綱は、公布の日から施行する。\n", ["art1〈趣旨〉[p1]", "art2〈対象者〉[p1[i1 i2] p2]", "suppl[p1]"]),
    "第一 with a caption above": ("花野県取扱要領\n（趣旨）\n第一　この要領は、取扱いについて定める。\n（体制）\n第二　校長は、責任者を置く。\n２　責任者は、次の事務を行う。\n一　点検\n二　研修\n", ["art1〈趣旨〉[p1]", "art2〈体制〉[p1 p2[i1 i2]]"]),
    "第1 with its caption in brackets, and a branch": ("花野市事務処理要領\n第1（目的）　この要領は、事務を定める。\n第1の2（定義）　用語は、次による。\n第2（確認）　確認は、書類による。\n", ["art1〈目的〉[p1]", "art1_2〈定義〉[p1]", "art2〈確認〉[p1]"]),
    "第１　目的 is no 目": ("花野市要領\n第１　目的\nこの要領は、方法を定める。\n第２　目標\n（１）　１点\nア　旅券\n", ["art1〈目的〉[p1]", "art2〈目標〉[p1[i1[s1]]]"]),
    "第1 in an ordinance with articles": (HEAD + "第1条　次の表による。\n第1　甲　乙\n第2　丙　丁\n第2条　戊とする。\n", ["art1[p1]", "art2[p1]"]),
    "one 第1 alone": ("花野市要領\n第1　甲とする。\n", ["p1"]),
    "〔１〕 with subitems": (HEAD + "第１条　次の各号に掲げる用語の意義は、次による。\n〔１〕　甲　乙をいう。\n〔２〕　丙　次のものをいう。\nア　丁\nイ　戊\n２　前項の丙は、届け出る。\n", ["art1[p1[i1 i2[s1 s2]] p2]"]),
    "［1］ and its branch": (HEAD + "第1条　次の施策を行う。\n［1］　助成\n［1］の2　貸付け\n［2］　前号に準ずるもの\n", ["art1[p1[i1 i1_2 i2]]"]),
    "［一］": (HEAD + "第一条　次の施策を行う。\n［一］　助成\n［二］　表彰\n２　公表する。\n", ["art1[p1[i1 i2] p2]"]),
    "第１ in 要綱 that the page broke": ("花野市資料収集要綱\n\n　第１　目的\n　　この要綱は、図書館における資料の収集について必要な事項を定めることにより、市民の\n　学習に資することを目的とする。\n　第２　収集の方針\n　　資料の収集は、次の方針により行うものとし、利用者の要望に応えるよう努めなければな\n　らない。\n　（１）　広い分野から収集するものとし、特定の分野に偏ることのないように配慮するこ\n　　と。\n　（２）　地域に関する資料は、積極的に収集すること。\n　第３　補則\n　　この要綱に定めるもののほか、資料の収集に関し必要な事項は、館長が別に定めるものと\n　する。\n", ["art1〈目的〉[p1]", "art2〈収集の方針〉[p1[i1 i2]]", "art3〈補則〉[p1]"]),
    "captions in square brackets stay captions": (HEAD + "［目的］\n第1条　甲。\n〔定義〕\n第2条　乙。\n", ["art1〈目的〉[p1]", "art2〈定義〉[p1]"]),
}
# fmt: on


@pytest.mark.parametrize(("text", "tree"), CASES.values(), ids=CASES.keys())
def test_numbers_give_their_tree(text: str, tree: list[str]):
    assert body(parsed(text)) == tree


BELOW_NUMBER = "（目的）\n第1条　甲とする。\n"
HEADS = {
    "　人は、傷つく。わたしたちは、寄り添う社会を築くため、この条例を制定する。\n": "pre",
    "　ここに、私たちは、支え合うまちを目指し、この条例を定める。\n": "pre",
    "前文\n　誰もが安心できるまちをつくるため、この条例を制定する。\n": "pre",
    "（前文）\n　誰もが安心できるまちをつくる。\n": "pre",
    "　地方自治法（昭和22年法律第67号）第244条の2第1項の規定に基づき、この条例を制定する。\n": "head",
    "　議会の議決を経て、この条例を制定する。\n": "head",
    "花野市条例をここに公布する。\n": "head",
}


@pytest.mark.parametrize(("lines", "kind"), HEADS.items())
def test_a_sentence_that_makes_the_ordinance_ends_a_preamble_unless_it_names_the_power(lines: str, kind: str):
    ordinance = parsed("花野市条例\n令和4年12月20日\n条例第41号\n" + lines + BELOW_NUMBER)
    assert [outline(node) for node in ordinance.nodes][3:] == [kind, "art1〈目的〉[p1]"]
    assert ordinance.number == "条例第41号"


@pytest.mark.parametrize("text", [IN_CHAPTERS, IN_SECTIONS], ids=["articles", "paragraphs"])
def test_what_stands_in_a_chapter_of_a_supplement_is_named_referred_to_and_rendered(text: str):
    ordinance = parsed(text)
    references = resolve(ordinance).references
    assert references
    assert all(reference.resolved and reference.law == "附則" for reference in references)
    for node in ordinance.walk():
        if node.type in (NodeType.ARTICLE, NodeType.PARAGRAPH):
            name = provision_name(ordinance, node)
            assert provision_name(ordinance, find(ordinance, name)) == name
    assert body(parse(Document(text=to_normalized(ordinance)))) == body(ordinance)
    assert body(parse(read(to_xml(ordinance).encode(), "a.xml"))) == body(ordinance)
