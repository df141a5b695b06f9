"""Deciding in processes of their own, and keeping what is decided together."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest

from api.decider import Decider
from api.deciding import Deciders, make
from api.recorder import Recorder
from pirules.data import ordinances_dir, rulesets_dir
from pirules.errors import EngineError, RequestError, RulesetError, StoreError
from pirules.provision import check
from pirules.store import Store, decisions, open_store

QUESTION = json.loads((ordinances_dir() / "question.json").read_text(encoding="utf-8"))
RULESET = {"id": "r", "revision": "1", "sha256": "0" * 64}
ANSWER = {"decision": "permitted", "as_of": "2026-11-21", "ruleset": RULESET, "record_id": None, "basis": []}


def of_a_day(number):
    """Return a question that is told from others by its answer; no two tests ask for the same day."""
    return {**QUESTION, "as_of": str(date(2024, 1, 1) + timedelta(number))}


@pytest.fixture(scope="module")
def deciders():
    made = Deciders(2)
    made.start()
    yield made
    made.stop()


def test_a_process_gives_the_answer_that_the_server_would_give(deciders):
    made = asyncio.run(deciders.decide(QUESTION))
    answers = [json.loads(made.answer), check(QUESTION).model_dump(mode="json")]
    # Rules that are being edited may be read at two moments.
    assert [answer.pop("ruleset")["id"] for answer in answers] == ["jp-appi-municipal"] * 2
    assert answers[0] == answers[1]


def test_what_is_kept_is_the_answer_with_the_id_of_its_record(deciders):
    made = asyncio.run(deciders.decide(QUESTION))
    entry = made.entry(QUESTION)
    assert json.loads(entry.row["answer"]) == {**json.loads(made.answer), "record_id": entry.row["id"]}
    assert json.loads(entry.row["request"]) == QUESTION


def test_an_error_comes_back_with_its_code_and_field(deciders):
    with pytest.raises(RequestError) as caught:
        asyncio.run(deciders.decide({"consent": {"given": "yes"}}))
    assert (caught.value.code, caught.value.field) == ("P401", "consent.given")


def test_many_questions_at_once_are_all_answered(deciders):
    asked = [of_a_day(n) for n in range(40)]

    async def together():
        return await asyncio.gather(*(deciders.decide(item) for item in asked))

    made = asyncio.run(together())
    assert [item.as_of for item in made] == [item["as_of"] for item in asked]
    assert [json.loads(item.answer)["as_of"] for item in made] == [item["as_of"] for item in asked]


def test_after_the_death_of_a_process_the_next_question_is_answered(deciders):
    killed = deciders.pids[0]
    os.kill(killed, signal.SIGTERM)

    async def together():
        return await asyncio.gather(*(deciders.decide(of_a_day(100 + n)) for n in range(4)))

    assert all(json.loads(made.answer)["decision"] for made in asyncio.run(together()))
    # Another takes its place as soon as nobody else has nothing to do.
    assert killed not in deciders.pids
    assert 1 <= len(deciders.pids) <= 2


def test_when_all_processes_die_those_who_wait_are_answered_by_new_ones(deciders):
    async def together():
        asked = [asyncio.ensure_future(deciders.decide(of_a_day(200 + n))) for n in range(6)]
        await asyncio.sleep(0)
        for number in deciders.pids:
            os.kill(number, signal.SIGTERM)
        return await asyncio.gather(*asked, return_exceptions=True)

    found = asyncio.run(together())
    # A question is asked twice at most: one that two processes died of is an error.
    assert all(getattr(item, "code", None) == "P503" or json.loads(item.answer)["decision"] for item in found)
    assert any(not isinstance(item, Exception) for item in found)
    assert len(deciders.pids) <= 2
    assert json.loads(asyncio.run(deciders.decide(of_a_day(300))).answer)["decision"]


def test_somebody_who_leaves_gets_nobody_elses_answer(deciders):
    async def leaving():
        for n in range(6):
            asked = asyncio.ensure_future(deciders.decide(of_a_day(400 + n)))
            await asyncio.sleep(0.0005 * n)
            asked.cancel()
        return await deciders.decide(of_a_day(500))

    assert asyncio.run(leaving()).as_of == of_a_day(500)["as_of"]


def test_an_answer_of_megabytes_and_a_question_of_megabytes_arrive_whole():
    echo = Decider(_ready, _twice)
    echo.wait()
    try:
        assert asyncio.run(echo.ask("か" * 1_000_000)) == "か" * 2_000_000
    finally:
        echo.stop()


def _ready():
    return iter(())


_HELPED = []


def _helpful():
    return iter(lambda: _HELPED.append(len(_HELPED)), 1)


def _helped(least):
    return [] if len(_HELPED) < least else _HELPED[:least]


def test_until_it_is_asked_a_process_does_what_helps_and_answers_in_between():
    helped = Decider(_helpful, _helped)
    helped.wait()
    try:
        deadline = time.monotonic() + 30
        while not (found := asyncio.run(helped.ask(5))) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert found == [0, 1, 2, 3, 4]
    finally:
        helped.stop()


def _twice(text):
    return text * 2


def _broken():
    yield
    raise RuntimeError


def test_what_was_to_help_and_fails_stops_no_answer():
    echo = Decider(_broken, _twice)
    echo.wait()
    try:
        assert [asyncio.run(echo.ask(text)) for text in "ab"] == ["aa", "bb"]
    finally:
        echo.stop()


def _refuse():
    raise RulesetError("P501", "規則の誤り")


def test_a_process_that_cannot_start_says_why():
    broken = Decider(_refuse, _twice)
    with pytest.raises(RulesetError, match="規則の誤り"):
        broken.wait()
    broken.kill()


def test_a_server_whose_deciders_cannot_start_says_why_and_ends(tmp_path):
    shutil.copytree(rulesets_dir(), tmp_path / "rules")
    broken = tmp_path / "rules" / "provision" / "s00_scope.yaml"
    broken.write_text("rules: [", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pirules",
        "serve",
        "--port",
        "0",
        "--deciders",
        "2",
        "--db",
        tmp_path / "a.db",
    ]
    ended = subprocess.run(
        command,
        env={**os.environ, "PIRULES_RULESETS": str(tmp_path / "rules")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 2
    assert "P501" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_fails_unforeseen_is_an_error_of_ours_that_quotes_nothing():
    echo = Decider(_ready, _twice)
    echo.wait()
    try:
        with pytest.raises(EngineError) as caught:
            asyncio.run(echo.ask({"氏名": "x"}))
        assert (caught.value.code, "氏名" in str(caught.value)) == ("P099", False)
        assert asyncio.run(echo.ask("a")) == "aa"
    finally:
        echo.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by a POSIX signal")
def test_when_the_server_is_killed_its_processes_end():
    code = (
        "import os, time\n"
        "from api.deciding import Deciders\n"
        "if __name__ == '__main__':\n"
        "    made = Deciders(1)\n"
        "    made.start()\n"
        "    print(*made.pids, flush=True)\n"
        "    time.sleep(60)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    worker = int(server.stdout.readline())
    server.send_signal(signal.SIGKILL)
    server.wait()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the process outlived its server")


def test_in_the_server_itself_the_same_is_made():
    made = asyncio.run(Deciders(0).decide(QUESTION))
    assert made == make(QUESTION)


def _kept(recorder, entries):
    async def together():
        return await asyncio.gather(*map(recorder.keep, entries), return_exceptions=True)

    return asyncio.run(together())


def test_decisions_that_wait_are_kept_together_in_one_unbroken_chain(tmp_path, monkeypatch):
    batches = []
    real = decisions.append
    monkeypatch.setattr(
        decisions, "append", lambda store, items: (batches.append(len(items)), real(store, items))
    )
    with open_store(tmp_path / "a.db") as store:
        made = [decisions.entry({"title": f"照会{n}"}, ANSWER) for n in range(50)]
        assert _kept(Recorder(store), made) == [None] * 50
        result = decisions.verify(store)
    assert (result.length, result.breaks) == (50, ())
    assert sum(batches) == 50
    assert len(batches) < 50


def test_nobody_is_told_that_a_decision_is_kept_when_it_is_not(tmp_path, monkeypatch):
    real = decisions.append
    calls = []

    def failing(store, items):
        calls.append(len(items))
        if len(calls) == 1:
            raise StoreError("P601", "書けません。")
        real(store, items)

    monkeypatch.setattr(decisions, "append", failing)
    with open_store(tmp_path / "a.db") as store:
        recorder = Recorder(store)
        first = _kept(recorder, [decisions.entry({}, ANSWER) for _ in range(3)])
        assert [error.code for error in first] == ["P601"] * 3
        assert _kept(recorder, [decisions.entry({}, ANSWER)]) == [None]
        assert decisions.verify(store).length == 1


def test_what_is_kept_is_moved_from_the_log_into_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr("api.recorder._LOGGED", 4)

    async def some(recorder):
        for _ in range(10):
            await recorder.keep(decisions.entry({}, ANSWER))
        await recorder.stop()

    with open_store(tmp_path / "a.db") as store:
        asyncio.run(some(Recorder(store)))
        # The file alone, without the log beside it.
        shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
        with open_store(tmp_path / "b.db") as moved:
            assert decisions.verify(moved).length >= 4
        assert decisions.verify(store).as_dict()["length"] == 10


def test_a_log_that_cannot_be_moved_stops_no_decision(tmp_path, monkeypatch):
    monkeypatch.setattr("api.recorder._LOGGED", 1)

    def refuse(*_, **__):
        raise StoreError("P601", "動かせません。")

    monkeypatch.setattr(Store, "move_log", refuse)

    async def some(recorder):
        for _ in range(3):
            await recorder.keep(decisions.entry({}, ANSWER))
        await recorder.stop()

    with open_store(tmp_path / "a.db") as store:
        asyncio.run(some(Recorder(store)))
        assert decisions.verify(store).length == 3


def test_what_is_written_is_what_the_models_of_the_contract_write():
    """The plain values of an answer go to the door as they are: they must be the models' own, key by key."""
    for request in ({}, QUESTION, {"information": {"category": "specific_personal_information"}}):
        answer = check(request)
        again = json.loads(make(request).answer)
        assert again == answer.model_dump(mode="json")
        assert make(request).answer.decode() == answer.model_dump_json()


def test_an_answer_that_somebody_changes_is_nobody_elses():
    """Answers share what they are made of inside; outside they don't."""
    first = check(QUESTION)
    kept = first.model_dump_json()
    first.trace[0].facts.clear()
    first.reasons[0].citations.clear()
    first.reasons.clear()
    assert check(QUESTION).model_dump_json() == kept
