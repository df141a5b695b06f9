"""The answer: the contract's shape, and what each part of it may and may not hold."""

import json
from datetime import date
from random import Random

import pytest
from answers import KEYS
from sampling import random_literals

from pirules.provision import Answer, check
from pirules.provision.scenarios import flat_trace
from pirules.provision.special_statutes import load_statutes
from pirules.rules.flow import load_rulebook

CITATION = {"law", "article", "paragraph", "item", "label"}
BASE = {
    "as_of": "2026-07-01",
    "provider": {"kind": "municipal_organ"},
    "information": {"category": "personal_information"},
    "handling": "provision",
    "recipient": {"kind": "other_local_organ"},
}


def random_request(seed):
    source = Random(seed)
    vocabulary = load_rulebook().vocabulary
    request = {}
    for name, value in random_literals(source, vocabulary, known=source.choice((0.3, 0.7, 1.0))).items():
        group, _, field = name.partition(".")
        json_value = vocabulary.fields[name].value(value)
        if field:
            request.setdefault(group, {})[field] = json_value
        else:
            request[name] = json_value
    if source.random() < 0.7:
        row = source.choice(load_statutes().statutes)
        request.setdefault("legal_basis", {})["citation"] = source.choice(row.citations).label
    request["as_of"] = source.choice(["2023-04-01", "2026-11-21", "2027-01-17"])
    return request


@pytest.mark.parametrize("seed", range(150))
def test_every_answer_keeps_the_contract(seed):
    answer = check(random_request(seed))
    data = answer.model_dump(mode="json")
    assert set(data) == KEYS
    json.dumps(data, ensure_ascii=False).encode()
    assert data["record_id"] is None
    if data["decision"] != "needs_judgment":
        assert data["basis"]
    assert bool(data["conditions"]) == (data["decision"] == "conditional")
    if data["decision"] in {"prohibited", "out_of_scope", "needs_judgment"}:
        assert data["obligations"] == []
    assert all(set(item) == CITATION for item in data["basis"])
    assert data["reasons"][-1]["text"].startswith("この出力は判断を支える資料であり")
    assert all(set(item) == {"text", "citations"} and item["text"] for item in data["reasons"])
    assert all(set(item) == {"field", "question", "citation", "default"} for item in data["missing_facts"])
    assert all(set(item) == {"facts", "decision", "text"} for item in data["changes"])
    assert not any("$" in item["text"] for item in data["reasons"] + data["conditions"] + data["obligations"])
    for node in flat_trace(answer.trace):
        assert set(node.model_dump()) == {"rule", "title", "holds", "facts", "citation", "exceptions"}


def test_a_door_can_set_the_record():
    answer = check(BASE)
    stored = answer.model_copy(update={"record_id": "r1"})
    assert isinstance(stored, Answer)
    assert stored.record_id == "r1"
    assert answer.record_id is None


def test_a_citation_has_exactly_the_contract_parts():
    data = check({**BASE, "purpose": {"within_specified": True}}).model_dump(mode="json")
    assert data["basis"][0] == {
        "law": "415AC0000000057",
        "article": "69",
        "paragraph": "1",
        "item": None,
        "label": "法69条1項",
    }


def test_exceptions_stand_in_the_trace_under_the_rule_that_they_except():
    answer = check({**BASE, "purpose": {"within_specified": False}, "consent": {"given": True}})
    ground = next(node for node in answer.trace if node.rule == "s8-1")
    assert [node.rule for node in ground.exceptions] == ["s9-consent", "s10-abroad", "s7-consent"]
    assert [node.rule for node in ground.exceptions[1].exceptions] == [
        "s10-country",
        "s10-system",
        "s10-consent",
    ]
    assert ground.exceptions[0].holds == "unknown"
    assert ground.exceptions[0].facts == {"risk.unjust_infringement": None}


@pytest.mark.parametrize(
    "rule",
    [
        "n-council-opinion",
        "n-online-linkage",
        "n-ordinance-condition",
        "n-old-notice",
        "n-deceased",
        "n-assembly",
        "n-regular-supply",
    ],
)
def test_what_no_longer_counts_is_shown_as_looked_at(rule):
    assert rule in {node.rule for node in check(BASE).trace}


@pytest.mark.parametrize("field", ["council_opinion", "online_linkage", "local_ordinance_condition"])
@pytest.mark.parametrize("seed", range(12))
def test_the_old_limits_never_change_the_decision(field, seed):
    request = random_request(seed)
    request.pop("context", None)
    decisions = {check({**request, "context": {field: value}}).decision for value in (True, False, None)}
    assert len(decisions) == 1


@pytest.mark.parametrize("seed", range(12))
def test_special_care_never_changes_the_decision(seed):
    request = random_request(seed)
    category = request.get("information", {}).get("category")
    decisions = {
        check({**request, "information": {"category": category, "special_care": value}}).decision
        for value in (True, False, None)
    }
    assert len(decisions) == 1


@pytest.mark.parametrize(
    ("as_of", "said"),
    [("2026-07-17", False), ("2026-07-18", True), ("2025-06-01", False), ("2027-01-17", True)],
)
def test_a_day_after_the_last_revision_checked_is_said(as_of, said):
    answer = check({**BASE, "as_of": as_of})
    assert any("照合していません" in item.text for item in answer.reasons) is said


@pytest.mark.parametrize(("as_of", "label"), [("2027-01-16", "法180条"), ("2027-01-17", "法179条")])
def test_penal_articles_are_shown_with_the_number_of_the_day(as_of, label):
    answer = check({**BASE, "as_of": as_of, "purpose": {"within_specified": False}})
    labels = {item.label for reason in answer.reasons for item in reason.citations}
    assert label in labels
    assert len(labels & {"法179条", "法180条"}) == 1


def test_authority_is_the_weakest_on_the_path():
    grounds = {"within_recipient_duties": True, "necessary_extent": True, "reasonable": True}
    outside = {
        **BASE,
        "purpose": {"within_specified": False, "frequency": "occasional"},
        "risk": {"unjust_infringement": False},
        "grounds": grounds,
    }
    task_rule = {"instrument": "statute", "specific": False}
    cases = [
        ({**outside, "legal_basis": {"instrument": "none"}}, "commission_guidance"),
        ({**outside, "legal_basis": {"instrument": "none"}, "consent": {"given": True}}, "statute"),
        ({**outside, "legal_basis": task_rule, "consent": {"given": True}}, "commission_guidance"),
        ({**outside, "legal_basis": {"instrument": "none"}, "handling": "entrustment"}, "secondary"),
    ]
    for request, level in cases:
        assert check(request).authority.level == level, request


def test_a_statute_of_its_own_is_cited_after_the_act():
    answer = check(
        {
            **BASE,
            "purpose": {"within_specified": False},
            "legal_basis": {
                "instrument": "statute",
                "specific": True,
                "mandatory": True,
                "citation": "生活保護法第29条第2項",
            },
        }
    )
    assert [item.label for item in answer.basis] == ["法69条1項", "生活保護法29条2項"]
    assert not {item.citation.label for item in answer.obligations} & {"法70条", "法71条2項", "法71条3項"}


def test_the_ruleset_is_named():
    ruleset = check(BASE).ruleset
    assert ruleset.id == "jp-appi-municipal"
    assert len(ruleset.sha256) == 64


def test_same_request_same_answer():
    assert check(BASE).model_dump() == check(BASE).model_dump()


def test_a_python_date_is_a_day():
    assert check({**BASE, "as_of": date(2026, 7, 1)}).as_of == "2026-07-01"


@pytest.mark.parametrize(
    ("facts", "disputed"),
    [
        ({"purpose": {"within_specified": True}}, None),
        ({"purpose": {"within_specified": True}, "context": {"local_ordinance_condition": True}}, "条例が法より狭い"),
        ({"purpose": {"within_specified": False, "frequency": "constant"}, "consent": {"given": False}}, "Q3-3-2"),
        ({"purpose": {"within_specified": False}, "risk": {"unjust_infringement": True}}, None),
    ],
)  # fmt: skip
def test_the_note_says_what_is_disputed_of_the_answer(facts, disputed):
    authority = check({**BASE, "legal_basis": {"instrument": "none"}, **facts}).authority
    assert authority.contested is (disputed is not None)
    assert (disputed or "判定です。") in authority.note


OUTSIDE = BASE | {"purpose": {"within_specified": False}, "context": {"council_opinion": True}}


@pytest.mark.parametrize(
    ("basis", "recipient", "order"),
    [
        (
            {"instrument": "statute", "citation": "生活保護法29条2項", "specific": True, "mandatory": True},
            "other_local_organ",
            ["義務付ける規定があり", "生活保護法29条2項：", "限ってできます", "審議会の意見"],
        ),
        (
            {
                "instrument": "statute",
                "citation": "刑訴法218条（令状なし）",
                "specific": True,
                "mandatory": True,
            },
            "private_business",
            [
                "いずれにも当たりません",
                "として働かない",
                "（令状なし）」には",
                "1号に当たりません",
                "審議会の意見",
            ],
        ),
        (
            {"instrument": "statute", "citation": "刑事訴訟法197条2項", "specific": True, "mandatory": False},
            "police",
            ["強いるものではありません", "刑事訴訟法197条2項：", "として判定しました", "審議会の意見"],
        ),
    ],
)
def test_what_decides_comes_first_and_what_is_said_of_the_citation_beside_it(basis, recipient, order):
    closed = {
        "consent": {"given": False},
        "grounds": {"special": False},
        "purpose": {
            "within_specified": False,
            "frequency": "occasional",
            "statistics_or_research_only": False,
            "clearly_benefits_subject": False,
        },
    }
    answer = check(OUTSIDE | closed | {"legal_basis": basis, "recipient": {"kind": recipient}})
    texts = [reason.text for reason in answer.reasons]
    places = [next(place for place, text in enumerate(texts) if words in text) for words in order]
    assert places[0] == 0
    assert places == sorted(places)
    cited = next(place for place, words in enumerate(order) if "：" in words or "」には" in words)
    assert places[cited] - places[cited - 1] <= 3


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (
            {
                "recipient": {"kind": "research_institution"},
                "purpose": {"within_specified": False, "frequency": "occasional"},
                "consent": {"given": False},
            },
            "risk.unjust_infringement",
            "おそれ",
        ),
        (
            {
                "recipient": {"kind": "private_business"},
                "purpose": {"within_specified": False, "frequency": "occasional"},
                "grounds": {"special": True},
                "consent": {"given": False},
            },
            "risk.unjust_infringement",
            "おそれ",
        ),
        (
            {
                "recipient": {"kind": "police"},
                "purpose": {
                    "within_specified": False,
                    "frequency": None,
                    "statistics_or_research_only": False,
                },
                "grounds": {"within_recipient_duties": True, "necessary_extent": True, "reasonable": True},
                "risk": {"unjust_infringement": False},
                "consent": {"given": False},
            },
            "purpose.frequency",
            "臨時のものか",
        ),
    ],
)
def test_an_open_decision_begins_with_what_its_first_question_asks_about(said, field, words):
    answer = check(OUTSIDE | said)
    assert answer.decision == "needs_judgment"
    assert answer.missing_facts[0].field == field
    assert words in answer.reasons[0].text
