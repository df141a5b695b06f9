"""Two baselines beside the legal grammar: plain regular expressions, and what ``ginza.clauses`` alone gives.

Neither knows the levels of 又は and 及び, brackets, or which phrase belongs to which predicate: they show what a day's
work without legal grammar would reach on the same gold.
"""

import re
from functools import lru_cache
from typing import Any

from pirules.corpus.clause_gold import GoldClause
from pirules.corpus.clause_scoring import Analyser, Frame

_ENDINGS = (
    ("prohibition", re.compile(r"てはならない|ことができない")),
    ("exclusion", re.compile(r"この限りでない|適用しない|算入しない")),
    ("effort", re.compile(r"努め")),
    ("obligation", re.compile(r"なければならない|ものとする")),
    ("permission", re.compile(r"ことができる|妨げない")),
    ("deeming", re.compile(r"みなす")),
    ("application", re.compile(r"準用する|適用する")),
    ("definition", re.compile(r"をいう|例による")),
    ("delegation", re.compile(r"で定める|別に定める")),
)
_SUBJECT = re.compile(r"^(.+?)(?:は|とは|が)、")
_COUNTERPARTY = re.compile(r"、([^、]+?)(?:に対し|に)、")
_CONDITION = re.compile(r"([^、。]+?(?:とき|場合))(?:は|において|には|に限り)?[、。]")
_EXCEPTION = re.compile(r"([^、。]+?)を除(?:き|くほか)")
_OBJECT = re.compile(r"([^、。]+?)を[^、。]+[。、]")
_ACTION = re.compile(
    r"([^、。をにがは]+?)(?:し|して)?(?:なければならない|てはならない|ことができる|ものとする)"
)


def _role(gold: GoldClause) -> str:
    """Tell the role by the first word, as a reader without a tree would."""
    if gold.text.startswith("ただし"):
        return "proviso"
    return "item" if gold.lead else "second_sentence" if gold.before else "main"


def by_regex(gold: GoldClause) -> Frame:
    """Find a frame with one regular expression a field."""
    text = gold.text
    subject = _SUBJECT.search(text)
    counterparty = _COUNTERPARTY.search(text)
    modality = next((name for name, pattern in _ENDINGS if pattern.search(text)), "statement")
    return {
        "role": _role(gold),
        "modality": modality,
        "subject": subject.group(1) if subject else None,
        "counterparty": counterparty.group(1) if counterparty else None,
        "actions": _ACTION.findall(text),
        "objects": _OBJECT.findall(text),
        "conditions": _CONDITION.findall(text),
        "exceptions": _EXCEPTION.findall(text),
    }


@lru_cache(maxsize=1)
def _model() -> Any:
    """Load the language model once."""
    import spacy

    return spacy.load("ja_ginza")


def _phrase(token: Any) -> str:
    """Return the words of a dependent and what depends on it, without its own particle."""
    words = [word for word in token.subtree if not (word.head == token and word.dep_ in {"case", "punct"})]
    return "".join(word.text for word in words)


def by_ginza(gold: GoldClause) -> Frame:
    """Find a frame from ``ginza.clauses`` and the dependents of each clause's root; modality as by the regex."""
    import ginza

    frame: dict[str, Any] = {"subject": None, "counterparty": None}
    lists: dict[str, list[str]] = {name: [] for name in ("actions", "objects", "conditions", "exceptions")}
    doc = _model()(gold.text)
    for piece in ginza.clauses(doc):
        words = "".join(word.text for word in piece)
        if re.search(r"(?:とき|場合)(?:は|において|には)?、?$", words):
            lists["conditions"].append(words)
        elif re.search(r"を除(?:き|くほか)、?$", words):
            lists["exceptions"].append(words)
    root = list(doc.sents)[-1].root
    lists["actions"].append(root.lemma_)
    for child in root.children:
        if child.dep_ in {"nsubj", "nsubj:pass"} and frame["subject"] is None:
            frame["subject"] = _phrase(child)
        elif child.dep_ == "obj":
            lists["objects"].append(_phrase(child))
        elif child.dep_ == "obl" and any(word.text == "に" for word in child.children):
            frame["counterparty"] = _phrase(child)
    by_ending = by_regex(gold)
    return {**lists, **frame, "role": by_ending["role"], "modality": by_ending["modality"]}


BASELINES: dict[str, Analyser] = {"plain regex": by_regex, "ginza.clauses": by_ginza}
