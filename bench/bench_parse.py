"""Characters a second of structure and references together, from 10 k to 10 M characters, and the memory that they take.

Each size is read in a process of its own.  Time is that of the processor, the shortest of some runs, each beside a run of
SudachiPy (mode C) over a part of the same text, so that a busy machine slows both.  Memory is the peak that the process grows
by from before the file is read until tree and references stand, against the bytes of the file (read from /proc: Linux).

Targets: 1,000,000 characters/s on one core, linear in length, memory below 20 times the input.

Run: python bench/bench_parse.py [--sizes 10000,100000,1000000,10000000]
"""

import argparse
import multiprocessing
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from synthetic import Style, generate

from pirules.ordinance import parse, read
from pirules.ordinance.model import Document
from pirules.ordinance.references import resolve

#: About this many characters stand in an article of a synthetic ordinance.
PER_ARTICLE = 160
#: Runs by the size of the text: the longer, the fewer.
RUNS = ((100_000, 25), (1_000_000, 7), (100_000_000, 3))
SUDACHI_CHARACTERS = 30_000


def synthetic(size: int) -> str:
    """Return a synthetic ordinance of about ``size`` characters (in arabic numerals: kanji ones end at 9,999 articles)."""
    style = replace(Style.any(Random(3)), numerals="full", items="full", iroha=False)
    return generate(1, articles=max(3, size // PER_ARTICLE), style=style).text


def seconds(work: Callable[[], Any]) -> float:
    """Return the processor time of one run; what it gives is let go afterwards."""
    begun = time.process_time()
    result = work()
    taken = time.process_time() - begun
    del result
    return taken


def peak() -> int:
    """Return the most memory that this process held so far, in bytes."""
    found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0


def tokeniser(text: str) -> Callable[[], int]:
    """Return a run of SudachiPy over the beginning of ``text``, line by line; it gives the number of characters."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary().create()
    lines = text[:SUDACHI_CHARACTERS].splitlines()
    tokenizer.tokenize(lines[0], SplitMode.C)

    def run() -> int:
        for line in lines:
            tokenizer.tokenize(line, SplitMode.C)
        return sum(map(len, lines))

    return run


def measure(path: Path, answer: Any) -> None:
    """Measure one file and send ``(characters, structure/s, references/s, both/s, SudachiPy/s, memory/input, references)``."""
    resolve(parse(Document(generate(2).text)))  # what is loaded once is no part of it
    before = peak()
    document = read(path)
    resolution = resolve(parse(document))
    memory = (peak() - before) / path.stat().st_size
    found = len(resolution.references)
    del resolution
    text = document.text
    tokenise = tokeniser(text)
    tokenised = tokenise()
    structure = references = both = sudachi = float("inf")
    for _ in range(next(runs for limit, runs in RUNS if len(text) <= limit * 1.2)):
        fresh = (text + " ")[:-1]  # a string of its own: the last one is still known in its folded form
        begun = time.process_time()
        ordinance = parse(Document(fresh))
        middle = time.process_time()
        resolution = resolve(ordinance)
        end = time.process_time()
        del ordinance, resolution
        structure, references = min(structure, middle - begun), min(references, end - middle)
        both, sudachi = min(both, end - begun), min(sudachi, seconds(tokenise))
    size = len(text)
    answer.send((size, size / structure, size / references, size / both, tokenised / sudachi, memory, found))


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    context = multiprocessing.get_context("spawn")
    print(
        f"{'characters':>12} {'structure/s':>13} {'references/s':>13} {'together/s':>13} {'SudachiPy/s':>13} {'ratio':>7}"
        "  memory/input  references"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "ordinance.txt")
            path.write_text(synthetic(size), encoding="utf-8")
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=measure, args=(path, sender))
            process.start()
            length, structure, references, both, sudachi, memory, found = receiver.recv()
            process.join()
        print(
            f"{length:12,} {structure:13,.0f} {references:13,.0f} {both:13,.0f} {sudachi:13,.0f} {both / sudachi:7.2f}"
            f"  {memory:11.1f}x  {found:10,}",
            flush=True,
        )


if __name__ == "__main__":
    main()
