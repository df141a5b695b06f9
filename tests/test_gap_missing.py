"""What hides that a mandatory fee is missing, and what only looks as if it were (法89条2項, 119条3項・4項)."""

import pytest

from pirules.gap import report_on
from pirules.gap.missing import must_solicit
from pirules.gap.model import GapReport
from pirules.ordinance import parse
from pirules.ordinance.model import Document

FREE = "法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。"
FIRST = (
    "法第119条第3項の規定により納付しなければならない手数料の額は、21,000円に規則で定める額を加えた額とする。"
)
FEES = {"D": "disclosure-fee", "1": "anonymized-fee-1", "2": "anonymized-fee-2"}


def ordinance(*articles: str, body: str = "青葉県", title: str = "", tables: str = "") -> str:
    """Return an ordinance under the Act with the articles given, one a line or more, and what stands behind its 附則."""
    numbered = "".join(f"第{number}条　{text}\n" for number, text in enumerate(articles, 2))
    return (
        f"{title or body + '個人情報の保護に関する法律施行条例'}\n令和4年12月20日\n条例第40号\n"
        "第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。\n"
        f"{numbered}附　則\nこの条例は、令和5年4月1日から施行する。\n{tables}"
    )


def report(text: str, *others: str) -> GapReport:
    """Return the report by rules alone."""
    return report_on(
        parse(Document(text)),
        [parse(Document(other)) for other in others],
        model=False,
        second_reader=False,
    )


def missing(text: str, *others: str) -> set[str]:
    """Return the topics that the report calls missing."""
    return {entry.topic for entry in report(text, *others).missing}


def topics(letters: str) -> set[str]:
    return {FEES[letter] for letter in letters}


DISCLOSURE = [
    ("法第89条第2項の手数料は、開示の実施を受ける際に納付しなければならない。", "D"),
    ("法第89条第2項の手数料は、規則で定めるところにより納めなければならない。", "D"),
    ("市長は、特別の理由があると認めるときは、法第89条第2項の手数料を減額し、又は免除することができる。", "D"),
    ("情報公開条例第5条の規定による公文書の公開の請求をする者は、1件につき200円の手数料を納付しなければならない。", "D"),
    ("公文書の公開の請求が自己の個人情報の開示請求と同時にされたときは、公文書の公開に係る手数料は、徴収しない。", "D"),
    ("開示請求に係る手数料の額は、公文書の公開に係る手数料の例による。", ""),
    ("写しの交付を受ける者は、写し1枚につき10円の費用を負担しなければならない。", "D"),
    ("法第89条第2項の手数料は、請求の際に納付しなければならない。\n2　前項に規定する手数料は、1件につき150円とする。", ""),
    ("開示請求をする者は、手数料を納付しなければならない。\n2　手数料の額は、別表に定めるとおりとする。", ""),
    ("法第89条第2項の手数料は、免除する。", ""),
    ("法第89条第2項の条例で定める手数料の額は、写しの作成に要する実費に相当する額とする。", ""),
    ("法第89条第2項の手数料については、青浜市手数料条例(平成12年青浜市条例第5号)に定めるところによる。", ""),
    ("開示を請求した人から、お金はいただきません。", ""),
    ("自分の情報を見るときは、費用はかかりません。", ""),
    ("自分の情報を見せてもらうときは、ただです。", ""),
    ("開示してもらう人は、お金を払う必要はありません。", ""),
    ("開示請求をする者からは、金銭を徴収しないものとする。", ""),
    ("開示に係る費用は、市が負担します。", ""),
    ("開示の請求をするときは、1件300円を払ってください。", ""),
    ("写しをもらうときのお金はいただきません。", "D"),
    ("間違いを直してほしいと求めるときは、お金はかかりません。", "D"),
    ("苦情の相談は、無料とする。", "D"),
    ("開示請求をした者が受け取らないときは、手数料を返還しない。", "D"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "lacks"), DISCLOSURE)
def test_only_an_amount_for_the_request_itself_sets_the_disclosure_fee(clause: str, lacks: str) -> None:
    assert missing(ordinance(clause, body="青浜市")) == topics(lacks)


@pytest.mark.parametrize(
    "words",
    [
        "条例で定める手数料の額は、零とする。",
        "手数料は、ないものとする。",
        "手数料は、これを納めなくてもよい。",
        "手数料は、設けない。",
        "手数料の額は、青浜市手数料条例で定めるところによる。",
        "手数料は、別に条例で定める。",
    ],
)
def test_that_nothing_is_charged_or_which_ordinance_says_it_sets_the_fee(words: str) -> None:
    assert missing(ordinance(f"法第89条第2項の{words}", body="青浜市")) == set()


ANONYMISED = [
    ("法第119条の規定による手数料は、規則で定める。", "12"),
    ("法第119条第3項及び第4項の手数料の額は、知事が別に定める。", "12"),
    ("法第119条第3項及び第4項の手数料は、契約の締結の日から30日以内に納付しなければならない。", "12"),
    ("行政機関等匿名加工情報の利用に係る手数料は、収入証紙により徴収する。", "12"),
    ("県が設立した地方独立行政法人と行政機関等匿名加工情報の利用に関する契約を締結する者の手数料については、当該地方独立行政法人が定める。", "12"),
    ("当分の間、法第111条の規定による提案の募集を行わない。", "12"),
    (f"{FIRST}\n2　知事は、公益上必要があるときは、法第119条第3項及び第4項の手数料を減額し、又は免除することができる。", "2"),
    (f"{FIRST}\n2　前項の手数料は、契約を締結する日までに納付しなければならない。", "2"),
    ("法第119条第4項の規定により納付しなければならない手数料の額は、12,600円とする。", "1"),
    (f"{FIRST}\n2　前項の手数料は、その行政機関等匿名加工情報について既に他の者と契約が締結されているときは、12,600円とする。", ""),
    ("法第119条第3項及び第4項の手数料の額は、零円とする。", ""),
    ("法第115条の規定により契約を締結する者は、21,000円の手数料を納めなければならない。\n2　前項の規定は、法第118条第2項において準用する法第115条の規定により契約を締結する者について準用する。この場合において、前項中「21,000円」とあるのは、「12,600円」と読み替えるものとする。", ""),
    ("法第115条(法第118条第2項において準用する場合を含む。)の規定により契約を締結する者は、21,000円に規則で定める額を加えた額の手数料を納めなければならない。", ""),
    ("県と行政機関等匿名加工情報の利用に関する契約を締結する者の手数料は、21,000円に規則で定める額を加えた額とする。\n2　既に公表されている行政機関等匿名加工情報の利用に関する契約を締結する者の手数料は、12,600円とする。", ""),
    ("行政機関等匿名加工情報の利用に関する手数料については、個人情報の保護に関する法律施行令(平成15年政令第507号)第31条第1項及び第2項の規定の例による。", ""),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "lacks"), ANONYMISED)
def test_each_contract_on_anonymised_information_needs_an_amount(clause: str, lacks: str) -> None:
    assert missing(ordinance(FREE, clause)) == topics(lacks)


def test_one_sentence_sets_all_three_fees() -> None:
    found = report(ordinance("法第89条第2項並びに第119条第3項及び第4項の手数料の額は、零円とする。"))
    assert found.missing == []
    assert found.notification.bases == ["89-2", "119-3", "119-4"]


def test_each_item_under_a_common_lead_sets_its_fee() -> None:
    clause = "次の各号に掲げる者は、当該各号に定める額の手数料を納めなければならない。\n(1)　開示請求をする者　300円\n(2)　法第115条の規定により契約を締結する者　21,000円\n"
    later = "(3)　法第118条第2項において準用する法第115条の規定により契約を締結する者　12,600円\n"
    assert missing(ordinance(clause + later)) == set()
    assert missing(ordinance(clause)) == topics("2")


TABLE = """別表
|{act}第89条第2項の開示請求|1件につき300円|
|{act}第119条第3項の契約の締結|21,000円に作成に要する時間1時間につき3,950円を加えた額|
"""
LATER = "|{act}第119条第4項の契約の締結|12,600円|\n"


@pytest.mark.parametrize(("table", "lacks"), [(TABLE + LATER, ""), (TABLE, "2")])
def test_the_rows_of_a_table_set_the_fees_in_the_ordinance_and_beside_it(table: str, lacks: str) -> None:
    own = ordinance("手数料の額は、別表のとおりとする。", tables=table.format(act="法"))
    beside = "青葉県手数料条例\n平成12年3月28日\n青葉県条例第3号\n第1条　県は、別表に掲げる事務について、手数料を徴収する。\n附　則\nこの条例は、平成12年4月1日から施行する。\n"
    assert missing(own) == topics(lacks)
    assert missing(ordinance(), beside + table.format(act="個人情報の保護に関する法律")) == topics(lacks)


def test_the_rows_of_a_table_inside_the_article_set_the_fees() -> None:
    table = "次の表の左欄に掲げる者は、それぞれ同表の右欄に掲げる額の手数料を納付しなければならない。\n開示請求をする者　300円\n法第115条の規定により契約を締結する者　21,000円\n法第118条第2項において準用する法第115条の規定により契約を締結する者　12,600円"
    assert missing(ordinance(table)) == set()


def test_a_fee_that_the_ordinance_names_itself_is_known_by_that_name() -> None:
    names = "この条例において「契約手数料」とは法第119条第3項の手数料を、「再利用手数料」とは法第119条第4項の手数料をいう。"
    first, later = "契約手数料の額は、21,000円とする。", "再利用手数料の額は、12,600円とする。"
    assert missing(ordinance(FREE, names, f"{first}\n2　{later}")) == set()
    assert missing(ordinance(FREE, names, first)) == topics("2")


def test_a_fee_set_by_the_supplement_in_the_fee_ordinance_is_set() -> None:
    text = ordinance(body="青浜市").replace(
        "この条例は、令和5年4月1日から施行する。",
        "1　この条例は、令和5年4月1日から施行する。\n2　青浜市手数料条例(平成12年青浜市条例第10号)の一部を次のように改正する。\n第2条に次の1号を加える。\n(31)　個人情報の保護に関する法律第89条第2項の規定に基づく開示請求　1件につき200円",
    )
    assert missing(text) == set()
    assert report(text).notification.required is True


OLD = "青浜市個人情報保護条例\n平成14年3月20日\n青浜市条例第3号\n(目的)\n第1条　この条例は、実施機関が保有する個人情報の開示を請求する権利を定め、市民の権利利益を保護することを目的とする。\n(収集の制限)\n第2条　実施機関は、個人情報を収集するときは、本人から収集しなければならない。\n(手数料)\n第3条　開示請求に係る手数料は、1件につき200円とする。\n附　則\nこの条例は、平成14年4月1日から施行する。\n"
OF_THE_ASSEMBLY = "青浜市議会の個人情報の保護に関する条例\n令和5年3月20日\n青浜市条例第8号\n第1条　この条例は、青浜市議会における個人情報の取扱いに関し必要な事項を定める。\n第2条　議長に対し開示請求をする者は、1件につき200円の手数料を納めなければならない。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
INSERTING = "青浜市手数料条例の一部を改正する条例\n令和5年3月20日\n青浜市条例第9号\n青浜市手数料条例(平成12年青浜市条例第5号)の一部を次のように改正する。\n第2条の次に次の1条を加える。\n第2条の2　個人情報の保護に関する法律(平成15年法律第57号)第89条第2項に規定する手数料の額は、1件につき200円とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"


@pytest.mark.parametrize(("other", "lacks"), [(OLD, "D"), (OF_THE_ASSEMBLY, "D"), (INSERTING, "")])
def test_only_a_fee_under_the_act_beside_the_ordinance_fills_the_gap(other: str, lacks: str) -> None:
    assert missing(ordinance(body="青浜市"), other) == topics(lacks)


@pytest.mark.parametrize(
    ("row", "lacks"),
    [("保有個人情報の開示　1件につき100円", ""), ("公文書の開示　1件につき100円", "D")],
)
def test_a_list_in_the_fee_ordinance_is_read_item_by_item(row: str, lacks: str) -> None:
    fees = f"青浜町手数料条例\n平成12年3月28日\n青浜町条例第3号\n第1条　次の手数料を徴収する。\n(1)　印鑑証明　1通につき300円\n(2)　{row}\n附　則\nこの条例は、平成12年4月1日から施行する。\n"
    assert missing(ordinance(body="青浜町"), fees) == topics(lacks)


SOLICITS = [
    ("青葉県", "", True),
    ("青葉府", "", True),
    ("札幌市", "", True),
    ("青浜市", "", False),
    ("青浜市", "地方自治法第252条の19第1項の指定都市たる本市の機関は、", True),
    ("青浜市", "指定都市である本市における", True),
    ("青浜市", "「市の機関」とは、市長、区長、教育委員会をいう。", True),
    ("青浜市", "市長(区長を含む。)", True),
    ("青浜市", "選挙管理委員会(地方自治法第252条の20第1項に規定する区の選挙管理委員会を含む。)", True),
    ("青浜市", "都道府県及び地方自治法第252条の19第1項の指定都市と連携して", False),
    ("青浜市", "知事又は指定都市の市長が行う施策に協力する", False),
    ("青浜市", "地方自治法第252条の22第1項の中核市として", False),
    ("青浜市", "行政区の区長に名簿を提供するときは、", False),
    ("青浜区", "「区の機関」とは、区長、教育委員会をいう。", False),
    ("青葉県後期高齢者医療広域連合", "", False),
    ("青葉県・青浜市病院組合", "指定都市である青浜市の", False),
    ("", "「実施機関」とは、知事、教育委員会、公安委員会、警察本部長をいう。", True),
    ("", "「市の機関」とは、市長、教育委員会、監査委員をいう。", False),
    ("青浜町", "県の公安委員会又は警察本部長から照会があったときは、", False),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "solicits"), SOLICITS)
def test_who_must_invite_proposals_is_told_by_name_wards_and_organs(
    body: str, text: str, solicits: bool
) -> None:
    assert must_solicit(body, text) is solicits


@pytest.mark.parametrize(
    "number", ["第二百五十二条の十九第一項", "第252条の19第1項", "第２５２条の１９第１項"]
)
def test_a_designated_city_is_known_in_any_numerals(number: str) -> None:
    text = ordinance(f"地方自治法{number}の指定都市である本市は、この条例を守る。", FREE, body="青浜市")
    assert missing(text) == topics("12")


def test_the_fee_of_a_scheme_for_the_dead_is_no_fee_of_the_act() -> None:
    text = "青浜町死者の情報の取扱いに関する条例\n令和5年3月10日\n青浜町条例第4号\n第1条　この条例は、町が保有する死者に関する情報の開示に関し必要な事項を定める。\n第2条　死者の配偶者は、町長に対し、死者に関する情報の開示を申し出ることができる。\n第3条　前条の申出に係る手数料は、1件につき200円とする。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    assert report(text).notification.required is False


@pytest.mark.parametrize(
    ("amount", "bases"),
    [
        ("知事が別に定める。", ["89-2"]),
        ("同項の政令で定める額を標準として規則で定める額とする。", ["89-2", "119-3"]),
        ("21,000円とする。", ["89-2", "119-3"]),
    ],
)
def test_a_fee_left_wholly_to_others_is_no_base_of_notification(amount: str, bases: list[str]) -> None:
    assert report(ordinance(FREE, f"法第119条第3項の手数料の額は、{amount}")).notification.bases == bases
