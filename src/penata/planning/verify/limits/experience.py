"""The share of experienced people in each unit and field, from the service history itself."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from penata.planning.verify.ground import NONE, Ints, rows_of
from penata.planning.verify.limits.side import Entries, Lay, One

_REMEDY = "sisakan cukup orang berpengalaman di unit ini, atau turunkan limits.experienced_percent"


@dataclass(frozen=True, slots=True, eq=False)
class Experienced:
    """Everyone weighs the percentage, less 100 who has the years in the field; nothing where that is not known.

    ``group`` (p) is the unit and field of each post; ``field`` (p) the field; ``months`` by ``keys`` (person · fields +
    field, sorted); ``told`` (n) who has a service history.
    """

    lay: Lay
    percent: int
    months_asked: int
    names: list[str]
    group: Ints
    field: Ints
    fields: int
    keys: Ints
    months: Ints
    told: "np.ndarray[tuple[int], np.dtype[np.bool_]]"

    @classmethod
    def of(cls, lay: Lay) -> "Experienced":
        """Add up the months of everyone in every field."""
        limits, ground = lay.policy.limits, lay.ground
        job_field = lay.dataset["jobs"].select("job_id", field=pl.coalesce("ladder", "family"))
        posts = ground.posts.select("unit_id", "job_id").join(job_field, on="job_id", how="left", maintain_order="left")
        names = posts.select(pl.col("unit_id") + " " + pl.col("field"))["unit_id"]
        groups, fields = names.drop_nulls().unique().sort(), job_field["field"].drop_nulls().unique().sort()
        spent = _months(lay, job_field)
        person, field = rows_of(spent["employee_id"], ground.person_ids), rows_of(spent["field"], fields)
        keys = person * len(fields) + field
        order = np.argsort(keys)
        history = lay.dataset["service_history"]["employee_id"].unique()
        return cls(
            lay, limits.experienced_percent or 0, 12 * limits.experienced_years, groups.to_list(),
            rows_of(names, groups), rows_of(posts["field"], fields), len(fields), keys[order],
            spent["months"].cast(pl.Int64).to_numpy()[order], ground.person_ids.is_in(history.implode()).to_numpy(),
        )  # fmt: skip

    @property
    def limits(self) -> list[One]:
        """One limit a group: zero, or what it is today where that is more."""
        ground = self.lay.ground
        person = np.flatnonzero((ground.own >= 0) & ground.counted)
        today = np.zeros(len(self.names), np.int64)
        for row, _, weight in self.entries(person, ground.own[person]):
            np.add.at(today, row, weight)
        found = zip(self.names, today.tolist(), strict=True)
        return [One("EXPERIENCED", name, max(weight, 0), _REMEDY) for name, weight in found]

    def entries(self, person: Ints, post: Ints) -> Iterator[Entries]:
        """The weight of each on each post that has a group."""
        at = np.flatnonzero(self.group[post] != NONE)
        who, field = person[at], self.field[post[at]]
        key = who * self.fields + field
        place = np.minimum(np.searchsorted(self.keys, key), max(len(self.keys) - 1, 0))
        known = self.keys[place] == key if len(self.keys) else np.zeros(len(key), np.bool_)
        months = np.where(known, self.months[place] if len(self.keys) else 0, 0)
        weight = self.percent - 100 * (months >= self.months_asked)
        yield self.group[post[at]], at, np.where(known | self.told[who], weight, 0)


def _months(lay: Lay, job_field: pl.DataFrame) -> pl.DataFrame:
    """employee_id, field, months: full months in a ladder or family, the present job included."""
    on = pl.lit(lay.policy.effective_date)
    people = lay.ground.employees.select("employee_id", "job_id", "post_id", "in_job_since")
    seats = lay.dataset["posts"].select("post_id", post_job="job_id").join(
        lay.dataset["jobs"].select(post_job="job_id", level="level"), on="post_job", how="left"
    )  # fmt: skip
    now = people.join(seats, on="post_id", how="left").with_columns(
        job_id=pl.when(pl.col("level").is_null()).then(pl.coalesce("job_id", "post_job")).otherwise("post_job")
    ).select("employee_id", "job_id", start="in_job_since", end=on)  # fmt: skip
    past = lay.dataset["service_history"].join(people.select("employee_id", "in_job_since"), on="employee_id").select(
        "employee_id", "job_id", start="started_on",
        end=pl.min_horizontal(pl.coalesce("ended_on", "in_job_since", on), pl.coalesce("in_job_since", on)),
    )  # fmt: skip
    start, end = pl.col("start"), pl.col("end")
    full = (end.dt.year() - start.dt.year()) * 12 + end.dt.month().cast(pl.Int32) - start.dt.month().cast(pl.Int32)
    months = (full - (end.dt.day() < start.dt.day()).cast(pl.Int32)).clip(lower_bound=0)
    spent = pl.concat([now, past]).join(job_field, on="job_id", how="left").with_columns(months=months)
    return spent.drop_nulls(["field", "months"]).group_by("employee_id", "field").agg(pl.col("months").sum())
