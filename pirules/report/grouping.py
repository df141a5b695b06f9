"""Findings that say the same, shown once: the paragraphs of an article about a council need no five equal boxes."""

import re
from collections.abc import Callable
from typing import Any

Findings = list[dict[str, Any]]

# What a reader would have to read twice if it were printed twice.
_SAME = (
    "topic",
    "verdict",
    "relation",
    "notify",
    "explanation",
    "recommendation",
    "authority",
    "contested",
    "law",
)
_ADVICE = ("topic", "verdict", "contested", "law", "recommendation")
# A name that ends in the number of a paragraph, an item or an article: one of a run of them.
_COUNTED = re.compile(r"第(?P<number>[0-9]{1,6})(?P<unit>[項号条])$")
_A_RANGE = 3
_ARTICLE = re.compile(r"(?:附則)?(?:第\d+条(?:の\d+)*)?")


def article_of(provision: str) -> str:
    """Return the article of a provision's name: 第5条 of 第5条第2項第6号; 附則 of 附則第4項; the name itself if it has none."""
    found = _ARTICLE.match(provision)
    return found.group() if found and found.group() else provision


def provisions_of(findings: Findings) -> str:
    """Join the names of provisions, the article said once: 第24条第1項、第2項; 第24条第1項から第5項まで."""
    names: list[str] = []
    before = ""
    for provision in dict.fromkeys(finding["provision"] for finding in findings):
        article = article_of(provision)
        rest = provision[len(article) :]
        # 第2項 without its article is only clear where the article was just said with a paragraph.
        names.append(rest if article == before and rest else provision)
        before = article if rest else ""
    return "、".join(_ranges(names))


def _ranges(names: list[str]) -> list[str]:
    """Say three and more paragraphs or items in a row as a range: 第1項から第5項まで."""
    result: list[str] = []
    run: list[str] = []
    last: tuple[int, str] | None = None
    for name in names:
        found = _COUNTED.search(name)
        here = (int(found["number"]), found["unit"]) if found else None
        follows = run and here is not None and last == (here[0] - 1, here[1]) and found and found.start() == 0
        if not follows:
            result += _range(run)
            run = []
        run.append(name)
        last = here
    return [*result, *_range(run)]


def _range(run: list[str]) -> list[str]:
    return [f"{run[0]}から{run[-1]}まで"] if len(run) >= _A_RANGE else run


def _joined(members: Findings) -> dict[str, Any]:
    first = members[0]
    if len(members) == 1:
        return {**first, "members": members}
    confidences = sorted(round(member["confidence"] * 100) for member in members)
    low, high = confidences[0], confidences[-1]
    return {
        **first,
        "members": members,
        "provision": provisions_of(members),
        "confidence_label": f"{low}％" if low == high else f"{low}〜{high}％",
        "evidence_text": "」「".join(dict.fromkeys(member["evidence_text"] for member in members)),
    }


def _together(findings: Findings, key: Callable[[dict[str, Any]], tuple[Any, ...]]) -> Findings:
    groups: dict[tuple[Any, ...], Findings] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return [_joined(members) for members in groups.values()]


def same_words(findings: Findings) -> Findings:
    """Join the findings of one section that differ only in their place; each has its ``members``."""
    return _together(findings, lambda finding: tuple(finding[name] for name in _SAME))


def same_advice(findings: Findings) -> Findings:
    """Join the findings of a whole ordinance that ask for the same, in the order of their first place."""
    return _together(findings, lambda finding: tuple(finding[name] for name in _ADVICE))
