"""Which law a citation names: the first half of :mod:`pirules.law.scanner`.

A place leans on the law in front of it: named in full or in short, by its number, by 同法 or 施行令, by a name that no list has.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pirules.errors import LawError
from pirules.law.citation import Citation
from pirules.law.names import LawName, names, read_number
from pirules.text.fold import fold

_MAX_NAME = 120
#: A name inside running text must be this long: 法 and 令 are parts of too many words.
LONG_NAME = 3

#: A number in digits of either kind.
NUM = r"(?:[0-9]{1,4}|[〇零一二三四五六七八九十百千]{1,9})"
_SAME = re.compile(r"同(法|令|規則|条|項|号)")
_UNKNOWN_NAME = re.compile(
    rf"([^\s0-9()「」。,;:~、][^0-9()「」。、,;:~\n]{{0,{_MAX_NAME}}}?(?:法律|法|令|規則|条例|規程|憲法|条約|協定|要綱|要領))"
    rf"(?= ?(?:\([^()]{{1,60}}\))? ?(?:第? ?{NUM} ?条|附則 ?第? ?{NUM} ?[条項]|別表|第 ?{NUM} ?[章編]))"
)
_SUBORDINATE = re.compile(r"施行(?:令|規則)")


class LawReader:
    """Reads the law at a place of a text.

    Attributes:
        raw, text: the text, and the same folded.
        strict: it is a citation as a whole, not words among which citations stand.
        position: where the reader stands.
        last: the citation that the next place may lean on.
    """

    def __init__(self, text: str, law: str | None, *, strict: bool) -> None:
        self.raw = re.sub(r"[ \t　\u00a0]+", " ", text.strip())
        self.text = fold(self.raw)
        self.names = names()
        self.strict = strict
        self.position = 0
        self.last: Citation | None = Citation(law=law) if law else None

    def bases(self) -> Iterator[tuple[Citation | None, int]]:
        """Yield what the place may lean on, with where it begins: laws named here first, then the context."""
        start = self.position
        same = _SAME.match(self.text, start)
        if same is not None and self.last is not None:
            yield from self._same(same)
            return
        subordinate = _SUBORDINATE.match(self.text, start)
        if subordinate is not None:
            # 自衛隊法97条1項・施行令120条: whose 施行令 it is follows from what stands before it, or from nothing.
            parent = self.names.get(self.last.law) if self.last else None
            if parent is not None:
                yield Citation(law=self.names.subordinate(parent, subordinate[0]).key), subordinate.end()
            return
        for law, end in self._named(start):
            behind = self._behind_name(law, end)
            if behind is not None:
                yield behind
        yield None, start

    def _same(self, match: re.Match[str]) -> list[tuple[Citation | None, int]]:
        assert self.last is not None
        kind = match[1]
        if kind in ("法", "令", "規則"):
            end = match.end()
            subordinate = _SUBORDINATE.match(self.text, end)
            parent = self.names.get(self.last.law)
            if subordinate is not None and parent is not None:
                return [(Citation(law=self.names.subordinate(parent, subordinate[0]).key), subordinate.end())]
            return [(Citation(law=self.last.law), end)]
        level = {"条": "article", "項": "paragraph", "号": "item"}[kind]
        if getattr(self.last, level) is None:
            return []
        return [(up_to(self.last, level), match.end())]

    def _named(self, start: int) -> Iterator[tuple[LawName, int]]:
        """Yield the laws that may be named here: known ones, longest first, a law number, an unknown name."""
        for law, end in self.names.at(self.text, start):
            subordinate = _SUBORDINATE.match(self.text, end)
            if subordinate is not None:
                yield self.names.subordinate(law, subordinate[0]), subordinate.end()
            yield law, end
        number = read_number(self.text[start : start + 40])
        if number is not None:
            law = self.names.resolve(number[0]) or LawName(number[0], number[0], None, number[0], ())
            yield law, start + number[1]
        unknown = _UNKNOWN_NAME.match(self.text, start)
        if unknown is not None and not self._is_phrase(unknown[1]):
            name = self.raw[start : unknown.end(1)]
            yield LawName(name, name, None, None, ()), unknown.end(1)

    def _is_phrase(self, name: str) -> bool:
        """Whether words are no name but end in one: 個人情報は法, 弁護士会からの弁護士法 (but 旧個人情報保護法 is another law)."""
        if re.search(r".は|^第|^同", name):
            return True
        return not name.startswith("旧") and any(
            self.names.resolve(name[start:]) is not None for start in range(1, len(name) - LONG_NAME)
        )

    def _behind_name(self, law: LawName, end: int) -> tuple[Citation, int] | None:
        """Step over the number in brackets behind a name, and 附則; ``None`` when the number is another law's."""
        bracket = re.compile(r" ?\(([^()]{1,80})\)").match(self.text, end)
        if bracket is not None:
            number = read_number(bracket[1])
            if number is not None and law.number not in (None, number[0]):
                if self.strict:
                    raise LawError("P302", f"「{law.title}」は{law.number}で、{number[0]}ではありません。")
                return None
            again = self.names.resolve(bracket[1])
            if number is not None or "以下" in bracket[1] or (again is not None and again.key == law.key):
                end = bracket.end()
        return Citation(law=law.key), end


def up_to(citation: Citation, level: str) -> Citation:
    """Return ``citation`` down to ``level``, without what lies below."""
    keep = ("article", "paragraph", "item")
    below = keep[keep.index(level) + 1 :]
    return replace(citation.at(dict.fromkeys(below)), subitem=None, clause=None, remark=None)
