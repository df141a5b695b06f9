"""What stands in an article before a paragraph that an amendment inserts into it: 「前項の料」 is a fee only beside the article on fees.

It is read from the amended ordinance where that is given beside the amending one; else the caption that the instruction names says
what such an article is about (``amended_matter`` in ``rulesets/gap/subject.yaml``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pirules.data import rulesets_dir
from pirules.gap.yamlfile import read_yaml
from pirules.ordinance.amendments import Amended, Insertion
from pirules.ordinance.model import Node, NodeType, Ordinance
from pirules.ordinance.places import provision_name
from pirules.text.fold import fold
from pirules.text.numerals import parse_int

_CAPTION = re.compile(r"見出し[^「」]{0,8}「([^「」]{1,40})」")
_NUMBER = re.compile(r"\s*([0-9０-９〇一二三四五六七八九十]{1,3})[\s　]")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Splice:
    """Words put into the text that is read.

    Attributes:
        at: where, in the text without them.
        text: the words.
    """

    at: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with words put in; they must be in order."""
    parts, done = [], 0
    for splice in splices:
        parts += [text[done : splice.at], splice.text]
        done = splice.at
    return "".join([*parts, text[done:]])


def original(position: int, splices: Iterable[Splice]) -> int | None:
    """Return where a place of a spliced text stands in the one without, ``None`` inside the words put in."""
    added = 0
    for splice in splices:
        begin = splice.at + added
        if position < begin:
            break
        if position < begin + len(splice.text):
            return None
        added += len(splice.text)
    return position - added


def before(ordinance: Ordinance, insertion: Insertion, amended: Amended, others: Sequence[Ordinance]) -> str:
    """Return what stands in the article before an inserted paragraph, ``""`` where nothing says it.

    Args:
        ordinance: the amending ordinance.
        insertion: what it inserts, and under which provision.
        amended: the amendment.
        others: ordinances given beside it; the amended one may be among them.
    """
    if not insertion.under.startswith("第"):
        return ""
    number = _NUMBER.match(ordinance.text[slice(*insertion.span)])
    if number is None:
        return ""
    for other in others:
        if (other.title or "") == amended.name:
            return _paragraphs(other, insertion.under, parse_int(number[1]) or 1)
    return _said_by_caption(ordinance.text[slice(*insertion.instruction)])


def _paragraphs(other: Ordinance, under: str, number: int) -> str:
    article = next(
        (
            node
            for node in other.walk()
            if node.type is NodeType.ARTICLE and provision_name(other, node, None) == under
        ),
        None,
    )
    if article is None:
        return ""
    kept = [node for node in article.children if _is_before(node, number)]
    return "\n".join(other.text[slice(*node.span)].strip() for node in kept)[:_LONGEST]


def _is_before(node: Node, number: int) -> bool:
    return node.type is NodeType.PARAGRAPH and int(node.number or "1") < number


def _said_by_caption(instruction: str) -> str:
    words = " ".join(found for match in _CAPTION.finditer(instruction) for found in match.groups())
    return next((says for caption, says in _matters() if words and caption.search(fold(words))), "")


@lru_cache(maxsize=2)
def _matters() -> tuple[tuple[re.Pattern[str], str], ...]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "subject.yaml")
    return tuple((re.compile(entry["caption"]), entry["says"]) for entry in raw["amended_matter"])
