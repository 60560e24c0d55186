"""`make bench`: run every topic, each measurement in a process of its own, and write docs/benchmarks.md."""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import engine, exchanging, explaining, limited, one, ordering, outside, trying
from benchmarks.hard import KINDS

SIZES = (10_000, 100_000, 1_000_000)
HARD, LARGE, SMALL = 100_000, 1_000_000, 10_000
ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
MEASURED = ROOT / "build" / "benchmarks"
PACKAGES = ("penata", "ortools", "polars", "numpy", "numba")
TOPICS = {"exchanging": exchanging, "ordering": ordering, "trying": trying, "explaining": explaining}
"""Topics that are one process and one section, in the order of the page; the other three come before them."""
ALL = ("one", "engine", "limited", *TOPICS)
SIZE_OF = {"exchanging": 30_000, "ordering": 160_000}

HEAD = """# Benchmarks

`make bench` makes this page (`make bench ARGS="--topic engine"` a part of it). A government of any size: 20 people a
post, 30 posts of one job in one agency (so about 30 candidate posts each), 15 % of the posts short, 30 % of the others
with too many, homes near the present unit. Seconds are wall time on a machine that is not quiet: read the ratios. The
law is switched off for the comparison, so that all solve the same pairs with the same combined whole-number cost;
`candidates_with_law` is the step with rules. `write_bare_csv` is the csv tables and the explanations by the shortest
code, `write_bare_sheets` the rows of the workbook without any format; `write` is those tables formatted, with the page
of the report and the result. HiGHS answers in floating point, "equal" is to nine digits; it gets four minutes, up to
100,000 people.
"""


def main() -> None:
    """Measure the topics asked for and write the page; of the others, what was measured last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="employees of the topic `one`")
    parser.add_argument("--topic", action="append", choices=ALL, help="only this one (may be repeated)")
    asked = parser.parse_args()
    MEASURED.mkdir(parents=True, exist_ok=True)
    for topic in asked.topic or ALL:
        rows = [_measured(f"benchmarks.{topic}", words) for words in _runs(topic, asked.sizes)]
        (MEASURED / f"{topic}.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(MEASURED.glob("*.json"))}
    PAGE.write_text(page(found), encoding="utf-8")
    print(PAGE.name, "written")


def _runs(topic: str, sizes: Sequence[int]) -> list[list[str]]:
    """What each process of a topic is asked."""
    if topic == "engine":
        return [*([kind, str(HARD)] for kind in KINDS), ["regions", str(LARGE)]]
    if topic == "limited":
        return [[kind, str(SMALL)] for kind in limited.KINDS]
    if topic == "one":
        return [[str(size)] for size in sizes]
    return [[str(SIZE_OF.get(topic, SMALL))]]


def _measured(module: str, words: Sequence[str]) -> dict[str, Any]:
    """What a module prints, in a process of its own."""
    print(module, *words, "…", flush=True)
    run = subprocess.run([sys.executable, "-m", module, *words], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    print(json.dumps(found, indent=1), flush=True)
    return found


def page(found: dict[str, list[dict[str, Any]]]) -> str:
    """The page with the tables of all topics that were measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    today = dt.datetime.now(dt.UTC).date().isoformat()
    parts = [HEAD, f"Measured on {today}: {machine}; {versions}."]
    if "one" in found:
        parts.append(one.section(found["one"]))
    solved = [row["engine"] for row in found.get("one", [])] + found.get("engine", [])
    if solved:
        parts.append(engine.section(solved))
    if "limited" in found:
        parts.append(limited.section(found["limited"]))
    for topic, module in TOPICS.items():
        parts += [module.section(row) for row in found.get(topic, [])]
    return "\n".join([*parts, outside.TOLD.read_text("utf-8")])


if __name__ == "__main__":
    main()
