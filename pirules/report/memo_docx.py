"""The decision memo as a Word document."""

from typing import Any

from pirules.report import labels
from pirules.report.docx_kit import document_bytes, heading, new_document, paragraph, places_table, table
from pirules.report.memo import Memo
from pirules.report.summary import wareki
from pirules.report.vocabulary import label, value_text

_COLORS = {
    "permitted": "1D6B45",
    "conditional": "8A5A00",
    "prohibited": "A3232B",
    "needs_judgment": "8A5A00",
    "out_of_scope": "56616B",
}


def _cited(item: dict[str, Any]) -> str:
    """Return a reason or a condition with its citations in brackets."""
    cited = labels.cite(item["citations"])
    return f"{item['text']}（{cited}）" if cited else str(item["text"])


def _list(document: Any, title: str, lines: list[str], *, style: str = "List Bullet") -> None:
    heading(document, title, 1)
    for line in lines:
        paragraph(document, line, style=style)
    if not lines:
        paragraph(document, "ありません。")


def _facts(document: Any, memo: Memo) -> None:
    heading(document, "事案", 1)
    rows = [
        [group.title if number == 0 else "", field.label, value]
        for group, values in memo.facts
        for number, (field, value) in enumerate(values)
    ]
    table(document, ["区分", "事実", "内容"], rows, (34, 78, 58))


def _questions(memo: Memo) -> list[str]:
    lines = []
    for fact in memo.answer["missing_facts"]:
        cited = f"（{fact['citation']['label']}）" if fact["citation"] else ""
        assumed = ""
        if fact["default"] is not None:
            assumed = f"（仮に「{value_text(fact['field'], fact['default'])}」として判定）"
        lines.append(f"{fact['question']}{cited}{assumed}")
    return lines


def _changes(document: Any, memo: Memo) -> None:
    heading(document, "事情が変わったとき", 1)
    rows = [[labels.DECISION[change["decision"]], change["text"]] for change in memo.answer["changes"]]
    if rows:
        table(document, ["結論", "そうなる事情"], rows, (24, 146))
    else:
        paragraph(document, "結論を変える事実の小さな組合せは見つかりませんでした。")


def _trace(document: Any, nodes: list[dict[str, Any]], depth: int = 0) -> None:
    for node in nodes:
        cited = f"（{node['citation']['label']}）" if node["citation"] else ""
        text = f"【{labels.holds(node)}】{node['title']}{cited}"
        unknown = "、".join(map(label, node["open"]))
        paragraph(document, f"{text} — 未確認：{unknown}" if unknown else text, indent=depth * 2)
        _trace(document, node["exceptions"], depth + 1)


def memo_document(memo: Memo) -> bytes:
    """Return the Word file of a memo."""
    answer = memo.answer
    document = new_document(f"提供可否の判定 {memo.title}")
    paragraph(document, "保有個人情報の提供可否の判定", color="1F4E79")
    heading(document, memo.title, 0)
    record = answer["record_id"] or "（保存していません）"
    paragraph(document, f"基準日 {wareki(answer['as_of'])}　記録番号 {record}")
    paragraph(document, memo.ruleset.notice, color="56616B")
    _facts(document, memo)
    heading(document, "結論", 1)
    decision = answer["decision"]
    paragraph(document, labels.DECISION[decision], bold=True, color=_COLORS[decision])
    paragraph(document, labels.DECISION_MEANING[decision])
    _list(document, "理由", [_cited(reason) for reason in memo.reasons], style="List Number")
    _list(document, "根拠条文", [memo.named(citation["label"]) for citation in answer["basis"]])
    _list(document, "条件", [_cited(condition) for condition in answer["conditions"]])
    duties = [
        f"【{labels.WHEN[duty['when']]}】{duty['text']}"
        + (f"（{duty['citation']['label']}）" if duty["citation"] else "")
        for duty in answer["obligations"]
    ]
    _list(document, "義務", duties)
    _list(document, "確認事項", _questions(memo))
    _changes(document, memo)
    heading(document, "異論と根拠の強さ", 1)
    authority = answer["authority"]
    note = authority["note"] or ""
    paragraph(
        document, f"異論があります。{note}" if authority["contested"] else f"{note}知られた異論はありません。"
    )
    places_table(document, memo.shown_places, hint=False)
    heading(document, "判定の経過", 1)
    _trace(document, memo.trace)
    if memo.left_out:
        paragraph(
            document,
            f"ほかに見た {memo.left_out} 件の規則は、当たらないか、結論に関わりません。",
            color="56616B",
        )
    ruleset = answer["ruleset"]
    paragraph(
        document,
        f"判定規則 {ruleset['id']} {ruleset['revision']}（SHA-256 {ruleset['sha256']}）"
        f"　法令の確認 {wareki(memo.ruleset.checked_until.isoformat())}の改正まで",
        color="56616B",
    )
    return document_bytes(document)
