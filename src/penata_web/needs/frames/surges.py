"""A surge of demand on part of the posts: what is short before and after, and who is nearest."""

from dataclasses import dataclass

import polars as pl

from penata.needs import Overview, nearest, overview, surge
from penata_web.needs.frames.readings import Seen

TARGETS = 20
"""For so many posts, those that are short of most people, the nearest are looked for."""


@dataclass(frozen=True, slots=True)
class Surge:
    """``posts``: posts of the service with need and shortage before and after. ``near``: who is nearest, see there."""

    before: Overview
    after: Overview
    posts: pl.DataFrame
    near: pl.DataFrame

    def sums(self) -> dict[str, tuple[int, int]]:
        """Need, filled and shortage of the service, before and after."""
        return {
            name: (int(self.posts[name].sum()), int(self.posts[f"{name}_after"].sum()))
            for name in ("need", "shortage", "surplus")
        }


def of_service(seen: Seen, *, field: str = "", office_id: str = "", unit_id: str = "", post_id: str = "") -> list[str]:
    """Posts of a service: those that fit all that is given."""
    posts = seen.facts.posts.filter(pl.col("need").is_not_null())
    given = {"field": field, "office_id": office_id, "unit_id": unit_id, "post_id": post_id}
    for name, value in given.items():
        if value:
            posts = posts.filter(pl.col(name) == value)
    return posts["post_id"].to_list() if any(given.values()) else []


def surged(seen: Seen, posts: list[str], *, percent: int, people: int) -> Surge:
    """What the library answers where the demand on posts rises."""
    facts = surge(seen.facts, posts, percent=percent, people=people)
    after = overview(facts)
    names = ["need", "shortage", "surplus"]
    table = seen.overview.posts.filter(pl.col("post_id").is_in(posts)).join(
        after.posts.select("post_id", *(pl.col(name).alias(f"{name}_after") for name in names)),
        on="post_id", how="left", validate="1:1",
    ).with_columns(pl.concat_str("job", "subject", separator=", ", ignore_nulls=True).alias("what"))  # fmt: skip
    short = table.filter(pl.col("shortage_after") > 0).sort("shortage_after", "post_id", descending=[True, False])
    return Surge(seen.overview, after, table, nearest(facts, short["post_id"].head(TARGETS).to_list(), most=3))
