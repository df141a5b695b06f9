"""A synthetic corpus: ordinances of invented bodies with known answers to the survey of online linkage (オンライン結合).

The shares are those of the national survey, so that the report of a corpus can be checked against what was generated.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from pirules.gap.survey import published_survey

# One 号 each; several wordings a type, so that none is found by its words alone in one place.
_CONDITIONS = {
    "law_or_public_need": (
        "法令に定めがあるとき。",
        "犯罪の捜査のために必要があると認められるとき。",
        "実施機関が公益上必要があると認めるとき。",
    ),
    "no_risk_to_rights": (
        "個人の権利利益を不当に侵害するおそれがないと認められるとき。",
        "本人又は第三者の権利を害するおそれがないと認めるとき。",
    ),
    "no_risk_of_leak": (
        "個人情報が漏えいするおそれがないと認められるとき。",
        "外部への漏えいのおそれがないとき。",
    ),
    "consent": ("あらかじめ本人の同意を得たとき。", "本人の承諾があるとき。"),
    "urgency": ("個人の生命、身体又は財産を守るため、緊急かつやむを得ないと認められるとき。",),
    "council_opinion": ("審議会の意見を聴いた上で、実施機関が適当と認めるとき。",),
    "protective_measures": ("個人情報の保護に必要な措置が講じられているとき。",),
    "social_benefit": ("住民サービスの向上に資すると認められるとき。",),
}
_OTHERS = ("consent", "urgency", "council_opinion", "protective_measures", "social_benefit")
_BANS = (
    "実施機関は、次の各号のいずれかに該当する場合を除き、通信回線による電子計算機の結合により、個人情報を実施機関以外の者に提供してはならない。",
    "実施機関は、電子計算機を通信回線で結合する方法により個人情報を外部に提供してはならない。ただし、次に掲げる場合は、この限りでない。",
)
_FIRST = "青赤白黒緑藍紺金銀東西南北上中下大小新古花月星風雪雲霧霞松竹梅桜桐柳"
_SECOND = "浜崎原野川山谷沢島田村瀬津岡丘坂森林橋池"
_HEAD = """{body}個人情報保護条例
平成{year}年3月{day}日
条例第{number}号
（目的）
第1条　この条例は、個人情報の適正な取扱いに関し必要な事項を定め、もって個人の権利利益を保護することを目的とする。
（収集の制限）
第2条　実施機関は、個人情報を収集するときは、本人から直接収集しなければならない。
"""
_TAIL = """（委任）
第{n}条　この条例の施行に関し必要な事項は、{chief}が別に定める。
附　則
この条例は、平成{year}年4月1日から施行する。
"""


@dataclass(frozen=True, slots=True)
class Made:
    """An ordinance that was made, and the answer that the survey must find.

    Attributes:
        name: a file name.
        body: the invented body.
        group: 都道府県 or 市区町村.
        text: the ordinance.
        restricted: whether it restricts linkage.
        types: the ids of its conditions.
    """

    name: str
    body: str
    group: str
    text: str
    restricted: bool
    types: frozenset[str]


def generate(seed: int, share: float = 1.0) -> Iterator[Made]:
    """Yield ordinances of invented bodies in the shares of the national survey, always the same for a seed.

    Args:
        seed: of the random choices of wording, years and numbers.
        share: of the nation's bodies to make, above 0 and at most 1 (every cell is rounded by itself).
    """
    rng = random.Random(seed)  # nothing secret
    names = [first + second for first, second in product(_FIRST, _SECOND)]
    names += [first + second + "見" for first, second in product(_FIRST, _SECOND)]
    names += [first + second + "ヶ丘" for first, second in product(_FIRST, _SECOND)]
    rng.shuffle(names)
    number = 0
    for group, figures in published_survey()["groups"].items():
        for types in _plans(figures, share, rng):
            body = names[number] + _suffix(group, number)
            number += 1
            yield _made(number, body, group, types, rng)


def _suffix(group: str, number: int) -> str:
    return "県" if group == "都道府県" else "市町村"[number % 3]


def _plans(figures: dict[str, Any], share: float, rng: random.Random) -> list[frozenset[str] | None]:
    """Return the conditions of each body: exactly as many bodies hold each as the shares say; ``None`` without a clause."""
    having = max(1, round(figures["with"] * share))
    sets: list[set[str]] = [set() for _ in range(having)]
    for condition, count in figures["conditions"].items():
        for place in rng.sample(range(having), min(having, round(count * share))):
            sets[place].add(rng.choice(_OTHERS) if condition == "other" else condition)
    without: list[frozenset[str] | None] = [None] * round(figures["without"] * share)
    return [*(frozenset(chosen) for chosen in sets), *without]


def _made(number: int, body: str, group: str, types: frozenset[str] | None, rng: random.Random) -> Made:
    year = rng.randint(8, 30)
    text = _HEAD.format(body=body, year=year, day=rng.randint(1, 28), number=rng.randint(1, 60))
    if types is not None:
        text += "（電子計算機の結合の制限）\n第3条　" + _clause(types, rng) + "\n"
    chief = "知事" if group == "都道府県" else f"{body[-1]}長"
    text += _TAIL.format(n=4 if types is not None else 3, chief=chief, year=year)
    return Made(f"{number:05}.txt", body, group, text, types is not None, types or frozenset())


def _clause(types: frozenset[str], rng: random.Random) -> str:
    if not types:
        return "実施機関は、通信回線による電子計算機の結合により、個人情報を実施機関以外の者に提供してはならない。"
    items = [rng.choice(_CONDITIONS[name]) for name in sorted(types)]
    rng.shuffle(items)
    return "\n".join((rng.choice(_BANS), *(f"({place})　{item}" for place, item in enumerate(items, 1))))
