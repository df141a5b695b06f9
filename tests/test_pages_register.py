"""The register of decisions and the list of reports: what was asked yesterday is found today, and goes along to Excel."""

import csv
import io

import openpyxl
import pytest
from lxml import html

from pirules.data import ordinances_dir
from pirules.store import decision_list, decisions, open_store
from pirules.store.decision_list import Wanted
from pirules.text.dates import moment_in_japan

RULESET = {"id": "r", "revision": "1", "sha256": "0" * 64}


def _asked(browser, title, **facts):
    data = {"title": title, "store": "1", **{name.replace("__", "."): value for name, value in facts.items()}}
    return browser.post("/check", data=data).url.path.rpartition("/")[2]


def _titles(browser, **query):
    tree = html.fromstring(browser.get("/decisions", params=query).text)
    return [link.text for link in tree.xpath("//table//a")]


def test_a_decision_of_yesterday_is_found_by_title_number_provision_and_outcome(browser):
    police = _asked(browser, "丙署への回答", recipient__kind="police", legal_basis__citation="刑訴法197条2項")
    _asked(browser, "100%の照会", information__category="deceased_only")
    assert _titles(browser)[:2] == ["100%の照会", "丙署への回答"]
    assert _titles(browser, text="丙署") == _titles(browser, text=police) == ["丙署への回答"]
    assert _titles(browser, text="197条2項")[0] == "丙署への回答"
    assert _titles(browser, text="0%の") == ["100%の照会"]
    assert "丙署への回答" not in _titles(browser, decision="out_of_scope")
    assert _titles(browser, text="どこにもない") == []
    assert "記録した日時 令和" in browser.get(f"/decisions/{police}").text


def test_the_register_goes_along_as_csv_and_excel(browser):
    number = _asked(browser, "=1+1", recipient__kind="police", provider__kind="municipal_organ")
    query = {"text": number}
    rows = list(
        csv.reader(io.StringIO(browser.get("/decisions", params={**query, "format": "csv"}).text[1:]))
    )
    assert rows[0][:4] == ["記録番号", "記録した日時", "基準日", "件名"]
    assert [row[0] for row in rows[1:]] == [number]
    assert rows[1][3] == "'=1+1"
    assert "警察" in rows[1]
    answer = browser.get("/decisions", params={**query, "format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [[cell or "" for cell in row] for row in sheet.values] == [
        rows[0],
        [rows[1][0], *rows[1][1:3], "=1+1", *rows[1][4:]],
    ]


@pytest.mark.parametrize("query", [{"format": "pdf"}, {"decision": "maybe"}, {"page": "0"}, {"page": "x"}])
def test_a_register_that_does_not_exist_is_a_page_that_says_so(browser, query):
    answer = browser.get("/decisions", params=query)
    assert answer.status_code in {400, 404, 422}
    assert "<h1" in answer.text


def test_a_long_register_has_pages_that_together_show_all(tmp_path):
    answer = {
        "decision": "permitted",
        "as_of": "2026-11-21",
        "ruleset": RULESET,
        "record_id": None,
        "basis": [],
    }
    with open_store(tmp_path / "a.db") as store:
        kept = [decisions.save(store, {"title": f"照会{n}"}, answer)["record_id"] for n in range(7)]
        pages = [decision_list.find(store, Wanted("照会"), limit=3, offset=3 * n) for n in range(3)]
        assert [entry.id for part in pages for entry in part] == kept[::-1]
        assert [entry.id for entry in decision_list.each(store, Wanted())] == kept[::-1]
        assert decision_list.count(store, Wanted(decision="prohibited")) == 0


def test_reports_that_were_kept_are_listed(browser):
    path = ordinances_dir() / "implementation_clean.txt"
    report = browser.post("/gap", files={"file": ("a.txt", path.read_bytes())}, data={"store": "1"}).url.path
    assert report in html.fromstring(browser.get("/reports").text).xpath("//table//a/@href")


def test_a_moment_is_written_as_it_is_in_japan():
    assert moment_in_japan("2026-11-21T22:05:00.000Z") == "令和8年11月22日 7時05分"
