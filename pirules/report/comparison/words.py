"""Word-level difference of two lines: which words an underline goes under."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from pirules.text.fold import fold, without_space

# Words of a legal text without a dictionary: conjunctions, runs of one script, numbers with their counters, single marks.
_JOINING = "及び|又は|並びに|若しくは|かつ"
_PARTICLES = "において|について|に対し|により|による|にあって|のため|ただし"
_N = "0-9０-９一二三四五六七八九十百千〇"
# 委員五人 is a word and a number, 第三者 and 一部 are words.
_COUNTED = "[一二三四五六七八九十百千万〇]+(?:人|件|日|円|枚|回|年|月|箇月|歳)"
_WORD = re.compile(
    rf"[(（][{_N}]+[)）]|第[{_N}]+(?:条|項|号|章|節|款|目|編|表)(?:の[{_N}]+)*"
    r"|第?[0-9０-９]+(?:条|項|号|日|年|月|円|人|件|枚)?"
    rf"|{_JOINING}|{_COUNTED}|(?:(?!{_JOINING}|{_COUNTED})[一-龥々〆ヵヶ])+|[ァ-ヴー]+|{_PARTICLES}|[ぁ-ん]+|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|."
)
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line; ``marked`` where it differs from the other text."""

    text: str
    marked: bool = False


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """Return what a line says: the register prints (1) where a draft types （１）, and neither is an amendment of the other."""
    return without_space(fold(text))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return ``text`` cut into words; joined they give the text back."""
    return tuple(_WORD.findall(text)) if "\n" not in text else tuple(re.findall(r"\n|[^\n]+", text))


def _merge(runs: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if merged and merged[-1].marked == run.marked:
            merged[-1] = Run(merged[-1].text + run.text, run.marked)
        else:
            merged.append(run)
    return tuple(merged)


def differ(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both lines as runs; what is said only in one of them is marked, not the width of letters nor white space.

    Lines longer than 4,000 characters are compared by common beginning and end, because the exact comparison
    is quadratic.
    """
    if old == new or said(old) == said(new):
        return (Run(old),) if old else (), (Run(new),) if new else ()
    if not old or not new:
        return (Run(old, marked=True),) if old else (), (Run(new, marked=True),) if new else ()
    if max(len(old), len(new)) > _LONGEST:
        return _ends(old, new)
    a, b = words(old), words(new)
    left: list[Run] = []
    right: list[Run] = []
    ours, theirs = [said(word) for word in a], [said(word) for word in b]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        differs = tag != "equal"
        left += [Run(word, marked=differs and bool(said(word))) for word in a[i1:i2]]
        right += [Run(word, marked=differs and bool(said(word))) for word in b[j1:j2]]
    return _merge(left), _merge(right)


def _ends(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    a, b = fold(old), fold(new)
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1

    def cut(text: str) -> tuple[Run, ...]:
        stop = len(text) - end
        return _merge([Run(text[:start]), Run(text[start:stop], marked=True), Run(text[stop:])])

    return cut(old), cut(new)
