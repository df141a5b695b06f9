"""durable_rules behind one door.

Each condition becomes two expressions without negation over closed literals, *certainly* and *possibly*; the
engine says which of them match the facts, and the outcome follows from the two sets.  What is known about the
library (2.0.28), and what is done about it here:

- names and session ids are compared by a 32-bit hash: names are short aliases of our own, checked for
  collisions when a branch is loaded, and session ids are made here, never taken from a caller
- 512 or more distinct conditions in a ruleset hang it: far fewer are allowed, more are refused on loading; a rule
  takes some fifteen lists of alternatives and conjunctions: a test of many values is none, more is an error on loading
- live sessions run out at 1,024 and threads crash it: one lock, one session a ruleset, emptied after each question
  and deleted after some; the library's ``Host`` with its background timer threads is never made
- deleting a session in which a match is still waiting aborts the process: after a failure the whole ruleset is
  made anew instead, and the broken one left behind
- an exception in an action is swallowed: no rule of ours has Python code; rules are asked for by name
- ``post`` uses the event up on the first rule: facts are asserted, and every matching rule is collected
- making a session costs most of a decision: it is used for many, and rules with one and the same expression share
  it.  Each question is a fact with a number of its own (no rule looks at two facts at once), taken back when it is
  answered; a match with a number that wasn't asked is a failure, so nothing can reach from one question into another
- no match is an error there and an existence test on the session id hangs: a catch-all rule tests a field of ours
  for equality, so "no rule" is a result, and its absence means that the engine failed
"""

import itertools
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pirules.errors import EngineError, RulesetError
from pirules.rules.expressions import KIND, REQUEST, Compiler, Expression, message
from pirules.rules.logic import Truth
from pirules.rules.model import Branch, Condition, Facts, Outcome, facts_of
from pirules.rules.plan import plan_of
from pirules.rules.walk import conditions_of, rules_of

try:
    import durable_rules_engine as _library  # type: ignore[import-not-found]  # a C extension without stubs
except ImportError as _error:  # pragma: no cover - depends on the installation
    _message = f"durable-rules を読み込めません（{_error}）。C コンパイラーのある環境で入れ直してください。"
    raise EngineError("P503", _message) from _error

MAX_EXPRESSIONS = 400
# Far fewer facts than the library keeps apart in one session without lists behind its hash.
MAX_TOGETHER = 64
SESSION_LIFE = 1000
MAX_VERDICTS = 256
_ALWAYS = "always"
_LOCK = threading.RLock()
_SESSIONS = itertools.count(1)
# A match reads {"rule":{"m":{"id":"number", …: name and number are all that is asked for.
_BETWEEN = '":{"m":{"id":"'


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine found: truth of each rule, and the outcome of the flow."""

    outcome: Outcome
    truths: Mapping[str, Truth]


class BranchEngine:
    """One branch of the flow on one stretch of time, compiled into one ruleset of the library."""

    def __init__(self, branch: Branch, day: date, domains: Mapping[str, frozenset[str]]) -> None:
        self.branch = branch
        self.day = day
        rules = [rule for rule in rules_of(branch) if rule.in_force(day)]
        whens = {
            condition: f"?{index}"
            for index, condition in enumerate(dict.fromkeys(conditions_of(branch.flow)))
        }
        conditions = {rule.id: rule.condition for rule in rules}
        conditions |= {name: condition for condition, name in whens.items()}
        compiler = Compiler(
            domains, sorted({name for item in conditions.values() for name in facts_of(item)})
        )
        self._plan = plan_of(branch.flow, day, whens)
        definition = self._definition(conditions, compiler)
        if compiler.count > MAX_EXPRESSIONS:
            raise RulesetError(
                "P501",
                f"枝「{branch.title}」の条件が {compiler.count} 種類あります。"
                f"エンジンの安全な上限は {MAX_EXPRESSIONS} です。枝を分けてください。",
            )
        self._said = compiler.messages()
        self._verdicts: dict[frozenset[str], Verdict] = {}
        self._source = json.dumps(definition)
        self._open()
        with _LOCK:
            self.handle = self._create()

    def _create(self) -> Any:
        try:
            return _library.create_ruleset(f"{self.branch.id}-{self.day.isoformat()}", self._source)
        except Exception as error:
            detail = f"枝「{self.branch.title}」の条件をエンジンが受け取りません（{error}）。条件を短く分けてください。"
            raise RulesetError("P501", detail) from error

    def _definition(self, conditions: Mapping[str, Condition], compiler: Compiler) -> dict[str, Expression]:
        """Return the ruleset, and remember what each of its rules says about ours."""
        definition: dict[str, Expression] = {_ALWAYS: {"all": [{"m": {KIND: REQUEST}}]}}
        names: dict[str, str] = {}
        # What holds before anything fires, and which of our conditions each rule of the library speaks of.
        self._before: dict[str, Truth] = {}
        self._possibly: dict[str, list[str]] = {}
        self._certainly: dict[str, list[str]] = {}
        for name, condition in conditions.items():
            self._before[name] = Truth.NO
            for possibly, says, constant in (
                (True, self._possibly, Truth.UNKNOWN),
                (False, self._certainly, Truth.YES),
            ):
                built = compiler.build(condition, possibly=possibly)
                if built is True:
                    self._before[name] = constant
                elif built is not False:
                    rule = names.setdefault(json.dumps(built), f"e{len(names)}")
                    definition[rule] = {"all": [{"m": {"$and": [{KIND: REQUEST}, built]}}]}
                    says.setdefault(rule, []).append(name)
        return definition

    def _fired(self, asked: Sequence[Facts]) -> list[set[str]]:
        """Assert facts, collect for each the names of all rules that match, and take the facts back.

        Raises:
            EngineError: ``P503`` when the library fails in any way.
        """
        first = self._asked
        messages = [message(self._said, facts, self._session, n) for n, facts in enumerate(asked, first)]
        try:
            codes, fired = self._collect(messages, first)
            complete = all(_ALWAYS in names for names in fired)
            if complete:
                self._clear(messages)
        except Exception as error:
            self._renew()
            raise EngineError("P503", f"エンジンが失敗しました（{error}）。") from error
        if not complete:
            self._renew()
            raise EngineError("P503", f"エンジンが答えを返しませんでした（{max(codes)}）。")
        return fired

    def _collect(self, messages: Sequence[str], first: int) -> tuple[list[int], list[set[str]]]:
        """Return the library's code for each message, and the names of the rules that match it."""
        fired: list[set[str]] = [set() for _ in messages]
        codes = []
        for body in messages:
            code, state = _library.assert_fact(self.handle, body)
            codes.append(code)
        # 0 accepted, 1 nothing matched, 2 seen before, 3 deferred; only the first is a run of ours.
        started = None if any(codes) else _library.start_action_for_state(self.handle, state)
        match = started[1] if started else None
        while match:
            name_end = match.index('"', 2)
            start = name_end + len(_BETWEEN)
            number = int(match[start : match.index('"', start)]) - first
            if not 0 <= number < len(fired):
                raise EngineError("P503", "エンジンに前の質問の事実が残っていました。")
            fired[number].add(match[2:name_end])
            match = _library.complete_and_start_action(self.handle, state)
        return codes, fired

    def _clear(self, messages: Sequence[str]) -> None:
        """Take the facts back, so that the session is empty again; delete it when it has served long enough."""
        for body in messages:
            _library.retract_fact(self.handle, body)
        self._asked += len(messages)
        if self._asked >= SESSION_LIFE:
            _library.delete_state(self.handle, self._session)
            self._open()

    def _open(self) -> None:
        self._session = f"s{next(_SESSIONS)}"
        self._asked = 0

    def _renew(self) -> None:
        """Leave a broken ruleset behind: deleting a session with a waiting match would crash the process."""
        self.handle = self._create()
        self._open()

    def _verdict(self, fired: set[str]) -> Verdict:
        """Return what the rules that fired come to; the same ones come to the same."""
        key = frozenset(fired)
        verdict = self._verdicts.get(key)
        if verdict is None:
            if len(self._verdicts) >= MAX_VERDICTS:
                self._verdicts.clear()
            verdict = self._verdicts[key] = self._read(key)
        return verdict

    def _read(self, fired: frozenset[str]) -> Verdict:
        truths = dict(self._before)
        for rule in fired & self._possibly.keys():
            truths |= dict.fromkeys(self._possibly[rule], Truth.UNKNOWN)
        for rule in fired & self._certainly.keys():
            for name in self._certainly[rule]:
                if truths[name] is Truth.NO:
                    raise EngineError("P503", f"規則「{name}」について、エンジンの答えが矛盾しています。")
                truths[name] = Truth.YES
        return Verdict(self._plan(truths), truths)

    def decide(self, facts: Facts) -> Verdict:
        """Run the engine over complete facts.

        Raises:
            EngineError: ``P503`` when the library fails.
        """
        with _LOCK:
            fired = self._fired([facts])
        return self._verdict(fired[0])

    def decide_all(self, asked: Iterable[Facts]) -> list[Verdict]:
        """Run the engine over several complete sets of facts, many of them in one session.

        Raises:
            EngineError: ``P503`` when the library fails.
        """
        found: list[Verdict] = []
        waiting = list(asked)
        for start in range(0, len(waiting), MAX_TOGETHER):
            with _LOCK:
                fired = self._fired(waiting[start : start + MAX_TOGETHER])
            found += map(self._verdict, fired)
        return found
