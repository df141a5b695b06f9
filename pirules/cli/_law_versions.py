"""The commands of `pirules law` that compare versions: diff of imported texts, and watch of what cites them."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from pirules.cli._io import as_json, write_result
from pirules.cli._law_group import LawsOption, OutputOption, group
from pirules.cli._store import DbOption
from pirules.data import rulesets_dir
from pirules.errors import InputError, LawError
from pirules.law.diff import Change, compare
from pirules.law.library import StoredRevision, open_library
from pirules.law.names import names, resolve_name
from pirules.law.watch import (
    Affected,
    Changed,
    affected_results,
    affected_rules,
    changed_between,
    changed_by_texts,
    sentence,
)
from pirules.store import default_path, open_store, reports
from pirules.text.dates import parse_date

_EVERY = 10**9
# What cites a changed place, in the words of the list; the JSON keeps the names of the folders.
_KINDS = {
    "provision": "規則",
    "topics": "論点",
    "gap": "不足の規則",
    "notification": "届出の規則",
    "scenarios": "場面",
    "templates": "質問のひな形",
    "special_statutes": "特別法",
    "decision": "保存した判定",
    "report": "保存したレポート",
}
_MARK = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


@group.command()
def diff(
    law: Annotated[str, typer.Argument(metavar="LAWID", help="法令ID又は名前。")],
    old: Annotated[
        str, typer.Argument(metavar="REV1", help="古い版（版の名前、又はその日の版を表す日付）。")
    ],
    new: Annotated[str, typer.Argument(metavar="REV2", help="新しい版。")],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    main_only: Annotated[bool, typer.Option("--main", help="本則だけを比べます。")] = False,
    output: OutputOption = None,
    laws: LawsOption = None,
) -> None:
    """取り込んだ二つの版を比べ、新設・削除・改正・移動した条と、変わった語を示します。

    \b
    例:
      pirules law diff 415AC0000000057 2025-06-01 2027-01-17
    """
    changes, first, second = _compared(law, old, new, laws)
    if main_only:
        changes = [change for change in changes if (change.new or change.old).amending is None]  # type: ignore[union-attr]
    if form == "json":
        rows = [
            {"kind": item.kind, "label": item.label, "words": [list(run) for run in item.words]}
            for item in changes
        ]
        write_result(as_json({"old": first.name, "new": second.name, "changes": rows}), output)
        return
    lines = [f"{first.title}  {first.name} → {second.name}"]
    for change in changes:
        lines.append(sentence(change))
        if change.words:
            lines.append("  " + _marked(change).replace("\n", "\n  "))
    lines.append(f"変わった条 {len(changes)} 件")
    write_result("\n".join(lines) + "\n", output)


def _marked(change: Change) -> str:
    """Write the words with [-削った語-] and {+加えた語+}, long stretches that stay the same cut short."""
    out = []
    for op, text in change.words:
        kept = text if op != "=" or len(text) <= 60 else f"{text[:25]}…{text[-25:]}"  # noqa: PLR2004 - a line
        out.append(_MARK[op].format(kept))
    return "".join(out)


def _compared(
    law: str, old: str, new: str, laws: Path | None
) -> tuple[list[Change], StoredRevision, StoredRevision]:
    with open_library(laws) as library:
        if library is None:
            raise LawError("P316", "法令の本文はまだ一つも取り込まれていません。")
        known = resolve_name(law)
        key = known.key if known else law
        revisions = library.revisions(key)
        if not revisions:
            raise LawError("P316", f"「{law[:60]}」の本文は取り込まれていません。")
        pair = [_pick(revisions, name, law) for name in (old, new)]
        return compare(library.units(pair[0]), library.units(pair[1])), pair[0], pair[1]


def _pick(revisions: list[StoredRevision], name: str, law: str) -> StoredRevision:
    for item in revisions:
        if name == item.name:
            return item
    day = parse_date(name)
    dated = [item for item in revisions if day and item.in_force and item.in_force <= day]
    if not dated:
        at_hand = "、".join(item.name for item in revisions)
        raise LawError("P317", f"「{law[:60]}」の版「{name[:60]}」はありません（取り込み済み: {at_hand}）。")
    return dated[-1]


@group.command()
def watch(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="古い版の名前、又は日付（索引の改正の一覧による）。")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="新しい版の名前、又は日付。")],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    db: DbOption = None,
    output: OutputOption = None,
    laws: LawsOption = None,
) -> None:
    """変わった条を引く規則、論点、場面（シナリオ）、保存した判定とレポートを示します。

    \b
    例:
      pirules law watch 2026-07-17 2027-01-17
      pirules law watch 415AC0000000057_20250601_504AC0000000068 415AC0000000057_20270117_508AC0000000056
    """
    first, second = parse_date(old), parse_date(new)
    changed = changed_between(first, second) if first and second else _changed_texts(old, new, laws)
    affected = affected_rules(rulesets_dir(), changed) + _affected_stored(changed, db)
    if form == "json":
        write_result(as_json([_row(item) for item in affected]), output)
        return
    lines = [f"変わった所: {item.citation.label}（{item.kind}）{item.source}" for item in changed]
    lines += [_told(item) for item in affected]
    lines.append(f"変わった所 {len(changed)} 件、見直す引用 {len(affected)} 件")
    write_result("\n".join(lines) + "\n", output)


def _told(item: Affected) -> str:
    kind = _KINDS.get(item.kind, item.kind)
    name = "" if item.name == item.where else f" {item.name}"
    return f"{kind} {item.where}{name}: {item.citation.label} ← {item.changed.citation.label} {item.changed.source}"


def _row(item: Affected) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "where": item.where,
        "name": item.name,
        "citation": item.citation.as_dict(),
        "changed": item.changed.citation.as_dict(),
        "change": item.changed.kind,
        "source": item.changed.source,
    }


def _changed_texts(old: str, new: str, laws: Path | None) -> list[Changed]:
    with open_library(laws) as library:
        if library is None:
            raise LawError("P316", "法令の本文はまだ一つも取り込まれていません。")
        first, second = library.revision(old), library.revision(new)
        if first.law != second.law:
            raise LawError("P314", f"{old} と {new} は別の法令の版です。")
        known = names().resolve(first.law)
        key = known.key if known else first.law
        return changed_by_texts(key, library.units(first), library.units(second), f"{old} → {new}")


def _affected_stored(changed: list[Changed], db: Path | None) -> list[Affected]:
    target = db or default_path()
    if not target.exists():
        if db is not None:
            raise InputError("P010", f"{db} が見つかりません。", field="db")
        return []
    found: list[Affected] = []
    with open_store(target, create=False) as store:
        last = 0
        # A page at a time: a record of years has more decisions than fit into memory.
        while page := store.rows(
            "SELECT seq, id, answer FROM decisions WHERE seq > :last ORDER BY seq LIMIT 500", {"last": last}
        ):
            last = page[-1]["seq"]
            for row in page:
                found += affected_results("decision", row["id"], json.loads(row["answer"]), changed)
        for row in reports.recent(store, _EVERY):
            found += affected_results("report", row["id"], reports.load(store, row["id"]).report, changed)
    return found
