"""Who may import whom: the contracts hold, and they would notice."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# A small library with one line in each of a few rooms. Each case below adds a line that must not stand there.
ROOMS = {
    "__init__.py": "",
    "vocabulary.py": "",
    "tables/__init__.py": "import penata.vocabulary",
    "merit/__init__.py": "import penata.tables",
    "eligibility/__init__.py": "import penata.tables",
    "planning/__init__.py": "",
    "planning/problem.py": "import penata.merit, penata.eligibility",
    "planning/solve.py": "import penata.planning.problem, penata.planning.verify",
    "planning/verify.py": "import penata.merit",
    "cli.py": "import penata.planning.solve",
}

# What takes long to import and few plans need: the solvers of side limits, training and rings, and the workbook.
SLOW = {"ortools.sat.python.cp_model", "ortools.math_opt.python.mathopt", "pandas", "xlsxwriter"}


def test_the_library_keeps_its_contracts(root: Path) -> None:
    outcome = _lint(root / "src", root / "pyproject.toml")
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("vocabulary.py", "import penata.tables", {"rooms", "no-circles"}),
        ("merit/points.py", "import penata.eligibility", {"rooms"}),
        ("planning/network.py", "import penata.cli", {"rooms", "no-circles"}),
        ("planning/verify.py", "import penata.planning.problem", {"verifier"}),
        ("planning/problem.py", "import penata.planning.solve", {"no-circles"}),
        ("tables/models.py", "import django.db", {"no-web"}),
        ("helpers.py", "", {"rooms"}),
    ],
)
def test_contract_breaks_on_import(root: Path, tmp_path: Path, module: str, line: str, broken: set[str]) -> None:
    for name, content in {**ROOMS, module: "\n".join([ROOMS.get(module, ""), line])}.items():
        path = tmp_path / "penata" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    outcome = _lint(tmp_path, root / "pyproject.toml")
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    found = {contract["id"] for contract in contracts if f"{contract['name']} BROKEN" in outcome.stdout.splitlines()}
    assert found == broken, outcome.stdout


def test_inline_import_states_its_reason(root: Path, files: list[Path]) -> None:
    bare = re.compile(r"#\s*noqa:\s*PLC0415\s*$")
    silent = [
        f"{path.relative_to(root)}:{number}"
        for path in files
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if bare.search(line)
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("command", "kept_out"),
    [
        ("law", {"numba", "scipy", "jinja2", *SLOW}),
        ("verify", {"jinja2", *SLOW}),
        ("whatif", {"jinja2", *SLOW}),
        ("plan", SLOW),
    ],
)
def test_command_leaves_alone_what_it_mostly_does_not_need(command: str, kept_out: set[str]) -> None:
    source = f"import sys, penata.cli.{command}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout.split()
    assert kept_out & set(loaded) == set()


def _lint(source: Path, contracts: Path) -> subprocess.CompletedProcess[str]:
    """Check the `penata` that stands in this folder, wherever else one may be installed."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", "--config", contracts]
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"}
    return subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
