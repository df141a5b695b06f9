"""What changed between two texts of a law: articles added, removed, changed, moved; and the words that changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from pirules.law.statute import Unit
from pirules.text.numerals import sort_key

# How alike two articles are (0 to 100): an article that keeps its number keeps it unless little is left of it; one
# with another number is the same article only if most of its words are.
_SAME_NUMBER = 50
_MOVED = 80
_WORD = re.compile(r"[一-龥々〇]+|[ぁ-ん]+|[ァ-ヶー]+|[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)
# Comparing takes time and memory in proportion to the product of the two lengths.
_MAX_CELLS = 60_000_000
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]|$)")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as one string; ``amending`` as in :class:`~pirules.law.statute.Unit`."""

    number: str
    amending: str | None
    caption: str | None
    text: str

    @property
    def label(self) -> str:
        """How it is named in the list: 69条, 附則7条, 附則(令和3年法律第37号)9条."""
        head, *branches = self.number.split("_")
        place = f"{head}条" + "".join(f"の{part}" for part in branches)
        if self.amending is None:
            return place
        return f"附則({self.amending}){place}" if self.amending else f"附則{place}"


@dataclass(frozen=True, slots=True)
class Change:
    """One article's change.

    Attributes:
        kind: ``added``, ``removed``, ``changed``, ``moved`` (another number), ``moved_changed``.
        old, new: the article before and after, ``None`` where there is none.
        words: runs of ``(op, text)`` with ``op`` one of ``=``, ``-``, ``+``; empty for added and removed ones.
    """

    kind: str
    old: ArticleText | None
    new: ArticleText | None
    words: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """Old and new place: 179条→178条."""
        if self.old is not None and self.new is not None and self.old.label != self.new.label:
            return f"{self.old.label}→{self.new.label}"
        article = self.new or self.old
        assert article is not None
        return article.label


def articles(units: Iterable[Unit]) -> list[ArticleText]:
    """Put the units of each article together."""
    found: dict[tuple[str | None, str], list[Unit]] = {}
    for unit in units:
        if unit.article is not None:
            found.setdefault((unit.amending, unit.article), []).append(unit)
    return [
        ArticleText(
            number,
            amending,
            next((unit.caption for unit in group if unit.caption), None),
            "\n".join(_numbered(unit) for unit in group),
        )
        for (amending, number), group in found.items()
    ]


def _numbered(unit: Unit) -> str:
    place = unit.subitem or unit.item or (unit.paragraph if unit.paragraph != "1" else "")
    return f"{place} {unit.text}" if place else unit.text


def compare(old: Iterable[Unit], new: Iterable[Unit]) -> list[Change]:
    """Return the changes from ``old`` to ``new`` in the order of the new text, removed articles at their old place."""
    before, after = articles(old), articles(new)
    pairs = _pairs(before, after)
    changes = [change for change in (_change(a, b) for a, b in pairs) if change is not None]
    return sorted(changes, key=_order)


def _order(change: Change) -> tuple[bool, str, tuple[int, ...], bool]:
    article = change.new or change.old
    assert article is not None
    return (
        article.amending is not None,
        article.amending or "",
        sort_key(article.number),
        change.new is None,
    )


def _pairs(
    before: list[ArticleText], after: list[ArticleText]
) -> list[tuple[ArticleText | None, ArticleText | None]]:
    """Match the articles: same number and words, same words, same number and enough words, most words."""
    old = {(item.amending, item.number): item for item in before}
    new = {(item.amending, item.number): item for item in after}
    pairs: list[tuple[ArticleText | None, ArticleText | None]] = []

    def match(first: ArticleText, second: ArticleText) -> None:
        pairs.append((old.pop((first.amending, first.number)), new.pop((second.amending, second.number))))

    for key in [key for key in old if key in new and old[key].text == new[key].text]:
        match(old[key], new[key])
    by_text = {(item.amending, item.text): item for item in old.values()}
    for item in list(new.values()):
        same = by_text.pop((item.amending, item.text), None)
        if same is not None:
            match(same, item)
    for key in [key for key in old if key in new]:
        if fuzz.ratio(old[key].text, new[key].text) >= _SAME_NUMBER:
            match(old[key], new[key])
    for item in list(new.values()):
        candidates = {key: value.text for key, value in old.items() if key[0] == item.amending}
        best = process.extractOne(item.text, candidates, scorer=fuzz.ratio, score_cutoff=_MOVED)
        if best is not None:
            match(old[best[2]], item)
    pairs.extend((item, None) for item in old.values())
    pairs.extend((None, item) for item in new.values())
    return pairs


def _change(old: ArticleText | None, new: ArticleText | None) -> Change | None:
    if old is None or new is None:
        return Change("added" if old is None else "removed", old, new)
    moved = old.number != new.number
    if old.text == new.text and old.caption == new.caption:
        return Change("moved", old, new) if moved else None
    return Change("moved_changed" if moved else "changed", old, new, word_diff(_whole(old), _whole(new)))


def _whole(article: ArticleText) -> str:
    return f"（{article.caption}）\n{article.text}" if article.caption else article.text


def word_diff(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return runs of ``(op, text)``: ``=`` kept, ``-`` only in ``old``, ``+`` only in ``new``.

    A word is a run of one script (kanji, hiragana, katakana, digits), so that 二年 and 三年 differ as one word.
    Where two articles are so long and so different that their words can't be compared in bounded time, their
    sentences are, and at the very end the whole differing stretch is one change.
    """
    for pattern in (_WORD, _SENTENCE):
        first, second = pattern.findall(old), pattern.findall(new)
        head = _common(first, second)
        tail = _common(first[head:][::-1], second[head:][::-1])
        a, b = first[head : len(first) - tail], second[head : len(second) - tail]
        if len(a) * len(b) <= _MAX_CELLS:
            runs = [("=", first[:head]), *_runs(a, b), ("=", first[len(first) - tail :])]
            return _merged(runs)
    return _merged([("=", first[:head]), ("-", a), ("+", b), ("=", first[len(first) - tail :])])


def _common(first: list[str], second: list[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _runs(first: list[str], second: list[str]) -> list[tuple[str, list[str]]]:
    runs: list[tuple[str, list[str]]] = []
    for code in Indel.opcodes(first, second):
        if code.tag == "equal":
            runs.append(("=", first[code.src_start : code.src_end]))
            continue
        runs.append(("-", first[code.src_start : code.src_end]))
        runs.append(("+", second[code.dest_start : code.dest_end]))
    return runs


def _merged(runs: list[tuple[str, list[str]]]) -> tuple[tuple[str, str], ...]:
    """Join neighbours of one kind (of a change: all that goes, then all that comes) and drop empty runs."""
    merged: list[tuple[str, str]] = []
    change = {"-": "", "+": ""}
    for op, words in [*runs, ("=", [])]:
        text = "".join(words)
        if op != "=":
            change[op] += text
            continue
        if text or not words:
            merged.extend((sign, part) for sign, part in change.items() if part)
            change = {"-": "", "+": ""}
        if text and merged and merged[-1][0] == "=":
            merged[-1] = ("=", merged[-1][1] + text)
        elif text:
            merged.append(("=", text))
    return tuple(merged)
