"""How wide text is on a terminal, and where a line of it may end: Japanese letters take two columns and know no spaces."""

import re
import unicodedata

# A run of ASCII letters (an option, a path, a number) stays whole; of Japanese any letter may end a line.
_PIECE = re.compile(r"[!-~]+|\s+|.", re.DOTALL)
# 禁則: what never begins a line, and what never ends one.
_NEVER_FIRST = "、。，．・：；！？）］｝」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…,.)]}"
_NEVER_LAST = "（［｛「『【〔〈《([{"
# Ambiguous ones (…, ①, ─) are wide on a Japanese console; a line that is too short does less harm than one that is too long.
_WIDE = {"W", "F", "A"}


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in _WIDE else int(unicodedata.combining(letter) == 0)
        for letter in text
    )


def _pieces(text: str) -> list[str]:
    """Cut ``text`` where a line may end; joined, the pieces give it back."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        glued = pieces and (piece[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST)
        if glued and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def folded(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return a paragraph as lines of at most ``width`` columns, unless a piece that can't be cut is wider itself.

    Args:
        text: the paragraph.
        width: columns of the terminal.
        first: what its first line begins with.
        rest: what the other lines begin with.
    """
    lines: list[str] = []
    line, used = first, columns(first)
    is_empty = True
    for piece in _pieces(text):
        size = columns(piece)
        if not is_empty and used + columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, used, is_empty = rest, columns(rest), True
        if is_empty and piece.isspace():
            continue
        line, used, is_empty = line + piece, used + size, False
    return [*lines, line.rstrip()]
