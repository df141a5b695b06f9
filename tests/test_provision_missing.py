"""Missing facts against brute force over all completions."""

from datetime import date
from itertools import product
from random import Random

import pytest

from pirules.provision import check
from pirules.provision.missing import missing_fields
from pirules.provision.space import space_of
from pirules.provision.statutes import NOT_CITED
from pirules.rules import combine
from pirules.rules.decide import branch_for
from pirules.rules.evaluator import Evaluator
from pirules.rules.flow import load_rulebook
from pirules.rules.sampling import random_literals
from pirules.rules.symbolic import ASSUMED

BOOK = load_rulebook()
DAY = date(2026, 11, 21)
DEFAULTS = {item.declares for item in BOOK.vocabulary.derived.values() if item.declares}
# Facts that are open on one path and assumed on another can't be told apart from outside.
MIXED = {"risk.unjust_infringement", "other_law.requirements_met"}


def outcome(literals):
    facts = BOOK.vocabulary.complete(literals, NOT_CITED)
    return combine.public(Evaluator(facts, DAY).flow(branch_for(BOOK, facts).flow).outcome)


def brute_force(literals, blanks):
    """Return the blanks whose value can change the decision, by going through every completion."""
    fields = BOOK.vocabulary.fields
    opened = [name for name in blanks if name not in DEFAULTS]
    result = set()
    for name in blanks:
        others = [other for other in opened if other != name]
        if any(
            outcome({**literals, name: value}) is not outcome(literals) for value in fields[name].literals
        ):
            result.add(name)
            continue
        for values in product(*(fields[other].literals for other in others)):
            base = {**literals, **dict(zip(others, values, strict=True))}
            seen = {outcome({**base, name: value}) for value in fields[name].literals}
            if name in DEFAULTS:
                seen.add(outcome(base))
            if len(seen) > 1:
                result.add(name)
                break
    return result


@pytest.mark.parametrize("seed", range(60))
def test_missing_facts_are_those_of_brute_force(seed):
    source = Random(seed)
    literals = random_literals(source, BOOK.vocabulary, known=1.0)
    if source.random() < 0.6:
        literals["information.category"] = "personal_information"
        literals["purpose.within_specified"] = "no"
        literals["other_law.restricts"] = "no"
    names = [name for name in BOOK.vocabulary.fields if name not in MIXED and not name.startswith("context.")]
    small = [name for name in names if len(BOOK.vocabulary.fields[name].literals) <= 3]
    blanks = source.sample(small, 3) + source.sample(names, 1)
    blanks = list(dict.fromkeys(blanks))
    literals = {name: value for name, value in literals.items() if name not in blanks}
    space = space_of(DAY, literals, NOT_CITED)
    found = set(missing_fields(space)) - {BOOK.vocabulary.citation_field}
    assert found == brute_force(literals, blanks)


def test_the_first_questions_of_an_empty_request():
    fields = [item.field for item in check({}).missing_facts]
    assert fields[:2] == ["information.category", "provider.kind"]
    assert "context.council_opinion" not in fields
    assert "information.special_care" not in fields


def test_a_settled_answer_asks_nothing():
    answer = check(
        {
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "specific_personal_information"},
            "handling": "provision",
            "recipient": {"kind": "private_business"},
            "my_number": {"provision_item": 0},
        }
    )
    assert answer.decision == "prohibited"
    assert answer.missing_facts == []


def test_a_declared_default_is_said_and_asked_for_with_its_value():
    answer = check(
        {
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "personal_information"},
            "recipient": {"kind": "private_business"},
            "purpose": {"within_specified": True},
        }
    )
    assert {item.field: item.default for item in answer.missing_facts} == {
        "other_law.restricts": False,
        "risk.unjust_infringement": False,
    }
    assert any("他の法令は知られていない" in item.text for item in answer.reasons)


def test_what_tells_most_is_asked_first():
    request = {
        "provider": {"kind": "municipal_organ"},
        "information": {"category": "personal_information"},
        "handling": "internal_use",
        "recipient": {"kind": "same_organ"},
        "legal_basis": {"instrument": "none"},
        "purpose": {"within_specified": False, "frequency": "occasional"},
        "consent": {"given": False},
        "grounds": {"within_recipient_duties": True, "necessary_extent": True},
    }
    fields = [item.field for item in check(request).missing_facts]
    assert set(fields) == {"grounds.reasonable", "risk.unjust_infringement", "other_law.restricts"}
    assert fields[-1] == "other_law.restricts"


def test_changes_of_a_regular_supply_name_the_ways_out():
    answer = check(
        {
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "personal_information"},
            "handling": "provision",
            "recipient": {"kind": "other_local_organ"},
            "purpose": {"within_specified": False, "frequency": "constant"},
            "legal_basis": {"instrument": "none"},
            "consent": {"given": False},
            "grounds": {"within_recipient_duties": True, "necessary_extent": True, "reasonable": True},
            "risk": {"unjust_infringement": False},
        }
    )
    ways = [item.facts for item in answer.changes if item.decision == "permitted"]
    assert {"purpose.frequency": "occasional"} in ways
    assert {"purpose.within_specified": True} in ways
    assert {
        "legal_basis.instrument": "statute",
        "legal_basis.specific": True,
        "legal_basis.mandatory": True,
    } in ways


def test_assumed_twins_stand_beside_their_fields():
    space = space_of(DAY, {}, NOT_CITED)
    twins = [name.removesuffix(ASSUMED) for name in space.book.variables if name.endswith(ASSUMED)]
    assert set(twins) == DEFAULTS
