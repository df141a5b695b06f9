"""The report of a corpus as tables: the survey of online linkage beside the national one, topics, what is missing, notification."""

from collections.abc import Sequence
from typing import Any

from pirules.corpus.counts import GROUPS
from pirules.corpus.tables import Cell, Table
from pirules.gap.survey import published_survey
from pirules.report import labels
from pirules.report.summary import day
from pirules.rules.ruleset import load_ruleset


def report_tables(data: dict[str, Any]) -> list[Table]:
    """Return the report of :func:`pirules.corpus.counts.report` as tables, the survey of online linkage first."""
    return [_head(data), *_linkage(data["linkage"]), *_others(data)]


def _head(data: dict[str, Any]) -> Table:
    kinds = "、".join(f"{labels.KIND[kind]} {count}" for kind, count in data["kinds"].items())
    rows: list[tuple[Cell, ...]] = [
        ("基準日", day(data["as_of"])),
        ("規則の版", f"{data['ruleset']['id']} {data['ruleset']['revision']}"),
        ("規則のハッシュ", data["ruleset"]["sha256"]),
        ("法令の確認", f"{day(load_ruleset().checked_until.isoformat())}の改正まで"),
        ("ファイル", data["files"]),
        ("条例", data["ordinances"]),
        ("団体", data["bodies"]),
        ("条例の種類", kinds or "―"),
        ("調べられなかったファイル", f"{len(data['problems'])}（取込みで断ったファイルは入っていません）"),
        ("まだ調べていないファイル", len(data["open"])),
        ("注意", load_ruleset().notice),
    ]
    return Table("概要", (("項目", 26), ("内容", 90)), rows)


def _share(cell: dict[str, Any]) -> str:
    count = len(cell["bodies"])
    return f"{count}" if cell["percent"] is None else f"{count}（{cell['percent']}%）"


def _percent(part: int, whole: int) -> str:
    return f"{part}（{round(100 * part / whole, 1)}%）" if whole else "0"


def _linkage(linkage: dict[str, Any]) -> list[Table]:
    groups = [name for name in GROUPS if any(linkage["groups"][name].values())]
    return [
        _having(linkage, groups),
        _conditions("提供できる条件", linkage, groups, "published"),
        _conditions("条件の内訳", linkage, groups, "detailed"),
        _behind(linkage, groups),
    ]


def _having(linkage: dict[str, Any], groups: Sequence[str]) -> Table:
    survey = published_survey()
    rows = []
    for name in groups:
        having, without = (len(linkage["groups"][name][part]) for part in ("with", "without"))
        known = survey["groups"].get(name)
        total = known["with"] + known["without"] if known else 0
        rows.append(
            (
                name,
                _percent(having, having + without),
                _percent(without, having + without),
                _percent(known["with"], total) if known else "―",
                _percent(known["without"], total) if known else "―",
            )
        )
    columns = (
        ("団体の区分", 22),
        ("規定がある団体", 18),
        ("ない団体", 18),
        ("国の調査：ある", 18),
        ("国の調査：ない", 18),
    )
    note = "個人情報保護条例又は法施行条例がある団体を数えています。"
    return Table("オンライン結合制限の有無", columns, rows, note + _survey_day())


def _survey_day() -> str:
    return f"国の調査は{day(str(published_survey()['published_on']))}に公表された、見直し前の状況です。"


def _conditions(title: str, linkage: dict[str, Any], groups: Sequence[str], key: str) -> Table:
    survey = published_survey()["groups"] if key == "published" else {}
    columns = [("条件", 40)]
    for name in groups:
        columns.append((f"{name}（{len(linkage['groups'][name]['with'])}団体のうち）", 22))
        if name in survey:
            columns.append((f"国の調査：{name}（{survey[name]['with']}団体のうち）", 22))
    rows = []
    for condition, entry in linkage[key].items():
        row = [entry["name"]]
        for name in groups:
            row.append(_share(entry["groups"][name]))
            if name in survey:
                row.append(_percent(survey[name]["conditions"][condition], survey[name]["with"]))
        rows.append(row)
    several = "一つの団体が複数の条件に当たることがあります。"
    note = several if survey else several + "「その他」に数えた条件を分けたものです。"
    return Table(title, tuple(columns), rows, note)


def _behind(linkage: dict[str, Any], groups: Sequence[str]) -> Table:
    """Return the bodies behind each number."""
    rows = [
        (name, part, "、".join(linkage["groups"][name][key]))
        for name in groups
        for key, part in (("with", "規定がある"), ("without", "規定がない"))
        if linkage["groups"][name][key]
    ]
    rows += [
        (name, entry["name"], "、".join(entry["groups"][name]["bodies"]))
        for entry in linkage["detailed"].values()
        for name in groups
        if entry["groups"][name]["bodies"]
    ]
    return Table("数字の元の団体", (("団体の区分", 20), ("数えた事柄", 34), ("団体", 90)), rows)


def _others(data: dict[str, Any]) -> list[Table]:
    notification = data["notification"]
    notified: list[tuple[Cell, ...]] = [
        ("届出が必要", len(notification["required"]), "、".join(notification["required"])),
        ("要否の確認が必要", len(notification["uncertain"]), "、".join(notification["uncertain"])),
        ("届出は不要", len(notification["not_required"]), "、".join(notification["not_required"])),
    ]
    notified += [
        (f"根拠　{row['label']}", len(row["bodies"]), "、".join(row["bodies"]))
        for row in notification["bases"]
    ]
    return [
        Table(
            "論点",
            (("論点", 40), ("区分", 24), ("団体数", 10), ("規定の数", 10), ("団体", 80)),
            [
                (
                    row["name"],
                    labels.CLASSIFICATION[row["classification"]],
                    len(row["bodies"]),
                    row["findings"],
                    "、".join(row["bodies"]),
                )
                for row in data["topics"]
            ],
        ),
        Table(
            "不足する規定",
            (("規定の内容", 40), ("団体数", 10), ("団体", 80)),
            [(row["name"], len(row["bodies"]), "、".join(row["bodies"])) for row in data["missing"]],
        ),
        Table("委員会への届出", (("事柄", 30), ("団体数", 10), ("団体", 80)), notified),
        Table(
            "調べられなかったファイル",
            (("ファイル", 50), ("番号", 10), ("原因", 80)),
            [
                *((row["file"], row["code"], row["detail"]) for row in data["problems"]),
                *((path, "―", "まだ調べていません（pirules corpus analyse）。") for path in data["open"]),
            ],
        ),
    ]
