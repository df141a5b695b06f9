"""Characters a second of structure and references, against SudachiPy tokenising the same text in the same run.

Run: python bench/bench_parse.py [--sizes 10000,100000,1000000,10000000]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time

from pirules.ordinance import parse
from pirules.ordinance.model import Document
from pirules.ordinance.references import resolve
from pirules.ordinance.synthetic import generate

_SUDACHI_SAMPLE = 200_000
_PIECE = 10_000  # characters that SudachiPy takes at once


def text_of(size: int) -> str:
    """Return a synthetic ordinance of about ``size`` characters (always the same)."""
    articles, text = 40, generate(1, articles=40).text
    while len(text) < size:
        articles = int(articles * size / len(text) * 1.02) + 1
        text = generate(1, articles=articles).text
    return text


def seconds(action, *, repeat: int) -> float:
    """Return the shortest processor time of some runs."""
    best = float("inf")
    for _ in range(repeat):
        started = time.process_time()
        action()
        best = min(best, time.process_time() - started)
    return best


def sudachi_speed(text: str) -> float:
    """Return characters a second of SudachiPy on the text."""
    from sudachipy import Dictionary

    tokenizer = Dictionary().create()
    sample = text[:_SUDACHI_SAMPLE]
    pieces = [sample[start : start + _PIECE] for start in range(0, len(sample), _PIECE)]
    tokenizer.tokenize(pieces[0])

    def run() -> None:
        for piece in pieces:
            len(tokenizer.tokenize(piece))

    return len(sample) / seconds(run, repeat=3)


def memory_of(size: int) -> float:
    """Return the peak memory of reading and parsing a text of ``size`` characters over its bytes.

    A fresh program is measured; what it takes before it reads (libraries) is not counted.
    """
    with tempfile.NamedTemporaryFile(suffix=".txt") as handle:
        data = text_of(size).encode()
        handle.write(data)
        handle.flush()
        program = (
            "import re, sys\n"
            "from pathlib import Path\n"
            "from pirules.ordinance import parse, read\n"
            "parse(read(b'a'))\n"
            "peak = lambda: int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1])\n"
            "before = peak()\n"
            "ordinance = parse(read(Path(sys.argv[1])))\n"
            "print((peak() - before) * 1024)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, handle.name], capture_output=True, text=True, check=True
        )
    return float(done.stdout) / len(data)


def main() -> None:
    """Print one line a size, and the ratios to SudachiPy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    sudachi = sudachi_speed(text_of(max(min(sizes), _SUDACHI_SAMPLE)))
    print(f"SudachiPy: {sudachi:,.0f} characters/s")
    print(f"{'characters':>12} {'structure/s':>14} {'with references/s':>18} {'× SudachiPy':>12}")
    for size in sizes:
        text = text_of(size)
        repeat = 5 if size <= 100_000 else 1
        structure = seconds(lambda text=text: parse(Document(text=text)), repeat=repeat)
        both = seconds(lambda text=text: resolve(parse(Document(text=text))), repeat=repeat)
        print(
            f"{len(text):>12,} {len(text) / structure:>14,.0f} {len(text) / both:>18,.0f}"
            f" {len(text) / both / sudachi:>12.2f}"
        )
    print(f"memory of parsing 1,000,000 characters: {memory_of(1_000_000):.1f} × the input's bytes")
    print(f"peak of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
