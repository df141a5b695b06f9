"""What is said of a reference whose place doesn't exist."""

from pirules.errors import Problem
from pirules.law import index, resolve_name
from pirules.ordinance.model import Span
from pirules.ordinance.references.frame import Place


def not_found(failed: Place, text: str, span: Span, own: str | None) -> Problem:
    """Return the problem of a reference: ``P250`` no such place, ``P251`` a name that nothing defines.

    Args:
        failed: the place as far as it could be told.
        text: the reference as written.
        span: its place.
        own: the ordinance that the text belongs to, if it isn't the one that prints it (what 改め文 insert).
    """
    if failed.foreign and failed.law == own:
        return Problem("P250", f"「{text}」に当たる規定が改正後の「{own}」にありません。", span)
    if failed.foreign and index().law(failed.law) is not None:
        title = resolve_name(failed.law or "")
        return Problem(
            "P250", f"「{text}」に当たる規定が{title.title if title else failed.law}にありません。", span
        )
    if failed.foreign:
        return Problem(
            "P251", f"「{failed.law}」が何を指すか、この条例に定めがありません（「{text}」）。", span
        )
    return Problem("P250", f"「{text}」に当たる規定がありません。", span)
