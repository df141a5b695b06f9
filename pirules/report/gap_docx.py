"""The gap report as a Word document: what the council's papers need, in the order of the other formats."""

from typing import Any

from pirules.report import labels
from pirules.report.docx_kit import (
    document_bytes,
    heading,
    new_document,
    paragraph,
    places_table,
    stamp_pages,
    table,
)
from pirules.report.gap_view import GapView
from pirules.report.summary import day, stamp

_COLORS = {"not_permitted": "A3232B", "uncertain": "8A5A00", "required": "1D6B45", "permitted": "1D6B45"}
# A longer table may run over the end of a page.
_LONG = 900
_REQUIRED = {True: "必要", False: "不要", None: "要否の確認が必要"}


def _summary(document: Any, view: GapView) -> None:
    heading(document, "要約", 1)
    for sentence in view.conclusions:
        paragraph(document, sentence, style="List Bullet")
    if view.limits:
        paragraph(
            document, "この報告の限界", bold=True, color="8A5A00"
        ).paragraph_format.keep_with_next = True
        for sentence in view.limits:
            paragraph(document, sentence, style="List Bullet")
    if view.steps:
        heading(document, "次にすること", 2)
        for number, step in enumerate(view.steps, 1):
            # Word goes on counting a numbered list over the whole document, so the numbers are written.
            paragraph(document, f"({number})　{step}", indent=1)
    _refused(document, view)
    _missing(document, view)
    _notification(document, view)
    if view.uncertain:
        heading(document, "確認を要する規定", 2)
        table(
            document,
            ["条項", "規定の内容", "確認すること"],
            [
                [_names(f), f["topic_name"], f"{f['explanation']} {f['recommendation']}"]
                for f in view.uncertain_groups
            ],
            (26, 34, 110),
        )
    heading(document, "件数", 2)
    rows = [[label, str(number)] for _, label, number in view.counts]
    rows += [["不足する規定", str(len(view.missing))]]
    rows += [["論点に当たらない規定", str(len(view.report["unmatched"]))]]
    table(document, ["区分", "件数"], rows, (70, 25), together=True)


def _names(finding: dict[str, Any]) -> str:
    return "\n".join(dict.fromkeys(member["provision"] for member in finding["members"]))


def _refused(document: Any, view: GapView) -> None:
    heading(document, "認められない規定（削除・修正）", 2)
    if view.forbidden:
        table(
            document,
            ["条項", "規定の内容", "判断", "法の条項", "すること"],
            [
                [
                    _names(f),
                    f["topic_name"],
                    f["verdict"] + ("（異論あり）" if f["contested"] else ""),
                    f["law"],
                    f["recommendation"],
                ]
                for f in view.forbidden_groups
            ],
            (26, 30, 32, 28, 54),
        )
        paragraph(document, "届け出ても、この判断は変わりません。")
    else:
        paragraph(document, "見つかりませんでした。")


def _missing(document: Any, view: GapView) -> None:
    heading(document, "足りない規定", 2)
    if view.missing:
        table(
            document,
            ["規定の内容", "法の条項", "理由", "すること"],
            [[m["topic_name"], m["law"], m["explanation"], m["recommendation"]] for m in view.missing],
            (32, 30, 54, 54),
        )
    else:
        paragraph(document, "見つかりませんでした。")


def _notification(document: Any, view: GapView) -> None:
    heading(document, "個人情報保護委員会への届出", 2)
    notification = view.report["notification"]
    paragraph(document, _REQUIRED[notification["required"]], bold=True)
    paragraph(document, notification["explanation"])
    if notification["bases"]:
        rows = [
            ["根拠", "、".join(labels.base_label(base) for base in notification["bases"])],
            ["該当する条項", "、".join(notification["provisions"])],
        ]
        table(document, None, rows, (35, 135), together=True)


def _legacy(document: Any, view: GapView) -> None:
    heading(document, "旧条例の各規定の行方", 1)
    counts = [[fate, meaning, str(number)] for fate, meaning, number in view.fate_counts]
    table(document, ["行方", "意味", "件数"], counts, (18, 134, 18), together=True)
    table(
        document,
        ["条項", "規定の内容", "行方", "どうなるか", "法の条項"],
        [[row.provision, row.topic_name or "―", row.fate, row.words, row.law or "―"] for row in view.fates],
        (34, 34, 15, 50, 37),
    )
    paragraph(document, "残し方、書き直し方は、次の逐条の「すること」にあります。", color="56616B")


def _finding(document: Any, finding: dict[str, Any]) -> None:
    contested = "（異論あり）" if finding["contested"] else ""
    paragraph(
        document,
        f"{finding['provision']}　{finding['topic_name']} — {finding['verdict']}{contested}",
        bold=True,
        indent=1,
        color=_COLORS.get(finding["classification"]),
    ).paragraph_format.keep_with_next = True
    table(
        document,
        None,
        [
            ["すること", finding["recommendation"]],
            ["理由", finding["explanation"]],
            ["法の条項", f"{finding['law_named'] or '―'}　法との関係: {finding['relation_label']}"],
            ["届出", finding["notify_label"]],
            ["根拠の強さ", f"{finding['authority_label']}（確からしさ {finding['confidence_label']}）"],
            ["決め手の文言", f"「{finding['evidence_text']}」"],
        ],
        (30, 140),
        together=len(finding["explanation"]) + len(finding["evidence_text"]) < _LONG,
    )


def _clauses(document: Any, view: GapView) -> None:
    heading(document, "逐条", 1)
    for section in view.sections:
        caption = section.caption or ""
        if section.is_heading:
            heading(document, f"{section.name}　{caption}".strip(), 2)
            continue
        heading(document, f"{section.name}（{caption}）" if caption else section.name, 3)
        for line in section.lines:
            paragraph(document, line.text, indent=line.depth)
        for finding in section.groups:
            _finding(document, finding)
        if not section.findings:
            paragraph(document, "当たる論点はありません。", indent=1, color="56616B")
    if view.elsewhere:
        heading(document, "条例全体", 3)
        for finding in view.elsewhere:
            _finding(document, finding)


def _rest(document: Any, view: GapView) -> None:
    heading(document, "論点に当たらなかった規定", 1)
    unmatched = [[item["provision"], item["text"]] for item in view.report["unmatched"]]
    if unmatched:
        table(document, ["条項", "文言"], unmatched, (35, 135))
    else:
        paragraph(document, "ありません。")
    heading(document, "参考（通例置かれる規定など）", 1)
    for hint in view.hints:
        paragraph(
            document,
            f"{hint['topic_name']}: {hint['explanation']} {hint['recommendation']}",
            style="List Bullet",
        )
    if not view.hints:
        paragraph(document, "ありません。")
    heading(document, "読み取りの問題", 1)
    for problem in view.problems:
        where = f"{problem['place']}、{problem['code']}" if problem["place"] else problem["code"]
        paragraph(document, f"{problem['message']}（{where}）", style="List Bullet")
    if not view.report["problems"]:
        paragraph(document, "ありません。")
    places_table(document, view.places)
    heading(document, "この報告について", 1)
    table(document, None, [list(row) for row in view.head], (32, 138))
    heading(document, "凡例", 1)
    for name, label in labels.CLASSIFICATION.items():
        paragraph(document, f"{label} — {labels.MEANING[name]}", style="List Bullet")
    paragraph(document, labels.ABBREVIATIONS, style="List Bullet")
    paragraph(document, labels.READING, style="List Bullet")


def gap_document(views: list[GapView]) -> bytes:
    """Return the Word file of one or more reports, each beginning on a new page."""
    document = new_document(f"ギャップレポート {views[0].title}")
    stamp_pages(document, stamp(views[0].report, views[0].source.sha256))
    for number, view in enumerate(views):
        if number:
            document.add_page_break()
        paragraph(document, "条例と個人情報保護法のギャップレポート", color="1F4E79")
        heading(document, view.title, 0)
        paragraph(document, view.ruleset.notice, color="56616B")
        known = f"{day(view.ruleset.checked_until.isoformat())}の改正まで"
        paragraph(document, f"基準日 {day(view.report['as_of'])}　法令の確認 {known}")
        _summary(document, view)
        if view.is_legacy:
            _legacy(document, view)
        _clauses(document, view)
        _rest(document, view)
    return document_bytes(document)
