"""A table of old and new as one HTML page, which prints well."""

import re
from html import escape

from pirules.report.comparison.layout import HEAD, REMARKS, Band, Cell, Table
from pirules.report.comparison.standing import Standing, standing
from pirules.report.tables import clean

#: The style has a class for each depth up to this one.
_DEEPEST = 4
# Numbers that stand upright in one square of a vertical column, as (1) does; &#39; is no number.
_UPRIGHT = re.compile(r"(?<![0-9#])(?:[0-9]{1,3}|\([0-9]{1,2}\))(?![0-9])")

#: The style of the table as a page.
STYLE = """
@page { size: A4 landscape; margin: 15mm; }
body { font-family: "ＭＳ 明朝", "MS Mincho", "游明朝", "Yu Mincho", "Noto Serif CJK JP", serif; font-size: 10.5pt; line-height: 1.6; color: #111; margin: 1.5rem; }
h1 { font-size: 1.2rem; text-align: center; letter-spacing: .5em; }
p.titles, p.remark { text-align: center; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #333; padding: .4em .6em; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
th { text-align: center; font-weight: normal; background: #f3f3f0; }
thead { display: table-header-group; }
col.remarks { width: 14%; }
td p { margin: 0; padding-inline-start: 1em; text-indent: -1em; }
td p.caption { padding-inline-start: 2em; }
td p.d2 { padding-inline-start: 2em; } td p.d3 { padding-inline-start: 3em; } td p.d4 { padding-inline-start: 4em; }
tr { break-inside: avoid; }
table.open td, table.open th { border-left: none; border-right: none; }
tr.on > td { border-block-start: none; padding-block-start: 0; }
tr.off > td { border-block-end: none; padding-block-end: 0; }
u { text-decoration-thickness: 1px; text-underline-offset: .2em; }
footer { margin-top: 1em; font-size: 9pt; color: #444; }
html.vertical { writing-mode: vertical-rl; }
html.vertical table { width: auto; inline-size: 100%; }
html.vertical span { text-combine-upright: all; }
html.vertical p.titles, html.vertical footer { margin: 0 .5em; }
"""


def _paragraph(line: Standing, *, vertical: bool) -> str:
    text = ""
    for run in line.runs:
        words = escape(clean(run.text))
        if vertical:
            words = _UPRIGHT.sub(r"<span>\g<0></span>", words)
        text += f"<u>{words}</u>" if run.marked else words
    name = "caption" if line.is_caption else f"d{min(line.rest, _DEEPEST)}" if line.rest > 1 else ""
    return f'<p class="{name}">{text}</p>' if name else f"<p>{text}</p>"


def _html_cell(cell: Cell, depth: int, *, vertical: bool) -> str:
    return "<td>" + "".join(_paragraph(standing(runs, depth), vertical=vertical) for runs in cell) + "</td>"


def _html_row(row: Band, *, vertical: bool) -> str:
    names = " ".join(name for name, is_so in (("on", row.goes_on), ("off", row.is_continued)) if is_so)
    opening = f'<tr class="{names}">' if names else "<tr>"
    cells = (_html_cell(cell, row.depth(place), vertical=vertical) for place, cell in enumerate(row.cells))
    return opening + "".join(cells) + "</tr>"


def to_html(table: Table, footer: str = "", *, style_at: str = "") -> str:
    """Return the table as one self-contained page, Japanese, printing on A4 landscape.

    Args:
        table: the laid-out table.
        footer: words below it.
        style_at: the address of :data:`STYLE` where a page may not carry its own.
    """
    style = f'<link rel="stylesheet" href="{escape(style_at)}">' if style_at else f"<style>{STYLE}</style>"
    columns = "".join(
        f'<col class="{"remarks" if heading == REMARKS else "text"}">' for heading in table.headings
    )
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    body = "\n".join(_html_row(row, vertical=table.profile.vertical_writing) for row in table.rows)
    titles = "　→　".join(escape(clean(title)) for title in table.titles if title)
    remark = f'<p class="remark">{escape(table.remark)}</p>' if table.remark else ""
    classes = "" if table.profile.vertical_rules else ' class="open"'
    # Pages follow the writing of the root: vertical columns run on to the next sheet only if the root is vertical.
    root = ' class="vertical"' if table.profile.vertical_writing else ""
    return (
        f'<!DOCTYPE html>\n<html lang="ja"{root}><head><meta charset="utf-8"><title>{HEAD} {titles}</title><link rel="icon" href="data:,">'
        f"{style}</head>\n"
        f'<body><main><h1>{HEAD}</h1><p class="titles">{titles}</p>{remark}\n'
        f"<table{classes}><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></main>\n<footer>{escape(table.note + footer)}</footer></body></html>\n"
    )
