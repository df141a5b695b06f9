"""What the reader of a report must be told about the text itself: another subject, an amendment, a draft, old numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.errors import Problem
from pirules.gap.found import Found
from pirules.gap.model import Finding
from pirules.gap.rows import MOST
from pirules.gap.units import Passage
from pirules.gap.yamlfile import read_yaml
from pirules.law.citation import Citation
from pirules.law.index import index
from pirules.law.local import local_days
from pirules.ordinance.model import Kind, NodeType, Ordinance
from pirules.ordinance.references import Resolution
from pirules.rules.ruleset import load_ruleset
from pirules.text.dates import to_wareki

_MAX_BLANKS = 20


@lru_cache(maxsize=2)
def _rules() -> dict[str, Any]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "subject.yaml")
    return {key: re.compile(value) if isinstance(value, str) else value for key, value in raw.items()}


def is_amending(ordinance: Ordinance) -> bool:
    """Whether the ordinance amends another one (改め文): its own sentences are about wording, not about handling."""
    title = "".join((ordinance.title or "").split())
    return bool(_rules()["amending_title"].search(title))


def begins_late(ordinance: Ordinance) -> bool:
    """Whether the text is only a part of an ordinance (its latter part, or what a table of old and new shows).

    Nothing can be said to be missing from the whole then.
    """
    return any(problem.code in ("P221", "P225", "P226") for problem in ordinance.problems)


def within_subject(ordinance: Ordinance, found: Sequence[Found]) -> list[Found]:
    """Keep, of an ordinance on another subject, only clauses that really speak of personal information."""
    rules = _rules()
    near = bool(rules["near_title"].search(ordinance.title or ""))
    board = bool(rules["board_title"].search(ordinance.title or ""))
    return [
        entry
        for entry in found
        if (
            entry.topic.elsewhere
            or (near and entry.topic.slug in rules["frame_topics"])
            or (board and _is_of_the_act(entry))
            or _is_of_persons(entry)
        )
        and (
            near
            or _is_of_persons(entry)
            or rules["personal"].search(entry.passage.view.text)
            or rules["personal"].search(ordinance.title or "")
        )
    ]


def _is_of_persons(found: Found) -> bool:
    """Whether a single clause is about what is done with data on persons, whatever its ordinance is about."""
    rules = _rules()
    named = rules["of_persons"].search(found.passage.article.view.text)
    return found.topic.slug in rules["of_persons_topics"] and bool(named)


def _is_of_the_act(found: Found) -> bool:
    """Whether a clause speaks of the Act or its decisions, by itself or in an article that cites the Act."""
    passage = found.passage
    if any(citation.law == load_ruleset().law for citation in passage.article.cites):
        return True
    return bool(_rules()["of_the_act"].search(passage.article.view.text))


def same_body(ordinance: Ordinance, other: Ordinance) -> bool:
    """Whether two ordinances may be of the same body: one that doesn't say whose it is counts as the same."""
    ours, theirs = ordinance.body or "", other.body or ""
    return ours.startswith(theirs) or theirs.startswith(ours)


def strangers(ordinance: Ordinance, others: Sequence[Ordinance]) -> tuple[Problem, ...]:
    """Return a problem for each ordinance given beside it that is another body's: it fills no gap here."""
    head = (0, min(len(ordinance.text), max(1, len(ordinance.title or ""))))
    return tuple(
        Problem(
            "P288",
            f"「{(other.title or '題名のない条例')[:60]}」は別の団体（{(other.body or '')[:40]}）の条例なので、不足の判断に使っていません。",
            head,
        )
        for other in others
        if not same_body(ordinance, other)
    )


def long_tables(ordinance: Ordinance, passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield where a table goes on behind the last row or sentence that is judged by itself."""
    for passage in passages:
        judged = passage.rows or passage.later
        if len(judged) < MOST:
            continue
        rest = (judged[-1].span[1], passage.node.span[1])
        if ordinance.text[slice(*rest)].strip():
            words = (
                f"{passage.provision}の表は長いため、{MOST}件目より後の行や文を一つずつ突き合わせていません。"
            )
            yield Problem("P290", words, rest)


def problems(
    ordinance: Ordinance, findings: Sequence[Finding], resolution: Resolution, day: date
) -> list[Problem]:
    """Return what the text and the day make necessary to say."""
    head = (0, min(len(ordinance.text), max(1, len(ordinance.title or ""))))
    result: list[Problem] = []
    if ordinance.kind is Kind.OTHER and is_amending(ordinance):
        result.append(
            Problem(
                "P281",
                "他の条例を改める条例です。条文の全体が示されている改正だけを突き合わせます。改正後の全文を読み込ませて確かめてください。",
                head,
            )
        )
    elif ordinance.kind is Kind.OTHER and not findings:
        result.append(
            Problem("P280", "個人情報の保護と別の主題の条例です。突き合わせる規定がありません。", head)
        )
    elif ordinance.kind is Kind.OTHER:
        result.append(
            Problem(
                "P280",
                "個人情報の保護と別の主題の条例です。個人情報に関する規定だけを突き合わせました。",
                head,
            )
        )
    result += _about_the_day(day, head)
    result += _blanks(ordinance)
    result += _moved_numbers(ordinance, resolution, day)
    if (
        not any(node.type is NodeType.SUPPLEMENTARY for node in ordinance.nodes)
        and ordinance.kind is not Kind.OTHER
    ):
        result.append(
            Problem(
                "P285", "附則が見当たりません。条例の一部だけを読み込んでいないか確かめてください。", head
            )
        )
    return result


def _about_the_day(day: date, head: tuple[int, int]) -> list[Problem]:
    ruleset = load_ruleset()
    start = local_days().applies_from
    if day < start:
        return [
            Problem(
                "P282",
                f"基準日の{to_wareki(day)}には、法第5章が地方公共団体にまだ適用されていません。規定の突合せはしていません。",
                head,
            )
        ]
    if day > ruleset.checked_until:
        return [
            Problem(
                "P286",
                f"規則は{to_wareki(ruleset.encodes)}施行の条文により、{to_wareki(ruleset.checked_until)}までの改正と照合したものです。基準日までに別の改正があっても、反映していません。",
                head,
            )
        ]
    return []


def _blanks(ordinance: Ordinance) -> list[Problem]:
    pattern = _rules()["blank"]
    places = [match.span() for match in pattern.finditer(ordinance.text)][:_MAX_BLANKS]
    return [
        Problem("P283", "空欄が残っている案です。埋めてから確かめ直してください。", span) for span in places
    ]


def _moved_numbers(ordinance: Ordinance, resolution: Resolution, day: date) -> list[Problem]:
    """Tell of citations whose number has moved since the ordinance was made (罰則の条ずれ 2027-01-17)."""
    result = []
    laws = index()
    for reference in resolution.references:
        if reference.law is None or reference.article is None or laws.law(reference.law) is None:
            continue
        cited = Citation(
            law=reference.law, article=reference.article, paragraph=reference.paragraph, item=reference.item
        )
        moved = laws.renumbered(cited, day, ordinance.promulgated_on)
        if moved.citation == cited and not moved.changed:
            continue
        now = moved.citation.label if moved.citation else "削られた条"
        note = (
            f"{cited.label} は、この基準日では {now} です。"
            if moved.citation != cited
            else f"{cited.label} は改正されています。"
        )
        result.append(Problem("P284", note, reference.span))
    return result
