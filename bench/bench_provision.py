"""Decisions per second: both engines with full trace, the whole answer, and an equal decision table in zen-engine.

`zen-engine` is no dependency of pirules; where it isn't installed its line is left out.  All figures of one run are
comparable with one another only: machines differ and are noisy.
"""

import json
import random
import statistics
import sys
import time
from datetime import date

import pirules
from pirules.data import ordinances_dir
from pirules.provision.request import read_request
from pirules.provision.statutes import read_citation
from pirules.rules.decide import decide, warm
from pirules.rules.flow import load_rulebook

SECONDS = 4.0
RULES = 60


def measured(function, inputs):
    """Return ``(per second, median ms, p99 ms)`` of ``function`` over ``inputs``, again and again for some seconds."""
    for item in inputs:
        function(item)
    times = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        for item in inputs:
            start = time.perf_counter()
            function(item)
            times.append(time.perf_counter() - start)
    times.sort()
    return len(times) / sum(times), statistics.median(times) * 1000, times[int(len(times) * 0.99)] * 1000


def fact_sets(book, count, rng):
    """Return complete fact sets: random answers to the questions of the request."""
    sets = []
    while len(sets) < count:
        request = {
            "as_of": "2026-11-21",
            "provider": {"kind": "municipal_organ"},
            "information": {"category": "personal_information"},
        }
        request["recipient"] = {
            "kind": rng.choice(["police", "court", "private_business", "other_local_organ", "same_organ"])
        }
        request["purpose"] = {
            "within_specified": rng.choice([True, False, None]),
            "frequency": rng.choice(["occasional", "constant", None]),
        }
        request["legal_basis"] = {
            "instrument": rng.choice(["statute", "local_ordinance", "none", None]),
            "specific": rng.choice([True, False, None]),
        }
        request["consent"] = {"given": rng.choice([True, False, None])}
        request["grounds"] = {
            name: rng.choice([True, False, None])
            for name in ("within_recipient_duties", "necessary_extent", "reasonable", "special")
        }
        request["risk"] = {"unjust_infringement": rng.choice([True, False, None])}
        said = read_request(request, book.vocabulary)
        sets.append((request, book.vocabulary.complete(said.literals, read_citation(said.citation).facts)))
    return sets


def zen_table(rng):
    """Return a zen decision of one table: 60 rows over twelve three-valued inputs, first hit wins."""
    names = [f"f{i}" for i in range(12)]
    rows = []
    for number in range(RULES):
        chosen = rng.sample(names, 3)
        row = {
            "_id": f"r{number}",
            **{name: f'"{rng.choice(["yes", "no", "unknown"])}"' if name in chosen else "" for name in names},
        }
        rows.append({**row, "out": f'"{number}"'})
    rows.append({"_id": "last", **dict.fromkeys(names, ""), "out": '"none"'})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in names],
        "outputs": [{"id": "out", "name": "out", "field": "out"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": table, "position": {"x": 0, "y": 0}},
        {"id": "o", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "e1", "sourceId": "in", "targetId": "t", "type": "edge"},
        {"id": "e2", "sourceId": "t", "targetId": "o", "type": "edge"},
    ]
    facts = [{name: rng.choice(["yes", "no", "unknown"]) for name in names} for _ in range(60)]
    return json.dumps({"nodes": nodes, "edges": edges}), facts


def line(name, figures):
    """Print one row."""
    print(f"{name:58} {figures[0]:9,.0f}/s  median {figures[1]:7.3f} ms  p99 {figures[2]:7.3f} ms")


def main():
    """Print the rows and the ratio to zen-engine."""
    rng = random.Random(20261121)
    book = load_rulebook()
    warm()
    sets = fact_sets(book, 60, rng)
    day = date(2026, 11, 21)
    both = measured(lambda item: decide(item[1], day), sets)
    line("two engines that agree, full trace", both)
    whole = measured(lambda item: pirules.check(item[0]), sets[:30])
    line("the whole answer (missing facts, changes, texts), random", whole)
    question = json.loads((ordinances_dir() / "question.json").read_text(encoding="utf-8"))
    line("the whole answer, the sample question", measured(pirules.check, [question]))
    try:
        import zen
    except ImportError:
        print("zen-engine is not installed: no comparison")
        return
    content, facts = zen_table(rng)
    decision = zen.ZenEngine().create_decision(content)
    other = measured(decision.evaluate, facts)
    line(f"zen-engine, one table of {RULES} rules, no trace", other)
    print(f"two engines with trace / zen-engine without: {both[0] / other[0]:.2f} times as many decisions")


if __name__ == "__main__":
    sys.exit(main())
