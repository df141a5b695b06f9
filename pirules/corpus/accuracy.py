"""Renders evaluations: text for a terminal, Markdown for ``docs/accuracy.md``, and the rewriting of that page."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pirules.corpus.scoring import is_locked
from pirules.errors import InputError

#: What the parts are, for the reader of the page.
PARTS = {
    "locked": "locked: kept apart from those who write the rules; these are the figures to quote",
    "second_locked": "second_locked: written blind, by somebody who had seen neither rules nor vocabulary",
    "fifth_locked": "fifth_locked: written blind by yet another author, for the figures after fourth_opened was opened",
    "sixth_locked": "sixth_locked: typical texts, written blind by a sixth author who had seen neither rules nor vocabulary",
    "eighth_locked": "eighth_locked: typical texts once more, written blind by two authors new to the rules",
    "tenth_locked": "tenth_locked: typical texts, written blind; nothing was told of its errors",
    "ninth_opened": "ninth_opened: written blind, measured, then opened to those who write the rules",
    "seventh_opened": "seventh_opened: written blind, measured, then opened to those who write the rules",
    "fourth_opened": "fourth_opened: written blind, measured twice, then opened to those who write the rules",
    "third_opened": "third_opened: written blind, measured, then opened to those who write the rules",
    "tuning": "tuning: open to those who write the rules; it shows what is still wrong, not how good it is",
}


def _percent(value: object) -> str:
    return f"{float(str(value)) * 100:.1f}"


def table(rows: Iterable[tuple[str, Mapping[str, Any]]], first: str) -> list[str]:
    """Return a Markdown table of precision, recall and F1 with the counts behind them."""
    lines = [f"| {first} | gold | precision % | recall % | F1 % |", "|---|---:|---:|---:|---:|"]
    for name, tally in rows:
        gold = tally["hits"] + tally["missed"]
        figures = " | ".join(_percent(tally[key]) for key in ("precision", "recall", "f1"))
        lines.append(f"| {name} | {gold} | {figures} |")
    return lines


def markdown(title: str, scores: list[dict[str, Any]], *, errors: bool = False) -> str:
    """Return the scores as Markdown, sorted by the names of the parts.

    Errors are listed only on demand and never for a locked part: who reads them would tune to it.
    """
    lines = [f"## {title}", ""]
    for score in sorted(scores, key=lambda item: item["name"]):
        lines += [f"### {PARTS.get(score['name'], score['name'])}", "", f"Cases: {score['cases']}.", ""]
        if "baselines" in score:
            lines += _beside(score)
        lines += table(score["fields"].items(), "field")
        if "topics" in score:
            lines += ["", f"Macro-F1 over topics: {_percent(score['macro_f1'])} %."]
            if not is_locked(score["name"]):
                lines += ["", *_topics(score["topics"])]
        if errors and not is_locked(score["name"]):
            lines += ["", "| case | field | expected | found |", "|---|---|---|---|"]
            lines += [
                f"| {miss['case']} | {miss['field']} | {_cell(miss['expected'])} | {_cell(miss['found'])} |"
                for miss in score["errors"]
            ]
        lines.append("")
    return "\n".join(lines)


def _topics(topics: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the table of the topics that aren't wholly right; a page of hundreds of hundreds hides them."""
    faulty = {name: tally for name, tally in topics.items() if tally["f1"] < 1}
    lines = [f"Topics wholly right: {len(topics) - len(faulty)} of {len(topics)}."]
    return [*lines, "", *table(faulty.items(), "topic")] if faulty else lines


def _beside(score: Mapping[str, Any]) -> list[str]:
    """Return one table with our F1 beside those of the baselines."""
    names = list(score["baselines"])
    lines = [f"| F1 % | pirules | {' | '.join(names)} |", "|---|---:|" + "---:|" * len(names)]
    for field, tally in score["fields"].items():
        others = (score["baselines"][name]["fields"][field] for name in names)
        lines.append(f"| {field} | {' | '.join(_percent(item['f1']) for item in (tally, *others))} |")
    return [*lines, ""]


def _cell(text: str) -> str:
    return text.replace("|", "／").replace("\n", " ")


def plain_text(title: str, scores: list[dict[str, Any]], *, show_locked: bool = False) -> str:
    """Return the scores for a terminal, with the errors of every part but the locked ones unless they are asked for."""
    lines = [title]
    for score in scores:
        lines.append(f"[{score['name']}] {score['cases']} 件")
        lines.append(f"  {'項目':<24} {'正解数':>5} {'適合率':>7} {'再現率':>7} {'F1':>7}")
        for name, tally in score["fields"].items():
            figures = " ".join(f"{_percent(tally[key]):>8}" for key in ("precision", "recall", "f1"))
            lines.append(f"  {name:<26} {tally['hits'] + tally['missed']:>6} {figures}")
        if "macro_f1" in score:
            lines.append(f"  トピックのマクロF1: {_percent(score['macro_f1'])}")
        if is_locked(score["name"]) and not show_locked:
            lines.append(f"  誤り {len(score['errors'])} 件（検証用のため一覧は --show-locked のときだけ）")
            continue
        lines += _error_lines(score)
    return "\n".join(lines) + "\n"


def _error_lines(score: Mapping[str, Any]) -> list[str]:
    return [
        f"  誤り {miss['case']} {miss['field']}: 正解「{miss['expected']}」 結果「{miss['found']}」"
        for miss in score["errors"]
    ]


def error_list(score: Mapping[str, Any]) -> str:
    """Return the errors of a score, one a line, whatever its part."""
    return "\n".join(_error_lines(score)) + "\n"


def rewrite_section(page: Path, name: str, text: str) -> str:
    """Return the page with the text between its markers ``<!-- eval:NAME -->`` and ``<!-- /eval:NAME -->`` replaced.

    Raises:
        InputError: ``P010`` when there is no such page, ``P107`` when it lacks the markers.
    """
    try:
        old = page.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError("P010", f"{page} がありません。") from error
    start, end = f"<!-- eval:{name} -->", f"<!-- /eval:{name} -->"
    if old.count(start) != 1 or old.count(end) != 1 or old.index(start) > old.index(end):
        raise InputError("P107", f"{page.name} に目印 {start} がありません。")
    head, rest = old.split(start)
    return f"{head}{start}\n{text.rstrip()}\n{end}{rest.split(end)[1]}"
