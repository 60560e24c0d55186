"""`make bench-web`: pages under load and the import of a large file, on both databases (docs/benchmarks-web.md)."""

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from benchmarks.page import cell, table

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "build" / "bench-web"
MEASURED: Final = ROOT / "build" / "benchmarks-web"
PAGE: Final = ROOT / "docs" / "benchmarks-web.md"
DAY: Final = "2026-06-30"
PACKAGES: Final = ("penata", "django", "gunicorn", "psycopg", "polars", "fastexcel")

HEAD: Final = """# Benchmarks of the web application

`make bench-web` makes this page. Pages: 50 people, each asking a page drawn by chance every 2.5 seconds (20 requests a
second in all), on one gunicorn of two processes with four threads; the load runs on the same machine. Milliseconds
until the last byte. Target: p95 of every page under 300 ms. Import: an export of SIASN with 67 columns; test is the
dry run (read, check, compare), take the take-over; the ratio is both beside a bare read of the file with fastexcel.
Target: 12.
"""


def main() -> None:
    """Prepare the data once, measure on both engines, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("employees", type=int, nargs="?", default=100_000)
    parser.add_argument("--seconds", type=int, default=90, help="how long the load lasts")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    asked = parser.parse_args()
    MEASURED.mkdir(parents=True, exist_ok=True)
    data = FOLDER / f"data-{asked.employees}"
    if not data.exists():
        synth = [str(Path(sys.executable).with_name("penata")), "synth", "--employees", str(asked.employees)]
        subprocess.run([*synth, "--as-of", DAY, "--out", str(data)], cwd=ROOT, check=True)
    for engine in ("sqlite", "postgresql"):
        if asked.only in {None, engine}:
            _measure(engine, data, asked.employees, asked.seconds)
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(MEASURED.glob("*.json"))}
    PAGE.write_text(page(found), encoding="utf-8")
    print(PAGE.name, "written")


def _measure(engine: str, data: Path, employees: int, seconds: int) -> None:
    """Everything of one engine in one server's life: fill, serve, import."""
    folder = FOLDER / engine
    shutil.rmtree(folder, ignore_errors=True)
    steps = (
        f'"{sys.executable}" manage.py demo "{data}" --as-of {DAY} --stop && '
        f'"{sys.executable}" -m benchmarks.web.serving "{folder}" {seconds} > "{MEASURED}/pages-{engine}.json" && '
        f'PENATA_DATA="{folder}-import" "{sys.executable}" -m benchmarks.web.importing {employees} '
        f'> "{MEASURED}/import-{engine}.json"'
    )
    shutil.rmtree(f"{folder}-import", ignore_errors=True)
    command = ["bash", "-c", steps]
    if engine == "postgresql":
        command = [sys.executable, "scripts/with_postgres.py", *command]
    print(engine, "…", flush=True)
    environment = {**os.environ, "PENATA_DATA": str(folder), "PENATA_HASHED_FILES": "1"}
    subprocess.run(command, cwd=ROOT, check=True, env=environment)


def page(found: dict[str, dict[str, Any]]) -> str:
    """The page with what was measured."""
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}"
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    parts = [HEAD, f"Measured on {today}: {machine}; {versions}.\n"]
    for name, told in found.items():
        if name.startswith("pages-"):
            parts += [_heading(told), table(_HEADS, [[cell(row[key]) for key in _KEYS] for row in told["pages"]])]
    imports = {name: told for name, told in found.items() if name.startswith("import-")}
    if imports:
        keys = sorted({key for told in imports.values() for key in told})
        engines = [name.removeprefix("import-") for name in imports]
        rows = [[key, *(cell(told.get(key)) for told in imports.values())] for key in keys]
        parts += ["\n## Import\n", table(["what", *engines], rows)]
    return "\n".join(parts)


_KEYS: Final = ("page", "asked", "p50", "p95", "not_200")
_HEADS: Final = ("page", "asked", "p50, ms", "p95, ms", "not 200")


def _heading(told: dict[str, Any]) -> str:
    sizes = f"{told['employees']:,} employees, {told['units']:,} units, {told['posts']:,} posts"
    return f"\n## Pages on {told['engine']}\n\n{sizes}.\n"


if __name__ == "__main__":
    main()
