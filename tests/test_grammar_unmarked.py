"""Lists whose marks were lost: counted where the lines are entries beyond doubt, left alone and listed where they may not be."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import body, parsed
from synthetic import Synthetic, generate

from pirules.ordinance.model import Node, NodeType
from pirules.ordinance.references import resolve

DEFINED = "第二条 この条例において、次の各号に掲げる用語の意義は、それぞれ当該各号に定めるところによる。\n\n"
TERMS = (
    " 電算機 事務を自動的に処理する機器をいう。\n\n"
    " 個人データ 電算機に記録される情報をいう。ただし、法人の役員に関するものを除く。\n\n"
    " 執行機関 村長及び教育委員会をいう。\n\n"
)
COUNTED = {
    "definitions": (DEFINED + TERMS, "art2[p1[i1 i2 i3]]"),
    "a numbered 項 ends the list": (
        DEFINED + TERMS + "2 前項第二号の規定は、適用しない。\n",
        "art2[p1[i1 i2 i3] p2]",
    ),
    "the next article ends the list": (
        DEFINED + TERMS + "(責務)\n第三条 村長は、公表する。\n",
        "art2[p1[i1 i2 i3]] art3〈責務〉[p1]",
    ),
    "nouns with a full stop": (
        "第5条 村長は、次に掲げる措置を講じなければならない。\n 職員の研修に関すること。\n 機器の管理（外部に委託するものを含む。）に関すること。\n",
        "art5[p1[i1 i2]]",
    ),
    "nouns without one": (
        "第5条 台帳の記載事項は、次のとおりとする。\n事務の名称\n個人情報の取扱い\nその他規則で定める事項\n",
        "art5[p1[i1 i2 i3]]",
    ),
    "below an item": (
        "第2条 用語の意義は、次の各号による。\n(1) 個人情報 次のいずれかに該当するものをいう。ただし、役員に関する情報を除く。\n\n 氏名により個人を識別することができるもの\n 個人識別符号が含まれるもの\n\n(2) 実施機関 村長をいう。\n",
        "art2[p1[i1[s1 s2] i2]]",
    ),
    "below the last item": (
        "第2条 用語の意義は、次の各号による。\n(1) 実施機関 村長をいう。\n(2) 個人情報 次のいずれかに該当するものをいう。\n甲の情報\n乙の情報\n2 前項の例による。\n",
        "art2[p1[i1 i2[s1 s2]] p2]",
    ),
    "marks of the list below are printed": (
        DEFINED + "個人情報 次に掲げる情報をいう。\nア 甲\nイ 乙\n実施機関 村長をいう。\n",
        "art2[p1[i1[s1 s2] i2]]",
    ),
    "both lists lost theirs": (
        DEFINED
        + "個人情報 次に掲げる情報をいう。\n氏名に関するもの\n住所に関するもの\n実施機関 村長をいう。\n",
        "art2[p1[i1[s1 s2] i2]]",
    ),
    "ただし on a line of its own": (
        DEFINED + "個人情報 氏名その他の情報をいう。\nただし、役員の情報を除く。\n実施機関 村長をいう。\n",
        "art2[p1[i1 i2]]",
    ),
    "nouns below nouns, told by their full stops": (
        "第5条 次に掲げる記述とする。\n次に掲げる障害があること。\n身体の障害\n知的な障害\n診療を受けたこと。\n2 前項の例による。\n",
        "art5[p1[i1[s1 s2] i2] p2]",
    ),
    "only the first mark is lost": (
        "第4条 次に掲げる者は、請求することができる。\n本人\n(2) 法定代理人\n(3) 任意代理人\n2 前項の例による。\n",
        "art4[p1[i1 i2 i3] p2]",
    ),
    "the second half of the sentence": (
        "第4条 次に掲げるときは、請求することができる。\n法令に定めがあるとき。\n緊急のとき。\nこの場合において、村長は、公表する。\n2 前項の例による。\n",
        "art4[p1[i1 i2] p2]",
    ),
    "a further 項 that lost its number, with a list of its own": (
        "第4条 村長は、次に掲げる事項を記載する。\n 名称\n 期間\n 村長は、次に掲げる事項を公表する。\n 目的\n 方法\n",
        "art4[p1[i1 i2] p2[i1 i2]]",
    ),
    "pairs where 各号 says so": (
        "第9条 手数料は、次の各号に掲げる区分に応じ、当該各号に定める額とする。\n 写しの交付 1枚につき10円\n 写しの送付 実費\n",
        "art9[p1[i1 i2]]",
    ),
    "bullets": ("第9条 審議する事項は、次のとおりとする。\n・制度の運営\n・諮問を行う\n", "art9[p1[i1 i2]]"),
    "in a 附則": (
        "第1条 この条例の施行に関し必要な事項は、村長その他の実施機関が別に定めるところによる。\n附 則\n（施行期日）\n1 この条例は、令和5年4月1日から施行する。\n（廃止）\n2 次に掲げる条例は、廃止する。\n花野村個人情報保護条例（平成15年花野村条例第2号）\n花野村審査会条例（平成16年花野村条例第3号）\n",
        "art1[p1] suppl[p1〈施行期日〉 p2〈廃止〉[i1 i2]]",
    ),
    "a printed label of a lower kind": (
        "第2条 用語の意義は、次の各号による。\n(1) 課 次に掲げる組織をいう。\n本庁の課\n委員会の機関\n(ア) 学校\n議会の課\n(2) 部 村の部をいう。\n",
        "art2[p1[i1[s1 s2[s1] s3] i2]]",
    ),
    "左の各号": ("第9条 左の各号に該当する者とする。\n 村民\n 在勤者\n", "art9[p1[i1 i2]]"),
}


@pytest.mark.parametrize(("text", "expected"), COUNTED.values(), ids=COUNTED)
def test_entries_are_counted_and_said_to_be(text: str, expected: str):
    ordinance = parsed("花野村条例\n" + text)
    assert " ".join(body(ordinance)) == expected
    codes = {problem.code for problem in ordinance.problems}
    assert "P223" in codes
    assert "P224" not in codes


LEFT = {
    "sentences of their own": (
        "第5条 村長は、次に掲げる措置を講ずる。\n 職員は、研修を受けなければならない。\n 村長は、機器を管理するものとする。\n",
        "art5[p1 p2 p3]",
        {"P224"},
    ),
    "sentences among the entries": (
        "第5条 村長は、次に掲げる措置を講ずる。\n 職員の研修\n 村長は、公表するものとする。\n 機器の管理\n",
        "art5[p1]",
        {"P224"},
    ),
    "one noun alone": ("第5条 村長は、次に掲げる措置を講ずる。\n 職員の研修\n", "art5[p1]", {"P224"}),
    "of which list is it": (
        "第5条 次に掲げる事項を定める。\n次に掲げる名称\n甲\n乙\n期間\n",
        "art5[p1]",
        {"P224"},
    ),
    "of which list is it, with full stops": (
        "第5条 次に掲げる記述とする。\n次に掲げる障害があること。\n甲であること。\n乙であること。\n",
        "art5[p1]",
        {"P224"},
    ),
    "rows of a table": (
        "第9条 手数料は、次のとおりとする。\n写し1枚 10円\n電磁的記録 100円\n",
        "art9[p1]",
        set(),
    ),
    "marks are printed": ("第9条 次の者とする。\n(1) 甲\n(2) 乙\n", "art9[p1[i1 i2]]", set()),
    "words before printed marks": (
        "第9条 次に掲げる者とする。\nこの場合において、順位は次のとおりとする。\n(1) 甲\n(2) 乙\n",
        "art9[p1[i1 i2]]",
        set(),
    ),
    "no list is announced": (
        "第5条 村長は、措置を講ずる。\n 職員の研修に関すること。\n 機器の管理に関すること。\n",
        "art5[p1 p2 p3]",
        set(),
    ),
    "次の表": ("第5条 次の表の左欄に掲げる額とする。\n職員\n村長\n", "art5[p1]", set()),
    "次項": ("第5条 次項に定めるところによる。\n 村長は、次項の事務を行う。\n", "art5[p1 p2]", set()),
}


@pytest.mark.parametrize(("text", "expected", "codes"), LEFT.values(), ids=LEFT)
def test_lines_that_may_be_something_else_are_left(text: str, expected: str, codes: set[str]):
    ordinance = parsed("花野村条例\n" + text)
    assert " ".join(body(ordinance)) == expected
    assert {problem.code for problem in ordinance.problems} - {"P211", "P221"} == codes


def test_a_reference_to_a_counted_item_is_resolved():
    ordinance = parsed("花野村条例\n第一条 目的を定める。\n" + DEFINED + TERMS + "2 前項第二号の例による。\n")
    found = [(one.text, one.article, one.paragraph, one.item) for one in resolve(ordinance).references]
    assert ("前項第二号", "2", "1", "2") in found


@pytest.mark.parametrize(
    ("labels", "written", "subitem"),
    [(("(1)", "(2)"), "前号イ", "2"), (("一", "二"), "前号イ", "1"), (("一", "二"), "前号ロ", "2")],
)
def test_a_reference_to_a_counted_subitem_goes_by_the_labels_above_it(labels, written, subitem):
    ordinance = parsed(
        "花野村条例\n第1条 次に掲げる者とする。\n"
        f"{labels[0]} 次に掲げる職員\n本庁の職員\n支所の職員\n{labels[1]} {written}に準ずる者\n"
    )
    found = [one for one in resolve(ordinance).references if one.text == written]
    assert [one.subitem for one in found] == [subitem]


def _at(nodes: tuple[Node, ...], depth: int, below: int = 0) -> Iterator[Node]:
    """Yield the 号 (depth 1), what stands below them (2), and what stands below that (3)."""
    for node in nodes:
        here = below + (node.type in (NodeType.ITEM, NodeType.SUBITEM))
        if here == depth and here > below:
            yield node
        yield from _at(node.children, depth, here)


def _without_marks(synthetic: Synthetic, depth: int) -> str:
    """Return the text without the labels of one depth."""
    position, parts = 0, []
    for start, end in (node.label_span for node in _at(synthetic.nodes, depth) if node.label_span):
        parts.append(synthetic.text[position:start])
        position = end
    return "".join(parts) + synthetic.text[position:]


def _plain(nodes: tuple[Node, ...], text: str, depth: int) -> list[tuple[str | None, ...]]:
    marked = {id(node) for node in _at(nodes, depth)}
    return [
        (
            node.type,
            node.number,
            None if id(node) in marked else node.label,
            node.caption,
            node.own_text(text),
        )
        for top in nodes
        for node in top.walk()
    ]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([1, 2, 3]))
def test_an_ordinance_without_marks_has_the_tree_of_the_one_with_them(seed: int, depth: int):
    synthetic = generate(seed, articles=8)
    text = _without_marks(synthetic, depth)
    whole = parsed(synthetic.text)
    ordinance = parsed(text)
    assert _plain(ordinance.nodes, text, depth) == _plain(whole.nodes, synthetic.text, depth)
    lost = len(text) < len(synthetic.text)
    assert {p.code for p in ordinance.problems} - {p.code for p in whole.problems} == (
        {"P223"} if lost else set()
    )
