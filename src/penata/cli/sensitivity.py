"""``penata sensitivity DATASET PLAN``: how far each weight may move before the plan does, and who changes beyond it."""

import argparse
from pathlib import Path
from typing import Final

import polars as pl

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE
from penata.cli.opened import reopened_from
from penata.cli.values import day
from penata.explain.plans.sensitivity import FARTHEST, Sensitivity, sensitivity
from penata.intake.dataset import load_dataset, load_policy
from penata.report.sheet import Book, Heading
from penata.tables import InputError

REMARK: Final = (
    "Di dalam selang, rencana tetap terbaik menurut kekurangan, nilai, dan banyaknya perpindahan; "
    "di antara susunan yang sama baiknya, pemutus seri dapat memilih yang lain."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("folder", type=Path, metavar="RENCANA", help="folder rencana (penata plan --out)")
    parser.add_argument("--weights", nargs="+", default=[], metavar="BOBOT", help="hanya bobot ini, misalnya fit wish")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx", help="tulis selang, pergeseran, dan pegawai ke sini")
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where plan and dataset do not belong together, or a weight does not exist."""
    if args.out is not None and args.out.suffix != ".xlsx":
        raise InputError([f"{args.out}: harus berakhiran .xlsx"])
    console.progress("membaca data")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    work = reopened_from(dataset, policy, args.folder, console)
    found = sensitivity(work, args.weights, step=console.progress)
    console.progress("selesai")
    _say(found, console)
    if args.out is not None:
        _write(found, args.out, work.policy.as_of)
        console.say(f"\nDitulis: {args.out}")
    console.document({
        "intervals": found.intervals.to_dicts(), "shifts": found.shifts.to_dicts(), "people": found.people.to_dicts(),
        "largest_weight_probed": FARTHEST, "remark": REMARK,
    })  # fmt: skip
    return EXIT_DONE


def _say(found: Sensitivity, console: Console) -> None:
    console.say("Selang setiap bobot yang membiarkan rencana ini tetap terbaik, bobot lain tetap:\n")
    console.table(
        ("bobot", "sekarang", "terkecil", "terbesar"),
        [(name, value, low, f"≥ {FARTHEST}" if high is None else high)
         for name, value, low, high in found.intervals.iter_rows()],
    )  # fmt: skip
    console.say("\nBila sebuah bobot digeser: siapa duduk di tempat lain, mutasi yang gugur dan yang baru:\n")
    console.table(
        ("bobot", "geser", "menjadi", "pegawai", "gugur", "baru", "kursi kosong sama"),
        [(row["weight"], f"{row['percent']:+d} %", row["shifted"], row["people"], row["only_here"], row["only_there"],
          row["same_seats"]) for row in found.shifts.to_dicts()],
    )  # fmt: skip
    console.say(f"\n{REMARK}")


def _write(found: Sensitivity, out: Path, as_of: object) -> None:
    """Three sheets."""
    out.parent.mkdir(parents=True, exist_ok=True)
    book = Book(str(out), as_of, "Kepekaan rencana terhadap bobot")  # type: ignore[arg-type]
    unbounded = pl.when(pl.col("high").is_null()).then(pl.lit(f"sekurangnya {FARTHEST}")).otherwise(pl.lit(""))
    intervals = found.intervals.with_columns(unbounded.alias("note"))
    for name, about, frame, headings in (
        ("Selang", REMARK, intervals, _INTERVALS),
        ("Pergeseran", "Bobot digeser satu per satu; rencana dihitung lagi.", found.shifts, _SHIFTS),
        ("Pegawai", "Siapa yang duduk di tempat lain.", found.people, _PEOPLE),
    ):
        sheet = book.sheet(name, headings)
        sheet.line("Kepekaan rencana terhadap bobot", "title")
        sheet.line(about)
        sheet.table(frame.select(heading.column for heading in headings), empty="Tidak ada.")
    book.close()


_WEIGHT: Final = Heading("weight", "Bobot", 22)
_INTERVALS: Final = (
    _WEIGHT, Heading("value", "Sekarang", 11, "whole"), Heading("low", "Terkecil", 11, "whole"),
    Heading("high", "Terbesar", 11, "whole"), Heading("note", "Catatan", 20),
)  # fmt: skip
_SHIFTS: Final = (
    _WEIGHT, Heading("percent", "Geser (%)", 11, "signed"), Heading("shifted", "Menjadi", 11, "whole"),
    Heading("people", "Pegawai di tempat lain", 14, "whole"), Heading("only_here", "Mutasi gugur", 12, "whole"),
    Heading("only_there", "Mutasi baru", 12, "whole"),
)  # fmt: skip
_PEOPLE: Final = (
    _WEIGHT, Heading("percent", "Geser (%)", 11, "signed"), Heading("employee_id", "NIP", 22),
    Heading("own_post_id", "Formasi sekarang", 36), Heading("plan_post_id", "Menurut rencana", 36),
    Heading("other_post_id", "Bila digeser", 36),
)  # fmt: skip
