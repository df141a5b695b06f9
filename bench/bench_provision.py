"""Speed of the provision check, all of it in one run: only figures of one run are comparable with one another.

- one table of 60 rules, decided by both engines with full trace, and by zen-engine without (where it is installed; it
  is no dependency of pirules); both must come to the same decisions
- the rules of the law: the decision alone, and the whole answer with missing facts and changes, over the questions of
  the scenarios and over random ones
- the whole answer with 500 rules in all: the rules of the law beside copies of them for other kinds of information

What was decided before is remembered in parts (:mod:`pirules.rules.memory`), so rows say whether their questions are *asked
once* (no two alike) or *again and again*.
"""

import contextlib
import gc
import itertools
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import yaml

import pirules
from pirules.data import rulesets_dir
from pirules.errors import PirulesError
from pirules.provision.request import read_request
from pirules.provision.scenarios import load_scenarios
from pirules.provision.statutes import read_citation
from pirules.provision.warming import get_ready
from pirules.rules.decide import decide
from pirules.rules.flow import load_rulebook
from pirules.rules.source import read_yaml

SECONDS = 2.5
RULES = 60
IN_ALL = 500
ONCE = 4000
COMPARED = 300
DAY = date(2026, 11, 21)
VALUES = ("yes", "no", "unknown")
OUTCOMES = ("permitted", "conditional", "prohibited", "needs_judgment", "out_of_scope")


def measured(inputs, *functions):
    """Run functions over ``inputs`` in turn, again and again for some seconds.

    Returns for each function the calls in a second of one core, and in milliseconds the median and the p99 of the
    processor time of a call, and the p99 of the time on the clock: on a machine that does other things as well only
    the first three say something of the program.
    """
    for function, item in itertools.product(functions, inputs):
        function(item)
    return _timed(_rounds(inputs, SECONDS * len(functions)), functions)


def once(inputs, *functions):
    """Run functions over ``inputs``, none of which was asked before; return what :func:`measured` returns."""
    return _timed([inputs], functions)


def _rounds(inputs, seconds):
    """Yield the inputs again and again until the time is up."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        yield inputs


def _timed(rounds, functions):
    """Run functions by turns over the inputs of all rounds and return the figures of each."""
    gc.collect()
    gc.freeze()
    spent, waited = [[] for _ in functions], [[] for _ in functions]
    for item in itertools.chain.from_iterable(rounds):
        for place, function in enumerate(functions):
            clock, start = time.perf_counter(), time.process_time()
            function(item)
            spent[place].append(time.process_time() - start)
            waited[place].append(time.perf_counter() - clock)
    return [figures(sorted(times), sorted(clock)) for times, clock in zip(spent, waited, strict=True)]


def figures(times, clock):
    """Return the figures of one function."""
    place = int(len(times) * 0.99)
    return len(times) / sum(times), statistics.median(times) * 1000, times[place] * 1000, clock[place] * 1000


def line(name, found):
    """Print one row."""
    rate, median, p99, clock = found
    print(
        f"{name:62} {rate:7,.0f}/s a core  median {median:6.3f} ms  p99 {p99:6.3f} ms  (on the clock {clock:6.3f} ms)",
        flush=True,
    )


def table(rng):
    """Return 60 rows over twelve three-valued facts, the first that fits decides, and the facts to try."""
    names = [f"a.f{number}" for number in range(12)]
    rows = [
        ({name: rng.choice(VALUES) for name in rng.sample(names, 3)}, rng.choice(OUTCOMES))
        for _ in range(RULES - 1)
    ]
    return (
        names,
        [*rows, ({}, "needs_judgment")],
        [{name: rng.choice(VALUES) for name in names} for _ in range(ONCE)],
    )


def as_rules(names, rows, folder):
    """Write the table in the rule language; a rule that is open says nothing, as a row of a table does."""
    root = folder / "provision"
    root.mkdir(parents=True)
    question = {"question": "？", "citation": "法69条1項"}
    written = {"yes": True, "no": False, "unknown": "unknown"}
    rules = [
        {
            "id": f"r{number}",
            "title": f"row {number} of the table",
            "citation": "法69条1項",
            **({"if": {name: written[value] for name, value in tests.items()}} if tests else {}),
            "then": {"decision": outcome},
            "open": {"decision": "none"},
        }
        for number, (tests, outcome) in enumerate(rows)
    ]
    flow = {
        "flows": {},
        "branches": {"t": {"title": "the table", "flow": [rule["id"] for rule in rules]}},
        "notes": [],
    }
    facts = {"citation_field": "c", "fields": dict.fromkeys(names, question), "cited": {}, "derived": {}}
    head = {"step": "table", "title": "one table", "source": "made for the bench"}
    for name, content in {
        "facts": facts,
        "table": {**head, "rules": rules},
        "flow": flow,
        "messages": {"a": "b"},
    }.items():
        (root / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder


def as_zen(names, rows):
    """Return the same table for zen-engine."""
    fields = {name: name.replace(".", "_") for name in names}
    table_ = {
        "hitPolicy": "first",
        "inputs": [{"id": field, "name": field, "field": field} for field in fields.values()],
        "outputs": [{"id": "out", "name": "out", "field": "out"}],
        "rules": [
            {
                "_id": f"r{number}",
                **{field: f'"{tests[name]}"' if name in tests else "" for name, field in fields.items()},
                "out": f'"{outcome}"',
            }
            for number, (tests, outcome) in enumerate(rows)
        ],
    }
    place = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **place},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": table_, **place},
        {"id": "o", "type": "outputNode", "name": "out", **place},
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("in", "t"), ("t", "o"))
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def compare_with_zen(rng):
    """Print the two rows of the table and their ratio; the decisions must be the same."""
    names, rows, asked = table(rng)
    with tempfile.TemporaryDirectory() as temporary:
        folder = as_rules(names, rows, Path(temporary))

        def ours(facts):
            return decide(facts, DAY, folder)

        name = f"one table of {RULES} rules: two engines that agree, full trace"
        try:
            import zen
        except ImportError:
            line(name, *once(asked, ours))
            print("zen-engine is not installed: no comparison")
            return
        decision = zen.ZenEngine().create_decision(as_zen(names, rows))
        pairs = [(facts, {name.replace(".", "_"): value for name, value in facts.items()}) for facts in asked]
        for mine, other in pairs[:COMPARED]:
            if decision.evaluate(other)["result"]["out"] != str(ours(mine).finding.outcome):
                raise SystemExit(f"the tables are not equal: {mine}")
        rest = [pair for pair in pairs if pair not in pairs[:COMPARED]]
        both, zens = once(rest, lambda pair: ours(pair[0]), lambda pair: decision.evaluate(pair[1]))
        line(name, both)
        line(f"the same table of {RULES} rules: zen-engine, no trace", zens)
        print(
            f"  two engines with trace / zen-engine without: {both[0] / zens[0]:.2f} times as many decisions"
        )


def questions():
    """Return the questions of all scenarios that have an answer."""
    return [item.facts for item in load_scenarios(rulesets_dir() / "scenarios") if "error" not in item.expect]


def varied(requests, number, rng):
    """Return questions that are each like one of ``requests`` but for a fact or two, no two alike."""
    vocabulary = load_rulebook().vocabulary
    found = {}
    while len(found) < number:
        said = json.loads(json.dumps(rng.choice(requests), default=str))
        for name in rng.sample(sorted(vocabulary.fields), rng.choice((1, 1, 2))):
            outer, _, inner = name.partition(".")
            field = vocabulary.fields[name]
            value = None if rng.random() < 0.4 else field.value(rng.choice(field.literals))
            if not inner:
                said[outer] = value
            elif isinstance(said.setdefault(outer, {}), dict):
                said[outer][inner] = value
        with contextlib.suppress(PirulesError):
            read_request(said, vocabulary)
            found[json.dumps(said, sort_keys=True)] = said
    return list(found.values())


def answered(request):
    """Answer a question; one that is refused is answered too."""
    with contextlib.suppress(PirulesError):
        pirules.check(request)


def facts_of(request):
    """Return the complete facts of a request."""
    vocabulary = load_rulebook().vocabulary
    said = read_request(request, vocabulary)
    return vocabulary.complete(said.literals, read_citation(said.citation).facts)


def law(rng):
    """Print the rows for the rules of the law."""
    asked = questions()
    others = varied(asked, ONCE, rng)
    number = len(load_rulebook().rules)
    sets = [facts_of(request) for request in others]
    line(
        f"the law ({number} rules): two engines, full trace, asked once",
        *once(sets, lambda item: decide(item, DAY)),
    )
    line(f"the law ({number} rules): whole answer, {len(others)} asked once", *once(others, answered))
    line(f"the law ({number} rules): whole answer, {len(asked)} scenarios again", *measured(asked, answered))


def renamed(value, names, suffix):
    """Return a part of a rule file with the name of every rule, and of every flow, made another."""
    if isinstance(value, dict):
        return {
            key: item + suffix if key == "flow" and isinstance(item, str) else renamed(item, names, suffix)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [renamed(item, names, suffix) for item in value]
    return value + suffix if isinstance(value, str) and value in names else value


def widened(folder):
    """Copy the rules into ``folder`` with copies of the general branch for further kinds of information."""
    copy = folder / "rulesets"
    shutil.copytree(rulesets_dir(), copy)
    root = copy / "provision"
    names = set(load_rulebook().rules)
    bodies = []
    for path in sorted(root.glob("s*.yaml")):
        bodies += renamed(read_yaml(path)["rules"], (), "")
    path = root / "flow.yaml"
    flow = renamed(read_yaml(path), (), "")
    added, branches = [], {}
    categories = ["personal_information", "pseudonymized", "anonymized", "deletion_information"]
    for number, category in enumerate(categories):
        if len(names) + len(added) >= IN_ALL:
            break
        suffix = f"-x{number}"
        added += renamed(bodies, names, suffix)
        for name in list(flow["flows"]):
            if "-x" not in name:
                flow["flows"][name + suffix] = renamed(flow["flows"][name], names, suffix)
        branch = renamed(flow["branches"]["general"], names, suffix)
        when = {
            "information.category": category,
            "not": {"provider.kind": ["unknown", "hospital_or_university"]},
        }
        branch |= {"when": when, "notes": [name + suffix for name in flow["notes"]]}
        branches[f"x{number}"] = branch
    flow["branches"] = branches | flow["branches"]
    path.write_text(yaml.safe_dump(flow, allow_unicode=True, sort_keys=False), encoding="utf-8")
    more = {"step": "more", "title": "copies", "source": "made for the bench", "rules": added}
    (root / "t_more.yaml").write_text(
        yaml.safe_dump(more, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return copy


@contextlib.contextmanager
def rules_at(folder):
    """Use other rules inside; a fresh process would be the plain way, but one run is to be comparable."""
    os.environ["PIRULES_RULESETS"] = str(folder)
    try:
        yield
    finally:
        del os.environ["PIRULES_RULESETS"]


def in_all():
    """Print the row for 500 rules in all; run by a process of its own, since rules are read once a process."""
    asked = questions()
    with tempfile.TemporaryDirectory() as temporary, rules_at(widened(Path(temporary))):
        get_ready()
        number = len(load_rulebook().rules)
        others = varied(asked, ONCE, random.Random(1))
        sets = [facts_of(request) for request in others]
        line(
            f"{number} rules in all: two engines, full trace, asked once",
            *once(sets, lambda item: decide(item, DAY)),
        )
        line(f"{number} rules in all: whole answer, {len(others)} asked once", *once(others, answered))
        line(f"{number} rules in all: whole answer, {len(asked)} scenarios again", *measured(asked, answered))


def main():
    """Print all rows."""
    if sys.argv[1:] == ["in-all"]:
        in_all()
        return
    rng = random.Random(20261121)
    get_ready()
    compare_with_zen(rng)
    law(rng)
    sys.stdout.flush()
    os.spawnv(os.P_WAIT, sys.executable, [sys.executable, __file__, "in-all"])


if __name__ == "__main__":
    sys.exit(main())
