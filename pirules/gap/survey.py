"""The online-linkage survey (オンライン結合制限): under which conditions an ordinance lets linkage happen.

The types stand in ``rulesets/gap/linkage_survey.yaml``; a corpus counts them into the table of the national survey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.gap.expressions import Expressions
from pirules.gap.found import Found
from pirules.gap.linkage_conditions import Conditions
from pirules.gap.topics import load_vocabulary
from pirules.gap.units import Passage
from pirules.gap.yamlfile import read_yaml

OTHER = "other"


@dataclass(frozen=True, slots=True)
class LinkageSurvey:
    """What an ordinance says of online linkage.

    Attributes:
        restricted: it has a clause that restricts linkage.
        provisions: the places of those clauses.
        types: ids of the exception types found, in the order of the rule file; ``other`` where a condition is of no known type.
    """

    restricted: bool
    provisions: tuple[str, ...]
    types: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the survey as JSON values."""
        return {
            "restricted": self.restricted,
            "provisions": list(self.provisions),
            "types": list(self.types),
        }


@lru_cache(maxsize=2)
def _rules() -> Mapping[str, Any]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "linkage_survey.yaml")
    expressions = Expressions(load_vocabulary())
    types = {entry["id"]: (entry["name"], expressions.regex(entry["words"])) for entry in raw["types"]}
    return {
        "topic": raw["topic"],
        "types": types,
        "other": frozenset(raw["other"]),
        "published": raw["published"],
    }


def type_names() -> dict[str, str]:
    """Return the exception types with their Japanese names, ``other`` last."""
    return {**{name: label for name, (label, _) in _rules()["types"].items()}, OTHER: "その他"}


def published_survey() -> Mapping[str, Any]:
    """Return the figures of the national survey: ``{published_on, groups: {name: {with, without, conditions}}}``."""
    published: Mapping[str, Any] = _rules()["published"]
    return published


def published_group(type_id: str) -> str:
    """Return the row of the published table that a type counts in: the first three by themselves, the rest 「その他」."""
    return OTHER if type_id == OTHER or type_id in _rules()["other"] else type_id


def survey(found: Sequence[Found], passages: Sequence[Passage]) -> LinkageSurvey:
    """Return what the findings of one ordinance say of online linkage.

    A clause that only asks for security (法66条) restricts nothing and isn't counted.

    Args:
        found: the findings.
        passages: the paragraphs of the ordinance.
    """
    return _surveyed([entry for entry in found if _restricts(entry)], Conditions(passages))


def _surveyed(clauses: Sequence[Found], conditions: Conditions) -> LinkageSurvey:
    banning = list({entry.passage.provision: entry.passage for entry in clauses}.values())
    types: set[str] = set()
    for condition in conditions.of(banning):
        known = _types_of(condition.text)
        types |= known or ({OTHER} if condition.opens else set())
    provisions = tuple(dict.fromkeys(entry.provision for entry in clauses))
    return LinkageSurvey(bool(clauses), provisions, tuple(name for name in type_names() if name in types))


def _types_of(text: str) -> set[str]:
    return {name for name, (_, words) in _rules()["types"].items() if words.search(text)}


def _restricts(entry: Found) -> bool:
    return entry.topic.slug == _rules()["topic"] and entry.outcome.classification == "not_permitted"


def with_survey(found: Sequence[Found], passages: Sequence[Passage]) -> list[Found]:
    """Return the findings with the exception types of its article said in the explanation of each linkage clause."""
    articles: dict[int, list[Found]] = {}
    for entry in found:
        if _restricts(entry):
            articles.setdefault(id(entry.passage.article.view), []).append(entry)
    conditions = Conditions(passages if articles else ())
    notes = {article: explain(_surveyed(clauses, conditions)) for article, clauses in articles.items()}
    return [
        _noted(entry, notes[id(entry.passage.article.view)]) if _restricts(entry) else entry
        for entry in found
    ]


def _noted(entry: Found, note: str) -> Found:
    return replace(entry, outcome=entry.outcome.changed({"note": note}, None))


def explain(result: LinkageSurvey) -> str:
    """Return one sentence for the explanation of a linkage finding."""
    if not result.types:
        return "例外は定められていません。"
    names = type_names()
    return "結合を認める条件：" + "、".join(names[name] for name in result.types) + "。"
