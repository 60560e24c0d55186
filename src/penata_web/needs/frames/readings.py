"""A reading as the library sees it: facts of posts and people, kept as parquet, and what follows from them."""

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.facts import Facts, facts_of
from penata.needs import Overview, Projection, departures, overview, projection
from penata.policy import Policy, parse_policy
from penata.tables import TABLES, Dataset
from penata_web.needs.models import Reading
from penata_web.needs.queries import Scope

_POSTS: Final = (
    "post", "post_id", "unit_id", "unit", "unit_kind", "office_id", "office", "agency_id", "district_id", "district",
    "lat", "lon", "job_id", "job", "category", "field", "subject", "need", "filled", "absent", "shortage", "surplus",
    "workload_minutes", "need_source", "leads_unit",
)  # fmt: skip
_PERSONS: Final = (
    "employee_id", "name", "employment", "counted", "job", "field", "unit_id", "unit", "office_id", "office",
    "agency_id", "district_id", "district", "lat", "lon", "post_id", "post", "retires_on", "contract_until",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading, or the part of it that somebody sees: the library's facts, and what it makes of them."""

    day: dt.date
    facts: Facts
    overview: Overview
    projection: Projection
    _once: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was derived already: a whole reading is kept between requests."""

    @property
    def posts(self) -> pl.DataFrame:
        """The overview's posts with the facts that lists and maps need beside."""
        more = self.facts.posts.select(
            "post_id", "agency_id", "lat", "lon", "unit_kind", "job_id", "leads_unit", "path"
        )
        return self.overview.posts.join(more, on="post_id", how="left", validate="1:1", maintain_order="left")

    @property
    def leaving(self) -> pl.DataFrame:
        """By name, everybody who leaves until the end of the projection; ``year`` is the year that counts them.

        ``seated``: counted and on a post, as the projection's figures are.
        """
        if "leaving" not in self._once:
            self._once["leaving"] = self._leaving()
        found: pl.DataFrame = self._once["leaving"]
        return found

    def _leaving(self) -> pl.DataFrame:
        last = self.projection.years[-1]
        months = 12 * (last - self.day.year) + 13 - self.day.month
        until = dt.date(last + 1, 1, 1)
        fields = self.facts.posts.select("post_id", "field", "office_id", "office", "district_id")
        return (
            departures(self.facts, months=months)
            .filter(pl.col("leaves_on") < until)
            .join(fields, on="post_id", how="left", validate="m:1", maintain_order="left")
            .with_columns(
                pl.col("leaves_on").dt.year().clip(lower_bound=self.projection.years[0]).alias("year"),
                (pl.col("counted") & pl.col("post_id").is_not_null()).alias("seated"),
            )
        )

    @property
    def figures(self) -> dict[str, Any]:
        """The totals as plain values."""
        if "figures" not in self._once:
            self._once["figures"] = self._figures()
        found: dict[str, Any] = self._once["figures"]
        return found

    def _figures(self) -> dict[str, Any]:
        families = self.projection.by["family"]
        return {
            **asdict(self.overview.totals),
            "balance": self.overview.balance,
            "years": list(self.projection.years),
            "leaves": [int(families[f"leaves_{year}"].sum()) for year in self.projection.years],
            "contract_ends": list(self.projection.contract_ends),
            "overdue": self.projection.overdue,
            "unknown": self.projection.unknown,
            "leaving_12_months": departures(self.facts, months=12).height,
        }


def policy_on(day: dt.date) -> Policy:
    """The policy of a reading: nothing but its day."""
    return parse_policy("", as_of=day)


def facts_on(dataset: Dataset, day: dt.date, paths: Mapping[str, str]) -> Facts:
    """The facts that a reading keeps, with the ``path`` of each unit."""
    facts = facts_of(dataset, policy_on(day))
    where = pl.DataFrame(
        {"unit_id": list(paths), "path": list(paths.values())}, schema={"unit_id": pl.String, "path": pl.String}
    )
    posts = facts.posts.select(_POSTS).join(where, on="unit_id", how="left", maintain_order="left", validate="m:1")
    persons = facts.persons.select(_PERSONS).join(
        where, on="unit_id", how="left", maintain_order="left", validate="m:1"
    )
    return _facts(day, posts, persons, facts.travel)


def seen_in(facts: Facts) -> Seen:
    """What the library makes of facts."""
    return Seen(facts.effective_date, facts, overview(facts), projection(facts))


def keep(folder: Path, seen: Seen) -> None:
    """Write what a reading is read from, and what the library made of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    seen.facts.posts.write_parquet(folder / "posts.parquet")
    seen.facts.persons.write_parquet(folder / "persons.parquet")
    seen.facts.travel.write_parquet(folder / "travel.parquet")
    for name in ("post", "unit", "office", "district", "family"):
        seen.overview.by(name).write_parquet(folder / f"need_{name}.parquet")
        seen.projection.by[name].write_parquet(folder / f"projection_{name}.parquet")
    seen.leaving.write_parquet(folder / "leaving.parquet")


def keep_frames(folder: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write more frames beside a reading."""
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")


def kept_frame(reading: Reading, name: str, scope: Scope) -> pl.DataFrame | None:
    """A frame that stands beside a reading, cut to what somebody sees; None where an older reading has none."""
    path = Path(reading.folder) / f"{name}.parquet"
    return pl.read_parquet(path).filter(_inside(scope)) if path.exists() else None


def seen(reading: Reading, scope: Scope) -> Seen:
    """A reading, cut to what somebody sees; sums are those of the part."""
    folder = Path(reading.folder)
    whole = _whole(str(folder), (folder / "posts.parquet").stat().st_mtime_ns, reading.day)
    return whole if scope.is_whole else seen_in(_cut(whole.facts, scope))


def balances(readings: list[Reading], scope: Scope) -> list[tuple[dt.date, float | None]]:
    """Day and balance index of readings, in the order given."""
    if scope.is_whole:
        return [(reading.day, reading.figures.get("balance")) for reading in readings]
    return [(reading.day, seen(reading, scope).overview.balance) for reading in readings]


@lru_cache(maxsize=6)
def _whole(folder: str, _written: int, day: dt.date) -> Seen:
    """A whole reading, once a process; ``_written`` tells a folder that was written again from the one before."""
    place = Path(folder)
    posts, persons, travel = (pl.read_parquet(place / f"{name}.parquet") for name in ("posts", "persons", "travel"))
    return seen_in(_facts(day, posts, persons, travel))


def _cut(facts: Facts, scope: Scope) -> Facts:
    inside = _inside(scope)
    return _facts(facts.effective_date, facts.posts.filter(inside), facts.persons.filter(inside), facts.travel)


def _inside(scope: Scope) -> pl.Expr:
    inside = pl.col("path").str.starts_with(scope.path) if scope.path else pl.lit(value=True)
    return inside & (pl.col("agency_id") == scope.agency_id) if scope.agency_id else inside


def _facts(day: dt.date, posts: pl.DataFrame, persons: pl.DataFrame, travel: pl.DataFrame) -> Facts:
    """Facts with what needs ask of them; experience and calendar are for plans."""
    return Facts(
        persons=persons,
        posts=posts,
        experience=pl.DataFrame(schema={"person": pl.UInt32, "field": pl.String, "months": pl.Int64}),
        travel=travel,
        calendar=TABLES["calendar"].empty(),
        effective_date=day,
    )
