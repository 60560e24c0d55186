"""``penata exchange``: people who asked swap their places; nobody is sent anywhere."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from penata.cli.clock import Clock
from penata.cli.console import Console
from penata.cli.main import EXIT_DONE, EXIT_REJECTED
from penata.cli.values import day
from penata.intake.dataset import load_dataset, load_policy
from penata.planning import RejectedPlanError
from penata.planning.swapping import Exchange, exchange
from penata.policy import Policy
from penata.policy.exchange import MECHANISMS, SHORTEST_RING
from penata.report.exchange import write_exchange
from penata.report.exchange.told import OPTIONS, OUTSIDE, PROMISES
from penata.transition import order_of, with_order


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command; each option goes before the policy."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder untuk hasil")
    parser.add_argument("--mechanism", choices=MECHANISMS, help="to_be (bawaan): kursi hanya untuk yang tidak kurang "
                        "cocok daripada pemegangnya; ttc: tanpa melihat kecocokan")  # fmt: skip
    parser.add_argument("--max-ring", type=_length, metavar="N", help="paling banyak N orang dalam satu lingkaran")
    parser.add_argument(
        "--fit-tolerance", type=_percent, metavar="PERSEN", help="boleh kurang cocok sebesar ini (to_be)"
    )
    parser.add_argument("--vacancies", action="store_true", default=None, help="kursi kosong ikut, sesudah semua tukar")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="bentuk tabel hasil (bawaan: csv)")


def run(args: argparse.Namespace, console: Console) -> int:
    """Swap, verify, write; 4 where our verifier rejects our swaps."""
    clock = Clock(console)
    clock("membaca data")
    dataset = load_dataset(args.dataset)
    policy = _with_options(load_policy(args.dataset, as_of=args.as_of), args)
    try:
        made = exchange(dataset, policy, step=clock)
        order = order_of(made, made.facts, dataset, policy, step=clock)
        made = with_order(made, order)
    except RejectedPlanError as error:
        problems = [str(problem) for problem in error.verdict.problems]
        for problem in problems:
            console.problem(problem)
        console.problem("Pemeriksa mandiri menolak hasil Penata sendiri; tidak ada yang ditulis. Laporkan ini.")
        console.document({"status": "REJECTED", "problems": problems})
        return EXIT_REJECTED
    clock("menulis berkas")
    folder = write_exchange(made, dataset, policy, args.out, fmt=args.format, run=clock.run, order=order)
    clock("selesai")
    _say(made, folder, console)
    return EXIT_DONE


def _with_options(policy: Policy, args: argparse.Namespace) -> Policy:
    given = {name: getattr(args, name) for name in ("mechanism", "max_ring", "fit_tolerance", "vacancies")}
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(policy, exchange=replace(policy.exchange, **said))


def _length(text: str) -> int:
    if not text.isdecimal() or int(text) < SHORTEST_RING:
        raise argparse.ArgumentTypeError(f"{text!r} bukan panjang lingkaran; tulis 2 (tukar berdua) atau lebih")
    return int(text)


def _percent(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} bukan persen; tulis bilangan bulat 0 sampai 100")
    return int(text)


def _say(made: Exchange, folder: Path, console: Console) -> None:
    result, figures = made.result, made.result["exchange"]
    console.say(f"Tukar tempat sukarela: {figures['movers']} dari {figures['participants']} peserta pindah.")
    console.say("Tidak ada yang dipindahkan tanpa meminta; keputusan tetap pada PPK.")
    console.say()
    if figures["rings_by_length"]:
        console.table(
            ("orang dalam lingkaran", "lingkaran"), [(int(k), n) for k, n in figures["rings_by_length"].items()]
        )
        console.say()
    if figures["empty_seats_taken"]:
        console.say(f"Memakai kursi kosong: {figures['empty_seats_taken']} orang.")
    for reason, count in figures["not_taking_part"].items():
        console.say(f"Tidak ikut: {count} orang {OUTSIDE[reason]}.")
    if limit := figures.get("limit"):
        proof = "terbukti" if limit["status"] == "OPTIMAL" else f"paling banyak {limit['movers_bound']}"
        console.say(
            f"Batas {result['options']['max_ring']} orang: {limit['with']['movers']} pindah ({proof}); tanpa batas "
            f"{limit['without']['movers']}, lingkaran terpanjang {limit['longest_without']} orang."
        )
    movers = [(_takes(choice), choice["movers"]) for choice in figures["choices"]]
    console.say("Bila kecocokan ditimbang lain (tukar murni, tanpa batas lingkaran):")
    console.table(("kursi menerima", "pindah"), movers)
    console.say()
    console.say("Yang dijanjikan:")
    for name, sentence in PROMISES.items():
        ended = ", ".join(OPTIONS[by] for by in result["promises"]["ended_by"].get(name, ()))
        console.say(f"  {'ya   ' if result['promises'][name] else 'TIDAK'}  {sentence}{f' ({ended})' if ended else ''}")
    if not result["rules"]["enabled"]:
        console.say("PERINGATAN: ATURAN HUKUM DIMATIKAN ([rules] enabled = false).")
    console.say("Pemeriksa mandiri: menerima.")  # what it rejects never comes here
    console.say(f"Laporan: {folder / 'laporan.html'}")
    console.say(f"Buku kerja: {folder / 'rencana-mutasi.xlsx'}")
    console.document({**result, "folder": str(folder)})


def _takes(choice: Mapping[str, Any]) -> str:
    """Whom a seat takes, with the option that says so."""
    if choice["mechanism"] == "ttc":
        return "siapa pun yang memenuhi aturan (--mechanism ttc)"
    if choice["fit_tolerance"]:
        return (
            f"kurang cocok paling banyak {choice['fit_tolerance']} persen (--fit-tolerance {choice['fit_tolerance']})"
        )
    return "tidak kurang cocok daripada pemegangnya"
