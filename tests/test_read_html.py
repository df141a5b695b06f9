"""HTML of any system: the ordinance comes out, the page around it stays out."""

from pathlib import Path

import pytest
from outlines import body

from pirules.errors import InputError
from pirules.ordinance import parse, read
from pirules.ordinance.model import NodeType

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "ordinances"

PLAIN = """<html><head><title>例規集</title><meta charset="{charset}"><style>p {{ color: red }}</style></head><body>
<header><p>花野市役所</p><nav><ul><li><a href="/">トップ</a></li><li><a href="#1">第1条 目的</a></li></ul></nav></header>
<div id="crumbs"><a href="/">例規集トップ</a> &gt; 総務</div>
<div class="honbun">
<p>○花野市個人情報保護条例</p>
<p align="right">平成17年3月1日<br>条例第5号</p>
<p>（目的）</p>
<p>第1条　この条例は、<ruby>個人<rt>こじん</rt></ruby><a href="x">情
報</a>の保護を&#30446;&#30340;とする。</p>
<p>（定義）</p>
<p>第2条　次に掲げる者を<!-- 注 -->いう。</p>
<p>　(1)　市長</p>
<p>　(2)　前<a href="#1">条</a>の者&lt;例&gt;</p>
<table border="1"><tr><th>区分</th><th>金額</th></tr><tr><td>1　写し<td>10円</td></tr></table>
<p>２　前項のとおりとする。</p>
<p>附　則</p>
<p>　この条例は、公布の日から施行する。</p>
<p><a href="#top">このページの先頭へ</a></p>
</div>
<footer><p>Copyright 花野市</p><p>第9条 問合せ先</p></footer>
<script>document.write("<p>第3条　偽</p>")</script>
</body></html>
"""
TEXT = """○花野市個人情報保護条例
平成17年3月1日
条例第5号
（目的）
第1条　この条例は、個人情報の保護を目的とする。
（定義）
第2条　次に掲げる者をいう。
　(1)　市長
　(2)　前条の者<例>
区分\t金額
1　写し\t10円
２　前項のとおりとする。
附　則
　この条例は、公布の日から施行する。
"""


@pytest.mark.parametrize(
    ("codec", "name"), [("utf-8", "utf-8"), ("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")]
)
def test_a_plain_page_in_any_encoding(codec, name):
    document = read(PLAIN.format(charset=name).encode(codec), "page.html")
    assert document.text == TEXT
    assert document.format == "html"


def test_the_tree_of_a_page():
    ordinance = parse(read(PLAIN.format(charset="utf-8").encode()))
    article = next(node for node in ordinance.walk() if node.number == "2" and node.type is NodeType.ARTICLE)
    assert [child.type for child in article.children] == [NodeType.PARAGRAPH, NodeType.PARAGRAPH]
    assert [item.label for item in article.children[0].children] == ["(1)", "(2)"]
    assert ordinance.number == "条例第5号"


def test_every_character_keeps_a_way_back_to_the_source():
    source = PLAIN.format(charset="utf-8")
    document = read(source.encode())
    place = document.text.index("附　則")
    back = max(entry for entry in document.source_map if entry[0] <= place)
    assert source[back[1] :].startswith("附　則")


def test_a_page_laid_out_by_tables_and_breaks():
    page = (
        "<body><table><tr><td><h1>花野市個人情報保護条例</h1></td></tr><tr><td>"
        "(目的)<br>第1条　この条例は、個人情報の保護を目的とする。<br>２　市長は、公表する。<br>"
        "附則<br>この条例は、公布の日から施行する。</td></tr></table></body>"
    )
    assert read(page.encode()).text.splitlines() == [
        "花野市個人情報保護条例",
        "(目的)",
        "第1条　この条例は、個人情報の保護を目的とする。",
        "２　市長は、公表する。",
        "附則",
        "この条例は、公布の日から施行する。",
    ]


def test_article_numbers_in_cells_of_their_own():
    page = (
        "<body><h1>花野市個人情報保護条例</h1><table><tr><td>第1条</td><td>次に掲げる者をいう。</td></tr>"
        "<tr><td></td><td>(1)　市長</td></tr></table><p>２　公表する。</p></body>"
    )
    ordinance = parse(read(page.encode()))
    article = next(node for node in ordinance.nodes if node.type is NodeType.ARTICLE)
    assert [child.number for child in article.children] == ["1", "2"]
    assert [item.label for item in article.children[0].children] == ["(1)"]


def test_a_title_that_stands_above_the_block_of_provisions_is_found():
    page = (
        "<body><div class='nav'><a href='/'>一覧</a></div><div><h2>花野市個人情報保護条例</h2><p>平成12年3月1日</p><p>条例第3号</p></div>"
        "<div class='body'><p>第1条　目的を定める。</p><p>第2条　市長は、公表する。</p></div></body>"
    )
    ordinance = parse(read(page.encode()))
    assert (ordinance.title, ordinance.number) == ("花野市個人情報保護条例", "条例第3号")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>ようこそ花野市へ</p></body></html>",
        "<html><body><ul><li><a href='1'>第1条 目的</a></li><li><a>花野市個人情報保護条例</a></li></ul></body></html>",
        "<html></html>" + " " * 100,
        "<html><body><script>第1条　目的</script></body></html>",
    ],
)
def test_a_page_without_an_ordinance_is_refused(page):
    with pytest.raises(InputError) as caught:
        read(page.encode(), "x.html")
    assert caught.value.code in ("P106", "P101")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "<p>第1条　目的を定める。</p>",
        "<p>第1条　目的を定める。</p>" + "<a " * 50_000,
        "<p>第1条　目的を定める。</p>" + "<div></p>" * 50_000,
        "<p>第1条　目的を定める。</p><!-- " + "<" * 100_000,
        "<p>第1条　目的を定める。&amp" + "&" * 100_000 + "</p>",
        "<table>" * 20_000 + "<tr><td>第1条　目的を定める。",
        '<p>第1条　目的を定める。</p><p class="' + "x" * 200_000,
    ],
    ids=["deep", "open tags", "crossed", "comment", "entities", "tables", "attribute"],
)
def test_hostile_pages_are_read_in_bounded_time(page):
    assert "第1条　目的を定める。" in read(page.encode(), "x.html").text


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent")
def test_the_real_page_gives_the_real_text():
    page = read(SHARED / "tokyo_implementation.html")
    text = (SHARED / "tokyo_implementation.txt").read_text(encoding="utf-8")
    assert page.text.rstrip() == text.rstrip()


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is absent")
@pytest.mark.parametrize(
    ("name", "articles", "supplementary", "number"),
    [
        ("katsuragi_k518RG00000012", 9, 1, "規程第9号"),
        ("katsuragi_k518RG00000055", 5, 1, "条例第20号"),
        ("katsuragi_k518RG00000080", 9, 9, "条例第25号"),
    ],
)
def test_real_pages_on_other_subjects(name, articles, supplementary, number):
    ordinance = parse(read(SHARED / "other_subjects" / f"{name}.html"))
    kinds = [node.type for node in ordinance.walk()]
    assert kinds.count(NodeType.ARTICLE) == articles
    assert kinds.count(NodeType.SUPPLEMENTARY) == supplementary
    assert (ordinance.number, ordinance.body, ordinance.kind.value) == (number, "かつらぎ町", "other")
    assert {problem.code for problem in ordinance.problems} <= {"P203"}


LISTED = """<h1>花野市個人情報保護条例</h1><p>令和4年12月20日<br>条例第41号</p>
<p>第1条　次に掲げる事項を備える。</p>
<ol>{first}<li>次に掲げるもの<ol type="a"><li>甲</li><li>乙</li></ol></li></ol>
<ol start="2"><li>前項の規定は、準用する。</li></ol>
<p>附則</p><ol><li>この条例は、公布の日から施行する。</li><li>経過措置は、規則で定める。</li></ol>"""


def test_the_numbers_of_lists_are_part_of_the_text():
    ordinance = parse(read(LISTED.format(first="<li>名称</li>").encode(), "a.html"))
    assert body(ordinance) == ["art1[p1[i1 i2[s1 s2]] p2]", "suppl[p1 p2]"]
    assert "2. 前項の規定" in ordinance.text


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ('<ol style="list-style-type: katakana">', ["ア", "イ"]),
        ('<ol style="list-style-type:katakana-iroha">', ["イ", "ロ"]),
        ('<ol style="list-style:cjk-ideographic">', ["一", "二"]),
        ('<ol type="i">', ["(i)", "(ii)"]),
        ('<ol reversed start="x">', ["1.", "2."]),
        ('<ol style="list-style: none">', [None, None]),  # counted, P223
        ("<ul>", [None, None]),
    ],
)
def test_each_kind_of_list_shows_its_labels(opening, expected):
    closing = "</ul>" if opening == "<ul>" else "</ol>"
    page = f"<h1>花野市条例</h1><p>第1条　次の者をいう。</p>{opening}<li>甲</li><li>乙</li>{closing}<p>附則</p><p>公布の日から施行する。</p>"
    ordinance = parse(read(page.encode(), "a.html"))
    below = [node for node in ordinance.walk() if node.type in (NodeType.ITEM, NodeType.SUBITEM)]
    assert [node.label for node in below] == expected


def test_items_that_print_their_own_labels_get_no_second_one():
    page = "<h1>花野市条例</h1><p>第1条　次の者をいう。</p><ol><li>(1)　甲</li><li>(2)　乙</li></ol><p>附則</p><p>公布の日から施行する。</p>"
    text = read(page.encode(), "a.html").text
    assert "(2)　乙" in text
    assert "2. " not in text


SINGLE = {
    "a paragraph": ("<p>第3条　市長は、措置を講ずる。</p>", ["art3[p1]"]),
    "caption, items and a menu in elements of their own": (
        (
            "<body><ul><li><a href='a'>条例集</a></li></ul><div><h3>(責務)</h3></div><div><p>第3条　次の者は、届け出る。</p></div>"
            "<div><p>(1)　甲</p></div><div><p>(2)　乙</p></div><div id='footer'>Copyright</div></body>"
        ),
        ["art3〈責務〉[p1[i1 i2]]"],
    ),
    "label and words in cells": (
        "<table><tr><td>第3条</td><td>市長は、甲を定める。</td></tr><tr><td>2</td><td>市長は、乙を定める。</td></tr></table>",
        ["art3[p1 p2]"],
    ),
    "a list of definitions": ("<dl><dt>第3条</dt><dd>市長は、措置を講ずる。</dd></dl>", ["art3[p1]"]),
    "an entry of a list": ("<ul><li>第3条　市長は、措置を講ずる。</li></ul>", ["art3[p1]"]),
    "the caption on its line": ("<p>(定義)第2条　用語は、法による。</p>", ["art2〈定義〉[p1]"]),
}


@pytest.mark.parametrize(("page", "expected"), SINGLE.values(), ids=SINGLE.keys())
def test_a_page_with_a_single_provision_is_that_article(page: str, expected: list[str]):
    ordinance = parse(read(page.encode(), "a.html"))
    assert body(ordinance) == expected
    assert "P216" not in {problem.code for problem in ordinance.problems}


def test_an_ordinance_without_articles_keeps_its_only_sentence():
    page = (
        "<div class='a'>○花野市役所の位置を定める条例<br>昭和33年5月3日 条例第8号</div><div><a href='x'>目次</a> 体系</div>"
        "<div class='b'>花野市役所の位置を次のとおり定める。<br><br>花野市中央一丁目1番地</div>"
        "<div class='c'>附則<br>この条例は、公布の日から施行する。</div>"
    )
    ordinance = parse(read(page.encode(), "a.html"))
    assert body(ordinance) == ["p1", "suppl[p1]"]
    assert ordinance.nodes[-2].own_text(ordinance.text).endswith("1番地")
    assert "体系" not in ordinance.text
