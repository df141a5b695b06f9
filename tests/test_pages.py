"""The pages as HTML: they work without JavaScript, name their fields, lead somewhere, and show nothing hostile."""

import re

from lxml import html

from pirules.data import ordinances_dir

PROBLEM = ordinances_dir() / "implementation_problem.txt"


def _pages(browser):
    report = browser.post("/gap", files={"file": ("a.txt", PROBLEM.read_bytes())}, data={"store": "1"})
    measure = re.search(r"/measures/(M[0-9a-f]+)", browser.get("/measures").text)[0]
    decision = browser.post("/check", data={"recipient.kind": "police", "store": "1"})
    draft = browser.get(f"{report.url.path}/draft")
    paths = ("/", "/check", "/decisions", "/gap", "/reports", "/diff", "/measures", measure)
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
