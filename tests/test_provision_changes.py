"""What would turn the answer: verified, minimal, complete over what may be proposed, in the order of realism."""

import json
from datetime import date
from itertools import chain, combinations
from random import Random

import pytest
from sampling import random_literals

from pirules.errors import RulesetError
from pirules.provision import changes as proposing
from pirules.provision import check
from pirules.provision.moves import load_moves
from pirules.provision.statutes import NOT_CITED, read_citation
from pirules.rules import combine
from pirules.rules.decide import branch_for
from pirules.rules.evaluator import Evaluator
from pirules.rules.flow import load_rulebook

BOOK = load_rulebook()
FIELDS = BOOK.vocabulary.fields
DAY = date(2026, 11, 21)
MOVES = load_moves()
TOWARDS = {"permitted": MOVES.better, "conditional": MOVES.better, "prohibited": MOVES.worse}
TARGETS = {
    "permitted": ("prohibited",),
    "conditional": ("permitted", "prohibited"),
    "needs_judgment": ("permitted", "conditional", "prohibited"),
    "prohibited": ("permitted", "conditional"),
}


def outcome(literals, citation=None):
    cited = read_citation(citation).facts if citation else NOT_CITED
    facts = BOOK.vocabulary.complete(literals, cited)
    return str(combine.public(Evaluator(facts, DAY).flow(branch_for(BOOK, facts).flow).outcome))


def nested(literals):
    request = {"as_of": DAY.isoformat()}
    for name, value in literals.items():
        group, _, field = name.partition(".")
        json_value = FIELDS[name].value(value)
        if field:
            request.setdefault(group, {})[field] = json_value
        else:
            request[name] = json_value
    return request


def literals_of(facts):
    words = {True: "yes", False: "no"}
    return {name: words[value] if isinstance(value, bool) else str(value) for name, value in facts.items()}


def parts(facts):
    """Every proper part of a set of facts."""
    items = list(facts.items())
    return map(dict, chain.from_iterable(combinations(items, size) for size in range(len(items))))


def question(seed):
    source = Random(seed)
    literals = random_literals(source, BOOK.vocabulary, known=source.choice((0.4, 0.7, 0.9)))
    literals["information.category"] = source.choice(
        ("personal_information", "personal_information", "specific_personal_information", "anonymized")
    )
    return literals


@pytest.mark.parametrize("seed", range(40))
def test_changes_lead_where_they_say_and_no_part_of_one_does(seed):
    literals = question(seed)
    answer = check(nested(literals))
    for change in answer.changes:
        changed = literals_of(change.facts)
        assert outcome({**literals, **changed}) == change.decision
        for part in parts(changed):
            assert outcome({**literals, **part}) != change.decision


@pytest.mark.parametrize("seed", range(40, 80))
def test_every_proposable_single_and_pair_that_turns_the_answer_is_found(seed):
    literals = question(seed)
    answer = check(nested(literals))
    facts = BOOK.vocabulary.complete(literals, NOT_CITED)
    for target in TARGETS.get(answer.decision, ()):
        proposed = [literals_of(item.facts) for item in answer.changes if item.decision == target]
        if len(proposed) == TOWARDS[target].shown:
            continue
        moves = [dict(move.facts) for move in TOWARDS[target].moves if move.fits(facts)]
        for first, second in combinations([{}, *moves], 2):
            both = {**first, **second}
            if any(first.get(name, value) != value for name, value in second.items()):
                continue
            new = {name: value for name, value in both.items() if literals.get(name) != value}
            if len(new) <= TOWARDS[target].facts and outcome({**literals, **new}) == target:
                assert any(item.items() <= new.items() for item in proposed), new


@pytest.mark.parametrize("seed", range(80, 110))
def test_nobody_is_told_to_be_somebody_else(seed):
    literals = question(seed)
    for change in check(nested(literals)).changes:
        assert not {"provider.kind", "title", "as_of", "information.special_care"} & change.facts.keys()
        assert change.facts.get("other_law.restricts") is not False
        assert all(literals.get(name) != value for name, value in literals_of(change.facts).items())


OUTSIDE = {
    "provider.kind": "municipal_organ",
    "information.category": "personal_information",
    "handling": "provision",
    "purpose.within_specified": "no",
    "purpose.frequency": "occasional",
    "legal_basis.instrument": "none",
    "consent.given": "no",
    "grounds.reasonable": "no",
    "grounds.special": "no",
    "purpose.clearly_benefits_subject": "no",
    "purpose.statistics_or_research_only": "no",
    "risk.unjust_infringement": "no",
}
STATUTE = {"legal_basis.instrument": "statute", "legal_basis.specific": True}
MY_NUMBER = {
    "provider.kind": "municipal_organ",
    "information.category": "specific_personal_information",
    "handling": "provision",
    "my_number.provision_item": "0",
}
CASES = [
    (OUTSIDE | {"recipient.kind": "police"}, "conditional", STATUTE, "刑事訴訟法197条2項"),
    (OUTSIDE | {"recipient.kind": "bar_association"}, "conditional", STATUTE, "弁護士法23条の2第2項"),
    (
        OUTSIDE | {"recipient.kind": "court"},
        "permitted",
        STATUTE | {"legal_basis.mandatory": True},
        "文書提出命令",
    ),
    (
        OUTSIDE | {"recipient.kind": "private_person"},
        "permitted",
        {"recipient.kind": "data_subject"},
        "本人に渡して",
    ),
    (OUTSIDE | {"recipient.kind": "private_person"}, "permitted", {"consent.given": True}, "本人の同意"),
    (
        OUTSIDE | {"recipient.kind": "council_member"},
        "permitted",
        {
            "recipient.kind": "local_assembly",
            "grounds.within_recipient_duties": True,
            "grounds.necessary_extent": True,
            "grounds.reasonable": True,
        },
        "議会が求めるもの",
    ),
    (
        MY_NUMBER | {"recipient.kind": "other_organ_same_body"},
        "permitted",
        {
            "my_number.provision_item": 11,
            "legal_basis.instrument": "local_ordinance",
            "grounds.necessary_extent": True,
        },
        "19条11号",
    ),
    (
        MY_NUMBER | {"recipient.kind": "private_business"},
        "permitted",
        {"my_number.provision_item": 6},
        "委託",
    ),
    (
        MY_NUMBER | {"recipient.kind": "private_person"},
        "permitted",
        {
            "my_number.provision_item": 16,
            "my_number.life_body_property": True,
            "my_number.consent_or_difficult": True,
        },
        "19条16号",
    ),
    (
        {"provider.kind": "municipal_organ", "information.category": "deceased_only"},
        "needs_judgment",
        {"information.category": "personal_information"},
        "遺族",
    ),
]


@pytest.mark.parametrize(("literals", "decision", "facts", "words"), CASES)
def test_the_way_out_that_a_lawyer_would_name_is_among_the_changes(literals, decision, facts, words):
    found = [item for item in check(nested(literals)).changes if item.decision == decision]
    assert facts in [item.facts for item in found]
    assert any(words in item.text for item in found)


def test_the_special_provision_of_an_ordinance_is_proposed_as_a_citation():
    request = nested(
        OUTSIDE
        | {
            "recipient.kind": "neighbourhood_association",
            "legal_basis.instrument": "statute",
            "legal_basis.specific": "yes",
        }
    )
    request["legal_basis"]["citation"] = "災害対策基本法49条の11第2項"
    answer = check(request)
    assert answer.decision == "prohibited"
    ways = [item.facts for item in answer.changes if item.decision == "permitted"]
    changed = next(item for item in ways if "legal_basis.citation" in item)
    request["legal_basis"] |= {"citation": changed["legal_basis.citation"]}
    assert check(request).decision == "permitted"


@pytest.mark.parametrize("instrument", [None, "none", "statute"])
@pytest.mark.parametrize(
    ("recipient", "written"), [("police", "依頼書"), ("bar_association", "覚書"), ("court", "市との協定")]
)
def test_who_cites_a_paper_that_carries_nothing_is_told_which_inquiry_would(recipient, written, instrument):
    request = nested(OUTSIDE | {"recipient.kind": recipient, "legal_basis.specific": "yes"})
    request["legal_basis"] |= {"citation": written, "instrument": instrument}
    answer = check(request)
    assert answer.decision == "prohibited"
    ways = [item.facts for item in answer.changes if item.decision == "conditional"]
    changed = next(item for item in ways if "legal_basis.citation" in item)
    request["legal_basis"] |= {name.removeprefix("legal_basis."): value for name, value in changed.items()}
    assert check(request).decision == "conditional"


def test_fewer_documents_come_first():
    answer = check(nested(OUTSIDE | {"recipient.kind": "police"}))
    ways = [item.facts for item in answer.changes if item.decision == "permitted"]
    assert ways[0] == {"consent.given": True}


def test_a_move_with_an_unknown_fact_is_refused_with_its_line(tmp_path):
    from pirules.data import rulesets_dir

    (tmp_path / "provision").mkdir()
    for path in (rulesets_dir() / "provision").glob("*.yaml"):
        (tmp_path / "provision" / path.name).write_text(path.read_text("utf-8"), "utf-8")
    path = tmp_path / "provision" / "changes.yaml"
    path.write_text(
        path.read_text("utf-8").replace("{consent.given: true}", "{consent.givn: true}", 1), "utf-8"
    )
    with pytest.raises(RulesetError, match=r"changes.yaml の \d+ 行目"):
        load_moves(tmp_path)


def test_a_question_asked_again_is_answered_alike_and_its_changes_are_decided_again(monkeypatch):
    request = nested(question(80))
    first = check(request).model_dump_json()
    decided = []
    real = proposing.decide_all
    monkeypatch.setattr(proposing, "decide_all", lambda asked, day: decided.extend(asked) or real(asked, day))
    assert check({**request, "title": "もう一度"}).model_dump_json() == first
    assert len(decided) == len(json.loads(first)["changes"]) > 0


def test_a_question_of_another_day_or_citation_is_searched_anew():
    for day, citation in (("2026-11-21", None), ("2026-11-22", None), ("2026-11-21", "刑事訴訟法197条2項")):
        request = {"as_of": day, "recipient": {"kind": "police"}, "legal_basis": {"citation": citation}}
        request |= {
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "personal_information"},
        }
        kept = check(request).model_dump_json()
        proposing._found.cache_clear()
        assert check(request).model_dump_json() == kept
