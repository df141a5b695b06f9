"""The wrapper around durable_rules: one test for each trap of the library."""

import json
import subprocess
import sys
import threading
from datetime import date
from random import Random

import pytest
from sampling import random_literals

from pirules.errors import EngineError, RulesetError
from pirules.provision.statutes import NOT_CITED, read_citation
from pirules.rules import decide as deciding
from pirules.rules import engine as wrapper
from pirules.rules.decide import branch_for, compare, decide
from pirules.rules.engine import BranchEngine
from pirules.rules.evaluator import Evaluator
from pirules.rules.expressions import Compiler, check_names, name_hash
from pirules.rules.flow import load_rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import UNKNOWN, All, AnyOf, Branch, Effect, FactIs, First, Not, Outcome, Rule, Step

DAY = date(2026, 11, 21)
PERMITTED = Effect(Outcome.PERMITTED)


def branch(*rules):
    return Branch("t", "試験", All(()), First(tuple(Step(rule) for rule in rules)), ())


def rule(name, condition, effect=PERMITTED):
    return Rule(name, name, ("法69条1項",), condition, holds=effect, open=Effect(Outcome.NEEDS_JUDGMENT))


def yes(fact, value="yes"):
    return FactIs(fact, frozenset({value}))


DOMAINS = {name: frozenset({"yes", "no"}) for name in ("a", "b", "c")}


def engine(*rules, domains=DOMAINS):
    return BranchEngine(branch(*rules), DAY, domains)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("yes", "no", Truth.YES),
        ("no", "yes", Truth.NO),
        ("unknown", "no", Truth.UNKNOWN),
        ("yes", "unknown", Truth.UNKNOWN),
    ],
)
def test_certainly_and_possibly_give_three_values(a, b, expected):
    verdict = engine(rule("r", All((yes("a"), Not(yes("b")))))).decide({"a": a, "b": b})
    assert verdict.truths["r"] is expected


def test_a_test_of_whether_a_fact_is_unknown_leaves_nothing_open():
    asks = FactIs("a", frozenset({"yes", UNKNOWN}))
    made = engine(rule("r", asks), rule("s", Not(asks)), rule("t", Not(yes("a"))))
    found = {value: made.decide({"a": value}).truths for value in ("yes", "no", "unknown")}
    assert [found[value]["r"] for value in found] == [Truth.YES, Truth.NO, Truth.YES]
    assert [found[value]["s"] for value in found] == [Truth.NO, Truth.YES, Truth.NO]
    assert [found[value]["t"] for value in found] == [Truth.NO, Truth.YES, Truth.UNKNOWN]


def test_every_matching_rule_fires_not_only_the_first():
    verdict = engine(
        rule("r1", yes("a")), rule("r2", yes("a")), rule("r3", AnyOf((yes("a"), yes("b"))))
    ).decide({"a": "yes", "b": "no"})
    assert [verdict.truths[name] for name in ("r1", "r2", "r3")] == [Truth.YES] * 3


def test_no_rule_is_a_result_and_not_an_error():
    verdict = engine(rule("r", yes("a"))).decide({"a": "no"})
    assert verdict.outcome is Outcome.NONE


def test_a_condition_that_never_changes_needs_no_expression():
    verdict = engine(rule("r", All(())), rule("n", Not(All(())))).decide({})
    assert verdict.truths == {"r": Truth.YES, "n": Truth.NO}


def test_the_hash_is_the_one_of_the_library():
    assert name_hash("costarring") == name_hash("liquid")
    handle = wrapper._library.create_ruleset(
        "collision", json.dumps({"r": {"all": [{"m": {"costarring": "yes"}}]}})
    )
    code, _ = wrapper._library.assert_fact(handle, json.dumps({"sid": "1", "id": "1", "liquid": "yes"}))
    assert code == 0, "the library told the two names apart: the check is no longer needed"


def test_names_that_collide_are_refused():
    with pytest.raises(RulesetError, match="区別できません") as caught:
        check_names(["costarring", "liquid"])
    assert caught.value.code == "P501"


def test_too_many_conditions_are_refused_on_loading_instead_of_hanging():
    many = frozenset(f"v{n}" for n in range(wrapper.MAX_EXPRESSIONS + 1))
    rules = [rule(f"r{n}", yes("a", value)) for n, value in enumerate(sorted(many))]
    with pytest.raises(RulesetError, match="上限"):
        engine(*rules, domains={"a": many})


def test_rules_with_one_condition_share_an_expression():
    made = engine(rule("r1", yes("a")), rule("r2", yes("a")), rule("r3", Not(yes("a"))))
    assert len(json.loads(made._source)) == 5  # the catch-all, and two each for yes and no
    assert made.decide({"a": "unknown"}).truths == dict.fromkeys(["r1", "r2", "r3"], Truth.UNKNOWN)


def test_questions_put_together_are_answered_as_alone():
    made = engine(rule("r", All((yes("a"), Not(yes("b"))))), rule("s", AnyOf((yes("a"), yes("b")))))
    values = ("yes", "no", "unknown")
    asked = [{"a": a, "b": b} for a in values for b in values] * 20
    together = made.decide_all(asked)
    assert len(asked) > wrapper.MAX_TOGETHER
    assert together == [made.decide(facts) for facts in asked]
    assert made.decide_all([]) == []


def test_a_question_among_several_that_gets_no_answer_is_a_failure(monkeypatch):
    made = engine(rule("r", yes("a")))
    real = wrapper._library
    codes = iter([0, 2])

    class Refusing:
        assert_fact = staticmethod(lambda handle, body: (next(codes), real.assert_fact(handle, body)[1]))

        def __getattr__(self, name):
            return getattr(real, name)

    monkeypatch.setattr(wrapper, "_library", Refusing())
    with pytest.raises(EngineError, match="答えを返しませんでした"):
        made.decide_all([{"a": "yes"}, {"a": "no"}])


def test_a_test_of_many_values_is_one_part_of_an_expression():
    many = frozenset(f"v{n}" for n in range(60))
    made = engine(
        rule("r", Not(FactIs("a", frozenset({"v1", "v2"})))),
        rule("s", FactIs("a", many - {"v3"})),
        domains={"a": many},
    )
    found = {value: made.decide({"a": value}).truths for value in ("v1", "v3", "v4", "unknown")}
    assert [found[value]["r"] for value in found] == [Truth.NO, Truth.YES, Truth.YES, Truth.UNKNOWN]
    assert [found[value]["s"] for value in found] == [Truth.YES, Truth.NO, Truth.YES, Truth.UNKNOWN]


def test_a_condition_too_long_for_the_library_is_refused_on_loading():
    facts = {f"x{n}": frozenset({"yes", "no"}) for n in range(40)}
    pairs = list(zip(facts, list(facts)[1:], strict=False))
    with pytest.raises(RulesetError, match="受け取りません") as caught:
        engine(rule("r", AnyOf(tuple(All((yes(a), yes(b))) for a, b in pairs))), domains=facts)
    assert caught.value.code == "P501"


def test_a_message_too_long_for_the_library_is_refused_on_loading():
    facts = {f"x{n}": frozenset({"yes", "no"}) for n in range(250)}
    rules = [rule(f"r{name}", FactIs(name, frozenset({"yes", UNKNOWN}))) for name in facts]
    with pytest.raises(RulesetError, match="一つの質問に当たる") as caught:
        engine(*rules, domains=facts)
    assert caught.value.code == "P501"


def test_sessions_do_not_add_up():
    made = engine(rule("r", yes("a")))
    # The library dies at 1,024 live sessions.
    many = [engine(rule("r", yes("a"))) for _ in range(3)]
    for _ in range(1500):
        for one in (made, *many):
            assert one.decide({"a": "yes"}).outcome is Outcome.PERMITTED


def test_a_session_is_deleted_after_some_questions(monkeypatch):
    monkeypatch.setattr(wrapper, "SESSION_LIFE", 3)
    made = engine(rule("r", yes("a")))
    deleted = []
    real = wrapper._library

    class Watching:
        def __getattr__(self, name):
            return getattr(real, name)

        def delete_state(self, handle, session):
            deleted.append(session)
            real.delete_state(handle, session)

    monkeypatch.setattr(wrapper, "_library", Watching())
    for _ in range(3 * 1100):
        assert made.decide({"a": "no"}).outcome is Outcome.NONE
    assert len(set(deleted)) == 1100


def test_a_question_leaves_nothing_behind_for_the_next():
    made = engine(rule("r", yes("a")), rule("s", Not(yes("b"))))
    for a in ("yes", "no", "unknown") * 5:
        made.decide_all([{"a": a, "b": "no"}, {"a": "no", "b": a}])
        assert wrapper._library.get_facts(made.handle, made._session) == "[]"


def test_a_fact_left_behind_is_a_failure_and_not_part_of_an_answer(monkeypatch):
    made = engine(rule("r", yes("a")))
    made.decide({"a": "no"})
    real = wrapper._library

    class Keeping:
        retract_fact = staticmethod(lambda *_: (0, 1))

        def __getattr__(self, name):
            return getattr(real, name)

    monkeypatch.setattr(wrapper, "_library", Keeping())
    made.decide({"a": "yes"})
    monkeypatch.setattr(wrapper, "_library", real)
    # A fact that stays has had its matches; one asserted behind our back has not, and is noticed.
    real.assert_fact(made.handle, wrapper.message(made._said, {"a": "yes"}, made._session, 99))
    with pytest.raises(EngineError, match="前の質問"):
        made.decide({"a": "no"})
    assert made.decide({"a": "no"}).outcome is Outcome.NONE


def test_after_a_failure_the_ruleset_is_made_anew(monkeypatch):
    """Deleting a session with a waiting match would abort the process."""
    made = engine(rule("r", yes("a")))
    before = made.handle

    class Failing:
        def __getattr__(self, name):
            return getattr(real, name)

        def start_action_for_state(self, *_):
            raise RuntimeError("thrown inside")

    real = wrapper._library
    monkeypatch.setattr(wrapper, "_library", Failing())
    with pytest.raises(EngineError) as caught:
        made.decide({"a": "yes"})
    assert caught.value.code == "P503"
    assert made.handle != before
    monkeypatch.setattr(wrapper, "_library", real)
    assert made.decide({"a": "yes"}).outcome is Outcome.PERMITTED


@pytest.mark.parametrize("reply", [(1, 0), (2, 0), (3, 0)])
def test_anything_but_an_accepted_fact_is_a_failure(monkeypatch, reply):
    made = engine(rule("r", yes("a")))
    real = wrapper._library

    class Refusing:
        assert_fact = staticmethod(lambda *_: reply)
        delete_state = staticmethod(lambda *_: None)

        def __getattr__(self, name):
            return getattr(real, name)

    monkeypatch.setattr(wrapper, "_library", Refusing())
    with pytest.raises(EngineError, match="答えを返しませんでした"):
        made.decide({"a": "yes"})


def test_an_empty_reply_is_a_failure_and_not_a_no(monkeypatch):
    made = engine(rule("r", yes("a")))
    real = wrapper._library

    class Silent:
        start_action_for_state = staticmethod(lambda *_: None)

        def __getattr__(self, name):
            return getattr(real, name)

    monkeypatch.setattr(wrapper, "_library", Silent())
    with pytest.raises(EngineError):
        made.decide({"a": "yes"})


def test_the_same_facts_can_be_asked_again():
    made = engine(rule("r", yes("a")))
    assert [made.decide({"a": "yes"}).outcome for _ in range(3)] == [Outcome.PERMITTED] * 3


def test_rules_carry_no_python_code_that_could_be_swallowed():
    made = engine(rule("r", yes("a")))
    definition = made._definition({"r": yes("a")}, Compiler(DOMAINS, ["a"]))
    assert all(set(body) == {"all"} for body in definition.values())


def test_many_threads_get_the_right_answers():
    book = load_rulebook()
    source = Random(7)
    asked = [book.vocabulary.complete(random_literals(source, book.vocabulary), NOT_CITED) for _ in range(64)]
    alone = [decide(facts, DAY).finding.outcome for facts in asked]
    found = [None] * 64
    failures = []

    def work(index):
        try:
            for _ in range(3):
                found[index] = decide(asked[index], DAY).finding.outcome
        except EngineError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert found == alone


def test_the_library_starts_no_thread_of_its_own():
    code = "import threading; from pirules.provision import check; check({}); print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "1"


def test_engines_that_differ_give_an_error_and_no_answer(monkeypatch):
    facts = load_rulebook().vocabulary.complete(
        {
            "provider.kind": "municipal_organ",
            "information.category": "personal_information",
            "purpose.within_specified": "yes",
        },
        read_citation(None).facts,
    )
    monkeypatch.setattr(deciding.BranchEngine, "decide", lambda *_: wrapper.Verdict(Outcome.PROHIBITED, {}))
    with pytest.raises(EngineError) as caught:
        decide(facts, DAY)
    assert caught.value.code == "P502"


def test_a_rule_on_which_the_engines_differ_is_named():
    book = load_rulebook()
    facts = book.vocabulary.complete({}, NOT_CITED)
    evaluation = Evaluator(facts, DAY).run(branch_for(book, facts))
    truths = dict(evaluation.truths) | {"s0-category-unknown": Truth.NO}
    with pytest.raises(EngineError, match="s0-category-unknown"):
        compare(evaluation, evaluation.finding.outcome, truths)
