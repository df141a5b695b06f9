"""Provision checks and flagged measures over HTTP."""

import concurrent.futures
import io
import json
from pathlib import Path

import httpx
import openpyxl
import pytest
from answers import KEYS

from pirules.data import ordinances_dir
from pirules.report import flagged_measures
from pirules.store import decisions, measures, open_store, reports

QUESTION = json.loads((ordinances_dir() / "question.json").read_text(encoding="utf-8"))
REPORT = json.loads((Path(__file__).parent / "data" / "report.json").read_text(encoding="utf-8"))


def test_a_decision_is_stored_and_can_be_read_again(server):
    answer = httpx.post(f"{server.url}/v1/provision-checks", json=QUESTION).json()
    assert set(answer) == KEYS
    assert answer["record_id"]
    record = httpx.get(f"{server.url}/v1/decisions/{answer['record_id']}").json()
    assert record["request"] == QUESTION
    assert record["answer"] == answer


@pytest.mark.parametrize(
    ("form", "start"), [("docx", b"PK"), ("html", b"<!DOCTYPE"), ("md", b"# "), ("text", b"")]
)
def test_a_stored_decision_comes_as_a_memo_too(server, form, start):
    record = httpx.post(f"{server.url}/v1/provision-checks", json=QUESTION).json()["record_id"]
    response = httpx.get(f"{server.url}/v1/decisions/{record}?format={form}")
    assert response.content.startswith(start)
    assert "attachment" in response.headers["content-disposition"]


def test_told_not_to_it_stores_nothing(server):
    with open_store(server.db) as store:
        before = decisions.verify(store).length
    answer = httpx.post(f"{server.url}/v1/provision-checks?store=false", json=QUESTION).json()
    assert answer["record_id"] is None
    with open_store(server.db) as store:
        assert decisions.verify(store).length == before


@pytest.mark.parametrize(("said", "kept"), [("0", False), ("False", False), ("1", True), ("TRUE", True)])
def test_whether_to_store_may_be_said_as_programs_say_it(server, said, kept):
    answer = httpx.post(f"{server.url}/v1/provision-checks?store={said}", json=QUESTION).json()
    assert (answer["record_id"] is not None) is kept


def test_what_is_neither_yes_nor_no_is_refused_and_stores_nothing(server):
    response = httpx.post(f"{server.url}/v1/provision-checks?store=perhaps", json=QUESTION)
    assert (response.status_code, response.json()["code"], response.json()["field"]) == (422, "P401", "store")


def test_nothing_known_needs_judgment_and_asks(server):
    answer = httpx.post(f"{server.url}/v1/provision-checks", json={}).json()
    assert answer["decision"] == "needs_judgment"
    assert answer["missing_facts"]


def test_many_at_once_get_the_same_right_answer_and_an_unbroken_record(server):
    def ask(_):
        return httpx.post(f"{server.url}/v1/provision-checks", json=QUESTION, timeout=60).json()

    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(ask, range(64)))
    assert len({answer["record_id"] for answer in answers}) == 64
    assert len({json.dumps({**answer, "record_id": None}, sort_keys=True) for answer in answers}) == 1
    with open_store(server.db) as store:
        assert decisions.verify(store).breaks == ()


@pytest.fixture
def measure(server):
    with open_store(server.db) as store:
        reports.save(
            store, REPORT, name="a.txt", sha256="0" * 64, sections=[], flagged=flagged_measures(REPORT)
        )
        return measures.find(store)[0]


def test_measures_are_listed_and_filtered(server, measure):
    everything = httpx.get(f"{server.url}/v1/measures").json()
    assert measure.id in {item["id"] for item in everything}
    some = httpx.get(f"{server.url}/v1/measures", params={"notify": "yes", "body": "若葉市"}).json()
    assert {item["notify"] for item in some} == {"yes"}
    assert httpx.get(f"{server.url}/v1/measures", params={"text": "どこにもない語"}).json() == []


def test_measures_come_as_files_for_excel(server, measure):
    table = httpx.get(f"{server.url}/v1/measures?format=csv").content
    assert table.startswith(b"\xef\xbb\xbf")
    book = openpyxl.load_workbook(io.BytesIO(httpx.get(f"{server.url}/v1/measures?format=xlsx").content))
    assert book.active["A1"].value == "ID"


@pytest.mark.parametrize("address", ["/v1/measures", "/v1/measures/{id}"])
def test_a_review_is_recorded_with_comment_and_date(server, measure, address):
    body = {"state": "届出済", "comment": "送信した", "date": "令和8年12月1日", "by": "文書係"}
    if "{id}" not in address:
        body["id"] = measure.id
    response = httpx.patch(server.url + address.format(id=measure.id), json=body)
    after = response.json()
    assert response.status_code == 200
    assert (after["state"], after["comment"], after["date"]) == ("届出済", "送信した", "2026-12-01")
    assert after["history"][-1]["state"] == "届出済"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"state": "了解"}, 422, "P608"),
        ({"state": 1}, 422, "P401"),
        ({"colour": "red"}, 422, "P402"),
        ({}, 422, "P401"),
        ({"state": "届出要", "date": "令和8年2月30日"}, 422, "P403"),
        ({"state": "届出要", "version": -5}, 409, "P607"),
        ({"state": "届出要", "version": True}, 422, "P401"),
    ],
)
def test_a_review_that_does_not_fit_changes_nothing(server, measure, body, status, code):
    before = httpx.get(f"{server.url}/v1/measures/{measure.id}").json()
    response = httpx.patch(f"{server.url}/v1/measures/{measure.id}", json=body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert httpx.get(f"{server.url}/v1/measures/{measure.id}").json() == before


def test_a_review_without_a_measure_is_refused(server):
    assert httpx.patch(f"{server.url}/v1/measures", json={"state": "届出要"}).status_code == 422
    assert httpx.patch(f"{server.url}/v1/measures/M0", json={"state": "届出要"}).status_code == 404


def test_special_statutes_are_listed_and_found_by_citation(server):
    everything = httpx.get(f"{server.url}/v1/special-statutes").json()
    assert len(everything) > 20
    assert all(row["citations"] and row["note"] for row in everything)
    some = httpx.get(f"{server.url}/v1/special-statutes", params={"citation": "刑事訴訟法197条2項"}).json()
    assert 0 < len(some) < len(everything)
    assert some[0]["citations"][0]["label"].startswith("刑事訴訟法197条")
    nonsense = httpx.get(f"{server.url}/v1/special-statutes", params={"citation": "第〇条のなにか"})
    assert nonsense.status_code in {200, 422}


def test_a_citation_is_explained(server):
    found = httpx.get(f"{server.url}/v1/citations", params={"text": "個人情報保護法第六十九条第二項"}).json()
    assert [item["citation"]["label"] for item in found] == ["法69条2項"]
    assert found[0]["caption"] == "利用及び提供の制限"
    assert httpx.get(f"{server.url}/v1/citations", params={"text": "読めないもの"}).status_code == 422
    assert httpx.get(f"{server.url}/v1/citations").status_code == 422
