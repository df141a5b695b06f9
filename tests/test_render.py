"""Rendering is the inverse of reading: the exact text, the normalised text, 法令標準XML, Markdown."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from synthetic import generate

from pirules.ordinance import load, parse, read, render
from pirules.ordinance.model import Document, NodeType, Ordinance
from pirules.ordinance.render.standard_xml import split_sentences
from pirules.ordinance.render.words import normal

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"
STATUTES = sorted((SHARED / "statutes").glob("*.xml"))
PAGES = sorted((SHARED / "ordinances").rglob("*.html"))
SAMPLES = sorted(
    path
    for path in (Path(__file__).resolve().parents[1] / "ordinances").iterdir()
    if path.suffix in (".txt", ".html")
)

TEXT = """○あおば市個人情報の保護に関する法律施行条例
令和四年一二月二〇日
条例第四一号
目次
　第一章　総則（第一条・第二条）
　附則
　　　第一章　総則
（趣旨）
第一条　この条例は、法の施行に関し必要な事項を定める。
（定義）
第二条　この条例において、次に掲げる用語の意義は、当該各号に定めるところによる。
一　番号法　行政手続における特定の個人を識別するための番号の利用等に関する法律をいう。
二　実施機関　次に掲げる機関をいう。
イ　市長
ロ　教育委員会
２　前項の用語は、法の例による。ただし、第三条の三の用語を除く。
（令六条例九・一部改正）
第三条の三　削除
附　則
（施行期日）
１　この条例は、令和五年四月一日から施行する。
２　従前の例による。
附　則（令和六年条例第九号）
この条例は、公布の日から施行する。
別表（第二条関係）
区分\t金額
写し\t一〇円
"""


def shape(ordinance: Ordinance) -> list[tuple[str, str | None, str | None]]:
    return [
        (node.type, node.number, normal(node.caption) if node.caption else None)
        for node in ordinance.walk()
        if node.type is not NodeType.HEADING
    ]


def words(ordinance: Ordinance) -> str:
    return "".join(ordinance.text.split()).replace("(", "（").replace(")", "）")


def test_the_exact_text_comes_back():
    assert render.to_text(parse(Document(TEXT))) == TEXT


@settings(max_examples=40)
@given(st.integers(0, 10**9), st.integers(3, 25))
def test_what_is_rendered_reads_as_the_same_tree(seed: int, articles: int):
    ordinance = parse(Document(generate(seed, articles=articles).text))
    assert render.to_text(ordinance) == ordinance.text
    assert shape(parse(Document(render.to_normalized(ordinance)))) == shape(ordinance)
    again = parse(read(render.to_xml(ordinance).encode(), "x.xml"))
    assert shape(again) == shape(ordinance)


@pytest.mark.parametrize("path", [*SAMPLES, *PAGES], ids=lambda path: path.name)
def test_real_pages_and_samples_come_back(path: Path):
    ordinance = load(path)
    assert shape(parse(Document(render.to_normalized(ordinance)))) == shape(ordinance)
    again = parse(read(render.to_xml(ordinance).encode(), "x.xml"))
    assert shape(again) == shape(ordinance)


@pytest.mark.skipif(not STATUTES, reason="statute texts aren't beside this checkout")
@pytest.mark.parametrize("path", STATUTES, ids=lambda path: path.name[:15])
def test_statutes_come_back_from_text_and_from_xml(path: Path):
    """The Act and 番号法: XML → tree → text (exact, normalised) → tree, and XML → tree → XML → tree."""
    ordinance = load(path)
    assert shape(parse(Document(render.to_text(ordinance)))) == shape(ordinance)
    assert shape(parse(Document(render.to_normalized(ordinance)))) == shape(ordinance)
    assert shape(parse(read(render.to_xml(ordinance).encode(), "x.xml"))) == shape(ordinance)


@pytest.mark.skipif(not STATUTES, reason="statute texts aren't beside this checkout")
@pytest.mark.parametrize("path", STATUTES, ids=lambda path: path.name[:15])
def test_the_tree_of_a_statute_has_the_numbers_of_its_xml(path: Path):
    """Articles and paragraphs of the 本則 as their XML numbers them."""
    main = next(etree.parse(path).getroot().iter("MainProvision"))
    expected = [
        (article.get("Num"), [paragraph.get("Num") for paragraph in article.findall("Paragraph")])
        for article in main.iter("Article")
        if next(article.iterancestors("MainProvision", "Article")).tag == "MainProvision"
    ]
    found: list[tuple[str | None, list[str | None]]] = []
    for node in load(path).nodes:
        if node.type is NodeType.SUPPLEMENTARY:
            break
        found += [
            (part.number, [kid.number for kid in part.children if kid.type is NodeType.PARAGRAPH])
            for part in node.walk()
            if part.type is NodeType.ARTICLE
        ]
    assert found == [(number, paragraphs) for number, paragraphs in expected if number]


def test_the_normalised_text_has_one_layout():
    lines = render.to_normalized(parse(Document(TEXT))).splitlines()
    for line in (
        "第1条　この条例は、法の施行に関し必要な事項を定める。",
        "（趣旨）",
        "（1）　番号法　行政手続における特定の個人を識別するための番号の利用等に関する法律をいう。",
        "イ　市長",
        "2　前項の用語は、法の例による。ただし、第3条の3の用語を除く。",
        "第3条の3　削除",
        "附　則（令和6年条例第9号）",
        "1　この条例は、令和5年4月1日から施行する。",
    ):
        assert line in lines


@pytest.mark.parametrize(
    ("words_", "expected"),
    [
        ("第十二条の二第三項第四号イ", "第12条の2第3項第4号イ"),
        ("第１２条(第２項を除く。)", "第12条（第2項を除く。）"),
        ("前三条", "前3条"),
        ("第三条の一部", "第3条の一部"),
        ("令和四年一二月二二日", "令和4年12月22日"),
        ("一部を改正する", "一部を改正する"),
        ("三十日以内", "三十日以内"),
    ],
)
def test_normal_words(words_: str, expected: str):
    assert normal(words_) == expected


def test_the_xml_follows_the_schema():
    law = etree.fromstring(render.to_xml(parse(Document(TEXT))).encode())
    assert law.tag == "Law"
    assert law.get("Era") == "Reiwa"
    assert law.findtext("LawBody/LawTitle") == "あおば市個人情報の保護に関する法律施行条例"
    articles = law.findall("LawBody/MainProvision/Chapter/Article")
    assert [article.get("Num") for article in articles] == ["1", "2", "3_3"]
    second = articles[1]
    assert second.findtext("ArticleCaption") == "（定義）"
    assert [p.get("Num") for p in second.findall("Paragraph")] == ["1", "2"]
    assert [s.get("Function") for s in second.findall("Paragraph")[1].iter("Sentence")] == ["main", "proviso"]
    assert [c.get("Num") for c in second.find("Paragraph/Item/ItemSentence")] == ["1", "2"]
    assert [s.findtext("Subitem1Title") for s in second.iter("Subitem1")] == ["イ", "ロ"]
    later = law.findall("LawBody/SupplProvision")[1]
    assert later.get("AmendLawNum") == "令和6年条例第9号"
    assert law.find("LawBody/AppdxTable/TableStruct/Table/TableRow") is not None


def test_no_word_is_lost_in_xml():
    ordinance = parse(Document(TEXT))
    inside = "".join("".join(etree.fromstring(render.to_xml(ordinance).encode()).itertext()).split())
    for node in ordinance.walk():
        if node.type is NodeType.HEADING:
            continue  # the mark ○ before a title is no word
        for sentence in split_sentences(node.own_text(ordinance.text)):
            assert "".join(sentence.split()) in inside


def test_markdown_can_be_read_and_holds_no_markup_of_the_text():
    text = TEXT.replace("市長", "<script>市長*__[x](y)")
    shown = render.to_markdown(parse(Document(text)))
    assert shown.startswith("# あおば市個人情報の保護に関する法律施行条例\n")
    assert "\n### 第二条（定義）\n" in shown
    assert "- 一　番号法" in shown
    assert "\n  - イ　\\<script\\>市長\\*\\_\\_\\[x\\](y)" in shown
    assert "| 区分 | 金額 |\n| --- | --- |" in shown


def test_characters_that_xml_forbids_stay_visible():
    ordinance = parse(Document(TEXT.replace("市長", "市\x00\x01長")))
    assert "市\ufffd\ufffd長" in render.to_xml(ordinance)


@pytest.mark.parametrize(
    "text", ["", "\n", "あ", "第1条", "附則", "別表", "(1)", "第1章", "\t\t", "第1条　\t\n2　"]
)
def test_fragments_are_rendered(text: str):
    ordinance = parse(Document(text))
    assert render.to_text(ordinance) == text
    assert etree.fromstring(render.to_xml(ordinance).encode()).tag == "Law"
    render.to_normalized(ordinance)
    render.to_markdown(ordinance)
