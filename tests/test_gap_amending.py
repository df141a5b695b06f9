"""Amending ordinances: what they insert whole is judged, what they only reword is said not to be."""

import pytest

from pirules.gap import GapReport, report_on
from pirules.ordinance import parse
from pirules.ordinance.amendments import amendments
from pirules.ordinance.model import Document

TITLE = "青浜市個人情報の保護に関する法律施行条例"
HEAD = f"{TITLE}の一部を改正する条例\n令和7年3月20日\n条例第5号\n{TITLE}(令和5年青浜市条例第3号)の一部を次のように改正する。\n"
TAIL = "附　則\nこの条例は、令和7年4月1日から施行する。\n"
BAN = "通信回線により電子計算機を結合して保有個人情報を市の機関以外の者に提供してはならない。"


def of(body: str, others: tuple[str, ...] = ()) -> GapReport:
    beside = [parse(Document(text)) for text in others]
    return report_on(parse(Document(HEAD + body + TAIL)), beside, model=False)


INSERTIONS = {
    "an article": (f"第9条の次に次の1条を加える。\n(結合の制限)\n第9条の2　市の機関は、{BAN}\n", "online-linkage-ban", "第9条の2"),
    "an article anew": (f"第9条を次のように改める。\n(結合の制限)\n第9条　市の機関は、{BAN}\n", "online-linkage-ban", "第9条"),
    "a paragraph": (f"第9条に次の1項を加える。\n3　市の機関は、{BAN}\n", "online-linkage-ban", "第9条"),
    "a paragraph anew": (f"第9条第2項を次のように改める。\n2　市の機関は、{BAN}\n", "online-linkage-ban", "第9条"),
    "behind other changes": (
        f"第3条中「甲」を「乙」に改め、第9条を第11条とし、第8条の次に次の1条を加える。\n第9条　市の機関は、{BAN}\n",
        "online-linkage-ban", "第9条",
    ),
    "in kanji": (f"第九条の次に次の一条を加える。\n（結合の制限）\n第九条の二　市の機関は、{BAN}\n", "online-linkage-ban", "第9条の2"),
    "a fee": (
        "本則に次の1条を加える。\n第12条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n",
        "disclosure-fee", "第12条",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "topic", "place"), INSERTIONS.values(), ids=INSERTIONS)
def test_what_is_inserted_whole_is_found_at_the_provision_that_inserts_it(
    body: str, topic: str, place: str
) -> None:
    report = of(body)
    found = [finding for finding in report.findings if finding.topic == topic]
    assert found
    assert found[0].provision == "第1項"
    assert f"改正後の{place}" in found[0].explanation
    text = HEAD + body + TAIL
    assert found[0].evidence
    for piece in found[0].evidence:
        assert text[slice(*piece.span)] == piece.text
        assert text.index("次の") < piece.span[0]


OLD = f"""{TITLE}
令和5年3月20日
条例第3号
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
第5条　法第83条第1項の開示決定等は、開示請求があった日から１４日以内にしなければならない。
2　前項の期間は、正当な理由があるときは、30日以内に限り延長することができる。
第6条　法第89条第2項の規定により納付しなければならない手数料の額は、300円とする。
第7条　市長は、保有個人情報を市の機関以外の者に提供することができる。
附　則
1　この条例は、令和5年4月1日から施行する。
"""
# what the words are changed to; topic, class without the old text; topic, class with it carried out
REWORDED = {
    "a longer period": ("第5条第1項中「14日」を「40日」に改める。", ("deadline-longer", "uncertain"), ("deadline-longer", "not_permitted")),
    "a shorter period": ("第5条第1項中「14日」を「7日」に改める。", ("decision-deadline-shorter", "uncertain"), ("decision-deadline-shorter", "permitted")),
    "a fee": ("第6条中「300円」を「500円」に改める。", ("disclosure-fee", "uncertain"), ("disclosure-fee", "required")),
    "an opinion put in": (
        "第7条中「市長は、」の次に「審議会の意見を聴いて、」を加える。",
        ("case-by-case-council", "uncertain"), ("case-by-case-council", "not_permitted"),
    ),
    "a linkage put in": (
        "第7条中「提供する」を「通信回線により電子計算機を結合して提供しない」に、「ことができる」を「ものとする」に改める。",
        ("online-linkage-ban", "uncertain"), ("online-linkage-ban", "not_permitted"),
    ),
    "in kanji, behind other steps": (
        "第一条中「甲」を「乙」に改め、第七条中「市長は、」の下に「審議会の意見を聴いて、」を加える。",
        ("case-by-case-council", "uncertain"), ("case-by-case-council", "not_permitted"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "alone", "merged"), REWORDED.values(), ids=REWORDED)
def test_a_change_of_words_is_judged_by_what_it_shows_and_by_the_merged_text_if_the_old_is_given(
    body: str, alone: tuple[str, str], merged: tuple[str, str]
) -> None:
    for others, expected in (((), alone), ((OLD,), merged)):
        report = of(body + "\n", others)
        said = {(finding.topic, finding.classification) for finding in report.findings}
        assert expected in said
        finding = next(f for f in report.findings if f.topic == expected[0])
        assert finding.provision == "第1項"
        text = HEAD + body + "\n" + TAIL
        assert all(text[slice(*piece.span)] == piece.text for piece in finding.evidence)
        if not others:
            assert not said & {(topic, "not_permitted") for topic, _ in said}


def test_a_change_that_shows_nothing_is_listed_with_its_place() -> None:
    report = of("第8条中「甲」を「乙」に改める。\n第3条第2項を削る。\n")
    assert [problem for problem in report.problems if problem.code == "P287"]
    assert "第3条第2項を削る" in next(p.message for p in report.problems if p.code == "P289")
    assert any(left.text == "第8条中「甲」を「乙」に改める。" for left in report.unmatched)


def test_words_that_do_not_stand_in_the_old_text_are_not_guessed() -> None:
    report = of("第5条第2項中「14日」を「40日」に改める。\n第9条中「14日」を「40日」に改める。\n", (OLD,))
    assert not [f for f in report.findings if f.topic == "deadline-longer"]
    assert len([problem for problem in report.problems if problem.code == "P287"]) == 2


def test_a_text_that_is_amended_already_is_judged_as_it_stands() -> None:
    report = of("第5条第1項中「14日」を「40日」に改める。\n", (OLD.replace("１４日", "40日"),))
    assert "not_permitted" in {f.classification for f in report.findings if f.topic == "deadline-longer"}


TABLES = {
    "cells on a line": """|改正後|改正前|
|第5条　開示決定等は、開示請求があった日から45日以内にしなければならない。|第5条　開示決定等は、開示請求があった日から14日以内にしなければならない。|
|第7条　市の機関は、保有個人情報を外部に提供するときは、審議会の意見を聴かなければならない。|（新設）|
""",
    "the old column first": """現行	改正案
第5条　開示決定等は、開示請求があった日から14日以内にしなければならない。	第5条　開示決定等は、開示請求があった日から45日以内にしなければならない。
（新設）	第7条　市の機関は、保有個人情報を外部に提供するときは、審議会の意見を聴かなければならない。
""",
    "cells below each other": """改正後
改正前
（決定の期限）
第5条　開示決定等は、開示請求があった日から45日以内にしなければならない。
2　略
（外部への提供）
第7条　市の機関は、保有個人情報を外部に提供するときは、審議会の意見を聴かなければならない。
（決定の期限）
第5条　開示決定等は、開示請求があった日から14日以内にしなければならない。
2　略
""",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_of_a_table_of_new_and_old_the_new_column_is_judged(table: str) -> None:
    head = HEAD.replace(
        "次のように改正する",
        "次の表の改正前の欄に掲げる規定を同表の改正後の欄に掲げる規定に下線で示すように改正する",
    )
    report = report_on(parse(Document(head + table + TAIL)), model=False)
    said = [(f.topic, f.classification) for f in report.findings if f.provision == "第1項"]
    assert sorted(said) == [("case-by-case-council", "not_permitted"), ("deadline-longer", "not_permitted")]
    assert not report.unmatched


def test_an_amendment_that_brings_a_base_must_be_notified_as_a_change() -> None:
    report = of(INSERTIONS["a fee"][0])
    assert report.notification.required is True
    assert report.notification.bases == ["89-2"]
    assert report.missing == []


def test_the_amended_ordinance_given_beside_is_named_as_the_way_to_the_merged_text() -> None:
    old = f"{TITLE}\n(趣旨)\n第1条　この条例は、個人情報の保護に関する法律の施行に関し必要な事項を定める。\n附　則\nこの条例は、令和5年4月1日から施行する。\n"
    body = INSERTIONS["an article"][0]
    assert "改正前の条例も読み込まれています" in _said(of(body, (old,)))
    assert "改正前の条例も読み込まれています" not in _said(of(body))


def _said(report: GapReport) -> str:
    return "".join(problem.message for problem in report.problems if problem.code == "P281")


def test_references_inside_the_instructions_are_no_problem_of_the_amending_ordinance() -> None:
    report = of("第5条第1項中「第3条」を「第4条」に改める。\n")
    assert not {problem.code for problem in report.problems} & {"P250", "P252"}


SEVERAL = f"""個人情報の保護に関する法律の施行に伴う関係条例の整備に関する条例
令和4年12月20日
条例第30号
(青浜市手数料条例の一部改正)
第1条　青浜市手数料条例(平成12年青浜市条例第4号)の一部を次のように改正する。
別表中第30項の次に次の1項を加える。
|31　法第89条第2項の規定による保有個人情報の開示|開示請求手数料|1件につき300円|
({TITLE}の一部改正)
第2条　{TITLE}(令和4年青浜市条例第29号)の一部を次のように改正する。
第8条を次のように改める。
第8条　市の機関は、個人情報を収集するときは、本人から収集しなければならない。
附　則
この条例は、令和5年4月1日から施行する。
"""


def test_each_article_that_amends_has_the_findings_of_what_it_inserts() -> None:
    report = report_on(parse(Document(SEVERAL)), model=False)
    found = {(finding.provision, finding.topic) for finding in report.findings}
    assert ("第1条", "disclosure-fee") in found
    assert ("第2条", "direct-collection") in found


WHOLE = f"""青浜市個人情報保護条例の全部を改正する条例
令和5年3月20日
条例第5号
青浜市個人情報保護条例(平成15年青浜市条例第8号)の全部を次のように改正する。
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
第2条　市の機関は、{BAN}
附　則
この条例は、令和5年4月1日から施行する。
"""


@pytest.mark.parametrize("title", ["青浜市個人情報保護条例の全部を改正する条例", TITLE])
def test_a_rewritten_ordinance_is_judged_as_what_it_is(title: str) -> None:
    report = report_on(
        parse(Document(WHOLE.replace("青浜市個人情報保護条例の全部を改正する条例", title, 1))), model=False
    )
    assert report.ordinance.kind == "implementation"
    assert ("第2条", "online-linkage-ban") in {(f.provision, f.topic) for f in report.findings}
    assert [entry.topic for entry in report.missing] == ["disclosure-fee"]
    assert "suppl-repeal-old-ordinance" not in {entry.topic for entry in report.hints}


def test_an_inserted_paragraph_without_a_topic_is_listed() -> None:
    report = of("第9条の次に次の1条を加える。\n第9条の2　市の花は、つつじとする。\n")
    assert any(entry.text.startswith("第9条の2") for entry in report.unmatched)


@pytest.mark.parametrize(
    "body",
    [
        "「" * 3000,
        "第1条中「" + "あ" * 9000,
        "次のように改める。\n" * 500,
        "第9条に次の1項を加える。\n" * 300,
    ],
)
def test_a_damaged_amendment_is_read_without_an_error(body: str) -> None:
    assert of(body + "\n").ordinance.kind == "other"


def test_a_quotation_over_two_lines_is_one_instruction() -> None:
    text = HEAD + "目次中「第4章　雑則」を「第4章　審議会\n第5章　雑則」に改める。\n第2条を削る。\n" + TAIL
    (amended,) = amendments(parse(Document(text)))
    assert [text[slice(*span)].strip()[-5:] for span in amended.wording] == ["に改める。", "条を削る。"]


def test_an_ordinance_of_plain_paragraphs_without_articles_is_judged() -> None:
    text = f"青浜市個人情報の結合に関する条例\n令和5年3月20日\n条例第9号\n市の機関は、{BAN}\n{TAIL}"
    report = report_on(parse(Document(text)), model=False)
    assert "online-linkage-ban" in {finding.topic for finding in report.findings} or report.unmatched
