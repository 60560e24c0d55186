"""The order of moves as people read it: a calendar, the waves, the chains with what they hang on, courses and cover."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.facts import Facts
from penata.law.values import values
from penata.tables import Dataset
from penata.transition import Order
from penata.vocabulary import UnitKind
from penata.wording import MONTHS, TO_CHECK, day, whole

_CALENDAR: Final = calendar.Calendar()
_MONTHS_SHOWN: Final = 12

WHY: Final[Mapping[str, str]] = {
    "OUTSIDE_APPROVAL": "persetujuan dari luar instansi belum ada",
    "TRAINING_SEAT": "belum mendapat kursi pelatihan",
    "OWN_APPROVAL": "syarat di dalam instansi belum lengkap",
    "REFUSED": "ia menyatakan keberatan atas tempat itu",
    "NOT_ASKED": "kesediaannya belum diketahui",
    "NO_COURSE": "ada kompetensi yang kurang, dan pelatihannya tidak tercatat",
    "NONE": "tidak ada yang rawan",
}
"""What may fail with a move, in words, the weakest first."""

STATES: Final[Mapping[str, str]] = {
    "PLACED": "dapat kursi", "NO_SEAT": "tidak kebagian kursi, atau sudah lewat",
    "NO_COURSE": "tidak ada pelatihan yang memberinya",
}  # fmt: skip
"""What became of a course that somebody needs."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """``waves``: wave, date, moves, together, schools; ``months``: name and weeks of seven cells (None, or day, count,
    marks); ``moves``, ``chains``, ``training``, ``cover``: rows with names and places, in the order in which they are
    shown; ``result``: what result.json says under "transition"; ``acting``: how long somebody may act for a lead.
    """

    waves: list[dict[str, Any]]
    months: list[dict[str, Any]]
    moves: pl.DataFrame
    chains: pl.DataFrame
    training: pl.DataFrame
    cover: pl.DataFrame
    result: Mapping[str, Any]
    acting: Mapping[str, Any]

    @property
    def span(self) -> str:
        """From the first day to the last, in words; empty where no day is known."""
        days = [wave["date"] for wave in self.waves if wave["date"] is not None]
        return _span(days) if days else ""


def timetable_of(order: Order, dataset: Dataset, facts: Facts, seats: pl.DataFrame) -> Timetable:
    """Put names and places to an order of moves; ``seats``: ``report.seats.seats_of``."""
    places = seats.select("post_id", "seat", "unit", "unit_kind")
    names = facts.persons.select("employee_id", "name")
    moves = (
        order.moves.join(names, on="employee_id", how="left", validate="1:1")
        .join(places.rename(lambda c: f"{c}_from" if c != "post_id" else "from_post_id"), on="from_post_id",
              how="left", validate="m:1")
        .join(places.rename(lambda c: f"{c}_to" if c != "post_id" else "to_post_id"), on="to_post_id", how="left",
              validate="m:1")
        .sort("wave", "same_day", "chain_id", "employee_id", nulls_last=True)
    )  # fmt: skip
    waves = _waves(moves)
    return Timetable(
        waves=waves,
        months=_months(waves, dataset, order.training),
        moves=moves,
        chains=_chains(order.chains, moves, len(waves)),
        training=_training(order.training, dataset, moves),
        cover=_cover(order.cover, names, places),
        result=order.result,
        acting=_acting(facts.effective_date),
    )


def order_in_words(told: Mapping[str, Any]) -> str:
    """In how many waves, from when to when, and what has no day; ``told``: "transition" of result.json.

    >>> order_in_words({"waves": 1, "by_wave": [{"date": "2026-07-01"}], "undated_moves": 0})
    'Urutan: 1 tahap, 1 Juli 2026.'
    """
    if not told["waves"]:
        return ""
    days = [dt.date.fromisoformat(wave["date"]) for wave in told["by_wave"] if wave["date"] is not None]
    open_ = told["undated_moves"]
    rest = f"; {whole(open_)} perpindahan belum bertanggal, sebabnya dalam laporan" if open_ else ""
    return f"Urutan: {whole(told['waves'])} tahap{f', {_span(days)}' if days else ''}{rest}."


def _span(days: list[dt.date]) -> str:
    return day(days[0]) if days[0] == days[-1] else f"{day(days[0])} sampai {day(days[-1])}"


def what_stands(moves: int, stands: int, falls: str) -> str:
    """What is left of a chain whose weakest link fails, as a sentence.

    >>> what_stands(1, 0, "")
    'hanya perpindahan ini yang gugur'
    >>> what_stands(4, 3, "Ani")
    '3 dari 4 perpindahan tetap jalan; yang tetap di tempat: Ani'
    """
    if moves == 1:
        return "hanya perpindahan ini yang gugur"
    if stands == 0:
        return f"seluruh rantai ({whole(moves)} orang) ikut gugur"
    return f"{whole(stands)} dari {whole(moves)} perpindahan tetap jalan; yang tetap di tempat: {falls}"


def _waves(moves: pl.DataFrame) -> list[dict[str, Any]]:
    school = (pl.col("unit_kind_from") == UnitKind.SCHOOL) | (pl.col("unit_kind_to") == UnitKind.SCHOOL)
    return moves.group_by("wave").agg(
        pl.col("effective_date").first().alias("date"), pl.len().alias("moves"),
        pl.col("same_day").is_not_null().sum().alias("together"), school.fill_null(value=False).sum().alias("schools"),
    ).sort("wave").to_dicts()  # fmt: skip


def _months(waves: list[dict[str, Any]], dataset: Dataset, training: pl.DataFrame) -> list[dict[str, Any]]:
    """The months in which something happens, at most twelve."""
    of_day = {wave["date"]: wave for wave in waves if wave["date"] is not None}
    marks: dict[dt.date, list[str]] = {}
    for date, kind in dataset["calendar"].select("date", "kind").unique().sort("date", "kind").iter_rows():
        if kind in _MARKS:
            marks.setdefault(date, []).append(_MARKS[kind])
    for date in training["ends_on"].drop_nulls().unique().sort().to_list():
        marks.setdefault(date, []).append("pelatihan selesai")
    shown = sorted({(date.year, date.month) for date in of_day})[:_MONTHS_SHOWN]
    return [
        {
            "name": f"{MONTHS[month - 1]} {year}",
            "weeks": [
                [_cell(date, of_day.get(date), marks.get(date, [])) if date.month == month else None for date in week]
                for week in _CALENDAR.monthdatescalendar(year, month)
            ],
        }
        for year, month in shown
    ]


def _acting(on: dt.date) -> dict[str, Any]:
    """How long somebody may act (first, extension, months), where the law says so, and whether its text was seen."""
    entry = [one for one in values() if one.id == "acting.max_months" and one.holds(on)][-1]
    unseen = "" if entry.confidence is None or entry.confidence.value == "Q" else f"; {TO_CHECK}"
    return {**entry.value, "citation": f"{entry.citation}{unseen}"}


_MARKS: Final = {"HOLIDAY": "libur", "TERM_STARTS": "awal semester"}


def _cell(date: dt.date, wave: dict[str, Any] | None, marks: list[str]) -> dict[str, Any]:
    return {"day": date.day, "wave": wave, "marks": marks, "date": date}


def _chains(chains: pl.DataFrame, moves: pl.DataFrame, waves: int) -> pl.DataFrame:
    """Chains of several moves with their strip of waves, the weakest link by name, and what stands without it."""
    counts = moves.group_by("chain_id", "wave").len("made")
    grid = pl.DataFrame({"wave": range(1, waves + 1)}, schema={"wave": pl.Int64})
    strips = (
        chains.select("chain_id").join(grid, how="cross")
        .join(counts, on=["chain_id", "wave"], how="left", validate="1:1")
        .sort("chain_id", "wave").group_by("chain_id", maintain_order=True)
        .agg(pl.col("made").fill_null(0).cast(pl.Int64).alias("strip"))
    )  # fmt: skip
    who = moves.select(pl.col("employee_id").alias("weakest"), pl.col("name").alias("weakest_name"),
                       "unit_from", "unit_to", "seat_to")  # fmt: skip
    names = moves.select("employee_id", "name")
    fallen = (
        chains.select("chain_id", pl.col("falls").alias("employee_id")).explode("employee_id")
        .drop_nulls("employee_id").join(names, on="employee_id", how="left", validate="m:1", maintain_order="left")
        .group_by("chain_id", maintain_order=True)
        .agg(pl.coalesce("name", "employee_id").str.join("; ").alias("falls_text"))
    )  # fmt: skip
    told = (
        chains.join(strips, on="chain_id", how="left", validate="1:1")
        .join(who, on="weakest", how="left", validate="m:1")
        .join(fallen, on="chain_id", how="left", validate="1:1")
        .with_columns(pl.col("why").replace_strict(WHY, return_dtype=pl.String).alias("why_text"))
        .sort(pl.col("falls").list.len(), "moves", "chain_id", descending=[True, True, False])
    )
    stands = [
        None if weakest is None else what_stands(moves, left, falls or "")
        for weakest, moves, left, falls in told.select("weakest", "moves", "stands", "falls_text").iter_rows()
    ]
    return told.with_columns(pl.Series("stands_text", stands, dtype=pl.String))


def _training(training: pl.DataFrame, dataset: Dataset, moves: pl.DataFrame) -> pl.DataFrame:
    courses = dataset["courses"].select("course_id", pl.col("name").alias("course"), "starts_on")
    who = moves.select("employee_id", "name", "seat_to", "unit_to", "wave", "effective_date")
    return (
        training.join(who, on="employee_id", how="left", validate="m:1")
        .join(courses, on="course_id", how="left", validate="m:1")
        .with_columns(pl.col("status").replace_strict(STATES, return_dtype=pl.String).alias("status_text"))
        .sort("effective_date", "employee_id", "lacks", nulls_last=True)
    )


def _cover(cover: pl.DataFrame, names: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    proposed = (
        cover.select("post_id", "first_wave", pl.col("proposed").alias("employee_id")).explode("employee_id")
        .drop_nulls("employee_id").join(names, on="employee_id", how="left", validate="m:1", maintain_order="left")
        .group_by("post_id", "first_wave", maintain_order=True)
        .agg(pl.coalesce("name", "employee_id").str.join("; ").alias("names"))
    )  # fmt: skip
    kinds = {"ACTING": "pelaksana tugas", "SHARED": "dibagi rekan", "NOBODY": "tidak ada rekan yang tetap"}
    return (
        cover.join(proposed, on=["post_id", "first_wave"], how="left", validate="1:1")
        .join(places.drop("unit_kind"), on="post_id", how="left", validate="m:1")
        .with_columns(pl.col("kind").replace_strict(kinds, return_dtype=pl.String).alias("kind_text"))
        .sort(pl.col("kind") != "NOBODY", "first_wave", "post_id")
    )
