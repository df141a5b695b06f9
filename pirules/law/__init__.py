"""The law: citations that parse and print, the index of what exists from when to when, statute texts."""

from pirules.law.citation import Citation, CitationRange
from pirules.law.index import LawIndex, index
from pirules.law.moves import FutureTouch, Renumbered
from pirules.law.names import LawName, resolve_name
from pirules.law.parsing import parse_all, parse_list, scan
from pirules.law.scanner import Reading
from pirules.law.standing import Standing

__all__ = [
    "Citation",
    "CitationRange",
    "FutureTouch",
    "LawIndex",
    "LawName",
    "Reading",
    "Renumbered",
    "Standing",
    "index",
    "parse_all",
    "parse_list",
    "resolve_name",
    "scan",
]
