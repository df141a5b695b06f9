"""References in words that are quoted: 読替え, and the instructions of an amending ordinance (改め文)."""

import pytest
from reference_places import all_in, found_in, written

from pirules.ordinance import parse
from pirules.ordinance.amendments import amendments
from pirules.ordinance.model import Document
from pirules.ordinance.references import resolve

# place, sentence, what is found
CASES = [
    # -- 読替え: quoted words are read from where they stand
    ("p1", "第5条第2項中「前項」とあるのは「第5条第1項」とする。", ["第5条第2項=5.2", "前項=5.1", "第5条第1項=5.1"]),
    ("p1", "情報公開条例第17条第2項の規定を準用する。この場合において、同項中「前項」とあるのは「法第87条第1項」と読み替える。", ["第17条第2項=あおば市情報公開条例:17.2", "同項=あおば市情報公開条例:17.2", "前項=あおば市情報公開条例:17.1", "第87条第1項=法:87.1"]),
    ("p1", "情報公開条例第17条中「前条」とあるのは「法第87条」とする。", ["第17条=あおば市情報公開条例:17", "前条=あおば市情報公開条例:!", "第87条=法:87"]),
    ("p1", "第5条第1項ただし書中「前条」とあるのは「次条」とする。", ["第5条第1項=5.1", "前条=4", "次条=6"]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "sentence", "expected"), CASES, ids=[case[1][:28] for case in CASES])
def test_a_reference_means_its_place(place: str, sentence: str, expected: list[str]):
    assert found_in(place, sentence) == expected


AMENDING = """あおば市情報公開条例の一部を改正する条例
　あおば市情報公開条例（平成12年あおば市条例第3号）の一部を次のように改正する。
　第3条第2項中「第5条」を「第6条第1項」に改め、同条に次の1項を加える。
3　前項の規定は、適用しない。
　附則第2項を削る。
附　則
1　この条例は、公布の日から施行する。ただし、第3条第2項の改正規定は、令和7年4月1日から施行する。
2　前項の規定にかかわらず、改正後の第5条の規定を適用する。
3　あおば市手数料条例の一部を次のように改正する。
第2条中「10円」を「20円」に改め、第3項を第4項とする。
"""


def test_places_in_the_words_of_an_amendment_are_those_of_the_amended_ordinance():
    found = all_in(AMENDING)
    name = "あおば市情報公開条例"
    assert found == [
        f"第3条第2項={name}:3.2",
        f"第5条={name}:5",
        f"第6条第1項={name}:6.1",
        f"同条={name}:3",
        f"前項={name}:3.2",
        f"附則第2項={name}:-.2",
        f"第3条第2項={name}:3.2",
        "前項=附則:-.1",
        f"第5条={name}:5",
        "第2条=あおば市手数料条例:2",
        "第3項=あおば市手数料条例:2.3",
        "第4項=あおば市手数料条例:2.4",
    ]


def test_an_amendment_may_name_the_ordinance_by_its_short_name():
    text = (
        "まつ町審査会条例\n第1条　まつ町情報公開条例（平成12年まつ町条例第3号。以下「公開条例」という。）第19条の審査会を置く。\n"
        "附則\n1　公布の日から施行する。\n2　公開条例の一部を次のように改正する。\n第7条第2号中「第8条」を「第9条」に改め、同条第3号を削る。\n"
    )
    assert all_in(text) == [
        f"{place}=まつ町情報公開条例:{meant}"
        for place, meant in (
            ("第19条", "19"), ("第7条第2号", "7.-.2"), ("第8条", "8"), ("第9条", "9"), ("同条第3号", "7.-.3"),
        )
    ]  # fmt: skip


ARTICLES = "あおば市条例\n" + "".join(f"第{n}条　甲。\n2　乙。\n" for n in range(1, 6))
ACT_85 = "個人情報の保護に関する法律（平成15年法律第57号）第85条"
APPLIED = {
    "all that are applied": (
        "第3条から第5条までの規定は、再委託について準用する。この場合において、「前条」とあるのは「第6条」とする。",
        ["前条=2", "前条=3", "前条=4", "第6条=6"],
    ),
    "the named one of them": (
        "第3条から第5条までの規定を準用する。この場合において、「前条」とあるのは「甲」と、第4条第2項中「前項」とあるのは「次条」と読み替える。",
        ["前条=2", "前条=3", "前条=4", "第4条第2項=4.2", "前項=4.1", "次条=5"],
    ),
    "several named before 中": (
        "第4条及び第5条第2項中「前条」とあるのは、「第1条」とする。",
        ["第4条=4", "第5条第2項=5.2", "前条=3", "前条=4", "第1条=1"],
    ),
    "all of them by これらの規定": (
        "前条の申請については、第2条第2項及び第4条第2項の規定を準用する。この場合において、これらの規定中「前項」とあるのは「甲」とする。",
        ["前項=2.1", "前項=4.1"],
    ),
    "a remark in brackets is none of them": (
        f"第3条、第4条（第2項を除く。）及び{ACT_85}の規定は、前項に準用する。この場合において、「前条」とあるのは「甲」とする。",
        ["前条=2", "前条=3", "前条=法:84"],
    ),
    "a later sentence applies others": (
        "第3条中「前条」とあるのは「甲」とする。第5条の規定は、準用する。この場合において、「前条」とあるのは「乙」とする。",
        ["第3条=3", "前条=2", "第5条=5", "前条=4"],
    ),
    "a paragraph of the one that is applied": (
        "第5条の規定は、再委託について準用する。この場合において、第2項中「前項」とあるのは「甲」とする。",
        ["第5条=5", "第2項=5.2", "前項=5.1"],
    ),
    "nothing where it can't be told": (
        "再委託については準用する。この場合において、「前条」とあるのは「甲」とする。",
        ["前条=!"],
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), APPLIED.values(), ids=APPLIED.keys())
def test_replaced_words_stand_in_all_provisions_that_are_applied(sentence: str, expected: list[str]):
    assert all_in(f"{ARTICLES}第6条　{sentence}\n")[-len(expected) :] == expected


TABLE = "第6条　第4条第2項及び前条の規定は、再委託について準用する。この場合において、次の表の左欄に掲げる規定中同表の中欄に掲げる字句は、同表の右欄に掲げる字句に読み替える。\n第4条第2項\t前項\t第6条において準用する前項\n\t前条\t次条\n前条\t前条\t甲\n"


def test_the_cells_of_a_row_hold_words_of_the_provision_that_its_first_cell_names():
    assert all_in(ARTICLES + TABLE)[2:] == [
        "第4条第2項=4.2",
        "前項=4.1",
        "第6条=6",
        "前項=4.1",
        "前条=3",
        "次条=5",
        "前条=5",
        "前条=4",
    ]


NAME = "あおば市条例"


def inserted(instructions: str) -> list[str]:
    """References of what the instructions insert, without the name of the amended ordinance."""
    text = f"{NAME}の一部を改正する条例\n　{NAME}（平成12年あおば市条例第3号）の一部を次のように改正する。\n{instructions}附　則\nこの条例は、公布の日から施行する。\n"
    ordinance = parse(Document(text=text))
    blocks = [insertion.span for amended in amendments(ordinance) for insertion in amended.insertions]
    resolution = resolve(ordinance)
    found = [reference for span in blocks for reference in resolution.within(span)]
    return [written(reference).replace(f"{NAME}:", "") for reference in found]


INSERTED = {
    "articles after a named one": (
        "　第5条の次に次の2条を加える。\n　（諮問）\n第5条の2　前条の決定は、次条による。\n2　前項の場合は、この条例第9条による。\n第5条の3　前条第2項、同条第1項及び前2条の規定並びに前条第3項\n",
        [
            "前条=5",
            "次条=5_3",
            "前項=5_2.1",
            "第9条=9",
            "前条第2項=5_2.2",
            "同条第1項=5_2.1",
            "前2条=5",
            "前2条=5_2",
            "前条第3項=5_2.3!",
        ],
    ),
    "an article before a named one": (
        "　第7条の前に次の1条を加える。\n第6条の2　次条及び前条の規定\n",
        ["次条=7", "前条=!"],
    ),
    "an article whose follower is renumbered": (
        "　第六条を第七条とし、第五条の次に次の一条を加える。\n第六条　前条及び次条の規定\n",
        ["前条=5", "次条=7"],
    ),
    "an article rewritten: its neighbours aren't printed": (
        "　第20条を次のように改める。\n第20条　前条及び次条の規定により、第3項を除く。\n2　前項の者は、第8条各号に掲げる。\n",
        ["前条=!", "次条=!", "第3項=20.3!", "前項=20.1", "第8条各号=8"],
    ),
    "a chapter: what stands before it isn't told": (
        "　第4章の次に次の1章を加える。\n　　　第4章の2　雑則\n第30条の2　前条の規定\n第30条の3　前条の規定\n",
        ["前条=!", "前条=30_2"],
    ),
    "paragraphs, which are counted": (
        "　第11条に次の2項を加える。\n3　前2項及び次項の規定\n4　前項、第1項及び第5項の規定\n",
        ["前2項=11.1", "前2項=11.2", "次項=11.4", "前項=11.3", "第1項及び第5項=11.1", "第1項及び第5項=11.5"],
    ),
    "a paragraph of an article named by 同条": (
        "　第8条第2項中「甲」を「乙」に改め、同項を同条第3項とし、同条第1項の次に次の1項を加える。\n2　前項の請求は、この項により、この条を適用する。\n",
        ["前項=8.1", "この項=8.2", "この条=8"],
    ),
    "a first paragraph without a number": (
        "　第7条第1項を次のように改める。\n　市長は、次項及び前項の規定により、第3条による。\n",
        ["次項=7.2", "前項=!", "第3条=3"],
    ),
    "an item after a named one": (
        "　第9条第1項第3号の次に次の1号を加える。\n（3）の2　前号に掲げる書類、第1号の書類及び前項の書類\n",
        ["前号=9.1.3", "第1号=9.1.1", "前項=!"],
    ),
    "an item in a paragraph that isn't named": (
        "　第2条に次の1号を加える。\n　　五　前号に掲げるもの又は第一号イの者\n",
        ["前号=!", "第一号イ=2.-.1.1"],
    ),
    "an item that looks back to all": (
        "　第2条第3項に次の1号を加える。\n（6）　前各号に掲げるもの\n",
        ["前各号=2.3"],
    ),
    "subitems": (
        "　第9条第2項第3号に次のように加える。\nハ　前号に掲げる者及びイに掲げる者\n",
        ["前号=!"],
    ),
    "a paragraph of the 附則": (
        "　附則に次の1項を加える。\n4　前項の規定は、附則第2項及び第5条に準用する。\n",
        ["前項=-.3", "附則第2項=-.2", "第5条=5"],
    ),
    "a proviso, whose paragraph isn't told": (
        "　第3条に次のただし書を加える。\n　ただし、前項の場合を除く。\n",
        ["前項=!"],
    ),
    "quoted words of a provision applied": (
        "　第9条の次に次の1条を加える。\n第9条の2　前条第2項の規定は、再委託に準用する。この場合において、同項中「前項」とあるのは、「第9条の2」と読み替える。\n",
        ["前条第2項=9.2", "同項=9.2", "前項=9.1", "第9条の2=9_2"],
    ),
}


@pytest.mark.parametrize(("instructions", "expected"), INSERTED.values(), ids=INSERTED.keys())
def test_what_an_amendment_inserts_is_read_as_provisions_of_the_amended_ordinance(
    instructions: str, expected: list[str]
):
    assert inserted(instructions) == expected


def test_a_title_with_a_comma_is_one_title():
    name = "あおば市職員の勤務時間、休暇等に関する条例"
    found = all_in(
        f"{name}の一部を改正する条例\n　{name}（平成7年条例第1号）の一部を次のように改正する。\n　第5条中「前項」を「第6条」に改める。\n附則\nこの条例は、公布の日から施行する。\n"
    )
    assert found == [f"第5条={name}:5", f"前項={name}:!", f"第6条={name}:6"]


def test_what_is_inserted_never_means_a_place_of_the_amending_ordinance():
    text = f"{NAME}等の一部を改正する条例\n（甲の改正）\n第1条　{NAME}の一部を次のように改正する。\n第5条を次のように改める。\n第5条　第1条及び第2条の規定\n（乙の改正）\n第2条　あおば市乙条例の一部を次のように改正する。\n第1条中「甲」を「乙」に改める。\n附則\n第1条　第2条の規定は、公布の日から施行する。\n"
    assert all_in(text) == [
        f"第5条={NAME}:5",
        f"第1条={NAME}:1",
        f"第2条={NAME}:2",
        "第1条=あおば市乙条例:1",
        "第2条=2",
    ]
