"""How long a gap report takes, cold and warm, and whether the time grows in line with the length.

Run: ``python -m bench.bench_gap`` (or ``python bench/bench_gap.py``).  The aims are 10,000 characters in at most 0.5 s, warm, on
one core, and at most 1 s more for the report as a Word or Excel file.
"""

import argparse
import statistics
import time

from pirules.data import ordinances_dir
from pirules.gap import report_on
from pirules.gap.second_reader import KEPT
from pirules.ordinance import load, parse
from pirules.ordinance.model import Document, Ordinance
from pirules.report.judge import judge
from pirules.report.render import render_gap

GOAL_SECONDS_PER_10K = 0.5
GOAL_SECONDS_PER_FILE = 1.0


def grown(ordinance: Ordinance, times: int) -> Ordinance:
    """Return an ordinance with the text ``times`` over, each copy with articles of its own numbers."""
    body = ordinance.text
    return parse(Document("\n".join([body, *(body.split("\n", 3)[-1] for _ in range(times - 1))])))


def seconds(ordinance: Ordinance, runs: int) -> float:
    """Return the median of the processor time of ``runs`` reports."""
    spent = []
    for _ in range(runs):
        KEPT.clear()  # as a text that wasn't read before
        start = time.process_time()
        report_on(ordinance, model=False)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    """Print a table: characters, findings, seconds, seconds for 10,000 characters."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    legacy = load(ordinances_dir() / "legacy.txt")
    start = time.perf_counter()
    report_on(legacy, model=False)
    print(f"first report of the process (rules read and compiled): {time.perf_counter() - start:.2f} s")
    print(f"{'ordinance':28}{'characters':>12}{'findings':>10}{'seconds':>10}{'s / 10,000':>12}")
    for name, ordinance in (
        ("implementation_clean.txt", load(ordinances_dir() / "implementation_clean.txt")),
        ("implementation_problem.txt", load(ordinances_dir() / "implementation_problem.txt")),
        ("legacy.txt", legacy),
        ("legacy.txt, 4 times", grown(legacy, 4)),
    ):
        report = report_on(ordinance, model=False)
        spent = seconds(ordinance, runs)
        rate = spent / len(ordinance.text) * 10_000
        verdict = "" if rate <= GOAL_SECONDS_PER_10K else "  slower than the aim"
        print(
            f"{name:28}{len(ordinance.text):>12,}{len(report.findings):>10}{spent:>10.3f}{rate:>12.3f}{verdict}"
        )
    print(f"{'report as a file':28}{'characters':>12}{'bytes':>10}{'seconds':>10}")
    for form in ("docx", "xlsx"):
        size, spent = written(legacy, form, runs)
        verdict = "" if spent <= GOAL_SECONDS_PER_FILE else "  slower than the aim"
        print(f"{'legacy.txt, ' + form:28}{len(legacy.text):>12,}{size:>10,}{spent:>10.3f}{verdict}")


def written(ordinance: Ordinance, form: str, runs: int) -> tuple[int, float]:
    """Return the bytes of a report's file, and the median of the processor time that writing it takes."""
    judged = judge([ordinance], [], None)
    pairs = [(one.report, one.source) for one in judged]
    spent = []
    for _ in range(runs):
        start = time.process_time()
        content = render_gap(pairs, form)
        spent.append(time.process_time() - start)
    return len(content), statistics.median(spent)


if __name__ == "__main__":
    main()
