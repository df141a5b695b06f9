"""An ordinance of an invented city in which a sentence is put, and references written on one line, for tests of references."""

from pirules.ordinance import parse
from pirules.ordinance.model import Document, Ordinance
from pirules.ordinance.references import Reference, resolve

ACT, ORDER, NUMBER_ACT = "415AC0000000057", "415CO0000000507", "425AC0000000027"
LAWS = {"法": ACT, "令": ORDER, "番号法": NUMBER_ACT}

#: An ordinance of an invented city; the sentence of a case takes one of the places in braces.
FRAME = """○あおば市個人情報の保護に関する法律施行条例
令和4年12月20日
条例第41号
　　　第1章　総則
（趣旨）
第1条　この条例は、個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）及び個人情報の保護に関する法律施行令（平成15年政令第507号。以下「令」という。）の施行に関し必要な事項を定めるものとする。
（定義）
第2条　この条例において、次に掲げる用語の意義は、それぞれに定めるところによる。
（1）　番号法　行政手続における特定の個人を識別するための番号の利用等に関する法律（平成25年法律第27号）をいう。
（2）　実施機関　次に掲げる機関をいう。
ア　市長
イ　教育委員会
ウ　公営企業管理者
（3）　情報公開条例　あおば市情報公開条例（平成12年あおば市条例第3号）をいう。
2　この条例で使用する用語は、法で使用する用語の例による。
（責務）
第3条　市長は、必要な措置を講ずる。
2　事業者は、適切に取り扱う。
3　市民は、協力するよう努める。
第4条　削除
　　　第2章　登録簿
（登録簿）
第5条　実施機関は、次に掲げる事項を記載した帳簿を備える。
（1）　名称
（2）　組織
（3）　目的
2　実施機関は、帳簿を公表する。
第6条　市長は、手数料を徴収しない。
第7条　開示請求書には、次に掲げる事項を記載する。
（1）　氏名
（2）　住所
2　市長は、補正を求める。
第7条の2　市長は、期限を延長する。
第7条の3　市長は、通知する。
第8条から第9条まで　削除
第10条　{p1}
2　{p2}
3　次に掲げる者は、申請する。
（1）　本人
（2）　{i2}
（3）　{i3}
ア　代理人
イ　{s2}
第11条　市長は、公表する。
第12条　この条例の施行に関し必要な事項は、規則で定める。
附　則
（施行期日）
第1条　この条例は、令和5年4月1日から施行する。
（旧条例の廃止）
第2条　あおば市個人情報保護条例（平成12年あおば市条例第2号。以下「旧条例」という。）は、廃止する。
2　前項の規定は、公布の日から適用する。
（経過措置）
第3条　{f3}
2　{f32}
附　則（令和6年条例第9号）
1　この条例は、令和6年4月1日から施行する。
2　{l2}
別表第1（第5条関係）
帳簿の一覧
"""
PLACES = ("p1", "p2", "i2", "i3", "s2", "f3", "f32", "l2")


def ordinance_with(place: str, sentence: str) -> Ordinance:
    texts = dict.fromkeys(PLACES, "申請した者")
    return parse(Document(FRAME.format(**(texts | {place: sentence}))))


def written(reference: Reference) -> str:
    """``法:69.2.3`` — law (nothing for this ordinance) and numbers, ``-`` for a level not meant; ``!`` if unresolved."""
    levels = [reference.article, reference.paragraph, reference.item, reference.subitem]
    while levels and levels[-1] is None:
        levels.pop()
    numbers = ".".join(level or "-" for level in levels)
    law = next((name for name, key in LAWS.items() if key == reference.law), reference.law)
    return f"{reference.text}={law + ':' if law else ''}{numbers}{'' if reference.resolved else '!'}"


def all_in(text: str) -> list[str]:
    return [written(reference) for reference in resolve(parse(Document(text=text))).references]


def found_in(place: str, sentence: str) -> list[str]:
    ordinance = ordinance_with(place, sentence)
    start = ordinance.text.index(sentence)
    return [written(reference) for reference in resolve(ordinance).within((start, start + len(sentence)))]
