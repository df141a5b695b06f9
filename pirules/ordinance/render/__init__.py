"""An ordinance written back: the exact text, a normalised text, 法令標準XML, Markdown.

Each is the inverse of reading as far as its form allows: the exact text in every character, the normalised text and the XML in
every word and number (reading them gives the same tree), Markdown in every word.
"""

from pirules.ordinance.model import Ordinance
from pirules.ordinance.render.markdown import to_markdown
from pirules.ordinance.render.normalized import to_normalized
from pirules.ordinance.render.standard_xml import to_xml

__all__ = ["to_markdown", "to_normalized", "to_text", "to_xml"]


def to_text(ordinance: Ordinance) -> str:
    """Return the text that was parsed, put together again from the deepest nodes, character for character."""
    text = ordinance.text
    parts: list[str] = []
    stack: list[tuple[int, int]] = []
    position = 0
    for node in ordinance.walk():
        stack.append(node.span)
        if not node.children:
            parts.append(text[position : node.span[1]])
            position = node.span[1]
    return "".join([*parts, text[position:]])
