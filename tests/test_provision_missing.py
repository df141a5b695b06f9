"""Missing facts against brute force over all completions."""

from collections import Counter
from datetime import date
from itertools import product
from math import log2
from random import Random

import pytest
from sampling import random_literals

from pirules.provision import check
from pirules.provision.missing import missing_fields
from pirules.provision.space import space_of
from pirules.provision.statutes import NOT_CITED
from pirules.rules import combine
from pirules.rules.decide import branch_for
from pirules.rules.evaluator import Evaluator
from pirules.rules.flow import load_rulebook
from pirules.rules.symbolic import ASSUMED

BOOK = load_rulebook()
DAY = date(2026, 11, 21)
DEFAULTS = {item.declares for item in BOOK.vocabulary.derived.values() if item.declares}
# Facts that are open on one path and assumed on another: each reading is gone through by itself.
MIXED = {"risk.unjust_infringement", "other_law.requirements_met"}
FIELDS = BOOK.vocabulary.fields


def decided(facts):
    return combine.public(Evaluator(facts, DAY).flow(branch_for(BOOK, facts).flow).outcome)


def outcome(literals):
    return decided(BOOK.vocabulary.complete(literals, NOT_CITED))


def outcome_read(literals, opened, assumed):
    """Decide with the mixed facts ``opened`` where a rule asks them, but ``assumed`` where a default stands."""
    facts = BOOK.vocabulary.complete({**literals, **opened}, NOT_CITED)
    standing = BOOK.vocabulary.complete({**literals, **assumed}, NOT_CITED)
    for derived in BOOK.vocabulary.derived.values():
        if derived.declares in MIXED and derived.declares not in literals:
            facts[derived.name] = standing[derived.name]
    return decided(facts)


def completions(names):
    """Every way of answering ``names``."""
    for values in product(*(FIELDS[name].literals for name in names)):
        yield dict(zip(names, values, strict=True))


def brute_force(literals, blanks):
    """Return the blanks whose value can change the decision, by going through every completion."""
    now = outcome(literals)
    plain = [name for name in blanks if name not in DEFAULTS]
    mixed = [name for name in blanks if name in MIXED]
    result = set()
    for name in blanks:
        values = FIELDS[name].literals
        if any(outcome({**literals, name: value}) is not now for value in values):
            result.add(name)
            continue
        for answers in completions([other for other in plain if other != name]):
            known = {**literals, **answers}
            for opened in completions([other for other in mixed if other != name]):
                if _depends(known, opened, name):
                    result.add(name)
    return result


def _depends(known, opened, name):
    values = FIELDS[name].literals
    if name not in DEFAULTS:
        return len({outcome_read({**known, name: value}, opened, {}) for value in values}) > 1
    if name not in MIXED:
        replaced = [outcome_read({**known, name: value}, opened, {}) for value in values]
        return len({outcome_read(known, opened, {}), *replaced}) > 1
    own = [{**opened, name: value} for value in values]
    if len({outcome_read(known, item, {}) for item in own}) > 1:
        return True
    readings = [{}, *({name: value} for value in values)]
    return any(len({outcome_read(known, item, reading) for reading in readings}) > 1 for item in own)


@pytest.mark.parametrize("seed", range(90))
def test_missing_facts_are_those_of_brute_force(seed):
    source = Random(seed)
    literals = random_literals(source, BOOK.vocabulary, known=1.0)
    if source.random() < 0.6:
        literals["information.category"] = "personal_information"
        literals["purpose.within_specified"] = source.choice(("no", "no", "yes"))
        literals["other_law.restricts"] = source.choice(("no", "no", "yes"))
    names = [name for name in FIELDS if not name.startswith("context.")]
    small = [name for name in names if len(FIELDS[name].literals) <= 3 and name not in MIXED]
    blanks = source.sample(small, 2) + source.sample(sorted(MIXED), seed % 3) + source.sample(names, 1)
    blanks = list(dict.fromkeys(blanks))
    literals = {name: value for name, value in literals.items() if name not in blanks}
    space = space_of(DAY, literals, NOT_CITED)
    found = set(missing_fields(space)) - {BOOK.vocabulary.citation_field}
    assert found == brute_force(literals, blanks)


def entropy(outcomes):
    total = len(outcomes)
    return -sum(n / total * log2(n / total) for n in Counter(outcomes).values())


def gain(literals, blanks, name):
    """Return how much knowing ``name`` tells about the decision, every completion being as likely."""
    seen = []
    for answers in completions(blanks):
        known = {other: value for other, value in answers.items() if other not in MIXED}
        opened = {other: value for other, value in answers.items() if other in MIXED}
        seen.append((answers[name], outcome_read({**literals, **known}, opened, {})))
    values = FIELDS[name].literals
    parts = [[found for value, found in seen if value == own] for own in values]
    return entropy([found for _, found in seen]) - sum(map(entropy, parts)) / len(values)


@pytest.mark.parametrize("seed", range(40))
def test_what_settles_most_is_asked_first(seed):
    source = Random(seed)
    literals = random_literals(source, BOOK.vocabulary, known=1.0)
    literals |= {
        "information.category": "personal_information",
        "provider.kind": "municipal_organ",
        "purpose.within_specified": "no",
        "other_law.restricts": "no",
        "recipient.kind": source.choice(("police", "private_business", "other_local_organ")),
        "handling": "provision",
        "legal_basis.instrument": "none",
    }
    names = [name for name in FIELDS if name not in DEFAULTS and len(FIELDS[name].literals) <= 3]
    grounds = [name for name in names if name.partition(".")[0] in {"grounds", "purpose", "consent"}]
    blanks = list(dict.fromkeys([*source.sample(grounds, 4), "risk.unjust_infringement"]))
    literals = {name: value for name, value in literals.items() if name not in blanks}
    asked = [name for name, is_open in missing_fields(space_of(DAY, literals, NOT_CITED)).items() if is_open]
    gains = [round(gain(literals, blanks, name), 9) for name in asked]
    assert gains == sorted(gains, reverse=True)


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


@pytest.mark.parametrize("provider", ["municipal_organ", "hospital_or_university"])
def test_whether_there_is_a_provision_is_asked_before_what_it_says(provider):
    answer = check(
        {
            "as_of": "2026-11-21",
            "provider": {"kind": provider},
            "information": {"category": "personal_information"},
            "recipient": {"kind": "police"},
        }
    )
    asked = [item["field"] for item in answer.model_dump(mode="json")["missing_facts"]]
    assert asked.index("legal_basis.instrument") < asked.index("legal_basis.specific")
    assert asked.index("legal_basis.instrument") < asked.index("legal_basis.mandatory")


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
