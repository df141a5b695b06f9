"""Terms that an ordinance defines for itself, read as the words that patterns know (``rulesets/gap/aliases.yaml``)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pirules.data import rulesets_dir
from pirules.gap.expressions import Expressions
from pirules.gap.topics import load_vocabulary
from pirules.gap.yamlfile import read_yaml
from pirules.ordinance.definitions import defined_terms
from pirules.ordinance.model import Ordinance
from pirules.text.fold import fold, without_space

_SHORTEST = 2
_LONGEST = 30
# What may stand before the short name of a board without making it another's.
_OTHER_BODY = r"(?:(?<![一-鿿])|(?<=[同本該市町村区県]))"


@dataclass(frozen=True, slots=True)
class _Rule:
    canonical: str
    law: str | None
    meaning: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@lru_cache(maxsize=2)
def _rules() -> tuple[_Rule, ...]:
    raw, _ = read_yaml(rulesets_dir() / "gap" / "aliases.yaml")
    expressions = Expressions(load_vocabulary())
    return tuple(
        _Rule(
            entry["canonical"],
            entry.get("law"),
            expressions.regex(entry["meaning"]) if "meaning" in entry else None,
            expressions.regex(entry["unless"]) if "unless" in entry else None,
        )
        for entry in raw["aliases"]
    )


@dataclass(frozen=True, slots=True)
class Aliases:
    """The aliases of one ordinance: one expression that finds them all, and what each stands for."""

    pattern: re.Pattern[str] | None
    canonical: Mapping[str, str]


def aliases_of(ordinance: Ordinance) -> Aliases:
    """Return the aliases of an ordinance, found in its definitions."""
    table: dict[str, str] = {}
    for term in defined_terms(ordinance):
        name = fold(without_space(term.term))
        canonical = _canonical(name, fold(without_space(term.meaning)), term.law)
        if canonical is not None and canonical != name:
            table.setdefault(name, canonical)
    if not table:
        return Aliases(None, {})
    words: Sequence[str] = sorted(table, key=len, reverse=True)
    return Aliases(re.compile("|".join(map(_as_a_word, words))), table)


def _as_a_word(name: str) -> str:
    """Return the expression of a term; 「委員会」 isn't meant by 「教育委員会」 or 「国の個人情報保護委員会」."""
    before = _OTHER_BODY if name.endswith("会") else ""
    return before + re.escape(name)


def _canonical(name: str, meaning: str, law: str | None) -> str | None:
    if not _SHORTEST <= len(name) <= _LONGEST:
        return None
    for rule in _rules():
        if rule.unless is not None and rule.unless.search(name):
            continue
        if rule.law is not None and law != rule.law:
            continue
        if rule.meaning is not None and not rule.meaning.search(meaning):
            continue
        return rule.canonical
    return None
