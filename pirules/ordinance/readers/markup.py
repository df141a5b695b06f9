"""HTML as a flat run of lines: what a browser would show, line by line, each with the element that it stands in.

A tokenizer of our own instead of a tree: pages of hostile depth or size cost no more than their length, and every
piece of text keeps its place in the source.
"""

import re

from pirules.ordinance.readers.shown import Markup, Walker

# fmt: off
_RAW = frozenset([
    "script", "style", "textarea", "title", "noscript", "template", "iframe", "object", "svg", "xmp",
    "select",
])
# fmt: on
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:]*)")


def read_markup(source: str) -> Markup:
    """Return the shown lines of an HTML source; never raises, linear in its length."""
    walker = Walker()
    position, length = 0, len(source)
    while position < length:
        opening = source.find("<", position)
        if opening < 0:
            walker.text(source[position:], position)
            break
        if opening > position:
            walker.text(source[position:opening], position)
        position = _tag(walker, source, opening)
    walker.break_line()
    return walker.markup


def _tag(walker: Walker, source: str, opening: int) -> int:
    """Read what begins with ``<`` and return where the source goes on."""
    if source.startswith("<!--", opening):
        end = source.find("-->", opening + 4)
        return len(source) if end < 0 else end + 3
    match = _NAME.match(source, opening + 1)
    if match is None:
        if source[opening + 1 : opening + 2] in ("!", "?"):
            end = source.find(">", opening)
            return len(source) if end < 0 else end + 1
        walker.text("<", opening)
        return opening + 1
    end = _tag_end(source, match.end())
    tag = match[1].lower()
    if source[opening + 1] == "/":
        walker.end(tag)
        return end
    attributes = source[match.end() : end - 1]
    if tag in _RAW and not attributes.endswith("/"):
        return _skip_raw(source, tag, end)
    walker.start(tag, attributes)
    return end


def _tag_end(source: str, position: int) -> int:
    end = source.find(">", position)
    for _ in range(3):
        # 「>」 inside a quoted attribute doesn't end the tag.
        if end < 0 or source.count('"', position, end) % 2 == 0:
            break
        end = source.find(">", end + 1)
    return len(source) if end < 0 else end + 1


def _skip_raw(source: str, tag: str, position: int) -> int:
    closing = re.compile(f"</{tag}", re.IGNORECASE).search(source, position)
    if closing is None:
        return len(source)
    end = source.find(">", closing.end())
    return len(source) if end < 0 else end + 1
