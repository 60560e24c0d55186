"""Workload analysis (*analisis beban kerja*, ABK): people from task rows, and how loaded those there are."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import polars as pl

from penata.law.values import value
from penata.tables import TABLES, Dataset

_MICRO: Final = 10**6  # volumes, minutes and ratios count to six decimals, exactly as they are written
_MILLI: Final = 10**3  # minutes of whole posts count to three

_MOST_MINUTES: Final = TABLES["posts"]["workload_minutes"].maximum or 0

MISSING_MINUTES, MISSING_RATIO = "norma waktu kosong", "rasio per pegawai kosong atau nol"


def workload_needs(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """People that the task rows ask for: one row per post that has any, sorted by post_id.

    Columns: post_id; tasks (Int64); people (String, the exact sum with four decimals); need (Int64, that sum rounded
    half up once); minutes (Float64, a year); problem (null, or what makes the sum impossible: need is null then).

    Hasil kerja (OUTPUT) and tugas per tugas jabatan (TASK): volume × minutes / 75,000. Objek kerja (OBJECT): the same
    where minutes are given, else volume / ratio. Peralatan kerja (EQUIPMENT): volume / ratio × shifts.
    Sums are exact fractions: no task is rounded before it is added. Source: PermenPANRB 1/2020.

    >>> from penata.tables import dataset_of
    >>> rows = pl.DataFrame({"post_id": ["P"] * 2, "task": ["a", "b"], "volume": [750.0, 300.0], "minutes": [100, 125]})
    >>> workload_needs(dataset_of({"workload": rows}), dt.date(2026, 1, 1)).select("people", "need").row(0)
    ('1.5000', 2)
    """
    minutes_per_person = int(value("abk.effective_minutes", on))
    sums: dict[str, Fraction] = {}
    tasks: dict[str, int] = {}
    problems: dict[str, str] = {}
    for post_id, task, people in _people_by_task(dataset["workload"], minutes_per_person):
        tasks[post_id] = tasks.get(post_id, 0) + 1
        if isinstance(people, str):
            problems.setdefault(post_id, f"tugas “{task}”: {people}")
        else:
            sums[post_id] = sums.get(post_id, Fraction()) + people
            if sums[post_id] * minutes_per_person > _MOST_MINUTES:
                problems.setdefault(post_id, "jumlah beban kerja tidak masuk akal; periksa volume dan norma waktu")
    known = {post_id: None if post_id in problems else sums.get(post_id, Fraction()) for post_id in sorted(tasks)}
    return pl.DataFrame(
        {
            "post_id": list(known),
            "tasks": [tasks[post_id] for post_id in known],
            "people": [None if total is None else f"{float(total):.4f}" for total in known.values()],
            "need": [None if total is None else round_half_up(total) for total in known.values()],
            "minutes": [None if total is None else float(total * minutes_per_person) for total in known.values()],
            "problem": [problems.get(post_id) for post_id in known],
        },
        schema={
            "post_id": pl.String, "tasks": pl.Int64, "people": pl.String, "need": pl.Int64, "minutes": pl.Float64,
            "problem": pl.String,
        },
    )  # fmt: skip


def round_half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes up (*pembulatan ke atas mulai 0,5*).

    >>> round_half_up(Fraction(3, 2)), round_half_up(Fraction(5, 2)), round_half_up(Fraction(149, 100))
    (2, 3, 1)
    """
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def effectiveness(minutes: pl.Expr, filled: pl.Expr, on: dt.date) -> pl.Expr:
    """EJ in whole hundredths (Int64): workload / (people there × effective minutes), rounded half up to two decimals.

    Null without minutes and where nobody is there. Minutes count to three decimals; the division is of whole
    numbers, so 0.895 is 0.90 and never 0.89. Source: Permendagri 12/2008.

    >>> post = pl.DataFrame({"minutes": [67_125.0], "filled": [1]})
    >>> post.select(effectiveness(pl.col("minutes"), pl.col("filled"), dt.date(2026, 1, 1))).item()
    90
    """
    per_person = int(value("abk.effective_minutes", on)) * _MILLI
    load = (minutes * _MILLI).round().cast(pl.Int128)
    there = filled.cast(pl.Int128) * per_person
    return pl.when(filled > 0).then((load * 200 + there) // (there * 2)).cast(pl.Int64)


def grade(hundredths: pl.Expr, on: dt.date) -> pl.Expr:
    """Grade A to E of an EJ in hundredths, in half-open classes that leave no gap between them.

    A high EJ means overloaded people, though the regulation calls it "sangat baik". Source: Permendagri 12/2008.

    >>> frame = pl.DataFrame({"ej": [101, 100, 89, 49, None]})
    >>> frame.select(grade(pl.col("ej"), dt.date(2026, 1, 1)).alias("g"))["g"].to_list()
    ['A', 'B', 'C', 'E', None]
    """
    lowest: dict[str, int] = value("abk.ej.grades", on)
    found = pl.lit(None, dtype=pl.String)
    for letter, bound in sorted(lowest.items(), key=lambda item: item[1]):
        found = pl.when(hundredths >= bound).then(pl.lit(letter)).otherwise(found)
    return found


GRADE_WORDS: Final = {
    "A": "melebihi kapasitas: pegawai kelebihan beban",
    "B": "beban penuh: sesuai kapasitas",
    "C": "beban cukup",
    "D": "beban ringan",
    "E": "beban sangat ringan: pegawai jauh lebih banyak daripada pekerjaan",
}
"""What a grade means for the people there; the regulation's own words praise a high EJ."""


def _people_by_task(workload: pl.DataFrame, minutes_per_person: int) -> Iterator[tuple[str, str, Fraction | str]]:
    """Post, task, and its people or what is missing; whole micro-units in, so that every fraction is exact."""
    numbers = [(pl.col(name) * _MICRO).round().cast(pl.Int64) for name in ("volume", "minutes", "per_person", "shifts")]
    rows = workload.select("post_id", "task", pl.col("approach").fill_null("OUTPUT"), *numbers)
    for post_id, task, approach, volume, minutes, ratio, shifts in rows.iter_rows():
        yield post_id, task, _people(approach, volume, minutes, ratio, shifts, minutes_per_person)


def _people(
    approach: str, volume: int, minutes: int | None, ratio: int | None, shifts: int | None, minutes_per_person: int
) -> Fraction | str:
    if approach == "EQUIPMENT":
        return Fraction(volume * (_MICRO if shifts is None else shifts), ratio * _MICRO) if ratio else MISSING_RATIO
    if minutes is not None:
        return Fraction(volume * minutes, _MICRO * _MICRO * minutes_per_person)
    if approach == "OBJECT":
        return Fraction(volume, ratio) if ratio else MISSING_RATIO
    return MISSING_MINUTES
