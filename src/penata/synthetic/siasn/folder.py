"""The folder of files that an agency really has, and ``cases.json`` that says what was planted in them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.synthetic.chance import stream
from penata.synthetic.siasn import dapodik, formation, references
from penata.synthetic.siasn.asn import COLUMNS, export_asn
from penata.synthetic.siasn.quirks import KEPT, REFUSED, Quirk, spoil_export
from penata.synthetic.siasn.sheets import Cells, write_csv, write_xlsx
from penata.synthetic.world import World

MONTHS: Final = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
                 "November", "Desember")  # fmt: skip
LARGEST_WORKBOOK: Final = 60_000  # people; larger exports are csv files, as the system itself gives them
VARIANTS: Final = "varian"
VARIANT_ROWS: Final = 40


def write_siasn(world: World, folder: Path) -> list[str]:
    """Write the files into a folder; their names.

    ``varian/`` holds further forms of the same export, to be read by themselves: saved again in a spreadsheet with
    67 columns and ISO dates, and with the NIP stored as numbers, which have lost their last digits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / VARIANTS).mkdir(exist_ok=True)
    quirks = _people(world, folder) + _organisation(world, folder) + _schools(world, folder)
    quirks += _variants(world, folder)
    cases = {**world.cases, "files": [quirk.shown() for quirk in quirks]}
    (folder / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _people(world: World, folder: Path) -> list[Quirk]:
    dataset, as_of = world.dataset, world.as_of
    rng = stream(world.seed, 0, "siasn")
    frame = export_asn(dataset, world.titles, as_of, rng)
    births = frame.select("employee_id").join(
        dataset["employees"].select("employee_id", "birth_date"), on="employee_id", how="left", validate="1:1",
        maintain_order="left",
    )["birth_date"]  # fmt: skip
    above = [] if _is_large(world) else _title(world, "DATA ASN")
    stem = f"Data_ASN_{MONTHS[as_of.month - 1]}_{as_of.year}"
    file = f"{stem}.{_suffix(world)}"
    spoiled = spoil_export(frame, births, _spared(world), rng, file=file, first_row=len(above) + 2)
    _write(world, folder, stem, spoiled.frame.select(COLUMNS), above=above, numbers=spoiled.numbers)
    if _is_large(world):  # a csv file holds no numbers that are not as they look
        return [quirk for quirk in spoiled.quirks if (quirk.row - 2, quirk.column) not in spoiled.numbers]
    return spoiled.quirks


def _organisation(world: World, folder: Path) -> list[Quirk]:
    dataset, titles = world.dataset, world.titles
    _write(world, folder, "HierarkiUnor", references.unit_hierarchy(dataset))
    _write(world, folder, "Referensi-Jabatan-Struktural", references.structural_jobs(dataset, titles))
    _write(world, folder, "Referensi-Jabatan-Fungsional", references.functional_jobs(dataset))
    _write(world, folder, "Referensi-Jabatan-Pelaksana", references.general_jobs(dataset))
    tree = formation.structure(dataset, titles)
    codes = {} if _is_large(world) else formation.numbered_codes(tree)
    _write(world, folder, "Struktur_Jabatan_eFormasi", tree, numbers=codes)
    _write(world, folder, "Kualifikasi_Pendidikan_eFormasi", formation.qualifications(dataset))
    above = [] if _is_large(world) else _title(world, "DAFTAR KEBUTUHAN JABATAN")
    _write(world, folder, "Daftar_Kebutuhan_Jabatan", formation.need_list(dataset, titles), above=above)
    shown = [(row, tree["Kode"][row]) for row, _ in codes if tree["Kode"][row].endswith("0")]
    return [
        Quirk("Struktur_Jabatan_eFormasi.xlsx", row + 2, "Kode", f"{float(code):g}", KEPT,
              f"stored as a number: {code} has lost its zero and is read as the next sibling")
        for row, code in shown
    ]  # fmt: skip


def _schools(world: World, folder: Path) -> list[Quirk]:
    file = f"Progres_Dapodik_{world.as_of.year}.csv"
    table, quirks = dapodik.progress(world.dataset, world.as_of, file)
    write_csv(folder / file, table)
    above = [] if _is_large(world) else ["Daftar Guru", ""]
    _write(world, folder, "Daftar_Guru_Dapodik", dapodik.teachers(world.dataset), above=above)
    return quirks


def _write(
    world: World,
    folder: Path,
    stem: str,
    frame: pl.DataFrame,
    *,
    above: Sequence[str] = (),
    numbers: Cells | None = None,
) -> None:
    """A workbook, or where the agency is too large for one a csv file."""
    path = folder / f"{stem}.{_suffix(world)}"
    if _is_large(world):
        write_csv(path, frame)
    else:
        write_xlsx(path, frame, above=above, numbers=numbers)


def _is_large(world: World) -> bool:
    return world.dataset["employees"].height > LARGEST_WORKBOOK


def _suffix(world: World) -> str:
    return "csv" if _is_large(world) else "xlsx"


def _variants(world: World, folder: Path) -> list[Quirk]:
    rng = stream(world.seed, 0, "variants")
    few = export_asn(world.dataset, world.titles, world.as_of, rng).head(VARIANT_ROWS)
    plain = few.select(COLUMNS[:-2]).with_columns(pl.all().str.replace(r"^'", "").replace({"null": ""}))
    write_csv(folder / VARIANTS / "Data_ASN_disimpan_ulang.csv", plain, separator=";")
    numeric = f"{VARIANTS}/Data_ASN_NIP_angka.xlsx"
    ids = few["employee_id"].to_list()
    numbers = {(row, "NIP BARU"): float(nip) for row, nip in enumerate(ids)}
    write_xlsx(folder / numeric, few.select(COLUMNS), numbers=numbers)
    return [
        Quirk(numeric, row + 2, "NIP BARU", nip, REFUSED, "stored as a number: the last digits are lost", nip)
        for row, nip in enumerate(ids)
    ]


def _title(world: World, what: str) -> list[str]:
    agency = str(world.dataset["agencies"]["name"][0]).upper()
    return [f"PEMERINTAH {agency}", f"{what} PER {world.as_of:%d-%m-%Y}", ""]


def _spared(world: World) -> set[str]:
    """People whom other cases point at: their rows must be readable."""
    spared: set[str] = set()
    parts: list[dict[str, Any]] = [*world.cases["stories"].values(), *world.cases["cases"].values()]
    for part in parts:
        spared |= {role["employee_id"] for role in part["people"].values()}
    return spared | {i for fault in world.cases["faults"] if fault["table"] == "employees" for i in fault["ids"]}
