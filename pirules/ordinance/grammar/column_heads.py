"""What the head of a table of old and new (新旧対照表) says: which column is the new one, and what of a cell is words of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pirules.ordinance.grammar import labels
from pirules.ordinance.grammar.lines import HEAD
from pirules.text.fold import fold, without_space

#: Styles of lines: words of the new column, and what is no provision (the old column, the head of the table, remarks).
LATTER, FORMER = "latter", "former"
_ASIDE = r"(?:\((?:新|旧|案|改正後|改正前|改正案|現行|変更後|変更前)\))?"
_WORDS = r"(?:の?(?:条例|条文|規定|欄|全?文))?"
_NEW = re.compile(rf"(?:新|改正後|改正案|変更後|変更案){_ASIDE}{_WORDS}{_ASIDE}")
_OLD = re.compile(rf"(?:旧|現行|改正前|変更前){_ASIDE}{_WORDS}{_ASIDE}")
_OTHER = re.compile(
    r"(?:備考|説明|摘要|解説|理由|趣旨|改正(?:の)?(?:理由|趣旨|内容|概要)|条|項|条項|条番号|番号|項番|項目|No\.?)?"
)
_MOST_CELLS = 4
_AMENDS = "改正する。"
# What stands in a cell instead of words; 「第3条　（略）」 is a provision whose words aren't printed.
_NO_WORDS = re.compile(r"[(\[【]?(?:中?略|省略|新設|削る|削除|同左|同右|[-・…~]+)[)\]】]?")
_TITLE = re.compile(
    r"(?P<name>[^。]{2,120}?(?:条例|規則|規程))(?:\([^()]{0,60}\))?"
    r"(?:の?一部(?:を改正する(?:条例|規則|規程)|改正))?(?:\(?案\)?)?(?:について|に(?:係る|関する)|の)?(?:新旧対照(?:条文|表|条文表))?"
    r"(?:[\[(][^()]{0,60}[\])])?"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The head row of such a table: which cells are the new and the old column, how many there are, and their names as printed."""

    new: int
    old: int
    cells: int
    names: tuple[str, str]


def heads_of(cells: Sequence[str]) -> Heads | None:
    """Return what a row names if it is the head of a table of old and new, else ``None``."""
    if not 1 < len(cells) <= _MOST_CELLS:
        return None
    sides = [side_of(cell) for cell in cells]
    words = [fold(without_space(cell)) for cell in cells]
    if sides.count(LATTER) != 1 or sides.count(FORMER) != 1:
        return None
    if not all(side or _OTHER.fullmatch(word) for side, word in zip(sides, words, strict=True)):
        return None
    new, old = sides.index(LATTER), sides.index(FORMER)
    return Heads(new, old, len(cells), (words[new], words[old]))


def side_of(words: str) -> str:
    """Return which column words name, :data:`LATTER` (改正後) or :data:`FORMER` (改正前), nothing if neither."""
    name = fold(without_space(words))
    if _NEW.fullmatch(name):
        return LATTER
    return FORMER if _OLD.fullmatch(name) else ""


def stands_alone(above: Iterable[str]) -> bool:
    """Whether nothing above a table is a provision or says that it amends: the table is all that there is.

    Args:
        above: the lines above it.
    """
    for words in above:
        head = fold(words.strip()[:HEAD])
        if head and (_AMENDS in words or labels.article_label(head) or labels.supplementary_label(head)):
            return False
    return True


def style_of(heads: Heads, cell: int, cells: int, words: str) -> str:
    """Return the style of a line in a cell of such a table.

    Args:
        heads: the table's head.
        cell: the cell, counted from 0.
        cells: how many cells its row has.
        words: the line.
    """
    if cells > 1 and (cells != heads.cells or cell != heads.new):
        return FORMER  # a row of one cell belongs to both columns
    return FORMER if _NO_WORDS.fullmatch(fold(without_space(words))) else LATTER


def amended_name(title: str) -> str:
    """Return the name of the ordinance whose words a table compares: of 「…条例の一部を改正する条例（案）新旧対照表」 the first."""
    match = _TITLE.fullmatch(fold(title))
    return title[: match.end("name")] if match is not None else title
