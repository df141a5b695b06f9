"""Texts of ordinances that the tests of the tables of old and new compare."""

from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.report.comparison import compare
from pirules.report.comparison.layout import lay_out, load_profile

BODIES = {
    "趣旨": "この条例は、個人情報の保護に関する法律の施行に関し必要な事項を定めるものとする。",
    "定義": "この条例において「実施機関」とは、市長、教育委員会及び農業委員会をいう。",
    "登録簿": "実施機関は、個人情報を取り扱う事務の名称及び目的を記載した登録簿を作成し、公表しなければならない。",
    "開示決定の期限": "開示決定等は、開示請求があった日から15日以内にしなければならない。",
    "手数料": "開示請求に係る手数料は、無料とする。ただし、写しの交付を受ける者は、その実費を負担しなければならない。",
    "審査会": "市長は、専門的な知見に基づく意見を聴くことが特に必要であるときは、審査会に諮問することができる。",
    "公表": "市長は、毎年度一回、この条例の運用の状況を取りまとめて公表するものとする。",
    "委任": "この条例の施行に関し必要な事項は、規則で定める。",
}

#: The provisions of an ordinance as ``(caption, words)``.
OLD = list(BODIES.items())

HEAD_OF_TWO = "みなと市環境条例\n（趣旨）\n第1条　この条例は、環境の保全について定める。\n"

TAIL_OF_TWO = "附　則\nこの条例は、公布の日から施行する。\n"

CHAPTERS = (
    "ひので市個人情報の保護に関する法律施行条例\n目次\n　第1章　総則(第1条―第3条)\n　第2章　開示(第4条―第6条)\n　第3章　雑則(第7条・第8条)\n　附則\n"
    "第1章　総則\n(趣旨)\n第1条　この条例は、法の施行に関し必要な事項を定める。\n(定義)\n第2条　用語の意義は、法の例による。\n(機関)\n第3条　市の機関は、市長及び教育委員会とする。\n"
    "第2章　開示\n(期限)\n第4条　開示決定等は、開示請求の日から15日以内にする。\n2　前項の期間は、30日を限度として延ばすことができる。\n3　延ばしたときは、請求者に知らせる。\n"
    "(書類)\n第5条　請求者は、次に掲げる書類を示す。\n(1)　運転免許証\n(2)　旅券\n(3)　在留カード\n2　市の機関は、書類の写しを取ることができる。\n3　写しは、一年間保存する。\n4　写しは、決定の後に返す。\n"
    "(手数料)\n第6条　手数料は、徴収しない。\n第3章　雑則\n(公表)\n第7条　市長は、毎年度、状況を公表する。\n(委任)\n第8条　必要な事項は、規則で定める。\n"
    "附　則\n(施行期日)\n1　この条例は、令和5年4月1日から施行する。\n(経過措置)\n2　施行前の請求は、なお従前の例による。\n"
)


def ordinance(articles):
    """Return an ordinance of ``articles``, numbered from 1, with its 附則."""
    text = "○みなと市個人情報の保護に関する法律施行条例\n"
    for number, (caption, body) in enumerate(articles, 1):
        text += f"（{caption}）\n第{number}条　{body}\n"
    return parse(Document(text=text + "附　則\nこの条例は、令和5年4月1日から施行する。\n"))


def table_of(old, new):
    """Return the table of two texts as laid out by the profile that is usual."""
    return lay_out(compare(parse(Document(old)), parse(Document(new))), load_profile("kaiseian"))
