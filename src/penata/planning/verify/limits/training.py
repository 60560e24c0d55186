"""Seats in courses against those who are known to lack what the new post asks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from penata.planning.verify.ground import NONE, Ints, rows_of
from penata.planning.verify.limits.side import Entries, Lay, One

_REMEDY = "kurangi yang perlu pelatihan ini, tambah kursi di tabel courses, atau lepas limits.training"


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """One limit for each thing that courses give; ``keys`` (person · jobs + job, sorted) with the ``row`` lacked."""

    lay: Lay
    limits: list[One]
    jobs: int
    job_of_post: Ints
    own_job: Ints
    open_ladder: Ints
    own_ladder: Ints
    keys: Ints
    row: Ints

    @classmethod
    def of(cls, lay: Lay) -> "Training":
        """Which things courses give, and who lacks them for which job."""
        things = _things(lay)
        jobs = lay.dataset["jobs"].sort("job_id")
        of_post = rows_of(lay.ground.posts["job_id"], jobs["job_id"])
        whole_ladder = jobs["level"].is_null() & jobs["ladder"].is_not_null()
        ladders = jobs["ladder"].drop_nulls().unique().sort()
        ladder = np.append(rows_of(jobs["ladder"], ladders), NONE)
        seat = np.append(of_post, NONE)[lay.ground.own]
        stated = rows_of(lay.ground.employees["job_id"], jobs["job_id"])
        no_level = np.append(jobs["level"].is_null().to_numpy(), np.True_)
        own = np.where(no_level[seat] & (stated >= 0), stated, seat)
        open_ladder = np.where(whole_ladder.to_numpy()[of_post], ladder[of_post], NONE)
        limits = [
            One("TRAINING", name, seats, _REMEDY) for name, seats in things.select("subject", "seats").iter_rows()
        ]
        bare = cls(lay, limits, jobs.height, of_post, own, open_ladder, ladder[own], np.zeros(0, np.int64),
                   np.zeros(0, np.int64))  # fmt: skip
        lacking = _lacking(lay, things, jobs, bare._wanted())
        order = np.lexsort((lacking["row"].to_numpy(), lacking["key"].to_numpy()))
        return cls(lay, limits, jobs.height, of_post, own, open_ladder, ladder[own], lacking["key"].to_numpy()[order],
                   lacking["row"].to_numpy()[order])  # fmt: skip

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """One for each thing that somebody lacks for the job of a post other than the own."""
        at = np.flatnonzero(self.lay.ground.own[person] != post)
        key = self._key(person[at], post[at])
        first, last = (np.searchsorted(self.keys, key, side=side) for side in ("left", "right"))
        count = last - first
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        found = self.row[np.repeat(first, count) + within]
        yield found, np.repeat(at, count), np.ones(len(found), np.int64)

    def _key(self, person: Ints, post: Ints) -> Ints:
        ladder = self.open_ladder[post]
        keeps = (ladder != NONE) & (ladder == self.own_ladder[person])
        return person * self.jobs + np.where(keeps, self.own_job[person], self.job_of_post[post])

    def _wanted(self) -> Ints:
        """Keys of everybody and every job that a move could bring."""
        keys = np.zeros(0, np.int64)
        for person, post in self.lay.moves():
            keys = np.union1d(keys, self._key(person, post))
        return keys


def _plain(column: str) -> pl.Expr:
    text = pl.col(column).str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()
    return pl.when(text != "").then(text)


def _things(lay: Lay) -> pl.DataFrame:
    """row, kind, name, level, highest, seats, subject: what courses give that have not begun and are fully known."""
    day = lay.policy.as_of
    starts, ends = pl.col("starts_on"), pl.col("ends_on")
    usable = ((starts.is_null() | (starts >= day)) & (ends >= day)).fill_null(value=False)
    seats = pl.when(usable).then(pl.col("seats").fill_null(0)).otherwise(0)
    courses = lay.dataset["courses"].with_columns(usable_seats=seats)
    papers = courses.with_columns(name=_plain("certificate")).drop_nulls("name").group_by("name").agg(
        seats=pl.col("usable_seats").sum()
    ).select(kind=pl.lit("certificate"), name="name", level=0, highest=0, seats="seats")  # fmt: skip
    taught = courses.with_columns(name=_plain("competency")).drop_nulls(["name", "level"])
    rows = []
    asked = lay.dataset["job_competencies"].select("level", name=_plain("competency")).unique()
    for level, name in asked.drop_nulls().sort("name", "level").iter_rows():
        same = taught.filter(pl.col("name") == name)
        if not same.height or level > same["level"].max():
            continue
        enough = same.filter(pl.col("level") >= level)["usable_seats"].sum()
        rows.append(("competency", name, level, same["level"].max(), enough))
    schema = {"kind": pl.String, "name": pl.String, "level": pl.Int64, "highest": pl.Int64, "seats": pl.Int64}
    levels = pl.DataFrame(rows, schema=schema, orient="row")
    subject = pl.when(pl.col("kind") == "certificate").then(pl.format("certificate {}", "name")).otherwise(
        pl.format("competency {} {}", "name", "level")
    )  # fmt: skip
    return pl.concat([papers.cast(schema).sort("name"), levels]).with_columns(subject=subject).with_row_index("row")  # type: ignore[arg-type]


def _lacking(lay: Lay, things: pl.DataFrame, jobs: pl.DataFrame, wanted: Ints) -> pl.DataFrame:
    """key, row: what people are known to lack for jobs."""
    two = pl.DataFrame({"key": wanted, "person": wanted // jobs.height, "job": wanted % jobs.height})
    people, data = lay.ground.employees.with_row_index("person").cast({"person": pl.Int64}), lay.dataset
    number = jobs.select("job_id", "certificates").with_row_index("job").cast({"job": pl.Int64})
    asked = number.explode("certificates").select("job", name=_plain("certificates")).drop_nulls().unique()
    told = people.filter(pl.col("certificates").is_not_null())
    held = told.explode("certificates").select("person", name=_plain("certificates")).drop_nulls().unique()
    papers = two.join(told.select("person"), on="person", how="semi").join(asked, on="job")
    papers = papers.join(held, on=["person", "name"], how="anti").select(
        "key", "name", kind=pl.lit("certificate"), asked=0
    )
    levels = data["job_competencies"].join(number.select("job_id", "job"), on="job_id").group_by(
        "job", name=_plain("competency")
    ).agg(asked=pl.col("level").max())  # fmt: skip
    shown = data["competencies"].join(people.select("employee_id", "person"), on="employee_id").group_by(
        "person", name=_plain("competency")
    ).agg(held=pl.col("level").max())  # fmt: skip
    below = two.join(levels, on="job").join(shown, on=["person", "name"]).filter(pl.col("asked") > pl.col("held"))
    both = pl.concat([
        papers.cast({"asked": pl.Int64}), below.select("key", "name", pl.lit("competency").alias("kind"), "asked")
    ])  # fmt: skip
    met = both.join(things, on=["kind", "name"]).filter(pl.col("asked").is_between("level", "highest"))
    return met.select("key", pl.col("row").cast(pl.Int64)).unique()
