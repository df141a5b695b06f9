"""Questions that were asked before: answered from memory, with the answer that they would get anew."""

import asyncio
import json
from datetime import date

import pytest

from api import answers, deciding
from api.answers import Answers, Decided
from api.deciding import Deciders, make
from pirules.data import ordinances_dir
from pirules.errors import PirulesError

QUESTION = json.loads((ordinances_dir() / "question.json").read_text(encoding="utf-8"))
DAYLESS = {name: value for name, value in QUESTION.items() if name != "as_of"}
RULESET = {"id": "r", "revision": "1", "sha256": "0" * 64}


def decided(size=100, **ruleset):
    return Decided(b"x" * size, "2026-11-21", "permitted", RULESET | ruleset)


@pytest.fixture
def made(monkeypatch):
    """Return the questions that are really decided."""
    found = []

    def counted(request):
        found.append(request)
        return make(request)

    monkeypatch.setattr(deciding, "make", counted)
    return found


def ask(deciders, request):
    return asyncio.run(deciders.decide(request))


def test_the_same_question_is_decided_once_and_answered_alike(made):
    deciders = Deciders(0)
    first, second = (ask(deciders, json.loads(json.dumps(QUESTION))) for _ in range(2))
    assert first == second == make(QUESTION)
    assert len(made) == 1


@pytest.mark.parametrize(
    "other",
    [
        {**QUESTION, "as_of": "2024-05-01"},
        {**QUESTION, "title": "ほかの照会"},
        {**QUESTION, "consent": {"given": True}},
        {**QUESTION, "consent": {"given": None}},
    ],
)
def test_a_question_that_differs_in_a_word_is_decided_anew(made, other):
    deciders = Deciders(0)
    ask(deciders, QUESTION)
    assert ask(deciders, other) == make(other)
    assert made == [QUESTION, other]


def test_a_truth_and_a_number_are_not_the_same_question(made):
    deciders = Deciders(0)
    ask(deciders, {"my_number": {"provision_item": 1}})
    with pytest.raises(PirulesError) as caught:
        ask(deciders, {"my_number": {"provision_item": True}})
    assert caught.value.code == "P401"


def test_an_error_is_no_answer_and_is_not_remembered(made):
    deciders = Deciders(0)
    for _ in range(2):
        with pytest.raises(PirulesError, match="P401"):
            ask(deciders, {"consent": {"given": "yes"}})
    assert len(made) == 2


def test_a_question_without_a_day_is_another_one_tomorrow(made, monkeypatch):
    deciders = Deciders(0)
    for day, count in ((date(2026, 11, 21), 1), (date(2026, 11, 21), 1), (date(2026, 11, 22), 2)):
        monkeypatch.setattr(answers, "today", lambda day=day: day)
        monkeypatch.setattr("pirules.provision.request.today", lambda day=day: day)
        assert ask(deciders, DAYLESS).as_of == day.isoformat()
        assert len(made) == count


def test_what_is_asked_when_a_day_ends_is_not_remembered(monkeypatch):
    known = Answers()
    monkeypatch.setattr(answers, "today", lambda: date(2026, 11, 21))
    key = known.key(DAYLESS)
    monkeypatch.setattr(answers, "today", lambda: date(2026, 11, 22))
    known.keep(key, decided())
    assert known.find(key) is None


def test_an_answer_of_other_rules_makes_those_before_it_be_forgotten():
    known = Answers()
    first, second = known.key({"title": "一"}), known.key({"title": "二"})
    known.keep(first, decided())
    known.keep(second, decided(revision="2"))
    assert known.find(first) is None
    assert known.find(second) == decided(revision="2")


def test_what_is_remembered_stays_within_its_bytes_and_drops_what_was_asked_longest_ago():
    known = Answers(limit=20_000)
    often = known.key({"title": "毎日"})
    known.keep(often, decided())
    keys = [known.key({"title": f"照会{number}"}) for number in range(1_000)]
    for key in keys:
        known.keep(key, decided(1_000))
        assert known.find(often)
    held = [key for key in keys if known.find(key)]
    assert held == keys[-len(held) :]
    assert 1 <= len(held) <= 20_000 // 1_000


def test_an_answer_larger_than_all_that_may_be_remembered_is_none():
    known = Answers(limit=1_000)
    key = known.key(QUESTION)
    known.keep(key, decided(2_000))
    assert known.find(key) is None


def test_two_who_ask_the_same_get_records_of_their_own():
    made_once = make(QUESTION)
    first, second = (made_once.entry({**QUESTION, "title": title}).row for title in ("一", "二"))
    assert first["id"] != second["id"]
    assert [json.loads(row["answer"])["record_id"] for row in (first, second)] == [first["id"], second["id"]]
    assert [json.loads(row["request"])["title"] for row in (first, second)] == ["一", "二"]
