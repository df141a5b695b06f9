"""Names of places, as lawyers write them, and back."""

import pytest

from pirules.ordinance import parse
from pirules.ordinance.model import Document, Node, NodeType
from pirules.ordinance.places import find, provision_name

TEXT = """○あおば市条例
令和四年条例第一号
目次
　第一章　総則
前文の言葉である。
　　　第一章　総則
（趣旨）
第一条　この条例は、趣旨を定める。
第二条　次に掲げる。
一　甲
二　次に掲げるもの
イ　子
ロ　丑
（１）　ねずみ
２　後の項。この場合において、同じとする。
第二条の二　枝の条。ただし、この限りでない。
第三条から第五条まで　削除
　　　第二章　雑則
第六条　次に掲げる。
一　甲
二　乙
附　則
（施行期日）
第一条　公布の日から施行する。
（経過措置）
第二条　従前の例による。
２　同じ。
附　則（令和六年条例第一〇七号）
１　公布の日から施行する。
２　従前の例による。
附　則（平成10年3月30日条例第5号）
この条例は、公布の日から施行する。
別表第一（第六条関係）
甲
別表第二（第六条関係）
乙
様式第１号（第六条関係）
申請書
"""
ORDINANCE = parse(Document(TEXT))


def node_at(words: str, kind: NodeType) -> Node:
    position = TEXT.index(words)
    return next(
        node for node in ORDINANCE.walk() if node.type is kind and node.span[0] <= position < node.span[1]
    )


@pytest.mark.parametrize(
    ("words", "kind", "role", "name"),
    [
        ("この条例は、趣旨", NodeType.PARAGRAPH, None, "第1条"),
        ("この条例は、趣旨", NodeType.ARTICLE, None, "第1条"),
        ("次に掲げる。", NodeType.PARAGRAPH, None, "第2条第1項"),
        ("甲", NodeType.ITEM, "item", "第2条第1項第1号"),
        ("丑", NodeType.SUBITEM, None, "第2条第1項第2号ロ"),
        ("ねずみ", NodeType.SUBITEM, None, "第2条第1項第2号ロ"),
        ("後の項", NodeType.PARAGRAPH, "second_sentence", "第2条第2項後段"),
        ("後の項", NodeType.PARAGRAPH, "main", "第2条第2項"),
        ("枝の条", NodeType.PARAGRAPH, "proviso", "第2条の2ただし書"),
        ("削除", NodeType.ARTICLE, None, "第3条から第5条まで"),
        ("従前の例", NodeType.PARAGRAPH, None, "附則第2条第1項"),
        ("同じ。", NodeType.PARAGRAPH, None, "附則第2条第2項"),
        ("公布の日から施行する。\n（経過", NodeType.PARAGRAPH, None, "附則第1条"),
        ("１　公布", NodeType.PARAGRAPH, None, "附則(令和6年条例第107号)第1項"),
        ("この条例は、公布の日", NodeType.PARAGRAPH, None, "附則(平成10年条例第5号)"),
        ("別表第一", NodeType.APPENDED_TABLE, None, "別表第1"),
        ("別表第二", NodeType.APPENDED_TABLE, None, "別表第2"),
        ("様式第１号", NodeType.FORM, None, "様式第1号"),
        ("第一章　総則\n（趣旨", NodeType.CHAPTER, None, "第1章"),
        ("第二章　雑則", NodeType.CHAPTER, None, "第2章"),
    ],
)
def test_a_place_has_its_name(words: str, kind: NodeType, role: str | None, name: str):
    assert provision_name(ORDINANCE, node_at(words, kind), role) == name


def test_the_ordinance_as_a_whole_has_a_name():
    assert provision_name(ORDINANCE, None) == "全体"
    assert find(ORDINANCE, "全体") is None


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("第2条第2項", "後の項"),
        ("第二条第二項", "後の項"),
        ("第２条第２項後段", "後の項"),
        ("2条2項", "後の項"),
        ("第2条の2ただし書", "枝の条"),
        ("第2条第1項第1号", "甲"),
        ("第2条第1号", "甲"),
        ("第 2 条 第 1 項 第 2 号 ロ", "丑"),
        ("第6条第2号", "乙"),
        ("第4条", "削除"),
        ("第三条から第五条まで", "削除"),
        ("附則第2条第2項", "同じ。"),
        ("附則（令和6年条例第107号）第2項", "従前の例による。\n附　則（平成"),
        ("附則(令和六年条例第一〇七号)第二項", "従前の例による。\n附　則（平成"),
        ("附則(平成10年条例第5号)", "この条例は、公布"),
        ("附則(平成10年3月1日海辺町条例第5号)", "この条例は、公布"),
        ("別表第2", "乙\n様式"),
        ("様式第一号", "申請書"),
        ("第2章", "雑則"),
    ],
)
def test_a_place_is_found_in_any_writing(place: str, words: str):
    found = find(ORDINANCE, place)
    assert found is not None
    assert found.span[0] <= TEXT.index(words) < found.span[1]
    if "条" in place and "号" not in place:
        assert found.type in (NodeType.ARTICLE, NodeType.PARAGRAPH)


@pytest.mark.parametrize(
    "place",
    [
        "第99条",
        "第2条第9項",
        "附則第9項",
        "附則(令和9年条例第1号)第1項",
        "別表第9",
        "",
        "趣旨",
        "第",
        "第2条" * 200,
    ],
)
def test_what_does_not_exist_is_not_found(place: str):
    assert find(ORDINANCE, place) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("附則（令和七年三月十四日海辺町条例第四号）", "附則(令和7年条例第4号)"),
        ("附　則（平成元年九月海辺広域連合規則第十一号）", "附則(平成元年規則第11号)"),
        ("附　則（令和６年海辺市企業管理規程第２号）", "附則(令和6年企業管理規程第2号)"),
    ],
)
def test_a_later_supplement_is_named_without_the_day_and_the_name_of_the_body(printed: str, name: str):
    ordinance = parse(Document(f"{TEXT}\n{printed}\nこの条例は、公布の日から施行する。\n"))
    last = [node for node in ordinance.nodes if node.type is NodeType.SUPPLEMENTARY][-1]
    assert provision_name(ordinance, last) == name
    assert find(ordinance, name) == last
