"""Compile the inner rooms of reading with mypyc: they then read half as many characters a second more.

The modules are ordinary Python and give the same answers as they are.  What is compiled stands beside its source and is
imported in its stead while it was made of it (:mod:`pirules.compiled`).  If it can't be done nothing half made stays.

Run: python .ci/compile.py  (``make`` does)
"""

import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pirules.compiled import RECORD, digest, source_of  # noqa: E402 - also where pirules isn't installed

#: Where reading spends its time.  A class and those that inherit from it are compiled together or not at all.
ROOMS = {
    "pirules.ordinance.grammar": "articles builder classify divisions enumerators labels machine opening placing state",
    "pirules.ordinance.references": "bases entry found frame laws lines lookalikes naming part pattern ranges reader scan steps targets tree words",
}
MODULES = tuple(f"{room}.{name}" for room, names in ROOMS.items() for name in names.split())
#: The library that all of them share; what stands beside a source is a door to it.
SHARED = "pirules.ordinance.compiled"


def clean() -> None:
    """Take away what was compiled."""
    RECORD.unlink(missing_ok=True)
    for module in (*MODULES, f"{SHARED}__mypyc"):
        source = source_of(module, ROOT)
        for library in (
            *source.parent.glob(f"{source.stem}.*.so"),
            *source.parent.glob(f"{source.stem}.*.pyd"),
        ):
            library.unlink()


def compile_modules(build: str) -> None:
    """Compile all modules in place; ``build`` is a folder for what is only needed meanwhile."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    sources = [str(source_of(module, ROOT).relative_to(ROOT)) for module in MODULES]
    extensions = mypycify(
        ["--config-file=", f"--cache-dir={build}/cache", "--ignore-missing-imports", *sources],
        opt_level="2",
        debug_level="0",
        multi_file=True,  # so that several processors can compile
        target_dir=build,
        group_name=SHARED,
    )
    for extension in extensions:
        extension.include_dirs.append(str(source_of(SHARED, Path(build)).parent))
    command = Distribution({"name": "pirules", "packages": [], "ext_modules": extensions}).get_command_obj(
        "build_ext"
    )
    command.inplace, command.parallel = True, os.cpu_count() or 1
    command.build_temp = command.build_lib = build
    command.ensure_finalized()
    command.run()


def main() -> None:
    """Compile all modules and note of which sources."""
    os.chdir(ROOT)
    clean()
    made_of = {module: digest(source_of(module, ROOT)) for module in MODULES}
    try:
        with tempfile.TemporaryDirectory() as build:
            compile_modules(build)
    except BaseException:  # mypy and distutils leave with SystemExit
        clean()
        raise
    RECORD.write_text(json.dumps(made_of, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
