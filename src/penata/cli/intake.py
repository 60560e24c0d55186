"""``penata intake``: the files an agency has, as one dataset with a list of what was refused and why."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Final

import polars as pl

from penata.cli.console import Console
from penata.cli.values import day
from penata.intake.dataset import ISSUES_FILE, POLICY_FILE, is_dataset
from penata.intake.joining.gather import DATASET_KIND
from penata.intake.joining.join import Intake, join_files
from penata.intake.kinds import READERS
from penata.intake.siasn import proposals
from penata.intake.writing import Format, policy_template, write_dataset
from penata.policy import parse_policy
from penata.report.matching import matching_figures
from penata.tables import Dataset, InputError
from penata.vocabulary import Severity, label

_MOST_LINES: Final = 40
_MOST_OFFICES: Final = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE…, --out, --kind, --as-of, --strict, --format."""
    kinds = ", ".join([DATASET_KIND, *(reader.kind for reader in READERS)])
    parser.epilog = (
        "Jenis berkas dikenali dari judul kolomnya: " + "; ".join(f"{r.kind} = {r.title}" for r in READERS) + "; "
        f"{DATASET_KIND} = himpunan data atau templat Penata. Folder --out yang sudah berisi himpunan data tetap "
        "menyimpan tabel lain dan policy.toml; tabel yang dibaca diganti. Kode keluar: 0 semua baris diterima; "
        "1 ada baris ditolak (baris yang baik tetap ditulis, kecuali dengan --strict)."
    )
    parser.add_argument("files", nargs="+", metavar="BERKAS", help="berkas .csv atau .xlsx, atau folder himpunan data")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="folder himpunan data yang ditulis")
    parser.add_argument("--kind", metavar="JENIS", help=f"paksa jenis berkas: {kinds}")
    parser.add_argument(
        "--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31; bawaan: hari ini"
    )
    parser.add_argument("--strict", action="store_true", help="jangan menulis apa pun bila ada baris ditolak")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="bentuk tabel; bawaan csv")


def run(args: argparse.Namespace, console: Console) -> int:
    """Read, join, tell the accounting and the figures to compare, and write unless refused."""
    console.progress("membaca berkas")
    out = Path(args.out)
    files = [Path(file) for file in args.files]
    intake = join_files(files, kind=args.kind)
    if intake.kinds == {proposals.KIND}:
        return _add_results(files, out, args, console)
    figures = matching_figures(intake.dataset)
    written = bool(intake.kept) and not (args.strict and intake.refused)
    replaced: list[str] = []
    if written:
        console.progress("menulis himpunan data")
        replaced = _write(intake, out, args)
    _tell(intake, figures, console)
    if written:
        console.say(f"\nDitulis: {out} (tabel {', '.join(sorted(intake.dataset.given))}; {ISSUES_FILE})")
        if replaced and out.resolve() not in {file.resolve() for file in files}:
            console.say(
                f"Isi lama tabel {', '.join(replaced)} diganti, tidak digabung; untuk menggabung, sertakan {out} "
                "sebagai salah satu masukan."
            )
    elif args.strict and intake.refused:
        console.problem(f"Tidak ada yang ditulis (--strict): {intake.refused} baris atau berkas ditolak.")
    else:
        console.problem("Tidak ada yang ditulis: tidak satu baris pun dapat dipakai; --json memuat semua sebabnya.")
    console.document(_document(intake, figures, out if written else None))
    return 0 if intake.kept and not intake.refused else 1


def _add_results(files: list[Path], out: Path, args: argparse.Namespace, console: Console) -> int:
    """Results of I-MUT go into the dataset at ``out``: two tables are written, all others stay as they are."""
    if not is_dataset(out):
        raise InputError([
            f"{out}: bukan himpunan data; hasil I-MUT ditambahkan ke himpunan data tempat rencana itu disusun, beri "
            "foldernya dengan --out"
        ])  # fmt: skip
    intake = join_files([out, *files], kind=args.kind)
    names = {file.name for file in files} | {str(file) for file in files}
    counts = [count for count in intake.counts if count.file in names]
    lines = [line for line in intake.issues.folded() if line.startswith(tuple(names))]
    refused, results = sum(count.refused for count in counts), intake.dataset["imut_results"]
    written = bool(results.height) and not (args.strict and refused)
    if written:
        before = {file.stem.lower() for file in out.iterdir()}
        given = {name for name in ("imut_results", "approvals") if intake.dataset[name].height or name in before}
        fmt: Format = "parquet" if any(out.glob("*.parquet")) else args.format
        write_dataset(Dataset(intake.dataset.frames, frozenset(given)), out, fmt)
    for count in counts:
        console.say(f"{count.file}: {count.read} usul dibaca, {count.refused} baris ditolak")
    for line in lines:
        console.say(f"  {line}")
    tally = results.group_by("status").len().sort("status")
    console.table(("status I-MUT", "usul"), [(label(status), n) for status, n in tally.iter_rows()])
    console.say(f"Ditulis: {out} (imut_results, approvals). Susun rencana lagi agar persetujuannya terbaca."
                if written else "Tidak ada yang ditulis.")  # fmt: skip
    console.document({
        "written": str(out) if written else None, "refused": refused, "statuses": dict(tally.iter_rows()),
        "approvals": intake.dataset["approvals"].height, "problems": lines,
    })  # fmt: skip
    return 0 if written and not refused else 1


def _write(intake: Intake, out: Path, args: argparse.Namespace) -> list[str]:
    """Write the tables that have rows, and answer which of them were in the folder before."""
    extra = {ISSUES_FILE: intake.issues.frame().write_csv().encode()}
    policy = out / POLICY_FILE
    if not policy.exists():
        today = dt.datetime.now(dt.UTC).astimezone().date()
        extra[POLICY_FILE] = policy_template(args.as_of or today).encode()
    elif args.as_of is not None and parse_policy(policy.read_text("utf-8")).as_of != args.as_of:
        raise InputError([f"{policy}: sudah ada dengan as_of lain; ubah as_of di sana, atau hapus berkas itu"])
    before = {file.stem.lower() for file in out.iterdir()} if out.is_dir() else set()
    given = frozenset(n for n in intake.dataset.given if intake.dataset[n].height or n not in before)
    write_dataset(Dataset(intake.dataset.frames, given), out, args.format, extra=extra)
    return sorted(before & given)


def _tell(intake: Intake, figures: pl.DataFrame, console: Console) -> None:
    console.say("Baris per berkas")
    for count in intake.counts:
        place = f"{count.file}, lembar {count.sheet}" if count.sheet else count.file
        console.say(
            f"  {place} [{count.kind}]: {count.read} baris dibaca = {count.kept} diterima + {count.refused} ditolak"
        )
    for place, headings in intake.undeclared.items():
        console.say(f"  {place}: {len(headings)} kolom tidak dipakai dan tidak disimpan: {', '.join(headings)}")
    for name in intake.ignored:
        console.say(f"  {name}: tidak dikenali, dilewati")
    for severity, title in _TITLES.items():
        lines = intake.issues.folded([severity])
        if lines:
            console.say(f"\n{title}")
            for line in lines[:_MOST_LINES]:
                console.say(f"  {line}")
            if len(lines) > _MOST_LINES:
                console.say(f"  … dan {len(lines) - _MOST_LINES} macam lagi; semuanya di {ISSUES_FILE}")
    console.say("\nCocokkan angka dengan yang Anda ketahui")
    kinds = [name for name in figures.columns if name not in ("dimension", "value", "total")]
    shown = [name for name in kinds if figures[name].sum()]
    rows = []
    for dimension, group in figures.group_by("dimension", maintain_order=True):
        listed = group.sort("total", "value", descending=[True, False]) if dimension[0] == "Kantor" else group
        rows += listed.head(_MOST_OFFICES).select("dimension", "value", *shown, "total").rows()
        if listed.height > _MOST_OFFICES:
            rest = listed.slice(_MOST_OFFICES)
            rows.append(
                (
                    dimension[0],
                    f"({rest.height} lainnya)",
                    *(int(rest[n].sum()) for n in shown),
                    int(rest["total"].sum()),
                )
            )
    console.table(["", "", *map(label, shown), "Jumlah"], rows)


_TITLES: Final = {
    Severity.ERROR: "Ditolak",
    Severity.WARNING: "Diterima dengan catatan",
    Severity.INFO: "Perlu diketahui",
}


def _document(intake: Intake, figures: pl.DataFrame, out: Path | None) -> dict[str, object]:
    return {
        "status": "NO_ROWS" if not intake.kept else "REFUSED_ROWS" if intake.refused else "DONE",
        "written": None if out is None else str(out),
        "digest": intake.dataset.digest(),
        "counts": [
            {"file": c.file, "sheet": c.sheet, "kind": c.kind, "read": c.read, "kept": c.kept, "refused": c.refused}
            for c in intake.counts
        ],
        "undeclared": {place: list(headings) for place, headings in intake.undeclared.items()},
        "ignored": list(intake.ignored),
        "issues": intake.issues.frame().to_dicts(),
        "figures": figures.to_dicts(),
    }
