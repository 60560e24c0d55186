"""Agencies, units, jobs and posts of a SIASN export, derived from who holds them."""

from typing import Final

import polars as pl

from penata.intake.issues import Issue, Issues
from penata.intake.naming.codes import CATEGORY_BY_ESELON, eselons
from penata.intake.naming.jobs import agency_kind, code_of, functional_name, unit_kind
from penata.intake.reader import name_key, post_id_of, structural_job_id
from penata.intake.text.grid import ROW
from penata.intake.text.sheet import Sheet
from penata.vocabulary import Category, Severity

NO_AGENCY: Final = "INSTANSI"
"""Id of the one agency of an export that names none."""

_STRUCTURAL, _FUNCTIONAL, _GENERAL = "1", "2", "4"


def seats(sheet: Sheet, rows: pl.DataFrame, issues: Issues) -> dict[str, pl.DataFrame]:
    """``agencies``, ``units``, ``jobs``, ``posts`` and ``seat`` (row, post_id) of the kept rows of an export.

    ``rows``: row and the cleaned text fields of ``siasn.HEADINGS``. A row without unit or without job has no
    seat: kept, and reported.
    """
    seated = _jobs_of_rows(_units_of_rows(rows))
    named = _names(seated["job"].drop_nulls().unique().sort())
    seated = seated.join(named, on="job", how="left", validate="m:1", maintain_order="left")
    functional = pl.col("type") == _FUNCTIONAL
    subject = pl.when(functional).then("subject").alias("subject")
    seated = seated.with_columns(subject).with_columns(
        post_id_of(pl.col("unit_id"), pl.col("job_id"), pl.col("subject")).alias("post_id")
    )
    _report(sheet, seated, issues)
    on_post = seated.filter(pl.col("post_id").is_not_null())
    posts = on_post.group_by("post_id").agg(
        pl.col("unit_id", "job_id", "subject").first(), (pl.col("type") == _STRUCTURAL).any().alias("leads_unit")
    )
    return {
        "agencies": _agencies(seated),
        "units": _units(seated),
        "jobs": _jobs(on_post),
        "posts": posts.with_columns(pl.lit(None, dtype=pl.Int64).alias("need")).sort("post_id"),
        "seat": seated.select(ROW, "post_id"),
    }


def _units_of_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """unit_id and agency_id of every row: the export's ids, else codes of the names."""
    agency = pl.coalesce("agency", "home_agency")
    names = _codes(rows["unit"], "unit")
    agencies = _codes(rows.select(agency).to_series(), "agency_name").rename({"unit_code": "agency_code"})
    return (
        rows.with_columns(agency.alias("agency_name"), pl.coalesce("agency_id", "home_agency_id").alias("agency_id"))
        .join(names, on="unit", how="left", validate="m:1", maintain_order="left")
        .join(_ids_by_name(rows), on="unit", how="left", validate="m:1", maintain_order="left")
        .join(agencies, on="agency_name", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            pl.coalesce("unit_id", "only_id", "unit_code").alias("unit_id"),
            pl.coalesce("agency_id", "agency_code", pl.lit(NO_AGENCY)).alias("agency_id"),
        )
        .with_columns(pl.coalesce("unit", "unit_id").alias("unit"))
    )


def _ids_by_name(rows: pl.DataFrame) -> pl.DataFrame:
    """unit, only_id: the id of each unit name that has exactly one, for rows that show the name alone."""
    ids = rows.drop_nulls(["unit", "unit_id"]).group_by("unit").agg(pl.col("unit_id").unique().alias("ids"))
    return ids.filter(pl.col("ids").list.len() == 1).select("unit", pl.col("ids").list.first().alias("only_id"))


def _codes(names: pl.Series, column: str) -> pl.DataFrame:
    """Each distinct name with its code, for units that have no id of their own."""
    distinct = names.drop_nulls().unique().sort()
    return pl.DataFrame(
        {column: distinct, "unit_code": [code_of(name) for name in distinct]},
        schema={column: pl.String, "unit_code": pl.String},
    )


def _jobs_of_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """job, job_id, type and eselon of every row; jobs without an id take that of the same name."""
    rows = rows.with_columns(eselons(rows["eselon_id"], rows["eselon"]).alias("level"))
    kind = pl.col("job_type").str.to_lowercase()
    told = (
        pl.when(kind.str.contains("umum|pelaksana")).then(pl.lit(_GENERAL))
        .when(kind.str.contains("struktural") & ~kind.str.contains("fungsional|rangkap")).then(pl.lit(_STRUCTURAL))
        .when(kind.str.contains("fungsional|tertentu")).then(pl.lit(_FUNCTIONAL))
    )  # fmt: skip
    column = (
        pl.when(pl.col("structural").is_not_null()).then(pl.lit(_STRUCTURAL))
        .when(pl.col("jft").is_not_null()).then(pl.lit(_FUNCTIONAL))
        .when(pl.col("jfu").is_not_null()).then(pl.lit(_GENERAL))
    )  # fmt: skip
    given = pl.col("job_type_id").str.replace(r"\.0$", "").str.strip_chars_start("0")
    both = pl.when(pl.col("level").is_not_null()).then(pl.lit(_STRUCTURAL)).otherwise(pl.lit(_FUNCTIONAL))
    kinds = pl.when(given == "3").then(both).otherwise(pl.coalesce(given, told, column))
    rows = rows.with_columns(
        kinds.alias("type"),
        pl.coalesce("job", "jft", "jfu", "structural").alias("job"),
        pl.coalesce("job_id", "jft_id", "jfu_id").alias("job_id"),
    ).with_columns(name_key(pl.col("job")).alias("job_key"))
    ids = rows.filter(pl.col("job_id").is_not_null() & (pl.col("type") != _STRUCTURAL)).group_by("job_key").agg(
        pl.col("job_id").min().alias("known_id")
    )  # fmt: skip
    own = pl.coalesce("job_id", "known_id", pl.col("job_key").str.to_uppercase().str.replace_all(" ", "_"))
    head = pl.col("type") == _STRUCTURAL
    joined = rows.join(ids, on="job_key", how="left", validate="m:1", maintain_order="left").with_columns(
        pl.when(head).then(structural_job_id(pl.col("unit_id"))).otherwise(own).alias("job_id")
    )
    nameless = pl.when(head).then("Pimpinan " + pl.col("unit")).otherwise("job_id")
    return joined.with_columns(pl.coalesce("job", nameless).alias("job"), pl.col("job").is_null().alias("nameless"))


def _names(jobs: pl.Series) -> pl.DataFrame:
    """Ladder, level and subject by job name, one row for each distinct name."""
    read = [functional_name(name) for name in jobs]
    return pl.DataFrame(
        {"job": jobs, "ladder": [r.ladder for r in read], "jenjang": [r.level for r in read],
         "subject": [r.subject for r in read]},
        schema={"job": pl.String, "ladder": pl.String, "jenjang": pl.String, "subject": pl.String},
    )  # fmt: skip


def _agencies(rows: pl.DataFrame) -> pl.DataFrame:
    names = _commonest(rows, "agency_id", "agency_name").with_columns(pl.col("agency_name").fill_null("Instansi"))
    kinds = pl.col("agency_name").map_elements(agency_kind, return_dtype=pl.String)
    return names.select("agency_id", pl.col("agency_name").alias("name"), kinds.alias("kind"))


def _units(rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.filter(pl.col("unit_id").is_not_null())
    names = _commonest(rows, "unit_id", "unit").join(
        _commonest(rows, "unit_id", "agency_id"), on="unit_id", how="left", validate="1:1"
    )
    kinds = pl.col("unit").map_elements(unit_kind, return_dtype=pl.String)
    return names.select("unit_id", "agency_id", pl.col("unit").alias("name"), kinds.alias("kind")).sort("unit_id")


def _jobs(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each job; a structural one has its eselon, a functional one its ladder and level."""
    category = (
        pl.when(pl.col("type") == _FUNCTIONAL).then(pl.lit(str(Category.FUNGSIONAL)))
        .when(pl.col("type") == _GENERAL).then(pl.lit(str(Category.PELAKSANA)))
        .otherwise(pl.col("level").replace_strict(CATEGORY_BY_ESELON, default=None, return_dtype=pl.String))
    )  # fmt: skip
    functional = pl.col("type") == _FUNCTIONAL
    structural = pl.col("type") == _STRUCTURAL
    typed = rows.with_columns(
        category.alias("category"),
        pl.when(functional).then("ladder").alias("ladder"),
        pl.when(functional).then("jenjang").when(structural).then("level").alias("level"),
    )
    names = _commonest(typed, "job_id", "job").rename({"job": "name"})
    rest = _facts_of_jobs(typed)
    return names.join(rest, on="job_id", how="left", validate="1:1").sort("job_id")


def _facts_of_jobs(rows: pl.DataFrame) -> pl.DataFrame:
    """job_id, category, ladder and level as most rows of that id tell them together."""
    facts = ["category", "ladder", "level"]
    counted = rows.group_by("job_id", *facts).len().sort("len", *facts, descending=[True, False, False, False])
    return counted.group_by("job_id", maintain_order=True).agg(pl.col(facts).drop_nulls().first())


def _commonest(rows: pl.DataFrame, key: str, value: str) -> pl.DataFrame:
    """``key`` and its most frequent value; the alphabetically first of equals."""
    counted = rows.group_by(key, value).len().sort("len", value, descending=[True, False], nulls_last=True)
    return counted.group_by(key, maintain_order=True).agg(pl.col(value).drop_nulls().first()).sort(key)


def _report_names(sheet: Sheet, rows: pl.DataFrame, issues: Issues) -> None:
    """Rows that call a unit otherwise than most rows with the same id do, or tell another ladder or level of a job."""
    named = pl.struct(name_key(pl.col("unit"))).alias("told")
    _report_odd(sheet, rows.with_columns(named), "unit_id", "unit", "unit", issues)
    functional = rows.filter((pl.col("type") == _FUNCTIONAL) & pl.col("jenjang").is_not_null())
    rung = pl.struct("ladder", "jenjang").alias("told")
    _report_odd(sheet, functional.with_columns(rung), "job_id", "job", "jabatan", issues)


def _report_odd(sheet: Sheet, rows: pl.DataFrame, key: str, name: str, what: str, issues: Issues) -> None:
    rows = rows.drop_nulls([key, name])
    usual = _commonest(rows, key, "told").rename({"told": "usual"})
    called = rows.join(usual, on=key, how="left", validate="m:1", maintain_order="left")
    odd = called.filter(pl.col("told") != pl.col("usual"))
    most = _commonest(called.filter(pl.col("told") == pl.col("usual")), key, name).rename({name: "most"})
    odd = odd.join(most, on=key, how="left", validate="m:1", maintain_order="left")
    message = pl.format("ID {} ini bernama “{}” pada kebanyakan baris; nama itu yang dipakai", pl.lit(what), "most")
    issues.add_rows(
        odd[ROW], odd[name], file=sheet.file, sheet=sheet.sheet, column=sheet.shown(name), severity=Severity.WARNING,
        message=odd.select(message.alias("m"))["m"], remedy=f"perbaiki nama atau ID {what} di SIASN",
    )  # fmt: skip


def _report(sheet: Sheet, rows: pl.DataFrame, issues: Issues) -> None:
    _report_names(sheet, rows, issues)

    def warn(where: pl.Expr, column: str, value: str, message: str, remedy: str) -> None:
        bad = rows.filter(where)
        issues.add_rows(
            bad[ROW], bad[value], file=sheet.file, sheet=sheet.sheet, column=sheet.shown(column), message=message,
            remedy=remedy, severity=Severity.WARNING,
        )  # fmt: skip

    warn(pl.col("unit_id").is_null(), "unit", "unit", "unit kerja kosong; pegawai dicatat tanpa formasi",
         "isi UNOR di SIASN")  # fmt: skip
    warn(pl.col("unit_id").is_not_null() & pl.col("job_id").is_null(), "job", "job",
         "jabatan kosong; pegawai dicatat tanpa formasi", "isi jabatan di SIASN")  # fmt: skip
    warn(pl.col("nameless") & pl.col("job_id").is_not_null(), "job", "job_id", "nama jabatan kosong",
         "isi nama jabatan di SIASN, atau beri juga Referensi-Jabatan")  # fmt: skip
    warn((pl.col("type") == _STRUCTURAL) & pl.col("level").is_null() & pl.col("job_id").is_not_null(), "job", "job",
         "eselon jabatan struktural tidak diketahui",
         "ekspor dengan kolom ESELON, atau beri juga Referensi-Jabatan-Struktural")  # fmt: skip
    warn((pl.col("type") == _FUNCTIONAL) & pl.col("jenjang").is_null() & pl.col("job_id").is_not_null(), "job", "job",
         "jenjang tidak terbaca dari nama jabatan fungsional",
         "beri juga Referensi-Jabatan-Fungsional, atau isi jobs.level")  # fmt: skip
    warn(pl.col("type").is_null() & pl.col("job_id").is_not_null(), "job_type_id", "job",
         "jenis jabatan tidak diketahui", "isi JENIS JABATAN (1 struktural, 2 fungsional, 4 pelaksana)")  # fmt: skip
    if rows.height and bool((rows["agency_id"] == NO_AGENCY).any()):
        message = "sebagian baris tidak menyebut instansi; dicatat pada satu instansi bernama “Instansi”"
        issues.add(Issue(sheet.file, message, "sertakan kolom INSTANSI KERJA", Severity.WARNING, sheet.sheet))
