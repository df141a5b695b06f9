"""Whole ordinances in the styles that municipalities write, against the tree that a reader of law sees."""

from datetime import date

import pytest
from outlines import body, parsed

from pirules.ordinance import parse, split
from pirules.ordinance.model import Document, Kind, NodeType

CHAPTERS = """　　　花野市個人情報の保護に関する法律施行条例

平成17年3月1日
花野市条例第41号

目次
　第1章　総則（第1条・第2条）
　第2章　開示等
　　第1節　開示（第3条－第5条）
　　第2節　訂正（第6条）
　第3章　雑則（第7条）
　附則

　　　第1章　総則
　（趣旨）
第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定める。
　（定義）
第2条　この条例において「実施機関」とは、次に掲げる者をいう。
　⑴　市長
　⑵　教育委員会
　　ア　委員
　　イ　事務局
　　　(ア)　課長
　　　(イ)　係長
　⑶　公営企業管理者
２　前項に規定するもののほか、この条例で使用する用語は、法の例による。
　　　第2章　開示等
　　　　第1節　開示
第3条から第5条まで　削除
　　　　第2節　訂正
第6条　（訂正）訂正請求は、次の各号のいずれかによる。
　(1)　書面　書面による請求をいう。
　(2)　口頭
　前項各号の方法は、市長が定める。
２　前項の規定は、次に掲げる者には適用しない。ただし、緊急の場合は、この限りでない。
　(1)　甲
　(2)から(4)まで　削除
　(5)　乙
　　　第3章　雑則
第7条　この条例の施行に関し必要な事項は、規則で定める。
第7条の2　削除

　　　附　則
　（施行期日）
１　この条例は、公布の日から施行する。
　（経過措置）
２　この条例の施行の日前に、次に掲げる行為をした者は、なお従前の例による。
　(1)　甲
　(2)　乙
　　　附　則（平成20年3月1日条例第5号）
　この条例は、平成20年4月1日から施行する。
　　　附　則（平成25年条例第9号）抄
（施行期日）
第1条　この条例は、平成25年4月1日（以下「施行日」という。）から施行する。
別表第1（第3条関係）
区分　金額
1　写し　10円
2　写し　20円
別表第2（第4条関係）
様式第1号（第6条関係）
　　　　訂正請求書
1　氏名
"""


def test_chapters_contents_deleted_ranges_several_supplementary_provisions_tables_and_forms():
    ordinance = parsed(CHAPTERS)
    assert body(ordinance) == [
        "toc",
        "ch1[art1〈趣旨〉[p1] art2〈定義〉[p1[i1 i2[s1 s2[s1 s2]] i3] p2]]",
        "ch2[sec1[art3:5[p1]] sec2[art6〈訂正〉[p1[i1 i2] p2[i1 i2:4 i5]]]]",
        "ch3[art7[p1] art7_2[p1]]",
        "suppl[p1〈施行期日〉 p2〈経過措置〉[i1 i2]]",
        "suppl[p1]",
        "suppl[art1〈施行期日〉[p1]]",
        "table1",
        "table2",
        "form1",
    ]
    assert ordinance.problems == ()
    assert (ordinance.title, ordinance.body, ordinance.number, ordinance.kind) == (
        "花野市個人情報の保護に関する法律施行条例",
        "花野市",
        "花野市条例第41号",
        Kind.IMPLEMENTATION,
    )
    assert (ordinance.promulgated_on, ordinance.effective_on) == (date(2005, 3, 1), date(2005, 3, 1))


def test_labels_stay_as_printed_and_words_after_items_belong_to_the_paragraph():
    ordinance = parsed(CHAPTERS)
    nodes = {(node.type, node.label): node for node in ordinance.walk()}
    assert {label for node_type, label in nodes if node_type is NodeType.SUBITEM} == {
        "ア",
        "イ",
        "(ア)",
        "(イ)",
    }
    assert nodes[NodeType.ITEM, "(2)から(4)まで"].own_text(CHAPTERS) == "削除"
    assert (NodeType.SUPPLEMENTARY, "附　則（平成20年3月1日条例第5号）") in nodes
    article = nodes[NodeType.ARTICLE, "第6条"]
    assert (
        article.children[0].own_text(CHAPTERS).splitlines()[-1].strip() == "前項各号の方法は、市長が定める。"
    )
    assert nodes[NodeType.CHAPTER, "第1章"].own_text(CHAPTERS) == "総則"


PREFECTURE = """　　　花野県個人情報の保護に関する法律施行条例をここに公布する。
　令和四年十二月二十日
　　　　　　　　　　　　　　花野県知事　山　田　太　郎
花野県条例第五十号
　　　花野県個人情報の保護に関する法律施行条例
目次
　第一章　総則（第一条―第三条）
　第二章　雑則（第四条）
　附則
　　　第一章　総則
　（趣旨）
第一条　この条例は、個人情報の保護に関する法律（平成十五年法律第五十七号。以下「法」という。）の施行に関し必要な事項を定めるものとする。
　（定義）
第二条　この条例において「県の機関」とは、知事、教育委員会及び警察本部長をいう。
２　前項に定めるもののほか、この条例において使用する用語は、法において使用する用語の例による。
　（帳簿）
第三条　県の機関は、次に掲げる事項を記載した帳簿を作成しなければならない。
　一　名称
　二　目的
　　イ　主たる目的
　　ロ　従たる目的
　二の二　目的の変更
　三　前二号に掲げるもののほか、規則で定める事項
２　前項の規定は、次の各号のいずれかに該当するときは、適用しない。
　一　緊急のとき。
　二　軽易なとき。
　　　第二章　雑則
　（委任）
第四条　この条例の施行に関し必要な事項は、規則で定める。
　　　附　則
　（施行期日）
１　この条例は、令和五年四月一日から施行する。
　（花野県個人情報保護条例の廃止）
２　花野県個人情報保護条例（平成十三年花野県条例第一号）は、廃止する。
"""


def test_kanji_numbers_and_a_gazette_head():
    ordinance = parsed(PREFECTURE)
    assert body(ordinance) == [
        "toc",
        "ch1[art1〈趣旨〉[p1] art2〈定義〉[p1 p2] art3〈帳簿〉[p1[i1 i2[s1 s2] i2_2 i3] p2[i1 i2]]]",
        "ch2[art4〈委任〉[p1]]",
        "suppl[p1〈施行期日〉 p2〈花野県個人情報保護条例の廃止〉]",
    ]
    assert (ordinance.body, ordinance.number) == ("花野県", "花野県条例第五十号")
    assert (ordinance.kind, ordinance.promulgated_on) == (Kind.IMPLEMENTATION, date(2022, 12, 20))
    assert ordinance.effective_on == date(2023, 4, 1)


UNNUMBERED = """○月影村個人情報保護条例
昭和63年12月20日条例第30号
改正
平成12年3月27日条例第7号
平成17年3月28日条例第8号
［目的］
第１条　この条例は、基本的人権を守ることを目的とする。
　（平12条例7・一部改正）
［収集の制限］
第２条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。
　ただし、本人の同意があるときは、この限りでない。
　実施機関は、前項の規定により収集したときは、村長に届け出なければならない。
　村長は、前項の届出を公表する。（平17条例8・追加）
(適用除外) 第３条　この条例は、次の各号には適用しない。
1　統計
2　図書館
3　前2号に類するもの
２　前項の規定は、議会には適用しない。
第4条及び第5条　削除
付則
１　この条例は、規則で定める日から施行する。
２　村長は、見直しを行う。
付則〔平成12年条例第7号〕
この条例は、公布の日から施行する。
"""


def test_paragraphs_without_number_digits_as_items_and_notes():
    ordinance = parsed(UNNUMBERED)
    assert body(ordinance) == [
        "note", "note", "note",
        "art1〈目的〉[p1 note]",
        "art2〈収集の制限〉[p1 p2 p3 note]",
        "art3〈適用除外〉[p1[i1 i2 i3] p2]",
        "art4:5[p1]",
        "suppl[p1 p2]",
        "suppl[p1]",
    ]  # fmt: skip
    assert (ordinance.kind, ordinance.body, ordinance.number) == (Kind.LEGACY, "月影村", "条例第30号")
    assert ordinance.effective_on is None
    proviso = ordinance.nodes[6].children[0]
    assert "ただし、本人の同意" in proviso.own_text(UNNUMBERED)


UNION = """花野広域連合個人情報保護条例
（平成20年2月29日花野広域連合条例第2号）
　（目的）
第1条　この条例は、個人の権利利益を保護することを目的とする。
（定義）
第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
1．個人情報　個人に関する情報をいう。
2．実施機関　連合長をいう。
　ａ　連合長
　ｂ　議会
　　(a)　議員
　　(b)　議長
3．その他
（利用の制限）
第3条　実施機関は、次に掲げる場合を除き、個人情報を利用してはならない。
　一　本人の同意があるとき。
　二　法令に定めがあるとき。
　　イ　法律
　　ロ　条例
　　　⑴　県条例
　　　⑵　市条例
　三　その他
2　前項の規定にかかわらず、実施機関は、審査会の意見を聴いて利用することができる。この場合において、実施機関は、本人に通知しなければならない。
3　前項に規定する場合において、次の表の左欄に掲げる字句は、右欄の字句に読み替える。
左欄	右欄
1	甲
2	乙
附　則　抄
（施行期日）
1　この条例は、令和5年規則で定める日から施行する。
（検討）
2　連合長は、検討を行う。
別記様式（第3条関係）
"""


def test_numbers_with_points_letters_and_a_table_inside_a_paragraph():
    ordinance = parsed(UNION)
    assert body(ordinance) == [
        "art1〈目的〉[p1]",
        "art2〈定義〉[p1[i1 i2[s1 s2[s1 s2]] i3]]",
        "art3〈利用の制限〉[p1[i1 i2[s1 s2[s1 s2]] i3] p2 p3]",
        "suppl[p1〈施行期日〉 p2〈検討〉]",
        "form",
    ]
    assert (ordinance.body, ordinance.number) == ("花野広域連合", "花野広域連合条例第2号")
    assert ordinance.promulgated_on == date(2008, 2, 29)


ASSEMBLY = """花野地区消防組合議会の個人情報の保護に関する条例を公布する。
　令和五年三月二十四日
　　　　　　　　　　花野地区消防組合管理者　山田太郎
花野地区消防組合条例第二号
　　　花野地区消防組合議会の個人情報の保護に関する条例
（目的）
第一条　この条例は、議会における個人情報の適正な取扱いに関し必要な事項を定める。
（定義）
第二条　この条例において「保有個人情報」とは、議会の事務局の職員が職務上作成したものをいう。
②　議長は、次のイからハまでに掲げるものを公表する。
イ　名称
ロ　目的
ハ　前二号に掲げるもの
③　議長は、前項の事務を行う。
附則
この条例は、令和五年四月一日から施行する。ただし、第三条の規定は、公布の日から施行する。
"""


def test_an_assembly_of_a_union_with_circled_paragraph_numbers():
    ordinance = parsed(ASSEMBLY)
    assert body(ordinance) == ["art1〈目的〉[p1]", "art2〈定義〉[p1 p2[s1 s2 s3] p3]", "suppl[p1]"]
    assert (ordinance.kind, ordinance.body) == (Kind.ASSEMBLY, "花野地区消防組合")
    assert ordinance.effective_on == date(2023, 4, 1)


PREAMBLE = """○花野市個人情報保護条例
令和2年3月1日
条例第1号
目次
　前文
　第1章　総則（第1条）
　第2章　雑則（第2条）
　附則
　個人の尊厳は、情報の流れを自ら決めることによって守られる。
　私たちは、ここにこの条例を定める。
第1章　総則
（目的）
第1条　個人情報の保護を目的とする。
（責務）
第1条の2　市は、必要な施策を行う。
第2条　市長は、次の(1)又は(2)を行う。
(1)　ア　一つ
(2)　二つ
第2章　雑則
第3条　削除
附則
（施行期日）
第1条　この条例は、令和2年4月1日から施行する。
（経過措置）
第2条　なお従前の例による。
2　前項の規定は、適用しない。
第3条　前条に準ずる。
"""


def test_a_preamble_after_the_contents_and_supplementary_articles_that_restart_at_article_1():
    ordinance = parsed(PREAMBLE)
    assert body(ordinance) == [
        "toc",
        "pre",
        "ch1[art1〈目的〉[p1] art1_2〈責務〉[p1] art2[p1[i1[s1] i2]]]",
        "ch2[art3[p1]]",
        "suppl[art1〈施行期日〉[p1] art2〈経過措置〉[p1 p2] art3[p1]]",
    ]


@pytest.mark.parametrize("caption", ["（趣旨）", "［趣旨］", "〔趣旨〕", "【趣旨】"])
def test_a_preamble_stands_above_a_first_article_with_its_caption_beside_it(caption):
    text = f"花野市個人情報保護条例\n市は、市民とともに歩み、その情報を守る。\n{caption}第1条　この条例は、必要な事項を定める。\n"
    assert [node.type for node in parse(Document(text)).nodes] == [
        NodeType.HEADING,
        NodeType.PREAMBLE,
        NodeType.ARTICLE,
    ]


def test_a_rule_without_articles_has_paragraphs():
    text = "花野市議会の会期に関する条例\n1　市議会の定例会の回数は、年4回とする。\n2　会期は、議長が定める。\n附則\nこの条例は、公布の日から施行する。\n"
    assert body(parsed(text)) == ["p1", "p2", "suppl[p1]"]


def test_an_amending_number_below_its_label_belongs_to_it():
    text = "花野市条例\n第1条　定める。\n　附　則\n　　（令和6年3月20日条例第9号）\n１　施行する。\n"
    ordinance = parsed(text)
    assert body(ordinance)[1:] == ["suppl[p1]"]
    assert ordinance.nodes[-1].label == "附　則\n　　（令和6年3月20日条例第9号）"


def test_rows_set_with_spaces_stay_in_the_paragraph_that_announces_the_table():
    text = "花野市条例\n第4条　次の表の左欄に掲げる規定は、右欄のとおり読み替える。\n第5条第1項　市長　議長\n第6条　市長　議長\n2　前項の規定は、準用する。\n第5条　市長は、公表する。\n"
    assert body(parsed(text)) == ["art4[p1 p2]", "art5[p1]"]


def test_unnumbered_captioned_paragraphs_of_supplementary_provisions():
    text = "花野市条例\n第1条　定める。\n附　則\n（施行期日）\n　この条例は、令和5年4月1日から施行する。\n（経過措置）\n　なお従前の例による。\n附　則\n一　公布の日から施行する。\n二　廃止する。\n"
    assert body(parsed(text))[1:] == ["suppl[p1〈施行期日〉 p2〈経過措置〉]", "suppl[p1 p2]"]


def test_a_page_number_may_stand_between_a_caption_and_its_paragraph_of_supplementary_provisions():
    pages = "".join(
        f"第{number}条　{'市長は、定める。' * 4}\n　　　　- {number} -\n" for number in range(1, 4)
    )
    text = f"花野市条例\n{pages}附　則\n（施行期日）\n1　公布の日から施行する。\n（経過措置）\n　　　　- 4 -\n\n2　なお従前の例による。\n"
    supplement = next(node for node in parsed(text).walk() if node.type is NodeType.SUPPLEMENTARY)
    assert [child.caption for child in supplement.children] == ["施行期日", "経過措置"]


def test_a_paragraph_that_a_note_has_closed_announces_no_list():
    text = "花野市条例\n第1条　甲。\n附則\n1　甲。\n2　乙は、次のとおりとする。\n（平20条例5・一部改正）\n（目的）\n1　丙。\n"
    ordinance = parsed(text)
    assert body(ordinance)[1:] == ["suppl[p1 p2 note p1〈目的〉]"]
    assert [problem.code for problem in ordinance.problems] == ["P212"]


def test_two_ordinances_in_one_text_are_told_apart():
    second = "○花野県個人情報保護審査会条例\n令和四年十二月二十日\n花野県条例第五十一号\n（設置）\n第一条　審査会を置く。\n附則\nこの条例は、令和五年四月一日から施行する。\n"
    document = Document(text=PREFECTURE + second)
    assert [part.text for part in split(document)] == [PREFECTURE, second]
    whole = parsed(PREFECTURE + second)
    assert [problem.code for problem in whole.problems] == ["P215"]
    assert parse(split(document)[1]).number == "花野県条例第五十一号"


def test_one_ordinance_is_not_split():
    document = Document(text=CHAPTERS)
    assert split(document) == (document,)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_change_nothing(ending):
    ordinance = parsed(CHAPTERS.replace("\n", ending))
    assert body(ordinance) == body(parsed(CHAPTERS))
