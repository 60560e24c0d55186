"""``penata check DATASET``: quality of the data, with the rows, who can repair them, and a score from 0 to 100."""

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from penata.cli.console import Console
from penata.cli.values import day, decimal, whole
from penata.facts import facts_of
from penata.intake.dataset import ISSUES_FILE, POLICY_FILE, Reading, load_policy, read_dataset
from penata.intake.issues import SCHEMA, place_of
from penata.intake.quality.check import Quality, check
from penata.intake.quality.findings import Finding
from penata.intake.quality.totals import totals_of
from penata.intake.quality.workbook import write_workbook
from penata.intake.text.grid import read_grids
from penata.policy import Policy
from penata.tables import TABLES, InputError
from penata.vocabulary import Severity

_SHOWN_DEFAULT = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument(
        "--as-of",
        metavar="TANGGAL",
        type=day,
        help="tanggal keadaan data (2026-06-30); bawaan: as_of dari policy.toml, tanpa itu hari ini",
    )
    parser.add_argument("--out", metavar="BERKAS.xlsx", type=Path, help="tulis temuan sebagai buku kerja Excel")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=whole,
        default=_SHOWN_DEFAULT,
        help=f"baris yang ditampilkan untuk tiap temuan (bawaan {_SHOWN_DEFAULT}); --out selalu memuat semuanya",
    )
    parser.add_argument(
        "--totals",
        metavar="BERKAS",
        type=Path,
        action="append",
        default=[],
        help="periksa juga rekap (xlsx/csv): apakah bagian-bagiannya berjumlah sama dengan totalnya; boleh diulang",
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0 with any score; 1 where a row of the dataset was refused (the others are checked all the same)."""
    if args.out is not None and args.out.suffix.lower() != ".xlsx":
        raise InputError([f"--out {args.out.name}: tulis nama berkas yang berakhiran .xlsx"])
    console.progress("membaca himpunan data")
    reading = read_dataset(args.dataset)
    refused = reading.issues.sentences([Severity.ERROR])
    _stop_without_tables(reading, refused)
    policy = _policy(args)
    console.progress("memeriksa")
    quality = check(reading.dataset, facts_of(reading.dataset, policy))
    recaps = tuple(f for path in args.totals for grid in read_grids(path) if (f := totals_of(grid)) is not None)
    if args.out is not None:
        _write(quality, args.out, policy.effective_date)
    earlier = _refused_by_intake(args.dataset)
    _say(quality, recaps, refused, earlier, policy.effective_date, args, console)
    console.document(
        {
            "status": "ROWS_REFUSED" if refused else "DONE",
            "effective_date": policy.effective_date.isoformat(),
            **quality.document(args.limit),
            "totals": [_recap(finding, args.limit) for finding in recaps],
            "refused": refused,
            "refused_by_intake": len(earlier),
        }
    )
    return 1 if refused else 0


def _stop_without_tables(reading: Reading, refused: list[str]) -> None:
    missing = [name for name, table in TABLES.items() if table.required and name not in reading.dataset.given]
    if missing:
        raise InputError(refused)


def _policy(args: argparse.Namespace) -> Policy:
    folder = args.dataset if args.dataset.is_dir() else args.dataset.parent
    stated = args.as_of is not None or (folder / POLICY_FILE).exists()
    today = dt.datetime.now().astimezone().date()
    return load_policy(args.dataset, as_of=args.as_of if stated else today)


def _refused_by_intake(dataset: Path) -> list[str]:
    """What an earlier ``penata intake`` refused, by the list that it left beside the tables: these rows are missing."""
    file = dataset / ISSUES_FILE
    if not file.is_file():
        return []
    try:
        found = pl.read_csv(file, schema=SCHEMA).filter(pl.col("severity") == str(Severity.ERROR))
    except pl.exceptions.PolarsError:
        return [f"{ISSUES_FILE} tidak terbaca; jalankan ulang penata intake"]
    return [f"{place_of(row)}: {row['message']}; {row['remedy']}" for row in found.iter_rows(named=True)]


def _write(quality: Quality, path: Path, on: dt.date) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(quality, path, on=on)
    except OSError as error:
        raise InputError(
            [f"{path}: tidak dapat ditulis ({error.strerror or error}); tutup berkasnya atau pilih nama lain"]
        ) from None


def _say(
    quality: Quality,
    recaps: Sequence[Finding],
    refused: list[str],
    earlier: list[str],
    on: dt.date,
    args: argparse.Namespace,
    console: Console,
) -> None:
    console.say(f"Mutu data {args.dataset.resolve().name}, keadaan {on.isoformat()}")
    console.say(_score_line(quality))
    console.say()
    console.table(
        ["Kode", "Indikator", "Bobot", "Diuji", "Gagal", "Nilai"],
        [row for dimension in quality.dimensions for row in _dimension_rows(dimension)],
    )
    unseen = [f.code for dimension in quality.dimensions for f in dimension.findings if not f.known]
    console.say(f"Teks tidak diketahui, tidak diuji dan tidak dinilai: {', '.join(unseen)}.")
    for finding in (f for dimension in quality.dimensions for f in dimension.known):
        if not finding.tested:
            console.say(f"{finding.code} {finding.name}: tidak dapat diuji, {finding.reason}.")
    unasked = [f"{finding.code} ({finding.reason})" for finding in quality.checks if not finding.tested]
    if unasked:
        console.say(f"Pemeriksaan untuk rencana yang tidak dapat dilakukan: {'; '.join(unasked)}.")
    _say_rows("Temuan indikator", [f for d in quality.dimensions for f in d.findings], args.limit, console)
    _say_rows("Untuk rencana (di luar skor)", quality.checks, args.limit, console)
    _say_rows("Rekap", recaps, args.limit, console)
    if earlier:
        console.say(f"\nDitolak sewaktu penata intake, menurut {ISSUES_FILE} ({len(earlier)}):")
        for sentence in earlier[: args.limit]:
            console.say(f"    - {sentence}")
        if len(earlier) > args.limit > 0:
            console.say(f"    … dan {len(earlier) - args.limit} lagi, lihat {ISSUES_FILE}")
    if refused:
        console.say(f"\nDitolak, tidak ikut diperiksa ({len(refused)}):")
        console.problems(refused)
    if args.out is not None:
        console.say(f"\nSemua temuan: {args.out}")


def _score_line(quality: Quality) -> str:
    if quality.score is None:
        return "Skor: tidak ada indikator yang dapat diuji pada himpunan data ini."
    line = (
        f"Skor {decimal(quality.score)} dari 100, dari {decimal(100 * quality.tested_weight)}% bobot yang dapat diuji"
    )
    if quality.tested_weight < 1:
        line += f"; sisanya tidak diketahui: antara {decimal(quality.lowest)} dan {decimal(quality.highest)}"
    index = [finding for dimension in quality.dimensions for finding in dimension.findings]
    known = sum(finding.known for finding in index)
    return f"{line}. Hanya {known} dari {len(index)} indikator diketahui teksnya: ini bukan nilai indeks resmi."


def _dimension_rows(dimension: Any) -> list[list[object]]:
    head: list[object] = [dimension.code, dimension.name, dimension.weight, None, None, dimension.points]
    known: list[list[object]] = [
        [
            finding.code,
            f"  {finding.name}",
            None,
            finding.tested or None,
            finding.failing if finding.tested else None,
            None if finding.share is None else 100 * (1 - finding.share),
        ]
        for finding in dimension.known
    ]
    return [head, *known]


def _say_rows(title: str, findings: Sequence[Finding], limit: int, console: Console) -> None:
    failing = [finding for finding in findings if finding.failing]
    if not failing:
        return
    console.say()
    console.say(f"{title}:")
    for finding in failing:
        share = 100 * (finding.share or 0.0)
        console.say(f"{finding.code} {finding.name}: {finding.failing} dari {finding.tested} ({decimal(share)}%)")
        console.say(f"    {finding.who}: {finding.remedy}")
        for row in finding.rows.head(limit).iter_rows(named=True):
            parts = [part for part in (row["id"], row["name"], row["unit"], row["detail"]) if part]
            console.say(f"    - {' | '.join(parts)}")
        if finding.failing > limit > 0:
            console.say(f"    … dan {finding.failing - limit} lagi (--limit, atau --out untuk semuanya)")


def _recap(finding: Finding, limit: int) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "tested": finding.tested,
        "failing": finding.failing,
        "rows": finding.rows.head(limit).to_dicts(),
    }
