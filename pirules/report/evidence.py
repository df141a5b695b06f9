"""The deciding words of a finding as a person reads them: no verb cut off in its stem, no scrap of one letter."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

_HIRAGANA = re.compile(r"[ぁ-ん]+")
# Behind a noun these begin another word (手数料の額, 規則で定める); what else follows a stem belongs to it (講ずる, 聴かなければ).
_PARTICLES = frozenset("はがをにのともでやへ")
_KANJI = re.compile(r"[一-鿿々]")
_LONGEST_END = 12


class Words:
    """The lines of an ordinance, for reading on behind a span."""

    def __init__(self, sections: Sequence[dict[str, Any]]) -> None:
        lines = sorted((line["span"][0], line["text"]) for section in sections for line in section["lines"])
        self._starts = [start for start, _ in lines]
        self._texts = [text for _, text in lines]

    def completed(self, text: str, end: int) -> str:
        """Return ``text``, which ends at ``end``, with the rest of its last word."""
        number = bisect_right(self._starts, end - 1) - 1
        if number < 0 or not text:
            return text
        behind = self._texts[number][end - self._starts[number] :]
        found = _HIRAGANA.match(behind)
        if found is None:
            return text
        # The letters behind the last kanji decide whether it is a stem, wherever the span happens to end.
        tail = re.search(r"[ぁ-ん]*$", text)
        begun = tail.group() if tail else ""
        stem = text[: len(text) - len(begun)]
        ending = begun + found.group()
        if not stem or not _KANJI.match(stem[-1]) or ending[0] in _PARTICLES or len(ending) > _LONGEST_END:
            return text
        return stem + ending


def shown(evidence: Sequence[dict[str, Any]], words: Words) -> str:
    """Return pieces of evidence in one line, gaps marked …; a scrap of one letter is left out where there is more.

    Args:
        evidence: pieces ``{span, text}`` as the contract gives them.
        words: the text that they are cut out of.
    """
    pieces = [
        (piece["text"].strip(), words.completed(piece["text"].strip(), _end(piece))) for piece in evidence
    ]
    kept = [whole for printed, whole in pieces if len(printed) > 1] or [whole for _, whole in pieces]
    told: list[str] = []
    for piece in kept:
        if not told or piece not in told[-1]:
            told.append(piece)
    return " … ".join(told)


def _end(piece: dict[str, Any]) -> int:
    text = piece["text"]
    return int(piece["span"][0]) + len(text.rstrip())
