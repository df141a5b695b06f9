"""What is shipped, and on which Python it runs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_carries_rules_samples_and_pages(tmp_path):
    pytest.importorskip("hatchling", reason="hatchling builds the wheel; it comes with the extra `dev`")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for needed in (
        "pirules/_data/rulesets/manifest.yaml",
        "pirules/_data/ordinances/implementation_problem.txt",
        "pirules/py.typed",
        "api/__init__.py",
    ):
        assert needed in names
    for licence in ("LICENSE", "NOTICE"):
        assert any(name.endswith(f".dist-info/licenses/{licence}") for name in names), licence
    for folder in ("topics", "provision", "notification", "law_index", "scenarios"):
        assert any(name.startswith(f"pirules/_data/rulesets/{folder}/") for name in names), folder


@pytest.mark.parametrize("version", [(3, 10), (3, 13), (4, 0)])
def test_on_an_unsupported_python_importing_says_so_at_once(version):
    code = (
        "import sys; "
        f"sys.version_info = type('V', (tuple,), {{}})(({version[0]}, {version[1]}, 0, 'final', 0)); "
        "import pirules"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode != 0
    assert "P001" in result.stderr
    assert "Python 3.11 と 3.12" in result.stderr


def test_importing_pirules_loads_no_heavy_library():
    code = "import pirules, sys; print([m for m in ('spacy', 'durable', 'fastapi', 'pydantic', 'lxml') if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
