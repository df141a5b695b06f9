"""What the head and the first 附則 say, and what kind of ordinance it is."""

from datetime import date

import pytest

from pirules.ordinance import parse
from pirules.ordinance.facts import body_in_title
from pirules.ordinance.model import Document, NodeType

KINDS = [
    (
        "花野市個人情報保護条例",
        "（趣旨）\n第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し必要な事項を定めるものとする。\n第2条　この条例で使用する用語は、法で使用する用語の例による。\n第3条　法第89条第2項の手数料は、無料とする。",
        "implementation",
    ),
    (
        "花野市個人情報の保護に関する条例",
        "（目的）\n第1条　この条例は、実施機関が保有する個人情報の開示、訂正及び利用停止を請求する権利を明らかにする。\n第2条　個人情報　個人に関する情報であって、特定の個人が識別されるものをいう。\n第3条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。\n第4条　何人も、実施機関に対し、自己の個人情報の開示を請求することができる。",
        "legacy",
    ),
    (
        "花野市情報公開・個人情報保護審査会条例",
        "第1条　花野市情報公開・個人情報保護審査会を置く。\n第2条　審査会は、法第105条第3項の規定による諮問に応じ、調査審議する。",
        "other",
    ),
    (
        "花野市情報公開条例",
        "第1条　この条例は、公文書の公開を請求する権利を定める。\n第2条　実施機関は、個人情報を除き、公開しなければならない。\n第3条　個人に関する情報は、この限りでない。",
        "other",
    ),
    (
        "花野市議会の個人情報の保護に関する条例",
        "第1条　この条例は、議会における個人情報の適正な取扱いに関し必要な事項を定める。\n第2条　議長は、議会の保有個人情報を保護しなければならない。",
        "assembly",
    ),
    (
        "花野市個人番号の利用及び特定個人情報の提供に関する条例",
        "第1条　この条例は、番号法に基づく個人番号の利用に関し必要な事項を定める。",
        "other",
    ),
    (
        "花野市個人情報保護法施行条例",
        "第1条　この条例は、法の施行に関し必要な事項を定める。\n第2条　手数料は、法第89条第2項による。",
        "implementation",
    ),
    (
        "花野・月影衛生組合個人情報の保護に関する法律施行条例",
        "第1条　この条例は、個人情報の保護に関する法律の施行に関し必要な事項を定める。\n第2条　組合の機関とは、管理者、議会を除く監査委員をいう。",
        "implementation",
    ),
    ("花野市個人情報保護条例を廃止する条例", "花野市個人情報保護条例は、廃止する。", "other"),
    (
        "花野市個人情報の保護に関する法律施行条例の一部を改正する条例",
        "花野市個人情報の保護に関する法律施行条例の一部を次のように改正する。\n第3条を削る。",
        "other",
    ),
    (
        "花野市死者の情報の開示に関する条例",
        "第1条　死者に関する情報の開示を定める。\n第2条　遺族は、請求することができる。",
        "other",
    ),
    ("個人情報の保護に関する法律施行細則", "第1条　この規則は、法の施行に関し必要な事項を定める。", "other"),
    (
        "花野市議会個人情報保護条例",
        "第1条　この条例は、議会が保有する個人情報の取扱いを定める。\n第2条　議長は、個人情報を保護する。",
        "assembly",
    ),
    (
        "花野町電子計算組織の管理運営に関する条例",
        (
            "第1条　電算処理について必要な事項を定め、町民の秘密を守る。\n"
            "第2条　電子計算組織に記録する事項には、思想及び信条に関するものを含めてはならない。\n"
            "第3条　個人に関するデータは、町の外に提供してはならない。ただし、町長が認めるときは、この限りでない。"
        ),
        "legacy",
    ),
    (
        "花野区自己情報の管理に関する条例",
        (
            "第1条　この条例は、自己情報の取扱いを定め、区民の基本的人権を守る。\n"
            "第2条　この条例において「自己情報」とは、個人に関する情報であって、特定の個人が識別されるものをいう。\n"
            "2　実施機関は、区長及び教育委員会をいう。\n第3条　自己情報は、本人から収集しなければならない。\n"
            "第4条　区民は、自己情報の開示を請求することができる。"
        ),
        "legacy",
    ),
    (
        "花野町電算機器の管理に関する条例",
        "第1条　機器の配置及び保守について定める。\n第2条　個人情報の取扱いは、法の定めるところによる。",
        "other",
    ),
    ("花野市議会情報公開条例", "第1条　議会の公文書の公開を定める。議長は、公開する。", "other"),
    ("花野市職員の給与に関する条例", "第1条　職員の給与を定める。", "other"),
    (
        "花野県後期高齢者医療広域連合個人情報の保護に関する法律の施行に関する条例",
        "第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行に関し、必要な事項を定める。",
        "implementation",
    ),
    ("花野市印鑑条例", "第1条　印鑑の登録を定める。\n第2条　個人情報の保護に留意する。", "other"),
    (
        "花野市個人情報の保護に関する法律の施行に係る手数料条例",
        "第1条　法第89条第2項の手数料を定める。",
        "other",
    ),
]


@pytest.mark.parametrize(("title", "provisions", "kind"), KINDS, ids=[case[0] for case in KINDS])
def test_the_kind_goes_by_title_structure_and_words(title, provisions, kind):
    text = f"○{title}\n令和5年3月1日\n条例第3号\n{provisions}\n附則\nこの条例は、公布の日から施行する。\n"
    assert parse(Document(text=text)).kind == kind


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("花野市個人情報保護条例", "花野市"),
        ("四日市市個人情報の保護に関する法律施行条例", "四日市市"),
        ("東村山市個人情報保護条例", "東村山市"),
        ("市川市議会の個人情報の保護に関する条例", "市川市"),
        ("大町市個人情報保護条例", "大町市"),
        ("京都府個人情報保護条例", "京都府"),
        ("都城市情報公開条例", "都城市"),
        ("東京都中央区個人情報保護条例", "東京都中央区"),
        ("かつらぎ町表彰規程", "かつらぎ町"),
        ("花野地区消防組合個人情報保護条例", "花野地区消防組合"),
        ("花野県後期高齢者医療広域連合議会の個人情報の保護に関する条例", "花野県後期高齢者医療広域連合"),
        ("個人情報の保護に関する法律施行条例", None),
        ("議会の個人情報の保護に関する条例", None),
    ],
)
def test_the_body_is_read_from_the_title(title, body):
    assert body_in_title(title) == body


@pytest.mark.parametrize(
    ("head", "number", "promulgated"),
    [
        ("平成17年3月1日\n条例第5号", "条例第5号", date(2005, 3, 1)),
        ("令和四年一二月二二日\n条例第一三〇号", "条例第一三〇号", date(2022, 12, 22)),
        ("令和5年3月24日条例第3号", "条例第3号", date(2023, 3, 24)),
        ("（令和５年３月２４日　条例第３号）", "条例第３号", date(2023, 3, 24)),
        ("令和5年3月24日　花野市条例第3号", "花野市条例第3号", date(2023, 3, 24)),
        ("花野市条例第 41 号\n令和5年3月24日公布", "花野市条例第41号", date(2023, 3, 24)),
        ("制定　令和5年3月24日条例第3号\n改正　令和6年3月1日条例第9号", "条例第3号", date(2023, 3, 24)),
        ("平成12年条例第3号", "条例第3号", None),
        ("令和5年2月30日\n条例第3号", "条例第3号", None),
        ("", None, None),
    ],
)
def test_number_and_day_of_promulgation(head, number, promulgated):
    text = f"花野市個人情報保護条例\n{head}\n（目的）\n第1条　目的を定める。\n附則\nこの条例は、公布の日から施行する。\n"
    ordinance = parse(Document(text=text))
    assert (ordinance.number, ordinance.promulgated_on) == (number, promulgated)
    assert ordinance.effective_on == promulgated


@pytest.mark.parametrize("head", ["（令和５年３月３日条例第２号）", "（令和５年３月３日）\n（条例第２号）"])
def test_a_number_in_brackets_right_above_the_first_article_is_no_caption(head):
    text = f"南部衛生組合個人情報の保護に関する法律施行条例\n{head}\n第１条（趣旨）　趣旨を定める。\n"
    ordinance = parse(Document(text=text))
    assert (ordinance.number, ordinance.promulgated_on) == ("条例第２号", date(2023, 3, 3))
    article = next(node for node in ordinance.nodes if node.type is NodeType.ARTICLE)
    assert article.caption == "趣旨"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("この条例は、令和5年4月1日から施行する。", date(2023, 4, 1)),
        ("この条例は、令和五年四月一日から施行する。", date(2023, 4, 1)),
        ("この条例は、公布の日から施行する。", date(2023, 3, 24)),
        ("この条例は、公布の日から施行し、令和5年4月1日から適用する。", date(2023, 3, 24)),
        ("この条例は、公布の日の翌日から施行する。", date(2023, 3, 25)),
        ("この条例は、令和5年4月1日（以下「施行日」という。）から施行する。", date(2023, 4, 1)),
        (
            "この条例は、令和5年4月1日から施行する。ただし、第3条の規定は、公布の日から施行する。",
            date(2023, 4, 1),
        ),
        ("第3条の規定は公布の日から、その他の規定は令和5年4月1日から施行する。", date(2023, 4, 1)),
        ("この条例は、規則で定める日から施行する。", None),
        ("この条例は、公布の日から起算して6月を超えない範囲内において規則で定める日から施行する。", None),
        ("この条例は、デジタル社会形成整備法第51条の規定の施行の日から施行する。", None),
        ("この条例は、令和5年4月1日から始めます。", date(2023, 4, 1)),
        ("本条例は、令和５年４月１日から効力を生ずる。", date(2023, 4, 1)),
        ("この条例は、公布の日から実施する。", date(2023, 3, 24)),
        ("第2条の規定は、令和6年4月1日から始まる年度に適用する。", None),
        ("旧条例は、廃止する。", None),
    ],
)
def test_the_day_in_force(words, day):
    for before in ("", "（施行期日）\n１　", "（施行期日）\n第1条　"):
        text = f"花野市条例\n令和5年3月24日条例第3号\n第1条　目的を定める。\n附　則\n{before}{words}\n附則（令和6年条例第1号）\nこの条例は、令和6年4月1日から施行する。\n"
        assert parse(Document(text=text)).effective_on == day


_REWRITTEN = "昭和62年青浜市条例第5号)の全部を次のように"
_IMPLEMENTING = "(趣旨)\n第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。"
_OLD_TYPE = (
    "(収集)\n第1条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。\n"
    "(結合)\n第2条　実施機関は、通信回線により電子計算機を結合してはならない。"
)


@pytest.mark.parametrize(
    ("head", "provisions", "kind"),
    [
        (
            "青浜市個人情報保護条例の全部を改正する条例\n令和5年3月20日\n条例第3号",
            _IMPLEMENTING,
            "implementation",
        ),
        (
            (
                "青浜市個人情報保護条例の全部を改正する条例\n令和5年3月20日\n条例第3号\n"
                f"青浜市個人情報保護条例({_REWRITTEN}改正する。\n青浜市個人情報の保護に関する法律施行条例"
            ),
            _IMPLEMENTING,
            "implementation",
        ),
        (
            (
                "青浜市電子計算組織の運営に関する条例の全部を改正する条例\n平成11年12月20日\n条例第30号\n"
                f"青浜市電子計算組織の運営に関する条例({_REWRITTEN}改正する。\n青浜市個人情報保護条例"
            ),
            _OLD_TYPE,
            "legacy",
        ),
        (
            f"青浜市個人情報保護条例({_REWRITTEN}改める。\n青浜市個人情報の保護に関する法律施行条例",
            _IMPLEMENTING,
            "implementation",
        ),
        (
            "青浜市個人情報保護条例\n令和4年12月20日\n条例第33号",
            (
                "第1条　市の機関は、個人情報を収集するときは、本人から収集しなければならない。\n"
                "第2条　何人も、実施機関に対し、自己の保有個人情報の開示を請求することができる。法第89条第2項の手数料は、零円とする。\n"
                "附　則\nこの条例は、令和5年4月1日から施行する。"
            ),
            "implementation",
        ),
        (
            "青浜市印鑑条例の全部を改正する条例\n令和5年3月20日\n条例第3号",
            "第1条　印鑑の登録について定める。",
            "other",
        ),
    ],
)
def test_an_ordinance_that_rewrites_another_is_what_its_own_text_is(head, provisions, kind):
    text = f"{head}\n\n{provisions}\n附　則\nこの条例は、公布の日から施行する。\n"
    assert parse(Document(text=text)).kind == kind


def test_a_number_that_names_only_the_kind_of_body_leaves_the_name_to_the_title():
    text = "東三河原広域連合個人情報の保護に関する法律施行条例\n令和5年2月20日\n広域連合条例第2号\n第1条　趣旨を定める。\n"
    ordinance = parse(Document(text=text))
    assert (ordinance.body, ordinance.number) == ("東三河原広域連合", "広域連合条例第2号")


def test_a_number_printed_with_spaces_between_its_characters_is_read():
    text = "○ 星 降 村 個 人 情 報 保 護 条 例\n条 例 第 ２ 号\n第1条　趣旨を定める。\n"
    assert parse(Document(text=text)).number == "条例第２号"


@pytest.mark.parametrize(
    ("printed", "title", "body"),
    [
        ("○○市個人情報の保護に関する法律施行条例", "○○市個人情報の保護に関する法律施行条例", "○○市"),
        ("○　○○市個人情報の保護に関する法律施行条例", "○○市個人情報の保護に関する法律施行条例", "○○市"),
        ("◎〇〇町個人情報保護条例", "〇〇町個人情報保護条例", "〇〇町"),
        ("○○星降村個人情報保護条例", "星降村個人情報保護条例", "星降村"),
        ("○", None, None),
    ],
)
def test_a_name_left_blank_is_no_mark_before_the_title(printed, title, body):
    ordinance = parse(
        Document(f"{printed}\n\n(趣旨)\n第1条　趣旨を定める。\n附則\nこの条例は、公布の日から施行する。\n")
    )
    assert (ordinance.title, ordinance.body) == (title, body)
