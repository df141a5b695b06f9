"""The answer's contract on every scenario and on the usual case of every ready question."""

import pytest

from pirules.data import rulesets_dir
from pirules.errors import RequestError
from pirules.law import Citation
from pirules.provision import check
from pirules.provision.answer import Answer
from pirules.provision.scenarios import flat_trace, load_scenarios
from pirules.provision.templates import load_templates
from pirules.rules.flow import load_rulebook

SCENARIOS = [
    *load_scenarios(rulesets_dir() / "scenarios"),
    *(template.usual for template in load_templates()),
]
VOCABULARY = load_rulebook().vocabulary
FIELDS = {*VOCABULARY.fields, VOCABULARY.citation_field}


def with_facts(request, facts):
    """Return the request with the dotted ``facts`` set in it."""
    result = {name: dict(value) if isinstance(value, dict) else value for name, value in request.items()}
    for name, value in facts.items():
        group, _, field = name.partition(".")
        if field:
            result[group] = {**(result.get(group) or {}), field: value}
        else:
            result[group] = value
    return result


def citations_of(answer):
    yield from answer.basis
    for part in (*answer.reasons, *answer.conditions):
        yield from part.citations
    for part in (*answer.obligations, *answer.missing_facts):
        yield part.citation
    for node in flat_trace(answer.trace):
        yield node.citation


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: item.place)
def test_the_answer_keeps_its_contract(scenario):
    if "error" in scenario.expect:
        with pytest.raises(RequestError, match=scenario.expect["error"]):
            check(scenario.facts)
        return
    answer = check(scenario.facts)
    assert set(answer.model_dump(mode="json")) == set(Answer.model_fields)
    assert answer.basis or answer.decision == "needs_judgment"
    assert bool(answer.conditions) == (answer.decision == "conditional")
    if answer.decision in {"prohibited", "out_of_scope"}:
        assert answer.obligations == []
    given = {
        f"{group}.{name}"
        for group, inner in scenario.facts.items()
        if isinstance(inner, dict)
        for name, value in inner.items()
        if value is not None
    }
    if any("文字のまま" in item.text for item in answer.reasons):
        # A text that can't be read as a citation leaves open which provision it is.
        given.discard(VOCABULARY.citation_field)
    asked = [item.field for item in answer.missing_facts]
    assert set(asked) <= FIELDS - given
    assert len(asked) == len(set(asked))
    for citation in citations_of(answer):
        assert Citation.parse(citation.label).as_dict() == citation.model_dump(), citation.label
    for change in answer.changes:
        assert check(with_facts(scenario.facts, change.facts)).decision == change.decision, change
        assert change.decision != answer.decision
