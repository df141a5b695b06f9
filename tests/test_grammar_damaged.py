"""Texts that a page, a converter or a person has damaged: the tree that they still have, and what is said of the rest."""

from outlines import body, parsed

from pirules.ordinance import parse
from pirules.ordinance.model import Document, NodeType

PRINTED = """花野市個人情報の保護に関する法律施行条
例

令和５年３月２４日
条例第３号

（趣旨）
第１条 この条例は、個人情報の保護に関する法律（平成１５年法律第５７
 号。以下「法」という。）の施行に関し必要な事項を定めるものとする。
（定義）
第２条 この条例において「実施機関」とは、市長、教育委員会、選挙管理
 委員会、監査委員、農業委員会及び固定資産評価審査委員会並びに公営企業
 管理者をいう。
２ 前項に定めるもののほか、この条例において使用する用語は、法におい
 て使用する用語の例による。
（手数料）
第３条 法第８９条第２項の規定により納付しなければならない手数料の額
 は、無料とする。
２ 前項の規定にかかわらず、写しの交付を受ける者は、次の各号に掲げる
 費用を負担しなければならない。
 ⑴ 写しの作成に要する費用（電磁的記録にあっては、その複製物を作成
  するために要する費用）
 ⑵ 送付に要する費用
- 1 -
花野市個人情報の保護に関する法律施行条例
（審査会への諮問）
第４条 実施機関は、次の各号のいずれかに該当する場合において、個人情
 報の適正な取扱いを確保するため専門的な知見に基づく意見を聴くことが
- 2 -
花野市個人情報の保護に関する法律施行条例
 特に必要であると認めるときは、審査会に諮問することができる。
 ⑴ この条例の規定を改正し、又は廃止しようとする場合
 ⑵ 法第６６条第１項の規定に基づき講ずる措置の基準を定めようとする
 場合
 附 則
（施行期日）
１ この条例は、令和５年４月１日から施行する。
（経過措置）
２ この条例の施行の日前に旧条例の規定により実施機関の職員であった者
 に係る義務については、なお従前の例による。
"""


def test_text_from_pdf_with_broken_lines_page_numbers_and_running_heads():
    ordinance = parsed(PRINTED)
    assert body(ordinance) == [
        "art1〈趣旨〉[p1]",
        "art2〈定義〉[p1 p2]",
        "art3〈手数料〉[p1 p2[i1 i2[note note]]]",
        "art4〈審査会への諮問〉[p1[note note i1 i2]]",
        "suppl[p1〈施行期日〉 p2〈経過措置〉]",
    ]
    assert ordinance.title == "花野市個人情報の保護に関する法律施行条例"
    assert ordinance.number == "条例第３号"
    assert ordinance.problems == ()


SPACED = """花 野 市 個 人 情 報 保 護 条 例
第 １ 条 　 こ の 条 例 は 、 市 の 責 務 を 定 め る 。
( 定 義 )
第 ２ 条 　 こ の 条 例 に お い て 使 用 す る 。
２ 　 市 長 は 、 公 表 す る 。
( １ ) 　 甲
( ２ ) 　 乙
附 　 　 　 則
こ の 条 例 は 、 公 布 の 日 か ら 施 行 す る 。
"""


def test_spaces_between_all_characters():
    ordinance = parsed(SPACED)
    assert body(ordinance) == ["art1[p1]", "art2〈定 義〉[p1 p2[i1 i2]]", "suppl[p1]"]
    assert (ordinance.title, ordinance.body) == ("花野市個人情報保護条例", "花野市")


SQUEEZED = """花野市個人情報保護条例
第1条この条例は、個人情報の適正な取扱いを定める。
第2条実施機関は、次に掲げる者をいう。
(1)市長
(2)教育委員会
ア委員
イ事務局
2市長は、前項の者を監督する。
3前項の規定は、議会には適用しない。
第3条第1項の規定は、前条に準用する。
第3条市長は、規則を定める。
附則
1この条例は、令和5年4月1日から施行する。
2経過措置は、規則で定める。
"""


def test_no_space_after_labels():
    assert body(parsed(SQUEEZED)) == ["art1[p1]", "art2[p1[i1 i2[s1 s2]] p2 p3]", "art3[p1]", "suppl[p1 p2]"]


DAMAGED = """３　市長は、前項の規定による公表をしなければならない。
第8条　市長は、必要な措置を講ずる。
第7条　市長は、別の措置を講ずる。
第○条　市長は、案を作る。
　(2)　二番目
　(4)　四番目
附則
"""


def test_a_damaged_text_gives_a_tree_and_problems():
    ordinance = parsed(DAMAGED)
    assert body(ordinance) == ["p3", "art8[p1]", "art7[p1]", "art[p1[i2 i4]]", "suppl[p1]"]
    assert sorted(problem.code for problem in ordinance.problems) == [
        "P211", "P212", "P213", "P213", "P214", "P217", "P221",
    ]  # fmt: skip


def test_labels_on_lines_of_their_own_take_the_words_below():
    text = "花野市条例\n第1条\n次に掲げる者をいう。\n(1)\n市長\n(2)\n議長\nア\n副議長\n2\n前項の者は、公表する。\n附則\n1\n公布の日から施行する。\n2\n廃止する。\n"
    ordinance = parsed(text)
    assert body(ordinance) == ["art1[p1[i1 i2[s1]] p2]", "suppl[p1 p2]"]
    assert [node.own_text(text) for node in ordinance.walk() if node.type is NodeType.ITEM] == [
        "市長",
        "議長",
    ]


def test_a_sentence_that_the_page_broke_inside_brackets_goes_on_in_a_short_text():
    ordinance = parse(
        Document(
            "花野市条例\n第1条　この条例は、個人情報の保護に関する法律（以下「法」\nという。）の施行を定める。\n"
            "第2条　事務に従事する職員（非常勤の職員を含む。）\n又は職員であった者は、秘密を守る。\n次の項は、番号がない。\n"
        )
    )
    articles = [node for node in ordinance.nodes if node.type is NodeType.ARTICLE]
    assert [[child.number for child in node.children] for node in articles] == [["1"], ["1", "2"]]


def test_the_path_of_a_collection_above_a_broken_title_is_a_note():
    ordinance = parse(
        Document(
            "―――\n第3編 執行機関（花野市電子計算組織に係る個人\n　保護に関する条例）\n―――\n○花野市電子計算組織に係る個人\n"
            "　情報の保護に関する条例\n昭和56年6月10日\n条例第16号\n（目的）\n第1条　この条例は、個人情報を保護する。\n"
        )
    )
    assert [node.type for node in ordinance.nodes[:2]] == [NodeType.NOTE, NodeType.HEADING]
    assert ordinance.title == "花野市電子計算組織に係る個人情報の保護に関する条例"


def test_words_of_a_page_above_a_marked_title_are_a_note():
    ordinance = parse(
        Document(
            "この画面では利用状況を調べるために記録を取ります。\n閉じる\n○花野市条例\n平成14年3月27日\n条例第1号\n（目的）\n"
            "第1条　目的を定める。\n"
        )
    )
    assert (ordinance.title, ordinance.number) == ("花野市条例", "条例第1号")
    assert [problem.code for problem in ordinance.problems] == []


def test_a_page_without_line_ends_whose_characters_stand_apart_is_read():
    words = (
        "○ 花 野 市 個 人 情 報 条 例 平 成 1 4 年 3 月 2 7 日 条例第1号 (目的) 第1条 目 的 を 定 め る 。 (定義) "
        "第2条 次 の 各 号 に 掲 げ る 用 語 は 、 当 該 各 号 に よ る 。 (1) 甲 と は 、 乙 を い う 。 (2) 丙 と は 、 丁 を い う 。"
    )
    ordinance = parse(Document(words))
    assert (ordinance.title, str(ordinance.promulgated_on)) == ("花野市個人情報条例", "2002-03-27")
    last = [node for node in ordinance.nodes if node.type is NodeType.ARTICLE][-1]
    assert [child.number for child in last.children[0].children] == ["1", "2"]


def test_rows_between_bars_are_no_paragraphs():
    ordinance = parse(
        Document(
            "花野市規則\n第1条　書類は、次のとおりとする。\n区分 | 書類 |\n1 | 開示の請求 | 様式第1号 |\n2 | 訂正の請求 | 様式第2号 |\n"
            "2　様式は、市長が定める。\n"
        )
    )
    article = next(node for node in ordinance.nodes if node.type is NodeType.ARTICLE)
    assert [child.number for child in article.children] == ["1", "2"]
    assert "様式第2号" in article.children[0].own_text(ordinance.text)


def test_the_day_of_a_page_below_a_chapter_is_no_part_of_its_name():
    ordinance = parse(
        Document("花野市条例\n第1章　総則\n\n更新日：2015年12月1日\n\n（目的）\n第1条　目的を定める。\n")
    )
    chapter = ordinance.nodes[-1]
    assert [child.type for child in chapter.children] == [NodeType.NOTE, NodeType.ARTICLE]
    assert chapter.own_text(ordinance.text) == "総則"
