"""A million decisions: both engines and the diagram agree on each, and neither time nor memory grows.

Usage: ``python bench/long_run.py [number]`` (default 1,000,000; minutes to an hour).  Each tenth is one line; the exit
status is 1 where the engines, or the diagram, come to different decisions, or the memory of the last tenth is more
than 5 % above that of the second.
"""

import gc
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

from sampling import random_literals

from pirules.errors import EngineError
from pirules.provision.space import space_of
from pirules.provision.statutes import citation_classes
from pirules.rules import combine
from pirules.rules.decide import decide, warm
from pirules.rules.flow import load_rulebook

TENTHS = 10
TOLERANCE = 1.05
DAY = date(2026, 11, 21)
DAYS = (date(2015, 10, 4), date(2016, 1, 1), date(2023, 3, 31), date(2023, 4, 1), date(2027, 1, 17))


def resident():
    """Return the memory of this process in megabytes (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def decided(book, classes, source):
    """Decide one random question; return the seconds that it took and whether all agree."""
    day = source.choice(DAYS) if source.random() < 0.3 else DAY
    literals = random_literals(source, book.vocabulary, known=source.choice((0.3, 0.6, 0.9)))
    cited = source.choice(classes)
    facts = book.vocabulary.complete(literals, cited)
    start = time.perf_counter()
    try:
        outcome = decide(facts, day).finding.outcome
    except EngineError as error:
        print(error, literals, cited, day)
        return time.perf_counter() - start, False
    took = time.perf_counter() - start
    agree = space_of(day, literals, cited).at({}) is combine.public(outcome)
    if not agree:
        print("the diagram differs:", outcome, literals, cited, day)
    return took, agree


def main():
    """Print one line a tenth and the verdict; return the exit status."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    book, classes, source = load_rulebook(), citation_classes(), Random(20261121)
    warm()
    gc.collect()
    gc.freeze()
    differences, memory = 0, []
    for tenth in range(TENTHS):
        times = []
        for _ in range(number // TENTHS):
            took, agree = decided(book, classes, source)
            times.append(took)
            differences += not agree
        times.sort()
        memory.append(resident())
        print(
            f"{(tenth + 1) * number // TENTHS:>9,} decisions  {len(times) / sum(times):7,.0f}/s  "
            f"median {statistics.median(times) * 1000:.3f} ms  p99 {times[int(len(times) * 0.99)] * 1000:.3f} ms  "
            f"memory {memory[-1]:.0f} MB",
            flush=True,
        )
    grown = memory[-1] > memory[1] * TOLERANCE
    print(f"differences: {differences}; memory {'grew' if grown else 'did not grow'}")
    return 1 if differences or grown else 0


if __name__ == "__main__":
    sys.exit(main())
