"""The plan folder: all files of a plan, written beside the old ones and swapped in whole."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import polars as pl

from penata.facts import Facts
from penata.policy import Policy
from penata.report.funnel import protected_posts
from penata.report.given import WrittenPlan
from penata.report.page import page_of
from penata.report.rules import rule_lines, sensitive_ids
from penata.report.story import story_of
from penata.report.workbook import write_workbook
from penata.tables import PLAN_TABLES, Dataset, InputError
from penata.tables.folder import carry, replaced

RESULT: Final = "result.json"
RUN: Final = "run.json"
WORKBOOK: Final = "rencana-mutasi.xlsx"
PAGE: Final = "laporan.html"


def write_plan(
    plan: WrittenPlan,
    dataset: Dataset,
    facts: Facts,
    policy: Policy,
    folder: Path,
    fmt: Literal["csv", "parquet"] = "csv",
    run: Mapping[str, Any] | None = None,
) -> Path:
    """Write every file of a plan into ``folder`` and answer its path.

    The same plan gives the same bytes in every file but run.json, which holds ``run`` (runtimes, machine, time).
    The files are written into a sibling folder first, so that a process that is killed leaves an older plan whole;
    files of others that lie in a plan folder are carried over. Raises InputError where ``folder`` holds something
    that is not a plan, or cannot be written.
    """
    folder = folder.resolve()
    _refuse_foreign(folder)
    try:
        with replaced(folder) as fresh:
            write_files(plan, dataset, facts, policy, fresh, fmt)
            (fresh / RUN).write_text(_json(dict(run or {})), encoding="utf-8")
            for path in sorted(folder.iterdir()) if folder.exists() else []:
                if path.name not in _OURS:
                    carry(path, fresh)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([f"{folder}: tidak dapat ditulis ({reason}); pilih folder lain dengan --out"]) from error
    return folder


def write_files(
    plan: WrittenPlan, dataset: Dataset, facts: Facts, policy: Policy, folder: Path, fmt: Literal["csv", "parquet"]
) -> None:
    """Write the files that depend on the plan alone into an existing, empty folder."""
    frames = {name: table.conform(getattr(plan, name)) for name, table in PLAN_TABLES.items()}
    frames["posts"] = protected_posts(frames["posts"], sensitive_ids(rule_lines(plan.result)))
    for name, frame in frames.items():
        write_table(frame, folder / f"{name}.{fmt}", fmt)
    lines = map(_LINE.encode, plan.explanations)
    (folder / "explanations.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / RESULT).write_text(_json({**plan.result, "ladder": list(plan.ladder)}), encoding="utf-8")
    story = story_of(plan, dataset, facts, policy)
    write_workbook(story, folder / WORKBOOK)
    (folder / PAGE).write_text(page_of(story), encoding="utf-8")


def write_table(frame: pl.DataFrame, path: Path, fmt: Literal["csv", "parquet"]) -> None:
    """Write one frame; in csv, several codes in one cell are separated by ";"."""
    if fmt == "parquet":
        frame.write_parquet(path, compression="zstd", statistics=False)
        return
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    frame.with_columns(pl.col(lists).list.join(";")).write_csv(path)


_LINE: Final = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"))
_OURS: Final = frozenset(
    {"explanations.jsonl", RESULT, RUN, WORKBOOK, PAGE, *(f"{n}.{x}" for n in PLAN_TABLES for x in ("csv", "parquet"))}
)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _refuse_foreign(folder: Path) -> None:
    """A folder is replaced as a whole: only an empty one, or one that holds a plan, may be."""
    if not folder.exists() or (folder.is_dir() and ((folder / RESULT).exists() or not any(folder.iterdir()))):
        return
    if not folder.is_dir():
        raise InputError([f"{folder}: sudah ada dan bukan folder; pilih nama lain dengan --out"])
    found = ", ".join(sorted(path.name for path in folder.iterdir())[:3])
    raise InputError([f"{folder}: berisi berkas yang bukan rencana ({found}, …); beri folder kosong atau baru (--out)"])
