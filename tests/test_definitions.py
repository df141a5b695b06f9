"""Defined terms: what an ordinance defines, what it means, where it holds."""

import pytest

from pirules.ordinance import parse
from pirules.ordinance.definitions import DefinedTerm, defined_terms, law_terms
from pirules.ordinance.model import Document, Ordinance
from pirules.text.fold import fold

ACT = "415AC0000000057"


def ordinance_with(*articles: str) -> Ordinance:
    lines = [f"第{number}条　{text}" for number, text in enumerate(articles, 1)]
    return parse(
        Document(
            "○あおば市条例\n令和4年条例第1号\n"
            + "\n".join(lines)
            + "\n附　則\nこの条例は、公布の日から施行する。\n"
        )
    )


def terms_of(text: str) -> dict[str, DefinedTerm]:
    return {term.term: term for term in defined_terms(ordinance_with(text))}


MEANINGS = [
    ("個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行", "法", "個人情報の保護に関する法律", ACT),
    ("個人情報の保護に関する法律（以下「法」という。）の施行", "法", "個人情報の保護に関する法律", ACT),
    ("東京都情報公開条例（平成十一年東京都条例第五号。以下「情報公開条例」という。）", "情報公開条例", "東京都情報公開条例", "東京都情報公開条例"),
    ("前条の規定による廃止前のあおば市個人情報保護条例（以下「旧条例」という。）第5条", "旧条例", "あおば市個人情報保護条例", "あおば市個人情報保護条例"),
    ("この条例による改正前のあおば市個人情報保護条例（以下「改正前の条例」という。）", "改正前の条例", "あおば市個人情報保護条例", "あおば市個人情報保護条例"),
    ("この条例の施行の日（以下「施行日」という。）前にした行為", "施行日", "この条例の施行の日", None),
    ("開示請求をする者（以下この条において「請求者」という。）は、書面を出す。", "請求者", "開示請求をする者", None),
    ("市長は、開示、訂正又は利用停止の請求（以下「開示請求等」と総称する。）を受ける。", "開示請求等", "訂正又は利用停止の請求", None),
    ("この条例において「番号法」とは、行政手続における特定の個人を識別するための番号の利用等に関する法律（平成25年法律第27号）をいう。", "番号法", "行政手続における特定の個人を識別するための番号の利用等に関する法律（平成25年法律第27号）", "425AC0000000027"),
    ("この条例において「実施機関」とは、市長、教育委員会（事務局を含む。）及び議会をいう。", "実施機関", "市長、教育委員会（事務局を含む。）及び議会", None),
    ("保有個人情報（法第60条第1項に規定する保有個人情報をいう。以下同じ。）を取り扱う。", "保有個人情報", "法第60条第1項に規定する保有個人情報", None),
    ("市の機関（議会を除く。）が保有する死者情報（死者に関する情報をいう。次項において同じ。）", "死者情報", "死者に関する情報", None),
    ("あおば市手数料条例（平成12年あおば市条例第9号）（以下「手数料条例」という。）", "手数料条例", "あおば市手数料条例", "あおば市手数料条例"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "term", "meaning", "law"), MEANINGS, ids=[case[1] for case in MEANINGS])
def test_a_term_has_its_meaning(text: str, term: str, meaning: str, law: str | None):
    found = terms_of(text)[term]
    assert found.meaning == meaning
    assert found.law == law


def test_two_laws_are_abbreviated_one_by_one():
    terms = terms_of(
        "地方公務員法（昭和25年法律第261号）及び地方自治法（昭和22年法律第67号）（以下それぞれ「地公法」及び「自治法」という。）の規定"
    )
    assert {name: term.law for name, term in terms.items()} == {
        "地公法": "地方公務員法",
        "自治法": "地方自治法",
    }


def test_items_of_an_article_on_terms_define():
    text = (
        "第1条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。\n"
        "（1）　法　個人情報の保護に関する法律（平成15年法律第57号）をいう。\n"
        "（2）　実施機関　市長、教育委員会及び公営企業管理者をいう。\n"
        "（3）　記録等　保有個人情報の記録その他の取扱い\n"
    )
    found = {term.term: term for term in defined_terms(parse(Document(text)))}
    assert found["法"].law == ACT
    assert found["法"].law_number == "平成15年法律第57号"
    assert found["実施機関"].meaning == "市長、教育委員会及び公営企業管理者"
    assert found["記録等"].meaning == "保有個人情報の記録その他の取扱い"


@pytest.mark.parametrize(
    ("where", "holds", "ends"),
    [
        ("以下この条において「請求者」という。", "請求者二", "請求者三"),
        ("以下この項において「請求者」という。", "請求者一", "請求者二"),
        ("以下この条及び次条において「請求者」という。", "請求者三", "請求者四"),
        ("次項において「請求者」という。", "請求者一", None),
        ("以下「請求者」という。", "請求者四", None),
    ],
)
def test_a_definition_holds_where_it_says(where: str, holds: str, ends: str | None):
    text = f"第1条　請求をする者（{where}）は、請求者一\n2　請求者二\n第2条　請求者三\n第3条　請求者四\n附　則\n公布の日\n"
    ordinance = parse(Document(text))
    if where.startswith("次項"):
        where = "以下" + where  # only 以下 makes an abbreviation; 次項において is understood with it
        text = text.replace("（次項", "（以下次項")
        ordinance = parse(Document(text))
        holds = "請求者二"
        ends = "請求者三"
    term = next(term for term in defined_terms(ordinance) if term.term == "請求者")
    assert term.holds_at(ordinance.text.index(holds))
    if ends is not None:
        assert not term.holds_at(ordinance.text.index(ends))


def test_spans_point_at_the_printed_words():
    ordinance = ordinance_with("個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）の施行")
    (term,) = defined_terms(ordinance)
    assert ordinance.text[slice(*term.span)] == "法"
    assert ordinance.text[slice(*term.meaning_span)] == "個人情報の保護に関する法律"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "以下「",
        "（以下「」という。）",
        "「X」とは",
        "（" * 3000 + "以下「甲」という。",
        "をいう。以下同じ。" * 500,
    ],
)
def test_damaged_definitions_define_nothing_and_raise_nothing(text: str):
    assert all(term.term for term in defined_terms(ordinance_with(text)))


def test_a_definition_that_the_page_broke_is_found():
    text = "港北市条例\n第１条　個人情報の保護に関する法律（平成１５年法律第５７号。以下「法」と\n　いう。）の施行に関し必要な事項を定める。\n第２条　法第８９条第２項による。\n"
    ordinance = parse(Document(text=text, format="pdf"))
    (term,) = law_terms(ordinance, fold(text))
    assert (term.term, term.law) == ("法", "415AC0000000057")
    assert text[slice(*term.span)] == "法"
    assert text[slice(*term.meaning_span)] == "個人情報の保護に関する法律"


def test_a_meaning_that_the_page_broke_is_found():
    text = "港北市条例\n第１条　この条例において「施行令」とは、個人情報の保護に関する法\n　律施行令（平成１５年政令第５０７号）をいう。\n第２条　施行令第２１条による。\n"
    ordinance = parse(Document(text=text, format="pdf"))
    (term,) = law_terms(ordinance, fold(text))
    assert (term.term, term.law) == ("施行令", "415CO0000000507")
