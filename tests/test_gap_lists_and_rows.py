"""Lists and tables inside an article: each 号 and each row is judged as what it says under its 柱書."""

import pytest

from pirules.gap import GapReport, report_on
from pirules.gap.rows import Kind, kind_of
from pirules.ordinance import parse
from pirules.ordinance.model import Document

HEAD = """青浜市個人情報の保護に関する法律施行条例
令和5年3月20日
条例第3号
(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定める。
(規定)
第2条　{clause}
附　則
この条例は、令和5年4月1日から施行する。
"""


def report_of(clause: str) -> GapReport:
    return report_on(parse(Document(HEAD.format(clause=clause))), model=False, second_reader=False)


def found(clause: str) -> set[tuple[str, str, str]]:
    return {
        (finding.provision, finding.topic, finding.classification)
        for finding in report_of(clause).findings
        if finding.provision.startswith("第2条")
    }


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("次の表の左欄に掲げる字句は、同表の右欄に掲げる字句に読み替える。", Kind.READ_AS),
        ("次の表の左欄に掲げる用語の意義は、同表の右欄に定めるところによる。", Kind.TERM),
        ("次の表の左欄に掲げる事項については、審議会に諮問する。", Kind.MATTER),
        ("次に掲げる事項については、審議会に諮問する。", None),
    ],
)
def test_a_lead_says_what_the_rows_under_it_say(lead: str, kind: Kind | None) -> None:
    assert kind_of(lead) is kind


def test_rows_that_replace_words_of_the_act_are_compared_with_it() -> None:
    rows = found(
        "法の規定の適用については、次の表の左欄に掲げる規定中同表の中欄に掲げる字句は、同表の右欄に掲げる字句とする。\n"
        "規定　読み替えられる字句　読み替える字句\n"
        "第83条第1項　30日以内　14日以内\n"
        "第94条第2項　30日以内　50日以内\n"
    )
    assert ("第2条", "decision-deadline-shorter", "permitted") in rows
    assert ("第2条", "deadline-longer", "not_permitted") in rows


def test_rows_of_terms_define_them() -> None:
    rows = found(
        "この条例において、次の表の左欄に掲げる用語の意義は、それぞれ同表の右欄に定めるところによる。\n"
        "市の機関　市長、教育委員会、選挙管理委員会、監査委員及び農業委員会\n"
        "台帳　事務の記録\n"
    )
    assert ("第2条", "implementing-organs", "permitted_internal") in rows


def test_rows_say_on_what_a_council_must_be_asked() -> None:
    rows = found(
        "市の機関は、次の表の左欄に掲げる事項については、同表の右欄に掲げる時までに、審議会に諮問しなければならない。\n"
        "個人情報の目的外の提供　提供の前\n"
        "個人情報の取扱いの委託　契約の前\n"
    )
    assert ("第2条", "outsourcing-council", "not_permitted") in rows
    assert "not_permitted" in {c for _, topic, c in rows if topic == "case-by-case-council"}


def test_a_table_of_fees_adds_no_matter_of_its_own() -> None:
    rows = found(
        "保有個人情報の開示を受ける者は、次の表に定める費用を負担しなければならない。\n"
        "種別　金額\n単色刷りの写し　1枚につき10円\n光ディスク　1枚につき100円\n"
    )
    assert {topic for _, topic, _ in rows} == {"disclosure-method-copy-cost"}


GROUNDS = """実施機関は、次に掲げる情報を開示しないことができる。
(1)　開示請求者の生命、健康、生活又は財産を害するおそれがある情報
(2)　開示請求者以外の個人に関する情報
(3)　{own}
"""


@pytest.mark.parametrize(
    "own",
    [
        "本人の評価又は選考に関する情報で、本人に知らせることが適当でないもの",
        "市長が公益上特に必要と認める情報",
        "未成年者の法定代理人による請求で、当該未成年者が同意しないもの",
        "犯罪の予防その他公共の安全と秩序の維持に支障を及ぼすおそれがある情報",
    ],
)
def test_a_ground_of_its_own_among_those_of_the_act_is_named_by_its_item(own: str) -> None:
    findings = found(GROUNDS.format(own=own))
    items = {place for place, topic, c in findings if topic == "own-nondisclosure-grounds" and "号" in place}
    assert items == {"第2条第3号"}


@pytest.mark.parametrize(
    "own",
    [
        "法人の競争上の地位その他正当な利益を害するおそれがある情報",
        "市の機関の内部における審議又は検討に関する情報で、率直な意見の交換が不当に損なわれるおそれがあるもの",
        "市の事務又は事業の適正な遂行に支障を及ぼすおそれがある情報",
    ],
)
def test_grounds_of_the_act_alone_are_judged_as_one_list(own: str) -> None:
    assert not {place for place, _, _ in found(GROUNDS.format(own=own)) if "号" in place}


def test_both_sides_of_the_alignment_in_one_list_are_told_apart() -> None:
    findings = found(
        "法第78条第2項の規定により読み替えて適用する同条第1項の条例で定める情報は、次に掲げる区分に応じ、当該各号に定めるものとする。\n"
        "(1)　開示することとされている情報　青浜市情報公開条例第7条第2号ウに掲げる情報\n"
        "(2)　不開示とする必要がある情報　青浜市情報公開条例第7条第5号に掲げる情報\n"
    )
    assert ("第2条第1号", "nondisclosure-alignment-a", "permitted") in findings
    assert ("第2条第2号", "nondisclosure-alignment-b", "permitted") in findings
    assert not {topic for place, topic, _ in findings if place == "第2条"}


def test_items_that_are_rules_are_read_as_sentences() -> None:
    findings = found(
        "市の機関は、次の原則を守るものとする。\n"
        "(1)　必要のない個人情報を集めないこと。\n"
        "(2)　集めた個人情報は、集めた目的のほかには使わないこと。\n"
        "(3)　信仰、信条及び病歴は、集めないこと。\n"
    )
    assert ("第2条第1号", "collection-necessity", "duplicates_law") in findings
    assert ("第2条第2号", "provision-extra-limits", "not_permitted") in findings
    assert ("第2条第3号", "sensitive-collection-ban", "not_permitted") in findings


def test_an_exception_of_its_own_to_asking_the_board_is_named_by_its_item() -> None:
    findings = found(
        "審査請求があったときは、次の各号のいずれかに該当する場合を除き、審査会に諮問しなければならない。\n"
        "(1)　審査請求が不適法であり、却下する場合\n"
        "(2)　審査請求の全部を認容する場合\n"
        "(3)　審査請求人が諮問を希望しない場合\n"
    )
    assert {place for place, topic, c in findings if (topic, c) == ("review-board", "not_permitted")} == {
        "第2条第3号"
    }


@pytest.mark.parametrize(
    ("body", "topic"),
    [("審議会", "council-establishment"), ("審査会", "review-board-establishment")],
)
def test_members_belong_to_the_body_of_the_article_before(body: str, topic: str) -> None:
    report = report_of(
        f"青浜市個人情報保護{body}(以下「{body}」という。)を置く。\n(秘密)\n第3条　委員は、職務上知り得た秘密を漏らしてはならない。\n"
    )
    assert [finding.topic for finding in report.findings if finding.provision == "第3条"] == [topic]


BOARD = """青浜市情報公開・個人情報保護審査会条例
平成17年3月20日
条例第3号
(設置)
第1条　個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)第105条第3項において準用する同条第1項の規定による諮問に応じるため、青浜市情報公開・個人情報保護審査会(以下「審査会」という。)を置く。
第2条　{clause}
附　則
この条例は、平成17年4月1日から施行する。
"""


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("開示決定等は、開示請求があった日から14日以内にしなければならない。", "decision-deadline-shorter"),
        ("法第89条第2項の手数料は、1件につき200円とする。", "disclosure-fee"),
        ("委員は、5人以内とする。", "review-board-establishment"),
    ],
)
def test_the_ordinance_of_a_board_is_read_where_it_speaks_of_the_act(clause: str, topic: str) -> None:
    report = report_on(parse(Document(BOARD.format(clause=clause))), model=False)
    assert topic in {finding.topic for finding in report.findings if finding.provision.startswith("第2条")}


def test_where_a_table_goes_on_behind_the_last_row_that_is_judged_the_report_says_so(monkeypatch) -> None:
    clause = (
        "法の規定の適用については、次の表の左欄に掲げる規定中同表の中欄に掲げる字句は、同表の右欄に掲げる字句とする。\n"
        "第83条第1項　30日以内　14日以内\n第94条第2項　30日以内　20日以内\n"
    )
    assert "P290" not in {problem.code for problem in report_of(clause).problems}
    monkeypatch.setattr("pirules.gap.rows.MOST", 1)
    monkeypatch.setattr("pirules.gap.advice.MOST", 1)
    (left,) = [problem for problem in report_of(clause).problems if problem.code == "P290"]
    assert left.message.startswith("第2条の表は長いため、1件目より後")


@pytest.mark.parametrize(
    "files",
    ["法第74条第2項第1号から第10号までに掲げる個人情報ファイル", "法第75条第2項各号に掲げる個人情報ファイル"],
)
def test_what_a_register_of_the_ordinance_leaves_out_is_no_exception_from_the_act(files):
    clause = f"市の機関は、個人情報を取り扱う事務について登録簿を作成し、公表しなければならない。\n2　前項の規定は、{files}に係る事務については、適用しない。"
    assert found(clause) == {
        ("第2条第1項", "processing-register", "permitted"),
        ("第2条第2項", "processing-register", "permitted"),
    }
