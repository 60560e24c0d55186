"""The market: who takes part with which seat, and which posts each likes better than staying."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility import Asked, asked_pairs
from penata.facts import Facts
from penata.merit import asked_places, fit_percent, wish_order
from penata.planning.exchange.cycles import Ints
from penata.planning.tie import ties
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import DecisionKind

EVERYBODY: Final = -1
"""Threshold of a seat whose holder's fit nobody knows: it takes everybody."""
ANYWHERE: Final = 101
"""Fit of somebody of whom nothing is known there: equal to everybody's, so that every seat takes them."""


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Those who take part, their seats and their wishes, in flat arrays.

    n people, p posts, a pairs. ``persons`` (n), ``posts`` (p): rows of the facts; ``home`` (n) the own post; ``start``
    (n+1), ``post``, ``place``, ``fit`` (a): the posts that each likes better than staying, dearest first: by place of
    the wish, then where the fit is best, then by the tie of person and post; ``seat_start`` (p+1), ``seat_owner``,
    ``threshold`` (n): the seats of a post in falling order of what they ask. ``asked``: every pair that was wished for
    among these posts, judged, with ``place`` and ``fit`` (null where it is not known), in the order of persons.
    ``outside``: how many of those who asked do not take part, and why. ``own_fit`` (n). ``turn`` (n): the people in an
    order that says nothing about them (the tie of each with the own post).
    """

    persons: Ints
    home: Ints
    start: Ints
    post: Ints
    place: Ints
    fit: Ints
    posts: Ints
    seat_start: Ints
    seat_owner: Ints
    threshold: Ints
    own_fit: Ints
    turn: Ints
    asked: Asked
    outside: Mapping[str, int]

    @property
    def size(self) -> int:
        """People who take part."""
        return len(self.persons)

    @property
    def asks(self) -> Ints:
        """What each person's own seat asks (n)."""
        of_owner = np.empty(self.size, np.int64)
        of_owner[self.seat_owner] = self.threshold
        return of_owner

    def person_of_pair(self) -> Ints:
        """The person of each pair (a)."""
        return np.repeat(np.arange(self.size), np.diff(self.start))

    def chosen(self, takes: Ints) -> Ints:
        """The pair that each person holds after taking these seats (n), -1 for who stays."""
        pair = np.full(self.size, -1, np.int64)
        person = self.person_of_pair()
        held = np.flatnonzero(self.post == self.home[takes][person])
        pair[person[held]] = held
        pair[takes == np.arange(self.size)] = -1
        return pair


def market_of(facts: Facts, dataset: Dataset, policy: Policy) -> Market:
    """Everybody who asked for another place and may leave the own one, with the seats that could be swapped.

    Out of it are those without a seat, those of whom a decision says that they stay, must go, or may not move, and
    those on a post that is not planned. Raises InputError where the policy names what does not exist.
    """
    wishes = asked_places(facts, dataset)
    persons, outside = _taking_part(facts, dataset, wishes)
    wished = _wished(facts, dataset, policy, wishes, persons)
    asked = asked_pairs(facts, dataset, policy, wished)
    asked = Asked(asked.pairs.with_columns(wished["place"], fit_percent(facts, dataset, policy, wished)), asked.rules)
    free = _without_forbidden(facts, dataset, asked.pairs.filter(pl.Series(asked.free)))
    return _arranged(facts, dataset, policy, persons, free, asked, outside)


def empty_seats() -> pl.Expr:
    """Which posts of the facts have a seat that nobody holds."""
    return (pl.col("treatment") == "plan") & (pl.col("need") > pl.col("filled"))


def _taking_part(facts: Facts, dataset: Dataset, wishes: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """Rows of those who take part, by person; how many do not, by reason."""
    bound = (
        dataset["decisions"]
        .filter((pl.col("kind") != DecisionKind.FORBID) | pl.col("post_id").is_null())
        .select("employee_id")
    )
    must_leave = dataset["decisions"].filter(pl.col("kind") == DecisionKind.FORBID).select("employee_id", "post_id")
    home = facts.posts.select("post", pl.col("treatment").alias("seat_treatment"), pl.col("need").alias("seat_need"))
    people = (
        facts.persons.join(wishes.select("person").unique(), on="person", how="semi", maintain_order="left")
        .select("person", "employee_id", "post", "post_id", "counted")
        .join(home, on="post", how="left", validate="m:1", maintain_order="left")
    )
    reason = (
        pl.when(~pl.col("counted")).then(pl.lit("NOT_COUNTED"))
        .when(pl.col("post").is_null()).then(pl.lit("NO_POST"))
        .when((pl.col("seat_treatment") != "plan") | pl.col("seat_need").is_null()).then(pl.lit("POST_NOT_PLANNED"))
        .when(pl.col("employee_id").is_in(bound["employee_id"].unique().sort().to_list()))
        .then(pl.lit("DECISION"))
    )  # fmt: skip
    leaving = people.join(must_leave, on=["employee_id", "post_id"], how="semi")["person"].to_list()
    people = people.with_columns(
        pl.when(reason.is_null() & pl.col("person").is_in(leaving)).then(pl.lit("DECISION")).otherwise(reason)
        .alias("reason")
    )  # fmt: skip
    counts = people.filter(pl.col("reason").is_not_null()).group_by("reason").len().sort("reason")
    return people.filter(pl.col("reason").is_null()).select("person", "post"), dict(counts.iter_rows())


def _wished(
    facts: Facts, dataset: Dataset, policy: Policy, wishes: pl.DataFrame, persons: pl.DataFrame
) -> pl.DataFrame:
    """person, post, place: every wished post where a seat could come free and that is dearer than staying."""
    offered = facts.posts.join(persons.select("post").unique(), on="post", how="semi", maintain_order="left")
    if policy.exchange.vacancies:
        offered = facts.posts.filter(empty_seats() | pl.col("post").is_in(offered["post"].to_list()))
    places = offered.select("post", "post_id", "unit_id", "district_id")
    mine = wishes.join(persons.select("person"), on="person", how="semi")
    named = [
        mine.filter(pl.col(key).is_not_null()).select("person", key)
        .join(places.select("post", key), on=key, how="inner", validate="m:m").select("person", "post")
        for key in ("post_id", "unit_id", "district_id")
    ]  # fmt: skip
    own = persons.rename({"post": "own"})
    pairs = (
        pl.concat(named).unique()
        .join(own, on="person", how="left", validate="m:1")
        .filter(pl.col("post") != pl.col("own")).sort("person", "post")
    )  # fmt: skip
    there, stays = (wish_order(facts, dataset, _whole(pairs["person"]), _whole(pairs[at])) for at in ("post", "own"))
    places_of = mine.select("person", "order", "place").unique()
    return (
        pairs.select("person", "post", pl.Series("order", there))
        .filter(pl.Series((there >= 0) & ((stays < 0) | (there < stays))))
        .join(places_of, on=["person", "order"], how="left", validate="m:1")
        .select("person", "post", "place").sort("person", "post")
    )  # fmt: skip


def _without_forbidden(facts: Facts, dataset: Dataset, pairs: pl.DataFrame) -> pl.DataFrame:
    named = (
        dataset["decisions"]
        .filter((pl.col("kind") == DecisionKind.FORBID) & pl.col("post_id").is_not_null())
        .join(facts.persons.select("employee_id", "person"), on="employee_id", how="inner", validate="m:1")
        .join(facts.posts.select("post_id", "post"), on="post_id", how="inner", validate="m:1")
    )
    return pairs.join(named, on=["person", "post"], how="anti", maintain_order="left")


def _arranged(
    facts: Facts, dataset: Dataset, policy: Policy, persons: pl.DataFrame, free: pl.DataFrame, asked: Asked,
    outside: Mapping[str, int],
) -> Market:  # fmt: skip
    """The arrays, from the people who take part and the pairs that nothing stands against."""
    who, home_row = _whole(persons["person"]), _whole(persons["post"])
    own_fit = _whole(fit_percent(facts, dataset, policy, persons), EVERYBODY)
    posts = np.unique(np.concatenate([home_row, _whole(free["post"])]))
    person, post = np.searchsorted(who, _whole(free["person"])), np.searchsorted(posts, _whole(free["post"]))
    fit, place = _whole(free["fit"], ANYWHERE), _whole(free["place"])
    tie = ties(facts.persons["employee_id"], facts.posts["post_id"], free["person"].to_numpy(), free["post"].to_numpy())
    order = np.lexsort((post, tie, -fit, place, person))
    home = np.searchsorted(posts, home_row)
    own_tie = ties(facts.persons["employee_id"], facts.posts["post_id"], who.astype(np.uint32),
                   home_row.astype(np.uint32))  # fmt: skip
    seats = np.lexsort((np.arange(len(who)), own_tie, -own_fit, home))
    asks = np.where(own_fit == EVERYBODY, EVERYBODY, own_fit - policy.exchange.fit_tolerance)
    threshold = asks[seats] if policy.exchange.mechanism == "to_be" else np.full(len(who), EVERYBODY)
    return Market(
        persons=who, home=home, start=_starts(person[order], len(who)), post=post[order], place=place[order],
        fit=fit[order], posts=posts, seat_start=_starts(home[seats], len(posts)), seat_owner=seats,
        threshold=threshold, own_fit=own_fit, turn=np.lexsort((who, own_tie)), asked=asked, outside=outside,
    )  # fmt: skip


def _starts(group: Ints, size: int) -> Ints:
    return np.searchsorted(group, np.arange(size + 1)).astype(np.int64)


def _whole(series: pl.Series, absent: int = -1) -> Ints:
    return series.cast(pl.Int64).fill_null(absent).to_numpy()
