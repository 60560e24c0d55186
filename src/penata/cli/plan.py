"""``penata plan``: one plan for the whole government, proven, verified, written."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from penata.cli.clock import Clock
from penata.cli.console import Console
from penata.cli.main import EXIT_DONE, EXIT_NO_PLAN, EXIT_REJECTED
from penata.cli.values import day, decimal
from penata.explain.told.telling import tell
from penata.intake.dataset import load_dataset, load_policy
from penata.planning import NoPlanError, Plan, RejectedPlanError, plan
from penata.report import write_plan
from penata.report.rules import confirmation_words
from penata.report.side_limits import side_limits_of
from penata.report.timetable import order_in_words
from penata.report.verdict import budget, sure_words
from penata.transition import order_of, with_order


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder untuk hasil rencana")
    parser.add_argument(
        "--after-exchange", action="store_true", help="tukar tempat sukarela lebih dahulu, lalu rencana dari sana"
    )
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="bentuk tabel hasil (bawaan: csv)")


def run(args: argparse.Namespace, console: Console) -> int:
    """Plan, verify, write; 3 where decisions clash, 4 where our verifier rejects our plan."""
    clock = Clock(console)
    clock("membaca data")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    if args.after_exchange:
        policy = replace(policy, exchange=replace(policy.exchange, first=True))
    try:
        made = plan(dataset, policy, step=clock)
        order = order_of(made, made.facts, dataset, policy, step=clock)
    except NoPlanError as error:
        return _say_clashes(error, console)
    except RejectedPlanError as error:
        for problem in error.verdict.problems:
            console.problem(str(problem))
        console.problem(
            "Pemeriksa mandiri menolak rencana buatan Penata sendiri; tidak ada yang ditulis. Laporkan ini."
        )
        console.document({"status": "REJECTED", "problems": [str(problem) for problem in error.verdict.problems]})
        return EXIT_REJECTED
    made = with_order(made, order)
    clock("menjelaskan rencana")
    told = tell(made)
    clock("menulis berkas")
    folder = write_plan(made, dataset, made.facts, policy, args.out, fmt=args.format, run=clock.run, told=told,
                        order=order)  # fmt: skip
    clock("selesai")
    _say(made, folder, console)
    return EXIT_DONE


def _say_clashes(error: NoPlanError, console: Console) -> int:
    console.problem("Tidak ada rencana yang memenuhi semua keputusan. Yang bertentangan:")
    for number, clash in enumerate(error.clashes, start=1):
        console.problem(f"{number}. {clash.why}:")
        for decision in clash.decisions:
            console.problem(f"   - {decision.describe()}")
    console.problem("Ubah atau cabut paling sedikit satu keputusan dari setiap kelompok di decisions, lalu ulangi.")
    found = [
        {"why": clash.why, "decisions": [
            {"employee_id": d.employee_id, "kind": d.kind.value, "post_id": d.post_id, "reason": d.reason}
            for d in clash.decisions
        ]}
        for clash in error.clashes
    ]  # fmt: skip
    console.document({"status": "NO_PLAN", "clashes": found})
    return EXIT_NO_PLAN


def _say(made: Plan, folder: Path, console: Console) -> None:
    result = made.result
    before, after = result["before"], result["after"]
    rules = result["rules"]
    first, last = sure_words(result).split("; ", 1)
    console.say(f"Rencana mutasi: {first[0].lower()}{first[1:]};")
    console.say(last.replace(" Kelonggaran:", "\nKelonggaran:"))
    console.say()
    rows: list[tuple[str, Any, Any]] = [
        ("kekurangan (orang)", before["missing_seats"], after["missing_seats"]),
        ("formasi yang kurang", before["posts_short"], after["posts_short"]),
        ("ketimpangan antarunit (%)", _percent(before["imbalance"]), _percent(after["imbalance"])),
    ]
    if result["aims"]["shortage"] == "worst_first":
        worst = "kekurangan relatif terbesar (%)"
        rows.insert(2, (worst, _percent(before["worst_share"]), _percent(after["worst_share"])))
    console.table(("", "sebelum", "sesudah"), rows)
    console.say()
    console.say(f"Perpindahan: {result['counts']['moves']} orang dalam {result['counts']['chains']} rantai.")
    if when := order_in_words(result["transition"]):
        console.say(when)
    if told := budget(result):
        console.say(told)
    _say_ladder(made, console)
    _say_limits(made, console)
    console.say()
    if rules["enabled"]:
        unsure = sum(tally["confidence"] not in {"Q", None} for tally in rules["tallies"])
        console.say(
            f"Diperiksa terhadap {rules['count']} aturan; {unsure} di antaranya wajib dicocokkan dengan naskah resmi."
        )
        console.say(f"{confirmation_words(result)} Tidak satu pun menggantikan naskah resmi.".lstrip())
    else:
        console.say(
            "PERINGATAN: ATURAN HUKUM DIMATIKAN ([rules] enabled = false). Rencana ini hanya untuk uji kecepatan."
        )
    console.say("Pemeriksa mandiri: menerima rencana ini.")  # a plan that it rejects never comes here
    console.say(f"Laporan: {folder / 'laporan.html'}")
    console.say(f"Buku kerja: {folder / 'rencana-mutasi.xlsx'}")
    console.say(f"Boleh dibagikan, tanpa data pegawai: {folder / 'publik'}")
    console.document({**result, "ladder": list(made.ladder), "folder": str(folder)})


def _say_ladder(made: Plan, console: Console) -> None:
    if made.result["aims"]["mode"] == "weighted":
        console.say("Berapa perpindahan yang sepadan: penata frontier DATASET.")
        return
    console.say("Paling banyak sekian perpindahan → kekurangan yang tersisa:")
    console.table(
        ("perpindahan", "dipakai", "kekurangan", "bukti"),
        [
            ("semua" if rung["moves"] is None else rung["moves"], rung["moves_used"], rung["missing_seats"],
             _proof(rung["status"]))
            for rung in made.ladder
        ],
    )  # fmt: skip


def _say_limits(made: Plan, console: Console) -> None:
    """What binds, the dearest first; families are neither named nor counted."""
    sides = side_limits_of(made)
    if sides is None:
        return
    console.say()
    if sides.spent:
        console.say(sides.spent)
    if sides.personal:
        console.say("Syarat pribadi: dipenuhi, atau tidak lebih buruk daripada sekarang.")
    console.say(f"{sides.change} {sides.standing}".strip())
    if sides.binding:
        rows = [(line.words, line.left, line.more) for line in sides.binding[:_FEW]]
        console.table(("batas", "dipakai", "bila ditambah"), rows)
    if len(sides.binding) > _FEW:
        console.say(f"{len(sides.binding) - _FEW} lainnya ada di laporan, bagian Batas dan harganya.")


_FEW: Final = 8


def _percent(share: float | None) -> str | None:
    return None if share is None else decimal(100 * share, 1)


def _proof(status: str) -> str:
    return {"OPTIMAL": "terbukti", "FEASIBLE": "batas dinyatakan", "NOT_POSSIBLE": "tidak mungkin"}[status]
