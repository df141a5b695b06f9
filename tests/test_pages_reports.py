"""The pages of ordinances: a report from an upload, a draft from a report, a table of old and new."""

import io
import re
import zipfile
from urllib.parse import quote

import pytest
from lxml import html

from pirules.data import ordinances_dir

CLEAN = ordinances_dir() / "implementation_clean.txt"
PROBLEM = ordinances_dir() / "implementation_problem.txt"


def test_an_upload_is_read_on_a_page_and_taken_along_in_every_format(browser):
    response = browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    assert re.search(r"/reports/R[0-9a-f]{16}$", str(response.url))
    for form, start in (
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("html", b"<!DOCTYPE"),
        ("md", b"# "),
        ("json", b"{"),
    ):
        assert browser.get(f"{response.url.path}?format={form}").content.startswith(start)


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "md", "json"])
def test_a_file_can_be_had_without_keeping_anything(browser, form):
    response = browser.post("/gap", files={"file": ("a.txt", CLEAN.read_bytes())}, data={"format": form})
    assert response.status_code == 200
    assert "attachment" in response.headers["content-disposition"]


def test_an_upload_that_is_not_kept_is_still_shown(browser):
    response = browser.post("/gap", files={"file": ("a.txt", CLEAN.read_bytes())})
    assert response.status_code == 200
    assert "保存していません" in response.text


@pytest.mark.parametrize(
    ("files", "data", "code"),
    [
        ({"file": ("", b"")}, {}, "P023"),
        ({"file": ("a.txt", b"\x00" * 4096)}, {}, "P101"),
        ({"file": ("a.txt", CLEAN.read_bytes())}, {"as_of": "令和8年2月30日"}, "P403"),
        ({"file": ("a.txt", CLEAN.read_bytes())}, {"format": "pdf"}, "P012"),
    ],
)
def test_an_upload_that_does_not_fit_comes_back_with_the_form(browser, files, data, code):
    response = browser.post("/gap", files=files, data=data)
    assert response.status_code in {400, 422}
    assert code in response.text
    assert 'name="file"' in response.text


def _reported(browser, path=PROBLEM):
    answer = browser.post("/gap", files={"file": (path.name, path.read_bytes())}, data={"store": "1"})
    return str(answer.url.path)


def test_a_draft_is_made_from_a_report_of_what_was_chosen(browser):
    form = html.fromstring(browser.get(f"{_reported(browser)}/draft").text)
    offered = form.xpath("//input[@name='apply']/@value")
    chosen = form.xpath("//input[@name='apply'][@checked]/@value")
    assert set(chosen) < set(offered)
    action = form.xpath("//form/@action")[0]
    one = browser.post(action, data={"apply": [chosen[0]], "numbering": "keep", "profile": "kaiseigo"})
    assert one.headers["content-type"] == "application/zip"
    assert quote("の改正案.zip") in one.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(one.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert set(files) == {
        *(
            "反映の記録.txt",
            "改正後.txt",
            "改正後.docx",
            "改め文.txt",
            "改め文.docx",
            "新旧対照表.html",
            "新旧対照表.docx",
            "新旧対照表.xlsx",
        )
    }
    record = files["反映の記録.txt"].decode()
    applied = record.split("手で確かめるもの")[0]
    assert applied.count("\n・") >= 1
    assert "反映していない所見" in record
    assert files["改正後.txt"] != PROBLEM.read_bytes()
    everything = browser.post(action, data={"apply": chosen})
    with zipfile.ZipFile(io.BytesIO(everything.content)) as archive:
        more = archive.read("反映の記録.txt").decode().split("手で確かめるもの")[0]
    assert more.count("\n・") > applied.count("\n・")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "反映するものを選んでください"),
        ({"apply": "missing", "numbering": "random"}, "選べません"),
        ({"apply": "nothing-like-it"}, "選べません"),
        ({"apply": "missing", "profile": "../../kaiseian"}, "様式はありません"),
    ],
)
def test_a_draft_that_cannot_be_made_comes_back_with_the_form(browser, data, told):
    answer = browser.post(f"{_reported(browser)}/draft", data=data)
    assert answer.status_code == 422
    assert told in answer.text
    assert html.fromstring(answer.text).xpath("//input[@name='apply']")


def test_a_report_without_its_file_cannot_become_a_draft(browser, server):
    address = _reported(browser, CLEAN)
    server.app.state.workshop.store.db.execute("DELETE FROM report_files")
    answer = browser.get(f"{address}/draft")
    assert answer.status_code == 404
    assert "P610" in answer.text


def test_two_files_become_a_table_of_old_and_new(browser):
    files = {"file": ("現行.txt", PROBLEM.read_bytes()), "new": ("案.txt", CLEAN.read_bytes())}
    table = browser.post("/diff", files=files, data={"profile": "genko-hidari", "format": "html"})
    assert table.status_code == 200
    assert "<style" not in table.text
    assert html.fromstring(table.text).xpath("//link[@rel='stylesheet']/@href") == ["/static/comparison.css"]
    assert "vertical" in browser.get("/static/comparison.css").text
    assert html.fromstring(table.text).xpath("//th/text()")[:2] == ["現行", "改正案"]
    for form in ("docx", "xlsx"):
        answer = browser.post("/diff", files=files, data={"format": form})
        assert answer.content.startswith(b"PK")
        assert f".{form}" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("sent", "data", "told"),
    [
        ({"file": ("a.txt", b"x")}, {}, "一つずつ"),
        ({"file": ("a.txt", b"x"), "new": ("b.txt", b"x")}, {"profile": "/etc/passwd"}, "様式はありません"),
        ({"file": ("a.txt", b"x"), "new": ("b.txt", b"x")}, {"format": "exe"}, "形式はありません"),
        ({"file": ("a.txt", b""), "new": ("b.txt", b"")}, {}, "P101"),
    ],
)
def test_files_that_cannot_be_compared_come_back_with_the_form(browser, sent, data, told):
    answer = browser.post("/diff", files=sent, data=data)
    assert answer.status_code in {400, 422}
    assert told in answer.text
