"""The law: citations that parse and print, the index of what exists from when to when, statute texts."""

from pirules.law.citation import Citation, CitationRange
from pirules.law.names import LawName, resolve_name
from pirules.law.parsing import parse_all, parse_list, scan

__all__ = ["Citation", "CitationRange", "LawName", "parse_all", "parse_list", "resolve_name", "scan"]
