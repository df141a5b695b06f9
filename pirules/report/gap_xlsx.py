"""The gap report as an Excel file: 概要, 対応表, 不足・参考, 論点に当たらない規定, 読み取りの問題."""

from collections.abc import Sequence

from pirules.report import labels
from pirules.report.gap_view import GapView
from pirules.report.summary import stamp
from pirules.report.tables import Row, add_table, new_workbook, workbook_bytes

# Name, columns with their widths, rows, and how many columns are printed (0 for all).
_Sheet = tuple[str, Sequence[tuple[str, int]], Sequence[Row], int]
# What a person reads on paper comes first; the rest is for filters.
_FINDINGS = (
    ("条項", 13),
    ("見出し", 14),
    ("条文", 46),
    ("論点", 18),
    ("判断", 20),
    ("法の条項", 17),
    ("すること", 36),
    ("理由", 46),
    ("届出", 12),
    ("区分", 16),
    ("法との関係", 9),
    ("根拠の強さ", 20),
    ("異論", 7),
    ("確からしさ", 9),
    ("決め手の文言", 40),
    ("ID", 18),
)
_PRINTED = 9
_SUMMARY = (("項目", 32), ("内容", 100))
_MISSING = (("規定の内容", 28), ("扱い", 12), ("法の条項", 22), ("理由", 56), ("すること", 56))
_UNMATCHED = (("条項", 20), ("文言", 100))
_FATES = (("条項", 22), ("見出し", 22), ("規定の内容", 26), ("行方", 9), ("どうなるか", 50), ("法の条項", 36))
_PROBLEMS = (("場所", 20), ("内容", 100), ("番号", 10))


def _summary(view: GapView) -> list[tuple[str, str | int]]:
    rows: list[tuple[str, str | int]] = []
    for label, sentences in (
        ("要約", view.conclusions),
        ("この報告の限界", view.limits),
        ("次にすること", view.steps),
    ):
        rows += [(f"{label} {number}", sentence) for number, sentence in enumerate(sentences, 1)]
    rows += [("届出の説明", view.report["notification"]["explanation"])]
    rows += [(f"件数　{label}", count) for _, label, count in view.counts]
    rows += [("件数　不足する規定", len(view.missing))]
    rows += [("件数　論点に当たらない規定", len(view.report["unmatched"]))]
    if view.is_legacy:
        rows += [
            (f"旧条例の行方　{fate}（{meaning.rstrip('。')}）", number)
            for fate, meaning, number in view.fate_counts
        ]
    rows += view.head
    rows += [
        ("注意", view.ruleset.notice),
        ("略称", labels.ABBREVIATIONS),
        ("読み方", labels.READING),
    ]
    rows += [("規則のハッシュ", view.report["ruleset"]["sha256"])]
    return rows


def _findings(view: GapView) -> list[list[str]]:
    rows = []
    placed = [(section, finding) for section in view.sections for finding in section.findings]
    for section, finding in [*placed, *((None, finding) for finding in view.elsewhere)]:
        lines = section.lines_of(finding) if section else []
        text = "\n".join("　" * line.depth + line.text for line in lines)
        rows.append(
            [
                finding["provision"],
                (section.caption or "") if section else "",
                text,
                finding["topic_name"],
                finding["verdict"],
                finding["law"],
                finding["recommendation"],
                finding["explanation"],
                finding["notify_label"],
                finding["class_label"],
                finding["relation_label"],
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
        missing = [
            [item["topic_name"], kind, item["law"], item["explanation"], item["recommendation"]]
            for kind, items in (("不足", view.missing), ("参考", view.hints))
            for item in items
        ]
        unmatched = [[item["provision"], item["text"]] for item in view.report["unmatched"]]
        problems = [[p["place"] or "全体", p["message"], p["code"]] for p in view.problems]
        fates: list[Row] = [
            [r.provision, r.caption, r.topic_name, r.fate, r.words, r.law] for r in view.fates
        ]
        legacy: list[_Sheet] = [("旧条例の行方", _FATES, fates, 0)] if view.is_legacy else []
        sheets: list[_Sheet] = [
            ("概要", _SUMMARY, _summary(view), 0),
            *legacy,
            ("対応表", _FINDINGS, _findings(view), _PRINTED),
            ("不足・参考", _MISSING, missing, 0),
            ("論点に当たらない規定", _UNMATCHED, unmatched, 0),
            ("読み取りの問題", _PROBLEMS, problems, 0),
        ]
        for name, columns, rows, printed in sheets:
            titles, widths = [title for title, _ in columns], [width for _, width in columns]
            # An empty sheet would leave open whether something was forgotten.
            shown: Sequence[Row] = rows or [["ありません。", *[""] * (len(titles) - 1)]]
            sheet = book.create_sheet(f"{mark}{name}")
            add_table(
                sheet,
                titles,
                shown,
                widths,
                printed=printed,
                stamp=stamp(view.report, view.source.sha256),
            )
    return workbook_bytes(book)
