"""Citations: every written form in, the lawyers' short form out, nothing guessed."""

import pytest
from counted_work import calls_in
from hypothesis import given, settings
from hypothesis import strategies as st

from pirules.errors import LawError
from pirules.law import Citation, CitationRange, parse_all, parse_list, scan

ACT = "415AC0000000057"
NUMBER_ACT = "425AC0000000027"

# written form, label, (law, article, paragraph, item)
FORMS = [
    ("法69条2項1号", "法69条2項1号", (ACT, "69", "2", "1")),
    ("個人情報保護法第六十九条第二項第一号", "法69条2項1号", (ACT, "69", "2", "1")),
    ("個人情報の保護に関する法律（平成15年法律第57号）第69条第2項第4号", "法69条2項4号", (ACT, "69", "2", "4")),
    ("個人情報の保護に関する法律(平成十五年法律第五十七号。以下「法」という。)第六九条", "法69条", (ACT, "69", None, None)),
    ("平成15年法律第57号69条", "法69条", (ACT, "69", None, None)),
    ("法 第 69 条 第 2 項 第 1 号", "法69条2項1号", (ACT, "69", "2", "1")),
    ("法６９条２項ただし書", "法69条2項ただし書", (ACT, "69", "2", None)),
    ("法第69条第2項但し書", "法69条2項ただし書", (ACT, "69", "2", None)),
    ("法69条2項ただし書き", "法69条2項ただし書", (ACT, "69", "2", None)),
    ("法69条Ⅱ①", "法69条2項1号", (ACT, "69", "2", "1")),
    ("法69Ⅱ③", "法69条2項3号", (ACT, "69", "2", "3")),
    ("個人情報保護法（平15法57）69条", "法69条", (ACT, "69", None, None)),
    ("令3法37附則9条10項", "令和3年法律第37号附則9条10項", ("503AC0000000037", "9", "10", None)),
    ("令和3年法律37号附則9条", "令和3年法律第37号附則9条", ("503AC0000000037", "9", None, None)),
    ("番号法別表の27の項", "番号法別表の27の項", (NUMBER_ACT, None, None, None)),
    ("ＤＶ防止法（配偶者からの暴力の防止及び被害者の保護等に関する法律）第8条",
     "配偶者からの暴力の防止及び被害者の保護等に関する法律8条",
     ("配偶者からの暴力の防止及び被害者の保護等に関する法律", "8", None, None)),
    ("法27条1項柱書", "法27条1項柱書", (ACT, "27", "1", None)),
    ("法第27条第1項各号列記以外の部分", "法27条1項柱書", (ACT, "27", "1", None)),
    ("法27条1項各号", "法27条1項各号", (ACT, "27", "1", None)),
    ("法78条2項前段", "法78条2項前段", (ACT, "78", "2", None)),
    ("法78条1項7号ロ", "法78条1項7号ロ", (ACT, "78", "1", "7")),
    ("令22条1項1号イ(2)", "令22条1項1号イ(2)", ("415CO0000000507", "22", "1", "1")),
    ("令20条2項", "令20条2項", ("415CO0000000507", "20", "2", None)),
    ("個人情報保護法施行令第20条第2項", "令20条2項", ("415CO0000000507", "20", "2", None)),
    ("規則43条5号", "規則43条5号", ("428M60020000003", "43", None, "5")),
    ("個人情報の保護に関する法律施行規則第43条第1項第5号", "規則43条1項5号", ("428M60020000003", "43", "1", "5")),
    ("規則別記様式第十五", "規則別記様式第15", ("428M60020000003", None, None, None)),
    ("番号法19条11号", "番号法19条11号", (NUMBER_ACT, "19", None, "11")),
    ("マイナンバー法第十九条第八号", "番号法19条8号", (NUMBER_ACT, "19", None, "8")),
    ("行政手続における特定の個人を識別するための番号の利用等に関する法律9条2項", "番号法9条2項", (NUMBER_ACT, "9", "2", None)),
    ("法附則7条", "法附則7条", (ACT, "7", None, None)),
    ("個人情報の保護に関する法律附則7条", "法附則7条", (ACT, "7", None, None)),
    ("令和3年法律第37号附則9条10項", "令和3年法律第37号附則9条10項", ("503AC0000000037", "9", "10", None)),
    ("令和三年法律第三十七号附則第九条第十項", "令和3年法律第37号附則9条10項", ("503AC0000000037", "9", "10", None)),
    ("法附則（令和3年5月19日法律第37号）第9条第10項", "令和3年法律第37号附則9条10項", ("503AC0000000037", "9", "10", None)),
    ("令和8年法律第99号附則2項", "令和8年法律第99号附則2項", ("令和8年法律第99号", None, "2", None)),
    ("法第4章", "法第4章", (ACT, None, None, None)),
    ("法第五章第四節", "法第5章第4節", (ACT, None, None, None)),
    ("災害対策基本法49条の11第2項", "災害対策基本法49条の11第2項", ("災害対策基本法", "49_11", "2", None)),
    ("災対法四十九条の十一第二項", "災害対策基本法49条の11第2項", ("災害対策基本法", "49_11", "2", None)),
    ("弁護士法第二十三条の二", "弁護士法23条の2", ("弁護士法", "23_2", None, None)),
    ("児童虐待防止法13条の4", "児童虐待の防止等に関する法律13条の4", ("児童虐待の防止等に関する法律", "13_4", None, None)),
    ("空家法10条1項", "空家等対策の推進に関する特別措置法10条1項", ("空家等対策の推進に関する特別措置法", "10", "1", None)),
    ("刑訴法197条2項", "刑事訴訟法197条2項", ("刑事訴訟法", "197", "2", None)),
    ("民訴法第186条第1項", "民事訴訟法186条1項", ("民事訴訟法", "186", "1", None)),
    ("自衛隊法施行令120条", "自衛隊法施行令120条", ("自衛隊法施行令", "120", None, None)),
    ("地方自治法1条の3第3項", "地方自治法1条の3第3項", ("地方自治法", "1_3", "3", None)),
    ("高齢者虐待の防止、高齢者の養護者に対する支援等に関する法律第8条",
     "高齢者虐待の防止、高齢者の養護者に対する支援等に関する法律8条",
     ("高齢者虐待の防止、高齢者の養護者に対する支援等に関する法律", "8", None, None)),
    ("ＤＶ防止法8条", "配偶者からの暴力の防止及び被害者の保護等に関する法律8条",
     ("配偶者からの暴力の防止及び被害者の保護等に関する法律", "8", None, None)),
    ("生活保護法別表第一", "生活保護法別表第1", ("生活保護法", None, None, None)),
    ("統計法", "統計法", ("統計法", None, None, None)),
    ("番号法38条の3の2第1項", "番号法38条の3の2第1項", (NUMBER_ACT, "38_3_2", "1", None)),
    ("法3条2項1号の2", "法3条2項1号の2", (ACT, "3", "2", "1_2")),
    ("第12条の2第3項ただし書", "12条の2第3項ただし書", (None, "12_2", "3", None)),
    ("69条", "69条", (None, "69", None, None)),
    # A law that the index doesn't know keeps the name that was written.
    ("水質汚濁防止法14条", "水質汚濁防止法14条", ("水質汚濁防止法", "14", None, None)),
    ("○○市情報公開条例第7条", "○○市情報公開条例7条", ("○○市情報公開条例", "7", None, None)),
    ("個人情報の保護に関する法律施行条例第3条", "個人情報の保護に関する法律施行条例3条",
     ("個人情報の保護に関する法律施行条例", "3", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("written", "label", "place"), FORMS)
def test_each_written_form_gives_the_same_value_and_label(written, label, place):
    citation = Citation.parse(written)
    assert citation.label == label
    assert (citation.law, citation.article, citation.paragraph, citation.item) == place


@pytest.mark.parametrize("label", sorted({label for _, label, _ in FORMS}))
def test_a_label_reads_back_to_itself(label):
    assert Citation.parse(label).label == label


@pytest.mark.parametrize("written", sorted({written for written, _, _ in FORMS}))
def test_the_full_form_means_the_same_place(written):
    citation = Citation.parse(written)
    assert Citation.parse(citation.full) == citation


def test_the_full_form_has_the_official_name_and_every_dai():
    assert Citation.parse("法69条2項1号").full == "個人情報の保護に関する法律第69条第2項第1号"
    assert Citation.parse("災対法49条の11第2項").full == "災害対策基本法第49条の11第2項"


def test_the_contract_s_object():
    assert Citation.parse("災害対策基本法49条の11第2項（条例の特別の定め）").as_dict() == {
        "law": "災害対策基本法",
        "article": "49_11",
        "paragraph": "2",
        "item": None,
        "label": "災害対策基本法49条の11第2項",
    }


@pytest.mark.parametrize(
    ("written", "remark"),
    [
        ("災害対策基本法49条の11第2項（条例の特別の定め）", "条例の特別の定め"),
        (
            "災害対策基本法第49条の11第2項(○○市名簿条例(令和3年条例第1号)による)",
            "○○市名簿条例(令和3年条例第1号)による",
        ),
        ("刑訴法197条2項に基づく照会", "に基づく照会"),
        ("弁護士法第23条の2第2項の規定による報告の請求", "の規定による報告の請求"),
        ("法108条ほか", "ほか"),
        ("個情法69条1項「法令に基づく場合」", "法令に基づく場合"),
        ("法69条", None),
    ],
)
def test_a_remark_is_kept_and_is_no_part_of_the_identity(written, remark):
    citation = Citation.parse(written)
    assert citation.remark == remark
    assert citation == Citation.parse(citation.label)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "P301"),
        ("なんでもない", "P301"),
        ("法2項", "P301"),  # a 項 of no article
        ("法69", "P301"),
        ("13条の41項", "P301"),  # 13条の4第1項 or 13条の41: not guessed
        ("法69条を除く", "P301"),  # the opposite of a citation of it
        ("個人情報は法69条", "P301"),
        ("前条", "P301"),
        ("施行令120条", "P301"),  # whose?
        ("同法5条", "P301"),
        ("法第〇条", "P301"),
        ("法第十百条", "P301"),
        ("法69条、法70条", "P301"),
        ("法176条～185条", "P301"),
        ("法69条2項1号\x00", "P301"),
        ("弁護士法（平成15年法律第57号）23条の2", "P302"),
        ("法" * 5_000, "P301"),
        ("（" * 3_000 + "法69条", "P301"),
    ],
)
def test_what_is_not_one_citation_is_refused(written, code):
    with pytest.raises(LawError) as caught:
        Citation.parse(written)
    assert caught.value.code == code


LISTS = [
    ("法74条2項9号, 75条2項1号・5項, 令20条2項", ["法74条2項9号", "法75条2項1号", "法75条5項", "令20条2項"]),
    ("番号法9条2項, 18条1号, 19条11号", ["番号法9条2項", "番号法18条1号", "番号法19条11号"]),
    ("令19条1項9号・2項2号", ["令19条1項9号", "令19条2項2号"]),
    ("法69条1項及び同条2項3号", ["法69条1項", "法69条2項3号"]),
    ("自衛隊法97条1項・施行令120条", ["自衛隊法97条1項", "自衛隊法施行令120条"]),
    ("刑訴法197条2項、同法218条1項", ["刑事訴訟法197条2項", "刑事訴訟法218条1項"]),
    ("児童福祉法25条の3 / 25条の5", ["児童福祉法25条の3", "児童福祉法25条の5"]),
    ("法75条1項～4項", ["法75条1項", "法75条2項", "法75条3項", "法75条4項"]),
    ("規則43～45条", ["規則43条", "規則44条", "規則45条"]),
    ("法第43条から第45条まで", ["法43条", "法44条", "法45条"]),
    ("災害対策基本法49条の12～49条の14", ["災害対策基本法49条の12", "災害対策基本法49条の13", "災害対策基本法49条の14"]),
    ("18条3項2号～4号", ["18条3項2号", "18条3項3号", "18条3項4号"]),
    ("法第4章, 5条, 13条", ["法第4章", "法5条", "法13条"]),
    ("法129条, 第3章第3節", ["法129条", "法第3章第3節"]),
    ("番号法30条1項・31条1項 (法89条3項の読替え)", ["番号法30条1項", "番号法31条1項"]),
    ("令和3年法律第37号附則9条1項・2項・5項",
     ["令和3年法律第37号附則9条1項", "令和3年法律第37号附則9条2項", "令和3年法律第37号附則9条5項"]),
    ("災対法49条の11第2項＋○○市名簿条例4条", ["災害対策基本法49条の11第2項", "○○市名簿条例4条"]),
    ("令和3年法律第37号附則7条・8条2項, 法176条", ["令和3年法律第37号附則7条", "令和3年法律第37号附則8条2項", "法176条"]),
    ("法附則7条～8条", ["法附則7条", "法附則8条"]),
    ("番号法19条8号・9号", ["番号法19条8号", "番号法19条9号"]),
    ("法87条1項・2項, 89条2項; 令28条4項", ["法87条1項", "法87条2項", "法89条2項", "令28条4項"]),
    ("住民基本台帳法11条・11条の2 (閲覧), 12条の2", ["住民基本台帳法11条", "住民基本台帳法11条の2", "住民基本台帳法12条の2"]),
    ("法176条, 180条, 185条3号", ["法176条", "法180条", "法185条3号"]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "labels"), LISTS)
def test_a_list_inherits_what_it_leaves_out(written, labels):
    assert [citation.label for citation in parse_all(written)] == labels


def test_a_range_stays_one_in_a_list_and_knows_what_lies_in_it():
    (penal,) = parse_list("法176条～185条")
    assert isinstance(penal, CitationRange)
    assert penal.label == "法176条～185条"
    assert penal.contains(Citation.parse("法180条1項"))
    assert penal.contains(Citation.parse("法185条3号"))
    assert not penal.contains(Citation.parse("法186条"))
    assert not penal.contains(Citation.parse("番号法180条"))


def test_scanning_keeps_what_is_no_citation():
    reading = scan("災害対策基本法49条の11第2項、別紙のとおり、○○市名簿条例3条")
    assert [item.label for item in reading.citations] == ["災害対策基本法49条の11第2項", "○○市名簿条例3条"]
    assert reading.leftover == ("別紙のとおり",)


@pytest.mark.parametrize(
    ("written", "labels", "leftover"),
    [
        ("捜査関係事項照会書（刑訴法197条2項）", ["刑事訴訟法197条2項"], ("捜査関係事項照会書（", "）")),
        ("根拠：弁護士法第23条の2第2項", ["弁護士法23条の2第2項"], ("根拠：",)),
        ("弁護士会からの弁護士法23条の2による照会", ["弁護士法23条の2"], ("弁護士会からの",)),
        ("別紙のとおり", [], ("別紙のとおり",)),
        ("同意書", [], ("同意書",)),
        ("名簿提供要綱第3条", ["名簿提供要綱3条"], ()),
        ("旧個人情報保護法23条", ["旧個人情報保護法23条"], ()),
        ("改正個人情報保護法69条", ["法69条"], ("改正",)),
        ("災害対策基本法第49条の11第2項及び○○市名簿条例第3条の特別の定め",
         ["災害対策基本法49条の11第2項", "○○市名簿条例3条"], ()),
        ("行政手続における特定の個人を識別するための番号の利用等に関する法律（平成25年法律第27号。以下「番号法」という。）第19条第11号",
         ["番号法19条11号"], ()),
        ("自衛隊法第97条第1項及び同法施行令第120条", ["自衛隊法97条1項", "自衛隊法施行令120条"], ()),
        ("消費者安全法第十一条の四第三項に該当", ["消費者安全法11条の4第3項"], ()),
    ],
)  # fmt: skip
def test_citations_in_running_text_are_found_and_the_rest_kept(written, labels, leftover):
    reading = scan(written)
    assert [citation.label for citation in reading.citations] == labels
    assert reading.leftover == leftover


@pytest.mark.parametrize("line", ["個人情報保護法" * 600, "（" * 4_000, "第" * 2_000 + "1" * 2_000])
def test_scanning_a_long_line_takes_bounded_work(line):
    assert calls_in(lambda: scan(line)) < 200 * len(line) + 5_000


@pytest.mark.parametrize(
    ("outer", "inner", "contained"),
    [
        ("法69条", "法69条2項1号", True),
        ("法69条2項", "法69条2項ただし書", True),
        ("法69条2項ただし書", "法69条2項", False),
        ("法69条2項", "法69条3項", False),
        ("法7条", "法附則7条", False),
        ("法69条", "番号法69条", False),
        ("法78条1項7号", "法78条1項7号ロ", True),
    ],
)
def test_containing(outer, inner, contained):
    assert Citation.parse(outer).contains(Citation.parse(inner)) is contained


def test_citations_sort_in_the_order_of_the_law():
    labels = ["法9条", "法9条の2", "法10条", "法10条1項2号", "法10条1項10号", "法附則1条"]
    citations = [Citation.parse(label) for label in labels]
    assert sorted([*citations[3:], *citations[:3]]) == citations


@settings(max_examples=300)
@given(
    st.sampled_from(["法", "番号法", "令", "災害対策基本法", "令和3年法律第37号附則"]),
    st.lists(st.integers(1, 999), min_size=1, max_size=3),
    st.one_of(st.none(), st.integers(1, 30)),
    st.one_of(st.none(), st.integers(1, 30)),
    st.sampled_from(["", "ただし書", "前段"]),
)
def test_every_citation_that_can_be_built_reads_back(law, article, paragraph, item, clause):
    built = Citation.parse(f"{law}{article[0]}条" + "".join(f"の{part}" for part in article[1:])).at(
        {
            "paragraph": str(paragraph) if paragraph else None,
            "item": str(item) if item else None,
            "clause": clause or None,
        }
    )
    assert Citation.parse(built.label) == built
    assert Citation.parse(built.full) == built


@settings(max_examples=300)
@given(
    st.text(alphabet="法令第条項号の一二三十百0123456789０１（）()、・ から同附則~～ⅡⅢ①イロ\x00", max_size=60)
)
def test_no_text_makes_the_scanner_fail_or_lose_its_way(text):
    reading = scan(text)
    for citation in reading.citations:
        assert Citation.parse(citation.label).label == citation.label
