"""A draft as the files that a town hall works on: text and Word of the revised ordinance and the 改め文, 新旧対照表, a record."""

import io
import re
import zipfile
from collections.abc import Mapping

from docx.shared import Pt

from pirules.gap import GapReport
from pirules.ordinance.model import Ordinance
from pirules.report.comparison import compare
from pirules.report.comparison.as_excel import to_xlsx
from pirules.report.comparison.as_html import to_html
from pirules.report.comparison.as_word import to_docx
from pirules.report.comparison.layout import DEFAULT, lay_out, load_profile
from pirules.report.comparison.standing import standing
from pirules.report.comparison.words import Run
from pirules.report.docx_kit import new_document
from pirules.report.draft.build import Draft, revised_ordinance
from pirules.report.summary import limits
from pirules.report.tables import clean
from pirules.rules.ruleset import load_ruleset
from pirules.text.dates import parse_date, to_wareki

# How deep a line stands that begins with such a label: an article or 項, a 号, イロハ below it.
_LABELS = (
    (re.compile(r"(?:第[0-9０-９一二三四五六七八九十百]+条\S*|[0-9０-９]+)[ \u3000]"), 1),
    (re.compile(r"\s*(?:[(（][0-9０-９]+[)）]|[一二三四五六七八九十]+[ \u3000])"), 2),
    (re.compile(r"\s*[ア-ンイロハニホヘト][ \u3000]"), 3),
)
_LETTER = 10.5
#: What stands where there is nothing to report.
_NOTHING = "ありません。"
_NOTHING_REFUSED = "認められない規定も、不足する規定もありません。"


def draft_files(
    ordinance: Ordinance, report: GapReport, draft: Draft, profile: str = DEFAULT
) -> dict[str, bytes]:
    """Return the files of a draft by their names.

    Args:
        ordinance: the ordinance as it is.
        report: its gap report, for the record.
        draft: what became of it.
        profile: the layout of the 新旧対照表 (:func:`~pirules.report.comparison.layout.load_profile`).

    Raises:
        InputError: ``P012`` when there is no such profile.
        RulesetError: ``P501`` when the ruleset can't be read.
    """
    layout = load_profile(profile)
    notice = load_ruleset().notice
    table = lay_out(compare(ordinance, revised_ordinance(draft)), layout)
    title = ordinance.title or "条例"
    files = {"反映の記録.txt": _record(ordinance, report, draft).encode("utf-8")}
    files["改正後.txt"] = draft.revised.encode("utf-8")
    files["改正後.docx"] = _word(title, draft.revised)
    if draft.amendment:
        files["改め文.txt"] = draft.amendment.encode("utf-8")
        files["改め文.docx"] = _word(f"{title}の一部を改正する条例（案）", draft.amendment)
    files["新旧対照表.html"] = to_html(table, notice).encode("utf-8")
    files["新旧対照表.docx"] = to_docx(table, notice)
    files["新旧対照表.xlsx"] = to_xlsx(table, notice)
    return files


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one zip file; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Without a day of its own each entry would carry the moment at which it was packed.
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _record(ordinance: Ordinance, report: GapReport, draft: Draft) -> str:
    ruleset = load_ruleset()
    day = parse_date(report.as_of)
    lines = [
        f"{ordinance.title or '題名のない条例'}の改正案：反映の記録",
        "",
        f"基準日　{to_wareki(day) if day else report.as_of}",
        f"判定規則　{report.ruleset.id} {report.ruleset.revision}",
        f"法令の確認　{to_wareki(ruleset.checked_until)}の改正まで",
        f"元の条例　{ordinance.document.name}（SHA-256 {ordinance.document.sha256}）",
        "",
        "反映したもの",
        *(f"・{line}" for line in draft.applied or (_NOTHING,)),
        "",
        "手で確かめるもの",
        *(f"・{line}" for line in draft.left or (_NOTHING,)),
        "",
        "反映していない所見",
        *(f"・{line}" for line in draft.untouched or (_NOTHING,)),
        "",
        "改正後の条例を調べ直した結果",
        *(f"・{line}" for line in draft.remaining or (_NOTHING_REFUSED if draft.amendment else _NOTHING,)),
        "",
        "もとになったレポートの限界",
        *(f"・{line}" for line in limits(report.model_dump(mode="json")) or (_NOTHING,)),
        "",
        ruleset.notice,
    ]
    return "\n".join(lines) + "\n"


def _word(title: str, text: str) -> bytes:
    """Return plain text as a Word file, a paragraph a line, each standing in as the register prints it.

    A line that begins with white space (a sentence of the 改め文, 附則) keeps it: its second row begins at the margin.
    """
    document = new_document(title)
    for printed in text.splitlines():
        depth = next((deep for pattern, deep in _LABELS if pattern.match(printed)), 0)
        line = standing((Run(printed),), depth)
        stands_in = depth or line.is_caption
        paragraph = document.add_paragraph(clean(line.text))
        layout = paragraph.paragraph_format
        layout.space_after = 0
        layout.keep_with_next = line.is_caption or None
        if stands_in:
            layout.left_indent = Pt(_LETTER * line.rest)
            layout.first_line_indent = Pt(_LETTER * (line.first - line.rest))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
