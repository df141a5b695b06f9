"""Flagged measures: what a new report does to them, and how their review is recorded."""

import copy
import json
import threading
from datetime import date
from pathlib import Path

import pytest

from pirules.errors import StoreError
from pirules.report import flagged_measures
from pirules.store import STATES, Filter, measures, open_store, reports, reviews, trail

REPORT = json.loads((Path(__file__).parent / "data" / "report.json").read_text(encoding="utf-8"))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def _keep(store, report=REPORT, name="a.txt", sha256="0" * 64):
    return reports.save(
        store, report, name=name, sha256=sha256, sections=[], flagged=flagged_measures(report)
    )


def _changed(**ordinance):
    report = copy.deepcopy(REPORT)
    report["ordinance"].update(ordinance)
    return report


def test_what_must_must_not_or_may_have_to_be_notified_is_flagged(store):
    _keep(store)
    found = {measure.provision: measure for measure in measures.find(store)}
    assert sorted(found) == ["第2条", "第3条第1項", "第3条第2項"]
    assert found["第2条"].notify == "yes"
    assert found["第2条"].bases == ["75-5"]
    assert found["第3条第1項"].classification == "not_permitted"
    assert found["第3条第2項"].notify == "uncertain"
    assert {measure.state for measure in found.values()} == {"未確認"}


def test_measures_come_one_by_one_as_they_were_when_the_list_began(store):
    _keep(store)
    rows = measures.each(store, Filter(notify="yes"))
    first = next(rows)
    # Reading holds nobody up, and what is written meanwhile isn't seen.
    reviews.review(store, first.id, state="届出済", comment="送信済み")
    assert [first.state, *(m.state for m in rows)] == ["未確認"]
    assert {m.state for m in measures.find(store, Filter(notify="yes"))} == {"届出済"}


def test_the_same_ordinance_reported_again_keeps_its_review(store):
    _keep(store)
    first = measures.find(store)[0]
    reviews.review(store, first.id, state="届出済", comment="送信済み", on=date(2026, 12, 1), by="文書係")
    later = _changed(promulgated_on="2026-10-01", number="若葉市条例第99号")
    later["findings"][1]["provision"] = "第4条"
    later["findings"][1]["explanation"] = "新しい説明"
    _keep(store, later, "b.txt", "1" * 64)
    again = measures.load(store, first.id)
    assert (again.state, again.comment, again.date, again.by) == (
        "届出済",
        "送信済み",
        "2026-12-01",
        "文書係",
    )
    assert (again.provision, again.reason) == ("第4条", "新しい説明")
    assert len(measures.find(store)) == 3


def test_a_measure_that_left_the_ordinance_stays_in_the_record(store):
    _keep(store)
    gone = measures.find(store)[0]
    later = copy.deepcopy(REPORT)
    later["findings"] = later["findings"][2:]
    _keep(store, later)
    assert gone.id not in {measure.id for measure in measures.find(store)}
    assert measures.load(store, gone.id).current is False
    assert gone.id in {measure.id for measure in measures.find(store, Filter(current=None))}
    _keep(store)
    assert measures.load(store, gone.id).current is True


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {"number": "第99号"}, True),
        ({}, {"body": "青葉市"}, False),
        ({}, {"title": "別の条例"}, False),
        ({"body": None}, {"body": None}, True),
        ({"body": None}, {"body": None, "number": "第99号"}, False),
    ],
)
def test_body_and_title_make_the_ordinance_the_same(store, one, other, same):
    _keep(store, _changed(**one))
    _keep(store, _changed(**other))
    assert (len(measures.find(store)) == 3) is same


def test_the_same_words_in_two_towns_are_two_measures(store):
    _keep(store)
    _keep(store, _changed(body="青葉市"))
    ids = [measure.id for measure in measures.find(store)]
    assert len(ids) == len(set(ids)) == 6


def test_every_step_of_the_review_is_kept_in_order(store):
    _keep(store)
    measure = measures.find(store)[0]
    for state in STATES[1:]:
        measure = reviews.review(store, measure.id, state=state, comment=f"{state}にした")
    history = measures.load(store, measure.id).history
    assert [step.state for step in history] == list(STATES[1:])
    assert [step.version for step in history] == list(range(2, len(STATES) + 1))


def test_a_step_without_a_date_is_of_today_in_japan(store):
    _keep(store)
    measure = reviews.review(store, measures.find(store)[0].id, state="確認中")
    assert measure.date == date.fromisoformat(measure.date).isoformat()


def test_who_was_slower_is_told_and_overwrites_nothing(store):
    _keep(store)
    seen = measures.find(store)[0]
    reviews.review(store, seen.id, state="届出要", version=seen.version)
    with pytest.raises(StoreError) as caught:
        reviews.review(store, seen.id, state="届出不要", version=seen.version)
    assert caught.value.code == "P607"
    assert measures.load(store, seen.id).state == "届出要"


def test_of_many_at_once_exactly_one_wins(store):
    _keep(store)
    seen = measures.find(store)[0]
    codes = []

    def attempt(number):
        try:
            reviews.review(store, seen.id, comment=str(number), version=seen.version)
            codes.append("ok")
        except StoreError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["P607"] * 7 + ["ok"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"state": "了解"}, "state"), ({"comment": "長" * 4001}, "comment"), ({"by": "名" * 201}, "by")],
)
def test_a_value_that_does_not_fit_is_refused_and_named(store, change, field):
    _keep(store)
    measure = measures.find(store)[0]
    with pytest.raises(StoreError) as caught:
        reviews.review(store, measure.id, **change)
    assert (caught.value.code, caught.value.field) == ("P608", field)
    assert measures.load(store, measure.id).version == 1


def test_an_unknown_measure_is_a_coded_error(store):
    with pytest.raises(StoreError) as caught:
        reviews.review(store, "M0", state="届出要")
    assert caught.value.code == "P602"


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 3),
        (Filter(notify="yes"), 1),
        (Filter(notify="uncertain"), 1),
        (Filter(classification="not_permitted"), 1),
        (Filter(topic="processing-register"), 1),
        (Filter(body="若葉市"), 3),
        (Filter(body="青葉市"), 0),
        (Filter(state="届出済"), 0),
        (Filter(text="登録簿"), 1),
        (Filter(text="%"), 0),
        (Filter(text="_"), 0),
        (Filter(text="'; DROP TABLE measures; --"), 0),
    ],
)
def test_filters(store, wanted, count):
    _keep(store)
    assert len(measures.find(store, wanted)) == count


def test_the_same_report_is_kept_once_and_another_text_beside_it(store):
    first = _keep(store)
    assert _keep(store) == first
    assert _keep(store, sha256="f" * 64) != first
    kept = reports.load(store, first)
    assert kept.report == REPORT
    assert len(reports.recent(store)) == 2


def test_a_report_that_cannot_be_kept_leaves_nothing(store):
    broken = copy.deepcopy(REPORT)
    flagged = flagged_measures(broken)
    del flagged[1]["topic"]
    with pytest.raises(KeyError):
        reports.save(store, broken, name="a", sha256="0", sections=[], flagged=flagged)
    assert reports.recent(store) == []
    assert measures.find(store, Filter(current=None)) == []


def test_several_measures_take_the_same_step_each_with_its_own_trail(store):
    _keep(store)
    ids = [measure.id for measure in measures.find(store)]
    step = reviews.Step("届出不要", "旧条例のため", date(2026, 12, 1), "法規係")
    changed = reviews.review_many(store, [(ids[0], 1), (ids[1], None), (ids[0], 1)], step)
    assert [(m.id, m.state, m.version) for m in changed] == [(ids[0], "届出不要", 2), (ids[1], "届出不要", 2)]
    for measure in changed:
        assert [(entry.state, entry.comment, entry.by) for entry in measure.history] == [
            ("届出不要", "旧条例のため", "法規係")
        ]
    assert measures.load(store, ids[2]).state == "未確認"


@pytest.mark.parametrize(("last", "code"), [(("Mない", None), "P602"), ((None, 9), "P607")])
def test_when_one_of_several_cannot_be_changed_none_is(store, last, code):
    _keep(store)
    ids = [measure.id for measure in measures.find(store)]
    chosen = [(ids[0], 1), (last[0] or ids[1], last[1])]
    with pytest.raises(StoreError) as caught:
        reviews.review_many(store, chosen, reviews.Step("届出要"))
    assert caught.value.code == code
    assert {measure.state for measure in measures.find(store)} == {"未確認"}
    assert measures.load(store, ids[0]).history == []


def test_too_many_at_once_are_refused(store):
    with pytest.raises(StoreError, match="件まで"):
        reviews.review_many(
            store, [(f"M{n}", None) for n in range(reviews.BULK_LIMIT + 1)], reviews.Step("届出要")
        )


def test_the_trail_of_reviews_is_a_chain_that_shows_what_was_changed(store):
    _keep(store)
    for measure in measures.find(store):
        reviews.review(store, measure.id, state="確認中", comment="照会中")
    assert trail.verify(store) == ()
    with pytest.raises(StoreError), store.transaction() as db:
        db.execute("UPDATE reviews SET state = '届出済'")
    with store.transaction() as db:
        db.execute("DROP TRIGGER reviews_no_update")
        db.execute("UPDATE reviews SET comment = '別の理由' WHERE seq = 2")
    assert any("2 件目の内容" in line for line in trail.verify(store))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM reviews WHERE seq = 3", "終わりが控え"),
        ("DELETE FROM reviews WHERE seq = 1", "つながりません"),
        ("UPDATE measures SET state = '届出済'", "経過の最後と合いません"),
        ("DELETE FROM chain WHERE name = 'reviews'", "控えがありません"),
    ],
)
def test_what_is_cut_off_or_set_past_the_trail_is_seen(store, change, said):
    _keep(store)
    for measure in measures.find(store):
        reviews.review(store, measure.id, state="確認中")
    with store.transaction() as db:
        db.execute("DROP TRIGGER reviews_no_delete")
        db.execute(change)
    assert any(said in line for line in trail.verify(store))


def test_steps_recorded_before_the_chain_are_linked_by_the_migration(store):
    _keep(store)
    for measure in measures.find(store):
        reviews.review(store, measure.id, state="確認中")
    with store.transaction() as db:
        db.execute("DELETE FROM review_chain")
        db.execute("DELETE FROM chain WHERE name = 'reviews'")
        trail.chain_existing(db)
    assert trail.verify(store) == ()
