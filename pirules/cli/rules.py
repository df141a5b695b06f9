"""`pirules rules`: test, show, coverage and analyse the rules of the provision check."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from pirules.cli import app
from pirules.data import rulesets_dir
from pirules.errors import InputError

rules = typer.Typer(
    help="判定の規則を試し、読み、調べます。", epilog="例: pirules rules test", no_args_is_help=True
)
app.add_typer(rules, name="rules")

_TRUTHS = {"yes": "成立", "no": "不成立", "unknown": "不明"}
_KINDS = {
    "unreachable": "届かない規則",
    "gap": "答えのない質問",
    "monotonicity": "単調でない項目",
    "refinement": "分かると覆る項目",
    "agreement": "尋ねなくてよい質問",
}

Folder = Annotated[
    Path | None,
    typer.Option("--dir", help="シナリオのフォルダー（省くと rulesets/scenarios と、ひな形の通常の場合）。"),
]


def _outcomes(folder: Path | None) -> list[Any]:
    from pirules.provision.scenarios import load_scenarios, run_scenario
    from pirules.provision.templates import load_templates

    root = folder or rulesets_dir() / "scenarios"
    if not root.is_dir():
        raise InputError("P010", f"{root} がありません。")
    scenarios = load_scenarios(root)
    if folder is None:
        # The usual case of each ready question is a scenario as well.
        scenarios += [template.usual for template in load_templates()]
    return [run_scenario(scenario) for scenario in scenarios]


@rules.command("test", epilog="例: pirules rules test")
def run_scenarios(folder: Folder = None) -> None:
    """シナリオ（法の一文・事実・期待する答え）を実行します。違えば終了コード1です。"""
    outcomes = _outcomes(folder)
    failed = [outcome for outcome in outcomes if outcome.faults]
    for outcome in failed:
        typer.echo(f"✗ {outcome.scenario.place} {outcome.scenario.name}")
        for fault in outcome.faults:
            typer.echo(f"    {fault}")
    typer.echo(f"シナリオ {len(outcomes)} 件: 成功 {len(outcomes) - len(failed)}、失敗 {len(failed)}")
    if failed or not outcomes:
        raise typer.Exit(1)


@rules.command(epilog="例: pirules rules show s8-3")
def show(identifier: Annotated[str, typer.Argument(metavar="ID", help="規則の ID。")]) -> None:
    """規則を一つ、場所・効力・条件・効果・例外とともに表示します。"""
    from pirules.rules.describe import describe
    from pirules.rules.flow import load_rulebook

    book = load_rulebook()
    if identifier not in book.rules:
        near = [name for name in book.rules if identifier in name or name.startswith(identifier[:2])]
        raise InputError(
            "P012", f"規則「{identifier}」はありません。近いもの: {'、'.join(near[:12]) or 'なし'}。"
        )
    text = yaml.safe_dump(describe(book.rules[identifier]), allow_unicode=True, sort_keys=False, width=110)
    typer.echo(text, nl=False)


@rules.command(epilog="例: pirules rules coverage --by")
def coverage(
    folder: Folder = None,
    by: Annotated[bool, typer.Option("--by", help="どのシナリオが見たかも表示します。")] = False,
) -> None:
    """どの規則・例外が、成立・不成立・不明のそれぞれで見られたかを表示します。見られないものがあれば1です。"""
    from pirules.provision.proof import coverage as covered
    from pirules.rules.logic import Truth

    found = covered(_outcomes(folder))
    for item in found:
        counts = "  ".join(
            f"{_TRUTHS[truth]} {len(item.seen.get(truth, ())) if truth in item.possible else '―':>3}"
            for truth in Truth
        )
        mark = "✗" if item.unseen else "✓"
        typer.echo(f"{mark} {item.rule.id:<34} {counts}  {item.rule.title}")
        for truth in Truth if by else ():
            for name in item.seen.get(truth, ())[:5]:
                typer.echo(f"      {_TRUTHS[truth]}: {name}")
    unseen = [item for item in found if item.unseen]
    cells = sum(len(item.possible) for item in found)
    missing = sum(len(item.unseen) for item in found)
    typer.echo(f"規則 {len(found)} 件、見るべき {cells} 通り: 見た {cells - missing}、見ていない {missing}")
    if unseen:
        raise typer.Exit(1)


@rules.command(epilog="例: pirules rules analyse")
def analyse(
    verbose: Annotated[
        bool, typer.Option("--verbose", help="順序で決まる重なりも一つずつ表示します。")
    ] = False,
) -> None:
    """全ての質問について、届かない規則・答えのない質問・重なり・単調さを調べます。説明のつかないものがあれば1です。"""
    from pirules.provision.proof import prove

    proof = prove()
    typer.echo(
        f"判定図により、{len(proof.days)} つの期間のそれぞれ {proof.size:.1e} 通りの質問の全てを調べました"
        "（根拠条文は特別法の表の種類ごとに一つとみています）。"
    )
    for item in proof.faults:
        typer.echo(f"✗ {_KINDS[item.kind]} {item.subject}: {item.text}")
        typer.echo(f"    例: {json.dumps(item.witness, ensure_ascii=False)}")
    for item in proof.overlaps if verbose else ():
        typer.echo(f"・重なり {item.text}")
        typer.echo(f"    例: {json.dumps(item.witness, ensure_ascii=False)}")
    for account in proof.accounts:
        typer.echo(f"・説明済み {account.kind} {account.subject}: {account.reason}")
    typer.echo(
        f"説明のつかないもの {len(proof.faults)} 件、順序で決まる重なり {len(proof.overlaps)} 組、"
        f"説明済み {len(proof.accounts)} 件"
    )
    if proof.faults:
        raise typer.Exit(1)
