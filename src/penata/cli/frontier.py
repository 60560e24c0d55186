"""``penata frontier DATASET``: what balance costs in moves, or in wishes, point by point, before a plan is made."""

import argparse
import dataclasses
from pathlib import Path
from typing import Final

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE, EXIT_NO_PLAN
from penata.cli.values import day, decimal, whole
from penata.intake.dataset import load_dataset, load_policy
from penata.planning import NoPlanError, worked_out
from penata.planning.frontier import Frontier, Second, frontier, rows
from penata.planning.objectives import Aims
from penata.policy import Policy
from penata.policy.aims import Tolerance
from penata.policy.limits import Limits
from penata.report.trade import AMOUNT, bounds, reading, told, within, write_trade
from penata.tables import Dataset

_POINTS: Final = 12
_PAIRS: Final[dict[str, Second]] = {"balance,moves": "moves", "balance,wishes": "wishes"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument(
        "--between", type=_pair, default="balance,moves", metavar="A,B",
        help="balance,moves: kekurangan terhadap perpindahan (bawaan); balance,wishes: terhadap aspirasi terkabul",
    )  # fmt: skip
    parser.add_argument(
        "--points", type=_points, default=_POINTS, metavar="N", help="banyaknya titik dalam tabel, di samping ladder"
    )
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="tulis pilihan.csv (semua titik) dan pilihan.html")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where the data cannot be read, 3 where decisions clash."""
    console.progress("membaca data")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    try:
        work = worked_out(dataset, _in_order(policy), step=console.progress)
    except NoPlanError as error:
        for clash in error.clashes:
            console.problem(f"Tidak ada susunan yang memenuhi semua keputusan: {clash.why}")
        console.document({"status": "NO_PLAN", "clashes": [clash.why for clash in error.clashes]})
        return EXIT_NO_PLAN
    found = frontier(work, args.between, step=console.progress)
    console.progress("selesai")
    aims = work.problem.aims
    _say(found, aims, policy, args.points, console)
    if args.out is not None:
        file = write_trade(found, policy, aims, _agency(dataset), args.points, args.out)
        console.say(f"\nGrafik: {file}")
        console.say(f"Semua titik: {file.with_name('pilihan.csv')}")
    console.document({
        "between": ["balance", found.second], "points": rows(found).to_dicts(),
        "shown": told(found, args.points, policy), "ladder": within(found, policy),
        "amounts_between_without_a_point": found.between, "widest_gap": found.widest, "whole_post": aims.whole,
    })  # fmt: skip
    return EXIT_DONE


def _pair(text: str) -> Second:
    asked = ",".join(part.strip() for part in text.split(","))
    if asked not in _PAIRS:
        raise argparse.ArgumentTypeError(f"{text!r} tidak dikenal; pilih {' atau '.join(_PAIRS)}")
    return _PAIRS[asked]


def _points(text: str) -> int:
    """A number of points, two or more."""
    if (count := whole(text)) < 2:
        raise argparse.ArgumentTypeError("paling sedikit 2 titik, kedua ujungnya")
    return count


def _in_order(policy: Policy) -> Policy:
    """The policy with its levels in order and without side limits: what is traded is weighed here."""
    return dataclasses.replace(policy, mode="lexicographic", limits=Limits(), tolerance=Tolerance())


def _agency(dataset: Dataset) -> str | None:
    names = dataset["agencies"]["name"]
    return names[0] if names.len() == 1 else None


def _say(found: Frontier, aims: Aims, policy: Policy, count: int, console: Console) -> None:
    what = AMOUNT[found.second]
    console.say(f"Kekurangan terhadap {what}: {len(found.points)} titik.")
    console.say()
    console.table(
        ("perpindahan", "aspirasi terkabul", "masih kurang (orang)", "beban kekurangan"),
        [
            (row["moves"], row["wishes"], row["missing_seats"], decimal(row["shortage"] / aims.whole, 2))
            for row in told(found, count, policy)
        ],
    )
    console.say()
    for sentence in [*reading(found), *bounds(found, policy, aims)]:
        console.say(sentence)
    if found.between:
        console.say(f"Selisih terbesar yang mungkin di situ: beban kekurangan {decimal(found.widest / aims.whole, 2)}.")
    if policy.limits != Limits():
        console.say("Batas sampingan dari [limits] tidak ikut dihitung di sini; penata plan menghitungnya.")
