"""A draft as the files that a town hall works on: text and Word of the revised ordinance and the 改め文, 新旧対照表, a record."""

import io
import zipfile
from collections.abc import Mapping

from pirules.gap import GapReport
from pirules.ordinance.model import Ordinance
from pirules.report.comparison import compare
from pirules.report.comparison.as_html import to_html
from pirules.report.comparison.as_word import to_docx
from pirules.report.comparison.layout import DEFAULT, lay_out, load_profile
from pirules.report.docx_kit import new_document
from pirules.report.draft.build import Draft, revised_ordinance
from pirules.report.summary import limits
from pirules.report.tables import clean
from pirules.rules.ruleset import load_ruleset
from pirules.text.dates import parse_date, to_wareki

#: What stands where there is nothing to report.
_NOTHING = "ありません。"


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
        "もとになったレポートの限界",
        *(f"・{line}" for line in limits(report.model_dump(mode="json")) or (_NOTHING,)),
        "",
        ruleset.notice,
    ]
    return "\n".join(lines) + "\n"


def _word(title: str, text: str) -> bytes:
    """Return plain text as a Word file, a paragraph a line; indents are part of the text, as in the register."""
    document = new_document(title)
    for line in text.splitlines():
        document.add_paragraph(clean(line)).paragraph_format.space_after = 0
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
