"""The head of an ordinance: 題名, 公布年月日, 条例番号, 公布文, 改正文; and the head of a second ordinance in a text."""

import re

from pirules.ordinance.grammar import brackets
from pirules.ordinance.grammar.lines import Line
from pirules.text.dates import find_dates
from pirules.text.fold import fold

_MARK = "○◯〇●◎◇◆□■☆★"
# A body whose name is left blank in a draft or a model: ○○市, ◯◯町, 〇〇広域連合.
_BLANK_NAME = re.compile(r"([○◯〇●])\1{1,3}(?:[都道府県市区町村]|[^。]{0,8}(?:組合|広域連合|企業団))")
_TYPE = r"(?:条例|規則|規程|要綱|要領|法律|政令|省令|府令|規約|告示|訓令|基準|細則|内規|法|令)"
_TITLE = re.compile(rf"[^。]{{2,120}}{_TYPE}(?: ?\((?:案|抄|素案)\)| ?案)?(?: ?[\(\[].{{0,60}}[\)\]])?")
_NUMBER = re.compile(
    r"(?P<body>[^\s\d、。()\[\]年月日号]{0,25}?)(?P<kind>条例|規則|規程|法律|政令|省令|府令|告示|訓令|要綱|規約)(?P<mark> ?第 ?| )?(?P<n>[0-9〇○零一二三四五六七八九十百千 ]{1,12}?) ?号"
)
_PROMULGATION = re.compile(
    r"(?:公布する|公布す|制定する|定める|議決した|次のように(?:定|制定)める|ここに.*公布.*)。?$"
)
# 「…を目指し、この条例を制定する。」 ends a 前文; by the provision of a law (第…条の規定に基づき) or a vote it is a 制定文.
_PREAMBLE = re.compile(r"(?:この|本)条例を、?(?:ここに)?(?:制定|定め)")
_ENACTED_BY = re.compile(r"第[^。、]{1,14}[条項号][^。]{0,20}に(?:基|よ|のっと)|議決|次の(?:よう|とお)|公布")
_PREAMBLE_NAME = re.compile(r"[(\[【]?前文[)\]】]?")
_PROVIDES = re.compile(
    r"^(?!.*(?:条例|規則|規程|この法律)(?:\([^()]*\))?を).*を、?(?:次の(?:とおり|通り|ように)|左のとおり)?定める。$"
)
_ENACTING = re.compile(
    r"(?:の全部を(?:次の(?:ように|とおり))?改(?:正す|め)る|を(?:次の(?:ように|とおり))?全部改正する)。$"
)
_AMENDING = re.compile(r"の一部を(?:次のように)?改正する")
_OFFICER = re.compile(
    r"(?:知事|市長|町長|村長|区長|議長|管理者|連合長|組合長|企業長|理事長)(?:職務代理者)?(?: .{1,20})?$"
)
_PREFIX = re.compile(r"(?:公布|制定|発布|議案第.{1,6}号|発議第.{1,6}号|発委第.{1,6}号|第.{1,5}号議案)")
_TITLE_LENGTH = 130
_HALF_TITLE = 8


def squeezed(head: str) -> str:
    """Return a line without the spaces between all its characters, if it is set so (``個 人 情 報``)."""
    spaces = head.count(" ") + head.count("　")
    return "".join(head.split()) if spaces >= 0.4 * (len(head) - spaces) else head


def strip_mark(head: str) -> str:
    """Return a head line without the mark (○) that 例規集 print before a title; 「○○市…条例」 is a name left blank."""
    if head[:1] not in _MARK:
        return head
    while head and head[0] in _MARK + " " and not _BLANK_NAME.match(head):
        head = head[1:]
    return head


def is_title(head: str) -> bool:
    """Whether a line can be a title: it ends in 条例, 規則 … and is no number (条例第5号) and no sentence."""
    words = strip_mark(squeezed(head))
    if len(words) > _TITLE_LENGTH or head[:1] in "(「":
        return False
    return bool(_TITLE.fullmatch(words)) and not _NUMBER.fullmatch(words)


def is_marked(head: str) -> bool:
    """Whether a line begins with the mark that a 例規集 prints before a title."""
    return head[:1] in ("○", "◯", "●", "◎")


def has_number(head: str) -> bool:
    """Whether a line gives the number (with or without date) and nothing else: 「令和5年3月24日条例第3号」."""
    words = squeezed(head).strip("()[] ")
    match = _NUMBER.search(words)
    if match is None or match.end() < len(words) - 2 or "。" in words:
        return False
    before = words[: match.start()]
    for (start, end), _ in find_dates(before):
        before = before[:start] + before[end:]
    return len(before.strip("() 年")) <= 14 and not _TITLE.fullmatch(words)  # noqa: PLR2004 - 公布, 花野市, 平成17年


def is_date_line(head: str) -> bool:
    """Whether a line is a date alone."""
    words = squeezed(head).strip("()[] ")
    found = next(find_dates(words), None)
    return found is not None and len(words) - (found[0][1] - found[0][0]) <= 4  # noqa: PLR2004 - 公布, 制定


def amends(head: str) -> bool:
    """Whether a line says that another ordinance is amended in part (題名 or 柱書 of an 改正条例)."""
    return bool(_AMENDING.search(head))


def is_heading(head: str) -> bool:
    """Whether a line before the first article belongs to the head (公布文 and 制定文 included), not to a 前文."""
    words = squeezed(head).rstrip()
    if is_title(head) or has_number(head) or is_date_line(head):
        return True
    if _PROMULGATION.search(words) or _ENACTING.search(words) or _PREFIX.match(words):
        return True
    if _OFFICER.search(words) and len(words) <= 40:  # noqa: PLR2004 - office and name
        return True
    return "。" not in words and len(words) <= 40 and words[-1:] not in "、,"  # noqa: PLR2004 - no sentence


def names_preamble(head: str) -> bool:
    """Whether a line is the name of the 前文, or a sentence with which one ends (「…この条例を制定する。」)."""
    words = squeezed(head)
    if _PREAMBLE_NAME.fullmatch(words):
        return True
    return _PREAMBLE.search(words) is not None and _ENACTED_BY.search(words) is None


def provides(head: str) -> bool:
    """Whether a sentence 「…を次のとおり定める。」 can be all that an ordinance without articles provides (市役所の位置を定める条例)."""
    return bool(_PROVIDES.search(squeezed(head)))


def number_in(text: str) -> str | None:
    """Return the ordinance's number of a head line, with the body's name if printed so, without white space."""
    folded = fold(text)
    for (start, end), _ in find_dates(text):
        folded = folded[:start] + "\n" * (end - start) + folded[end:]
    match = _NUMBER.search(folded)
    if match is None:
        return None
    body = re.sub(r"^(?:制定|公布|改正)", "", text[slice(*match.span("body"))].strip())
    return "".join((body + text[match.start("kind") : match.end()]).split())


def continues_title(previous: str, head: str) -> bool:
    """Whether ``head`` is the rest of a title whose first part is the line ``previous``."""
    if len(previous) < _HALF_TITLE or is_title(previous) or has_number(previous) or is_date_line(previous):
        return False
    if "。" in previous or is_marked(head) or not is_title(previous + head) or _NUMBER.search(head):
        return False
    # 「…に関する」 and 「法律施行条例」 are one title; 「議案第5号…」 and a whole title aren't.
    return not is_title(head) or is_marked(previous) or previous[-1] in "のるにをがはびと、・及関す"


def starts_ordinance(lines: list[Line], index: int) -> bool:
    """Whether another ordinance begins at this line: a title, and below it its number, date, 目次 or 第1条.

    Used once articles have been seen; a title inside a 別表 or a list isn't followed so.
    """
    head = lines[index].head
    if not is_title(head) or lines[index].style in ("table", "text"):
        return False
    marked = head[:1] in "○◯●◎"
    following = [line.head for line in lines[index + 1 : index + 7]]
    for place, line in enumerate(following):
        if brackets.is_note(line):
            continue
        if re.match(r"第 ?[1一] ?[条章編] ?(?:[ (]|$)", line):
            return True
        if has_number(line) or is_date_line(line):
            return marked or any(
                re.match(r"第 ?[1一] ?[条章編]|\(|目 *次|1 ", later) for later in following[place:]
            )
        if re.fullmatch(r"目 *次", line):
            return True
        if not (brackets.is_caption(line) or is_heading(line)):
            return False
    return False
