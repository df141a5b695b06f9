"""The online-linkage survey (オンライン結合制限): under which conditions an ordinance lets linkage happen.

The types stand in ``rulesets/gap/linkage_survey.yaml``; a corpus counts them into the table of the national survey.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pirules.data import rulesets_dir
from pirules.gap.expressions import Expressions
from pirules.gap.found import Found
from pirules.gap.topics import load_vocabulary
from pirules.gap.yamlfile import read_yaml

OTHER = "other"


@dataclass(frozen=True, slots=True)
class LinkageSurvey:
    """What an ordinance says of online linkage.

    Attributes:
        restricted: it has a clause that restricts linkage.
        provisions: the places of those clauses.
        types: ids of the exception types found, in the order of the rule file; ``other`` for a condition of no known type.
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
        "condition": expressions.regex(raw["condition"]),
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


def survey(found: Sequence[Found]) -> LinkageSurvey:
    """Return what the findings of one ordinance say of online linkage.

    A clause that only asks for security (法66条) restricts nothing and isn't counted.
    """
    rules = _rules()
    clauses = [
        entry
        for entry in found
        if entry.topic.slug == rules["topic"] and entry.outcome.classification == "not_permitted"
    ]
    # 「前項ただし書の場合は審議会の意見を聴く」 stands in a paragraph of its own: the article is read as one.
    texts = list(dict.fromkeys(entry.passage.article.view.bare.text for entry in clauses))
    types = [name for name, (_, words) in rules["types"].items() if any(words.search(text) for text in texts)]
    if not types and any(_conditional(rules["condition"], text) for text in texts):
        types = [OTHER]
    provisions = tuple(dict.fromkeys(entry.provision for entry in clauses))
    return LinkageSurvey(bool(clauses), provisions, tuple(types))


def _conditional(condition: re.Pattern[str], text: str) -> bool:
    return condition.search(text) is not None


def with_survey(found: Sequence[Found]) -> list[Found]:
    """Return the findings with the exception types said in the explanation of each linkage clause."""
    topic = _rules()["topic"]
    result = []
    for entry in found:
        if entry.topic.slug == topic and entry.outcome.classification == "not_permitted":
            note = explain(survey([entry]))
            entry = replace(entry, outcome=entry.outcome.changed({"note": note}, None))  # noqa: PLW2901
        result.append(entry)
    return result


def explain(result: LinkageSurvey) -> str:
    """Return one sentence for the explanation of a linkage finding."""
    if not result.types:
        return "例外は定められていません。"
    names = type_names()
    return "この条で結合を認める条件：" + "、".join(names[name] for name in result.types) + "。"
