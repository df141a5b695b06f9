"""From a file to a tree: readers, the grammar, references inside the text, rendering back."""

from pirules.ordinance.loading import load, split
from pirules.ordinance.parsing import parse
from pirules.ordinance.readers import read

__all__ = ["load", "parse", "read", "split"]
