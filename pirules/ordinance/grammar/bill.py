"""The head of a bill above an ordinance: 議案第○号, …の制定について, 上記の議案を提出する。, day and 提出者.

None of it is the ordinance's own: its day is no day of promulgation, and the words of its motion are no 前文.
"""

import re

from pirules.ordinance.grammar import brackets, headings
from pirules.ordinance.grammar.classify import classify
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.tokens import Kind

_N = "(?:[0-9〇一二三四五六七八九十百]{1,5}|[○●〇]{1,3})"
_NUMBER = re.compile(rf"(?:(?:[^ 第]{{0,8}}議案|発議案?|発委|議第)第?{_N}号|第{_N}号議案)(?: |$)")
_MOTION = re.compile(
    r"^(?:上記|右|標記|下記|次)の.{0,80}(?:提出|提案|発議|議決)|を(?:別紙|次|左)の(?:よう|とおり|通り)に?、?(?:制定|定め|改正)(?:する|るもの|る。|した)"
    r"|議会の議決を(?:求め|経る)|^(?:このことについて|別紙のとおり)"
)
_DONE = re.compile(r"公布|議決し[た、]|議決を経[て、]|[一全]部(?:を|改正)")  # said of the ordinance itself
_PARTS = re.compile(
    r"(?:提出|提案|賛成|発議|紹介)者|同(?: |$)|\(?別紙\)?$|記$|.{0,40}(?:提出|提案|上程|可決|発議)$"
    r"|.{0,30}(?:知事|[市町村区]長|議長|管理者|連合長|組合長|企業長|理事長|議員)(?:職務代理者)?(?: .{1,24})?$"
)
_ABOUT = re.compile(
    r"(?:条例|規則)(?:\(案\))?(?:の(?:制定|一部改正|全部改正|廃止))?(?:を定めること)?に?つ[いき]て$"
)
#: The heading of a bill's reasons, alone on its line or with its words behind.
_OPENS, _SHUTS = r"[(\[【<〈《]? ?", r" ?[)\]】>〉》]?"
_SURE = r"提 ?案 ?(?:の ?)?(?:理 ?由|要 ?旨|趣 ?旨)(?: ?説 ?明)?|(?:提 ?出|制 ?定|改 ?正) ?(?:の ?)?理 ?由"
REASON = re.compile(
    rf"{_OPENS}(?:(?P<sure>{_SURE})|理 {{0,4}}由|説 {{0,4}}明){_SHUTS}(?P<rest>[ :]+(?=[^ :])|[ :]*$)"
)
_NEAR = 14  # visible lines between the number of a bill and the name of its ordinance
_LINES = 60  # visible lines that the head of a bill has at most
_SENTENCE = 4  # lines over which the page breaks its motion


def has_number(head: str) -> bool:
    """Whether a line is the number of a bill, with or without its subject: 「議案第12号　…条例の制定について」."""
    return bool(_NUMBER.match(headings.squeezed(head)))


def begins(lines: list[Line], index: int) -> bool:
    """Whether the head of a bill begins with a line: its number, and below it what ordinance it is about."""
    head = lines[index].head
    return (
        ("議" in head or "発" in head)
        and has_number(head)
        and any(
            headings.is_title(line.head) or _ABOUT.search(headings.squeezed(line.head))
            for line in lines[index : index + _NEAR]
        )
    )


def lines_of(lines: list[Line], start: int) -> frozenset[int]:
    """Return the indexes of the lines of a bill's head between ``start`` and the first provision; empty if it is no bill."""
    found: set[int] = set()
    titles: list[int] = []
    index, end, bill = start, min(len(lines), start + _LINES), False
    while index < end:
        head = headings.squeezed(lines[index].head)
        if behind := _motion(lines, index, end):
            bill = bill or any("議" in line.head or "提" in line.head for line in lines[index:behind])
            found.update(range(index, behind))
            index = behind
            continue
        if bill and (behind := _reasons(lines, index, end)):
            found.update(range(index, behind))
            index = behind
            continue
        if _is_provision(lines[index], head):
            break
        bill = bill or has_number(head)
        if headings.is_title(head):
            titles.append(index)
        elif not _is_promulgation(lines, index) and (
            # A name is printed apart (花野市長　甲　野　太　郎), and then the office is squeezed to it.
            any(_PARTS.match(words) for words in (head, lines[index].head))
            or has_number(head)
            or headings.is_date_line(head)
            or _ABOUT.search(head)
        ):
            found.add(index)
        index += 1
    if not bill:
        return frozenset()
    # Of several titles the last is the ordinance's own; what stands above it is said of the bill.
    return frozenset(found.union(range(start, titles[-1]) if titles else ()))


def _motion(lines: list[Line], index: int, end: int) -> int:
    """Return the index behind the sentence of a motion that begins at a line, 0 if none does."""
    words = ""
    for place in range(index, min(end, index + _SENTENCE)):
        words += lines[place].head
        if "。" in words or len(words) > 200:  # noqa: PLR2004 - no motion is longer
            return place + 1 if _MOTION.search(words) and not _DONE.search(words) else 0
    return 0


def _reasons(lines: list[Line], index: int, end: int) -> int:
    """Return the index of the title or provision below the reasons that begin at a line, 0 if none do."""
    if not REASON.match(lines[index].head):
        return 0
    for place in range(index + 1, end):
        line = lines[place]
        if headings.is_title(line.head) or _PARTS.match(line.head) or classify(line).kind is not Kind.TEXT:
            return place if place > index + 1 or "。" in lines[index].head else 0
    return 0


def _is_provision(line: Line, head: str) -> bool:
    if classify(line).kind is not Kind.TEXT or "。" in head:
        return True
    return brackets.is_caption(head) and not _PARTS.match(head)


def _is_promulgation(lines: list[Line], index: int) -> bool:
    """Whether a line is the number of the ordinance, or the day above it."""
    return any(headings.has_number(line.head) for line in lines[index : index + 2]) and not has_number(
        lines[index].head
    )
