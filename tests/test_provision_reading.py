"""The check decides as a plain reading of the decision rules does (tests/plain_reading.py)."""

from random import Random
from typing import Any

import plain_reading
import pytest

from pirules.provision import check
from pirules.provision.scenarios import nested
from pirules.rules.flow import load_rulebook

BOOLS = (True, False, None)


def _facts(source: Random) -> dict[str, Any]:
    """Draw the facts of one question, some of them unknown; a statute is cited by whom it names."""
    fields = load_rulebook().vocabulary.fields
    likely = source.choice(((2, 2, 1), (1, 3, 1), (3, 1, 1), (1, 1, 3)))
    facts: dict[str, Any] = {
        name: source.choices(BOOLS, likely)[0] for name, field in fields.items() if field.kind == "bool"
    }
    facts["legal_basis.citation"] = None
    weights = {"personal_information": 12, "specific_personal_information": 4}
    for name in ("information.category", "provider.kind", "recipient.kind", "legal_basis.instrument"):
        known = list(fields[name].literals)
        facts[name] = source.choices(known, [weights.get(value, 1) for value in known])[0]
    facts["handling"] = source.choice(("provision", "provision", "internal_use", "entrustment"))
    facts["purpose.frequency"] = source.choice(("occasional", "occasional", "constant", None))
    facts["my_number.provision_item"] = source.choice((None, *range(18)))
    facts["as_of"] = source.choices(("2026-11-21", "2023-04-01", "2023-03-31", "2015-10-04"), (20, 2, 1, 1))[
        0
    ]
    if facts["provider.kind"] == "national_organ":
        facts["as_of"] = "2026-11-21"  # no rules before the Act's day
    facts["risk.unjust_infringement"] = source.choices(BOOLS, (1, 4, 2))[0]
    facts["recipient.abroad"] = source.choices(BOOLS, (1, 2, 2))[0]
    facts["purpose.within_specified"] = source.choices(BOOLS, (1, 4, 1))[0]
    facts["other_law.restricts"] = source.choices(BOOLS, (1, 3, 4))[0]
    if not facts["other_law.restricts"] and facts["other_law.requirements_met"] is False:
        facts["other_law.requirements_met"] = None
    if facts["legal_basis.instrument"] == "statute":
        facts["legal_basis.citation"], (_, askers) = source.choice(list(plain_reading.STATUTES.items()))
        if askers:
            facts["recipient.kind"], facts["handling"] = source.choice(askers), "provision"
    return facts


@pytest.mark.parametrize("seed", range(12))
def test_the_check_decides_as_a_plain_reading_of_the_rules(seed):
    source = Random(seed)
    for _ in range(25):
        facts = _facts(source)
        expected = plain_reading.decide(facts)
        if expected is not None:
            request = nested({name: value for name, value in facts.items() if value is not None})
            assert check(request).decision == expected, facts
