"""Scores the provision check against decided cases: how often the decision and its parts are right.

A wrong 「可」 is counted apart, because it alone lets harm happen: the answer is 可 or 条件付き可 where the law forbids
the act (``forbidden``), or goes further than the law lets it go without a judgement or a condition (``hasty``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pirules.corpus.case_gold import LISTS, REFUSED, DecidedCase, case_files, read_cases
from pirules.corpus.scoring import Miss
from pirules.errors import RequestError
from pirules.provision import Answer, check
from pirules.provision.scenarios import shown

#: From the strictest to the most permissive; ``out_of_scope`` and a refusal permit nothing.
_PERMISSIVENESS = {"prohibited": 0, "needs_judgment": 1, "conditional": 2, "permitted": 3}
_PERMITS = 2
#: What may follow an article's label in the label of one of its parts (法75条 → 法75条1項, but not 法75条の2).
_PART = re.compile(r"(?:第?\d|た|各|イ|ロ|ハ)")


@dataclass(slots=True)
class CaseScore:
    """How many cases were right, field by field, with the errors and the wrong permissions."""

    name: str
    cases: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    hasty: list[str] = field(default_factory=list)

    def count(self, case: DecidedCase, name: str, faults: Iterable[tuple[str, str]]) -> None:
        """Count a field of a case: right when there is no fault, a pair of what was expected and what was found."""
        found = [Miss(f"{case.place} {case.name}", name, *item) for item in faults]
        tally = self.fields.setdefault(name, [0, 0])
        tally[0] += not found
        tally[1] += 1
        self.misses += found

    def as_dict(self) -> dict[str, Any]:
        """Return the score as JSON has it."""
        return {
            "name": self.name,
            "cases": self.cases,
            "fields": {
                name: {"right": right, "of": total, "share": round(right / total, 4)}
                for name, (right, total) in self.fields.items()
            },
            "forbidden": len(self.forbidden),
            "hasty": len(self.hasty),
            "errors": [miss.as_dict() for miss in self.misses],
        }


def names(found: str, wanted: str) -> bool:
    """Say whether a citation names what is wanted: the same label, or a part of the article that is wanted."""
    return found == wanted or (found.startswith(wanted) and bool(_PART.match(found, len(wanted))))


def _list_faults(answer: Answer, key: str, expect: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a list of the answer lacks, or holds against the case."""
    found = shown(answer, key)
    said = "、".join(found)
    for wanted in expect.get(key, ()):
        if not any(names(label, wanted) for label in found):
            yield wanted, said
    for unwanted in expect.get("absent", {}).get(key, ()):
        if any(names(label, unwanted) for label in found):
            yield f"{unwanted} でない", said
    exact = expect.get("exactly", {}).get(key)
    if exact is not None and sorted(exact) != sorted(found):
        yield f"{'、'.join(exact) or '空'} だけ", said
    if key == "basis" and "first" in expect and not (found and names(found[0], expect["first"])):
        yield f"先頭に {expect['first']}", said


def _speaks_of(key: str, expect: Mapping[str, Any]) -> bool:
    if key == "basis" and "first" in expect:
        return True
    return key in expect or key in expect.get("absent", {}) or key in expect.get("exactly", {})


def _missing_changes(answer: Answer, wanted: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the sets of facts that the answer should name as turning it, and doesn't."""
    found = [(item.decision, dict(item.facts)) for item in answer.changes]
    for change in wanted:
        if (change["decision"], dict(change["facts"])) not in found:
            yield f"{change['decision']} {dict(change['facts'])}", str(found)


def _breaches(answer: Answer, case: DecidedCase) -> Iterator[tuple[str, str]]:
    """Yield what no answer may be, whatever the case: the contract's own conditions on the lists."""
    decision = answer.decision
    if not answer.basis and decision != "needs_judgment":
        yield "basis は空でない", "空"
    if bool(answer.conditions) is not (decision == "conditional"):
        yield "conditions は条件付き可のときだけ", f"{decision} {len(answer.conditions)} 件"
    if answer.obligations and decision in ("prohibited", "out_of_scope"):
        yield "obligations は空", "、".join(shown(answer, "obligations"))
    if not answer.reasons or not answer.trace:
        yield "reasons と trace がある", "空"
    for asked in answer.missing_facts:
        group, _, name = asked.field.partition(".")
        value = case.request.get(group)
        if (value.get(name) if isinstance(value, dict) else value if not name else None) is not None:
            yield f"{asked.field} は分かっている", "missing_facts"


def _too_far(decision: str, accepted: Iterable[str]) -> str | None:
    """Say how a decision is wrongly permissive: ``forbidden``, ``hasty``, or not at all."""
    level = _PERMISSIVENESS.get(decision, 0)
    furthest = max(_PERMISSIVENESS.get(item, 0) for item in accepted)
    if level < _PERMITS or level <= furthest:
        return None
    return "forbidden" if furthest == 0 else "hasty"


def add_case(score: CaseScore, case: DecidedCase) -> None:
    """Run one case and count it.

    Raises:
        EngineError: an engine failed, or the engines differ.
    """
    score.cases += 1
    try:
        answer = check(case.request)
    except RequestError:
        answer = None
    decision = answer.decision if answer else REFUSED
    right = decision in case.accepted
    score.count(case, "decision", () if right else [("|".join(case.accepted), decision)])
    too_far = _too_far(decision, case.accepted)
    if too_far:
        getattr(score, too_far).append(case.place)
    if answer is None:
        return
    for key in LISTS:
        if _speaks_of(key, case.expect):
            score.count(case, key, _list_faults(answer, key, case.expect))
    if "authority" in case.expect:
        wanted = case.expect["authority"]
        found = {key: getattr(answer.authority, key) for key in wanted}
        score.count(case, "authority", () if found == wanted else [(str(dict(wanted)), str(found))])
    if "changes" in case.expect:
        score.count(case, "changes", _missing_changes(answer, case.expect["changes"]))
    score.count(case, "contract", _breaches(answer, case))


def evaluate_cases(directory: Path) -> list[CaseScore]:
    """Run every decided case below a directory; one score a part (the folder that holds the file).

    Raises:
        InputError: ``P010`` when there are none.
        RulesetError: ``P501`` when a file isn't of the shape of decided cases.
    """
    scores: dict[str, CaseScore] = {}
    for path in case_files(directory):
        score = scores.setdefault(path.parent.name, CaseScore(path.parent.name))
        for case in read_cases(path):
            add_case(score, case)
    return [scores[name] for name in sorted(scores)]
