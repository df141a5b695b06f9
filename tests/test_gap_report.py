"""The gap report as a whole: the contract's shape, kinds of ordinances, dates, missing provisions, notification."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pirules.data import ordinances_dir
from pirules.gap import report_on
from pirules.ordinance import load, parse
from pirules.ordinance.model import Document, Kind, NodeType, Ordinance

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"
TOKYO = SHARED / "ordinances" / "tokyo_implementation.html"

KEYS = {
    "ordinance": {"title", "body", "number", "kind", "promulgated_on", "effective_on"},
    "finding": {
        "id",
        "topic",
        "provision",
        "classification",
        "relation",
        "notify",
        "national",
        "evidence",
        "explanation",
        "recommendation",
        "authority",
        "contested",
        "confidence",
    },
    "notification": {"required", "bases", "provisions", "explanation"},
}

CLEAN = """青浜市個人情報の保護に関する法律施行条例
令和5年3月20日
条例第3号

(趣旨)
第1条　この条例は、個人情報の保護に関する法律(平成15年法律第57号。以下「法」という。)の施行に関し必要な事項を定めるものとする。
(手数料)
第2条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。
附　則
この条例は、令和5年4月1日から施行する。
"""


def dump(text: str, others: tuple[str, ...] = (), as_of: date | None = None) -> dict[str, Any]:
    report = report_on(
        parse(Document(text)), [parse(Document(other)) for other in others], as_of, model=False
    )
    data: dict[str, Any] = report.model_dump(mode="json")
    return data


def sample(name: str) -> dict[str, Any]:
    data: dict[str, Any] = report_on(load(ordinances_dir() / name), model=False).model_dump(mode="json")
    return data


def by_topic(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    result: dict[str, list[dict[str, Any]]] = {}
    for finding in report["findings"]:
        result.setdefault(finding["topic"], []).append(finding)
    return result


def places(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(f["provision"], f["topic"], f["classification"]) for f in report["findings"]}


@pytest.mark.parametrize(
    "name", ["implementation_clean.txt", "implementation_problem.txt", "legacy.txt", "assembly.txt"]
)
def test_the_report_has_the_keys_and_values_of_the_contract(name: str) -> None:
    report = sample(name)
    assert set(report["ordinance"]) == KEYS["ordinance"]
    assert set(report["notification"]) == KEYS["notification"]
    text = load(ordinances_dir() / name).text
    for finding in report["findings"]:
        assert set(finding) == KEYS["finding"]
        assert 0 <= finding["confidence"] <= 1
        assert finding["national"]
        for piece in finding["evidence"]:
            assert text[piece["span"][0] : piece["span"][1]] == piece["text"]
    assert report["counts"]["characters"] == len(text)
    assert report["counts"]["unmatched"] == len(report["unmatched"])
    assert len({finding["id"] for finding in report["findings"]}) == len(report["findings"])
    assert report["law"]["checked_until"]
    assert "法的助言ではありません" in report["notice"]


@pytest.mark.skipif(not TOKYO.exists(), reason="the shared data is not here")
def test_tokyo_uses_the_options_of_the_act_and_nothing_is_called_forbidden() -> None:
    report = report_on(load(TOKYO), model=False).model_dump(mode="json")
    topics = by_topic(report)
    assert topics["processing-register"][0]["provision"] == "第3条第1項"
    assert topics["disclosure-fee"][0]["classification"] == "required"
    assert "零円" in topics["disclosure-fee"][0]["explanation"]
    for slug in ("nondisclosure-alignment-b", "anonymized-fee-1", "anonymized-fee-2", "council-consultation"):
        assert topics[slug][0]["notify"] == "yes"
    assert topics["request-form-items"][0]["provision"] == "第4条"
    assert report["notification"]["required"] is True
    assert report["notification"]["bases"] == ["75-5", "78-2", "89-2", "108", "119-3", "119-4", "129"]
    assert "法167条1項" in report["notification"]["explanation"]
    assert report["counts"]["not_permitted"] == 0
    assert report["missing"] == []
    assert report["unmatched"] == []


def test_the_problem_sample_names_each_forbidden_clause_and_the_missing_fee() -> None:
    report = sample("implementation_problem.txt")
    forbidden = {f["provision"] for f in report["findings"] if f["classification"] == "not_permitted"}
    assert {
        "第5条第2項",
        "第5条第3項",
        "第6条第1項",
        "第7条第1項",
        "第8条",
        "第11条第2項",
        "第31条",
    } <= forbidden
    assert [entry["topic"] for entry in report["missing"]] == ["disclosure-fee"]
    assert all("法167条" not in f["explanation"] for f in report["findings"] if f["topic"] == "penalty")


def test_the_legacy_sample_says_what_becomes_of_every_clause_and_is_never_notified() -> None:
    report = sample("legacy.txt")
    for finding in report["findings"]:
        assert finding["notify"] != "yes"
        assert re.match(r"【(廃止|移行|存続)】", finding["recommendation"])
    assert report["notification"]["required"] is False
    assert report["missing"] == []


def test_an_assembly_ordinance_is_outside_the_act_clause_by_clause() -> None:
    report = sample("assembly.txt")
    assert report["findings"]
    assert {finding["classification"] for finding in report["findings"]} == {"outside"}
    assert {finding["notify"] for finding in report["findings"]} == {"no"}
    assert report["notification"]["required"] is False
    assert report["unmatched"] == []


def _without_captions(ordinance: Ordinance) -> str:
    cut = [node.caption_span for node in ordinance.walk() if node.caption_span]
    text = ordinance.text
    for start, end in sorted(cut, reverse=True):
        text = text[:start] + text[end:].lstrip("\n")
    return text


def _renamed_captions(ordinance: Ordinance) -> str:
    text = ordinance.text
    spans = [
        node.caption_span
        for node in ordinance.walk()
        if node.caption_span and node.type in {NodeType.ARTICLE, NodeType.PARAGRAPH}
    ]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "(その他の事項)" + text[end:]
    return text


@pytest.mark.parametrize("rewrite", [_without_captions, _renamed_captions])
@pytest.mark.parametrize("name", ["implementation_clean.txt", "implementation_problem.txt", "legacy.txt"])
def test_captions_removed_or_renamed_change_no_finding(name: str, rewrite: Any) -> None:
    original = load(ordinances_dir() / name)
    changed = parse(Document(rewrite(original)))
    assert places(report_on(changed, model=False).model_dump(mode="json")) == places(sample(name))


def test_a_finding_keeps_its_id_when_other_clauses_change() -> None:
    before = by_topic(dump(CLEAN))["disclosure-fee"][0]["id"]
    moved = CLEAN.replace(
        "第2条　法第89条", "第2条　この条例において使用する用語は、法の例による。\n第3条　法第89条"
    )
    kanji = CLEAN.replace("第89条第2項", "第八十九条第二項")
    assert by_topic(dump(moved))["disclosure-fee"][0]["id"] == before
    assert by_topic(dump(kanji))["disclosure-fee"][0]["id"] == before
    assert by_topic(dump(CLEAN.replace("零円", "300円")))["disclosure-fee"][0]["id"] != before


def test_a_fee_in_the_fee_ordinance_given_beside_it_is_not_missing() -> None:
    without = CLEAN.replace(
        "(手数料)\n第2条　法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n", ""
    )
    fees = """青浜市手数料条例
平成12年3月24日
条例第8号
(手数料の額)
第1条　個人情報の保護に関する法律(平成15年法律第57号)第89条第2項の手数料の額は、開示請求1件につき300円とする。
附　則
この条例は、平成12年4月1日から施行する。
"""
    assert [entry["topic"] for entry in dump(without)["missing"]] == ["disclosure-fee"]
    assert dump(without, (fees,))["missing"] == []


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("青葉県", {"anonymized-fee-1", "anonymized-fee-2"}),
        ("札幌市", {"anonymized-fee-1", "anonymized-fee-2"}),
        ("青浜市", set()),
        ("青浜町", set()),
        ("青浜地区衛生組合", set()),
    ],
)
def test_only_bodies_that_must_invite_proposals_lack_the_fees_for_anonymised_information(
    body: str, missing: set[str]
) -> None:
    report = dump(CLEAN.replace("青浜市", body))
    assert {entry["topic"] for entry in report["missing"]} == missing


def test_a_body_that_invites_proposals_by_choice_needs_the_fees_too() -> None:
    text = CLEAN.replace(
        "附　則",
        "(提案の募集)\n第3条　市長は、法第111条の規定により、毎年度、提案を募集するものとする。\n附　則",
    )
    assert {entry["topic"] for entry in dump(text)["missing"]} == {"anonymized-fee-1", "anonymized-fee-2"}


def test_before_the_act_applied_nothing_is_compared_and_the_report_says_so() -> None:
    report = dump(CLEAN, as_of=date(2023, 3, 31))
    assert report["findings"] == []
    assert report["missing"] == []
    assert report["notification"]["required"] is False
    assert "P282" in {problem["code"] for problem in report["problems"]}
    assert dump(CLEAN, as_of=date(2023, 4, 1))["findings"]


def test_citations_follow_the_renumbering_of_the_penal_articles() -> None:
    text = CLEAN.replace(
        "附　則", "(罰則)\n第3条　職員が保有個人情報を盗用したときは、1年以下の拘禁刑に処する。\n附　則"
    )
    before = by_topic(dump(text, as_of=date(2027, 1, 16)))["penalty"][0]["national"]
    after = by_topic(dump(text, as_of=date(2027, 1, 17)))["penalty"][0]["national"]
    assert "法180条" in {entry["label"] for entry in before}
    assert "法179条" in {entry["label"] for entry in after}


def test_an_ordinance_that_cites_old_penal_numbers_is_told_from_the_day_on() -> None:
    text = CLEAN.replace(
        "附　則", "(周知)\n第3条　市長は、法第180条の罰則を職員に周知するものとする。\n附　則"
    )
    codes = [
        {problem["code"] for problem in dump(text, as_of=day)["problems"]}
        for day in (date(2027, 1, 16), date(2027, 1, 17))
    ]
    assert ["P284" in found for found in codes] == [False, True]


OTHER = """青浜市公園条例
平成17年3月1日
条例第12号
(設置)
第1条　市民の福祉の増進を図るため、公園を設置する。
(使用の制限)
第2条　市長は、公園の管理上支障があるときは、その使用を禁止し、又は制限することができる。
(使用料)
第3条　使用者は、別表に定める使用料を納めなければならない。
(罰則)
第4条　第2条の規定に違反した者は、5万円以下の過料に処する。
附　則
この条例は、平成17年4月1日から施行する。
"""


def test_an_ordinance_on_another_subject_has_no_findings_and_says_so() -> None:
    report = dump(OTHER)
    assert report["ordinance"]["kind"] == Kind.OTHER
    assert report["findings"] == []
    assert "P280" in {problem["code"] for problem in report["problems"]}
    assert report["missing"] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize("name", ["12", "55", "80"])
def test_real_ordinances_on_other_subjects_have_no_findings(name: str) -> None:
    path = SHARED / "ordinances" / "other_subjects" / f"katsuragi_k518RG000000{name}.html"
    assert report_on(load(path), model=False).findings == []


AMENDING = """青浜市個人情報の保護に関する法律施行条例の一部を改正する条例
令和7年3月20日
条例第5号
青浜市個人情報の保護に関する法律施行条例(令和5年青浜市条例第3号)の一部を次のように改正する。
第4条中「15日」を「14日」に改める。
附　則
この条例は、令和7年4月1日から施行する。
"""


def test_an_amending_ordinance_is_handled_and_said() -> None:
    report = dump(AMENDING)
    assert "P281" in {problem["code"] for problem in report["problems"]}
    assert report["notification"]["required"] is None
    rest = [finding for finding in report["findings"] if not finding["topic"].startswith("suppl-")]
    assert [(finding["topic"], finding["classification"]) for finding in rest] == [
        ("decision-deadline-shorter", "uncertain")
    ]


def test_a_draft_with_blanks_is_told_where_they_are() -> None:
    text = CLEAN.replace("第2条　法第89条第2項", "第○条　法第89条第2項")
    problems = [problem for problem in dump(text)["problems"] if problem["code"] == "P283"]
    assert problems
    assert text[problems[0]["span"][0] : problems[0]["span"][1]].startswith("第○条")


@pytest.mark.parametrize(
    "clause",
    [
        "あ" * 50_000,
        "実施機関は、" + "個人情報を提供し、" * 4_000 + "てはならない。",
        "(" * 5_000 + "個人情報" + ")" * 5_000,
        "審議会の意見を聴き、" * 3_000,
        "\x00\ufffd個人情報を収集してはならない。",
    ],
)
def test_hostile_clauses_are_judged_in_bounded_time(clause: str) -> None:
    report = dump(CLEAN.replace("附　則", f"(雑則)\n第3条　{clause}\n附　則"))
    assert by_topic(report)["disclosure-fee"]


def test_a_fee_ordinance_of_another_body_fills_no_gap_and_is_told() -> None:
    rule = "法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。"
    text = CLEAN.replace(rule, "この条例の施行に関し必要な事項は、規則で定める。").replace(
        "(手数料)", "(委任)"
    )
    fee = "{}手数料条例\n(手数料)\n第1条　手数料の額は、別表のとおりとする。\n別表\n|個人情報の保護に関する法律第89条第2項に規定する保有個人情報の開示|1件につき300円|\n"
    subject = parse(Document(text))
    body = subject.body or ""
    assert body
    own = report_on(subject, [parse(Document(fee.format(body)))], model=False)
    foreign = report_on(subject, [parse(Document(fee.format("遠浅市")))], model=False)
    assert "disclosure-fee" not in {entry.topic for entry in own.missing}
    assert "disclosure-fee" in {entry.topic for entry in foreign.missing}
    assert [problem.code for problem in foreign.problems].count("P288") == 1
    assert "P288" not in {problem.code for problem in own.problems}


def test_a_text_without_provisions_leaves_the_notification_open() -> None:
    report = dump("条例,番号\nA,1\n")
    assert report["findings"] == []
    assert report["notification"]["required"] is None
    assert "読み取れなかった" in report["notification"]["explanation"]


@pytest.mark.parametrize(
    ("fee", "missing"),
    [
        ("市長は、災害を受けた者の開示請求に係る手数料を減額し、又は免除することができる。", True),
        (
            "開示請求に係る手数料は、1件につき300円とする。ただし、災害を受けた者については、これを免除する。",
            False,
        ),
        ("法の規定による開示の手数料については、その納付を要しない。", False),
    ],
)
def test_only_an_amount_is_the_fee_that_the_act_asks_for(fee: str, missing: bool) -> None:
    rule = "法第89条第2項の規定により納付しなければならない手数料の額は、零円とする。"
    report = dump(CLEAN.replace(rule, fee))
    assert any(finding["provision"] == "第2条" for finding in report["findings"])
    assert ("disclosure-fee" in {entry["topic"] for entry in report["missing"]}) is missing


@pytest.mark.parametrize(
    ("amount", "missing"),
    [
        ("知事が別に定める。", {"anonymized-fee-2"}),
        ("令第31条第5項の額を標準として規則で定める額とする。", {"anonymized-fee-2"}),
        ("1万2,500円とする。ただし、規則で定める者については、この限りでない。", set()),
    ],
)
def test_the_fees_for_anonymised_information_are_amounts_too(amount: str, missing: set[str]) -> None:
    fees = (
        "(匿名加工情報の手数料)\n第3条　法第119条第3項の手数料の額は、21,000円とする。\n"
        f"2　法第119条第4項の規定により納付する手数料の額は、{amount}\n附　則"
    )
    report = dump(CLEAN.replace("青浜市", "青葉県").replace("附　則", fees))
    assert len(by_topic(report)["anonymized-fee-2"]) == 1
    assert {entry["topic"] for entry in report["missing"]} == missing
