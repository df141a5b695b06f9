"""Rule files → rules: every fault names file and line (``P501``)."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pirules.errors import LawError, RulesetError
from pirules.law import Citation
from pirules.rules.conditions import read_condition
from pirules.rules.model import (
    ALWAYS,
    NOTHING,
    Basis,
    Condition,
    Effect,
    Obligation,
    Outcome,
    Rule,
    Statement,
)
from pirules.rules.schema import check_schema
from pirules.rules.source import LocatedMap, fault, read_yaml
from pirules.rules.vocabulary import Vocabulary

LEVELS = ("statute", "commission_guidance", "secondary")
_FINAL = {Outcome.PROHIBITED: Outcome.BARRED, Outcome.NEEDS_JUDGMENT: Outcome.HELD}
_DECISIONS = {outcome.value: outcome for outcome in Outcome}


@dataclass(slots=True)
class RuleFiles:
    """All rules of a folder by id, while they are read."""

    vocabulary: Vocabulary
    rules: dict[str, Rule] = field(default_factory=dict)
    raw: dict[str, tuple[Path, LocatedMap]] = field(default_factory=dict)
    building: set[str] = field(default_factory=set)

    def rule(self, identifier: str, path: Path, line: int) -> Rule:
        """Return a rule by id, building it on first use.

        Raises:
            RulesetError: ``P501`` when it isn't there or excepts itself.
        """
        if identifier in self.rules:
            return self.rules[identifier]
        if identifier not in self.raw:
            raise fault(path, line, f"規則「{identifier}」がありません。")
        if identifier in self.building:
            raise fault(path, line, f"規則「{identifier}」が自分自身の例外になっています。")
        self.building.add(identifier)
        self.rules[identifier] = _Builder(self, *self.raw[identifier]).rule()
        return self.rules[identifier]


class _Builder:
    """One rule out of its YAML mapping."""

    def __init__(self, files: RuleFiles, path: Path, raw: LocatedMap) -> None:
        self.files = files
        self.path = path
        self.raw = raw

    def condition(self, raw: Any) -> Condition:
        return ALWAYS if raw is None else read_condition(self.path, raw, self.files.vocabulary.domains)

    def cited(self, text: str, line: int) -> str:
        """Check that a citation can be read; ``$`` names are filled in when deciding."""
        if text.startswith("$"):
            return text
        try:
            Citation.parse(text)
        except LawError as error:
            raise fault(self.path, line, error.detail) from error
        return text

    def rule(self) -> Rule:
        raw = self.raw
        citations = tuple(self.cited(text, raw.lines["citation"]) for text in _listed(raw["citation"]))
        holds = self.effect(raw.get("then"), citations)
        default_open = NOTHING
        if holds.outcome is not Outcome.NONE:
            basis = tuple(Basis(text) for text in citations)
            default_open = Effect(Outcome.NEEDS_JUDGMENT, basis=basis, level=holds.level)
        effective = raw.get("effective") or {}
        exceptions = []
        for index, item in enumerate(raw.get("except") or ()):
            line = raw["except"].lines[index]
            name = item if isinstance(item, str) else item["id"]
            if not isinstance(item, str):
                self.files.raw[name] = (self.path, item)
            exceptions.append(self.files.rule(name, self.path, line))
        return Rule(
            id=raw["id"],
            title=raw["title"],
            citations=citations,
            condition=self.condition(raw.get("if")),
            holds=holds,
            open=self.effect(raw["open"], citations) if "open" in raw else default_open,
            fails=self.effect(raw.get("else"), citations),
            exceptions=tuple(exceptions),
            start=_day(effective.get("from")),
            end=_day(effective.get("to")),
            place=f"{self.path.name}:{raw.line}",
        )

    def effect(self, raw: LocatedMap | None, citations: tuple[str, ...]) -> Effect:
        if raw is None:
            return NOTHING
        outcome = _DECISIONS[raw.get("decision", "none")]
        if raw.get("final"):
            outcome = _FINAL.get(outcome, outcome)
        reasons = [self.statement(item, citations) for item in _listed(raw.get("reason"))]
        given = tuple(self.basis(item, raw) for item in _listed(raw.get("basis")))
        return Effect(
            outcome=outcome,
            # Nothing said: the rule's own places carry its decision; an empty list leaves it to the excepted rule.
            basis=given if "basis" in raw else tuple(Basis(text) for text in citations),
            reasons=tuple(reasons),
            conditions=tuple(self.statement(item, citations) for item in _listed(raw.get("conditions"))),
            obligations=tuple(self.obligation(item) for item in _listed(raw.get("obligations"))),
            level=raw.get("level"),
            contested=bool(raw.get("contested", False)),
            error=raw.get("error"),
        )

    def statement(self, raw: Any, citations: tuple[str, ...]) -> Statement:
        if isinstance(raw, str):
            return Statement(raw.strip(), citations)
        cited = citations
        if "citations" in raw:
            cited = tuple(self.cited(text, raw.lines["citations"]) for text in _listed(raw["citations"]))
        return Statement(raw["text"].strip(), cited, self.condition(raw.get("if")))

    def basis(self, raw: Any, around: LocatedMap) -> Basis:
        if isinstance(raw, str):
            return Basis(self.cited(raw, around.lines["basis"]))
        return Basis(self.cited(raw["citation"], raw.line), self.condition(raw.get("if")))

    def obligation(self, raw: LocatedMap) -> Obligation:
        return Obligation(
            raw["text"].strip(),
            self.cited(raw["citation"], raw.lines["citation"]),
            raw.get("when", "always"),
            self.condition(raw.get("if")),
        )


def _listed(raw: Any) -> list[Any]:
    if raw is None:
        return []
    return list(raw) if isinstance(raw, list) else [raw]


def _day(raw: Any) -> date | None:
    return raw if isinstance(raw, date) else None


def load_rules(folder: Path, vocabulary: Vocabulary) -> dict[str, Rule]:
    """Read every rule file (``s*.yaml`` and others with ``rules:``) of ``folder``.

    Raises:
        RulesetError: ``P501`` with file and line.
    """
    files = RuleFiles(vocabulary)
    for path in sorted(folder.glob("*.yaml")):
        raw = read_yaml(path)
        if not isinstance(raw, LocatedMap):
            raise fault(path, 1, "一番上は「キー: 値」の形で書きます。")
        if "rules" not in raw:
            continue
        check_schema(path, raw, "rules")
        for body in raw["rules"]:
            if body["id"] in files.raw:
                raise fault(path, body.line, f"規則「{body['id']}」が二つあります。")
            files.raw[body["id"]] = (path, body)
    for identifier, (path, body) in list(files.raw.items()):
        try:
            files.rule(identifier, path, body.line)
        except (KeyError, TypeError, AttributeError) as error:
            raise fault(path, body.line, f"欠けている項目又は形の違う項目があります（{error}）。") from error
    return files.rules


__all__ = ["LEVELS", "RulesetError", "load_rules"]
