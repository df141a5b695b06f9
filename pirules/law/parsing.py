"""Reading citations out of what people write.

A place takes over from the citation before it what it leaves out (法74条2項9号, 75条2項1号・5項): the law before an
article, the article before a 項, the 項 before a 号.  What can't be read is handed back; nothing is guessed.
"""

from pirules.errors import LawError
from pirules.law.citation import Citation, CitationRange
from pirules.law.scanner import Reading, Scanner

#: Longest text that is read as citations; a citation is a line, not a document.
MAX_LENGTH = 4_000


def scan(text: str, *, law: str | None = None) -> Reading:
    """Read every citation in ``text``; what is none is in ``leftover``.  Never raises.

    Args:
        text: one line, e.g. 法69条2項1号, 災害対策基本法49条の11第2項及び○○条例3条.
        law: key of the law that a first place without a name belongs to.
    """
    return Scanner(text[:MAX_LENGTH], law).run(rest=text[MAX_LENGTH:])


def parse_one(text: str, *, law: str | None = None) -> Citation:
    """Read exactly one citation; see :meth:`Citation.parse`.

    Raises:
        LawError: ``P301``, ``P302``.
    """
    items = parse_list(text, law=law)
    if len(items) != 1 or isinstance(items[0], CitationRange):
        raise LawError("P301", f"「{_short(text)}」は一つの条文ではありません。")
    return items[0]


def parse_list(text: str, *, law: str | None = None) -> tuple[Citation | CitationRange, ...]:
    """Read a list of citations and ranges, none of it left over.

    Raises:
        LawError: ``P301`` when a piece can't be read, ``P302`` when a law's name and number differ.
    """
    reading = Scanner(text, law, strict=True).run() if len(text) <= MAX_LENGTH else Reading((), (text,))
    if reading.leftover or not reading.items:
        raise LawError(
            "P301", f"「{_short(reading.leftover[0] if reading.leftover else text)}」を条文として読めません。"
        )
    return reading.items


def parse_all(text: str, *, law: str | None = None) -> tuple[Citation, ...]:
    """Read a list of citations, ranges counted out (法75条1項～4項 gives four).

    Raises:
        LawError: ``P301``, ``P302``.
    """
    return Reading(parse_list(text, law=law), ()).citations


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"  # noqa: PLR2004 - fits a line
