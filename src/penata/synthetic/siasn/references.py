"""SIASN's reference exports: HierarkiUnor and the lists of structural, functional and general jobs."""

import polars as pl

from penata.synthetic.siasn.codes import ESELON, JENJANG, system_ids
from penata.tables import Dataset


def unit_hierarchy(dataset: Dataset) -> pl.DataFrame:
    """HierarkiUnor: every unit and the one above it; the topmost stand under the agency itself."""
    units, agencies = dataset["units"], dataset["agencies"]
    top = agencies.select(
        system_ids(agencies["agency_id"]).alias("ID"),
        (pl.lit("Pemerintah Kab. ") + pl.col("name").str.replace("Kabupaten ", "")).alias("NAMA_UNOR"),
        pl.lit("").alias("ID_ATASAN"),
    )
    above = units.select(pl.coalesce("parent_id", "agency_id"))["parent_id"]
    below = units.select(
        system_ids(units["unit_id"]).alias("ID"),
        pl.col("name").alias("NAMA_UNOR"),
        system_ids(above).alias("ID_ATASAN"),
    )
    return pl.concat([top, below])


def structural_jobs(dataset: Dataset, titles: pl.DataFrame) -> pl.DataFrame:
    """Referensi-Jabatan-Struktural: one row a seat, held or not, so that vacant ones show."""
    names = dataset["units"].select("unit_id", pl.col("name").alias("Nama_unor"))
    levels = dataset["jobs"].filter(pl.col("category") != "FUNGSIONAL").select("job_id", "level").drop_nulls("level")
    seats = (
        dataset["posts"]
        .join(levels, on="job_id", how="inner", validate="m:1", maintain_order="left")
        .join(names, on="unit_id", how="left", validate="m:1", maintain_order="left")
        .join(titles, on="post_id", how="left", validate="1:1", maintain_order="left")
    )
    return seats.select(
        system_ids(seats["unit_id"]).alias("ID"), "Nama_unor", pl.col("title").alias("Nama_jabatan"),
        pl.col("level").replace_strict(ESELON, return_dtype=pl.String).alias("Eselon_id"),
    )  # fmt: skip


def functional_jobs(dataset: Dataset) -> pl.DataFrame:
    """Referensi-Jabatan-Fungsional: every level of every functional job, with its retirement age."""
    jobs = dataset["jobs"].filter((pl.col("category") == "FUNGSIONAL") & pl.col("level").is_not_null())
    return jobs.select(
        system_ids(jobs["job_id"]).alias("ID"), pl.col("name").alias("Nama"),
        pl.col("level").replace_strict(JENJANG, return_dtype=pl.String).alias("Jenjang"),
        pl.col("retirement_age").cast(pl.String).alias("BUP"),
    )  # fmt: skip


def general_jobs(dataset: Dataset) -> pl.DataFrame:
    """Referensi-Jabatan-Pelaksana: id and name."""
    jobs = dataset["jobs"].filter(pl.col("category") == "PELAKSANA")
    return jobs.select(system_ids(jobs["job_id"]).alias("ID"), pl.col("name").alias("Nama"))
