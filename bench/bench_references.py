"""Characters a second of structure and references on synthetic ordinances of 10 k to 10 M characters, and the memory they take.

SudachiPy tokenises the same text in the same run.  Each size runs in a process of its own; time is that of the processor, the
best of three; memory is what text, tree and references hold, against the bytes of the text in UTF-8 (read from /proc: Linux).

Targets (issue: reading any ordinance): 1,000,000 characters/s on one core, linear in length, memory below 20 times the input.
"""

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.ordinance.references import resolve
from pirules.ordinance.synthetic import Style, generate

#: About this many characters stand in an article of a synthetic ordinance.
PER_ARTICLE = 160
SUDACHI_CHARACTERS = 300_000


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Return the shortest processor time of ``rounds`` runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(rounds):
        begun = time.process_time()
        result = work()
        best = min(best, time.process_time() - begun)
    return best, result


def memory() -> int:
    """Return what this process holds now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def synthetic(size: int) -> str:
    """Return a synthetic ordinance of about ``size`` characters (in arabic numerals: kanji ones end at 9,999 articles)."""
    style = replace(Style.any(Random(3)), numerals="full", items="full", iroha=False)
    return generate(1, articles=max(3, size // PER_ARTICLE), style=style).text


def measure(text: str, answer: Any) -> None:
    """Measure one size and send ``(characters, seconds of parse, of resolve, memory/input, references)``."""
    rounds = 3 if len(text) <= 2_000_000 else 1
    resolve(parse(Document(generate(2).text)))  # what is loaded once is no part of it
    before = memory()
    reading, ordinance = timed(lambda: parse(Document(text)), 1)
    resolving, resolution = timed(lambda: resolve(ordinance), 1)
    grown = memory() - before
    if rounds > 1:
        reading = min(reading, timed(lambda: parse(Document(text)), rounds - 1)[0])
        resolving = min(resolving, timed(lambda: resolve(ordinance), rounds - 1)[0])
    answer.send((len(text), reading, resolving, grown / len(text.encode()), len(resolution.references)))


def sudachi() -> float:
    """Return characters a second of SudachiPy (mode C) on the text, sentence by sentence."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary().create()
    text = synthetic(SUDACHI_CHARACTERS)
    lines = text.splitlines()
    tokenizer.tokenize(lines[0], SplitMode.C)
    seconds, _ = timed(lambda: [tokenizer.tokenize(line, SplitMode.C) for line in lines], 1)
    return len(text) / seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    context = multiprocessing.get_context("spawn")
    print(
        f"{'characters':>12} {'structure':>12} {'references':>12} {'both':>12}  memory/input  references found"
    )
    for size in sizes:
        receiver, sender = context.Pipe(duplex=False)
        text = synthetic(size)  # made here, so that its making is no part of the memory measured there
        process = context.Process(target=measure, args=(text, sender))
        process.start()
        characters, reading, resolving, ratio, found = receiver.recv()
        process.join()
        both = characters / (reading + resolving)
        print(
            f"{characters:12,} {characters / reading:10,.0f}/s {characters / resolving:10,.0f}/s {both:10,.0f}/s"
            f"  {ratio:11.1f}x  {found:,}"
        )
    print(f"SudachiPy on the same text: {sudachi():,.0f} characters/s")


if __name__ == "__main__":
    main()
