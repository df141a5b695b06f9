"""Names of laws inside a sentence: where a name begins, and which law it is.

A name ends where its number or a 第…条 begins; where it begins the text doesn't say.  Names that the index knows are taken
whole; of others the words are cut where a name can't go on (particles, verbs of reference).  The name of a law is never guessed
into an id: what the index doesn't know is called by its full name.
"""

import re
from functools import lru_cache

from pirules.law import resolve_name
from pirules.ordinance.body_names import KNOWN, name_before
from pirules.text.fold import fold

#: What a law, an ordinance or another written rule ends with.
LAW_END = re.compile(
    r"(?:法律|(?<![方手作用寸司立違合適不便文無憲])法|(?<=番号利用)法|(?<=有効利用)法|憲法|政令|省令|府令|勅令|施行令|令|条例|規則|規程|規約|要綱|要領|条約|協定|典範|約款|定款|訓令|告示|基準|指針|契約書|協定書|細則)$"
)
#: A rule that can be known by its title alone: an Act, or an ordinance or rule that says whose it is.
_FULL_TITLE = re.compile(
    r"(?:(?:に関する|の|ための|における).{0,60}(?:法律|特別措置法|条例|規則)|.{2,}法(?:施行令|施行規則)|.{2,}法|憲法|民法|刑法|商法|条約"
    r"|.*(?:都|道|府|県|市|区|町|村|組合|広域連合|企業団).*(?:条例|規則|規程|要綱|規約))$"
)
_NOT_FULL = re.compile(
    r"^(?:旧|新|改正|現行|同|本|当該|この|前記|右の)|^(?:番号|保護|公開|情報公開|改正|整備|整理)法$"
)
#: A law number in brackets, at the beginning of the bracket.
LAW_NUMBER = re.compile(
    r"(?:明治|大正|昭和|平成|令和)[元0-9〇一二三四五六七八九十]{1,4}年[^「」()、。第]{0,24}?第[0-9〇一二三四五六七八九十百千]{1,9}号"
)
_HARD = re.compile(r"[、。「」『』()\[\]\s:;]")
# Words that no title holds, so a title begins behind them.
_CUT = re.compile(
    r"(?:により|によって|によれば|とは|には|では|においては|については|に基づく|に基づき|規定する|規定による|掲げる|準用する"
    # 「…の一部を改正する法律」, 「…の基準を定める省令」, 「…を廃止する条例」 are titles.
    r"|(?<!を)(?:定める|改正する|廃止する)"
    r"|を(?:定める|改正する|廃止する)(?!(?:等の)?(?:法律|政令|省令|府令|命令|条例|規則|規程|要綱)(?:等?の一部を|を廃止|$))"
    r"|改正前の|改正後の|廃止前の|廃止された|施行前の|旧|による|その他の?|又は|若しくは|並びに|ただし|もって|当該|以下|現行|条の|項の|(?<!番)号の|[るのた]場合の"
    r"|(?<=[条項号則])中|(?<=[0-9〇一二三四五六七八九十百千万])円|は(?!り|ん)|が(?!ん)|も(?!の|ん)|へ|と(?!り|も)|で(?!ん))"
)
_LONG_FORM = re.compile(
    r"(?:に関する|に対する|に係る|ための|における|の|等の)[^のをにが]{0,20}(?:を(?:定める|改正する|廃止する)(?:等の)?(?:条例|規則)?){0,2}"
    r"(?:法律|法|政令|省令|条例|規則|規程|要綱|基準)$"
)
_RUN = re.compile(r"[々〇一-龥ァ-ヴー・A-Za-z0-9○●]+$")
# The body's name in a number: 平成7年えびの市条例第2号.  What joins two titles stands in no title.
_NUMBERED_BODY = re.compile(r"年(?P<body>[^0-9年月日第]{2,20}?)(?:条例|規則|規程)第")
_TWO_TITLES = re.compile(
    r"[(（)）。「」]|(?:条例|規則|規程|法|令)(?:第|附則|の規定|及び|又は|並びに|若しくは|、)"
)
# The first half of a title with a 、 in it, and the second: 「職員の勤務時間」, 「休暇等に関する条例」.
_HALF_TITLE = re.compile(r"[^のをにが]{2,30}の[^をにが]{1,40}[一-龥ァ-ヴー]")
_HALF_REST = re.compile(r"[^のをにが]{1,12}(?:等|及び[^のをにが]{1,12})に関する")
_BODY_FIRST = re.compile(
    r"[一-龥ァ-ヴヶ々]{1,10}?(?:都|道|府|県|市|区|町|村|組合|広域連合)(?![長民内外有立])"
)
_LONGEST = 120


def name_start(folded: str, end: int, floor: int = 0, number: str | None = None) -> int:
    """Return where the name begins that ends at ``end`` (``end`` itself when there is none).

    Args:
        folded: folded text.
        end: where the name ends (exclusive).
        floor: nothing before this place belongs to the name.
        number: the number that is printed behind it; a body that it names begins the title as a rule.
    """
    body = _NUMBERED_BODY.search(number) if number else None
    if body is not None:
        start = folded.rfind(body["body"], max(floor, end - _LONGEST), end)
        # 広域連合 in 「北川広域連合情報公開条例」 is but the end of a name.
        begins = start >= 0 and (start == 0 or not _RUN.match(folded[start - 1]))
        if begins and not _TWO_TITLES.search(folded, start, end):
            return start
    window = folded[max(floor, end - _LONGEST) : end]
    hard = [match.end() for match in _HARD.finditer(window)]
    name = _name_in(window[hard[-1] :] if hard else window)
    if hard and len(name) == len(window) - hard[-1] and window[hard[-1] - 1] == "、":
        return end - len(_before_comma(window, hard) + name)
    return end - len(name)


def _before_comma(window: str, hard: list[int]) -> str:
    """Return what of a title stands before a 、 in it: 「花野市職員の勤務時間、」 of 「…、休暇等に関する条例」.

    Args:
        window: the words before the end of the title.
        hard: where commas, brackets and the like end in it; behind the last one nothing cuts the title.
    """
    for count in range(2, min(len(hard), 3) + 2):
        start = hard[-count] if count <= len(hard) else 0
        if window[hard[1 - count] - 1] != "、":
            break
        words = window[start : hard[-1] - 1]
        cuts = [match.end() for match in _CUT.finditer(words)]
        words = words[cuts[-1] :] if cuts else words
        rest = window[hard[-1] :]
        whole = _BODY_FIRST.match(words) or _HALF_REST.match(rest)
        if whole and _HALF_TITLE.fullmatch(words) and not _BODY_FIRST.match(rest):
            return f"{words}、"
        if cuts:
            break
    return ""


@lru_cache(maxsize=4096)
def _name_in(window: str) -> str:
    for start in range(len(window)):
        # The longest suffix that the index knows; one that is a mere tail of a word is not a name.
        if window[start:] and _begins_word(window, start) and _known(window[start:]):
            return window[start:]
    names = [match.span() for match in KNOWN.finditer(window)]
    cuts = [
        match.end()
        for match in _CUT.finditer(window)
        if not any(start <= match.start() < end for start, end in names)
    ]
    candidate = window[cuts[-1] :] if cuts else window
    if _LONG_FORM.search(candidate):
        return _without_list(candidate)
    return _short_form(candidate)


def _begins_word(window: str, start: int) -> bool:
    """Whether a title may begin at ``start``: not in the middle of a run of kanji or katakana."""
    return start == 0 or not (_RUN.match(window[start]) and _RUN.match(window[start - 1]))


def _without_list(candidate: str) -> str:
    """Cut at a 及び that joins two names or places, keep one that stands inside a title."""
    for match in reversed(list(re.finditer("及び|と", candidate))):
        before = candidate[: match.start()]
        if not before or LAW_END.search(before) or re.search(r"[条項号]$", before):
            return candidate[match.end() :]
    return candidate


def _short_form(candidate: str) -> str:
    candidate = candidate.rpartition("及び")[2]
    run = _RUN.search(candidate)
    if run is None:
        return ""
    return candidate[name_before(candidate, run.start()) :]


@lru_cache(maxsize=4096)
def _known(name: str) -> str | None:
    """Return the key of the law whose title or popular name this is (not one of one or two letters: 法, 令)."""
    if len(name) <= 2 and name not in {"民法", "刑法", "商法", "憲法"}:  # noqa: PLR2004 - 規則 means any rule
        return None
    law = resolve_name(name)
    return law.key if law else None


def law_key(name: str, number: str | None = None) -> str:
    """Return the law id of the law called ``name`` with that ``number``, else the name itself."""
    if number:
        law = resolve_name(number)
        if law is not None:
            return law.key
        return name  # a number that the index doesn't know is another law, whatever the name resembles
    return _known(fold(name)) or name


def law_title(key: str) -> str:
    """Return the official title of the law with that id or name; a name that the index doesn't know stays."""
    law = resolve_name(key)
    return law.title if law else key


def is_full_title(name: str) -> bool:
    """Whether a law or ordinance can be told by this name alone (a short name has to be defined first)."""
    if _known(name):
        return True
    return _NOT_FULL.search(name) is None and _FULL_TITLE.search(name) is not None and len(name) > 1
