"""Vertical writing (縦書き) in a PDF: characters that stand one below the other, put together by their places.

The text layer of a vertical page gives a character a line.  Their places tell the columns: from right to left, in tiers (段)
from top to bottom.  Blank characters that a column leaves out are put back, since indents tell captions from sentences.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

_SINGLE = 0.6  # of the lines of a vertical page this many have one character
_FEWEST = 30  # characters that tell how a page is written
_RUBY = 0.7  # characters smaller than this much of the usual size are readings (ルビ)
_TIER = 1.3  # heights of a character that no column of a page fills: another tier begins
_COLUMNS = 3  # columns that a tier has at least
_MOST_TIERS = 40
_BLANKS = 60  # blank characters that a column is given in one place
_COLUMN = 4  # characters that the columns of a vertical page have on average at least
_FILLED = 0.4  # of the places of its columns this many at least have a character
# Forms that a font has for vertical writing, and what they are in a text.
_UPRIGHT = str.maketrans(
    "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
    "，、。：；！？〖〗…‥―–＿＿（）｛｝〔〕【】《》〈〉「」『』［］",
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or a few beside each other (縦中横), with the place and size that the page gives it."""

    text: str
    x: float
    y: float
    size: float


def is_vertical(text: str) -> bool:
    """Whether the lines that were taken out of a page have one character each."""
    lines = [line for line in text.splitlines() if line.strip()]
    single = sum(len(line.strip()) == 1 for line in lines)
    return single >= _FEWEST and single >= _SINGLE * len(lines)


def columns(page: Any) -> list[str]:
    """Return the columns of a page of vertical writing in the order in which they are read, empty if it has none.

    Args:
        page: a page of :mod:`pypdf`.
    """
    glyphs = glyphs_of(page)
    if len(glyphs) < _FEWEST:
        return []
    size = median(glyph.size for glyph in glyphs)
    glyphs = [glyph for glyph in glyphs if glyph.size >= _RUBY * size]
    pitch = _pitch(glyphs, size)
    lines = [line for tier in _tiers(glyphs, pitch) for line in _lines(tier, pitch)]
    written = sum(len("".join(line.split())) for line in lines)
    filled = written >= _FILLED * sum(map(len, lines))
    return lines if filled and written >= _COLUMN * len(lines) else []


def glyphs_of(page: Any) -> list[Glyph]:
    """Return the words of a page, each with its place, in the order of the file."""
    found: list[Glyph] = []
    turned = int(page.get("/Rotate") or 0) % 360

    def visit(text: str, outer: list[float], inner: list[float], _font: Any, height: float) -> None:
        words = text.strip("\r\n").translate(_UPRIGHT)
        if not words:
            return
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        scale = abs(inner[3] * outer[3] + inner[2] * outer[1]) or abs(inner[1] * outer[2]) or 1.0
        for _ in range(turned // 90):
            x, y = y, -x
        found.append(Glyph(words, x, y, abs(height) * scale))

    page.extract_text(visitor_text=visit)
    return found


def _pitch(glyphs: list[Glyph], size: float) -> float:
    """Return the distance between two characters of a column."""
    steps = [
        above.y - below.y
        for above, below in pairwise(glyphs)
        if abs(above.x - below.x) < size / 2 and 0 < above.y - below.y < 2 * size
    ]
    return median(steps) if steps else size


def _tiers(glyphs: list[Glyph], pitch: float) -> Iterator[list[Glyph]]:
    """Yield what stands above a stretch that no column fills, and so on down the page."""
    rest = sorted(glyphs, key=lambda glyph: -glyph.y)
    begin = 0
    gaps = [place for place in range(1, len(rest)) if rest[place - 1].y - rest[place].y > _TIER * pitch]
    for place in gaps[:_MOST_TIERS]:
        if _is_tier(rest[begin:place], pitch) and _is_tier(rest[place:], pitch):
            yield rest[begin:place]
            begin = place
    yield rest[begin:]


def _is_tier(glyphs: list[Glyph], pitch: float) -> bool:
    """Whether characters are a tier of columns, or a page number or running head above or below them."""
    return (
        glyphs[0].y - glyphs[-1].y < pitch / 2
        or len({round(glyph.x / pitch) for glyph in glyphs}) >= _COLUMNS
    )


def _lines(tier: list[Glyph], pitch: float) -> Iterator[str]:
    top = max(glyph.y for glyph in tier)
    if top - min(glyph.y for glyph in tier) < pitch / 2:
        # A page number or running head is set from left to right.
        yield "".join(glyph.text for glyph in sorted(tier, key=lambda glyph: glyph.x))
        return
    column: list[Glyph] = []
    for glyph in sorted(tier, key=lambda glyph: -glyph.x):
        if column and column[0].x - glyph.x > pitch / 2:
            yield _line(column, top, pitch)
            column = []
        column.append(glyph)
    yield _line(column, top, pitch)


def _line(column: list[Glyph], top: float, pitch: float) -> str:
    """Return the words of a column with the blanks that its characters leave."""
    words: list[str] = []
    expected = top
    for glyph in sorted(column, key=lambda glyph: (-glyph.y, glyph.x)):
        words.append("　" * min(_BLANKS, max(0, round((expected - glyph.y) / pitch))))
        words.append(glyph.text)
        expected = glyph.y - pitch
    return "".join(words).rstrip()
