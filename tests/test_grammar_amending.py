"""改め文: instruction and quotation stay one provision, the provisions of the amending ordinance itself are found."""

import pytest
from outlines import body, parsed

from pirules.ordinance.model import Kind

ONE = """　　　花野市個人情報の保護に関する法律施行条例の一部を改正する条例

　花野市個人情報の保護に関する法律施行条例（令和4年花野市条例第41号）の一部を次のように改正する。
　第3条第2項中「10日」を「14日」に改め、同条に次の1項を加える。
3　前項の規定にかかわらず、実施機関は、期間を延長することができる。
　第5条を第6条とし、第4条の次に次の1条を加える。
　（手数料の減免）
第5条　市長は、特別の理由があると認めるときは、手数料を減額することができる。
(1)　生活保護を受けている者　免除
2　前項の規定は、法人には適用しない。
　第1条を次のように改める。
　（趣旨）
第1条　この条例は、法の施行に関し必要な事項を定める。
　別表中「100円」を「200円」に改める。
　別表第2を次のように改める。
別表第2（第3条関係）
区分　金額

　　　附　則
　（施行期日）
1　この条例は、令和7年4月1日から施行する。
　（経過措置）
2　改正後の第5条の規定は、この条例の施行の日以後にされた請求について適用する。
"""

SEVERAL = """　　　個人情報の保護に関する法律の改正に伴う関係条例の整備に関する条例
　（花野市職員条例の一部改正）
第1条　花野市職員条例（昭和40年花野市条例第2号）の一部を次のように改正する。
　第8条第1項中「甲」を「乙」に改める。
　第1条を次のように改める。
　（目的）
第2条　職員は、全体に奉仕する。
　（秘密）
第3条　職員は、秘密を守る。
　（花野市財務条例の一部改正）
第2条　花野市財務条例の一部を次のように改正する。
　第3条中「甲」を「乙」に改める。
　第3条第2項を削る。
　（花野市個人情報保護条例等の廃止）
第3条　次に掲げる条例は、廃止する。
　(1)　花野市個人情報保護条例
　(2)　花野市審査会条例
　　　附　則
　この条例は、公布の日から施行する。
"""

IN_PARAGRAPH = """花野市条例
第1条　定める。
　　　附　則
　（施行期日）
1　この条例は、令和5年4月1日から施行する。
　（花野市審査会条例の一部改正）
2　花野市審査会条例（平成17年花野市条例第9号）の一部を次のように改正する。
　第2条第1項中「個人情報保護条例」を「法施行条例」に改める。
　第4条の次に次の1条を加える。
　（守秘義務）
第4条の2　委員は、秘密を漏らしてはならない。
2　前項の規定は、退職の後も同様とする。
3　前2項の規定は、書記に準用する。
　（花野市手数料条例の一部改正）
3　花野市手数料条例の一部を次のように改正する。
　　別表第1中「個人情報」を「保有個人情報」に改める。
　附　則（令和6年条例第7号）
　この条例は、公布の日から施行する。
"""

IN_ARTICLE = """花野市条例
第1条　定める。
附　則
（施行期日）
第1条　この条例は、令和5年4月1日から施行する。
（花野市情報公開条例の一部改正）
第2条　花野市情報公開条例の一部を次のように改正する。
第7条第2号中「個人」の次に「（死者を除く。）」を加え、同号に次のように加える。
エ　公務員の氏名
第8条を次のように改める。
第8条　削除
（経過措置）
第3条　前条の規定の施行前にされた請求については、なお従前の例による。
"""

OMITTED = """花野市条例
第1条　定める。
附　則
1　公布の日から施行する。
2　花野市手数料条例の一部を次のように改正する。
　〔次のよう〕略
3　旧条例は、廃止する。
"""

TABLE_STYLE = """花野市個人情報保護法施行条例の一部を改正する条例
　花野市個人情報保護法施行条例の一部を次の表のように改正する。
改正後　改正前
（手数料）
第5条　手数料は、無料とする。
第6条　市長は、公表する。
附　則
この条例は、公布の日から施行する。
"""

CASES = {
    "one amended ordinance": (ONE, ["p1", "suppl[p1〈施行期日〉 p2〈経過措置〉]"]),
    "several, an article each": (
        SEVERAL,
        ["art1〈花野市職員条例の一部改正〉[p1]", "art2〈花野市財務条例の一部改正〉[p1]", "art3〈花野市個人情報保護条例等の廃止〉[p1[i1 i2]]", "suppl[p1]"],
    ),
    "in a paragraph of the 附則": (
        IN_PARAGRAPH,
        ["art1[p1]", "suppl[p1〈施行期日〉 p2〈花野市審査会条例の一部改正〉 p3〈花野市手数料条例の一部改正〉]", "suppl[p1]"],
    ),
    "in an article of the 附則": (
        IN_ARTICLE,
        ["art1[p1]", "suppl[art1〈施行期日〉[p1] art2〈花野市情報公開条例の一部改正〉[p1] art3〈経過措置〉[p1]]"],
    ),
    "left out": (OMITTED, ["art1[p1]", "suppl[p1 p2 p3]"]),
    "as a table": (TABLE_STYLE, ["p1", "suppl[p1]"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quoted_labels_are_no_provisions_of_the_amending_ordinance(text, expected):
    ordinance = parsed(text)
    assert body(ordinance) == expected
    assert [problem.code for problem in ordinance.problems] == []


AMENDING = """花野市個人情報保護条例の一部を改正する条例
花野市個人情報保護条例（平成12年花野市条例第3号）の一部を次のように改正する。
第3条中「市長」を「議長」に改める。
第5条の次に次の1条を加える。
（新しい条）
第5条の2　新たに加える。
附　則
この条例は、公布の日の翌日から施行する。
"""


def test_what_an_amending_ordinance_inserts_is_no_article_of_its_own():
    ordinance = parsed(AMENDING)
    assert body(ordinance) == ["p1", "suppl[p1]"]
    assert ordinance.kind is Kind.OTHER


def test_articles_of_an_amending_ordinance_are_its_own():
    text = """個人情報保護条例等の一部を改正する条例
（花野市個人情報保護条例の一部改正）
第1条　花野市個人情報保護条例の一部を次のように改正する。
　第3条中「甲」を「乙」に改める。
　第4条　新しい条
（花野市議会条例の一部改正）
第2条　花野市議会条例の一部を次のように改正する。
　第9条を削る。
附　則
1　この条例は、公布の日から施行する。
"""
    assert body(parsed(text)) == [
        "art1〈花野市個人情報保護条例の一部改正〉[p1]",
        "art2〈花野市議会条例の一部改正〉[p1]",
        "suppl[p1]",
    ]


@pytest.mark.parametrize(
    ("instruction", "own"), [("同号の次に次の1号を加える。", True), ("別表第2の次に次の1表を加える。", False)]
)
def test_a_table_behind_an_inserted_item_is_of_the_ordinance_itself(instruction: str, own: bool):
    text = (
        "甲村条例\n第1条　別表に定める。\n附　則\n（施行期日）\n1　公布の日から施行する。\n（乙条例の一部改正）\n"
        f"2　乙条例（平成12年条例第5号）の一部を次のように改正する。\n　第2条第1項第9号中「甲」を「乙」に改め、{instruction}\n"
        "　(10)　前号の写し\n別表（第1条関係）\n1　文書　10円\n"
    )
    assert ("table" in body(parsed(text))) is own
