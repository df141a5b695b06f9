"""Both engines on random facts, and properties of the decision."""

from datetime import date
from random import Random

import pytest

from pirules.provision.space import space_of, symbolic
from pirules.provision.statutes import citation_classes
from pirules.rules import combine
from pirules.rules.analysis import Analysis
from pirules.rules.decide import branch_for, decide, decide_all
from pirules.rules.evaluator import Evaluator
from pirules.rules.flow import load_rulebook
from pirules.rules.model import Outcome
from pirules.rules.sampling import random_literals

DAYS = (date(2015, 10, 4), date(2016, 1, 1), date(2023, 3, 31), date(2023, 4, 1), date(2027, 1, 17))
RANK = {"permitted": 0, "conditional": 1, "needs_judgment": 1, "prohibited": 2}
BOOK = load_rulebook()
CLASSES = citation_classes()
WITH_ELEMENTS = [item for item in CLASSES if item["statute.elements"] == "consent_or_ordinance"]


def agree(seed, times):
    """Decide random facts with both engines and look the decision up in the diagram."""
    source = Random(seed)
    seen = set()
    for _ in range(times):
        day = source.choice(DAYS) if source.random() < 0.3 else date(2026, 11, 21)
        literals = random_literals(source, BOOK.vocabulary, known=source.choice((0.3, 0.6, 0.9)))
        cited = source.choice(CLASSES if source.random() < 0.7 else WITH_ELEMENTS)
        outcome = decide(BOOK.vocabulary.complete(literals, cited), day).evaluation.finding.outcome
        assert space_of(day, literals, cited).at({}) is combine.public(outcome), (literals, cited, day)
        seen.add(outcome)
    return seen


def test_engines_and_diagram_agree_on_random_facts():
    seen = agree(1, 3000)
    assert {Outcome.PERMITTED, Outcome.CONDITIONAL, Outcome.NEEDS_JUDGMENT, Outcome.OUT_OF_SCOPE} <= seen
    assert {Outcome.PROHIBITED, Outcome.BARRED, Outcome.HELD, Outcome.REFUSED} <= seen


@pytest.mark.long
def test_engines_and_diagram_agree_on_a_million_random_facts():
    agree(2, 1_000_000)


def test_beside_another_question_the_evaluator_finds_what_it_finds_alone():
    """Trace, truths and every sentence, however many facts differ."""
    source = Random(4)
    for _ in range(400):
        day = source.choice((date(2026, 11, 21), *DAYS))
        literals = random_literals(source, BOOK.vocabulary, known=0.6)
        facts = BOOK.vocabulary.complete(literals, source.choice(CLASSES))
        branch = branch_for(BOOK, facts)
        like = Evaluator(facts, day)
        like.flow(branch.flow)
        for _ in range(4):
            others = random_literals(source, BOOK.vocabulary, known=1.0)
            changed = {name: others[name] for name in source.sample(sorted(others), source.randint(1, 4))}
            cited = source.choice(CLASSES) if source.random() < 0.2 else {n: facts[n] for n in CLASSES[0]}
            asked = BOOK.vocabulary.complete({**literals, **changed}, cited)
            alone, beside = Evaluator(asked, day), Evaluator(asked, day, beside=like)
            assert beside.flow(branch.flow) == alone.flow(branch.flow)
            assert (beside.trace, beside.truths) == (alone.trace, alone.truths)


def test_questions_decided_together_come_out_as_alone():
    source = Random(6)
    for _ in range(60):
        literals = random_literals(source, BOOK.vocabulary, known=0.6)
        cited = source.choice(CLASSES)
        others = random_literals(source, BOOK.vocabulary, known=1.0)
        asked = [BOOK.vocabulary.complete({**literals, name: others[name]}, cited) for name in sorted(others)]
        together = decide_all(decide(BOOK.vocabulary.complete(literals, cited), DAYS[-1]), asked, DAYS[-1])
        assert together == [decide(facts, DAYS[-1]).evaluation.finding.outcome for facts in asked]


def outcome_of(literals, cited, day=date(2026, 11, 21)):
    facts = BOOK.vocabulary.complete(literals, cited)
    return str(combine.public(Evaluator(facts, day).flow(branch_for(BOOK, facts).flow).outcome))


def test_a_ground_never_hurts_and_a_risk_never_helps():
    """Random pairs beside the proof of `rules analyse`; the one accounted exception is 第4章 with consent abroad."""
    source = Random(3)
    fields = [field for field in BOOK.vocabulary.fields.values() if field.helps]
    for _ in range(2000):
        literals = random_literals(source, BOOK.vocabulary, known=0.8)
        cited = source.choice(CLASSES)
        field = source.choice(fields)
        if field.name == "consent.given" and literals.get("provider.kind") == "hospital_or_university":
            continue
        hurts = next(value for value in field.literals if value != field.helps)
        before = outcome_of({**literals, field.name: hurts}, cited)
        after = outcome_of({**literals, field.name: field.helps}, cited)
        assert RANK.get(after, 9) <= RANK.get(before, 9), (literals, cited, field.name)


def test_the_analysis_finds_a_rule_that_no_request_reaches():
    analysis = Analysis(symbolic(date(2026, 11, 21)))
    analysis.contexts["s8-none"] = analysis.no
    assert [item.subject for item in analysis.unreachable()] == ["s8-none"]


def test_witnesses_of_the_analysis_are_real_requests():
    """What the analysis reports without accounts must be seen when the request is decided."""
    found = Analysis(symbolic(date(2026, 11, 21))).monotonicity()
    assert [item.subject for item in found] == ["consent.given"]
    literals = {
        name: value if isinstance(value, str) else {True: "yes", False: "no"}[value]
        for name, value in found[0].witness.items()
        if name in BOOK.vocabulary.fields
    }
    before = outcome_of({**literals, "consent.given": "no"}, CLASSES[0])
    after = outcome_of({**literals, "consent.given": "yes"}, CLASSES[0])
    assert RANK[after] > RANK[before]
