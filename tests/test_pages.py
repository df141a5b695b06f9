"""The pages as HTML: they work without JavaScript, name their fields, and show nothing hostile."""

import io
import re
import zipfile
from urllib.parse import quote

import httpx
import pytest
from lxml import html

from pirules.data import ordinances_dir
from pirules.report import vocabulary

CLEAN = ordinances_dir() / "implementation_clean.txt"
PROBLEM = ordinances_dir() / "implementation_problem.txt"


@pytest.fixture
def browser(server):
    with httpx.Client(base_url=server.url, follow_redirects=True, timeout=120) as client:
        yield client


def _decided(browser, **facts):
    return browser.post("/check", data={name.replace("__", "."): value for name, value in facts.items()})


def _pages(browser):
    report = browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    measure = re.search(r"/measures/(M[0-9a-f]+)", browser.get("/measures").text)[0]
    decision = _decided(browser, recipient__kind="police", store="1")
    draft = browser.get(f"{report.url.path}/draft")
    paths = ("/", "/check", "/gap", "/diff", "/measures", measure)
    return [report, decision, draft, *(browser.get(path) for path in paths)]


def test_every_page_is_japanese_labelled_and_without_scripts_or_addresses_outside(browser):
    for response in _pages(browser):
        assert response.status_code == 200
        assert "<script" not in response.text
        assert "://" not in response.text
        assert not re.search(r"\son\w+=|style=", response.text)
        tree = html.fromstring(response.text)
        assert tree.get("lang") == "ja"
        assert len(tree.xpath("//h1")) == 1
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)[:5]
        for control in tree.xpath("//select | //textarea | //input[not(@type='hidden')]"):
            labelled = control.xpath("ancestor::label") or (
                control.get("id") and tree.xpath("//label[@for=$name]", name=control.get("id"))
            )
            assert labelled, html.tostring(control)
        for group in tree.xpath("//input[@type='radio']"):
            assert group.xpath("ancestor::fieldset/legend")
        for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
            assert tree.xpath("//*[@id=$name]", name=target[1:]), target


def test_every_link_of_a_page_leads_somewhere(browser):
    links = set()
    for response in _pages(browser):
        links |= {
            link
            for link in html.fromstring(response.text).xpath("//a/@href | //link/@href")
            if link.startswith("/")
        }
    for link in sorted(links):
        assert browser.get(link).status_code == 200, link


def test_the_form_asks_for_every_fact_and_every_value(browser):
    tree = html.fromstring(browser.get("/check").text)
    names = set(tree.xpath("//form//*[@name]/@name")) - {"store"}
    assert names == set(vocabulary.fields())
    for name, fact in vocabulary.fields().items():
        if fact.kind == "choice":
            assert tree.xpath(f"//select[@name='{name}']/option/@value") == ["", *fact.values]
        if fact.kind == "flag":
            assert tree.xpath(f"//input[@name='{name}']/@value") == ["", "yes", "no"]
            assert tree.xpath(f"//input[@name='{name}'][@checked]/@value") == [""]


def test_unknown_is_not_no(browser):
    unknown = _decided(browser, information__category="personal_information")
    refused = _decided(browser, information__category="personal_information", consent__given="no")
    assert "本人の同意があるか" not in _stated(unknown)
    assert "いいえ" in _stated(refused)


def _stated(response):
    table = html.fromstring(response.text).xpath("//h2[text()='事案']/following-sibling::table[1]")[0]
    return table.text_content()


def test_open_questions_are_answered_in_place_and_keep_what_was_said(browser):
    first = _decided(browser, recipient__kind="police", provider__kind="municipal_organ", title="照会")
    form = html.fromstring(first.text).xpath("//section[@class='questions']//form")[0]
    assert {"recipient.kind", "provider.kind", "title"} <= set(form.xpath(".//input[@type='hidden']/@name"))
    asked = form.xpath(".//fieldset//input/@name | .//select/@name")
    assert asked
    assert not set(asked) & set(form.xpath(".//input[@type='hidden']/@name"))


def test_a_decision_on_record_has_an_address_of_its_own(browser):
    response = _decided(browser, title="県への回答", store="1")
    assert re.search(r"/decisions/D\d{8}-[0-9a-f]{12}$", str(response.url))
    assert "県への回答" in response.text
    assert _decided(browser, title="県への回答").url.path == "/check"


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"as_of": "令和8年2月30日"}, "P403", "as_of"),
        ({"recipient__kind": "spaceship"}, "P401", "recipient.kind"),
        ({"consent__given": "perhaps"}, "P401", "consent.given"),
        ({"my_number__provision_item": "たくさん"}, "P401", "my_number.provision_item"),
    ],
)
def test_a_wrong_value_comes_back_with_the_form_and_what_was_filled_in(browser, facts, code, field):
    response = _decided(browser, title="残る件名", **facts)
    tree = html.fromstring(response.text)
    assert response.status_code == 422
    assert code in response.text
    assert tree.xpath("//input[@name='title']/@value") == ["残る件名"]
    assert tree.xpath(f"//*[@id='f-{field}']")


@pytest.mark.parametrize("day", ["令和8年11月21日", "2026-11-21", "R8.11.21"])
def test_dates_are_taken_as_people_write_them(browser, day):
    assert "基準日 令和8年11月21日（2026-11-21）" in _decided(browser, as_of=day).text


def test_hostile_words_are_shown_as_words(browser):
    response = _decided(
        browser, title="<img src=x onerror=alert(1)>", legal_basis__citation='"><script>1</script>'
    )
    assert "<script" not in response.text
    assert "<img" not in response.text


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


def test_every_ready_question_opens_the_form_with_its_facts(browser):
    links = html.fromstring(browser.get("/check").text).xpath("//details[@class='start']//a/@href")
    assert len(links) > 60
    known = {row["id"]: row for row in browser.get("/v1/ready-questions").json()}
    assert {link.partition("ready=")[2] for link in links} == set(known)
    for name, row in known.items():
        tree = html.fromstring(browser.get("/check", params={"ready": name}).text)
        assert tree.xpath("//input[@name='title']/@value") == [row["title"]]
        for field, value in vocabulary.flatten(row["facts"]).items():
            shown = tree.xpath(
                f"//input[@name='{field}'][@checked]/@value | //select[@name='{field}']/option[@selected]/@value"
                f" | //input[@name='{field}'][@type='text']/@value"
            )
            assert shown == [
                {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
            ]


def test_a_ready_question_that_does_not_exist_is_a_page_that_says_so(browser):
    response = browser.get("/check", params={"ready": "<script>"})
    assert response.status_code == 404
    assert "<script" not in response.text


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
