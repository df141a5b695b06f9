"""A text that lost its line ends (copied out of a PDF or a mail): where its provisions begin within a line.

A label is taken for the beginning of a provision only where nothing else can be meant: its number is the one that comes
next, it stands outside all brackets and quotations, white space (or a caption) sets it off, and a sentence, a heading or an
open list ends before it.  「…する。第5条第1項の規定は」 is none.  No character is touched: lines are places in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pirules.ordinance.grammar import brackets
from pirules.ordinance.grammar.cutting import Cutter
from pirules.ordinance.grammar.ground import BARE, is_bare
from pirules.ordinance.grammar.lines import BLANK, HEAD, Line
from pirules.ordinance.model import Span

_N = "[0-9〇一二三四五六七八九十百千]{1,6}"
# 「…する。 (定義) 第2条 …」, 「…する。第2条 …」: an article within a line.
_SET_OFF = re.compile(rf"第(?<=[。)\]】 ].){_N}条(?:の{_N})*(?= +[^ \n第の又及並若、。)（(])")
_CAPTIONED = re.compile(rf"[)\]】] *第 ?{_N} ?条")
# 「…する。 2 市長は」, 「…次のとおりとする。 (1) 氏名」: a 項 or 号 within a line; what is counted (2 人) is sorted out later.
_INLINE = re.compile(r"。 +(?:2|\(1\)) +[^ 0-9]")
_GAP = 40  # spaces that may stand before it
_LABELLED = re.compile(rf"第{_N}条(?:の{_N})* +[^ \n第の又及並若、。)（(]")
_SENTENCE_BESIDE = re.compile(
    r"[附付] {0,8}則(?: *\((?:令和|平成|昭和|大正|明治)[^()]{1,60}\) *抄?)? +(?=(?:この|本)(?:条例|規則|規程)は|[1一] +この)"
)
_HUGE = 400  # characters that no line has that nobody flattened
_HEADED = 1000  # as much of a line in brackets as lines.Line keeps
_MOST_MISSED = 200
_SHOWN = 40  # characters of a line that a problem points to
_NO_MARKS = "改行も句読点も失われていて、番号も順に続いていないため、条に分けられません。"
_NO_ARTICLE = "条が行の途中から始まっているため、条として分けられません。"


def is_suspect(folded: str, lines: list[Line]) -> bool:
    """Whether an article seems to begin within a line."""
    if next(_suspects(folded), None) is not None or _INLINE.search(folded):
        return True
    return any(
        (line.last - line.first >= _HUGE and _LABELLED.search(folded, line.first + 1, line.last))
        or (is_bare(folded, line) and _CAPTIONED.search(folded, line.first + 1, line.last))
        for line in [line for line in lines if line.last - line.first >= BARE]
    )


def set_apart(folded: str, lines: list[Line]) -> list[Line]:
    """Divide 附則 from a sentence that stands beside it: 「附則　この条例は、公布の日から施行する。」."""
    # 則 with a space is found many times as fast as what begins with 附 or 付.
    if ("則 " not in folded and "則(" not in folded) or _SENTENCE_BESIDE.search(folded) is None:
        return lines
    found = [
        (index, match.end())
        for index, line in enumerate(lines)
        if line.head[0] in "附付" and not line.style and (match := _SENTENCE_BESIDE.match(line.head))
    ]
    for index, length in reversed(found):
        line = lines[index]
        lines[index : index + 1] = _divided(folded, line, [line.first + length])
    return lines


def cut(folded: str, lines: list[Line]) -> tuple[list[Line], list[Span], list[tuple[Span, str]]]:
    """Cut lines at the provisions that begin within them.

    Args:
        folded: the folded text.
        lines: its lines.

    Returns:
        The lines to be read, the places of those that were cut, and what may begin within a line but need not, with what
        is to be said of it.
    """
    cutter = Cutter(folded)
    found = [cutter.places_in(line) for line in lines]
    flattened = any(strong for _, strong in found)
    result: list[Line] = []
    divided: list[Span] = []
    used: set[int] = set()
    for line, (places, strong) in zip(lines, found, strict=True):
        if not places or not (strong or (flattened and line.last - line.first >= _HUGE)):
            result.append(line)
            continue
        used.update(places)
        divided.append((line.first, line.last))
        result += _divided(folded, line, places)
    missed = {(label, _NO_ARTICLE) for label in _suspects(folded) if label[0] not in used}
    missed.update(
        ((line.first, line.first + _SHOWN), _NO_MARKS)
        for line, (places, _) in zip(lines, found, strict=True)
        if not places and is_bare(folded, line) and _CAPTIONED.search(folded, line.first, line.last)
    )
    if divided:
        missed.update((label, _NO_ARTICLE) for label in cutter.doubtful)
        missed.update(cutter.sentences.doubtful)
    return result, divided, sorted(missed)[:_MOST_MISSED]


def _suspects(folded: str) -> Iterator[Span]:
    """Yield the labels of articles that seem to begin within a line."""
    for match in _SET_OFF.finditer(folded):
        label = match.start()
        before = folded[max(0, label - _GAP - 1) : label].rstrip(" ")
        if before and before[-1] in "。)]】" and not _begins_line(folded, label):
            yield match.span()


def _begins_line(folded: str, label: int) -> bool:
    """Whether nothing but a caption stands before a label on its line."""
    floor = max(0, label - HEAD)  # a text without line ends is not searched to its beginning for each label
    start = max(folded.rfind("\n", floor, label), folded.rfind("\r", floor, label), floor - 1) + 1
    words = folded[start:label].strip(BLANK)
    return not words or brackets.is_caption(words)


def _divided(folded: str, line: Line, places: list[int]) -> Iterator[Line]:
    for start, end in pairwise([line.start, *places, line.end]):
        words = folded[start:end]
        first, last = end - len(words.lstrip(BLANK)), start + len(words.rstrip(BLANK))
        if first < last:
            length = _HEADED if folded[first] in "([【「" else HEAD
            head = folded[first : min(last, first + length)]
            yield replace(line, start=start, first=first, last=last, end=end, head=head)
