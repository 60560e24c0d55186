"""``penata needs DATASET``: need, filled, gap, workload, balance and what the coming years take away."""

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.values import day, decimal, whole
from penata.facts import facts_of
from penata.intake.dataset import POLICY_FILE, Reading, load_policy, read_dataset, write_dataset
from penata.needs import (
    Filled,
    Overview,
    Projection,
    departures,
    fill_needs,
    health_completeness,
    overview,
    projection,
)
from penata.needs.sheets import heading, readable, write_workbook
from penata.policy import Policy
from penata.tables import Dataset, InputError
from penata.vocabulary import Severity

_GROUPINGS: Final = ("post", "unit", "district", "family", "office")
_ROWS_SHOWN: Final = 20
_SHOWN: Final = {
    "post": ("unit", "job", "subject"), "unit": ("unit",), "district": ("district",), "family": ("field",),
    "office": ("office",),
}  # fmt: skip
_FIGURES: Final = ("need", "filled", "absent", "shortage", "surplus", "ej", "grade")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument(
        "--by", choices=_GROUPINGS, default="unit",
        help="tampilkan per formasi, unit, kecamatan, rumpun jabatan, atau OPD (bawaan: unit)",
    )  # fmt: skip
    parser.add_argument(
        "--as-of", metavar="TANGGAL", type=day,
        help="tanggal keadaan data (2026-06-30); bawaan: as_of dari policy.toml, tanpa itu hari ini",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="simpan kebutuhan beserta dasarnya ke himpunan data")
    parser.add_argument("--overwrite", action="store_true", help="ganti juga kebutuhan yang sudah diisi")
    parser.add_argument("--out", metavar="BERKAS", type=Path, help="tulis ke .xlsx (semuanya) atau .csv (menurut --by)")
    parser.add_argument(
        "--limit", metavar="N", type=whole, default=_ROWS_SHOWN,
        help=f"baris yang ditampilkan tiap daftar (bawaan {_ROWS_SHOWN}); --out dan --json memuat semuanya",
    )  # fmt: skip


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where the dataset has a row that cannot stand (nothing is computed or written then)."""
    _check_paths(args)
    console.progress("membaca himpunan data")
    reading = read_dataset(args.dataset)
    problems = reading.issues.sentences([Severity.ERROR])
    if problems:
        raise InputError(problems)
    policy = _policy(args)
    console.progress("menghitung kebutuhan")
    filled = fill_needs(reading.dataset, policy, overwrite=args.overwrite)
    facts = facts_of(filled.dataset, policy)
    seen, ahead, leaving = overview(facts), projection(facts), departures(facts)
    if args.write:
        _save(args.dataset, reading, filled)
    if args.out is not None:
        _write_out(args, seen, ahead, leaving, filled, policy.effective_date)
    _say(args, console, reading, policy.effective_date, seen, ahead, leaving, filled)
    console.document(_document(args, policy.effective_date, seen, ahead, leaving, filled))
    return 0


def _check_paths(args: argparse.Namespace) -> None:
    if args.out is not None and args.out.suffix.lower() not in (".xlsx", ".csv"):
        raise InputError([f"--out {args.out.name}: tulis nama berkas yang berakhiran .xlsx atau .csv"])
    if args.write and not args.dataset.is_dir():
        raise InputError([f"{args.dataset}: --write hanya untuk folder himpunan data; ubah dulu dengan penata intake"])


def _policy(args: argparse.Namespace) -> Policy:
    folder = args.dataset if args.dataset.is_dir() else args.dataset.parent
    stated = args.as_of is not None or (folder / POLICY_FILE).exists()
    today = dt.datetime.now().astimezone().date()
    return load_policy(args.dataset, as_of=args.as_of if stated else today)


def _save(folder: Path, reading: Reading, filled: Filled) -> None:
    """Only tables that changed are written, in the format in which they lie there; a second time writes nothing."""
    names = ("jobs", "posts", "employees")
    changed = frozenset(n for n in names if not filled.dataset[n].equals(reading.dataset[n]))
    if not changed:
        return
    parquet = any((folder / f"{name}.parquet").exists() for name in changed)
    try:
        write_dataset(Dataset(filled.dataset.frames, changed), folder, "parquet" if parquet else "csv")
    except OSError as error:
        raise InputError(
            [f"{folder}: tidak dapat ditulis ({error.strerror or error}); tutup berkas yang terbuka, lalu ulangi"]
        ) from None


def _write_out(
    args: argparse.Namespace, seen: Overview, ahead: Projection, leaving: pl.DataFrame, filled: Filled, on: dt.date
) -> None:
    try:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        if args.out.suffix.lower() == ".csv":
            readable(seen.by(args.by)).write_csv(args.out)
        else:
            write_workbook(args.out, seen, ahead, leaving, filled, on=on)
    except OSError as error:
        raise InputError(
            [f"{args.out}: tidak dapat ditulis ({error.strerror or error}); tutup berkasnya atau pilih nama lain"]
        ) from None


def _say(
    args: argparse.Namespace, console: Console, reading: Reading, on: dt.date, seen: Overview, ahead: Projection,
    leaving: pl.DataFrame, filled: Filled,
) -> None:  # fmt: skip
    console.say(f"Kebutuhan pegawai {args.dataset.resolve().name}, keadaan {on.isoformat()}")
    _say_totals(console, seen)
    _say_groups(args, console, seen)
    _say_health(console, health_completeness(filled.dataset, on))
    _say_norms(args, console, filled)
    _say_projection(args, console, ahead, leaving, on)
    _say_saved(args, console, reading, filled)


def _say_totals(console: Console, seen: Overview) -> None:
    t = seen.totals
    console.say(
        f"Kebutuhan {_n(t.need)}, terisi {_n(t.filled)}, ada tetapi tidak dihitung {_n(t.absent)}. "
        f"Kekurangan {_n(t.shortage)} pada {_n(t.posts_short)} formasi, kelebihan {_n(t.surplus)} pada "
        f"{_n(t.posts_over)} formasi."
    )
    if t.posts_without_need:
        console.say(
            f"Tanpa kebutuhan: {_n(t.posts_without_need)} dari {_n(t.posts)} formasi, dengan "
            f"{_n(t.people_without_need)} pegawai; tidak ikut dalam selisih."
        )
    if seen.balance is not None:
        console.say(
            f"Indeks ketimpangan antarunit {decimal(seen.balance, 4)} (0 merata): {decimal(100 * seen.balance, 1)}% "
            "pegawai perlu berada di unit lain agar semua unit terisi sebanding dengan kebutuhannya."
        )


def _say_groups(args: argparse.Namespace, console: Console, seen: Overview) -> None:
    frame = seen.by(args.by)
    stated = frame.filter(pl.col("need").is_not_null() & ((pl.col("need") > 0) | (pl.col("filled") > 0)))
    keys = _SHOWN[args.by]
    shown = stated.sort("shortage", *frame.columns[:1], descending=[True, False], maintain_order=True).head(args.limit)
    if not shown.height:
        return
    columns = [c for c in (*keys, *_FIGURES) if c not in ("ej", "grade", "subject") or shown[c].count()]
    console.say()
    rows = readable(shown.select(columns))
    console.table(rows.columns, rows.rows())
    if stated.height > shown.height:
        console.say(f"… dan {_n(stated.height - shown.height)} lagi (--limit, atau --out untuk semuanya)")
    if "ej" in columns:
        console.say("EJ di atas 1 berarti pegawai kelebihan beban, walau peraturan menyebutnya “sangat baik”.")
        if args.by != "post":
            console.say(
                "EJ hanya menghitung formasi yang beban kerjanya diketahui; lihat tiap formasi dengan --by post."
            )


def _say_health(console: Console, centres: pl.DataFrame) -> None:
    if not centres.height:
        return
    complete = centres.filter(pl.col("met") == pl.col("types")).height
    met, types = (int(centres[name].sum()) for name in ("met", "types"))
    console.say(
        f"\nPuskesmas dengan semua jenis tenaga minimum: {_n(complete)} dari {_n(centres.height)}; jenis tenaga "
        f"terpenuhi {_n(met)} dari {_n(types)} (angka minimum belum diverifikasi)."
    )


def _say_norms(args: argparse.Namespace, console: Console, filled: Filled) -> None:
    names = _names(filled.dataset)
    review = filled.changes.filter(pl.col("note").is_not_null())
    _say_list(
        console, args.limit, "Perlu diputuskan",
        [f"{names.get(p, p)}: {n}" for p, n in review.select("post_id", "note").rows()],
    )  # fmt: skip
    given = filled.left.filter(pl.col("given").is_not_null())
    if given.height:
        higher = given.filter(pl.col("computed") > pl.col("given"))
        lower = given.filter(pl.col("computed") < pl.col("given")).height
        console.say(
            f"\nSudah diisi dan dibiarkan ({_n(given.height)}): hitungan lebih tinggi pada {_n(higher.height)}, lebih "
            f"rendah pada {_n(lower)}, sama pada {_n(given.height - higher.height - lower)}; ganti dengan --overwrite."
        )
        _say_list(console, args.limit, "Hitungan lebih tinggi", _left_lines(higher, names))
    absent = filled.left.filter(pl.col("given").is_null())
    _say_list(console, args.limit, "Tidak diisi", _left_lines(absent, names))


def _names(dataset: Dataset) -> dict[str, str]:
    """Units and posts by id, as people call them."""
    units = dataset["units"].select("unit_id", unit="name")
    jobs = dataset["jobs"].select("job_id", job="name")
    posts = dataset["posts"].join(units, on="unit_id", how="left", validate="m:1")
    posts = posts.join(jobs, on="job_id", how="left", validate="m:1")
    called = posts.select("post_id", pl.concat_str("unit", "job", "subject", separator=", ", ignore_nulls=True))
    return {**dict(units.rows()), **dict(called.rows())}


def _left_lines(left: pl.DataFrame, names: Mapping[str, str]) -> list[str]:
    """One line for each place; places that share what and why fold into one."""
    left = left.with_columns(pl.col("reason").str.replace(r" sudah diisi pada .*; norma", " sudah diisi; norma"))
    folded = left.group_by("what", "reason", maintain_order=True).agg(pl.col("place").first(), pl.len().alias("n"))
    return [
        f"{names.get(place, place)}{f' dan {_n(n - 1)} tempat lain' if n > 1 else ''}: {what}, {reason}"
        for what, reason, place, n in folded.rows()
    ]


def _say_projection(
    args: argparse.Namespace, console: Console, ahead: Projection, leaving: pl.DataFrame, on: dt.date
) -> None:
    console.say(f"\nProyeksi lima tahun, dihitung dari 31 Desember {on.year - 1} (Peraturan BKN 9/2022):")
    families = ahead.by["family"]
    leaves = [int(families[f"leaves_{year}"].sum()) for year in ahead.years]
    rows = zip(map(str, ahead.years), leaves, ahead.contract_ends, strict=True)
    console.table(["Tahun", "Pensiun", "Akhir kontrak PPPK", "Jumlah"], [(y, n - ends, ends, n) for y, n, ends in rows])
    if any(ahead.contract_ends):
        console.say("Kontrak yang diperpanjang tidak berhenti: angka itu batas atas.")
    console.say("\nDibutuhkan sampai akhir tahun (kebutuhan − terisi + yang berhenti; di bawah nol berarti lebih):")
    needed = families.filter(pl.col("need").is_not_null()).select(
        pl.col("field").fill_null("(rumpun tidak diketahui)"), "need", *(f"needed_{y}" for y in ahead.years)
    )
    head = [heading("field"), heading("need"), *map(str, ahead.years)]
    console.table(head, needed.sort("need", "field", descending=[True, False]).head(args.limit).rows())
    if ahead.overdue:
        console.say(
            f"{_n(ahead.overdue)} pegawai sudah lewat masanya tetapi masih tercatat: dihitung pada tahun pertama."
        )
    if ahead.unknown:
        console.say(f"{_n(ahead.unknown)} pegawai tidak diketahui kapan berhenti (tanggal lahir atau BUP kosong).")
    shown = readable(leaving.select("employee_id", "name", "unit", "job", "leaves_on", "reason", "overdue"))
    console.say(f"\nBerhenti dalam 12 bulan: {_n(leaving.height)} pegawai")
    if leaving.height:
        console.table(shown.columns, shown.head(args.limit).rows())
        if leaving.height > args.limit:
            console.say(f"… dan {_n(leaving.height - args.limit)} lagi (--limit, atau --out untuk semuanya)")


def _say_saved(args: argparse.Namespace, console: Console, reading: Reading, filled: Filled) -> None:
    counts = dict(filled.changes.group_by("change").len().rows())
    words = ", ".join(f"{_n(counts[kind])} {word}" for kind, word in _CHANGE_WORDS.items() if kind in counts)
    what = f"{words or 'tidak ada kebutuhan yang berubah'}; {_n(filled.seated.height)} pegawai didudukkan"
    if not args.write:
        console.say(f"\nDihitung, belum disimpan: {what}. Simpan dengan --write.")
        return
    console.say(f"\nDisimpan: {what}.")
    for name in ("jobs", "posts", "employees"):
        if name in reading.undeclared:
            console.say(
                f"Kolom yang tidak dikenal pada {name} tidak ikut tersimpan: {', '.join(reading.undeclared[name])}"
            )


_CHANGE_WORDS: Final = {
    "BARU": "formasi baru", "DIISI": "formasi diisi", "DIGANTI": "formasi diganti",
    "DIPINDAH": "formasi per jenjang dialihkan ke formasi seluruh jenjang",
}  # fmt: skip


def _say_list(console: Console, limit: int, title: str, lines: list[str]) -> None:
    if not lines:
        return
    console.say(f"\n{title} ({_n(len(lines))}):")
    for line in lines[:limit]:
        console.say(f"- {line}")
    if len(lines) > limit:
        console.say(f"… dan {_n(len(lines) - limit)} lagi (--limit, atau --out untuk semuanya)")


def _document(
    args: argparse.Namespace, on: dt.date, seen: Overview, ahead: Projection, leaving: pl.DataFrame, filled: Filled
) -> dict[str, Any]:
    return {
        "status": "WRITTEN" if args.write else "DONE",
        "effective_date": on.isoformat(),
        "totals": {name: getattr(seen.totals, name) for name in seen.totals.__slots__},
        "balance": seen.balance,
        "by": args.by,
        "rows": seen.by(args.by).to_dicts(),
        "projection": {
            "years": list(ahead.years), "contract_ends": list(ahead.contract_ends), "overdue": ahead.overdue,
            "unknown": ahead.unknown,
            "rows": ahead.by[args.by].to_dicts(),
        },
        "departures": leaving.to_dicts(),
        "changes": filled.changes.to_dicts(),
        "seated": filled.seated.height,
        "left": filled.left.to_dicts(),
    }  # fmt: skip


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
