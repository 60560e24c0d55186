"""Dapodik's progress table: schools with pupils, class groups and teachers, by district.

The table is copied from the ministry's page, one district after the other, and a district may be pasted twice: of
several rows with the same NPSN the one that was synchronised last counts, and where they differ it is said.
"""

from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.reader import Partial, Reader
from penata.intake.text import cells
from penata.intake.text.grid import ROW
from penata.intake.text.remarks import refuse, remark, standing_rows
from penata.intake.text.sheet import Sheet
from penata.vocabulary import Severity, UnitKind

_STAGES: Final = ("TK", "SD", "SMP", "SMA", "SMK", "SLB")
_COUNTS: Final = ("pupils", "classes", "classrooms", "teachers")
_COMPARED: Final = (*_COUNTS, "name", "stage", "status", "district")
_MONTHS: Final = {"mei": "may", "agu": "aug", "agt": "aug", "ags": "aug", "okt": "oct", "nop": "nov", "des": "dec",
                  "peb": "feb"}  # fmt: skip


def _read(sheet: Sheet, issues: Issues) -> Partial:
    rows = _parsed(sheet, issues)
    refuse(sheet, issues, rows.filter(pl.col("npsn").is_null()), "npsn", "NPSN kosong", "isi NPSN (8 angka)")
    wrong = ~pl.col("npsn").str.contains(r"^[0-9A-Z]{8}$")
    refuse(sheet, issues, rows.filter(wrong), "npsn", "NPSN bukan 8 tanda", "salin NPSN dari Dapodik sebagai teks")
    refuse(sheet, issues, rows.filter(pl.col("name").is_null()), "name", "nama sekolah kosong", "isi nama sekolah")
    standing = standing_rows(sheet, issues, rows)
    schools = _newest(sheet, issues, standing)
    _remarks(sheet, issues, schools)
    return Partial(tables=_tables(schools), kept=standing[ROW], by_name=frozenset({"units", "districts"}))


def _parsed(sheet: Sheet, issues: Issues) -> pl.DataFrame:
    """Rows with whole numbers and the time of synchronisation; a filled cell that is no number refuses its row."""
    counts = {}
    for name in _COUNTS:
        parsed = cells.wholes(sheet.rows[name], sheet.numbers(name), local=True)
        bad = sheet.rows.filter(parsed.unreadable | (parsed.values < 0).fill_null(value=False))
        refuse(sheet, issues, bad, name, "bukan bilangan bulat nol ke atas", "tulis angka tanpa huruf, atau kosongkan")
        counts[name] = parsed.values
    text = sheet.rows["synced"].str.to_lowercase()
    for here, there in _MONTHS.items():
        text = text.str.replace(rf"\b{here}[a-z]*\b", there)
    synced = pl.DataFrame({"t": text}).select(
        pl.coalesce(pl.col("t").str.to_datetime(f, strict=False) for f in ("%d %b %Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"))
    )
    rows = sheet.rows.with_columns(*(values.alias(name) for name, values in counts.items()))
    rows = rows.with_columns(
        synced.to_series().alias("time"),
        pl.col("npsn").str.replace(r"^'", "").str.replace(r"\.0$", "").str.to_uppercase(),
        pl.col("syncs").cast(pl.Int64, strict=False).alias("syncs"),
        pl.col("stage", "status").str.to_uppercase(),
        pl.col("district").str.replace(r"(?i)^\s*(kec\.|kecamatan)\s*", ""),
    )
    unread = rows.filter(sheet.rows["synced"].is_not_null() & rows["time"].is_null())
    remark(
        sheet, issues, unread, "synced", "waktu sinkronisasi tidak terbaca; baris ini dianggap paling lama",
        "tulis seperti 13 Feb 2025 08:00:49", Severity.WARNING,
    )  # fmt: skip
    return rows


def _newest(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each NPSN: the last synchronised, then the one with more synchronisations, then the first."""
    order = rows.sort("npsn", "time", "syncs", ROW, descending=[False, True, True, False], nulls_last=True)
    best = order.group_by("npsn", maintain_order=True).first().sort(ROW)
    older = rows.join(best.select(ROW), on=ROW, how="anti").join(
        best.select("npsn", *(pl.col(n).alias(f"new_{n}") for n in (ROW, *_COMPARED))), on="npsn", how="left",
        validate="m:1", maintain_order="left",
    )  # fmt: skip
    differences = [
        pl.when(pl.col(n).ne_missing(pl.col(f"new_{n}"))).then(
            pl.format("{} {} → {}", pl.lit(sheet.shown(n)), *(pl.col(c).cast(pl.String).fill_null("kosong")
                                                             for c in (n, f"new_{n}")))
        )
        for n in _COMPARED
    ]  # fmt: skip
    told = older.with_columns(pl.concat_str(differences, separator=", ", ignore_nulls=True).alias("what"))
    alike, unlike = told.filter(pl.col("what") == ""), told.filter(pl.col("what") != "")
    place = {"file": sheet.file, "sheet": sheet.sheet, "column": sheet.shown("npsn"), "remedy": "hapus baris yang lama"}
    same = "NPSN ini ada dua kali dengan angka yang sama; dipakai baris dengan sinkronisasi terakhir"
    issues.add_rows(alike[ROW], alike["npsn"], message=same, severity=Severity.INFO, **place)
    differs = "NPSN ini ada dua kali; yang dipakai baris {} (sinkronisasi terakhir): {}"
    message = unlike.select(pl.format(differs, f"new_{ROW}", "what")).to_series()
    issues.add_rows(unlike[ROW], unlike["npsn"], message=message, severity=Severity.WARNING, **place)
    return best


def _remarks(sheet: Sheet, issues: Issues, schools: pl.DataFrame) -> None:
    other = schools.filter(~pl.col("stage").is_in(_STAGES).fill_null(value=False))
    remark(sheet, issues, other, "stage", "bukan sekolah formal: dicatat sebagai unit, tanpa kebutuhan guru")
    silent = schools.filter(pl.col("stage").is_in(_STAGES) & pl.col("classes").is_null())
    remark(
        sheet, issues, silent, "classes", "jumlah rombel kosong: kebutuhan guru tidak dapat dihitung", "isi rombel",
        Severity.WARNING,
    )  # fmt: skip


def _tables(schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    district = pl.col("district").str.to_uppercase().str.replace_all(r"[^0-9A-Z]+", "_").str.strip_chars("_")
    schools = schools.with_columns(district.alias("district_id"))
    districts = schools.drop_nulls("district_id").group_by("district_id", maintain_order=True).agg(
        pl.col("district").first().alias("name"), pl.col(ROW).first()
    )  # fmt: skip
    units = schools.select(
        ROW, pl.col("npsn").alias("unit_id"), "name", pl.lit(str(UnitKind.SCHOOL)).alias("kind"), "district_id"
    )
    counted = schools.filter(pl.col("stage").is_in(_STAGES)).select(
        ROW, pl.col("npsn").alias("unit_id"), "stage", "npsn", *_COUNTS,
        pl.col("status").str.starts_with("SWASTA").alias("private"),
    )  # fmt: skip
    return {"districts": districts, "units": units, "schools": counted}


READER: Final = Reader(
    kind="dapodik-sekolah",
    title="Dapodik, tabel progres sekolah",
    headings={
        "name": ("Nama Sekolah", "Nama Satuan Pendidikan", "Satuan Pendidikan", "Sekolah"),
        "npsn": ("NPSN",),
        "stage": ("BP", "Bentuk Pendidikan", "Jenjang"),
        "status": ("Status", "Status Sekolah"),
        "synced": ("Last Sync", "Sinkronisasi Terakhir", "Terakhir Sinkron"),
        "syncs": ("Jml Sync", "Jumlah Sync", "Jumlah Sinkronisasi"),
        "pupils": ("PD", "Peserta Didik", "Jumlah PD"),
        "classes": ("Rombel", "Rombongan Belajar", "Jumlah Rombel"),
        "teachers": ("Guru", "Jumlah Guru"),
        "classrooms": ("R. Kelas", "Ruang Kelas"),
        "district": ("Kecamatan",),
        "year": ("Tahun",),
    },
    required=("name", "npsn", "classes"),
    read=_read,
    order=60,
)
