"""Where an ordinance amends another, the amended ordinance says what the provision is about, not the words put in."""

import pytest

from pirules.gap import report_on
from pirules.ordinance import parse
from pirules.ordinance.model import Document

ARRANGING = (
    "青浜市個人情報の保護に関する法律の施行に伴う関係条例の整備に関する条例\n令和4年12月20日\n条例第41号\n"
)
IMPLEMENTING = "青浜市個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第40号\n第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。\n"
TAIL = "附　則\nこの条例は、令和5年4月1日から施行する。\n"

ASSEMBLY = [
    "青浜市議会の個人情報の保護に関する条例(令和5年条例第3号)の一部を次のように改正する。\n　第20条第1項中「30日」を「20日」に改める。",
    "青浜市議会が保有する個人情報の取扱いに関する条例(令和5年条例第3号)の一部を次のように改める。\n　第9条中「二十日」を「十日」に改め、第12条を削る。",
    "青浜市議会個人情報保護条例(令和5年条例第3号)の一部を次のように改正する。\n　第8条の次に次の1条を加える。\n　第8条の2　議長は、本人の同意がある場合を除き、保有個人情報を外部に提供してはならない。",
]
OTHERS = [
    "青浜市情報公開・個人情報保護審査会条例(平成28年条例第3号)の一部を次のように改正する。\n　第3条中「5人」を「7人」に改める。",
    "青浜市個人情報保護審議会条例(平成28年条例第3号)の一部を次のように改正する。\n　第2条中「第12条」を「法第129条」に改め、第9条中「懲役」を「拘禁刑」に改める。",
    "青浜市情報公開条例(平成10年条例第3号)の一部を次のように改正する。\n　第7条第2号中「個人情報保護条例」を「個人情報の保護に関する法律」に改める。",
    "青浜市手数料条例(平成12年条例第3号)の一部を次のように改正する。\n　別表中「300円」を「200円」に改める。",
    "青浜市職員定数条例(昭和31年条例第9号)の一部を次のように改正する。\n　第2条中「懲役」を「拘禁刑」に改める。",
]
HEADS = [(ARRANGING, "第1条"), (IMPLEMENTING, "第2条")]


def said(text: str, provision: str) -> set[tuple[str, str, str]]:
    report = report_on(parse(Document(text)), model=False, second_reader=False)
    return {
        (entry.topic, entry.classification, entry.notify)
        for entry in report.findings
        if entry.provision.startswith(provision)
    }


@pytest.mark.parametrize(("head", "place"), HEADS)
@pytest.mark.parametrize("instructions", ASSEMBLY)
def test_what_goes_into_the_ordinance_of_an_assembly_is_outside_the_act(
    head: str, place: str, instructions: str
) -> None:
    assert said(f"{head}{place}　{instructions}\n{TAIL}", place) == {("assembly", "outside", "no")}


@pytest.mark.parametrize(("head", "place"), HEADS)
@pytest.mark.parametrize("instructions", OTHERS)
def test_an_amendment_of_which_nothing_can_be_judged_is_named_by_the_amended_ordinance(
    head: str, place: str, instructions: str
) -> None:
    assert said(f"{head}{place}　{instructions}\n{TAIL}", place) == {
        ("suppl-amend-others", "permitted_internal", "uncertain")
    }


@pytest.mark.parametrize("instructions", [*ASSEMBLY, *OTHERS])
def test_a_supplement_that_amends_is_not_read_as_a_rule(instructions: str) -> None:
    text = f"{IMPLEMENTING}附　則\n1　この条例は、令和5年4月1日から施行する。\n2　{instructions}\n"
    assert said(text, "附則第2項") == {("suppl-amend-others", "permitted_internal", "uncertain")}


def test_what_is_inserted_into_another_ordinance_is_judged_by_its_own_words() -> None:
    inserted = "青浜市個人情報保護条例施行規程条例(平成15年条例第9号)の一部を次のように改正する。\n　第8条の次に次の1条を加える。\n　第8条の2　市長は、審議会の意見を聴かなければ、保有個人情報を外部に提供してはならない。"
    topics = said(f"{ARRANGING}第1条　{inserted}\n{TAIL}", "第1条")
    assert {classification for _, classification, _ in topics} == {"not_permitted"}


def test_an_amendment_that_has_nothing_to_do_with_personal_information_has_no_topic() -> None:
    text = f"青浜市職員の給与に関する条例の一部を改正する条例\n令和4年12月20日\n条例第44号\n第1条　青浜市職員の給与に関する条例(昭和30年条例第2号)の一部を次のように改正する。\n　第5条中「3,000円」を「3,500円」に改める。\n{TAIL}"
    assert said(text, "第1条") == set()
