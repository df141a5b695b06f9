"""A statute as a table (TSV) of units: for laws that are at hand only in that form, without captions or revisions.

Columns: ``article``, ``paragraph``, ``item_path`` (``一イ``), ``kind``, ``text``; optional ``caption`` and ``chapter``.
"""

import csv
import io
import re
from dataclasses import replace

from pirules.errors import LawError
from pirules.law.names import LawName
from pirules.law.statute import Division, RevisionKey, Statute, Unit
from pirules.text.fold import fold
from pirules.text.numerals import parse_int

_COLUMNS = {"article", "paragraph", "item_path", "text"}
_NUMERAL = "〇一二三四五六七八九十百"


def read_table(data: bytes, law: LawName, *, supplementary: str | None = None) -> Statute:
    """Read a TSV of units of ``law``; ``supplementary`` is the amending law's number when it holds a 附則.

    Raises:
        LawError: ``P312`` when a column is missing or a place can't be read; the detail names the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LawError("P312", "表は UTF-8 の TSV でなければなりません。") from error
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(rows.fieldnames or ()) >= _COLUMNS:
        raise LawError("P312", f"表に列 {'、'.join(sorted(_COLUMNS))} がありません。")
    units: list[Unit] = []
    for line, row in enumerate(rows, start=2):
        if row["article"] == "附則":
            # Such rows don't say which amending law's 附則 they belong to, so no citation can mean them.
            continue
        if row["item_path"] == "表":
            units[-1] = replace(units[-1], text=f"{units[-1].text}\n{row['text']}")
            continue
        unit = _unit(row, supplementary)
        if unit is None:
            raise LawError(
                "P312", f"表の{line}行目の場所（{row['article']} {row['item_path']}）を読めません。"
            )
        if units and _place(units[-1]) == _place(unit):
            units[-1] = replace(
                units[-1], text=f"{units[-1].text}　{unit.text}"
            )  # a further column of the same 号
        else:
            units.append(unit)
    law_id = law.key if law.key != law.title else None
    return Statute(
        title=law.title,
        number=law.number,
        law_id=law_id,
        revision=RevisionKey(),
        units=tuple(units),
        divisions=tuple(_divisions(units)),
        complete=supplementary is None,
    )


def _place(unit: Unit) -> tuple[str | None, ...]:
    return (unit.article, unit.paragraph, unit.item, unit.subitem)


def _unit(row: dict[str, str], supplementary: str | None) -> Unit | None:
    item, subitem = _item(row["item_path"] or "")
    article = row["article"].replace("-", "_")
    if not re.fullmatch(r"[0-9]+(?:_[0-9]+)*", article) or (row["item_path"] and item is None):
        return None
    caption = re.sub(r"^[（(]|[）)]$", "", row.get("caption") or "") or None
    chapter = re.match(rf"第([{_NUMERAL}]+)章", row.get("chapter") or "")
    return Unit(
        article,
        row["paragraph"] or "1",
        item,
        subitem,
        row["text"],
        caption=caption,
        amending=supplementary,
        division=f"第{parse_int(chapter[1])}章" if chapter else None,
    )


def _item(path: str) -> tuple[str | None, str | None]:
    """Take 「二の二イ(1)」 apart: ``("2_2", "イ(1)")``."""
    match = re.fullmatch(rf"[/.]?([{_NUMERAL}]+)((?:の[{_NUMERAL}]+)*)[/.]?(.*)", path.strip())
    if match is None:
        return None, None
    numbers = [parse_int(part) for part in [match[1], *match[2].split("の")[1:]]]
    if None in numbers:
        return None, None
    return "_".join(str(number) for number in numbers), fold(match[3]) or None


def _divisions(units: list[Unit]) -> list[Division]:
    spans: dict[str, list[str]] = {}
    for unit in units:
        if unit.division and unit.article:
            spans.setdefault(unit.division, []).append(unit.article)
    return [Division(name, "", articles[0], articles[-1]) for name, articles in spans.items()]
