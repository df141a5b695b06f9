"""The law behind a report: captions always, words where a text was brought in."""

import json
from datetime import date
from pathlib import Path

import pytest

from pirules.law.wording import Wording
from pirules.report import Source, render_decision, render_gap
from pirules.report.citations import cited_place, cited_places

DATA = Path(__file__).parent / "data"
REPORT = json.loads((DATA / "report.json").read_text(encoding="utf-8"))
ANSWER = json.loads((DATA / "answer.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 21)


def _citation(label, **numbers):
    return {
        "law": "415AC0000000057",
        "article": None,
        "paragraph": None,
        "item": None,
        **numbers,
        "label": label,
    }


@pytest.fixture(autouse=True)
def _no_texts(monkeypatch, tmp_path):
    monkeypatch.setenv("PIRULES_LAWS", str(tmp_path / "none.db"))


def test_a_place_is_named_with_its_caption():
    place = cited_place(_citation("法69条2項3号", article="69", paragraph="2", item="3"), DAY)
    assert place.named == "法69条2項3号（利用及び提供の制限）"
    assert place.text is None


@pytest.mark.parametrize("label", ["謎の法律の第〇条", "", "法9999条"])
def test_a_place_that_nobody_knows_keeps_its_label(label):
    assert cited_place(_citation(label), DAY).named == label


def test_every_place_is_listed_once_in_the_order_of_the_law():
    places = cited_places(
        {"a": [_citation("法108条", article="108"), _citation("法75条5項", article="75")]}, DAY
    )
    assert [place.label for place in places] == ["法75条5項", "法108条"]
    twice = cited_places([REPORT, REPORT], DAY)
    assert [place.label for place in twice] == ["法69条", "法75条5項", "法89条2項", "法108条"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_with_a_text_at_hand_its_words_are_shown(monkeypatch, form):
    def known(citation, on):
        return Wording(citation, "一行目の文言\n二行目の文言", "見出し", when="2025-06-01 施行")

    monkeypatch.setattr("pirules.report.citations.wording", known)
    for data in (render_gap([(REPORT, Source("a", "0", []))], form), render_decision({}, ANSWER, form)):
        text = data.decode("utf-8")
        assert "引用した条文" in text
        assert "二行目の文言" in text


@pytest.mark.parametrize("form", ["md", "html"])
def test_without_one_the_caption_stands_for_it(form):
    text = render_decision({}, ANSWER, form).decode("utf-8")
    assert "法69条2項3号（利用及び提供の制限）" in text
