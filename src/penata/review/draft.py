"""The draft: who sits where on the day if the whole list is carried out."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from penata.facts import Facts
from penata.vocabulary import LEADING
from penata.wording import seat_name


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Seats before and after the list.

    ``people``: everyone who counts on the day, with ``before`` and ``after`` (post row numbers, null: no seat) and
    ``line`` (of the list; null: not in it). ``seats``: one row per post of the facts, with ``before``, ``leaving``,
    ``arriving``, ``after`` (people), ``room`` (seats there; null: the need is not known), ``minimum`` (people; null:
    not known), ``single`` (a leading post) and ``duty``. ``moves``: line, person, from_post, to_post, duty, counted of
    the names that are applied; an additional duty fills no seat, and whoever gets it keeps the own one. ``retired``:
    people who count in the dataset but have passed their retirement age on the day.
    """

    people: pl.DataFrame
    seats: pl.DataFrame
    moves: pl.DataFrame
    retired: pl.DataFrame
    on: dt.date

    def holders(self, post: int, *, after: bool) -> pl.DataFrame:
        """The people on a post, by employee_id."""
        return self.people.filter(pl.col("after" if after else "before") == post)


def draft_of(facts: Facts, rows: pl.DataFrame) -> Draft:
    """The draft of a list.

    Args:
        facts: persons and posts, judged on the day of the list.
        rows: line, employee_id, to_post_id; a name counts where both are known, a person's first line only.
    """
    on = facts.effective_date
    known = rows.filter(pl.col("employee_id").is_not_null() & pl.col("to_post_id").is_not_null())
    posts = facts.posts.select("post_id", pl.col("post").alias("to_post"))
    moves = (
        known.unique("employee_id", keep="first", maintain_order=True)
        .join(facts.persons.select("employee_id", "person", pl.col("post").alias("from_post"), "counted"),
              on="employee_id", how="left", validate="1:1", maintain_order="left")
        .join(posts, left_on="to_post_id", right_on="post_id", how="left", validate="m:1", maintain_order="left")
        .select("line", "person", "from_post", "to_post", "counted")
    )  # fmt: skip
    gone = pl.col("retires_on").is_not_null() & (pl.col("retires_on") <= on)
    duties = facts.posts.filter(is_duty()).select(pl.col("post").alias("to_post"), pl.lit(value=True).alias("duty"))
    moves = moves.join(duties, on="to_post", how="left", validate="m:1", maintain_order="left").with_columns(
        pl.col("duty").fill_null(value=False)
    )
    columns = ("person", "employee_id", "name", "rank", "rank_order", "rank_since", "employment", "category",
               "in_post_since")  # fmt: skip
    counted = facts.persons.filter("counted")
    people = (
        counted.filter(~gone)
        .select(*columns, pl.col("post").alias("before"))
        .join(moves.select("person", "line", "to_post", "duty"), on="person", how="left", validate="1:1",
              maintain_order="left")
        .with_columns(pl.when(~pl.col("duty")).then("to_post").otherwise("before").alias("after"))
        .drop("to_post", "duty")
    )  # fmt: skip
    retired = counted.filter(gone).select("person", "employee_id", "name", "post", "retires_on")
    return Draft(people, _seats(facts, people), moves, retired, on)


def is_duty() -> pl.Expr:
    """Whether a post is an additional duty (*tugas tambahan*): it heads a unit and nobody is needed on it for good."""
    leads = pl.col("leads_unit") & (pl.col("category") == "FUNGSIONAL") & (pl.col("need") == 0)
    return leads.fill_null(value=False)


def _seats(facts: Facts, people: pl.DataFrame) -> pl.DataFrame:
    moved = people.filter(pl.col("before").ne_missing(pl.col("after")))
    counts = (
        _count(people, "before", "before"), _count(people, "after", "after"), _count(moved, "before", "leaving"),
        _count(moved, "after", "arriving"),
    )  # fmt: skip
    seats = facts.posts.with_columns(
        seat_name(pl.col("job"), pl.col("subject")).alias("seat"),
        pl.col("category").is_in([c.value for c in LEADING]).fill_null(value=False).alias("single"),
    )
    for counted in counts:
        seats = seats.join(counted, on="post", how="left", validate="1:1", maintain_order="left")
    one = pl.when("single").then(pl.lit(1, pl.Int64))
    return seats.with_columns(
        pl.col("before", "after", "leaving", "arriving").fill_null(0),
        pl.coalesce("need", one).alias("room"),
        is_duty().alias("duty"),
        # A leading seat may wait for a successor unless the agency has said otherwise.
        pl.coalesce("safe_minimum", pl.when(~pl.col("single")).then("need")).alias("minimum"),
    )


def _count(people: pl.DataFrame, side: str, name: str) -> pl.DataFrame:
    on_a_post = people.filter(pl.col(side).is_not_null())
    return on_a_post.group_by(pl.col(side).alias("post")).agg(pl.len().cast(pl.Int64).alias(name))
