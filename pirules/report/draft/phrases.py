"""The phrases of a 改め文 and how they become sentences: 「Aを削り、BをCとし、DをEに改める。」."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pirules.report.draft.fates import SUPPLEMENT
from pirules.report.draft.moves import Move, compressed
from pirules.report.draft.style import Style

INDENT = "\u3000"
CHANGE = ("改め", "改める")
CUT = ("削り", "削る")
BECOME = ("とし", "とする")
ADD = ("加え", "加える")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence: ``words`` and its verb, joined (改め、) or ending (改める。)."""

    words: str
    verb: tuple[str, str]
    gone: bool = False

    def with_also(self, name: str) -> "Phrase":
        """Return this 「…を削り」 with another paragraph of the same article: 第1項及び第2項を, 第1項、第2項及び第3項を."""
        first, last = self.words.removesuffix("を").rpartition("及び")[::2]
        return Phrase(
            f"{first}、{last}及び{name}を" if first else f"{last}及び{name}を", self.verb, gone=True
        )


def sentence(phrases: Sequence[Phrase]) -> str:
    """Return phrases as one sentence."""
    if not phrases:
        return ""
    joined = "".join(f"{phrase.words}{phrase.verb[0]}、" for phrase in phrases[:-1])
    return f"{INDENT}{joined}{phrases[-1].words}{phrases[-1].verb[1]}。"


@dataclass(slots=True)
class Lines:
    """Lines written so far, and phrases on whole articles that still wait for their sentence."""

    lines: list[str] = field(default_factory=list)
    pending: list[Move | Phrase] = field(default_factory=list)

    def flush(self, style: Style, *more: Phrase) -> None:
        """Write the waiting phrases, and ``more`` after them, as one sentence."""
        phrases = [*_spelt(compressed(self.pending), style), *more]
        self.pending.clear()
        if phrases:
            self.lines.append(sentence(phrases))


def _spelt(parts: Sequence[Move | Phrase], style: Style) -> list[Phrase]:
    return together([part if isinstance(part, Phrase) else _moved(part, style) for part in parts])


def together(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return phrases with neighbours that are all taken out said at once: 「第5条及び第6条を削り」, three or more as a range."""
    result: list[Phrase] = []
    names: list[str] = []
    for phrase in [*phrases, Phrase("", ("", ""))]:
        if phrase.verb == CUT:
            names.append(phrase.words.removesuffix("を"))
            continue
        if names:
            result.append(Phrase(f"{listed(names)}を", CUT))
            names = []
        result.append(phrase)
    return result[:-1]


def _moved(move: Move, style: Style) -> Phrase:
    old, new = (f"{move.prefix}{style.article_label(number)}" for number in (move.old, move.new))
    if move.last is None:
        return Phrase(f"{old}を{new}", BECOME)
    steps = style.wording(str(abs(move.offset)))
    verb = ("繰り上げ", "繰り上げる") if move.offset < 0 else ("繰り下げ", "繰り下げる")
    return Phrase(f"{old}から{move.prefix}{style.article_label(move.last)}までを{steps}条ずつ", verb)


def listed(names: Sequence[str]) -> str:
    """Return neighbours as one place, three or more as a range; those of 本則 and 附則 are none."""
    if len(names) > 2 and names[0].startswith(SUPPLEMENT) == names[-1].startswith(SUPPLEMENT):  # noqa: PLR2004
        return f"{names[0]}から{names[-1].removeprefix(SUPPLEMENT)}まで"
    return listed_words(names)


def listed_words(words: Sequence[str]) -> str:
    """Return words as a list: 「A」, 「A」及び「B」, 「A」、「B」及び「C」."""
    return words[0] if len(words) == 1 else f"{'、'.join(words[:-1])}及び{words[-1]}"
