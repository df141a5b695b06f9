"""``rulesets/gap/harmless.yaml`` and ``departures.yaml`` against their schemas: what came with the package fits, and a fault is named with file and line."""

import shutil
from pathlib import Path

import pytest

from pirules.data import rulesets_dir
from pirules.errors import RulesetError
from pirules.gap.turns import load_turns

ENTRY = """harmless:
  - id: said-by-nobody
    national: [法69条]
    topics: [council-consultation]
    when: {text: 要しない}
    outcome: {classification: permitted_internal, relation: none, explanation: 法にない条件を加えるものではありません。, recommendation: 残せます。}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("gap", "schema"):
        shutil.copytree(rulesets_dir() / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", ["harmless", "departures"])
def test_the_file_of_the_package_fits_its_schema(folder: Path, name: str) -> None:
    assert [entry.id for entry in load_turns(name, folder)] == [entry.id for entry in load_turns(name)]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("    national: [法69条]\n", "", 2),
        ("national: [法69条]", "national: []", 3),
        ("topics: [council-consultation]", "topics: Council", 4),
        ("when: {text: 要しない}", "when: {txet: 要しない}", 5),
        ("classification: permitted_internal", "classification: fine", 6),
        ("relation: none, ", "", 6),
        ("harmless:", "harmles:", 1),
    ],
)
def test_a_fault_is_named_with_its_line(folder: Path, right: str, wrong: str, line: int) -> None:
    path = folder / "gap" / "harmless.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    assert len(load_turns("harmless", folder)) == 1
    load_turns.cache_clear()
    path.write_text(ENTRY.replace(right, wrong), encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        load_turns("harmless", folder)
    assert caught.value.code == "P501"
    assert f"harmless.yaml の {line} 行目" in caught.value.detail


def test_a_schema_that_refers_to_a_missing_one_is_refused(folder: Path) -> None:
    (folder / "schema" / "topic.schema.json").unlink()
    with pytest.raises(RulesetError, match="P501"):
        load_turns("harmless", folder)
