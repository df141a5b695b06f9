"""`law fetch` against a local server that speaks the 法令API's protocol."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from pirules.errors import LawError
from pirules.law.fetch import LawApi

ID = "415AC0000000057"
REVISION = f"{ID}_20250601_504AC0000000068"


def law(title="個人情報の保護に関する法律", number="平成十五年法律第五十七号"):
    return (
        f"<Law><LawNum>{number}</LawNum><LawBody><LawTitle>{title}</LawTitle><MainProvision>"
        '<Article Num="1"><Paragraph Num="1"><ParagraphSentence><Sentence>目的。</Sentence></ParagraphSentence></Paragraph></Article>'
        "</MainProvision></LawBody></Law>"
    )


def reply(law_id=ID, revision=REVISION, number="平成十五年法律第五十七号", body=None):
    return (
        f"<law_data_response><law_info><law_id>{law_id}</law_id><law_num>{number}</law_num></law_info><revision_info>"
        f"<law_revision_id>{revision}</law_revision_id></revision_info>"
        f"<law_full_text>{law() if body is None else body}</law_full_text></law_data_response>"
    ).encode()


@pytest.fixture
def egov():
    """Start the server; ``answers`` is a list of (status, body, headers), the last one repeated."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            server.agents.append(self.headers["User-Agent"])
            status, body, headers = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            if status == 0:
                self.connection.close()
                return
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body) + (100 if status == 1 else 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.agents, server.answers = [], [], []
    server.base = f"http://127.0.0.1:{server.server_port}/api/2"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def api(egov):
    waits = []
    with LawApi(egov.base, sleep=waits.append, timeout=5) as client:
        client.waits = waits
        yield client


def test_a_text_of_a_day_is_fetched_by_id(egov, api):
    egov.answers = [(200, reply(), {})]
    statute = api.statute(ID, date(2025, 7, 1))
    assert (statute.law_id, statute.revision.id, statute.revision.in_force) == (
        ID,
        REVISION,
        date(2025, 6, 1),
    )
    asked = urlsplit(egov.asked[0])
    assert asked.path == f"/api/2/law_data/{ID}"
    assert parse_qs(asked.query) == {
        "asof": ["2025-07-01"],
        "response_format": ["xml"],
        "law_full_text_format": ["xml"],
    }
    assert egov.agents[0].startswith("pirules/")


@pytest.mark.parametrize("name", ["法", "個人情報保護法", ID, REVISION])
def test_a_name_is_turned_into_the_id(egov, api, name):
    egov.answers = [(200, reply(), {})]
    assert api.statute(name).law_id == ID
    assert urlsplit(egov.asked[0]).path.rpartition("/")[2] in (ID, REVISION)


@pytest.mark.parametrize("name", ["../../etc/passwd", "日本国憲法", "", "415AC0000000057/../x", "なんとか法"])
def test_what_has_no_id_is_never_asked_for(egov, api, name):
    egov.answers = [(200, reply(), {})]
    with pytest.raises(LawError) as caught:
        api.statute(name)
    assert caught.value.code == "P322"
    assert egov.asked == []


def test_a_law_without_an_id_in_the_index_is_asked_for_by_its_number(egov, api):
    number = "昭和三十六年法律第二百二十三号"
    revision = "336AC0000000223_20250601_504AC0000000068"
    body = reply("336AC0000000223", revision, number, law("災害対策基本法", number))
    egov.answers = [(200, body, {})]
    assert api.statute("災対法").law_id == "336AC0000000223"
    assert unquote(urlsplit(egov.asked[0]).path).endswith(f"/law_data/{number}")
    egov.answers = [(200, reply(), {})]
    with pytest.raises(LawError) as caught:
        api.statute("災対法")
    assert caught.value.code == "P314"


def test_a_busy_server_is_asked_again_after_the_pause_that_it_wants(egov, api):
    egov.answers = [(503, b"", {}), (429, b"", {"Retry-After": "7"}), (200, reply(), {})]
    assert api.statute(ID).law_id == ID
    assert len(egov.asked) == 3
    assert 7.0 in api.waits
    assert all(0 <= wait <= 60 for wait in api.waits)


def test_a_broken_connection_is_tried_four_times_and_no_more(egov, api):
    egov.answers = [(0, b"", {})]
    with pytest.raises(LawError) as caught:
        api.statute(ID)
    assert caught.value.code == "P321"
    assert len(egov.asked) == 4


def test_nobody_listening_is_a_coded_error():
    with (
        LawApi("http://127.0.0.1:9", sleep=lambda _: None, timeout=2) as client,
        pytest.raises(LawError) as caught,
    ):
        client.statute(ID)
    assert caught.value.code == "P321"


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        ((404, json.dumps({"code": "404001", "message": "法令が存在しません。"}).encode()), "P322", "法令が存在しません。"),
        ((400, b"<html>"), "P322", "HTTP 400"),
        ((302, b""), "P322", "HTTP 302"),
        ((200, b""), "P311", ID),
        ((200, b"<html></html>"), "P312", ID),
        ((200, b"<!DOCTYPE a [<!ENTITY b 'c'>]><law_data_response>&b;</law_data_response>"), "P313", ID),
        ((200, reply(law_id="425AC0000000027", number="平成二十五年法律第二十七号",
                    body=law("行政手続における特定の個人を識別するための番号の利用等に関する法律", "平成二十五年法律第二十七号"))), "P314", "425AC0000000027"),
        ((200, reply(body=law("別の法律", "平成十五年法律第五十八号"))), "P314", "別の法律"),
    ],
)  # fmt: skip
def test_a_reply_that_is_none_is_refused(egov, api, answer, code, words):
    status, body = answer
    egov.answers = [(status, body, {"Location": "http://127.0.0.1:9/"} if status == 302 else {})]
    with pytest.raises(LawError) as caught:
        api.statute(ID)
    assert caught.value.code == code
    assert words in caught.value.detail


def test_a_text_later_than_the_day_asked_for_is_refused(egov, api):
    egov.answers = [(200, reply(), {})]
    with pytest.raises(LawError) as caught:
        api.statute(ID, date(2025, 5, 31))
    assert caught.value.code == "P322"


def test_the_history_of_a_law(egov, api):
    rows = [{"law_revision_id": REVISION, "amendment_enforcement_date": "2025-06-01"}]
    egov.answers = [(200, json.dumps({"law_info": {}, "revisions": rows}).encode(), {})]
    assert api.revisions("法") == rows
    assert urlsplit(egov.asked[0]).path == f"/api/2/law_revisions/{ID}"


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"revisions": [{}]}', b'{"revisions": 3}', b"\xff"])
def test_a_history_that_is_none_is_refused(egov, api, body):
    egov.answers = [(200, body, {})]
    with pytest.raises(LawError) as caught:
        api.revisions(ID)
    assert caught.value.code == "P322"


def test_two_requests_are_not_made_in_one_breath(egov, api):
    egov.answers = [(200, reply(), {})]
    api.statute(ID)
    api.statute(ID)
    assert any(wait > 0 for wait in api.waits)
