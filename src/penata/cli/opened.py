"""A plan on the table of the command line: opened from its folder, or made where none was given."""

import argparse
from pathlib import Path

from penata.cli.console import Console
from penata.cli.values import day
from penata.cli.verify import read_plan
from penata.intake.dataset import load_dataset, load_policy
from penata.planning import NoPlanError, Workings, reopened, worked_out
from penata.tables import InputError


def plan_arguments(parser: argparse.ArgumentParser) -> None:
    """DATASET, an optional plan folder, and the day."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument(
        "folder", type=Path, metavar="RENCANA", nargs="?", help="folder rencana (penata plan --out); tanpa ini disusun"
    )
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def opened(dataset_at: Path, folder: Path | None, as_of: object, console: Console) -> Workings:
    """The workings of the plan; raises InputError where plan and dataset do not belong together, or none exists."""
    console.progress("membaca data")
    dataset, policy = load_dataset(dataset_at), load_policy(dataset_at, as_of=as_of)  # type: ignore[arg-type]
    if folder is None:
        try:
            return worked_out(dataset, policy, step=console.progress)
        except NoPlanError as none:
            raise InputError(
                [
                    "himpunan data ini belum punya rencana: keputusan bertentangan; lihat penata plan",
                    *("; ".join(d.describe() for d in clash.decisions) + f": {clash.why}" for clash in none.clashes),
                ]
            ) from None
    files, _ = read_plan(folder)
    if "prices" not in files:
        raise InputError([f"{folder}: prices tidak ada; diperlukan folder rencana yang lengkap"])
    more = {"limits": files["limits"]} if "limits" in files else {}
    return reopened(dataset, policy, files["assignments"], files["prices"], step=console.progress, **more)
