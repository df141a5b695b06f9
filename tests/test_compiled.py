"""Compiled modules are imported only while they were made of the sources that stand beside them."""

import importlib
import json
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from pirules import compiled

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "VALUE = 'the source'\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return the name of a package whose module stands beside something compiled, which here can't even be loaded."""
    name = "made_for_the_test_of_compiled_modules"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "inner.py").write_text(SOURCE)
    (folder / f"inner{EXTENSION_SUFFIXES[0]}").write_bytes(b"not a library")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    yield name
    for module in (name, f"{name}.inner"):
        sys.modules.pop(module, None)


def _record(tmp_path, package, digest):
    record = tmp_path / package / "compiled.json"
    record.write_text(json.dumps({f"{package}.inner": digest}))
    return record


def test_a_source_that_changed_since_is_imported_itself(tmp_path, package):
    assert compiled.pass_over_stale(_record(tmp_path, package, "of what it was before"))
    assert importlib.import_module(f"{package}.inner").VALUE == "the source"


def test_what_was_made_of_the_present_source_is_imported(tmp_path, package):
    source = tmp_path / package / "inner.py"
    assert not compiled.pass_over_stale(_record(tmp_path, package, compiled.digest(source)))
    with pytest.raises(ImportError):
        importlib.import_module(f"{package}.inner")


def test_a_source_that_is_gone_counts_as_changed(tmp_path, package):
    record = _record(tmp_path, package, compiled.digest(tmp_path / package / "inner.py"))
    (tmp_path / package / "inner.py").unlink()
    assert compiled.pass_over_stale(record)


def test_nothing_is_passed_over_where_nothing_was_compiled(tmp_path):
    before = list(sys.meta_path)
    assert not compiled.pass_over_stale(tmp_path / "compiled.json")
    assert sys.meta_path == before


def test_every_module_that_was_compiled_is_used():
    if not compiled.RECORD.exists():
        pytest.skip("nothing is compiled here: make setup compiles reading where it can")
    digests = json.loads(compiled.RECORD.read_text())
    if any(compiled.digest(compiled.source_of(name, ROOT)) != digest for name, digest in digests.items()):
        pytest.skip("sources were changed since they were compiled: they are used themselves")
    used = {name: str(importlib.import_module(name).__file__).endswith(".py") for name in digests}
    assert not [name for name, is_source in used.items() if is_source]
