"""Ready questions: the municipal data flows that people ask about, with what is always the same filled in.

A template file (``rulesets/templates/*.yaml``) is a list of ``{id, group, system, title, flow, note, facts, usual}``.  ``facts``
opens the question; the answer's ``missing_facts`` are what is asked then.  ``usual`` is a scenario on top of ``facts``: the
ordinary case and its answer, run by ``pirules rules test``.  Templates open questions; they decide nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pirules.data import rulesets_dir
from pirules.provision.scenarios import Scenario
from pirules.rules.source import LocatedMap, fault, read_yaml

_KEYS = {"id", "group", "system", "title", "flow", "note", "facts", "usual"}


@dataclass(frozen=True, slots=True)
class Template:
    """A ready question.

    Attributes:
        id: stable name, in Latin letters.
        group: heading it stands under (基幹業務, 子育て, 捜査・司法 …).
        system: core system, procedure or channel.
        title: the question in one phrase.
        flow: from whom to whom.
        note: what to look at, one or two sentences.
        facts: request fields that are always the same, nested.
        usual: the ordinary case as a scenario.
    """

    id: str
    group: str
    system: str
    title: str
    flow: str
    note: str
    facts: dict[str, Any]
    usual: Scenario


def _merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``base`` with the nested fields of ``more`` on top."""
    result = dict(base)
    for key, value in more.items():
        below = result.get(key)
        result[key] = _merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return result


def _template(path: Path, body: Any) -> Template:
    if not isinstance(body, LocatedMap) or set(body) != _KEYS:
        raise fault(path, getattr(body, "line", 1), f"ひな形には {'、'.join(sorted(_KEYS))} が要ります。")
    usual = body["usual"]
    if not isinstance(usual, dict) or set(usual) != {"name", "facts", "expect"}:
        raise fault(path, body.line, "usual には name、facts、expect が要ります。")
    facts = _merged({}, body["facts"])
    scenario = Scenario(
        usual["name"], _merged(facts, usual["facts"]), dict(usual["expect"]), f"{path.name}:{body.line}"
    )
    words = {key: str(body[key]) for key in ("id", "group", "system", "title", "flow", "note")}
    return Template(**words, facts=facts, usual=scenario)


def load_templates(folder: Path | None = None) -> tuple[Template, ...]:
    """Read every ready question (default: those of the ruleset), in the order of files and lines.

    Raises:
        RulesetError: ``P501`` with file and line, also when two have one id.
    """
    found: dict[str, Template] = {}
    for path in sorted((folder or rulesets_dir() / "templates").glob("*.yaml")):
        for body in read_yaml(path):
            template = _template(path, body)
            if template.id in found:
                raise fault(path, body.line, f"id「{template.id}」は二度使われています。")
            found[template.id] = template
    return tuple(found.values())
