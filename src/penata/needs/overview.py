"""Need, filled and gap: per post, and summed by unit, office, district and job family."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.facts import Facts
from penata.needs.balance import balance_index
from penata.needs.workload import effectiveness, grade

GROUPINGS: Final[dict[str, tuple[str, ...]]] = {
    "unit": ("unit_id", "unit"),
    "office": ("office_id", "office"),
    "district": ("district_id", "district"),
    "family": ("field",),
}
"""Key columns of each way to sum posts; ``field`` is the ladder, else the job family."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all posts; ``people_without_need`` sit where no need is stated and are in no gap."""

    posts: int
    posts_without_need: int
    need: int
    filled: int
    people_without_need: int
    absent: int
    shortage: int
    surplus: int
    posts_short: int
    posts_over: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is needed and who is there, on one day.

    ``posts``: one row per post: post_id, unit_id, unit, office_id, office, district_id, district, job, category,
    field, subject, need, filled, absent, gap, shortage, surplus, minutes, ej, grade, need_source.
    ``units``, ``offices``, ``districts``, ``families``: the same figures summed, with posts, posts_without_need and
    people_without_need. ``gap`` = filled − need (*selisih*), null without a need; ``ej`` is Float64 with two decimals.
    ``balance``: see ``balance_index``, across units inside each job family; None where nothing can be compared.
    """

    posts: pl.DataFrame
    units: pl.DataFrame
    offices: pl.DataFrame
    districts: pl.DataFrame
    families: pl.DataFrame
    totals: Totals
    balance: float | None

    def by(self, grouping: str) -> pl.DataFrame:
        """The frame of one way to look: post, unit, office, district or family; KeyError for another."""
        frames = {
            "post": self.posts, "unit": self.units, "office": self.offices, "district": self.districts,
            "family": self.families,
        }  # fmt: skip
        return frames[grouping]


def overview(facts: Facts) -> Overview:
    """Need, filled, present but not counted, gap, workload and balance of every post and every sum of posts.

    Reads ``facts.posts`` only. Rows are sorted by key, groups without one (a unit without district) come last; no
    post is left out of any sum.

    >>> from penata.facts import facts_of
    >>> from penata.policy import parse_policy
    >>> from penata.tables import dataset_of
    >>> overview(facts_of(dataset_of({}), parse_policy("as_of = 2026-01-01"))).totals.shortage
    0
    """
    posts = _posts(facts)
    sums = {name: _summed(posts, keys, facts) for name, keys in GROUPINGS.items()}
    return Overview(
        posts=posts,
        units=sums["unit"],
        offices=sums["office"],
        districts=sums["district"],
        families=sums["family"],
        totals=_totals(posts),
        balance=unit_balance(posts["unit_id"], posts["field"], posts["need"], posts["filled"]),
    )


def unit_balance(unit: pl.Series, field: pl.Series, need: pl.Series, filled: pl.Series) -> float | None:
    """``balance_index`` across units inside each job family, from posts; give ``filled_after`` to compare a plan.

    Posts of one unit and family are added first, so that people on different levels of one ladder stand together.

    >>> unit_balance(*(pl.Series(v) for v in (["A", "B"], ["GURU", "GURU"], [2, 2], [3, 1])))
    0.25
    """
    posts = pl.DataFrame({"unit": unit, "field": field, "need": need, "filled": filled}).drop_nulls(["need", "filled"])
    places = posts.group_by("field", "unit").agg(pl.col("need", "filled").sum()).sort("field", "unit", nulls_last=True)
    return balance_index(places["need"], places["filled"], places["field"].fill_null("–"))


_OF_POST: Final = (
    "post_id", "unit_id", "unit", "office_id", "office", "district_id", "district", "job", "category", "field",
    "subject", "need", "filled", "absent",
)  # fmt: skip


def _posts(facts: Facts) -> pl.DataFrame:
    gap = pl.col("filled") - pl.col("need")
    ej = effectiveness(pl.col("workload_minutes"), pl.col("filled"), facts.effective_date)
    return facts.posts.select(
        *_OF_POST,
        gap.alias("gap"),
        "shortage",
        "surplus",
        pl.col("workload_minutes").alias("minutes"),
        (ej / 100).alias("ej"),
        grade(ej, facts.effective_date).alias("grade"),
        "need_source",
    ).sort("post_id")


def _summed(posts: pl.DataFrame, keys: tuple[str, ...], facts: Facts) -> pl.DataFrame:
    stated = pl.col("need").is_not_null()
    measured = pl.col("minutes").is_not_null()
    sums = posts.group_by(keys).agg(
        pl.len().cast(pl.Int64).alias("posts"),
        (~stated).sum().cast(pl.Int64).alias("posts_without_need"),
        pl.when(stated.any()).then(pl.col("need").sum()).alias("need"),
        pl.col("filled").sum(),
        pl.col("filled").filter(~stated).sum().alias("people_without_need"),
        pl.col("absent").sum(),
        pl.when(stated.any()).then(pl.col("gap").sum()).alias("gap"),
        pl.col("shortage", "surplus").sum(),
        pl.when(measured.any()).then(pl.col("minutes").sum()).alias("minutes"),
        pl.col("filled").filter(measured).sum().alias("_measured"),
    )
    ej = effectiveness(pl.col("minutes"), pl.col("_measured"), facts.effective_date)
    return (
        sums.with_columns((ej / 100).alias("ej"), grade(ej, facts.effective_date).alias("grade"))
        .drop("_measured")
        .sort(keys, nulls_last=True)
    )


def _totals(posts: pl.DataFrame) -> Totals:
    stated = pl.col("need").is_not_null()
    sums = posts.select(
        pl.len().alias("posts"),
        (~stated).sum().alias("posts_without_need"),
        pl.col("need").sum(),
        pl.col("filled").sum(),
        pl.col("filled").filter(~stated).sum().alias("people_without_need"),
        pl.col("absent").sum(),
        pl.col("shortage").sum(),
        pl.col("surplus").sum(),
        (pl.col("shortage") > 0).sum().alias("posts_short"),
        (pl.col("surplus") > 0).sum().alias("posts_over"),
    )
    return Totals(**{name: int(number) for name, number in sums.row(0, named=True).items()})
