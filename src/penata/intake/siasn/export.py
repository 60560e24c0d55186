"""SIASN "Export Data ASN": 67 or 69 columns, one row per person; units, jobs and posts follow from who holds them.

Headings of 2024–2026, with those of the profile export of 2023 and of local copies as aliases. The need of a
post is not in this export: it stays absent. Religion, address, telephone, NIK and the like are never read.
"""

from typing import Final

import polars as pl

from penata.intake.issues import Issue, Issues
from penata.intake.naming.codes import UNDER_PENALTY, educations, employments, ranks, standing, two_digits
from penata.intake.reader import Partial, Reader
from penata.intake.references import without_doubles
from penata.intake.siasn.seats import seats
from penata.intake.text import cells
from penata.intake.text.grid import ROW
from penata.intake.text.identifiers import bare_nip, refuse_lost_digits
from penata.intake.text.sheet import Sheet
from penata.intake.typed import FILE, SHEET
from penata.tables import TABLES
from penata.vocabulary import Employment, Severity, Sex, Status

HEADINGS: Final = {
    "external_id": ("PNS ID", "ID"),
    "nip": ("NIP BARU", "NIP"),
    "name": ("NAMA", "NAMA PEGAWAI"),
    "title_before": ("GELAR DEPAN",),
    "title_after": ("GELAR BELAKANG",),
    "birth_date": ("TANGGAL LAHIR", "TGL LAHIR"),
    "sex": ("JENIS KELAMIN", "L/P"),
    "kind_id": ("JENIS PEGAWAI ID",),
    "kind": ("JENIS PEGAWAI NAMA", "JENIS PEGAWAI"),
    "standing_id": ("KEDUDUKAN HUKUM ID", "KEDUDUKAN PNS ID"),
    "standing": ("KEDUDUKAN HUKUM NAMA", "KEDUDUKAN HUKUM", "KEDUDUKAN PNS NAMA"),
    "cpns_pns": ("STATUS CPNS PNS", "STATUS PEGAWAI", "STATUS"),
    "cpns_on": ("TMT CPNS",),
    "pns_since": ("TMT PNS",),
    "rank_id": ("GOL AKHIR ID", "GOLONGAN ID", "GOL ID"),
    "rank": ("GOL AKHIR NAMA", "GOLONGAN NAMA", "GOLONGAN AKHIR", "GOL AKHIR", "GOLONGAN", "GOL NAMA"),
    "rank_since": ("TMT GOLONGAN", "TMT GOL AKHIR", "TMT GOL"),
    "job_type_id": ("JENIS JABATAN ID",),
    "job_type": ("JENIS JABATAN NAMA", "JENIS JABATAN"),
    "job_id": ("JABATAN ID",),
    "job": ("JABATAN NAMA", "NAMA JABATAN", "JABATAN"),
    "jft_id": ("JFT ID", "JABATAN FUNGSIONAL ID"),
    "jft": ("JFT NAMA", "JABATAN FUNGSIONAL NAMA"),
    "jfu_id": ("JFU ID", "JABATAN FUNGSIONAL UMUM ID"),
    "jfu": ("JFU NAMA", "JABATAN FUNGSIONAL UMUM NAMA"),
    "structural": ("JABATAN STRUKTURAL NAMA",),
    "job_since": ("TMT JABATAN",),
    "eselon_id": ("ESELON ID",),
    "eselon": ("ESELON NAMA", "ESELON"),
    "education_id": ("TINGKAT PENDIDIKAN ID", "TK PENDIDIKAN ID"),
    "education": ("TINGKAT PENDIDIKAN NAMA", "TK PENDIDIKAN NAMA", "TINGKAT PENDIDIKAN", "TK PENDIDIKAN"),
    "field": ("PENDIDIKAN NAMA", "NAMA PENDIDIKAN"),
    "unit_id": ("UNOR ID", "UNIT ORGANISASI ID"),
    "unit": ("UNOR NAMA", "UNIT ORGANISASI NAMA", "UNIT ORGANISASI", "UNIT KERJA"),
    "agency_id": ("INSTANSI KERJA ID",),
    "agency": ("INSTANSI KERJA NAMA", "INSTANSI KERJA"),
    "home_agency_id": ("INSTANSI INDUK ID",),
    "home_agency": ("INSTANSI INDUK NAMA", "INSTANSI INDUK"),
}
"""Field by field, the headings under which exports show it."""

_DATES: Final = ("birth_date", "cpns_on", "pns_since", "rank_since", "job_since")
_SEXES: Final = {"L": Sex.MALE, "P": Sex.FEMALE, "F": Sex.FEMALE, "Laki-laki": Sex.MALE, "Pria": Sex.MALE,
                 "Perempuan": Sex.FEMALE, "Wanita": Sex.FEMALE}  # fmt: skip
_LENT: Final = r"(?i)\b(DPB|DPK|diperbantukan|dipekerjakan)\b"


def _read(sheet: Sheet, issues: Issues) -> Partial:
    refuse_lost_digits(sheet, "nip", issues)
    rows = sheet.rows.select(ROW, *(cells.clean(sheet.rows[name]).alias(name) for name in HEADINGS))
    rows = rows.with_columns(bare_nip(rows["nip"]))
    people = _people(_Column(sheet, rows, issues))
    refused = issues.refused_rows(sheet.file, sheet.sheet)
    people = people.filter(~pl.col(ROW).is_in(refused.implode()))
    placed = people.with_columns(pl.lit(sheet.file).alias(FILE), pl.lit(sheet.sheet).alias(SHEET))
    placed = without_doubles(TABLES["employees"], placed, issues, sheet.shown("nip"))
    kept = rows.join(placed.select(ROW), on=ROW, how="semi", maintain_order="left")
    tables = seats(sheet, kept, issues)
    _remarks(sheet, kept, issues)
    post = tables.pop("seat")
    employees = placed.drop(FILE, SHEET).join(post, on=ROW, how="left", validate="1:1", maintain_order="left")
    return Partial(tables={**tables, "employees": employees}, kept=employees[ROW])


class _Column:
    """Parses one column after the other and reports what cannot be read, under the file's own heading."""

    def __init__(self, sheet: Sheet, rows: pl.DataFrame, issues: Issues) -> None:
        self.sheet, self.rows, self.issues = sheet, rows, issues

    def checked(self, name: str, parsed: cells.Parsed, message: str, remedy: str) -> pl.Series:
        self.refuse(name, parsed.unreadable, message, remedy)
        return parsed.values

    def refuse(self, name: str, where: pl.Series, message: str | pl.Series, remedy: str) -> None:
        self.issues.add_rows(
            self.rows[ROW].filter(where), self.rows[name].filter(where), file=self.sheet.file, sheet=self.sheet.sheet,
            column=self.sheet.shown(name), message=message, remedy=remedy,
        )  # fmt: skip

    def date(self, name: str) -> pl.Series:
        if cells.month_first(self.rows[name]):
            message = (
                "sebagian tanggal hanya terbaca sebagai bulan/hari/tahun; tanggal lain di kolom ini mungkin tertukar"
            )
            self.issues.add(
                Issue(self.sheet.file, message, "tulis semua tanggal sebagai hari-bulan-tahun (31-01-2026)",
                      Severity.WARNING, self.sheet.sheet, None, self.sheet.shown(name))
            )  # fmt: skip
        remedy = "tulis tanggal sebagai 31-01-2026 atau 2026-01-31, atau kosongkan"
        return self.checked(name, cells.dates(self.rows[name]), "terisi tetapi tidak terbaca sebagai tanggal", remedy)


def _people(column: _Column) -> pl.DataFrame:
    """Employees without their seat, one row for every row of the sheet."""
    rows = column.rows
    nip = rows["nip"]
    wrong = nip.is_not_null() & ~nip.str.contains(r"^\d{18}$").fill_null(value=False)
    known = column.issues.refused_rows(column.sheet.file, column.sheet.sheet)
    wrong &= ~rows[ROW].is_in(known.implode())
    column.refuse("nip", nip.is_null(), "NIP kosong", "isi NIP 18 angka, atau hapus barisnya")
    column.refuse("nip", wrong, "NIP bukan 18 angka", "perbaiki NIP di sumbernya lalu ekspor ulang")
    column.refuse("name", rows["name"].is_null(), "nama kosong", "isi nama pegawai")
    status, employment = _status(column), _employment(column)
    pppk = employment.is_in([str(Employment.PPPK), str(Employment.PPPK_PART_TIME)]).fill_null(value=False)
    dates = {name: column.date(name) for name in _DATES}
    return pl.DataFrame({
        ROW: rows[ROW],
        "employee_id": nip,
        "name": _full_name(rows),
        "employment": employment,
        "status": status,
        "sex": column.checked("sex", cells.codes(rows["sex"], tuple(Sex), _SEXES), "jenis kelamin tidak dikenal",
                              "tulis M atau F (L atau P)"),
        "birth_date": dates["birth_date"],
        "rank": column.checked("rank", ranks(rows["rank_id"], rows["rank"], pppk), "golongan tidak dikenal",
                               "tulis seperti III/a (PNS) atau IX (PPPK)"),
        "rank_since": dates["rank_since"],
        "in_post_since": dates["job_since"],
        "in_job_since": dates["job_since"],
        "cpns_on": dates["cpns_on"],
        "pns_since": dates["pns_since"],
        "education_level": column.checked("education", educations(rows["education_id"], rows["education"]),
                                          "tingkat pendidikan tidak dikenal", "pakai tingkat dari daftar SIASN"),
        "education_field": _field(rows["field"]),
        "external_id": rows["external_id"],
    })  # fmt: skip


def _status(column: _Column) -> pl.Series:
    rows = column.rows
    parsed, left = standing(rows["standing_id"], rows["standing"])
    name = "standing" if column.sheet.has("standing") else "standing_id"
    status = column.checked(name, parsed, "kedudukan hukum tidak dikenal", "pakai kode kedudukan hukum SIASN")
    gone = left.is_not_null()
    message = pl.DataFrame({"l": left.filter(gone)}).select(pl.format("tidak lagi bekerja di instansi: {}", "l"))
    column.refuse(name, gone, message.to_series(), "keluarkan dari ekspor, atau perbaiki kedudukan hukumnya di SIASN")
    lent = pl.DataFrame({"k": rows["kind"], "s": status}).select(
        pl.when(pl.col("k").str.contains(_LENT) & (pl.col("s") == str(Status.ACTIVE)))
        .then(pl.lit(str(Status.SECONDED)))
        .otherwise("s")
    )  # fmt: skip
    return lent.to_series().alias("status")


def _employment(column: _Column) -> pl.Series:
    rows = column.rows
    words = rows.select(pl.concat_str("cpns_pns", "kind", "standing", separator=" ", ignore_nulls=True)).to_series()
    parsed = employments(words, rows["cpns_pns"], rows["nip"])
    name = "cpns_pns" if column.sheet.has("cpns_pns") else "kind"
    return column.checked(name, parsed, "bukan CPNS, PNS, atau PPPK", "isi STATUS CPNS PNS dengan C, P, atau PPPK")


def _full_name(rows: pl.DataFrame) -> pl.Series:
    """Name with titles as people write them: "Dr. Siti Aminah, S.Pd., M.Pd."."""
    before = pl.concat_str(pl.col("title_before").fill_null(""), "name", separator=" ").str.strip_chars()
    whole = pl.when(pl.col("title_after").is_null()).then(before).otherwise(before + ", " + pl.col("title_after"))
    return rows.select(whole.alias("name"))["name"]


def _field(education: pl.Series) -> pl.Series:
    """Field of an education without its level: "S-1 PENDIDIKAN FISIKA" is "PENDIDIKAN FISIKA"."""
    level = r"(?i)^(S\W?[123]|D\W?(?:IV|I{1,3}|[1-4])|DIPLOMA (?:IV|I{1,3}|[1-4])|SP\W?1|PROFESI|SLTA|SLTP)\b[\s/.:-]*"
    bare = education.str.replace(level, "").str.strip_chars()
    return bare.to_frame("x").select(pl.when(pl.col("x") != "").then("x"))["x"]


def _remarks(sheet: Sheet, kept: pl.DataFrame, issues: Issues) -> None:
    """What the export cannot tell, once for the file; and penalties, whose kind and day it does not say."""
    message = (
        "TMT JABATAN dipakai juga sebagai TMT pada formasi; TMT ini mulai lagi saat naik jenjang di tempat yang sama"
    )
    remedy = "bila ada, berikan TMT unit kerja lewat templat (kolom in_post_since, in_unit_since)"
    column = sheet.shown("job_since")
    issues.add(Issue(sheet.file, message, remedy, Severity.INFO, sheet.sheet, None, column))
    punished = kept.filter(two_digits(pl.col("standing_id")) == UNDER_PENALTY)
    issues.add_rows(
        punished[ROW], punished["standing_id"], file=sheet.file, sheet=sheet.sheet, column=sheet.shown("standing_id"),
        message="sedang kena hukuman disiplin, tetapi ekspor tidak memuat jenis dan tanggalnya",
        remedy="isi tabel conditions (jenis, mulai, sampai) lewat templat", severity=Severity.WARNING,
    )  # fmt: skip


READER: Final = Reader(
    kind="siasn-asn",
    title="SIASN Export Data ASN",
    headings=HEADINGS,
    required=("nip", "name", "unit"),
    read=_read,
    order=20,
    accepts=lambda _grid, header: not {"job", "jft", "jfu", "structural"}.isdisjoint(header.columns),
)
