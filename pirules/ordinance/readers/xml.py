"""法令標準XML (schema v3), alone or inside a reply of the 法令API, as the lines that a 例規集 would print.

Only words are taken, in their order; the grammar makes the tree, so that an ordinance gives the same tree as XML and as text.
"""

import re
from datetime import date
from typing import Any

from lxml import etree

from pirules.errors import InputError, Problem
from pirules.ordinance.model import Document
from pirules.ordinance.readers.xml_lines import Writer, tag_of
from pirules.text.dates import ERAS, make_date
from pirules.text.decode import decode

_ERAS = dict(zip(("Reiwa", "Heisei", "Showa", "Taisho", "Meiji"), (name for name, _ in ERAS), strict=True))
_DECLARATION = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)


def read_xml(data: bytes, name: str) -> Document:
    """Read 法令標準XML.

    Raises:
        InputError: ``P107`` if the XML can't be read or declares entities, ``P106`` if no ``Law`` is in it.
    """
    probe = data.replace(b"\x00", b"")
    if _DECLARATION.search(probe):
        raise InputError("P107", "実体を宣言した XML は、安全のため読みません。")
    root, damaged = _parsed(data)
    law = (
        root
        if tag_of(root) == "Law"
        else next((child for child in root.iter() if tag_of(child) == "Law"), None)
    )
    if law is None:
        raise InputError("P106", f"{name or 'この XML'}に法令（Law 要素）がありません。")
    writer = Writer(_line_starts(data))
    writer.law(law)
    problems = (Problem("P204", f"XML が途中で壊れています（{damaged}）。", (0, 0)),) if damaged else ()
    return Document(
        text="".join(writer.parts),
        format="xml",
        name=name,
        source_map=tuple(writer.source_map),
        styles=tuple(writer.styles),
        problems=problems,
        promulgated_on=_promulgated(law),
    )


def _parsed(data: bytes) -> tuple[Any, str]:
    """Return the root element, and what is broken in the file if it is."""

    def parser(*, recover: bool) -> Any:
        return etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            recover=recover,
            remove_comments=True,
            remove_pis=True,
        )

    try:
        return etree.fromstring(data, parser(recover=False)), ""
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data).text)
        # Characters that no XML may hold are the usual damage; what is left is read as far as it goes.
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
        try:
            root = etree.fromstring(text, parser(recover=True))
        except (etree.XMLSyntaxError, ValueError, LookupError) as second:
            raise InputError("P107", f"XML として読めません（{second}）。") from second
        if root is None:
            raise InputError("P107", f"XML として読めません（{error}）。") from error
        return root, str(error)[:200]


def _line_starts(data: bytes) -> list[int]:
    starts = [0]
    starts.extend(match.end() for match in re.finditer(rb"\n", data))
    return starts


def _promulgated(law: Any) -> date | None:
    try:
        return make_date(
            int(law.get("Year", "")),
            int(law.get("PromulgateMonth", "")),
            int(law.get("PromulgateDay", "")),
            era=_ERAS[law.get("Era", "")],
        )
    except (KeyError, ValueError):
        return None
