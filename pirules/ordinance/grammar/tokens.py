"""What the beginning of a line can be."""

from dataclasses import dataclass
from enum import Enum, auto

from pirules.ordinance.model import NodeType
from pirules.ordinance.quick import unfrozen


class Kind(Enum):
    """Kinds of line beginnings."""

    TEXT = auto()
    STRUCTURE = auto()  # 編章節款目
    ARTICLE = auto()
    ENUMERATOR = auto()  # 項, 号 and below
    SUPPLEMENTARY = auto()
    APPENDED = auto()  # 別表, 様式
    CONTENTS = auto()

    __hash__ = object.__hash__  # members are single objects; that of Enum hashes the name anew each time


@dataclass(frozen=True, slots=True)
class Token:
    """A label at the beginning of a line.

    ``label`` is its place relative to the line's first visible character, ``rest`` where the words after it begin.
    ``weak``: nothing sets the label off from the words after it (PDF text), so that only the awaited number counts.
    """

    kind: Kind
    type: NodeType | None = None
    number: str | None = None
    label: tuple[int, int] = (0, 0)
    rest: int = 0
    style: str = ""
    weak: bool = False
    caption: tuple[int, int] | None = None
    deleted: bool = False


TEXT = Token(Kind.TEXT)

_Unfrozen = unfrozen(Token)
_new = object.__new__


def labelled(  # noqa: PLR0917 - the fields of a token
    kind: Kind,
    node_type: NodeType,
    number: str | None,
    label: tuple[int, int],
    rest: int,
    caption: tuple[int, int] | None = None,
) -> Token:
    """Return the token of a label that is set off from its words: each 条 and 章 has one of its own."""
    token = _new(_Unfrozen)
    token.kind = kind
    token.type = node_type
    token.number = number
    token.label = label
    token.rest = rest
    token.style = ""
    token.weak = token.deleted = False
    token.caption = caption
    token.__class__ = Token
    made: Token = token
    return made
