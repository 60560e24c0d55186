"""People of a list that has no NIP, or another one, found among known people by name and day of birth."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from penata.intake.issues import Issues
from penata.intake.text.grid import ROW
from penata.intake.typed import FILE, SHEET
from penata.vocabulary import Severity

_TITLES: Final = r"^((prof|dr|drs|dra|drg|ir|h|hj|apt|ns|kh)\b\.?\s*)+"


def person_key(name: pl.Expr) -> pl.Expr:
    """A person's name as it is compared: without titles, lower case, letters only.

    >>> names = pl.Series(["Dra. Hj. SITI AMINAH, M.Pd.", "Siti  Aminah", "M. Nur"]).to_frame("n")
    >>> names.select(person_key(pl.col("n")))["n"].to_list()
    ['siti aminah', 'siti aminah', 'm nur']
    """
    bare = name.str.split(",").list.first().str.to_lowercase().str.strip_chars().str.replace(_TITLES, "")
    return bare.str.replace_all(r"[^a-z]+", " ").str.strip_chars()


def with_known_people(
    people: pl.DataFrame, known: pl.DataFrame, issues: Issues, *, column: str = "NIP"
) -> pl.DataFrame:
    """The rows of ``people`` under the ids of ``known`` people; who is not found is refused and listed.

    By employee_id; else by name and day of birth; else, where one of the two has no day of birth, by a name that only
    one known person bears. A person found by name is told (WARNING), for a name is no proof. Two rows of one person:
    the first counts, the later is refused.
    """
    people = people.with_columns(person_key(pl.col("name")).alias("_key"))
    ids = known.select("employee_id").unique()
    sure = people.join(ids, on="employee_id", how="semi", maintain_order="left")
    rest = people.join(ids, on="employee_id", how="anti", maintain_order="left")
    namesakes = known.select(_key=person_key(pl.col("name")), _id="employee_id", _born="birth_date")
    pairs = rest.select(ROW, FILE, SHEET, "_key", "birth_date").join(namesakes, on="_key", how="inner", validate="m:m")
    agrees = pl.col("birth_date") == pl.col("_born")
    pairs = pairs.filter(agrees.fill_null(value=True))
    found = pairs.group_by(ROW, FILE, SHEET).agg(
        pl.len().alias("_n"), pl.col("_id").first(), pl.col("_id").filter(agrees.fill_null(value=False)).alias("_exact")
    ).with_columns(
        pl.when(pl.col("_exact").list.len() == 1).then(pl.col("_exact").list.first())
        .when(pl.col("_n") == 1).then("_id").alias("_id")
    )  # fmt: skip
    rest = rest.join(found, on=[ROW, FILE, SHEET], how="left", validate="1:1", maintain_order="left")
    _tell(rest, issues, column)
    named = rest.filter(pl.col("_id").is_not_null()).with_columns(pl.col("_id").alias("employee_id"))
    both = pl.concat([sure, named.select(sure.columns)]).drop("_key")
    again = ~both.select(pl.col("employee_id").is_first_distinct()).to_series()
    _refuse(both.filter(again), issues, column, "pegawai ini sudah ada pada baris lain", "hapus salah satu")
    return both.filter(~again)


def _tell(rest: pl.DataFrame, issues: Issues, column: str) -> None:
    found = rest.filter(pl.col("_id").is_not_null())
    issues.add_rows(
        found[ROW], found["name"], file=found[FILE], sheet=found[SHEET], column=column, severity=Severity.WARNING,
        message=found.select(pl.format("dicocokkan menurut nama dengan {}", "_id")).to_series(),
        remedy="lengkapi NIP di sumbernya",
    )  # fmt: skip
    several = rest.filter(pl.col("_id").is_null() & (pl.col("_n") > 1))
    _refuse(several, issues, column, "beberapa pegawai bernama sama", "lengkapi NIP atau tanggal lahir")
    nobody = rest.filter(pl.col("_id").is_null() & pl.col("_n").is_null())
    _refuse(nobody, issues, column, "tidak ada pegawai dengan NIP atau nama ini", "periksa NIP dan nama di sumbernya")


def _refuse(rows: pl.DataFrame, issues: Issues, column: str, message: str, remedy: str) -> None:
    issues.add_rows(
        rows[ROW], rows["name"], file=rows[FILE], sheet=rows[SHEET], column=column, message=message, remedy=remedy
    )


def update_people(
    tables: Mapping[str, pl.DataFrame], known: Mapping[str, pl.DataFrame], issues: Issues
) -> dict[str, pl.DataFrame]:
    """The tables of a part whose employees are matched by name to the known ones; nobody is known: all are refused."""
    people = tables["employees"]
    there = known.get("employees", people.clear())
    return {**tables, "employees": with_known_people(people, there, issues)}
