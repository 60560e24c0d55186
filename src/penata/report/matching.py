"""*Cocokkan angka*: heads counted in the ways an agency knows by heart, before anything is believed."""

from typing import Final

import polars as pl

from penata.tables import Dataset
from penata.vocabulary import LEVEL_ORDER, PNS_RANKS, PPPK_RANKS, Category, Employment, label

_KINDS: Final = tuple(Employment)
_CATEGORIES: Final = tuple(Category)
_RANKS: Final = (*PNS_RANKS, *PPPK_RANKS)


def matching_figures(dataset: Dataset) -> pl.DataFrame:
    """People by kind of employment, over office, category, level and rank.

    One row per group: ``dimension`` (Kantor, Jenis jabatan, Eselon/jenjang, Pangkat/golongan, Seluruhnya), ``value``
    in Indonesian, one whole column per kind of employment, and ``total``. Every dimension adds up to the number of
    employees; those without a value are the row "(tidak diisi)".

    >>> from penata.tables import dataset_of
    >>> matching_figures(dataset_of({})).columns[:3]
    ['dimension', 'value', 'PNS']
    """
    people = _people(dataset)
    return pl.concat(
        [
            _counts(people.with_columns(pl.lit("Semua pegawai").alias("all")), "all", "Seluruhnya", ()),
            _counts(people, "office", "Kantor", ()),
            _counts(people, "category", "Jenis jabatan", _CATEGORIES),
            _counts(people, "level", "Eselon/jenjang", tuple(reversed(LEVEL_ORDER))),
            _counts(people, "rank", "Pangkat/golongan", _RANKS),
        ]
    )


def _people(dataset: Dataset) -> pl.DataFrame:
    """Heads (``people``) by employment, rank, office, category and level: counted once, summed many times."""
    posts = dataset["posts"].select("post_id", "unit_id", pl.col("job_id").alias("post_job_id"))
    jobs = dataset["jobs"].select("job_id", "category", "level")
    return (
        dataset["employees"]
        .group_by("employment", "rank", "post_id", "job_id")
        .agg(pl.len().cast(pl.Int64).alias("people"))
        .join(posts, on="post_id", how="left", validate="m:1")
        .with_columns(pl.coalesce("job_id", "post_job_id").alias("job_id"))
        .join(jobs, on="job_id", how="left", validate="m:1")
        .join(_offices(dataset["units"]), on="unit_id", how="left", validate="m:1")
        .group_by("employment", "rank", "office", "category", "level")
        .agg(pl.col("people").sum())
    )


def _counts(people: pl.DataFrame, column: str, dimension: str, order: tuple[str, ...]) -> pl.DataFrame:
    """Rows of one dimension, in the order of its codes or by name; those without a value last."""
    places = {code: place for place, code in enumerate(order)} or {"": 0}
    place = pl.col(column).replace_strict(places, default=len(order), return_dtype=pl.Int64)
    names = {code: label(code) for code in order} or {"": ""}
    return (
        people.group_by(column)
        .agg(
            *(pl.col("people").filter(pl.col("employment") == kind).sum().alias(kind) for kind in _KINDS),
            pl.col("people").sum().alias("total"),
        )
        .sort(pl.col(column).is_null(), place, column)
        .select(
            pl.lit(dimension).alias("dimension"),
            pl.col(column)
            .replace_strict(names, default=pl.col(column), return_dtype=pl.String)
            .fill_null("(tidak diisi)")
            .alias("value"),
            *_KINDS,
            "total",
        )
    )


def _offices(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, office: the name of the nearest OPD at or above the unit, else of the topmost; cycles end."""
    names = dict(units.select("unit_id", "name").iter_rows())
    above = dict(units.select("unit_id", "parent_id").iter_rows())
    kinds = dict(units.select("unit_id", "kind").iter_rows())
    offices = []
    for unit in names:
        at, seen = unit, set[str]()
        while kinds[at] != "OPD" and above[at] in names and at not in seen:
            seen.add(at)
            at = above[at]
        offices.append(names[at])
    return pl.DataFrame({"unit_id": list(names), "office": offices}, schema={"unit_id": pl.String, "office": pl.String})
