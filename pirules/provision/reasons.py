"""The reasons of an answer: what decides, the steps of the flow, what was cited, defaults and limits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pirules.law import index, scan
from pirules.provision.answer import Data
from pirules.provision.explain import Context
from pirules.provision.special_statutes import UNLISTED, Statute
from pirules.provision.statutes import Cited
from pirules.rules import combine
from pirules.rules.conditions import truth
from pirules.rules.finding import Finding
from pirules.rules.flow import Rulebook
from pirules.rules.logic import Truth
from pirules.rules.model import Outcome, Statement, facts_of
from pirules.text.dates import to_wareki

#: What the names of facts begin with that are stated, read off or derived of the legal basis.
_BASIS = ("legal_basis.", "basis.", "statute.")
#: Outcomes of effects that leave the decision to a person.
_OPEN = (Outcome.NEEDS_JUDGMENT, Outcome.HELD)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the sentences of the rules stand among the reasons; each is known by its identity.

    Attributes:
        deciding: those of effects that decide.
        basis: those of rules that look at the legal basis; what is said of the citation stands beside them.
        notes: those of notes, which only explain.
        asking: those of effects that leave the decision open, with the request fields on which the rule hangs.
    """

    deciding: frozenset[int]
    basis: frozenset[int]
    notes: frozenset[int]
    asking: Mapping[int, frozenset[str]]


@lru_cache(maxsize=4)
def _places(book: Rulebook) -> _Places:
    notes = {rule for branch in book.branches for rule in branch.notes}
    places: dict[str, set[int]] = {"deciding": set(), "basis": set(), "notes": set()}
    asking: dict[int, frozenset[str]] = {}
    origins = book.vocabulary.origins
    for rule in book.rules.values():
        fields = frozenset(field for name in facts_of(rule.condition) for field in origins[name])
        for effect in (rule.holds, rule.open, rule.fails):
            said = {id(item) for item in effect.reasons}
            if rule in notes:
                places["notes"] |= said
                continue
            if effect.outcome is not Outcome.NONE:
                places["deciding"] |= said
            if effect.outcome in _OPEN:
                asking |= dict.fromkeys(said, fields)
            if any(name.startswith(_BASIS) for name in facts_of(rule.condition)):
                places["basis"] |= said
    return _Places(**{name: frozenset(said) for name, said in places.items()}, asking=asking)


def _leading(places: _Places, said: Sequence[Statement], missing: Iterable[str]) -> Statement | None:
    """Return the sentence that stands first: where the decision is open, of what the first question asks about.

    The first question is that of the first missing fact of which a sentence speaks.
    """
    for name in missing:
        for item in said:
            if name in places.asking.get(id(item), ()):
                return item
    return next((item for item in said if id(item) in places.deciding), None)


def reasons(context: Context, finding: Finding, missing: Collection[str]) -> list[Data]:
    """Return every reason of the answer, what decides first and the notice of the ruleset last.

    ``missing`` is in the order of the questions; an open decision begins with what its first question asks about.
    The steps of the flow follow what decides, with what is said of the citation beside those that look at it; then the
    defaults on which the answer rests (where the field is among the ``missing`` facts), and the notes.
    """
    places = _places(context.book)
    said = [item for item in finding.reasons if id(item) not in places.notes]
    notes = [item for item in finding.reasons if id(item) in places.notes]
    is_open = combine.public(finding.outcome) is Outcome.NEEDS_JUDGMENT
    leading = _leading(places, said, missing if is_open else ())
    said.sort(key=lambda item: item is not leading)
    beside = max((n for n, item in enumerate(said, 1) if id(item) in places.basis), default=len(said))
    found = [context.said_with(item) for item in said]
    found[beside:beside] = _cited_reasons(context)
    if not finding.reasons:
        found += [context.said("open_rule", title=rule.title) for rule in finding.unanswered]
    found += _assumed(context, missing)
    found += [context.said_with(item) for item in notes]
    found += _text_unread(context, finding)
    resting_on = tuple(item["label"] for item in context.citations(finding.basis))
    found += [{"text": text, "citations": []} for text in _to_come(resting_on, context.request.as_of)]
    found.append({"text": context.ruleset.notice, "citations": []})
    return list({item["text"]: item for item in found}.values())


def _assumed(context: Context, missing: Collection[str]) -> list[Data]:
    """Return the declared defaults on which the answer rests."""
    found = []
    for name, derived in context.book.vocabulary.derived.items():
        declares = derived.declares
        said = declares is not None and name in context.defaults and declares in missing
        if said and truth(derived.default_if, context.facts) is Truth.YES:
            field = context.book.vocabulary.fields[str(declares)]
            citation = derived.default_citation or field.asked(context.facts).citation
            text = derived.default_text or ""
            found.append({"text": text, "citations": context.citations([citation])})
    return found


def _text_unread(context: Context, finding: Finding) -> list[Data]:
    """Return what must be said where the text of the day asked about was not read."""
    ruleset, as_of = context.ruleset, context.request.as_of
    numbers = context.request.said("information.category") == "specific_personal_information"
    encodes = ruleset.encodes
    if as_of > ruleset.checked_until:
        name = "as_of_after_check"
    elif finding.outcome is Outcome.OUT_OF_SCOPE:
        return []
    elif numbers and as_of < ruleset.encodes_numbers:
        name, encodes = "as_of_before_numbers", ruleset.encodes_numbers
    elif as_of < encodes:
        name = "as_of_before_text"
    else:
        return []
    days = {"encodes": encodes, "checked": ruleset.checked_until, "as_of": as_of}
    return [context.said(name, **{key: to_wareki(day) for key, day in days.items()})]


@lru_cache(maxsize=4096)
def _to_come(labels: tuple[str, ...], as_of: date) -> tuple[str, ...]:
    """Return what must be said of promulgated revisions that touch the places the answer rests on."""
    return index().notes([place for label in labels for place in scan(label).citations], as_of)


def _cited_reasons(context: Context) -> list[Data]:
    cited = context.cited
    if cited.text is None or cited.only_ordinances:
        return []
    if cited.unnamed:
        return [context.said("unnamed_citation", text=cited.text)]
    denied = [context.said("denied_citation", text=cited.text)] if cited.denied else []
    return denied if denied and cited.below else [*denied, *_standing_reasons(context, cited)]


def _standing_reasons(context: Context, cited: Cited) -> list[Data]:
    """Return what is said of the places that may carry a provision."""
    if cited.below:
        return [context.said("below_citation", text=cited.text)]
    if not cited.citations:
        return [context.said("unread_citation", text=cited.text)]
    labels = "、".join(item.label for item in cited.citations)
    if cited.out_of_force is not None:
        return [
            context.said(
                "citation_out_of_force", "$statute", label=labels, **_span(context, cited.out_of_force)
            )
        ]
    if cited.statute is None or cited.statute.kind == UNLISTED:
        return [context.said("unlisted_citation", "$statute", label=labels)]
    places = cited.statute.citations
    # An ordinance cited beside the statute isn't what the row speaks of.
    own = [item.label for item in cited.citations if any(place.contains(item) for place in places)]
    found = [context.said("listed_citation", *own, label="、".join(own), note=cited.statute.note)]
    if cited.statute.start is None and context.request.as_of < context.ruleset.encodes:
        found.append(context.said("citation_undated", "$statute", label=labels))
    return found


def _span(context: Context, row: Statute) -> dict[str, str]:
    """Return the days of a row and the day asked about, as people read them."""
    start = to_wareki(row.start) + "から" if row.start else ""
    end = to_wareki(row.end) + "まで" if row.end else ""
    return {"span": start + end, "as_of": to_wareki(context.request.as_of)}
