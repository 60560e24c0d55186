"""``penata due DATASET``: who should or must be looked at, each with the reason and its source."""

import argparse
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.values import day, whole
from penata.intake.dataset import POLICY_FILE, load_dataset, load_policy
from penata.law.citation import POLICY
from penata.policy import Policy
from penata.report.due_sheet import due_names, followers_named, write_due
from penata.review.due import TITLES, Due, DueKind, due
from penata.wording import day as day_in_words

_SHOWN: Final = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument(
        "--on", metavar="TANGGAL", type=day, help="tanggal yang dilihat; bawaan: effective_date atau as_of policy.toml"
    )
    parser.add_argument("--out", metavar="HASIL.xlsx", type=Path, help="seluruh daftar sebagai buku kerja")
    parser.add_argument("--limit", metavar="N", type=whole, default=_SHOWN,
                        help=f"paling banyak N baris tiap kelompok (bawaan {_SHOWN}; 0: semuanya)")  # fmt: skip


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; the list is a list to look at, not a judgement."""
    console.progress("membaca himpunan data")
    dataset, policy = load_dataset(args.dataset), _policy(args)
    console.progress("mencari yang perlu ditinjau")
    found = due(dataset, policy, args.on or policy.effective_date)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        write_due(found, args.out)
    _say(console, found, args)
    console.document(_document(found))
    return 0


def _policy(args: argparse.Namespace) -> Policy:
    """The policy of the dataset; where there is none, the day that is looked at is the day of the data too."""
    folder = args.dataset if args.dataset.is_dir() else args.dataset.parent
    return load_policy(args.dataset, as_of=None if (folder / POLICY_FILE).exists() else args.on)


def _say(console: Console, found: Due, args: argparse.Namespace) -> None:
    console.say(f"Yang perlu ditinjau pada {day_in_words(found.on)}, menurut data per {day_in_words(found.as_of)}:")
    console.table(["kelompok", "baris"], [(TITLES[kind], number) for kind, number in found.counts().items()])
    names = followers_named(found)
    for kind in DueKind:
        rows = found.people.filter(kind=kind.value)
        if not rows.height:
            continue
        console.say(f"\n{TITLES[kind]} ({rows.height}) [{_source(rows)}]")
        rows = rows.unique("post_id", keep="first", maintain_order=True) if kind is DueKind.SURPLUS else rows
        for row in rows.head(args.limit or rows.height).to_dicts():
            who = "" if kind is DueKind.SURPLUS else f"{row['name']} ({row['employee_id']}), "
            console.say(f"  {who}{due_names(row)}: {row['reason']}")
            if kind is DueKind.RETIRING and row["post_id"] in names:
                console.say(f"    dapat menggantikan: {'; '.join(names[row['post_id']])}")
        if args.limit and rows.height > args.limit:
            console.say(f"  … dan {rows.height - args.limit} lagi (--limit 0, --out, atau --json).")
    console.say("\nDaftar ini bahan untuk ditinjau, bukan penilaian atas seseorang dan bukan keputusan.")
    if args.out:
        console.say(f"Ditulis: {args.out}")


def _source(rows: pl.DataFrame) -> str:
    citation = str(rows["citation"][0])
    return "kebijakan instansi" if citation == POLICY else citation


def _document(found: Due) -> dict[str, Any]:
    return {
        "on": found.on, "as_of": found.as_of,
        "counts": {kind.value: number for kind, number in found.counts().items()},
        "people": found.people.to_dicts(), "followers": found.followers.to_dicts(),
    }  # fmt: skip
