"""What the page did to the text: hard-wrapped lines, page numbers and running heads (text taken out of a PDF)."""

import re
from collections import Counter

from pirules.ordinance.grammar.lines import Line

_DASHED = re.compile(
    r"[-~・.\[(<]{1,3} ?[0-9]{1,4} ?[-~・.\])>]{1,3}|[0-9]{1,4} ?/ ?[0-9]{1,4}|(?:p|P)\.? ?[0-9]{1,4}|[0-9]{1,4} ?ページ|[0-9]{1,4} ?頁"
)
#: What a page number (:data:`_DASHED`, :data:`_BARE`) begins and ends with.
_MARK_START = frozenset("-~・.[(<pP0123456789")
_MARK_END = frozenset("-~・.])>ジ頁0123456789")
_BARE = re.compile(r"[0-9]{1,4}")
_PAGE_DISTANCE = 12  # visible lines that a page has at least
_NEAR = 2  # a running head stands this near to a page number or page break
_SHORT_HEAD = 60
_ARTICLE = re.compile(r"第[^条]{1,8}条")
# 「第2節　雑則」 is a running head only where most pages have it.
_GROUP = re.compile(r"第[^編章節款]{0,4}[編章節款]")
# Captions and items are alike on many pages too: (手数料), (1) 氏名, イ 住所.
_CAPTION_OR_LABEL = frozenset("([【⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽一二三四五六七八九十アイウエオカロハニホヘト附")
_FULL_SHARE = 0.12
_SAMPLE = 4000
_COLUMN = 8  # no column of a page is narrower
_NARROWEST, _WIDEST = 15, 120  # no page is narrower or wider
_BEYOND = 12  # a line hangs over the margin by so much at most
_END = ("。", "。)", "。）", "」", ":", "：")


def wrap_width(lines: list[Line]) -> int:
    """Return the width at which lines were broken by the page, or 0 for a text whose lines end where sentences do.

    In a wrapped text many lines have nearly the same length, none is much longer, and they break in mid-sentence.
    """
    sample = lines[:_SAMPLE]
    if any(line.last - line.start > _WIDEST + _BEYOND and line.style != "table" for line in sample):
        return 0
    visible = [line for line in sample if line.style != "table"]
    if len(visible) < 8:  # noqa: PLR2004 - too little to tell
        return 0
    lengths = sorted(line.last - line.start for line in visible)
    width = lengths[int(len(lengths) * 0.97) - 1]
    longest = lengths[-1]
    if not _NARROWEST <= width <= _WIDEST or longest > width + _BEYOND:
        return 0
    full = [line for line in visible if line.last - line.start >= width - 3]
    broken = sum(
        1 for line in full if not line.head.endswith(_END) or line.last - line.first > len(line.head)
    )
    return width if len(full) >= max(3, _FULL_SHARE * len(visible)) and broken >= 0.6 * len(full) else 0


def column_width(lines: list[Line]) -> int:
    """Return the width at which a column of a page was broken into lines that each hold a piece of a cell, 0 for none.

    Half-width characters make lines longer that are as wide, so the usual length of the longer lines counts.
    """
    lengths = sorted(line.last - line.start for line in lines)
    long = [length for length in lengths if length >= 0.7 * lengths[-1]]
    return long[len(long) // 2] if long and long[-1] >= _COLUMN else 0


def is_full(line: Line, width: int) -> bool:
    """Whether a line of a wrapped text reaches the margin, so that its sentence goes on below."""
    return bool(width) and line.last - line.start >= width - 3


def page_marks(lines: list[Line], text: str, width: int = 0) -> set[int]:
    """Return the indexes of the lines that are page numbers or running heads.

    A page number is set off (``- 3 -``), counts upwards a page apart, or stands at a page break (form feed).

    Args:
        lines: the lines of the text.
        text: the text.
        width: the width at which the page broke its lines (:func:`wrap_width`), 0 if it didn't.
    """
    candidates = [
        index
        for index, line in enumerate(lines)
        # A page number is short.
        if len(line.head) <= 12  # noqa: PLR2004
        and line.head[0] in _MARK_START
        and line.head[-1] in _MARK_END
        and line.style != "table"
    ]
    bare = [index for index in candidates if _BARE.fullmatch(lines[index].head)]
    marks = {
        index for index in candidates if _DASHED.fullmatch(lines[index].head) and not _is_label(lines, index)
    }
    marks |= _bare_numbers(lines, bare)
    first = _after_form_feed(lines, text)
    if first:
        edges = first | {index - 1 for index in first} | {0, len(lines) - 1}
        marks |= edges & set(bare)
    if marks or first:
        marks |= _running_heads(lines, marks, first, width)
    return marks


def _is_label(lines: list[Line], index: int) -> bool:
    """Whether 「(1)」 alone on its line is the label of the line below and no page number."""
    head = lines[index].head
    return head[:1] == "(" and index + 1 < len(lines)


def _bare_numbers(lines: list[Line], indexes: list[int]) -> set[int]:
    """Return the bare numbers that count upwards by one, a page apart."""
    result: set[int] = set()
    run: list[int] = []
    for index in indexes:
        number = int(lines[index].head)
        if run and number == int(lines[run[-1]].head) + 1 and index - run[-1] >= _PAGE_DISTANCE:
            run.append(index)
            continue
        if len(run) > 1:
            result.update(run)
        run = [index]
    if len(run) > 1:
        result.update(run)
    return result


def _running_heads(lines: list[Line], marks: set[int], first: set[int], width: int) -> set[int]:
    near: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    breaks = sorted(marks | first)
    for anchor in breaks:
        for step in (-1, 1):
            seen, index = 0, anchor if anchor not in marks else anchor + step
            while 0 <= index < len(lines) and seen < _NEAR:
                line = lines[index]
                if index not in marks:
                    seen += 1
                    short = line.last - line.first <= _SHORT_HEAD and not line.head.endswith("。")
                    provision = line.head[0] in _CAPTION_OR_LABEL or _ARTICLE.match(line.head) or line.style
                    # A line that reaches the margin is prose, though its words come twice.
                    if short and not provision and not is_full(line, width):
                        # 第1節 on one page and 第2節 on the next are headings, not one running head.
                        numbers = r"\s" if _GROUP.match(line.head) else r"[0-9]+|\s"
                        key = re.sub(numbers, "", line.head)
                        if index not in places.setdefault(key, set()):
                            near[key] += 1
                            places[key].add(index)
                index += step
    # The title itself is the first occurrence; it stays the title.
    return {
        index
        for key, count in near.items()
        if count > 1 and key and (not _GROUP.match(key) or 2 * count >= max(6, len(breaks)))
        for index in places[key]
        if index > breaks[0] or _is_before_title(lines, index, key)
    }


def _after_form_feed(lines: list[Line], text: str) -> set[int]:
    result: set[int] = set()
    if "\f" not in text:
        return result
    previous = 0
    for index, line in enumerate(lines):
        if "\f" in text[previous : line.first]:
            result.add(index)
        previous = line.last
    return result


def _is_before_title(lines: list[Line], index: int, key: str) -> bool:
    """Whether the first running head stands above the printed title with the same words."""
    return any(re.sub(r"[0-9]+|\s", "", line.head) == key for line in lines[index + 1 : index + 4])
