"""Chains of succession: which seat a choice for a leading post opens, who could follow there, and so on down.

``SUCCESSION``, sorted by post_id, choice and link:
    post_id: the vacant leading post; choice: place on its shortlist of the candidate with whom the chain begins
    link (from 1), seat_id: the seat that is filled, employee_id: by whom, points (of the shortlist; where the plan
    fills the seat, the gain of the move), direction, steps (echelons or equal standings up)
    opens: the seat that this person leaves, null without one; end: why the chain ends with this link, null before:
    NOT_NEEDED (the seat that opens need not be filled: enough people stay), NOBODY (nobody below meets the
    requirements), SHORT (a functional or general post is left short, and no post with too many can help), KEPT (the
    policy keeps that category as it is), NO_SEAT (the person had none)
"""

from typing import Final

import polars as pl

from penata.eligibility import candidates
from penata.eligibility.shortlist import Shortlists
from penata.facts import Facts
from penata.merit import Merit, gains, prepared, shortlist_points
from penata.merit.steps import steps
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LEADING

SUCCESSION: Final = pl.Schema({
    "post_id": pl.String(), "choice": pl.Int64(), "link": pl.Int64(), "seat_id": pl.String(),
    "employee_id": pl.String(), "points": pl.Int64(), "direction": pl.String(), "steps": pl.Int64(),
    "opens": pl.String(), "end": pl.String(),
})  # fmt: skip

_CHAIN: Final = ("post_id", "choice")
_FOLLOWERS: Final = pl.Schema({
    "seat_id": pl.String(), "order": pl.Int64(), "employee_id": pl.String(), "points": pl.Int64(),
    "direction": pl.String(), "steps": pl.Int64(),
})  # fmt: skip
_MOST_LINKS: Final = 20  # echelons are ten; a longer chain would be a defect


def succession(
    facts: Facts,
    dataset: Dataset,
    policy: Policy,
    shortlist: pl.DataFrame,
    *,
    first: int = 3,
    pairs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The chains that begin with the ``first`` candidates of every post on a shortlist; frame SUCCESSION.

    A seat that opens is filled only where fewer people than needed would stay on it, by the best candidate who rises to
    it (from a lower echelon or standing) or comes from no leading post; seats that the plan fills are taken by whoever
    gains most among people of posts with too many. Nobody occurs twice in one chain; different chains do not know of
    each other: each says what one choice would open.

    ``shortlist``: post_id, place, employee_id, points. ``pairs``: the candidates of the plan with ``gain`` (as
    ``Workings.pairs`` holds them); without them they are worked out where a chain reaches a seat that the plan fills.
    """
    seats = _seats(facts)
    links = _begun(facts, shortlist.filter(pl.col("place") <= first))
    done: list[pl.DataFrame] = []
    known = pl.DataFrame(schema=_FOLLOWERS)
    asked: set[str] = set()
    rising = _Rising(facts, dataset, policy)
    spared = _Spared(facts, dataset, policy, pairs)
    while links.height:
        opened = links.join(seats, left_on="opens", right_on="seat_id", how="left", validate="m:1")
        opened = opened.with_columns(_early_end().alias("end"))
        fresh = opened.filter(pl.col("end").is_null() & ~pl.col("opens").is_in(sorted(asked)))
        seats_now = fresh.select("opens", "treatment").unique().sort("opens")
        if seats_now.height:
            known = pl.concat([known, rising.to(seats_now), spared.to(seats_now)])
            asked |= set(seats_now["opens"])
        used = pl.concat([*done, links]).select(*_CHAIN, "employee_id")
        following = _following(opened, known, used, facts)
        ended = opened.join(following.select(_CHAIN), on=_CHAIN, how="anti").with_columns(
            pl.coalesce("end", _dry_end()).alias("end")
        )
        going = opened.join(following.select(_CHAIN), on=_CHAIN, how="semi")
        done += [frame.select(SUCCESSION.names()) for frame in (ended, going)]
        links = following.filter(pl.col("link") <= _MOST_LINKS)
    return pl.concat([pl.DataFrame(schema=SUCCESSION), *done]).sort("post_id", "choice", "link")


def _seats(facts: Facts) -> pl.DataFrame:
    """seat_id, treatment, needed: whether one person fewer would be too few."""
    left = pl.col("filled") - 1
    return facts.posts.select(
        pl.col("post_id").alias("seat_id"), "treatment", (left < pl.coalesce("need", pl.lit(1))).alias("needed")
    )


def _begun(facts: Facts, chosen: pl.DataFrame) -> pl.DataFrame:
    """The first link of every chain."""
    number = facts.posts.select("post_id", "post"), facts.persons.select("employee_id", "person")
    pairs = chosen.join(number[0], on="post_id", how="inner", validate="m:1").join(
        number[1], on="employee_id", how="inner", validate="m:1"
    )
    pairs = pairs.join(steps(facts, pairs), on=["person", "post"], how="left", validate="1:1")
    direction = (
        pl.when(pl.col("steps") > 0).then(pl.lit("PROMOTION")).when(pl.col("steps") < 0).then(pl.lit("DEMOTION"))
        .when(pl.col("steps") == 0).then(pl.lit("LATERAL"))
    )  # fmt: skip
    begun = pairs.select(
        "post_id", pl.col("place").alias("choice"), pl.lit(1, pl.Int64).alias("link"),
        pl.col("post_id").alias("seat_id"), "employee_id", "points", direction.alias("direction"), "steps",
    )  # fmt: skip
    return _leaving(begun, facts)


def _leaving(links: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """The links with the seat that each person leaves."""
    own = facts.persons.select("employee_id", pl.col("post_id").alias("opens"))
    return (
        links.join(own, on="employee_id", how="left", validate="m:1")
        .with_columns(pl.lit(None, pl.String).alias("end"))
        .select(SUCCESSION.names())
        .sort(_CHAIN)
    )


def _early_end() -> pl.Expr:
    """Why nobody is looked for; null where somebody is."""
    return (
        pl.when(pl.col("opens").is_null()).then(pl.lit("NO_SEAT"))
        .when(~pl.col("needed")).then(pl.lit("NOT_NEEDED"))
        .when(pl.col("treatment").is_null() | ~pl.col("treatment").is_in(["shortlist", "plan"])).then(pl.lit("KEPT"))
    )  # fmt: skip


def _dry_end() -> pl.Expr:
    """Why nobody follows where somebody was looked for."""
    return pl.when(pl.col("treatment") == "plan").then(pl.lit("SHORT")).otherwise(pl.lit("NOBODY"))


class _Rising:
    """Candidates for leading seats who rise to them, or hold no leading post; prepared once, where asked at all."""

    def __init__(self, facts: Facts, dataset: Dataset, policy: Policy) -> None:
        self._facts, self._dataset, self._policy = facts, dataset, policy
        self._prepared: tuple[Shortlists, Merit] | None = None

    def to(self, seats: pl.DataFrame) -> pl.DataFrame:
        """Followers for the leading seats among these, in their order on the shortlist."""
        facts, dataset, policy = self._facts, self._dataset, self._policy
        wanted = seats.filter(pl.col("treatment") == "shortlist").select(pl.col("opens").alias("post_id"))
        posts = facts.posts.join(wanted, on="post_id", how="semi")["post"].to_list()
        if not posts:
            return pl.DataFrame(schema=_FOLLOWERS)
        if self._prepared is None:
            self._prepared = Shortlists.of(facts, dataset, policy), prepared(facts, dataset, policy)
        lists, merit = self._prepared
        pairs = lists.pairs(posts)
        pairs = pairs.join(steps(facts, pairs), on=["person", "post"], how="left", validate="1:1")
        leading = [category.value for category in LEADING]
        people = facts.persons.select("person", "employee_id", pl.col("category").is_in(leading).alias("leads_now"))
        pairs = pairs.join(people, on="person", how="left", validate="m:1").filter(
            (pl.col("steps") > 0) | ~pl.col("leads_now").fill_null(value=False)
        )
        told = pairs.join(facts.posts.select("post", "post_id"), on="post", how="left", validate="m:1").select(
            "post_id", "employee_id", pl.col("direction").cast(pl.String), "steps"
        )
        points = shortlist_points(facts, dataset, policy, pairs, merit)
        listed = points.join(told, on=["post_id", "employee_id"], how="left", validate="1:1")
        return listed.select(
            pl.col("post_id").alias("seat_id"), pl.col("place").alias("order"), "employee_id", "points", "direction",
            "steps",
        )  # fmt: skip


class _Spared:
    """Candidates of the plan for seats that open, from people whose own post has too many; worked out once."""

    def __init__(self, facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame | None) -> None:
        self._facts, self._dataset, self._policy = facts, dataset, policy
        self._pairs = pairs

    def to(self, seats: pl.DataFrame) -> pl.DataFrame:
        """Followers for the seats that the plan fills, most gain first, then by employee_id."""
        facts = self._facts
        wanted = seats.filter(pl.col("treatment") == "plan").select(pl.col("opens").alias("post_id"))
        posts = facts.posts.join(wanted, on="post_id", how="semi").select("post", pl.col("post_id").alias("seat_id"))
        if not posts.height:
            return pl.DataFrame(schema=_FOLLOWERS)
        if self._pairs is None:
            self._pairs = candidates(facts, self._dataset, self._policy).pairs
        surplus = facts.posts.filter(pl.col("surplus") > 0).select("post")
        free = facts.persons.join(surplus, on="post", how="semi").select("person", "employee_id", "post")
        arriving = self._pairs.join(posts, on="post", how="inner", validate="m:1").join(
            free.rename({"post": "own"}), on="person", how="inner", validate="m:1"
        )
        arriving = arriving.filter(pl.col("own") != pl.col("post")).sort("seat_id", "person")
        if "gain" not in arriving.columns:
            arriving = arriving.with_columns(gains(facts, self._dataset, self._policy, arriving).alias("gain"))
        ordered = arriving.join(steps(facts, arriving), on=["person", "post"], how="left", validate="1:1").sort(
            "seat_id", "gain", "employee_id", descending=[False, True, False]
        )
        return ordered.select(
            "seat_id", pl.int_range(1, pl.len() + 1).over("seat_id").alias("order"), "employee_id",
            pl.col("gain").alias("points"), pl.col("direction").cast(pl.String), "steps",
        )  # fmt: skip


def _following(opened: pl.DataFrame, known: pl.DataFrame, used: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """The next link of every chain that goes on: the first follower of the open seat who is not yet in the chain."""
    chains = opened.filter(pl.col("end").is_null()).select(*_CHAIN, "link", pl.col("opens").alias("seat_id"))
    possible = chains.join(known, on="seat_id", how="inner", validate="m:m")
    possible = possible.join(used, on=[*_CHAIN, "employee_id"], how="anti")
    best = possible.sort(*_CHAIN, "order").unique(_CHAIN, keep="first", maintain_order=True)
    return _leaving(best.with_columns(pl.col("link") + 1), facts)
