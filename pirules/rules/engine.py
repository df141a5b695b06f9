"""durable_rules behind one door.

Each condition becomes two expressions without negation over closed literals, *certainly* and *possibly*; the
engine says which of them match the facts, and the outcome follows from the two sets.  What is known about the
library (2.0.28), and what is done about it here:

- names and session ids are compared by a 32-bit hash: names are short aliases of our own, checked for
  collisions when a branch is loaded, and session ids are made here, never taken from a caller
- 512 or more distinct conditions in a ruleset hang it: far fewer are allowed, more are refused on loading
- live sessions run out at 1,024 and threads crash it: one lock, each session deleted as soon as it is read, and
  the library's ``Host`` with its background timer threads is never made
- deleting a session in which a match is still waiting aborts the process: after a failure the whole ruleset is
  made anew instead, and the broken one left behind
- an exception in an action is swallowed: no rule of ours has Python code; rules are asked for by name
- ``post`` uses the event up on the first rule: facts are asserted, and every matching rule is collected
- no match is an error there and an existence test on the session id hangs: a catch-all rule tests a field of ours
  for equality, so "no rule" is a result, and its absence means that the engine failed
"""

import itertools
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from pirules.errors import EngineError, RulesetError
from pirules.rules import combine
from pirules.rules.logic import Truth
from pirules.rules.model import (
    UNKNOWN,
    All,
    Best,
    Branch,
    Condition,
    Either,
    FactIs,
    Facts,
    First,
    Flow,
    Gate,
    Not,
    Outcome,
    Routes,
    Rule,
    Step,
    Strictest,
    Unsettled,
    When,
    facts_of,
)

try:
    import durable_rules_engine as _library  # type: ignore[import-not-found]  # a C extension without stubs
except ImportError as _error:  # pragma: no cover - depends on the installation
    _message = f"durable-rules を読み込めません（{_error}）。C コンパイラーのある環境で入れ直してください。"
    raise EngineError("P503", _message) from _error

MAX_EXPRESSIONS = 400
_KIND, _REQUEST, _ALWAYS = "kind", "request", "always"
_RESERVED = (_KIND, "sid", "id", "$s")
_LOCK = threading.RLock()
_SESSIONS = itertools.count(1)

Expression = dict[str, Any]


def name_hash(name: str) -> int:
    """Return the 32-bit hash (FNV-1a) by which the library tells names apart."""
    value = 2166136261
    for byte in name.encode("utf-8"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def check_names(names: Sequence[str]) -> None:
    """Refuse names that the library would take for one another.

    Raises:
        RulesetError: ``P501`` naming the two.
    """
    seen: dict[int, str] = {}
    for name in (*_RESERVED, *names):
        other = seen.setdefault(name_hash(name), name)
        if other != name:
            raise RulesetError("P501", f"事実の名前「{name}」と「{other}」をエンジンが区別できません。")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine found: truth of each rule, and the outcome of the flow."""

    outcome: Outcome
    truths: dict[str, Truth]


class _Compiler:
    """Conditions → *certainly* and *possibly* expressions without negation."""

    def __init__(self, domains: dict[str, frozenset[str]], aliases: dict[str, str]) -> None:
        self.domains = domains
        self.aliases = aliases
        self.expressions: set[str] = set()

    def test(self, test: FactIs, *, possibly: bool, negated: bool) -> Expression | bool:
        domain = self.domains[test.fact] | {UNKNOWN}
        values = domain - test.values if negated else test.values
        if UNKNOWN not in test.values:
            values = values | {UNKNOWN} if possibly else values - {UNKNOWN}
        if not values or values == domain:
            return bool(values)
        parts = [{self.aliases[test.fact]: value} for value in sorted(values)]
        self.expressions |= {json.dumps(part) for part in parts}
        return parts[0] if len(parts) == 1 else {"$or": parts}

    def build(self, condition: Condition, *, possibly: bool, negated: bool = False) -> Expression | bool:
        """Return an expression, or a constant where the condition can't depend on the facts."""
        if isinstance(condition, FactIs):
            return self.test(condition, possibly=possibly, negated=negated)
        if isinstance(condition, Not):
            return self.build(condition.part, possibly=possibly, negated=not negated)
        conjunction = isinstance(condition, All) != negated
        parts = [self.build(part, possibly=possibly, negated=negated) for part in condition.parts]
        if any(part is (not conjunction) for part in parts):
            return not conjunction
        rest = [part for part in parts if not isinstance(part, bool)]
        if not rest:
            return conjunction
        return rest[0] if len(rest) == 1 else {"$and" if conjunction else "$or": rest}


def _rules_of(flow: Flow) -> list[Rule]:
    """Return every rule of a flow, exceptions included."""
    if isinstance(flow, Step):
        return _with_exceptions(flow.rule)
    if isinstance(flow, First | Strictest | Best):
        return [rule for part in flow.parts for rule in _rules_of(part)]
    if isinstance(flow, Routes):
        return _rules_of(flow.first) + _rules_of(flow.others)
    if isinstance(flow, When):
        return _rules_of(flow.part)
    inner = {Unsettled: ("rest",), Gate: ("part",), Either: ("yes", "no")}[type(flow)]
    return _with_exceptions(flow.rule) + [rule for name in inner for rule in _rules_of(getattr(flow, name))]


def _with_exceptions(rule: Rule) -> list[Rule]:
    return [rule, *(inner for exception in rule.exceptions for inner in _with_exceptions(exception))]


def rules_of(branch: Branch) -> tuple[Rule, ...]:
    """Return every rule of a branch once: those of its flow, their exceptions, and its notes."""
    found = _rules_of(branch.flow) + [rule for note in branch.notes for rule in _with_exceptions(note)]
    return tuple({rule.id: rule for rule in found}.values())


def _conditions_of(flow: Flow) -> list[Condition]:
    """Return the conditions of the ``when`` parts of a flow."""
    if isinstance(flow, Step):
        return []
    if isinstance(flow, First | Strictest | Best):
        return [item for part in flow.parts for item in _conditions_of(part)]
    if isinstance(flow, When):
        return [flow.condition, *_conditions_of(flow.part)]
    names = {Routes: ("first", "others"), Unsettled: ("rest",), Gate: ("part",), Either: ("yes", "no")}
    return [item for name in names[type(flow)] for item in _conditions_of(getattr(flow, name))]


class BranchEngine:
    """One branch of the flow on one stretch of time, compiled into one ruleset of the library."""

    def __init__(self, branch: Branch, day: date, domains: dict[str, frozenset[str]]) -> None:
        self.branch = branch
        self.day = day
        self.rules = [rule for rule in rules_of(branch) if rule.in_force(day)]
        self.whens = list(dict.fromkeys(_conditions_of(branch.flow)))
        conditions = {rule.id: rule.condition for rule in self.rules}
        conditions |= {self._when(index): item for index, item in enumerate(self.whens)}
        used = sorted({name for item in conditions.values() for name in facts_of(item)})
        self.aliases = {name: f"f{index}" for index, name in enumerate(used)}
        check_names(list(self.aliases.values()))
        definition, self.constant = self._definition(conditions, _Compiler(domains, self.aliases))
        self.names = tuple(conditions)
        self._source = json.dumps(definition)
        with _LOCK:
            self.handle = self._create()

    def _create(self) -> Any:
        return _library.create_ruleset(f"{self.branch.id}-{self.day.isoformat()}", self._source)

    @staticmethod
    def _when(index: int) -> str:
        return f"?{index}"

    def _definition(
        self, conditions: dict[str, Condition], compiler: _Compiler
    ) -> tuple[Expression, dict[str, bool]]:
        definition: Expression = {_ALWAYS: {"all": [{"m": {_KIND: _REQUEST}}]}}
        constant: dict[str, bool] = {}
        for name, condition in conditions.items():
            for prefix, possibly in (("c", False), ("p", True)):
                built = compiler.build(condition, possibly=possibly)
                if isinstance(built, bool):
                    constant[f"{prefix}:{name}"] = built
                else:
                    test = {"$and": [{_KIND: _REQUEST}, built]}
                    definition[f"{prefix}:{name}"] = {"all": [{"m": test}]}
        if len(compiler.expressions) > MAX_EXPRESSIONS:
            raise RulesetError(
                "P501",
                f"枝「{self.branch.title}」の条件が {len(compiler.expressions)} 種類あります。"
                f"エンジンの安全な上限は {MAX_EXPRESSIONS} です。枝を分けてください。",
            )
        return definition, constant

    def _fired(self, facts: Facts) -> set[str]:
        """Assert the facts in a session of their own and collect the names of all rules that match.

        Raises:
            EngineError: ``P503`` when the library fails in any way.
        """
        session = f"s{next(_SESSIONS)}"
        message = {alias: facts[name] for name, alias in self.aliases.items()}
        body = json.dumps({"sid": session, "id": "1", _KIND: _REQUEST, **message})
        try:
            code, fired = self._collect(body)
            # A session that gave no answer may hold a waiting match, and deleting that would crash the process.
            if _ALWAYS in fired:
                _library.delete_state(self.handle, session)
        except Exception as error:
            self.handle = self._create()
            raise EngineError("P503", f"エンジンが失敗しました（{error}）。") from error
        if _ALWAYS not in fired:
            self.handle = self._create()
            raise EngineError("P503", f"エンジンが答えを返しませんでした（{code}）。")
        return fired

    def _collect(self, body: str) -> tuple[int, set[str]]:
        """Return the library's code for a fact, and the names of the rules that match it."""
        fired: set[str] = set()
        code, state = _library.assert_fact(self.handle, body)
        # 0 accepted, 1 nothing matched, 2 seen before, 3 deferred; only the first is a run of ours.
        started = _library.start_action_for_state(self.handle, state) if code == 0 else None
        match = started[1] if started else None
        while match:
            # A match reads {"rule name": {"m": the fact}}: the name is all that is asked for.
            fired.add(match[2 : match.index('"', 2)])
            match = _library.complete_and_start_action(self.handle, state)
        return code, fired

    def decide(self, facts: Facts) -> Verdict:
        """Run the engine over complete facts.

        Raises:
            EngineError: ``P503`` when the library fails.
        """
        with _LOCK:
            fired = self._fired(facts)
        truths: dict[str, Truth] = {}
        for name in self.names:
            certainly = self.constant.get(f"c:{name}", f"c:{name}" in fired)
            possibly = self.constant.get(f"p:{name}", f"p:{name}" in fired)
            if certainly and not possibly:
                raise EngineError("P503", f"規則「{name}」について、エンジンの答えが矛盾しています。")
            truths[name] = Truth.YES if certainly else Truth.UNKNOWN if possibly else Truth.NO
        return Verdict(_Plan(self, truths).flow(self.branch.flow), truths)


class _Plan:
    """The flow over bare truths: no reasons, only outcomes."""

    def __init__(self, engine: BranchEngine, truths: dict[str, Truth]) -> None:
        self.day = engine.day
        self.truths = truths
        self.whens = {item: truths[f"?{index}"] for index, item in enumerate(engine.whens)}

    def rule(self, rule: Rule) -> Outcome:
        if not rule.in_force(self.day):
            return Outcome.NONE
        holds = self.truths[rule.id]
        effects = {Truth.YES: rule.holds, Truth.UNKNOWN: rule.open, Truth.NO: rule.fails}
        own = effects[holds].outcome
        if holds is Truth.NO:
            return own
        return combine.excepted(own, (self.rule(exception) for exception in rule.exceptions))

    def flow(self, part: Flow) -> Outcome:
        if isinstance(part, Step):
            return self.rule(part.rule)
        if isinstance(part, When):
            return self.flow(part.part) if self.whens[part.condition] is Truth.YES else Outcome.NONE
        return self.joined(part)

    def joined(self, part: First | Strictest | Best | Routes | Unsettled | Gate | Either) -> Outcome:
        if isinstance(part, First | Strictest | Best):
            join = {First: combine.first, Strictest: combine.strictest, Best: combine.best}[type(part)]
            return reduce(join, map(self.flow, part.parts), Outcome.NONE)
        if isinstance(part, Routes):
            return combine.routes(self.flow(part.first), self.flow(part.others))
        own, holds = self.rule(part.rule), self.truths[part.rule.id]
        if isinstance(part, Unsettled):
            return combine.unsettled(holds, own, self.flow(part.rest))
        if isinstance(part, Gate):
            return combine.gate(holds, own, self.flow(part.part))
        return combine.either(holds, self.flow(part.yes), self.flow(part.no))
