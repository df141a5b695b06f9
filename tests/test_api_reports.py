"""Gap reports over HTTP: uploads good and bad."""

import io
import json

import httpx
import openpyxl
import pytest

from pirules.data import ordinances_dir
from pirules.errors import CATALOGUE

CLEAN = ordinances_dir() / "implementation_clean.txt"
PROBLEM = ordinances_dir() / "implementation_problem.txt"


def _post(server, files, **query):
    return httpx.post(f"{server.url}/v1/gap-reports", files=files, params=query, timeout=120)


def test_an_upload_gives_the_report_and_fills_the_measures(server):
    response = _post(server, {"file": ("条例.txt", PROBLEM.read_bytes())})
    report = response.json()
    assert response.status_code == 200
    assert report["ordinance"]["title"]
    assert report["notification"]["required"] is True
    report_id = response.headers["x-report-id"]
    assert httpx.get(f"{server.url}/v1/gap-reports/{report_id}").json() == report
    found = httpx.get(f"{server.url}/v1/measures", params={"body": report["ordinance"]["body"]}).json()
    assert {f["provision"] for f in report["findings"] if f["notify"] == "yes"} <= {
        m["provision"] for m in found
    }


@pytest.mark.parametrize(
    ("form", "start"),
    [("md", b"# "), ("html", b"<!DOCTYPE"), ("xlsx", b"PK"), ("docx", b"PK"), ("json", b"{")],
)
def test_the_format_of_the_query(server, form, start):
    response = _post(server, {"file": ("a.txt", CLEAN.read_bytes())}, format=form, store="false")
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert "x-report-id" not in response.headers
    if form == "xlsx":
        assert "対応表" in openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames


def test_the_day_of_the_query(server):
    response = _post(server, {"file": ("a.txt", CLEAN.read_bytes())}, as_of="令和8年11月20日", store="false")
    assert response.json()["as_of"] == "2026-11-20"


def test_further_files_are_other_ordinances(server):
    fees = (
        "○白篠町手数料条例\n(個人情報の開示請求に係る手数料)\n第1条　個人情報の保護に関する法律(平成15年法律第57号)"
        "第89条第2項の規定により納付しなければならない手数料の額は、零円とする。\n"
    )
    files = [("file", ("a.txt", PROBLEM.read_bytes())), ("others", ("b.txt", fees.encode()))]
    alone = _post(server, files[:1], store="false").json()
    beside = _post(server, files, store="false").json()
    assert "disclosure-fee" in {item["topic"] for item in alone["missing"]}
    assert "disclosure-fee" not in {item["topic"] for item in beside["missing"]}


@pytest.mark.parametrize(
    ("content", "statuses"),
    [
        (b"", {400, 422}),
        (b"  \n", {422}),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", {422}),
        (b"\x00" * 4096, {422}),
        (b"<html><body><p>menu</p></body></html>", {422}),
        (b"\xff\xd8\xff\xe0" + b"\x80" * 3000, {422}),
    ],
)
def test_a_file_that_cannot_be_read_is_a_coded_problem(server, content, statuses):
    response = _post(server, {"file": ("a.txt", content)})
    assert response.status_code in statuses
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] in CATALOGUE


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"{}", "application/json"),
        (b"garbage", "multipart/form-data; boundary=x"),
        (b"garbage", "multipart/form-data"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (
            b'--x\r\ncontent-disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_a_request_without_a_file_is_refused(server, content, content_type):
    response = httpx.post(
        f"{server.url}/v1/gap-reports", content=content, headers={"content-type": content_type}
    )
    assert (response.status_code, response.json()["code"]) == (400, "P023")


def test_too_many_files_are_refused(server):
    files = [("file", (f"{n}.txt", b"x")) for n in range(40)]
    assert _post(server, files).json()["code"] == "P023"


def test_a_hostile_file_name_stays_a_name(server):
    name = "../../<script>alert(1)</script>.txt"
    response = _post(server, {"file": (name, CLEAN.read_bytes())}, format="html", store="false")
    assert "<script" not in response.text


def test_nothing_of_an_upload_that_fails_is_kept(server):
    before = httpx.get(f"{server.url}/v1/measures?all=true").json()
    _post(server, {"file": ("a.txt", b"\x00" * 4096)})
    assert json.dumps(httpx.get(f"{server.url}/v1/measures?all=true").json()) == json.dumps(before)
