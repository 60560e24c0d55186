"""MenPANRB's e-Formasi: the structure export (need and class by post), with people, and the qualifications."""

from typing import Final

import polars as pl

from penata.intake.formation.listed_posts import listed, merged, tables_of
from penata.intake.formation.need_numbers import need_of
from penata.intake.formation.nodes import nodes_of
from penata.intake.formation.qualification import level_order, qualifications
from penata.intake.formation.school_heads import as_duties
from penata.intake.issues import Issues
from penata.intake.naming.job_facts import job_facts
from penata.intake.reader import Partial, Reader, name_key, post_id_of
from penata.intake.text.bounded import bounded
from penata.intake.text.grid import ROW
from penata.intake.text.remarks import refuse, standing_rows
from penata.intake.text.sheet import Sheet
from penata.tables import TABLES

NEED_SOURCE: Final = "e-Formasi (ABK)"


def _read_structure(sheet: Sheet, issues: Issues) -> Partial:
    """Each row is a post of the unit whose head stands nearest above it; its need is the ABK."""
    nodes = nodes_of(sheet, issues).drop("need", "grade")  # first: a head with a bad number is still the head
    numbers = [need_of(sheet, "need", issues), bounded(sheet, "grade", TABLES["jobs"]["grade"], issues)]
    rows = nodes.join(
        pl.DataFrame([sheet.rows[ROW], *numbers]), on=ROW, how="left", validate="1:1", maintain_order="left"
    )
    rows = standing_rows(sheet, issues, rows).with_columns(
        pl.when(pl.col("need").is_not_null()).then(pl.lit(NEED_SOURCE)).alias("need_source"),
        pl.coalesce("position", "id").alias("external_id"),
    )
    listed_rows = as_duties(sheet, issues, _listed(rows), field="job")
    posts = merged(sheet, issues, listed_rows, field="job", differ_by=("external_id",))
    return Partial(
        tables=tables_of(posts),
        kept=standing_rows(sheet, issues, sheet.rows)[ROW],
        by_name=frozenset({"units", "jobs"}),
    )


def _read_people(sheet: Sheet, issues: Issues) -> Partial:
    """The variant whose cells list who sits there: "NIP - name - retirement", a line each."""
    rows = nodes_of(sheet, issues)
    listed_rows = as_duties(sheet, issues, _listed(rows), field="job")
    posts = merged(sheet, issues, listed_rows, field="job", differ_by=(ROW,))
    post = post_id_of(pl.col("unit_id"), pl.col("job_id"), pl.col("subject")).alias("post_id")
    ids = listed_rows.select(ROW, post)
    lines = (
        ids.join(sheet.rows.select(ROW, "people"), on=ROW, how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.col("people").str.split("\n"))
        .explode("people")
        .filter(pl.col("people").str.strip_chars(" \r\t-").str.len_chars() > 0)
        .with_columns(pl.col("people").str.extract(r"^\W*(\d{18})\b").alias("employee_id"))
    )
    unread = lines.filter(pl.col("employee_id").is_null()).unique(ROW, keep="first", maintain_order=True)
    refuse(
        sheet, issues, unread, "people", "ada baris tanpa NIP 18 angka di depan",
        "tulis “NIP - nama - BUP”, satu pegawai satu baris di dalam sel",
    )  # fmt: skip
    people = standing_rows(sheet, issues, lines).select(ROW, "employee_id", "post_id")
    return Partial(
        tables={**tables_of(standing_rows(sheet, issues, posts)), "employees": people},
        kept=standing_rows(sheet, issues, sheet.rows)[ROW],
        by_name=frozenset({"units", "jobs"}),
        updates=frozenset({"employees"}),
    )


def _read_qualifications(sheet: Sheet, issues: Issues) -> Partial:
    """Education asked by the analysis of a job (*anjab*): its many rows become the lowest level and all fields.

    Every row bears the whole of its job, so that each is told where no other file knows the job.
    """
    refuse(sheet, issues, sheet.rows.filter(pl.col("job").is_null()), "job", "nama jabatan kosong", "isi Anjab Nama")
    rows = pl.concat([sheet.rows.select(ROW, "job"), qualifications(sheet.rows["education"])], how="horizontal")
    empty = pl.col("level").is_null() & pl.col("fields").is_null() & pl.col("job").is_not_null()
    refuse(
        sheet, issues, rows.filter(empty), "education", "kualifikasi pendidikan kosong",
        "isi Pendidikan Nama, atau hapus barisnya",
    )  # fmt: skip
    rows = standing_rows(sheet, issues, rows).with_columns(name_key(pl.col("job")).alias("job_id"))
    asked = rows.group_by("job_id", maintain_order=True).agg(
        pl.col("job").first().alias("name"),
        pl.col("level").sort_by(level_order("level"), nulls_last=True).first().alias("min_education"),
    )
    fields = (
        rows.select("job_id", "fields")
        .explode("fields")
        .drop_nulls()
        .group_by("job_id")
        .agg(pl.col("fields").unique().sort().alias("education_fields"))
    )
    whole = asked.join(fields, on="job_id", how="left", validate="1:1", maintain_order="left")
    jobs = rows.select(ROW, "job_id").join(whole, on="job_id", how="left", validate="m:1", maintain_order="left")
    return Partial(tables={"jobs": jobs}, kept=rows[ROW], by_name=frozenset({"jobs"}), updates=frozenset({"jobs"}))


def _listed(rows: pl.DataFrame) -> pl.DataFrame:
    leads = rows.with_columns(pl.col("heads").alias("leads_unit"))
    return listed(pl.concat([leads, job_facts(rows["job"])], how="horizontal"))


_NODE: Final = {"id": ("ID",), "code": ("Kode", "Kode Hirarki", "Nomor"), "job": ("Nama Jabatan", "Nama")}

STRUCTURE: Final = Reader(
    kind="eformasi-struktur",
    title="e-Formasi, struktur jabatan",
    headings={
        **_NODE,
        "need": ("ABK", "Kebutuhan"),
        "grade": ("Kelas", "Kelas Jabatan"),
        "position": ("Posisi ID",),
        "filled": ("Terisi ASN", "Terisi", "Riil", "Bezetting"),
    },
    required=("code", "job", "need"),
    read=_read_structure,
    order=45,
)

PEOPLE: Final = Reader(
    kind="eformasi-pegawai",
    title="e-Formasi, struktur jabatan dengan data ASN",
    headings={**_NODE, "people": ("DATA ASN", "Data Pegawai")},
    required=("code", "job", "people"),
    read=_read_people,
    order=46,
)

QUALIFICATIONS: Final = Reader(
    kind="eformasi-kualifikasi",
    title="e-Formasi, kualifikasi pendidikan",
    headings={
        "id": ("ID",),
        "job_analysis": ("Anjab ID",),
        "job": ("Anjab Nama", "Nama Anjab"),
        "education_id": ("Pendidikan ID",),
        "education": ("Pendidikan Nama", "Nama Pendidikan"),
    },
    required=("job", "education"),
    read=_read_qualifications,
    order=60,
)
