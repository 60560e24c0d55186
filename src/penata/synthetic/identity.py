"""Names out of common parts, and numbers (NIP) whose digits say what they must."""

from typing import Any, Final

import numpy as np
import polars as pl

from penata.synthetic.catalogue import catalogue

PPPK_CODE: Final = "21"  # digits 13–14 of a NI PPPK: no month


def names(rng: np.random.Generator, people: pl.DataFrame) -> pl.Series:
    """A name with titles for each person, made of parts by chance."""
    parts, size = catalogue("names"), people.height
    second_given = rng.random(size) < 0.3
    women = people["sex"].to_numpy() == "F"
    given = [np.where(women, _pick(rng, parts["female"], size), _pick(rng, parts["male"], size)) for _ in range(2)]
    middle = np.where(second_given, " " + given[1].astype(object), "")
    bare = given[0] + middle + " " + _pick(rng, parts["family"], size)
    before, after = _titles(people)
    return pl.Series("name", before + bare + after, dtype=pl.String)


def numbers(people: pl.DataFrame, agencies: pl.Series) -> pl.Series:
    """The id of each person: a NIP of 18 digits, or a local number for those who have none.

    The sequence counts people with the same first 15 digits in the order of rows.
    """
    born, began = pl.col("birth_date").dt.strftime("%Y%m%d"), pl.col("cpns_on")
    appointed = (
        pl.when(pl.col("employment").is_in(["PNS", "CPNS"]))
        .then(began.dt.strftime("%Y%m"))
        .otherwise(began.dt.strftime("%Y") + PPPK_CODE)
    )
    sex = pl.when(pl.col("sex") == "M").then(pl.lit("1")).otherwise(pl.lit("2"))
    serial = pl.int_range(1, pl.len() + 1).over("_prefix").cast(pl.String).str.zfill(3)
    local = pl.format(
        "NON-{}-{}", "_agency", pl.int_range(1, pl.len() + 1).over("_agency", "employment").cast(pl.String).str.zfill(5)
    )
    return (
        people.select("employment", "sex", "birth_date", "cpns_on")
        .with_columns(agencies.alias("_agency"), (born + appointed + sex).alias("_prefix"))
        .select(
            pl.when(pl.col("employment") == "NON_ASN").then(local).otherwise(pl.col("_prefix") + serial)
            .alias("employee_id")
        )["employee_id"]
    )  # fmt: skip


def _pick(rng: np.random.Generator, parts: list[str], size: int) -> Any:
    return np.array(parts, dtype=object)[rng.integers(0, len(parts), size)]


def _titles(people: pl.DataFrame) -> tuple[Any, Any]:
    """Titles before and after the name, by education."""
    titles = catalogue("education")["titles"]
    master = catalogue("education")["master_title"]
    field, level = pl.col("education_field"), pl.col("education_level")
    first = field.replace_strict(titles["S1"], default=None, return_dtype=pl.String)
    second: pl.Expr = pl.when(level == "S2").then(pl.lit(master["default"]))
    for word in ("Pendidikan", "Kesehatan", "Hukum", "Teknik"):
        second = pl.when((level == "S2") & field.str.contains(word)).then(pl.lit(master[word])).otherwise(second)
    doctor = first.is_in(["dr.", "drg.", "drh."])
    after = (
        pl.when(level == "D3").then(", " + field.replace_strict(titles["D3"], default="A.Md.", return_dtype=pl.String))
        .when(level.is_in(["S1", "D4", "PROFESI", "S2"]) & ~doctor).then(", " + first)
    )  # fmt: skip
    frame = people.select(
        pl.when(doctor & level.is_in(["PROFESI", "S2"]))
        .then(first + " ")
        .otherwise(pl.lit(""))
        .fill_null("")
        .alias("before"),
        (after.fill_null("") + (", " + second).fill_null("")).alias("after"),
    )
    return frame["before"].to_numpy(), frame["after"].to_numpy()
