"""Boards that decide on appeals and are asked for expert opinion too (法129条): the latter is a notified measure, the former isn't."""

import pytest

from pirules.gap import GapReport, report_on
from pirules.gap.build import covers
from pirules.ordinance import parse
from pirules.ordinance.model import Document

_ACT = "個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）"
_BOARD = f"{_ACT}第105条第3項において準用する同条第1項の規定による諮問に応じ審査請求について調査審議するため、若浦市情報公開・個人情報保護審査会（以下「審査会」という。）を置く。"


def _report(title: str, *articles: str) -> GapReport:
    text = f"{title}\n令和5年3月24日\n条例第9号\n"
    text += "".join(f"第{number}条　{words}\n" for number, words in enumerate(articles, 1))
    return report_on(parse(Document(f"{text}附　則\nこの条例は、令和5年4月1日から施行する。\n")), model=False)


def _asked(words: str, *, implementing: bool) -> list[tuple[str, str]]:
    """Return topic and notify of what is found in the clause, in a 審査会条例 or in a 施行条例."""
    report = (
        _report(
            "若浦市個人情報の保護に関する法律施行条例",
            f"この条例は、{_ACT}の施行に関し必要な事項を定める。",
            _BOARD,
            words,
        )
        if implementing
        else _report("若浦市情報公開・個人情報保護審査会条例", _BOARD, "審査会は、委員5人で組織する。", words)
    )
    return [(f.topic, f.notify) for f in report.findings if covers(f.provision, "第3条")]


_MEASURE = ("council-consultation", "yes")


@pytest.mark.parametrize("implementing", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "実施機関は、個人情報の適正な取扱いを確保するため専門的な知見に基づく意見を聴くことが特に必要であると認めるときは、審査会に諮問することができる。",
        "市長は、審査請求に係るもののほか、専門的な知見に基づく意見を聴くことが特に必要と認める場合には、審査会の意見を聴くことができる。",
        "審査会は、前条に規定するもののほか、法第129条の規定による諮問に応じ、調査審議する。",
        "審査会は、実施機関が専門的な知見に基づく意見を聴くことが特に必要であると認めて諮問した事項について、調査審議し、答申する。",
        "審査会は、次に掲げる事務をつかさどる。\n(1)　法第105条第3項において準用する同条第1項の規定による諮問に応じ、審査請求について調査審議すること。\n(2)　個人情報の適正な取扱いを確保するため専門的な知見に基づく意見を聴くことが特に必要であると認められる場合の実施機関からの諮問に応じ、調査審議すること。",
        "審査会の所掌事務は、次のとおりとする。\n(1)　審査請求に関すること。\n(2)　個人情報の取扱いに関し専門的知見に基づく意見を特に必要とする事項についての諮問に関すること。",
    ],
)
def test_a_board_asked_for_expert_opinion_is_a_notified_measure(words: str, implementing: bool) -> None:
    assert _MEASURE in _asked(words, implementing=implementing)


@pytest.mark.parametrize("implementing", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "実施機関は、法第105条第3項において読み替えて準用する同条第1項の規定により、審査請求について審査会に諮問しなければならない。",
        "審査会は、審査請求の調査審議のため特に必要があると認めるときは、専門的な知見を有する者の意見を聴くことができる。",
        "審査会は、特に必要があると認めるときは、諮問庁に対し、保有個人情報の提示を求めることができる。",
        "審査会に、専門の事項を調査させるため特に必要があるときは、専門委員を置くことができる。",
        "審査会は、次に掲げる事務をつかさどる。\n(1)　法第105条第3項において準用する同条第1項の規定による諮問に応じ、審査請求について調査審議すること。\n(2)　情報公開条例の規定による諮問に応じ、調査審議すること。",
        "会長は、特に必要があると認めるときは、学識経験者その他の専門的な知見を有する者の出席を求め、意見を聴くことができる。",
    ],
)
def test_what_a_board_does_for_appeals_is_none(words: str, implementing: bool) -> None:
    assert "yes" not in {notify for _, notify in _asked(words, implementing=implementing)}


def test_a_board_set_up_for_both_is_a_notified_measure() -> None:
    report = _report(
        "若浦市情報公開・個人情報保護審査会条例",
        f"{_ACT}第105条第3項の規定による諮問に応じるほか、法第129条の規定により専門的な知見に基づく意見を聴くことが特に必要であると認めるときの諮問に応じ調査審議するため、若浦市情報公開・個人情報保護審査会（以下「審査会」という。）を置く。",
        "審査会は、委員5人で組織する。",
    )
    assert report.notification.provisions == ["第1条"]
    assert report.notification.bases == ["129"]
