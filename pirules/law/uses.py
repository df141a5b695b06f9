"""Where ``rulesets/`` cites the law: every citation with its file, line, rule and days, and rules that cite nothing.

The files are walked by their keys, whatever their kind: ``citation``, ``citations``, ``national`` and ``basis`` hold
citations; ``effective: {from, to}`` holds the days of everything below it; ``as_of`` those of a scenario.  Articles
that a sentence names (an explanation, a reason) are uses too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from pirules.errors import LawError
from pirules.law.citation import Citation
from pirules.law.mentions import mentions
from pirules.law.parsing import parse_all
from pirules.text.dates import parse_date
from pirules.text.yaml_loader import loader_for

_KEYS = {"citation", "citations", "national", "basis"}
# What makes a mapping a rule that must say its law: a rule of the flow, a topic, a row of the special statutes.
_EFFECTS = {"then", "else", "open", "kind"}
_NAMES = ("slug", "id", "name", "title")
# What a person wrote into a question, and how clauses are recognised, claims nothing.
_NO_CLAIM = {"facts", "forms", "vocabulary"}
_NOT_RULES = {"law_index", "schema"}
_MAX_DEPTH = 60
_MAX_SENTENCE = 20_000
_PATTERN = re.compile(r"\(\?|\.[{*+]|\[\^|\||\\[a-z]|第\?")
# The loader in C is ten times as fast; not every build of PyYAML has it.


@dataclass(frozen=True, slots=True)
class Use:
    """A citation in a file of rules.

    Attributes:
        file, line: where it stands; ``rule``: the nearest ``slug``, ``id`` or ``name`` around it.
        text: as written; ``citations``: what was read, empty when it can't be read (``problem`` says why).
        start, until: days of the rule (``None``: not said).
        in_text: named in a sentence, not under a key for citations.
    """

    file: str
    line: int
    rule: str
    text: str
    citations: tuple[Citation, ...]
    start: date | None
    until: date | None
    problem: str = ""
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Uncited:
    """A rule that says no law."""

    file: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What the mappings around a node say."""

    file: str
    rule: str = ""
    start: date | None = None
    until: date | None = None
    cited: bool = False


@dataclass(slots=True)
class Uses:
    """All that the files of a folder cite; ``rules`` counts the rules that were looked at."""

    uses: list[Use]
    uncited: list[Uncited]
    rules: int = 0


def ruleset_uses(folder: Path) -> Uses:
    """Walk all YAML files under ``folder``.

    Raises:
        LawError: ``P305`` when a file isn't YAML.
    """
    found = Uses([], [])
    for path in sorted(folder.rglob("*.yaml")):
        relative = path.relative_to(folder)
        if relative.parts[0] in _NOT_RULES:
            continue
        try:
            text = path.read_text(encoding="utf-8")
            root = yaml.compose(text, Loader=loader_for(text))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
            raise LawError("P305", f"{relative} を YAML として読めません（{str(error)[:200]}）。") from error
        if root is not None:
            _walk(root, _Around(relative.as_posix()), found, 0)
    return found


def _walk(node: yaml.Node, around: _Around, found: Uses, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise LawError("P305", f"{around.file} の{node.start_mark.line + 1}行目で入れ子が深すぎます。")
    if isinstance(node, yaml.ScalarNode):
        _mentioned(node, around, found)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _walk(child, around, found, depth + 1)
    elif isinstance(node, yaml.MappingNode):
        _mapping(node, around, found, depth)


def _mapping(node: yaml.MappingNode, around: _Around, found: Uses, depth: int) -> None:
    entries = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    here = _here(entries, around)
    own = any(key in entries and _filled(entries[key]) for key in _KEYS)
    here = replace(here, cited=around.cited or own)
    # A rule of the flow, a topic, a special statute cite for themselves; what lies in a topic rests on the topic's law.
    by_itself = "slug" in entries or ("id" in entries and bool(_EFFECTS & set(entries)))
    by_rest = "id" in entries and "when" in entries
    found.rules += by_itself or by_rest
    if (by_itself and not own) or (by_rest and not here.cited):
        found.uncited.append(Uncited(here.file, node.start_mark.line + 1, here.rule))
    for key, value in entries.items():
        if key in _KEYS and not isinstance(value, yaml.MappingNode):
            _cited(value, here, found, depth)
        elif key not in _NO_CLAIM:
            _walk(value, here, found, depth + 1)


def _here(entries: dict[str, yaml.Node], around: _Around) -> _Around:
    name = next((entries[key].value for key in _NAMES if isinstance(entries.get(key), yaml.ScalarNode)), None)
    here = replace(around, rule=str(name)) if name else around
    effective = entries.get("effective")
    if isinstance(effective, yaml.MappingNode):
        days = {key.value: _day(value) for key, value in effective.value if isinstance(key, yaml.ScalarNode)}
        here = replace(here, start=days.get("from"), until=days.get("to"))
    facts = entries.get("facts")
    if isinstance(facts, yaml.MappingNode):
        asked = next((_day(value) for key, value in facts.value if key.value == "as_of"), None)
        here = replace(here, start=asked, until=asked)
    return here


def _day(node: yaml.Node) -> date | None:
    return parse_date(str(node.value)) if isinstance(node, yaml.ScalarNode) else None


def _filled(node: yaml.Node) -> bool:
    return bool(node.value) and node.tag != "tag:yaml.org,2002:null"


def _cited(node: yaml.Node, around: _Around, found: Uses, depth: int) -> None:
    for scalar in _scalars(node, around, found, depth):
        text = str(scalar.value)
        if not text or scalar.tag == "tag:yaml.org,2002:null" or text.startswith("$") or "{" in text:
            continue  # a place holder that a rule fills when it runs
        line = scalar.start_mark.line + 1
        try:
            citations, problem = parse_all(text), ""
        except LawError as error:
            citations, problem = (), error.detail
        found.uses.append(
            Use(around.file, line, around.rule, text, citations, around.start, around.until, problem)
        )


def _mentioned(node: yaml.ScalarNode, around: _Around, found: Uses) -> None:
    """Note the articles that a sentence (an explanation, a reason, a recommendation) names."""
    text = str(node.value)[:_MAX_SENTENCE]
    if _PATTERN.search(text):
        return  # how a clause is recognised: other people's words, not our claim
    for citation in mentions(text):
        line = node.start_mark.line + 1
        found.uses.append(
            Use(
                around.file,
                line,
                around.rule,
                citation.label,
                (citation,),
                around.start,
                around.until,
                in_text=True,
            )
        )


def _scalars(node: yaml.Node, around: _Around, found: Uses, depth: int) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child, around, found, depth)
    else:
        _walk(node, around, found, depth + 1)
