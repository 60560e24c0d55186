"""Nine-box results (*kotak talenta*) as the national talent system and talent committees hand them over."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.reader import Partial, Reader
from penata.intake.text import cells
from penata.intake.text.grid import ROW
from penata.intake.text.identifiers import bare_nip, refuse_lost_digits
from penata.intake.text.remarks import refuse, standing_rows
from penata.intake.text.sheet import Sheet
from penata.law.values import value
from penata.tables import TABLES

_BOX: Final = TABLES["talent"]["box"]
_LEVELS: Final[Mapping[str, Mapping[str, int]]] = {
    "performance": {"di bawah ekspektasi": 1, "bawah": 1, "di bawah": 1, "rendah": 1, "sesuai ekspektasi": 2,
                    "sesuai": 2, "sedang": 2, "menengah": 2, "di atas ekspektasi": 3, "atas": 3, "di atas": 3,
                    "tinggi": 3},
    "potential": {"rendah": 1, "menengah": 2, "sedang": 2, "tinggi": 3},
}  # fmt: skip
"""Words that files write for the three levels of an axis; low is 1."""
_AXIS_LABELS: Final = {"performance": "kinerja", "potential": "potensial"}


def _read(sheet: Sheet, issues: Issues) -> Partial:
    refuse_lost_digits(sheet, "nip", issues)
    rows = sheet.rows.with_columns(cells.clean(sheet.rows[n]).alias(n) for n in sheet.rows.columns if n != ROW)
    rows = rows.with_columns(
        bare_nip(rows["nip"]).alias("nip"), _year(sheet, rows, issues).alias("year"), _box(sheet, issues).alias("box")
    )
    for axis in _LEVELS:
        rows = _with_axis(sheet, issues, rows, axis)
    refuse(
        sheet, issues, rows.filter(~pl.col("nip").str.contains(r"^\d{18}$").fill_null(value=False)), "nip",
        "NIP kosong atau bukan 18 angka", "perbaiki NIP",
    )  # fmt: skip
    rows = _with_box(sheet, issues, rows)
    standing = standing_rows(sheet, issues, rows)
    talent = standing.select(
        ROW, pl.col("nip").alias("employee_id"), pl.col("year").cast(pl.Int64), "performance_score", "potential_score",
        "box", pl.lit(sheet.file).alias("source"),
    )  # fmt: skip
    return Partial(tables={"talent": talent}, kept=standing[ROW])


def _year(sheet: Sheet, rows: pl.DataFrame, issues: Issues) -> pl.Series:
    years = rows.select(pl.col("year").str.extract(r"(?:^|\D)((?:19|20)\d{2})(?:\.0+)?(?:\D|$)").cast(pl.Int64))["year"]
    refuse(
        sheet, issues, rows.filter(years.is_null()), "year", "tahun penilaian kosong atau tidak terbaca",
        "tulis tahunnya, seperti 2025",
    )  # fmt: skip
    return years


def _box(sheet: Sheet, issues: Issues) -> pl.Series:
    """The box, also where it is written "Kotak 7" or "VII"; null where the cell is empty or a dash."""
    bare = cells.clean(sheet.rows["box"]).str.to_uppercase().str.replace(r"^(KOTAK|BOX|KUADRAN)\s*", "")
    digits = bare.str.strip_chars().replace(list(_ROMAN), [str(number) for number in range(1, len(_ROMAN) + 1)])
    parsed = cells.wholes(digits, sheet.numbers("box"), local=True)
    low, high = _BOX.minimum or 1, _BOX.maximum or len(_ROMAN)
    outside = ~parsed.values.is_between(low, high) & parsed.values.is_not_null()
    refuse(
        sheet, issues, sheet.rows.filter(parsed.unreadable | outside), "box", f"kotak di luar {low}–{high}",
        "periksa pada hasil manajemen talenta; tulis satu angka, seperti 7",
    )  # fmt: skip
    return parsed.values


_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _with_axis(sheet: Sheet, issues: Issues, rows: pl.DataFrame, axis: str) -> pl.DataFrame:
    """``<axis>_score`` (0–100) and ``<axis>_level`` (1–3); a column of nothing but 1, 2 and 3 holds levels."""
    given = rows[axis]
    plain = given.str.to_lowercase().str.replace_all(r"\s+", " ")
    words = plain.replace_strict(dict(_LEVELS[axis]), default=None, return_dtype=pl.Int64)
    number = cells.numbers(given.set(words.is_not_null(), None), sheet.numbers(axis), local=True)
    levels = number.values.is_in([1.0, 2.0, 3.0])
    as_levels = bool(levels.any()) and bool((levels | number.values.is_null()).all())
    refuse(
        sheet, issues, rows.filter(number.unreadable), axis, f"nilai {_AXIS_LABELS[axis]} tidak terbaca",
        "tulis angka 0 sampai 100, atau rendah, menengah, tinggi; atau kosongkan",
    )  # fmt: skip
    outside = ((number.values < 0) | (number.values > _HIGHEST_SCORE)).fill_null(value=False)
    refuse(
        sheet, issues, rows.filter(outside), axis, f"nilai {_AXIS_LABELS[axis]} di luar 0–{_HIGHEST_SCORE}",
        "periksa angka itu, atau kosongkan",
    )  # fmt: skip
    told = number.values.cast(pl.Int64, strict=False) if as_levels else pl.Series([None], dtype=pl.Int64)
    return rows.with_columns(
        pl.lit(number.values if not as_levels else None, dtype=pl.Float64).alias(f"{axis}_score"),
        pl.coalesce(pl.lit(words), pl.lit(told)).alias(f"{axis}_level"),
    )


_HIGHEST_SCORE: Final = 100


def _with_box(sheet: Sheet, issues: Issues, rows: pl.DataFrame) -> pl.DataFrame:
    """The box as written, else by its two axes; a box that an axis contradicts is refused."""
    last = max(rows["year"].drop_nulls().to_list(), default=dt.MAXYEAR)
    boxes: Mapping[str, int] = value("talent.boxes", dt.date(last, 12, 31))
    by_axes = pl.format("{},{}", "performance_level", "potential_level").replace_strict(
        dict(boxes), default=None, return_dtype=pl.Int64
    )
    for place, axis in enumerate(_LEVELS):
        of_box = {box: int(key.split(",")[place]) for key, box in boxes.items()}
        due = pl.col("box").replace_strict(of_box, default=None, return_dtype=pl.Int64)
        against = rows.filter((due != pl.col(f"{axis}_level")).fill_null(value=False))
        refuse(
            sheet, issues, against, axis, f"sumbu {_AXIS_LABELS[axis]} berlawanan dengan kotaknya",
            "periksa kotak atau sumbunya pada hasil manajemen talenta; satu di antaranya salah",
        )  # fmt: skip
    rows = rows.with_columns(pl.coalesce("box", by_axes).alias("box"))
    boxless = standing_rows(sheet, issues, rows).filter(pl.col("box").is_null())
    refuse(sheet, issues, boxless, "box", "kotak kosong dan tidak tersimpul dari kedua sumbu", "isi kotak 1 sampai 9")
    return rows


READER: Final = Reader(
    kind="kotak-talenta",
    title="Hasil sembilan kotak talenta (nine-box)",
    headings={
        "nip": ("NIP", "NIP Baru", "NIP Pegawai"),
        "name": ("NAMA", "Nama Pegawai", "Nama Lengkap"),
        "performance": ("NILAI KINERJA", "Sumbu Kinerja", "Kategori Kinerja", "Skor Kinerja", "Kinerja",
                        "Nilai Sumbu Kinerja"),
        "potential": ("NILAI POTENSI", "Nilai Potensial", "Sumbu Potensial", "Sumbu Potensi", "Kategori Potensial",
                      "Kategori Potensi", "Skor Potensial", "Skor Potensi", "Potensial", "Potensi",
                      "Nilai Sumbu Potensial"),
        "box": ("KOTAK", "Kotak Talenta", "Box", "Nine Box", "9 Box", "Kotak Manajemen Talenta", "Kuadran Talenta",
                "Box Talenta", "Hasil Kotak"),
        "year": ("TAHUN", "Tahun Penilaian", "Periode", "Tahun Pemetaan"),
    },
    required=("nip", "box", "year"),
    read=_read,
    order=30,
)  # fmt: skip
