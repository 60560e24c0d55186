"""`make bench`: run every size in a process of its own and write docs/benchmarks.md."""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

SIZES = (10_000, 100_000, 1_000_000)
EXPLAINED = 10_000
TABLE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
STEPS = ("facts", "candidates", "gains", "build", "solve", "verify", "write", "write_bare_csv", "write_bare_sheets",
         "candidates_with_law")  # fmt: skip
PACKAGES = ("penata", "ortools", "polars", "numpy", "numba")

HEAD = """# Benchmarks

`make bench` makes this page. A government of any size: 20 people a post, 30 posts of one job in one agency (so about 30
candidate posts each), 15 % of the posts short, 30 % of the others with too many, homes near the present unit.
Seconds are wall time on a machine that is not quiet: read the ratios. The law is switched off for the comparison, so
that all solve the same pairs with the same combined whole-number cost; `candidates_with_law` is the step with rules.
`write_bare_csv` is the csv tables and the explanations by the shortest code, `write_bare_sheets` the rows of the
workbook without any format; `write` is those tables formatted, with the page of the report and the result.
"equal" means that the peer's best combined cost is that of our plan (HiGHS answers in floating point: to nine digits;
it gets four minutes, up to 100,000 people).
"""


def main() -> None:
    """Measure the sizes asked for and rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    sizes = parser.parse_args().sizes
    rows = [_measured("benchmarks.one", size) for size in sizes]
    explained = _measured("benchmarks.explaining", EXPLAINED)
    TABLE.write_text(page(rows, explained), encoding="utf-8")
    print(TABLE.name, "written")


def _measured(module: str, employees: int) -> dict[str, Any]:
    """What a module prints of so many employees, in a process of its own."""
    print(f"{module}, {employees} employees …", flush=True)
    run = subprocess.run([sys.executable, "-m", module, str(employees)], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    print(json.dumps(found, indent=1), flush=True)
    return found


def page(rows: list[dict[str, Any]], explained: dict[str, Any]) -> str:
    """The page with all tables."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    today = dt.datetime.now(dt.UTC).date().isoformat()
    parts = [HEAD, f"Measured on {today}: {machine}; {versions}.", _sizes(rows), _steps(rows), _peers(rows),
             _explained(explained)]  # fmt: skip
    return "\n".join(parts) + "\n"


def _sizes(rows: list[dict[str, Any]]) -> str:
    columns = ("employees", "posts", "pairs", "components", "moves", "verified", "peak_mb")
    return "\n## Sizes\n\n" + _table(columns, [[_cell(row[c]) for c in columns] for row in rows])


def _steps(rows: list[dict[str, Any]]) -> str:
    body = [[step, *(f"{row['seconds'][step]:.2f}" for row in rows)] for step in STEPS]
    return "\n## Seconds by step\n\n" + _table(["step", *(_cell(row["employees"]) for row in rows)], body)


RATIOS = (
    ("all steps to verify ÷ (a), at most 3 at 100,000", lambda r: _chain(r) / _peer_s(r, "at_once")),
    ("solve ÷ (a), at most 0.5 at 1,000,000", lambda r: r["seconds"]["solve"] / _peer_s(r, "at_once")),
    ("solve ÷ (b), at most 1.2", lambda r: r["seconds"]["solve"] / _peer_s(r, "by_component")),
    ("write ÷ bare write of the same tables and sheets, at most 2", lambda r: r["seconds"]["write"] / _bare(r)),
    ("write ÷ bare write of the csv alone", lambda r: r["seconds"]["write"] / r["seconds"]["write_bare_csv"]),
)
PEERS = {
    "at_once": "(a) OR-Tools in one call",
    "by_component": "(b) OR-Tools by component, bare",
    "highs": "(c) HiGHS, LP",
}


def _peers(rows: list[dict[str, Any]]) -> str:
    body = [[label, *(_peer(row["peers"].get(name)) for row in rows)] for name, label in PEERS.items()]
    body += [[label, *(_cell(ratio(row)) for row in rows)] for label, ratio in RATIOS]
    head = ["", *(_cell(row["employees"]) for row in rows)]
    return "\n## Peers: seconds, and whether the objective is equal\n\n" + _table(head, body)


def _explained(found: dict[str, Any]) -> str:
    """Explanations beside solves of the same plan, and rules beside the join that makes their pairs."""
    seconds, asked, rules, checked = found["seconds"], found["questions"], found["rules"], found["rechecked"]
    told = seconds["moves"] + seconds["wishes"] + seconds["letter_facts"]
    body = [
        ["employees, moves, wishes (refused)", f"{_cell(found['employees'])}, {_cell(found['moves'])}, "
         f"{_cell(found['wishes'])} ({_cell(found['refused'])})"],
        ["three plain solves, s", _cell(seconds["three_solves"])],
        ["all moves with alternatives, all wishes with points needed, letter facts, s", _cell(told)],
        ["the same ÷ three plain solves, at most 1", _cell(told / seconds["three_solves"])],
        ["vacancies and public figures, s", _cell(seconds["vacancies_and_public"])],
        ["sentences of all letters, both languages (writing), s", _cell(seconds["letter_texts"])],
        [f"one counterfactual, median / slowest of {asked['asked']}, ms, at most 50",
         f"{_cell(asked['median_ms'])} / {_cell(asked['slowest_ms'])}"],
        [f"refused wishes of {_cell(checked['employees'])} employees, {_cell(checked['remedies'])} remedies solved "
         "again from nothing", checked["said"]],
        [f"{rules['rules']} rules over {_cell(rules['pairs'])} pairs, s", _cell(rules["evaluation"])],
        ["the bare Polars join that makes these pairs, s", _cell(rules["join"])],
        ["rules ÷ join, at most 2", _cell(rules["evaluation"] / rules["join"])],
    ]  # fmt: skip
    return "\n## Explanations and rules\n\n" + _table(["", ""], body)


def _bare(row: dict[str, Any]) -> float:
    return float(row["seconds"]["write_bare_csv"] + row["seconds"]["write_bare_sheets"])


def _chain(row: dict[str, Any]) -> float:
    return float(sum(row["seconds"][step] for step in ("candidates", "gains", "build", "solve", "verify")))


def _peer_s(row: dict[str, Any], name: str) -> float:
    return float(row["peers"][name]["seconds"])


def _peer(found: dict[str, Any] | None) -> str:
    if found is None:
        return "–"
    return f"{found['seconds']:.2f} ({'equal' if found['equal'] else 'NOT equal'})"


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.2f}" if isinstance(value, float) and value < 100 else f"{value:,.0f}"  # type: ignore[str-format]


def _table(head: list[str] | tuple[str, ...], body: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)]) + "\n"


if __name__ == "__main__":
    main()
