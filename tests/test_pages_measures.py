"""The pages of the measures: one reviewed, the list filtered and taken along, many reviewed at once."""

import re

import pytest
from lxml import html

from pirules.data import ordinances_dir

CLEAN = ordinances_dir() / "implementation_clean.txt"
PROBLEM = ordinances_dir() / "implementation_problem.txt"


def _reported(browser, path=PROBLEM):
    answer = browser.post("/gap", files={"file": (path.name, path.read_bytes())}, data={"store": "1"})
    return str(answer.url.path)


def test_a_measure_is_reviewed_and_its_history_shown(browser):
    browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    path = re.search(r"/measures/(M[0-9a-f]+)", browser.get("/measures").text)[0]
    version = html.fromstring(browser.get(path).text).xpath("//input[@name='version']/@value")[0]
    review = {"state": "確認中", "comment": "<b>法規係に照会</b>", "date": "令和8年11月20日", "by": "総務課"}
    after = browser.post(path, data={**review, "version": version})
    assert "記録しました" in after.text
    assert "&lt;b&gt;法規係に照会" in after.text
    slower = browser.post(path, data={**review, "state": "届出要", "version": version})
    assert slower.status_code == 409
    assert "P607" in slower.text
    for bad in ({"state": "了解"}, {"date": "令和8年2月30日"}, {"version": "x"}):
        assert browser.post(path, data={**review, "version": str(int(version) + 1), **bad}).status_code == 422


def test_the_list_is_filtered_and_taken_along(browser):
    browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    page = browser.get("/measures", params={"classification": "not_permitted", "notify": "no"})
    shown = html.fromstring(page.text).xpath("//table[@class='list']//span[contains(@class,'tag')]/text()")
    assert set(shown) == {"認められない規定"}
    link = html.fromstring(page.text).xpath("//a[text()='CSV']/@href")[0]
    assert browser.get(link).content.startswith(b"\xef\xbb\xbf")
    assert browser.get("/measures", params={"text": "どこにもない語"}).status_code == 200


def _listed(browser):
    return html.fromstring(browser.get("/measures").text).xpath("//input[@name='chosen']/@value")


def _state(browser, row):
    measure = html.fromstring(browser.get(f"/measures/{row.partition(':')[0]}").text)
    return measure.xpath("//input[@name='state'][@checked]/@value")[0]


def test_chosen_rows_of_the_list_are_reviewed_at_once(browser):
    browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    rows = _listed(browser)
    first, third = _state(browser, rows[0]), _state(browser, rows[2])
    sent = {
        "chosen": rows[:2],
        "state": "届出不要",
        "comment": "<i>旧条例</i>",
        "by": "法規係",
    }
    asked = browser.post("/measures", data=sent)
    assert "まだ記録していません" in asked.text
    assert "<strong>2 件</strong>" in asked.text
    assert _state(browser, rows[0]) == first
    fields = html.fromstring(asked.text).xpath("//form[@method='post']//input[@type='hidden']")
    confirmed = {field.get("name"): field.get("value") for field in fields} | {"chosen": rows[:2]}
    after = browser.post("/measures", data=confirmed)
    assert "2 件の確認状態を記録しました" in after.text
    assert [_state(browser, row) for row in rows[:3]] == ["届出不要", "届出不要", third]
    assert "&lt;i&gt;旧条例" in browser.get(f"/measures/{rows[0].partition(':')[0]}").text
    # The same page sent again: the rows have changed meanwhile, and nothing is recorded.
    slower = browser.post(
        "/measures", data={**sent, "state": "届出要", "chosen": [rows[2], rows[0]], "confirmed": "1"}
    )
    assert slower.status_code == 409
    assert "P607" in slower.text
    assert _state(browser, rows[2]) == third


def test_all_that_fits_the_filter_is_reviewed_at_once_and_the_filter_stays(browser):
    browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    shown = html.fromstring(browser.get("/measures?notify=no").text).xpath("//input[@name='chosen']/@value")
    asked = browser.post("/measures?notify=no", data={"every": "1", "state": "確認中", "comment": "一斉点検"})
    meant = html.fromstring(asked.text).xpath("//input[@name='chosen']/@value")
    assert meant == shown
    sent = {"chosen": meant, "state": "確認中", "comment": "一斉点検", "confirmed": "1"}
    after = browser.post("/measures?notify=no", data=sent, follow_redirects=False)
    assert after.headers["location"] == f"/measures?notify=no&saved={len(shown)}"


def test_a_long_list_has_pages_and_all_of_it_is_still_meant(browser, monkeypatch):
    browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    everything = _listed(browser)
    monkeypatch.setattr("api.pages.measures._PAGE", 10)
    pages, path = [], "/measures"
    while path:
        tree = html.fromstring(browser.get(path).text)
        pages.append(tree.xpath("//input[@name='chosen']/@value"))
        path = next(iter(tree.xpath("//nav[@class='pager']/a[@rel='next']/@href")), "")
    assert max(map(len, pages)) == 10
    assert [row for rows in pages for row in rows] == everything
    beyond = html.fromstring(browser.get("/measures?page=999").text)
    assert beyond.xpath("//input[@name='chosen']/@value") == pages[-1]
    asked = browser.post("/measures", data={"every": "1", "state": "確認中", "comment": "一斉点検"})
    assert html.fromstring(asked.text).xpath("//input[@name='chosen']/@value") == everything


@pytest.mark.parametrize(
    "sent",
    [
        {"state": "確認中"},
        {"chosen": "M1:x", "state": "確認中"},
        {"chosen": "first", "state": ""},
        {"chosen": "first", "state": "了解"},
        {"chosen": "first", "state": "確認中", "date": "令和8年2月30日"},
        {"every": "1", "state": "確認中"},
        {"confirmed": "1", "state": "確認中"},
    ],
)
def test_a_step_for_many_that_does_not_fit_comes_back_with_the_list(browser, sent):
    browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    if sent.get("chosen") == "first":
        sent = {**sent, "chosen": _listed(browser)[0]}
    response = browser.post("/measures", data=sent)
    assert response.status_code == 422
    assert 'name="chosen"' in response.text
