"""A plan on the table of the command line: opened from its folder, or made where none was given."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from penata.cli.console import Console
from penata.cli.values import day
from penata.cli.verify import read_plan
from penata.intake.dataset import load_dataset, load_policy
from penata.planning import NoPlanError, Workings, reopened, worked_out
from penata.planning.tolerance import settled
from penata.policy import Policy
from penata.policy.exchange import ExchangePolicy
from penata.tables import Dataset, InputError


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
    return reopened_from(dataset, policy, folder, console)


def reopened_from(dataset: Dataset, policy: Policy, folder: Path, console: Console) -> Workings:
    """The workings of the plan in a folder, nothing solved again; whether it begins with the exchange it says itself.

    Raises InputError where plan and dataset do not belong together, or the folder holds no whole plan.
    """
    console.progress("membaca rencana")
    files, claims = read_plan(folder)
    if "mechanism" in claims:
        raise InputError([
            f"{folder}: folder tukar tempat sukarela; jawaban setiap peserta ada di laporan.html dan participants, "
            "perintah ini memerlukan folder rencana (penata plan --out)"
        ])  # fmt: skip
    if "prices" not in files:
        raise InputError([f"{folder}: prices tidak ada; diperlukan folder rencana yang lengkap (penata plan --out)"])
    policy = settled(_as_begun(policy, claims), claims)
    return reopened(dataset, policy, files["assignments"], files["prices"], files.get("limits"), step=console.progress)


def _as_begun(policy: Policy, claims: Mapping[str, Any]) -> Policy:
    """The policy with the exchange as the plan was begun with, or without where it was not."""
    if not claims:
        return policy
    told = claims.get("exchange_first")
    if told is None:
        return replace(policy, exchange=replace(policy.exchange, first=False))
    options = told.get("options") if isinstance(told, Mapping) else None
    if not isinstance(options, Mapping) or set(options) != set(ExchangePolicy.__dataclass_fields__):
        raise InputError(["result.json, exchange_first.options: tidak lengkap; pakai folder rencana yang utuh"])
    return replace(policy, exchange=ExchangePolicy(**{**options, "first": True}))
