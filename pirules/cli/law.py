"""`pirules law`: the index of the law and its check; the imported texts in :mod:`pirules.cli._law_texts` and ``_law_versions``."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

import pirules.cli._law_texts
import pirules.cli._law_versions  # noqa: F401 - their commands join the group by being imported
from pirules.cli._io import as_json, write_result
from pirules.cli._law_group import AsOfOption, LawsOption, OutputOption, day_of, group, read_file
from pirules.data import law_index_dir, rulesets_dir
from pirules.errors import InputError, LawError
from pirules.law.check import CheckResult, check_rules
from pirules.law.citation import Citation, CitationRange
from pirules.law.index import index
from pirules.law.indexing import dump_entry, index_entry
from pirules.law.library import open_library
from pirules.law.model import LawEntry
from pirules.law.names import resolve_name
from pirules.law.parsing import parse_list
from pirules.law.sources import read_statutes
from pirules.law.tables import read_table
from pirules.law.wording import Wording, wording
from pirules.provision.special_statutes import load_statutes
from pirules.text.dates import to_wareki


@group.command()
def show(
    citation: Annotated[
        str, typer.Argument(metavar="CITATION", help="条文（法69条2項、番号法19条11号 など）。")
    ],
    as_of: AsOfOption = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    output: OutputOption = None,
    laws: LawsOption = None,
) -> None:
    """条文を示します。本文を取り込んであれば文言を、なければ見出しを示します。

    \b
    例:
      pirules law show 法69条2項
      pirules law show 災対法49条の11第2項 --as-of 2024-04-01
    """
    day = day_of(as_of)
    found: list[dict[str, Any]] = []
    for item in parse_list(citation):
        places = item.expand() if isinstance(item, CitationRange) else (item,)
        for place in places:
            if place.law is None:
                raise LawError("P301", f"「{citation[:60]}」に法令名がありません。")
            index().require(place, day)
            found.append(_shown(place, day, wording(place, day, path=laws)))
    if form not in ("text", "json"):
        raise InputError("P012", f"形式「{form[:40]}」はありません（text・json）。", field="format")
    write_result(as_json(found) if form == "json" else "\n\n".join(map(_as_text, found)) + "\n", output)


def _shown(place: Citation, day: date, words: Wording) -> dict[str, Any]:
    standing = index().standing(place, day)
    checked = index().checked_until(place.law or "")
    notes = [touch.text for touch in index().touched_by_future(place, day)]
    if standing.exists is None:
        notes.insert(0, standing.reason)
    notes += index().unverified(place, day)
    if words.text is not None and words.in_force is None:
        notes.append("取り込んだ本文の施行日が分からないため、この日の条文であることを確かめていません。")
    if checked is not None and day > checked:
        notes.append(f"索引を条文と照合したのは{to_wareki(checked)}の版までです。")
    return {
        "citation": place.as_dict(),
        "full": place.full,
        "as_of": day.isoformat(),
        "exists": standing.exists,
        "basis": standing.basis,
        "caption": words.caption,
        "text": words.text,
        "revision": words.revision,
        "in_force": words.in_force.isoformat() if words.in_force else None,
        "when": words.when or None,
        "notes": notes,
    }


def _as_text(shown: dict[str, Any]) -> str:
    caption = f"（{shown['caption']}）" if shown["caption"] else ""
    lines = [f"{shown['citation']['label']}{caption}", f"  {shown['full']}（基準日 {shown['as_of']}）"]
    if shown["text"] is not None:
        lines += ["", shown["text"], "", f"  出典: 取り込んだ本文（{shown['revision']}、{shown['when']}）"]
    elif not caption:
        lines.append("  見出しは索引にありません。本文は pirules law import で取り込めます。")
    lines += [f"  注: {note}" for note in shown["notes"]]
    return "\n".join(lines)


@group.command("list")
def list_laws(
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    output: OutputOption = None,
    laws: LawsOption = None,
) -> None:
    """索引にある法令と改正の一覧、取り込んだ本文の版を示します。

    \b
    例:
      pirules law list
      pirules law list --format json
    """
    with open_library(laws) as library:
        stored = library.revisions() if library else []
    imported = [
        {
            "law": item.law,
            "title": item.title,
            "number": item.number,
            "revision": item.name,
            "in_force": item.in_force.isoformat() if item.in_force else None,
            "when": item.when,
            "sha256": item.sha256,
        }
        for item in stored
    ]
    entries = [_entry(entry) for entry in index().laws()]
    if form == "json":
        write_result(as_json({"imported": imported, "index": entries}), output)
        return
    lines = ["取り込んだ本文:"]
    lines += [f"  {row['title']}　{row['revision']}（{row['when']}）" for row in imported] or ["  なし"]
    lines.append("索引にある法令:")
    for row in entries:
        by_hand = "、手で入れた索引" if row["entered"] == "by_hand" else ""
        checked = f"、{row['checked_until']} まで照合" if row["checked_until"] else ""
        lines.append(
            f"  {row['title']}（{row['number'] or '番号なし'}、{row['articles']} 条{checked}{by_hand}）"
        )
        lines += [
            f"    {item['in_force']}{'' if item['date_status'] == 'fixed' else '（日は未定）'} {item['amending']}"
            f" {item['subject']}"
            for item in row["revisions"]
        ]
    write_result("\n".join(lines) + "\n", output)


def _entry(entry: LawEntry) -> dict[str, Any]:
    return {
        "law": entry.name.key,
        "title": entry.name.title,
        "number": entry.name.number,
        "names": list(entry.name.names),
        "entered": entry.entered,
        "articles": len(entry.articles) + len(entry.supplementary),
        "checked_until": entry.checked_until.isoformat() if entry.checked_until else None,
        "revisions": [
            {
                "in_force": item.in_force.isoformat() if item.in_force else None,
                "date_status": item.date_status,
                "latest_possible": item.latest_possible.isoformat() if item.latest_possible else None,
                "amending": item.amending,
                "promulgated": item.promulgated.isoformat() if item.promulgated else None,
                "subject": item.subject,
                "effect": item.effect,
                "content": item.content,
                "touches": [touch.citation.label for touch in item.touches],
            }
            for item in entry.revisions
        ],
    }


@group.command("index")
def index_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="法令標準XML、法令APIの返事、又は条文の表（TSV）。")
    ],
    law: Annotated[str | None, typer.Option("--law", help="表のときの法令（法令ID又は名前）。")] = None,
    supplementary: Annotated[
        bool, typer.Option("--supplementary", help="表がその法律の附則であるとき。")
    ] = False,
    base: Annotated[
        Path | None, typer.Option("--base", help="名前と改正の一覧を引き継ぐ索引ファイル。なければ今の索引。")
    ] = None,
    output: OutputOption = None,
) -> None:
    """法令の本文から、索引（条・項・号と見出しの一覧。本文は含まない）を作ります。

    \b
    例:
      pirules law index 415AC0000000057_20250601_504AC0000000068.xml -o rulesets/law_index/415AC0000000057.json
    """
    data = read_file(file)
    if file.suffix.lower() == ".tsv":
        name = resolve_name(law or file.name.partition("_")[0])
        if name is None:
            raise LawError("P301", "表の法令が分かりません。--law で指定してください。")
        statute = read_table(data, name, supplementary=name.number if supplementary else None)
    else:
        statutes = list(read_statutes(data, file.name))
        if len(statutes) != 1:
            raise LawError("P312", f"{file} に法令が{len(statutes)}本あります。一本ずつ指定してください。")
        statute = statutes[0]
    known = resolve_name(law) if law else None
    if known is not None and statute.law_id is None and known.key != known.title:
        statute = replace(statute, law_id=known.key)
    write_result(dump_entry(index_entry(statute, _base(base, statute.key))), output)


def _base(path: Path | None, key: str) -> dict[str, Any] | None:
    target = path or law_index_dir() / f"{key}.json"
    if not target.exists():
        if path is not None:
            raise InputError("P010", f"{path} が見つかりません。")
        return None
    try:
        raw: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LawError("P305", f"{target} を読めません（{error}）。") from error
    return raw


@group.command()
def check(
    rules: Annotated[
        Path | None, typer.Option("--rules", help="規則のフォルダー。なければ使っている規則。")
    ] = None,
    as_of: AsOfOption = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    output: OutputOption = None,
    laws: LawsOption = None,
) -> None:
    """規則が引く条文が、それぞれの日に存在するかを確かめます。誤りや引用のない規則があれば 1 で終わります。

    \b
    例:
      pirules law check
      pirules law check --rules rulesets --laws laws.db
    """
    folder = rules or rulesets_dir()
    if not folder.is_dir():
        raise InputError("P010", f"{folder} は規則のフォルダーではありません。")
    result = check_rules(folder, day_of(as_of), laws=laws)
    write_result(as_json(_as_dict(result)) if form == "json" else _as_lines(result), output)
    if not result.passed:
        raise typer.Exit(1)


def _as_lines(result: CheckResult) -> str:
    lines = [f"誤り: {fault.text}" for fault in result.faults]
    lines += [f"引用なし: {item.file}:{item.line} {item.rule}" for item in result.uncited]
    lines += [f"確かめられない: {fault.text}" for fault in result.unknown]
    lines += [f"予告: {warning}" for warning in result.warnings]
    return "\n".join([*lines, result.counts]) + "\n"


def _as_dict(result: CheckResult) -> dict[str, Any]:
    return {
        "passed": result.passed,
        "rules": result.rules,
        "by_text": result.by_text,
        "by_index": {str(basis): count for basis, count in result.by_index.items()},
        "faults": [fault.text for fault in result.faults],
        "unknown": [fault.text for fault in result.unknown],
        "uncited": [f"{item.file}:{item.line} {item.rule}" for item in result.uncited],
        "warnings": result.warnings,
        "counts": result.counts,
    }


@group.command()
def special(
    citation: Annotated[
        str | None, typer.Argument(metavar="CITATION", help="条文。なければ全部の行を示します。")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="出力の形式。")] = "text",
    output: OutputOption = None,
) -> None:
    """特別法の表（誰が誰に何を求められ、提供の判定にどう入るか）を示します。

    \b
    例:
      pirules law special
      pirules law special 刑訴法197条2項
    """
    statutes = load_statutes().listed(citation)
    if form == "json":
        write_result(as_json([item.as_dict() for item in statutes]), output)
        return
    lines = [
        f"{'・'.join(place.label for place in item.citations)}【{item.kind}・{item.enters}】"
        + (f"{item.asks} → {item.gives}：" if item.asks else "")
        + item.note
        + ("（争いがあります）" if item.contested else "")
        + ("" if item.checked else "（条文に当たっていません）")
        + (f"（{to_wareki(item.start)}から）" if item.start else "（いつからの定めかは確かめていません）")
        for item in statutes
    ]
    write_result("\n".join(lines or ["該当する行はありません。"]) + "\n", output)
