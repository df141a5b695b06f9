"""From what was found to the findings of the report: words, citations of the day, ids that stay the same."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, cast

from pirules.gap.bodies import worded_for
from pirules.gap.found import Found
from pirules.gap.missing import national
from pirules.gap.model import Evidence, Finding
from pirules.gap.topics import Topic
from pirules.gap.units import Passage
from pirules.gap.view import joined, whole_numbers
from pirules.law.citation import Citation
from pirules.law.index import index
from pirules.ordinance.model import Kind, Ordinance

_ID_LENGTH = 12
_LEGACY_WORDS: Mapping[str, str] = {"goes": "廃止", "moves": "移行", "stays": "存続"}
_MAY_STAND = frozenset({"required", "permitted", "permitted_internal"})
Outcome = Literal["goes", "moves", "stays"]


@lru_cache(maxsize=2048)
def _on(citation: Citation, day: date) -> Citation:
    """Return the citation in the numbering of ``day``; rules are written in the numbering they encode."""
    return index().renumbered(citation, day).citation or citation


def citations_on(citations: Iterable[Citation], day: date) -> list[Citation]:
    """Return citations of rule files as they are numbered on ``day``."""
    return list(dict.fromkeys(_on(citation, day) for citation in citations))


def _words(found: Found) -> str:
    text = found.outcome.explanation.strip() + found.outcome.note.strip()
    for name, value in found.numbers.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _recommendation(found: Found, body: str | None) -> str:
    text = found.outcome.recommendation.strip()
    model = worded_for(found.outcome.model.strip(), body)
    return f"{text}文例「{model}」" if model else text


def _identity(found: Found, slug: str) -> str:
    # The id rests on topic and wording only, so that it survives renumbering and re-reading.
    return hashlib.sha256(f"{slug}\0{found.view.text}".encode()).hexdigest()[:_ID_LENGTH]


def _evidence(found: Found, text: str) -> list[Evidence]:
    spans = (whole_numbers(span, text) for span in found.evidence)
    return [Evidence(span=span, text=text[slice(*span)]) for span in spans]


def make_findings(
    found: Sequence[Found],
    passages: Sequence[Passage],
    ordinance: Ordinance,
    day: date,
    assembly: Topic | None,
) -> list[Finding]:
    """Return the findings of the report.

    Args:
        found: what the matcher found.
        passages: the paragraphs of the ordinance.
        ordinance: the ordinance; those of the old type and of an assembly are spoken of differently.
        day: the day of the report, for the numbering of citations.
        assembly: the topic that speaks of an assembly's ordinance.
    """
    if ordinance.kind is Kind.ASSEMBLY and assembly is not None:
        found = _as_assembly(found, passages, assembly)
    seen: Counter[str] = Counter()
    result = []
    for entry in found:
        identity = _identity(entry, entry.topic.slug)
        seen[identity] += 1
        if seen[identity] > 1:
            identity = f"{identity}-{seen[identity]}"
        result.append(_finding(entry, identity, ordinance, day))
    return result


def _finding(found: Found, identity: str, ordinance: Ordinance, day: date) -> Finding:
    outcome = found.outcome
    explanation, recommendation, notify, bases = (
        _words(found),
        _recommendation(found, ordinance.body),
        outcome.notify,
        outcome.bases,
    )
    legacy: Outcome | None = None
    if ordinance.kind is Kind.LEGACY:
        legacy = cast("Outcome", found.topic.legacy[0])
        if legacy != "stays" and outcome.classification in _MAY_STAND:
            # What may stand in an ordinance under the Act doesn't stay in this one: 「残せます」 speaks of the new ordinance.
            recommendation = f"法の施行条例に置く規定としては、{recommendation}"
        recommendation = f"【{_LEGACY_WORDS[legacy]}】{found.topic.legacy[1]}{recommendation}"
        # 法167条 speaks of ordinances made under the Act as amended; this one was not.
        notify, bases = ("no" if notify == "yes" else notify), ()
    return Finding.model_validate(
        {
            "id": identity,
            "topic": found.topic.slug,
            "provision": found.provision,
            "classification": outcome.classification,
            "relation": outcome.relation,
            "notify": notify,
            "national": national(citations_on(outcome.national, day)),
            "evidence": _evidence(found, ordinance.text),
            "explanation": explanation,
            "recommendation": recommendation,
            "authority": outcome.authority,
            "contested": outcome.contested,
            "confidence": round(found.confidence, 2),
            "bases": list(bases),
            "rules": list(found.rules),
            "legacy_outcome": legacy,
        }
    )


def _as_assembly(found: Sequence[Found], passages: Sequence[Passage], assembly: Topic) -> list[Found]:
    """One finding a paragraph: 第5章 doesn't apply to an assembly, whatever the clause resembles (法2条11項2号)."""
    matter: dict[str, Found] = {}
    for entry in found:
        matter.setdefault(entry.passage.provision, entry)
    result = []
    for passage in passages:
        known = matter.get(passage.provision)
        if known is None and (passage.lead is None or not passage.view.text):
            continue
        outcome = assembly.outcome
        if known is not None and known.topic is not assembly:
            note = f"この規定は、主題としては「{known.topic.name}」に当たります。"
            outcome = outcome.changed({"note": note}, None)
        spans = known.evidence if known else joined([passage.lead.span] if passage.lead else [])
        result.append(
            Found(
                assembly, passage.provision, passage, outcome, spans, passage.view, 0.95, ("assembly/kind",)
            )
        )
    return result
