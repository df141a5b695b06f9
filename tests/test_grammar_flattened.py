"""Texts that lost their line ends: cut where nothing else can be meant, listed where something else can."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import body, outline, parsed
from synthetic import generate

from pirules.ordinance import parse
from pirules.ordinance.model import Document, Node, NodeType, Ordinance

WHOLE = """花野市個人情報保護条例
平成17年3月1日条例第5号
目次
　第1章　総則（第1条・第2条）
　第2章　開示（第3条―第5条）
　附則
　　　第1章　総則
（目的）
第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）第5条第1項の目的を定める。第2条の規定は、適用しない。
（定義）
第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
（1）　個人情報　法第2条第1項に規定するものをいう。
（2）　実施機関　次に掲げる機関をいう。
ア　市長
イ　教育委員会
２　この条例で使用する用語は、法による。
　　　第2章　開示
（請求）
第3条　次に掲げる事項を記載する。
（1）　氏名
（2）　住所
2　市長は、前項第1号の事項を確かめる。
（令4条例9・一部改正）
第4条　削除
（委任）
第5条　規則で定める。
附　則
（施行期日）
1　この条例は、平成17年4月1日から施行する。
（経過措置）
2　第3条の規定は、施行日以後に適用する。
附　則（令和4年条例第9号）
この条例は、公布の日から施行する。
別表（第3条関係）
10円
"""
VERTICAL = """　　　花野市議会の会議に関する規則
　　　　　　　　　　　　　　　　平成四年三月一日規則第五号
　（参集）
第一条　議員は、招集の当日開議定刻前に参集する。
２　議員は、次の場合に届け出る。
　一　疾病
　二　出産
第一条の二　議長は、第五条の規定によらず、これを許す。
　　　附　則
この規則は、公布の日から施行する。
"""
JOINTS = ["", " ", "　", "　　"]


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("whole", [WHOLE, VERTICAL], ids=["horizontal", "vertical"])
def test_a_text_without_line_ends_has_the_tree_of_the_text_with_them(whole: str, joint: str):
    flat = parsed(whole.replace("\n", joint))
    lined = parsed(whole)
    assert [outline(node) for node in flat.nodes] == [outline(node) for node in lined.nodes]
    assert (flat.title, flat.number, flat.effective_on) == (lined.title, lined.number, lined.effective_on)
    assert [problem.code for problem in flat.problems] == ["P219"]


def test_only_the_head_may_have_lines_of_its_own():
    flat = parsed(
        WHOLE.replace("\n", " ")
        .replace("第5号 ", "第5号\n", 1)
        .replace("花野市個人情報保護条例 ", "花野市個人情報保護条例\n", 1)
    )
    assert body(flat) == body(parsed(WHOLE))


def rows(ordinance: Ordinance) -> list[tuple[str | None, ...]]:
    def label(node: Node) -> str | None:
        return node.label if node.type is not NodeType.SUPPLEMENTARY else None

    return [
        (node.type, node.number, label(node), node.caption, "".join(node.own_text(ordinance.text).split()))
        for top in ordinance.nodes
        if top.type is not NodeType.HEADING
        for node in top.walk()
    ]


@settings(max_examples=80)
@given(st.integers(0, 10**9), st.integers(3, 6), st.sampled_from(JOINTS))
def test_synthetic_ordinances_are_cut_as_they_were_written(seed: int, articles: int, joint: str):
    """Rows of tables have nothing that sets them off once the line ends are lost."""
    texts = (
        generate(number, articles=articles).text.replace("\r\n", "\n") for number in range(seed, seed + 500)
    )
    text = next(text for text in texts if "\t" not in text and "別表" not in text)
    flat, lined = parse(Document(text.replace("\n", joint))), parse(Document(text))
    codes = {problem.code for problem in flat.problems}
    assert codes == {"P219"} or (
        not joint and codes == {"P216", "P219"}
    )  # この場合において behind an item's 。
    assert rows(flat) == rows(lined) or "P216" in codes


HEAD = "花野市条例 平成17年3月1日条例第5号 （目的） 第1条 この条例は、目的を定める。"
UNCUT = {
    "a paragraph of another article": " （定義） 第2条 用語を定める。第1条第2項の規定は、適用しない。",
    "an article at the beginning of a sentence": " （定義） 第2条 用語を定める。第3条の規定は、適用しない。",
    "an article of a law": " （定義） 第2条 次の者とする。 (1) 甲に係る法第3条 の者 (2) 乙",
    "a number in brackets": " （定義） 第2条 用語を定める（施行の日 2 市長が定める日 (1) をいう。）。",
    "a number that counts": " （定義） 第2条 用語を定める。 2 年以内に定める。",
    "a quotation": " （定義） 第2条 第1条中「定める。 第3条 次の」とあるのは、別に定める。",
    "the 附則 of another ordinance": " （定義） 第2条 用語を定める。附則第3項の規定は、適用しない。旧条例附則 第2項を除く。",
    "the number of a law and its article": " （定義） 第2条 用語は、甲法（平成15年法律第57号） 第3条 の例による。",
}


@pytest.mark.parametrize("words", UNCUT.values(), ids=UNCUT.keys())
def test_nothing_is_cut_inside_a_sentence(words: str):
    articles = [node for node in parsed(HEAD + words).nodes if node.type is NodeType.ARTICLE]
    assert [node.number for node in articles] == ["1", "2"]
    assert [child.number for child in articles[1].children] == ["1"]


def test_an_article_that_need_not_begin_there_is_listed():
    text = (
        HEAD + " （定義） 第2条 次のとおり。 (1) 甲 (2) 乙に関する法第3条 市長は、定める。 第9条 丙を定める。"
    )
    found = [(problem.code, text[slice(*problem.span)]) for problem in parsed(text).problems]
    assert found[1:] == [("P216", "第3条"), ("P216", "第9条")]


def test_white_space_may_be_all_that_is_left():
    text = "花野市個人情報保護条例\n（目的）第1条　この条例は、目的を定める。 （定義） 第2条　用語を定める。 2 次の用語を定める。\n"
    assert body(parsed(text)) == ["art1〈目的〉[p1]", "art2〈定義〉[p1 p2]"]


def test_a_text_with_line_ends_is_left_as_it_is():
    assert not {problem.code for problem in parsed(WHOLE).problems} & {"P216", "P219"}


HOSTILE = [
    "（" * 20_000 + "。第1条 甲。第2条 乙",
    "。第1条 甲" * 5_000,
    "".join(f"。第{number}条 甲" for number in range(1, 5_000)),
    "（甲）" * 10_000 + "。（乙）第1条 丙",
    "。第1条 次のとおり。" + "(1) " * 10_000,
    "。第1条 " + "附則" * 10_000,
    "「" * 20_000 + "。第1条 甲",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_text_keeps_all_its_characters(text: str):
    parsed(text)


@pytest.mark.parametrize("caption", ["（定義）", "【定義】", "［定義］　"])
def test_a_caption_beside_its_article_is_no_lost_line_end(caption: str):
    text = f"花野市条例\n{caption}第1条　用語を定める。\n２　甲を定める。\n{caption}第2条　乙を定める。\n"
    assert not parsed(text).problems
    assert body(parsed(text)) == ["art1〈定義〉[p1 p2]", "art2〈定義〉[p1]"]


UNNUMBERED = """花野村個人情報保護条例
昭和六十年三月一日条例第五号
（収集の制限）
第一条　村長は、個人情報を収集するときは、本人から収集しなければならない。
　前項の規定は、次の場合には、適用しない。
　一　法令に定めがあるとき
　二　本人の同意があるとき
　この場合において、村長は、その旨を公表するものとする。
（利用の制限）
第二条　村長は、個人情報を目的外に利用してはならない。ただし、緊急の場合は、この限りでない。
　村長は、前項ただし書の規定により利用したときは、本人に通知しなければならない。
附則
この条例は、公布の日から施行する。
"""
CERTAIN = ["art1〈収集の制限〉[p1 p2[i1 i2]]", "art2〈利用の制限〉[p1 p2]", "suppl[p1]"]


@pytest.mark.parametrize("joint", ["　", " "])
def test_blanks_that_stand_behind_sentences_only_were_line_ends(joint: str):
    flat = parsed("".join(line.strip() + joint for line in UNNUMBERED.splitlines()))
    assert body(flat) == body(parsed(UNNUMBERED)) == CERTAIN
    assert rows(flat) == rows(parsed(UNNUMBERED))


def test_a_sentence_that_names_the_paragraph_before_it_begins_another():
    flat = parsed("".join(line.strip() for line in UNNUMBERED.splitlines()).replace("条　", "条　"))
    articles = [node for node in flat.nodes if node.type is NodeType.ARTICLE]
    assert [child.number for child in articles[0].children] == ["1", "2"]


DOUBTFUL = {
    "この場合において、": "第2条　次のとおりとする。(1)　甲に定める。(2)　乙に定める。この場合において、丙による。",
    "次の表": "第2条　次の表の左欄の字句は、右欄の字句とする。甲　乙　丙　丁",
}


@pytest.mark.parametrize(("place", "words"), DOUBTFUL.items())
def test_what_may_be_meant_either_way_is_listed(place: str, words: str):
    text = f"花野市条例　平成17年3月1日条例第5号　（目的）第1条　甲を定める。（定義）{words}（委任）第3条　規則で定める。"
    listed = [text[slice(*problem.span)] for problem in parsed(text).problems if problem.code == "P216"]
    assert listed == [place]


def test_the_reasons_of_a_bill_are_divided_from_its_last_paragraph():
    flat = parsed(
        WHOLE.partition("別表（第3条関係）")[0].replace("\n", "")
        + "提案理由　個人情報を保護するため、本案を提出する。"
    )
    assert flat.nodes[-1].type is NodeType.NOTE
    assert {problem.code for problem in flat.problems} == {"P219", "P220"}


BARE = """花野市個人情報の保護に関する法律施行条例
令和4年12月20日条例第41号
（趣旨）
第1条　この条例は、個人情報の保護に関する法律の施行に関し必要な事項を定めるものとする。
（定義）
第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
（1）　実施機関　市長及び教育委員会をいう。
（2）　市　花野市をいう。
2　この条例で使用する用語は、法で使用する用語の例による。
（手数料）
第3条　法第89条第2項の手数料は、無料とする。
2　写しの交付を受ける者は、その費用を負担する。
（委任）
第4条　この条例の施行に関し必要な事項は、規則で定める。
附　則
（施行期日）
1　この条例は、令和5年4月1日から施行する。
（経過措置）
2　前項の日前の請求については、なお従前の例による。
"""


@pytest.mark.parametrize("lost", ["", " "])
@pytest.mark.parametrize("joint", JOINTS)
def test_a_text_that_lost_its_punctuation_too_is_cut_where_rising_numbers_prove_it(joint: str, lost: str):
    text = BARE.replace("。", lost).replace("、", lost).replace("\n", joint)
    flat, lined = parsed(text), parsed(BARE)
    if joint or lost:
        assert [outline(node) for node in flat.nodes] == [outline(node) for node in lined.nodes]
        assert [problem.code for problem in flat.problems] == ["P219"]
    assert (flat.title, flat.number, flat.kind) == (lined.title, lined.number, lined.kind)
    found = [node.number for node in flat.walk() if node.type is NodeType.ARTICLE]
    assert found == ["1", "2", "3", "4"]


def test_blanks_between_the_parts_of_a_label_are_read_in_bare_words():
    text = (
        BARE.replace("。", " ").replace("、", "").replace("（", "( ").replace("）", " )").replace("\n", " ")
    )
    text = (
        text.replace("第1条　", "第 1 条")
        .replace("第2条　", "第 2 条")
        .replace("第3条　", "第 3 条")
        .replace("第4条　", "第 4 条")
    )
    found = [(node.number, node.caption) for node in parsed(text).walk() if node.type is NodeType.ARTICLE]
    assert found == [("1", "趣旨"), ("2", "定義"), ("3", "手数料"), ("4", "委任")]


@pytest.mark.parametrize(
    "words",
    [
        # Two articles prove no order, and numbers that don't rise are places that are referred to.
        "花野市条例 （趣旨） 第1条 この条例は必要な事項を定める （委任） 第2条 必要な事項は規則で定める"
        + " 甲乙丙丁" * 30,
        "花野市条例 （趣旨） 第7条 市長は公表する （委任） 第3条 市長は通知する （補則） 第9条 市長は定める"
        + " 甲乙丙丁" * 30,
    ],
)
def test_bare_words_without_proof_are_left_and_told(words: str):
    ordinance = parsed(words)
    assert not [node for node in ordinance.walk() if node.type is NodeType.ARTICLE]
    assert any(problem.code == "P216" and "句読点" in problem.message for problem in ordinance.problems)


def test_a_number_that_may_be_a_paragraph_or_belong_to_the_noun_before_it_is_told_in_bare_words():
    text = (
        BARE.replace("市　花野市をいう。", "市　花野市")
        .replace("。", "")
        .replace("、", "")
        .replace("\n", " ")
    )
    ordinance = parsed(text)
    assert "art2〈定義〉[p1[i1 i2]]" in body(ordinance)
    assert [problem.code for problem in ordinance.problems] == ["P219", "P216"]


def test_references_in_bare_words_begin_no_article():
    text = BARE.replace(
        "写しの交付を受ける者は、その費用を負担する。",
        "前項の手数料は 第4条 の規則及び第5条により法 第4条 を準用する。",
    )
    ordinance = parsed(text.replace("。", "").replace("、", "").replace("\n", " "))
    assert [outline(node) for node in ordinance.nodes] == [outline(node) for node in parsed(BARE).nodes]


@pytest.mark.parametrize(
    ("provisions", "tree"),
    [
        ("第1条　甲とする。　2　前項の規定は、乙とする。\n第2条　丙。\n", ["art1[p1 p2]", "art2[p1]"]),
        ("第1条　次のとおりとする。 (1) 甲 (2) 乙 2 前項は、丙とする。\n第2条　丁。\n", ["art1[p1[i1 i2] p2]", "art2[p1]"]),
        ("第1条　乙とする。\n附　則\n1　公布の日から施行する。　2　なお従前の例による。\n", ["art1[p1]", "suppl[p1 p2]"]),
        # What is counted, and notes below a 別表, are no 項.
        ("第1条　委員は、乙とする。　2　人以内とする。\n第2条　丙。 2 年以内とする。\n", ["art1[p1]", "art2[p1]"]),
        ("第1条　甲とする。\n別表（第1条関係）\n備考 1 甲とする。 2 乙とする。\n", ["art1[p1]", "table"]),
    ],
)  # fmt: skip
def test_a_paragraph_or_list_within_a_line_is_cut_off_behind_a_sentence(provisions: str, tree: list[str]):
    assert body(parsed("花野市条例\n" + provisions)) == tree
