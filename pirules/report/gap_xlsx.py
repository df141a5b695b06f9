"""The gap report as an Excel file: 概要, 対応表, 不足, 未分類."""

from openpyxl.styles import Alignment, Font

from pirules.report.gap_view import GapView
from pirules.report.tables import add_table, new_workbook, workbook_bytes

_FINDINGS = (
    ("条項", 14),
    ("見出し", 16),
    ("条文", 52),
    ("論点", 22),
    ("区分", 16),
    ("判断", 24),
    ("法との関係", 10),
    ("法の条項", 22),
    ("すること", 40),
    ("理由", 52),
    ("届出", 14),
    ("根拠の強さ", 20),
    ("異論", 8),
    ("確からしさ", 10),
    ("決め手の文言", 40),
    ("ID", 18),
)
_MISSING = (("規定の内容", 28), ("扱い", 12), ("法の条項", 22), ("理由", 56), ("すること", 56))
_UNMATCHED = (("条項", 20), ("文言", 100))


def _summary(view: GapView) -> list[tuple[str, str | int]]:
    rows: list[tuple[str, str | int]] = [*view.head]
    rows += [(f"要約 {number}", sentence) for number, sentence in enumerate(view.conclusions, 1)]
    rows += [(f"件数　{label}", count) for _, label, count in view.counts]
    rows += [("件数　不足する規定", len(view.missing))]
    rows += [("件数　論点に当たらない規定", len(view.report["unmatched"]))]
    rows += [("届出の説明", view.report["notification"]["explanation"])]
    rows += [("注意", view.ruleset.notice), ("規則のハッシュ", view.report["ruleset"]["sha256"])]
    return rows


def _findings(view: GapView) -> list[list[str]]:
    rows = []
    placed = [(section, finding) for section in view.sections for finding in section.findings]
    for section, finding in [*placed, *((None, finding) for finding in view.elsewhere)]:
        text = "\n".join("　" * line.depth + line.text for line in section.lines) if section else ""
        rows.append(
            [
                finding["provision"],
                (section.caption or "") if section else "",
                text,
                finding["topic_name"],
                finding["class_label"],
                finding["verdict"],
                finding["relation_label"],
                finding["law"],
                finding["recommendation"],
                finding["explanation"],
                finding["notify_label"],
                finding["authority_label"],
                "あり" if finding["contested"] else "",
                finding["confidence_label"],
                finding["evidence_text"],
                finding["id"],
            ]
        )
    return rows


def gap_workbook(views: list[GapView]) -> bytes:
    """Return the workbook of one or more reports; with more, each sheet's name carries its number."""
    book = new_workbook()
    for number, view in enumerate(views, 1):
        mark = f"{number}-" if len(views) > 1 else ""
        sheet = book.create_sheet(f"{mark}概要")
        add_table(sheet, ("項目", "内容"), _summary(view), (26, 100))
        sheet["A1"].alignment = Alignment(vertical="center")
        sheet["B2"].font = Font(name="游ゴシック", bold=True, size=12)
        for name, columns, rows in (
            ("対応表", _FINDINGS, _findings(view)),
            (
                "不足・参考",
                _MISSING,
                [
                    [item["topic_name"], kind, item["law"], item["explanation"], item["recommendation"]]
                    for kind, items in (("不足", view.missing), ("参考", view.hints))
                    for item in items
                ],
            ),
            (
                "論点に当たらない規定",
                _UNMATCHED,
                [[item["provision"], item["text"]] for item in view.report["unmatched"]],
            ),
        ):
            table = book.create_sheet(f"{mark}{name}")
            add_table(table, [title for title, _ in columns], rows, [width for _, width in columns])
    return workbook_bytes(book)
