"""References in words that are quoted: 読替え, and the instructions of an amending ordinance (改め文)."""

import pytest
from reference_places import all_in, found_in

# place, sentence, what is found
CASES = [
    # -- 読替え: quoted words are read from where they stand
    ("p1", "第5条第2項中「前項」とあるのは「第5条第1項」とする。", ["第5条第2項=5.2", "前項=5.1", "第5条第1項=5.1"]),
    ("p1", "情報公開条例第17条第2項の規定を準用する。この場合において、同項中「前項」とあるのは「法第87条第1項」と読み替える。", ["第17条第2項=あおば市情報公開条例:17.2", "同項=あおば市情報公開条例:17.2", "前項=あおば市情報公開条例:17.1", "第87条第1項=法:87.1"]),
    ("p1", "情報公開条例第17条中「前条」とあるのは「法第87条」とする。", ["第17条=あおば市情報公開条例:17", "前条=あおば市情報公開条例:!", "第87条=法:87"]),
    ("p1", "第5条第1項ただし書中「前条」とあるのは「次条」とする。", ["第5条第1項=5.1", "前条=4", "次条=6"]),
]  # fmt: skip


@pytest.mark.parametrize(("place", "sentence", "expected"), CASES, ids=[case[1][:28] for case in CASES])
def test_a_reference_means_its_place(place: str, sentence: str, expected: list[str]):
    assert found_in(place, sentence) == expected


AMENDING = """あおば市情報公開条例の一部を改正する条例
　あおば市情報公開条例（平成12年あおば市条例第3号）の一部を次のように改正する。
　第3条第2項中「第5条」を「第6条第1項」に改め、同条に次の1項を加える。
3　前項の規定は、適用しない。
　附則第2項を削る。
附　則
1　この条例は、公布の日から施行する。ただし、第3条第2項の改正規定は、令和7年4月1日から施行する。
2　前項の規定にかかわらず、改正後の第5条の規定を適用する。
3　あおば市手数料条例の一部を次のように改正する。
第2条中「10円」を「20円」に改め、第3項を第4項とする。
"""


def test_places_in_the_words_of_an_amendment_are_those_of_the_amended_ordinance():
    found = all_in(AMENDING)
    name = "あおば市情報公開条例"
    assert found == [
        f"第3条第2項={name}:3.2",
        f"第5条={name}:5",
        f"第6条第1項={name}:6.1",
        f"同条={name}:3",
        f"前項={name}:!",
        f"附則第2項={name}:-.2",
        f"第3条第2項={name}:3.2",
        "前項=附則:-.1",
        f"第5条={name}:5",
        "第2条=あおば市手数料条例:2",
        "第3項=あおば市手数料条例:2.3",
        "第4項=あおば市手数料条例:2.4",
    ]
