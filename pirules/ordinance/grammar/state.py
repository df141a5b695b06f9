"""What the machine knows while it walks down a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from pirules.errors import Problem
from pirules.ordinance.grammar.builder import Builder, Growing
from pirules.ordinance.grammar.classify import classify
from pirules.ordinance.grammar.enumerators import Order
from pirules.ordinance.grammar.lines import Line
from pirules.ordinance.grammar.tokens import Token
from pirules.ordinance.model import NodeType, Span

MAX_PROBLEMS = 2_000  # a mutilated text has one in every line; more tell nobody more


_JUMPS = frozenset(("P211", "P213", "P221"))  # of numbers whose predecessors aren't printed
_ROW = 80  # characters of a table's row
_GAPS = 2  # spaces that a row has at least behind the beginning of its first cell
_TABLE_ANNOUNCED = re.compile(r"次の表|[左右上中下]欄|下表|左表|別表に掲げる額")


# Asked of every line; to look a member up in its class takes ten times as long as a name of the module.
_NOTE = NodeType.NOTE


class Phase(Enum):
    """The part of the ordinance that is being read."""

    HEAD = auto()
    CONTENTS = auto()
    PREAMBLE = auto()
    MAIN = auto()
    SUPPLEMENTARY = auto()
    APPENDED = auto()
    OUTSIDE = auto()  # behind the provisions; see :mod:`.tail`

    __hash__ = object.__hash__  # members are single objects; that of Enum hashes the name anew each time


@dataclass(slots=True, eq=False)
class Level:
    """An open enumeration: the 項 of an article, its 号, or what stands below them.

    Attributes:
        type: type of its nodes.
        depth: how many nodes are open down to and including the one of this level.
        style: style of its labels, ``None`` while no label was printed.
        order: sequence of kana labels.
        last: key of the last number.
        line: the line of its last label, or on which its last node began.
        trailing: words after its items have been seen.
    """

    type: NodeType
    depth: int
    style: str | None
    order: Order | None
    last: tuple[int, ...]
    line: Line | None = None
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Unmarked:
    """An entry of a list whose mark was lost (see :mod:`.unmarked`).

    Attributes:
        level: how many levels are open above it.
        number: its number, counted; 0 for a line that may be no entry and is left among the words above it.
        style: style and sequence of the label printed behind the last of them, if there is one.
    """

    level: int
    number: int
    style: tuple[str, Order | None] | None = None


@dataclass(slots=True)
class State:
    """The machine's memory; see :mod:`.machine`.

    Attributes:
        container: depth of the open article or 附則 in the stack, 0 if none.
        levels: the open enumerations below the container, outermost first.
        last_article: key of the last article of the main provisions, or of the open 附則.
        previous: the last line that was text of the ordinance (not page number, note or caption).
        caption: a caption that waits for its article or paragraph.
        contents_seen: entries of the 目次 so far, each with the entries above it.
        contents_path: the last entry of the 目次.
        skipped: index of a line that belongs to the one above it (second half of a caption).
        held: page numbers between the waiting caption and its article.
        amending: the title or the words below it say that another ordinance is amended.
        amends: the lines are 改め文 (see :mod:`.amending`); ``inserting``: what the last instruction inserts follows;
            ``annexing``: that may be a 別表.
        extract: the open 附則 is one of an amending ordinance or printed in part (抄); numbers may be missing.
        has_article: an article stands somewhere before the first 附則; ``begins_late``: it isn't 第1条.
        ahead: index and token of a line further down that was classified already.
        bill: indexes of the lines of the head of a bill (see :mod:`.bill`).
        unmarked: the lines further down that are entries without mark; ``judged``: the last line that was looked at for that.
        compared: the text is a table of old and new (see :mod:`.columns`), which prints only what changes.
        papers: what stands behind the provisions prints other texts (see :mod:`.tail`).
    """

    text: str
    folded: str
    lines: list[Line]
    builder: Builder
    width: int
    marks: set[int]
    has_article: bool
    amending: bool = False
    amends: bool = False
    inserting: bool = False
    annexing: bool = False
    begins_late: bool = False
    extract: bool = False
    phase: Phase = Phase.HEAD
    container: int = 0
    levels: list[Level] = field(default_factory=list)
    last_article: tuple[int, ...] = ()
    previous: Line | None = None
    caption: Line | None = None
    held: list[Span] = field(default_factory=list)
    contents_seen: set[tuple[tuple[NodeType, str | None], ...]] = field(default_factory=set)
    contents_path: tuple[tuple[NodeType, str | None], ...] = ()
    skipped: int = -1
    contents_closing: bool = False
    problems: list[Problem] = field(default_factory=list)
    ordinances: list[int] = field(default_factory=list)
    ahead: tuple[int, Token] | None = None
    bill: frozenset[int] = frozenset()
    papers: bool = False
    compared: bool = False
    unmarked: dict[int, Unmarked] = field(default_factory=dict)
    judged: int = -1

    def token_of(self, index: int, line: Line) -> Token:
        """Return what the beginning of a line further down can be; remembered, since the line itself comes soon."""
        ahead = self.ahead
        if ahead is None or ahead[0] != index:
            self.ahead = ahead = (index, classify(line))
        return ahead[1]

    def problem(self, code: str, message: str, span: Span) -> None:
        """Note a problem of the text; missing numbers are none where only a part is printed."""
        if (self.extract or self.compared) and code in _JUMPS:
            return
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(code, message, span))

    def end_of(self, line: Line) -> str:
        """Return the last characters of a line."""
        return self.text[max(line.first, line.last - 2) : line.last]

    def is_sentence(self, line: Line) -> bool:
        """Whether a line ends with a 。."""
        return self.text[line.last - 1] == "。"

    def is_complete(self, line: Line | None) -> bool:
        """Whether a sentence ends with this line (or nothing stands before)."""
        if line is None:
            return True
        end = self.end_of(line)
        return end[-1:] in "。」：:" or (end[:1] == "。" and end[-1:] in ")）]〕") or end in ("削除", "削 除")

    def leave_note(self, position: int) -> None:
        """Close a note that is still open: it ends where the next line begins."""
        stack = self.builder.stack
        if stack and stack[-1].type is _NOTE:
            self.builder.close_to(len(stack) - 1, position)

    def is_row(self, line: Line) -> bool:
        """Whether a line is a row of a table set with spaces (第5条　市長　議長): the open paragraph announces one."""
        if line.head.count(" ") < _GAPS or line.last - line.first > _ROW:
            return False
        if not self.levels or self.text[line.last - 1] == "。" or self.caption is not None:
            return False
        start = self.builder.stack[min(self.levels[0].depth, len(self.builder.stack)) - 1].span[0]
        return bool(_TABLE_ANNOUNCED.search(self.text, max(start, line.first - 2000), line.first))

    def open_container(self, node: Growing) -> None:
        """Make the node just opened (article or 附則) the container of the paragraphs to come."""
        assert self.builder.top is node
        self.container = len(self.builder.stack)
        self.levels.clear()

    def start_of(self, line: Line) -> int:
        """Return where a node that begins on this line starts: at its caption's line if one waits."""
        return line.start if self.caption is None else self.caption.start

    def take_caption(self, node: Growing) -> None:
        """Give the waiting caption to a node."""
        caption = self.caption
        if caption is not None:
            self.builder.caption(node, (caption.first, caption.last))
            self.caption = None
            self._release()

    def drop_caption(self) -> None:
        """Make a waiting caption that nothing claims a line of text."""
        line = self.caption
        if line is None:
            return
        self.caption = None
        self.leave_note(line.start)
        if not self.builder.stack:
            self.builder.open(NodeType.HEADING, line.start)
        self._release()

    def _release(self) -> None:
        if self.held:
            for start, end in self.held:
                self.builder.leaf(NodeType.NOTE, start, end)
            self.held.clear()

    def upcoming(self, index: int, count: int = 1) -> Iterable[tuple[int, Line]]:
        """Yield the next ``count`` lines below ``index`` that aren't page numbers or running heads."""
        place = index + 1
        while count and place < len(self.lines):
            if place not in self.marks:
                count -= 1
                yield place, self.lines[place]
            place += 1
