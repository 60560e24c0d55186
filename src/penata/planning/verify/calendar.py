"""Days of an order of moves, checked against the tables and the policy."""

import datetime as dt
from typing import Final

import polars as pl

from penata.facts import Facts
from penata.planning.verify.verdict import Code, Findings
from penata.policy import Policy, Transition
from penata.tables import Dataset
from penata.vocabulary import UnitKind

_SATURDAY: Final = 6  # as Polars counts


def check_dates(
    dataset: Dataset, policy: Policy, facts: Facts, moves: pl.DataFrame, effects: pl.DataFrame, findings: Findings
) -> None:
    """One day a wave, later waves later, no holiday; schools in their terms; days between at every post."""
    wanted = policy.transition
    days = moves.group_by("wave").agg(
        pl.col("effective_date").n_unique().alias("days"), pl.col("effective_date").first()
    ).sort("wave")  # fmt: skip
    findings.looked("tanggal tahap", days.height)
    earliest = (wanted.first_day or policy.effective_date) + dt.timedelta(wanted.handover_days)
    day = pl.col("effective_date")
    later = day.is_null() | (day > day.shift(1)).fill_null(value=True)
    known_last = ~(day.is_not_null() & day.shift(1).is_null() & (pl.int_range(pl.len()) > 0))
    holidays = dataset["calendar"].filter(pl.col("kind") == "HOLIDAY")["date"].unique().sort().implode()
    works = day.is_null() | ~(day.is_in(holidays) | ((day.dt.weekday() >= _SATURDAY) & wanted.skip_weekends))
    for good, words in (
        (pl.col("days") == 1, "satu tahap, satu tanggal"), (later & known_last, "urutan tanggal mengikuti tahap"),
        (day.is_null() | (day >= earliest), f"paling cepat {earliest}"), (works, "hari kerja"),
    ):  # fmt: skip
        wrong = days.with_columns(good.alias("good")).filter(~pl.col("good"))
        findings.add(Code.WAVE_DATE, "moves", ((f"tahap {w}", words, d) for w, d in
                     wrong.select("wave", "effective_date").iter_rows()), "tanggal tahap tidak sesuai")  # fmt: skip
    if wanted.school_calendar:
        _schools(dataset, policy, facts, moves, findings)
    _rest(moves, effects, wanted, findings)


def _schools(dataset: Dataset, policy: Policy, facts: Facts, moves: pl.DataFrame, findings: Findings) -> None:
    """Who comes from a school, or goes to one, does so soon after a term starts."""
    here = facts.persons.select("employee_id", pl.col("unit_kind").alias("kind"), pl.col("agency_id").alias("left"))
    there = facts.posts.select(pl.col("post_id").alias("to_post_id"), "unit_kind", "agency_id")
    schools = (
        moves.filter(pl.col("effective_date").is_not_null())
        .join(here, on="employee_id", how="left", validate="m:1")
        .join(there, on="to_post_id", how="left", validate="m:1")
        .filter((pl.col("kind") == UnitKind.SCHOOL) | (pl.col("unit_kind") == UnitKind.SCHOOL))
        .with_columns(pl.coalesce("agency_id", "left").alias("agency"))
    )
    findings.looked("tanggal menurut tahun ajaran", schools.height)
    terms = dataset["calendar"].filter(pl.col("kind") == "TERM_STARTS").select(
        pl.col("date").alias("term"), pl.col("agency_id").alias("of")
    )  # fmt: skip
    after = pl.col("effective_date") - pl.col("term")
    own = pl.col("of").is_null() | (pl.col("of") == pl.col("agency"))
    near = (after >= dt.timedelta(0)) & (after <= dt.timedelta(policy.transition.school_days))
    good = schools.join(terms, how="cross").filter(own & near)["employee_id"].unique().implode()
    wrong = schools.filter(~pl.col("employee_id").is_in(good)).sort("employee_id")
    findings.add(Code.WAVE_DATE, "moves", ((who, "awal semester", day) for who, day in
                 wrong.select("employee_id", "effective_date").iter_rows()),
                 "pegawai sekolah pindah di luar awal semester")  # fmt: skip


def _rest(moves: pl.DataFrame, effects: pl.DataFrame, wanted: Transition, findings: Findings) -> None:
    """Days between two steps that change one post, one kind of work or one lead; handovers are over by then."""
    step = pl.coalesce("same_day", pl.format("~{}", "employee_id")).alias("step")
    touched = (
        effects.join(moves.select("employee_id", "effective_date", step), on="employee_id", how="inner", validate="m:1")
        .filter(pl.col("effective_date").is_not_null())
        .group_by("what", "effective_date", "step").agg(pl.col("change").sum())
        .filter(pl.col("change") != 0)
        .select("what", "effective_date").unique().sort("what", "effective_date")
    )  # fmt: skip
    gap = (pl.col("effective_date") - pl.col("effective_date").shift(1).over("what")).dt.total_days()
    least = max(wanted.days_between_waves, wanted.handover_days)
    wrong = touched.with_columns(gap.alias("gap")).filter(pl.col("gap") < least)
    findings.add(Code.WAVE_DATE, "moves", wrong.select("what", pl.lit(f"{least} hari"), "gap").rows(),
                 "jarak tahap lebih pendek dari days_between_waves atau masa serah terima")  # fmt: skip
