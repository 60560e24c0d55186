"""e-Formasi's structure and qualification exports, and the local list of needs of the offices that are not in it."""

from typing import Any, Final

import polars as pl

from penata.synthetic.siasn.codes import EDUCATION_PREFIX, system_id
from penata.tables import Dataset

LOCAL: Final = ("DISKAN", "DISPERINDAG", "DISPUSIP", "DISPORAPAR", "DISTAN")
"""Offices that state their need in a local list and not in e-Formasi; a small regency has the last one only."""


def structure(dataset: Dataset, titles: pl.DataFrame) -> pl.DataFrame:
    """The export ``ID, Kode, Nama Jabatan, ABK, Kelas, Posisi ID, Terisi ASN``; all columns text."""
    posts = _posts(dataset, titles)
    of_unit: dict[str, list[dict[str, Any]]] = {}
    for row in posts.iter_rows(named=True):
        of_unit.setdefault(row["unit_id"], []).append(row)
    below: dict[str | None, list[dict[str, Any]]] = {}
    for unit in dataset["units"].iter_rows(named=True):
        below.setdefault(unit["parent_id"], []).append(unit)
    rows: list[dict[str, str]] = []
    tops = [u for u in _in_order(below[None]) if not _is_local(u["unit_id"])]
    for number, unit in enumerate(tops, start=1):
        _walk(unit, str(number), (of_unit, below), rows)
    return pl.DataFrame(rows)


def qualifications(dataset: Dataset) -> pl.DataFrame:
    """The export ``ID, Anjab ID, Anjab Nama, Pendidikan ID, Pendidikan Nama``: one row for each education asked."""
    used = dataset["posts"].select("job_id").unique()
    jobs = dataset["jobs"].join(used, on="job_id", how="semi", maintain_order="left")
    jobs = jobs.filter(pl.col("category").is_in(["FUNGSIONAL", "PELAKSANA"])).drop_nulls("education_fields")
    rows = jobs.select("job_id", "name", "min_education", "education_fields").explode("education_fields")
    prefix = pl.col("min_education").replace_strict(EDUCATION_PREFIX, default="", return_dtype=pl.String)
    education = (prefix + pl.col("education_fields")).str.to_uppercase()
    named = rows.with_columns(education.alias("Pendidikan Nama"), pl.int_range(1, pl.len() + 1).alias("n"))
    return named.select(
        pl.col("n").cast(pl.String).alias("ID"),
        (pl.lit("AJ") + pl.col("job_id").rank("dense").cast(pl.String).str.zfill(4)).alias("Anjab ID"),
        pl.col("name").alias("Anjab Nama"),
        (pl.lit("PD") + pl.col("Pendidikan Nama").rank("dense").cast(pl.String).str.zfill(5)).alias("Pendidikan ID"),
        "Pendidikan Nama",
    )


def need_list(dataset: Dataset, titles: pl.DataFrame) -> pl.DataFrame:
    """The local "Daftar Kebutuhan Jabatan" of the offices outside e-Formasi, in two groups, with a dash for zero."""
    names = dataset["units"].select("unit_id", pl.col("name").alias("unit"))
    posts = _posts(dataset, titles).filter(pl.col("category").is_in(["FUNGSIONAL", "PELAKSANA"]))
    posts = posts.filter(pl.col("unit_id").str.split(".").list.get(1).is_in(LOCAL) & pl.col("need").is_not_null())
    posts = posts.join(names, on="unit_id", how="left", validate="m:1", maintain_order="left")
    rows: list[dict[str, str]] = []
    for heading, category in (("I. JABATAN FUNGSIONAL", "FUNGSIONAL"), ("II. JABATAN PELAKSANA", "PELAKSANA")):
        rows.append(_need_row("", heading))
        for number, post in enumerate(posts.filter(pl.col("category") == category).iter_rows(named=True), start=1):
            gap = post["filled"] - post["need"]
            need, filled = (str(post[column] or "-") for column in ("need", "filled"))
            education = post["min_education"] or ""
            rows.append(
                _need_row(str(number), post["name"], post["unit"], education, need, filled, f"{gap:+d}" if gap else "0")
            )
    return pl.DataFrame(rows)


def numbered_codes(frame: pl.DataFrame) -> dict[tuple[int, str], float]:
    """Cells of ``Kode`` that a spreadsheet has stored as numbers: those below the first office with ten to 99 rows."""
    codes = [(row, *code.split(".")) for row, code in enumerate(frame["Kode"]) if code.count(".") == 1]
    counts: dict[str, int] = {}
    for _, office, _ in codes:
        counts[office] = counts.get(office, 0) + 1
    edited = next((office for office, count in counts.items() if 10 <= count <= 99), None)
    return {(row, "Kode"): float(f"{office}.{own}") for row, office, own in codes if office == edited}


def _walk(
    unit: dict[str, Any], code: str,
    found: tuple[dict[str, list[dict[str, Any]]], dict[str | None, list[dict[str, Any]]]], rows: list[dict[str, str]],
) -> None:  # fmt: skip
    """A unit by its head, then its posts, then the units below it; codes count on through posts and units."""
    of_unit, below = found
    posts = of_unit.get(unit["unit_id"], [])
    head = next((post for post in posts if post["leads_unit"]), None)
    rows.append(_node(code, head["name"] if head else unit["name"], head, unit["unit_id"]))
    number = 0
    for post in posts:
        if post is not head:
            number += 1
            rows.append(_node(f"{code}.{number}", post["name"], post, post["post_id"]))
    for inner in _in_order(below.get(unit["unit_id"], [])):
        number += 1
        _walk(inner, f"{code}.{number}", found, rows)


def _node(code: str, name: str, post: dict[str, Any] | None, key: str) -> dict[str, str]:
    need = "" if post is None or post["need"] is None else str(post["need"])
    return {"ID": str(int(system_id(key).replace("-", "")[:7], 16)), "Kode": code, "Nama Jabatan": name, "ABK": need,
            "Kelas": str(post["grade"]) if post and post["grade"] else "", "Posisi ID": system_id(f"posisi {key}"),
            "Terisi ASN": str(post["filled"]) if post else ""}  # fmt: skip


def _need_row(
    number: str, job: str, unit: str = "", education: str = "", need: str = "", filled: str = "", gap: str = ""
) -> dict[str, str]:
    return {"NO": number, "NAMA JABATAN": job, "NAMA UNIT KERJA": unit, "KUALIFIKASI PENDIDIKAN": education,
            "ABK": need, "RIIL": filled, "STATUS": "", "+/-": gap}  # fmt: skip


def _posts(dataset: Dataset, titles: pl.DataFrame) -> pl.DataFrame:
    """Posts with the name under which e-Formasi shows them, class, education and the people with a NIP on them."""
    jobs = dataset["jobs"].select("job_id", pl.col("name").alias("job"), "category", "ladder", "level", "grade",
                                  "min_education")  # fmt: skip
    asn = dataset["employees"].filter(pl.col("employment") != "NON_ASN")
    filled = asn.drop_nulls("post_id").group_by("post_id").agg(pl.len().cast(pl.Int64).alias("filled"))
    posts = (
        dataset["posts"]
        .join(jobs, on="job_id", how="left", validate="m:1", maintain_order="left")
        .join(filled, on="post_id", how="left", validate="1:1", maintain_order="left")
        .join(titles, on="post_id", how="left", validate="1:1", maintain_order="left")
    )
    teacher = pl.when(pl.col("subject").is_not_null()).then(
        pl.lit("Guru ") + pl.col("subject").str.replace("Guru ", "")
    )  # fmt: skip
    return posts.with_columns(pl.coalesce("title", teacher, "job").alias("name"), pl.col("filled").fill_null(0))


def _in_order(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The regional secretariat first, then by id."""
    return sorted(units, key=lambda unit: (not unit["unit_id"].endswith(".SETDA"), unit["unit_id"]))


def _is_local(unit_id: str) -> bool:
    return unit_id.split(".")[1] in LOCAL
