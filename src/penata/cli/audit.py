"""``penata audit DATASET RENCANA``: are people treated alike, by sex, age, disability and district."""

import argparse
from pathlib import Path
from typing import Any

import polars as pl

from penata.cli.console import Console
from penata.cli.values import day
from penata.cli.verify import read_plan
from penata.facts import facts_of
from penata.fairness import audit
from penata.intake.dataset import load_dataset, load_policy
from penata.report.fairness import NOTES, QUESTION, conclusion, told_looks, unknown_words, write_audit
from penata.tables import PLAN_TABLES, Dataset, InputError

_PEOPLE = ("sex", "age", "disability")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument("plan", metavar="RENCANA", type=Path, help="folder rencana dari penata plan")
    parser.add_argument("--out", metavar="BERKAS.xlsx", type=Path, help="tulis semua perbandingan ke buku kerja")
    parser.add_argument(
        "--all", action="store_true", help="tampilkan juga semua perbandingan menurut jenis kelamin, usia, disabilitas"
    )
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0 whatever is found: a difference is a question; 1 where dataset and plan cannot stand together."""
    console.progress("membaca data dan rencana")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    moves, shortlist = _plan(args.plan, dataset)
    console.progress("membandingkan kelompok")
    found = audit(dataset, facts_of(dataset, policy), policy, moves, shortlist)
    told = told_looks(found, dataset)
    console.say(f"Pemeriksaan keadilan: {found.people:,} pegawai berkursi.".replace(",", "."))
    console.say(conclusion(found))
    asked = found.questions.select("dimension", "group", "measure")
    keys = ["dimension", "group", "measure"]
    _say(console, asked.join(told, on=keys, how="left", validate="1:1", maintain_order="left"))
    if args.all:
        console.say("\nSemua perbandingan menurut jenis kelamin, usia, dan disabilitas yang boleh ditampilkan:")
        _say(console, told.filter(pl.col("dimension").is_in(_PEOPLE) & pl.col("people").is_not_null()))
    console.say()
    for line in (*NOTES, *unknown_words(found)):
        console.say(f"- {line}")
    if args.out:
        write_audit(found, dataset, policy, args.out)
        console.say(f"Buku kerja: {args.out}")
    console.document(_document(found.tests, found.people, found.unknown, found.looks, args.out))
    return 0


def _say(console: Console, rows: pl.DataFrame) -> None:
    if not rows.height:
        return
    shown = rows.with_columns(
        pl.when(pl.col("verdict") == QUESTION).then(pl.lit("?")).otherwise(pl.lit("")).alias("mark")
    )
    console.table(
        ("", "menurut", "kelompok", "ukuran", "orang", "nilai", "selain itu", "selisih", "sesama", "95% (sesama)"),
        shown.select(
            "mark", "dimension_text", "group_text", "measure_text", "people", "value_text", "rest_text",
            "difference_text", "like_text", "like_interval_text",
        ).rows(),
    )  # fmt: skip


def _plan(folder: Path, dataset: Dataset) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Moves and shortlist of a plan folder; it must belong to the dataset where it says of which one it is."""
    tables, claims = read_plan(folder)
    if "moves" not in tables:
        raise InputError([f"{folder.name}: moves.csv tidak ada; beri folder rencana yang utuh dari penata plan"])
    if claims and claims.get("digest") not in (None, dataset.digest()):
        raise InputError([
            f"{folder.name}: rencana ini dibuat dari himpunan data lain (sidik jarinya berbeda); "
            "beri himpunan data yang dipakai, atau buat rencana lagi"
        ])  # fmt: skip
    return tables["moves"], tables.get("shortlist", PLAN_TABLES["shortlist"].empty())


def _document(
    tests: int, people: int, unknown: dict[str, int], looks: pl.DataFrame, out: Path | None
) -> dict[str, Any]:
    return {
        "people": people, "tests": tests, "unknown": unknown, "looks": looks.to_dicts(),
        "questions": looks.filter("question").height, "workbook": None if out is None else str(out),
    }  # fmt: skip
