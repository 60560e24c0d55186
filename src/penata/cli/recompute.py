"""``penata recompute PUBLIK DATA_SAYA``: one's own best seat, from the published figures and the own record alone."""

import argparse
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.main import EXIT_DONE
from penata.cli.named import person_named
from penata.cli.values import whole
from penata.explain.open.published import PRICES, Published, read_public
from penata.explain.open.recomputing import NO_SEAT, SUMS, Agreement, Recomputed, own_record, recompute
from penata.intake.dataset import load_dataset, read_dataset
from penata.intake.writing import write_workbook
from penata.merit import PARTS
from penata.tables import Dataset, InputError
from penata.vocabulary import Severity
from penata.wording import PART_LABELS, signed

_SHOWN: Final = 5
_LEVELS: Final = ("kekurangan", "poin", "perpindahan", "pemutus seri")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "source", type=Path, metavar="PUBLIK", help="folder publik sebuah rencana (dengan --extract: DATASET)"
    )
    parser.add_argument("own", metavar="DATA_SAYA", help="data diri sendiri, .xlsx atau folder (dengan --extract: NIP)")
    parser.add_argument("--seat", metavar="FORMASI", help="formasi menurut rencana, untuk dibandingkan (-: tanpa)")
    parser.add_argument("--limit", metavar="N", type=whole, default=_SHOWN, help="banyaknya formasi yang ditampilkan")
    parser.add_argument(
        "--extract", action="store_true", help="bagi instansi: ambil data seorang pegawai dari DATASET untuk dirinya"
    )
    parser.add_argument("--out", type=Path, metavar="BERKAS", help="dengan --extract: tempat menulis data-saya.xlsx")


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0 also where the result differs from the plan: it says why; 1 where the files cannot be used."""
    if args.extract:
        return _extract(args, console)
    console.progress("membaca data publik dan data sendiri")
    published = read_public(args.source)
    own = _own(Path(args.own))
    console.progress("menghitung")
    found = recompute(published, own, args.seat)
    _say(found, published, own, args.limit, console)
    console.document(_document(found))
    return EXIT_DONE


def _extract(args: argparse.Namespace, console: Console) -> int:
    """Write the record of one person; nobody else is in it."""
    if args.out is None:
        raise InputError(["--extract: beri tempat menulis, misalnya --out data-saya.xlsx"])
    dataset = load_dataset(args.source)
    record = own_record(dataset, person_named(dataset["employees"], args.own)["employee_id"])
    write_workbook(record, args.out)
    console.say(f"Data pegawai {args.own} ditulis: {args.out}")
    console.say("Berikan hanya kepada yang bersangkutan: berkas ini berisi data pribadinya.")
    console.document({"file": str(args.out), "tables": {name: record[name].height for name in sorted(record.given)}})
    return EXIT_DONE


def _own(path: Path) -> Dataset:
    reading = read_dataset(path, complete=False)
    if problems := reading.issues.sentences([Severity.ERROR]):
        raise InputError(problems)
    return reading.dataset


def _say(found: Recomputed, published: Published, own: Dataset, limit: int, console: Console) -> None:
    name = own["employees"].filter(pl.col("employee_id") == found.employee_id)["name"].item()
    console.say(f"{name} ({found.employee_id}), keadaan {published.about['effective_date']}")
    if not found.planned:
        console.say("Pegawai ini tidak ikut direncanakan: kedudukan atau jenis kepegawaiannya.")
        return
    rows = found.standings.to_dicts()
    console.say(
        f"Formasi yang boleh ditempati: {sum(row['allowed'] for row in rows)}. Yang pertama ialah yang terbaik."
    )
    console.say()
    console.table(
        ("urutan", "formasi", "unit", "harga kekurangan", "poin sendiri", "harga poin", "poin − harga", "catatan"),
        [
            (row["place"], _seat(row), row["unit"], row["price_shortage"], row["gain"], row["price_gain"],
             -row["sum_gain"], _note(row, found.says))
            for at, row in enumerate(rows)
            if at < limit or row["own"] or row["post_id"] == found.says
        ],
    )  # fmt: skip
    console.say()
    console.say("Cara membandingkan: harga kekurangan terkecil; bila sama, poin − harga terbesar;")
    console.say("bila masih sama, yang tidak memerlukan pindah; bila masih sama, pemutus seri yang tetap.")
    best = next(row for row in rows if row["place"] == 1)
    console.say()
    console.say(f"Terbaik: {_words(best)}.")
    for line in _points(best):
        console.say(line)
    for line in _compared(found, rows):
        console.say(line)


def _seat(row: dict[str, Any]) -> str:
    return "tanpa jabatan" if row["post_id"] == NO_SEAT else str(row["seat"])


def _words(row: dict[str, Any]) -> str:
    place = "tanpa jabatan" if row["post_id"] == NO_SEAT else f"{row['seat']}, {row['unit']} ({row['post_id']})"
    return f"{place}, yaitu tetap" if row["own"] else place


def _note(row: dict[str, Any], says: str | None) -> str:
    notes = ["sekarang"] * row["own"] + ["menurut rencana"] * (row["post_id"] == says)
    return ", ".join([*notes, *(["ditutup keputusan instansi"] * (not row["allowed"]))])


def _points(best: dict[str, Any]) -> list[str]:
    """The parts of the points of the best seat; none for staying."""
    shares = [f"{PART_LABELS[part]} {signed(best[f'part_{part}'])}" for part in PARTS if best[f"part_{part}"]]
    return [f"Poinnya {signed(best['gain'])}: {', '.join(shares)}."] if shares else []


def _compared(found: Recomputed, rows: list[dict[str, Any]]) -> list[str]:
    """How the result stands to the plan's seat, in words."""
    ties = [f"{row['unit']} ({row['post_id']})" for row in rows if row["place"] == 1]
    if found.agreement is Agreement.SAME:
        return ["Sama dengan rencana."]
    if len(ties) > 1:
        both = " dan ".join(ties[:_SHOWN]) + (f" dan {len(ties) - _SHOWN} lagi" if len(ties) > _SHOWN else "")
        chosen = ", dan rencana memilih salah satunya" if found.agreement is Agreement.TIE else ""
        return [f"Seri: {both} sama kuat dalam semua ukuran{chosen}.",
                "Di antara yang seri, susunan pegawai lain yang menentukan; semuanya sah."]  # fmt: skip
    if found.agreement is Agreement.NOT_ASKED:
        return ["Untuk membandingkan dengan rencana, tambahkan --seat FORMASI dari surat Anda."]
    if found.agreement is Agreement.SIDE_LIMIT:
        return ["Berbeda dari rencana: rencana ini dibatasi batas sampingan (misalnya banyaknya perpindahan)."]
    said = [row for row in rows if row["post_id"] == found.says]
    return _differs(said[0] if said else None, rows[0])


def _differs(said: dict[str, Any] | None, best: dict[str, Any]) -> list[str]:
    """What may be behind a difference, and whom to ask."""
    if said is None:
        first = "Berbeda dari rencana: menurut data ini Anda tidak boleh menempati formasi itu."
    else:
        level = next(i for i, name in enumerate(SUMS) if said[name] != best[name])
        behind = signed(said[SUMS[level]] - best[SUMS[level]])
        first = f"Berbeda dari rencana: formasi itu tertinggal {behind} pada ukuran {_LEVELS[level]}."
    return [first, "Periksa apakah data diri dan folder publik dari rencana yang sama; bila ya, tanyakan instansi "
            "dan lampirkan hasil ini."]  # fmt: skip


def _document(found: Recomputed) -> dict[str, Any]:
    return {
        "employee_id": found.employee_id, "planned": found.planned, "best": list(found.best), "says": found.says,
        "agreement": found.agreement.value, "standings": found.standings.drop("seat", "unit").to_dicts(),
        "levels": dict(zip(PRICES, SUMS, strict=True)),
    }  # fmt: skip
