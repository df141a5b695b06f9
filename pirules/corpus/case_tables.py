"""Renders the score of the decided cases: text for a terminal, Markdown for ``docs/accuracy.md``."""

from collections.abc import Mapping
from typing import Any

from pirules.corpus.accuracy import PARTS, error_list
from pirules.corpus.scoring import is_locked

_FORBIDDEN = "可 or 条件付き可 where the law forbids"
_HASTY = "more permissive than the law where it asks for a judgement or a condition"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"


def case_markdown(scores: list[dict[str, Any]], *, errors: bool = False) -> str:
    """Return the scores as Markdown, the locked part first; errors on demand, and never those of the locked part."""
    lines = ["## Decided cases of the provision check", ""]
    for score in sorted(scores, key=lambda item: item["name"]):
        lines += [f"### {PARTS.get(score['name'], score['name'])}", "", f"Cases: {score['cases']}.", ""]
        lines += ["| right in the answer | right | of | % |", "|---|---:|---:|---:|"]
        lines += [
            f"| {name} | {tally['right']} | {tally['of']} | {_percent(tally['share'])} |"
            for name, tally in score["fields"].items()
        ]
        lines += [
            "",
            f"Wrong permissions: {_FORBIDDEN}: {score['forbidden']}; {_HASTY}: {score['hasty']}.",
            "",
        ]
        if errors and not is_locked(score["name"]):
            lines += [f"- {line.strip()}" for line in error_list(score).splitlines() if line.strip()] + [""]
    return "\n".join(lines)


def _text_of(score: Mapping[str, Any], *, errors: bool) -> list[str]:
    lines = [f"[{score['name']}] {score['cases']} 件"]
    lines += [
        f"  {name:<16} {tally['right']:>4} / {tally['of']:<4} {_percent(tally['share']):>6} %"
        for name, tally in score["fields"].items()
    ]
    lines += [
        f"  法が許さないのに可・条件付き可: {score['forbidden']} 件、判断や条件を飛ばした可: {score['hasty']} 件"
    ]
    if errors:
        return [*lines, error_list(score).rstrip("\n")] if score["errors"] else lines
    return [*lines, f"  誤り {len(score['errors'])} 件（検証用のため一覧は --show-locked のときだけ）"]


def case_text(scores: list[dict[str, Any]], *, show_locked: bool = False) -> str:
    """Return the scores for a terminal, with the errors of every part but the locked one unless they are asked for."""
    lines = ["提供可否の判定（先に答えを決めた事例）"]
    for score in scores:
        lines += _text_of(score, errors=show_locked or not is_locked(score["name"]))
    return "\n".join(lines) + "\n"
