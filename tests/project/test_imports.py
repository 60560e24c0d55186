"""Who may import whom: the contracts hold, and they would notice."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# A small library with one line in each of a few rooms, and a small web application with one in each of a few files.
# Each case below adds a line that must not stand there.
WORLD = {
    "penata/__init__.py": "",
    "penata/vocabulary.py": "",
    "penata/tables/__init__.py": "import penata.vocabulary",
    "penata/merit/__init__.py": "import penata.tables",
    "penata/eligibility/__init__.py": "import penata.tables",
    "penata/planning/__init__.py": "",
    "penata/planning/problem.py": "import penata.merit, penata.eligibility",
    "penata/planning/solve.py": "import penata.planning.problem, penata.planning.verify",
    "penata/planning/verify.py": "import penata.merit",
    "penata/cli.py": "import penata.planning.solve",
    "penata_web/__init__.py": "",
    "penata_web/shared/__init__.py": "",
    "penata_web/shared/pages.py": "import django.http",
    "penata_web/shared/views.py": "import penata_web.shared.pages",
    "penata_web/registry/__init__.py": "",
    "penata_web/registry/models/__init__.py": "import penata_web.registry.models.unit",
    "penata_web/registry/models/unit.py": "import penata.vocabulary, penata.tables, penata_web.shared.pages",
    "penata_web/registry/queries.py": "import penata_web.registry.models",
    "penata_web/registry/frames.py": "import penata.tables, penata_web.registry.queries",
    "penata_web/registry/importing.py": "import penata.merit, penata_web.registry.frames",
    "penata_web/registry/views.py": "import penata_web.registry.queries, penata_web.shared.views",
    "penata_web/registry/urls.py": "import penata_web.registry.views",
    "penata_web/planning/__init__.py": "",
    "penata_web/planning/models.py": "import penata_web.registry.models",
    "penata_web/planning/operations/__init__.py": "import penata.planning.solve, penata_web.planning.models",
    "penata_web/planning/forms.py": "import penata_web.planning.operations",
    "penata_web/planning/views.py": "import penata_web.planning.forms, penata_web.planning.operations",
    "penata_web/planning/urls.py": "import penata_web.planning.views",
    "penata_web/project/__init__.py": "",
    "penata_web/project/urls.py": "import penata_web.planning.urls, penata_web.registry.urls",
}

# What takes long to import and few plans need: the solvers of side limits, training and rings, and the workbook.
SLOW = {"ortools.sat.python.cp_model", "ortools.math_opt.python.mathopt", "pandas", "xlsxwriter"}


def test_library_and_web_keep_their_contracts(root: Path) -> None:
    outcome = _lint(root / "src", root / "pyproject.toml")
    assert outcome.returncode == 0, outcome.stdout


def test_the_small_world_keeps_its_contracts(root: Path, tmp_path: Path) -> None:
    _write(tmp_path, WORLD)
    outcome = _lint(tmp_path, root / "pyproject.toml")
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("penata/vocabulary.py", "import penata.tables", {"rooms", "no-circles"}),
        ("penata/merit/points.py", "import penata.eligibility", {"rooms"}),
        ("penata/planning/network.py", "import penata.cli", {"rooms", "no-circles"}),
        ("penata/planning/verify.py", "import penata.planning.problem", {"verifier"}),
        ("penata/planning/problem.py", "import penata.planning.solve", {"no-circles"}),
        ("penata/tables/models.py", "import django.db", {"no-web"}),
        ("penata/helpers.py", "", {"rooms"}),
        ("penata/merit/points.py", "import penata_web.registry.models", {"no-web"}),
        ("penata_web/helpers.py", "", {"stages"}),
        ("penata_web/registry/queries.py", "import penata_web.planning.models", {"stages", "no-circles"}),
        ("penata_web/shared/views.py", "import penata_web.registry.models", {"stages", "no-circles"}),
        ("penata_web/shared/pages.py", "import penata_web.shared.views", {"no-circles"}),
        ("penata_web/planning/models.py", "import penata_web.planning.operations", {"stage-files", "no-circles"}),
        ("penata_web/planning/api.py", "import penata_web.planning.views", {"stage-files", "views"}),
        ("penata_web/registry/documents.py", "import penata_web.registry.importing", {"stage-files"}),
        ("penata_web/planning/views.py", "import penata.planning.solve", {"doors"}),
        ("penata_web/registry/models/unit.py", "import penata.merit", {"doors"}),
        ("penata_web/shared/pages.py", "import penata.vocabulary", {"doors"}),
        ("penata_web/planning/views.py", "import penata_web.registry.views", {"views"}),
        ("penata_web/planning/tasks.py", "import penata_web.registry.urls", {"views"}),
    ],
)
def test_contract_breaks_on_import(root: Path, tmp_path: Path, module: str, line: str, broken: set[str]) -> None:
    _write(tmp_path, {**WORLD, module: "\n".join([WORLD.get(module, ""), line])})
    outcome = _lint(tmp_path, root / "pyproject.toml")
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    lines = outcome.stdout.splitlines()
    found = {
        contract["id"] for contract in contracts if any(line.startswith(f"{contract['name']} BROKEN") for line in lines)
    }
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


def _write(folder: Path, world: dict[str, str]) -> None:
    for name, content in world.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def _lint(source: Path, contracts: Path) -> subprocess.CompletedProcess[str]:
    """Check the packages that stand in this folder, wherever else some of that name may be installed."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", "--config", contracts]
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"}
    return subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
