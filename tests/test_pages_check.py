"""The page of the provision check: its form, open questions, ready questions, wrong values."""

import re

import pytest
from lxml import html

from pirules.report import vocabulary


def _decided(browser, **facts):
    return browser.post("/check", data={name.replace("__", "."): value for name, value in facts.items()})


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
