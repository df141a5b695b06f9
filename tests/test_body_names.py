"""Names of ordinances whose body's name holds hiragana or katakana."""

import pytest

from pirules.ordinance.law_names import name_start
from pirules.text.fold import fold

CASES = [
    ("", "さいたま市個人情報保護条例"),
    ("廃止前の", "みずほ野市個人情報保護条例"),
    ("市長は、", "つくばみらい市行政手続条例"),
    ("実施機関は、", "かすみがうら市手数料条例"),
    ("第5条の規定により", "みなかみ町個人情報保護条例"),
    ("規則及び", "いわき市情報公開条例"),
    ("前条の", "南アルプス市個人情報保護条例"),
    ("又は", "南あわじ市個人情報保護条例施行規則"),
    ("改正前の", "ひたちなか市職員の給与に関する条例"),
    ("別に定められた", "市条例"),
    ("規定する", "本市条例"),
    ("及び", "朝霧村個人番号の利用等に関する条例"),
    ("前条第2号の", "朝霧村情報公開条例"),
    ("次条において準用する", "あおば市情報公開条例"),
]


@pytest.mark.parametrize(("before", "name"), CASES)
def test_the_whole_name_is_found_and_no_word_before_it(before, name):
    text = fold(before + name)
    assert text[name_start(text, len(text)) :] == name


def test_a_number_tells_where_a_title_with_a_comma_begins():
    text = fold("甲及びえびの市職員の勤務時間、休暇等に関する条例（平成7年えびの市条例第2号）")
    end = text.index("(")
    assert (
        text[name_start(text, end, 0, text[end + 1 : -1]) : end]
        == "えびの市職員の勤務時間、休暇等に関する条例"
    )


def test_a_number_that_names_the_kind_of_body_alone_cuts_no_name():
    text = fold("北川広域連合情報公開条例（平成19年広域連合条例第12号）")
    end = text.index("(")
    assert name_start(text, end, 0, text[end + 1 : -1]) == 0
