"""What the second reader is told beside its clauses: which topics follow which, how sharply votes count, how verdicts are weighed."""

import numpy as np
import pytest

from pirules.corpus.likeness_examples import Example
from pirules.corpus.likeness_setting import LeftOut, marks, setting_of, succession_of
from pirules.gap.likeness import NONE, Verdict, after, log_odds

CLASSES = ("fee", NONE, "register", "report")


def example(topic, before=None, source="a", forbidden=0.0):
    topics = () if topic == NONE else (topic,)
    return Example("語", topics, forbidden, 0.0, source, before)


def behind(topic, examples):
    return after(succession_of(examples, CLASSES), [CLASSES.index(topic)])


def test_a_topic_that_often_follows_is_likelier_and_one_that_never_does_is_less_likely():
    seen = [example("report", ("register",)) for _ in range(30)]
    others = [example("fee", ()), example("register", ()), example(NONE, ())] * 10
    likelier = behind("register", [*seen, *others])
    assert likelier[CLASSES.index("report")] > 0 > likelier[CLASSES.index("fee")]
    assert behind("fee", [*seen, *others]) == pytest.approx(0, abs=1e-6)


def test_clauses_of_lists_stand_alone_and_say_nothing_of_what_follows_what():
    assert succession_of([example("fee"), example("report")], CLASSES) == pytest.approx(0, abs=1e-6)


def test_a_few_that_were_seen_say_little():
    def likelier(times):
        seen = [example("report", ("register",))] * times
        others = [example(name, ()) for name in CLASSES] * 100
        return behind("register", [*seen, *others])[CLASSES.index("report")]

    assert 0 < likelier(1) < 0.5 < likelier(20)


def test_nothing_is_after_none_and_several_topics_count_together():
    table = np.array([[0.0, 1.0], [2.0, -1.0]], dtype=np.float32)
    assert after(table, []).tolist() == [0, 0]
    assert after(table, [0, 1]).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("said", "odds"), [(0.9, (0.9, 0.1)), (0.5, (0.5, 0.5)), (-3.0, (0.0, 1.0)), (9.0, (1.0, 0.0))]
)
def test_a_verdict_is_a_probability_that_grows_with_what_speaks_for_it(said, odds):
    verdict = Verdict(np.array([0.9, 0.1], dtype=np.float32), np.array([0.0, 1.0, 0.5], dtype=np.float32))
    here = verdict.probability(np.float32(said), np.array(odds, dtype=np.float32))
    more = verdict.probability(np.float32(said + 0.1), np.array([1, 0], dtype=np.float32))
    assert 0 < here <= more < 1


def test_odds_are_bounded():
    assert log_odds(np.array([-1.0, 0.0, 0.5, 1.0, 2.0])) == pytest.approx(
        [-3.89, -3.89, 0, 3.89, 3.89], abs=0.01
    )


def left_out(count=60):
    """Return clauses whose words leave open which of two topics they are of, and what stands before them tells."""
    examples, said = [], []
    for number in range(count):
        topic, before = (("fee", "register"), ("report", "fee"))[number % 2]
        forbidden = float(topic == "fee" and number % 4 == 0)
        examples.append(example(topic, (before,), source=str(number % 6), forbidden=forbidden))
        said.append([0.4, 0.0, 0.0, 0.4, 0.8 if forbidden else 0.1, 0.0])
    wanted = np.zeros((count, len(CLASSES) + 2), dtype=np.float32)
    for row, one in zip(wanted, examples, strict=True):
        row[CLASSES.index(one.topics[0])] = 1
        row[-2] = one.forbidden
    folds = [np.arange(fold, count, 6) for fold in range(6)]
    return LeftOut(examples, CLASSES, np.array(said, dtype=np.float32), wanted, folds)


def test_what_stands_before_decides_where_words_leave_it_open():
    lesson = left_out()
    setting = setting_of(lesson)
    assert lesson.right()[np.arange(60), setting.odds.argmax(axis=1)].all()
    assert setting.succession.any()


def test_verdicts_are_weighed_so_that_forbidden_clauses_come_out_likelier():
    lesson = left_out()
    setting = setting_of(lesson)
    probable = setting.forbidden.probability(lesson.said[:, -2], setting.odds)
    forbidden = np.array([one.forbidden for one in lesson.examples]) == 1
    assert probable[forbidden].min() > 0.5 > probable[~forbidden].max()
    assert "at 0.5 precision 1.000 recall 1.000" in marks(
        probable, [one.forbidden for one in lesson.examples]
    )


def test_the_same_clauses_give_the_same_setting():
    one, other = setting_of(left_out()), setting_of(left_out())
    assert one.sharpness == other.sharpness
    assert np.array_equal(one.odds, other.odds)
