"""What a reader must know in the first minute: result, limits of the reading, what to do next, what was compared."""

from datetime import date
from typing import Any

from pirules.report import labels
from pirules.report.grouping import article_of
from pirules.rules.ruleset import Ruleset
from pirules.text.dates import to_wareki

# Problems that limit the report as a whole, not one place of the text.
_AMENDS, _ANOTHER_DAY = "P281", "P282"
_PARTS = ("P221", "P225", "P226")  # only a part of the ordinance was read
_LIMITS = (*_PARTS, "P280", _AMENDS, _ANOTHER_DAY, "P283", "P284", "P285", "P286")
# More places than these are told by their articles alone; the table below names each.
_FEW = 6
_STAMPED = 16


def day(value: str | None) -> str:
    """Return a date as people and files write it: 令和8年11月21日（2026-11-21）; 「不明」 for none."""
    if not value:
        return "不明"
    return f"{to_wareki(date.fromisoformat(value))}（{value}）"


def wareki(value: str) -> str:
    """Return an ISO date as a memo for the files writes it: 令和8年11月21日."""
    return to_wareki(date.fromisoformat(value))


def _of(findings: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [finding for finding in findings if finding["classification"] == name]


def _places(findings: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(finding["provision"] for finding in findings))
    if len(names) > _FEW:
        names = list(dict.fromkeys(article_of(name) for name in names))
    return "、".join(names)


def _codes(report: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in report["problems"]}


def _about_missing(report: dict[str, Any]) -> str:
    if missing := report["missing"]:
        names = "、".join(labels.topic(item["topic"]) for item in missing)
        return f"条例で定めなければならない規定が {len(missing)} 件足りません（{names}）。"
    if _AMENDS in _codes(report):
        return "足りない規定の有無は、改正後の条例の全文を読み込まなければ分かりません。"
    if not _codes(report).isdisjoint(_PARTS):
        return "足りない規定の有無は、条例の全文を読み込まなければ分かりません。"
    return "条例で定めなければならない規定の不足は見つかりませんでした。"


def conclusions(report: dict[str, Any], findings: list[dict[str, Any]]) -> list[str]:
    """Say in a few sentences what a drafter must know first."""
    if not findings and not report["missing"]:
        if _ANOTHER_DAY in _codes(report):
            return ["規定の突合せはしていません。"]
        if _AMENDS in _codes(report):
            return ["突き合わせることのできる規定が、この改正の文にはありません。"]
        return [
            "個人情報の保護に関する規定は見つかりませんでした。個人情報保護法の条例ではないと考えられます。"
        ]
    sentences = []
    if bad := _of(findings, "not_permitted"):
        sentences.append(
            f"法との関係で認められないと考えられる規定が {len(bad)} 件あります（{_places(bad)}）。"
        )
    else:
        sentences.append("法との関係で認められないと考えられる規定は見つかりませんでした。")
    sentences.append(_about_missing(report))
    required = report["notification"]["required"]
    sentences.append(
        {True: "個人情報保護委員会への届出が必要です。", False: "個人情報保護委員会への届出は不要です。"}.get(
            required, "個人情報保護委員会への届出の要否は確認が必要です。"
        )
    )
    if open_ones := _of(findings, "uncertain"):
        sentences.append(f"担当者の確認を要する規定が {len(open_ones)} 件あります（{_places(open_ones)}）。")
    if report["unmatched"]:
        sentences.append(
            f"どの論点にも当たらなかった規定が {len(report['unmatched'])} 件あります（末尾に一覧）。"
        )
    return sentences


def limits(report: dict[str, Any]) -> list[str]:
    """Return what limits the report as a whole, each once: another subject, half a text, a day beyond the rules."""
    found: dict[str, int] = {}
    for problem in report["problems"]:
        if problem["code"] in _LIMITS:
            found[problem["message"]] = found.get(problem["message"], 0) + 1
    return [f"{message}（{count} か所）" if count > 1 else message for message, count in found.items()]


def steps(report: dict[str, Any], findings: list[dict[str, Any]]) -> list[str]:
    """Say what a drafter does next, in order; empty when there is nothing to do."""
    todo = []
    if report["ordinance"]["kind"] == "legacy":
        todo.append(
            "法の施行条例を新たに制定し、その附則でこの条例を廃止する（残すものと移すものは、旧条例の規定の行方の表にあります）。"
        )
    if (bad := _of(findings, "not_permitted")) and _AMENDS in _codes(report):
        todo.append(f"認められない規定（{len(bad)} 件）を改め文の案から除き、又は直す。")
    elif bad:
        todo.append(
            f"認められない規定（{len(bad)} 件）を削り、又は直す改正案を作る（案の下書きは、画面の「改正案を作る」か pirules draft で作れます）。"
        )
    if report["missing"]:
        todo.append(
            "足りない規定を加える。手数料条例など同じ団体のほかの条例に定めがあるときは、一緒に読み込んで確かめ直す。"
        )
    if open_ones := _of(findings, "uncertain"):
        todo.append(
            f"確認を要する規定（{len(open_ones)} 件）を担当者が読み、必要なら個人情報保護委員会に助言を求める。"
        )
    if report["unmatched"]:
        todo.append(
            f"論点に当たらなかった規定（{len(report['unmatched'])} 件）は判断していないので、目で確かめる。"
        )
    if same := _of(findings, "duplicates_law"):
        todo.append(f"法と重複する規定（{len(same)} 件）を残すか削るかを決める。")
    required = report["notification"]["required"]
    if required:
        todo.append("個人情報保護委員会への届出を準備する（「個人情報保護委員会への届出」の説明）。")
    elif required is None and findings:
        todo.append("個人情報保護委員会への届出の要否を確かめる（「個人情報保護委員会への届出」の説明）。")
    return todo


def head(report: dict[str, Any], name: str, sha256: str, ruleset: Ruleset) -> list[tuple[str, str]]:
    """Return what was compared with what: the ordinance, the day, the rules, the file and its hash."""
    ordinance = report["ordinance"]
    return [
        ("題名", ordinance["title"] or "不明"),
        ("団体", ordinance["body"] or "不明"),
        ("条例番号", ordinance["number"] or "不明"),
        ("種類", labels.KIND[ordinance["kind"]]),
        ("公布日", day(ordinance["promulgated_on"])),
        ("施行日", day(ordinance["effective_on"])),
        ("基準日", day(report["as_of"])),
        ("判定規則", f"{report['ruleset']['id']} {report['ruleset']['revision']}"),
        ("法令の確認", f"{day(ruleset.checked_until.isoformat())}の改正まで"),
        ("入力", f"{name or '（標準入力）'}　SHA-256 {sha256 or '不明'}"),
    ]


def stamp(report: dict[str, Any], sha256: str) -> str:
    """Return what a printed page says at its foot: the day, the rules, and the beginning of the input's hash."""
    return f"基準日 {wareki(report['as_of'])}　判定規則 {report['ruleset']['revision']}　入力 SHA-256 {sha256[:_STAMPED] or '不明'}"
