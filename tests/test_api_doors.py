"""The HTTP door itself: limits, malformed input, foreign origins, headers, documentation."""

import http.client
import json
import re
import socket

import httpx
import pytest

from pirules.errors import CATALOGUE, EngineError

_KEYS = {"code", "title", "detail", "remedy", "field"}


def _problem(response, status, code):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == _KEYS
    assert body["code"] == code
    assert (body["title"], body["remedy"]) == (CATALOGUE[code].title, CATALOGUE[code].remedy)
    return body


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "P405"),
        (b"{", 422, "P405"),
        (b"[1]", 422, "P405"),
        (b'{"title": "a", "title": "b"}', 422, "P405"),
        (b'{"my_number": {"provision_item": NaN}}', 422, "P405"),
        (b'{"title": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 422, "P405"),
        (b'{"title": "\\ud800"}', 422, "P405"),
        ('{"title": "照会"}'.encode("cp932"), 422, "P405"),
        (b'{"colour": "red"}', 422, "P402"),
        (b'{"as_of": "2026-02-30"}', 422, "P403"),
        (b'{"consent": {"given": "yes"}}', 422, "P401"),
        (b'{"recipient": {"kind": "spaceship"}}', 422, "P401"),
    ],
)
def test_a_request_that_does_not_fit_is_a_coded_problem(server, content, status, code):
    response = httpx.post(f"{server.url}/v1/provision-checks", content=content, timeout=30)
    _problem(response, status, code)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b'{"recipient": {"kind": "spaceship"}}', "recipient.kind"),
        (b'{"consent": {"given": 1}}', "consent.given"),
        (b'{"consent": {"colour": true}}', "consent.colour"),
    ],
)
def test_the_problem_names_the_field(server, content, field):
    assert httpx.post(f"{server.url}/v1/provision-checks", content=content).json()["field"] == field


@pytest.mark.parametrize(("path", "code"), [("/v1/provision-checks", "P404"), ("/v1/gap-reports", "P103")])
def test_a_body_that_is_too_large_is_refused_while_it_streams(server, path, code):
    def chunks():
        yield b"--x\r\ncontent-disposition: form-data; name=file; filename=a.txt\r\n\r\n"
        for _ in range(60):
            yield b" " * 1_000_000

    headers = {"content-type": "multipart/form-data; boundary=x"}
    response = httpx.post(f"{server.url}{path}", content=chunks(), headers=headers, timeout=60)
    _problem(response, 413, code)


def test_a_length_that_lies_does_not_hang_the_server(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(
            b"POST /v1/provision-checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{}"
        )
    assert httpx.get(f"{server.url}/v1/health").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "P021"),
        ("GET", "/v1/provision-checks", 405, "P022"),
        ("DELETE", "/v1/measures", 405, "P022"),
        ("GET", "/v1/decisions/D-nothing", 404, "P602"),
        ("GET", "/v1/measures/M-nothing", 404, "P602"),
        ("GET", "/v1/gap-reports/R-nothing", 404, "P602"),
        ("GET", "/v1/measures?format=pdf", 422, "P012"),
        ("GET", "/v1/measures?state=no", 422, "P012"),
        ("GET", "/v1/measures?all=perhaps", 422, "P401"),
        ("POST", "/v1/gap-reports", 400, "P023"),
        ("POST", "/v1/gap-reports?format=pdf", 422, "P012"),
        ("POST", "/v1/gap-reports?as_of=2026-02-30", 422, "P403"),
        ("POST", "/v1/provision-checks?store=perhaps", 422, "P401"),
    ],
)
def test_addresses_and_queries_that_do_not_fit(server, method, path, status, code):
    _problem(httpx.request(method, server.url + path), status, code)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/v1/provision-checks", "/v1/measures", "/check", "/gap", "/measures/M0"])
def test_a_change_sent_from_another_site_is_refused(server, headers, path):
    method = "PATCH" if path == "/v1/measures" else "POST"
    response = httpx.request(method, server.url + path, content=b"{}", headers=headers)
    assert response.status_code == 403
    assert "P020" in response.text


def test_our_own_pages_and_programs_may_send(server):
    for headers in ({}, {"origin": server.url, "sec-fetch-site": "same-origin"}):
        response = httpx.post(f"{server.url}/v1/provision-checks?store=false", json={}, headers=headers)
        assert response.status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "", "@"])
def test_a_server_on_the_loopback_answers_to_its_own_names_only(server, host):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/v1/health", headers={"Host": host})
    response = connection.getresponse()
    assert response.status == 400


@pytest.mark.parametrize(
    "path", ["/", "/check", "/gap", "/measures", "/docs", "/v1/health", "/v1/nothing", "/nothing"]
)
def test_every_answer_carries_the_security_headers(server, path):
    headers = httpx.get(server.url + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0]
    assert headers["cache-control"] == "no-store"
    assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])
    assert "server" not in headers or "uvicorn" not in headers["server"]


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-12345678", True), ("short", False), ("a b\tc 12345", False)]
)
def test_a_request_id_that_comes_in_is_used_if_it_is_one(server, given, kept):
    answer = httpx.get(f"{server.url}/v1/health", headers={"x-request-id": given}).headers["x-request-id"]
    assert (answer == given) is kept


def test_health_names_the_rules(server):
    body = httpx.get(f"{server.url}/v1/health").json()
    assert body["status"] == "ok"
    assert re.fullmatch(r"[0-9a-f]{64}", body["ruleset"]["sha256"])


def test_the_documentation_works_without_internet(server):
    page = httpx.get(f"{server.url}/docs").text
    assert "://" not in page
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        assert httpx.get(server.url + address).status_code == 200, address


def test_the_description_documents_every_fact_and_the_errors(server):
    description = httpx.get(f"{server.url}/openapi.json").json()
    operation = description["paths"]["/v1/provision-checks"]["post"]
    assert [item["name"] for item in operation["parameters"]] == ["store"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema["properties"]["recipient"]["properties"]["kind"]["enum"][0] == "same_organ"
    assert {"200", "400", "413", "422", "500"} <= set(operation["responses"])
    assert json.dumps(description, ensure_ascii=False).count("://") == 0


def test_engines_that_disagree_are_an_error_and_never_an_answer(server, monkeypatch):
    def disagree(_):
        raise EngineError("P502", "答えが違います。")

    monkeypatch.setattr("api.deciding.answered", disagree)
    asked = {"title": "まだ誰も尋ねていない照会"}
    _problem(httpx.post(f"{server.url}/v1/provision-checks", json=asked), 500, "P502")


def test_something_unforeseen_is_a_coded_error_that_shows_nothing_of_the_inside(server, monkeypatch):
    def explode(_):
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("api.deciding.answered", explode)
    response = httpx.post(f"{server.url}/v1/provision-checks", json={"title": "これもまだ"})
    _problem(response, 500, "P099")
    assert "secret" not in response.text


def test_a_page_that_fails_is_a_page(server):
    response = httpx.get(f"{server.url}/nothing")
    assert response.status_code == 404
    assert "P021" in response.text
    assert response.headers["content-type"].startswith("text/html")
