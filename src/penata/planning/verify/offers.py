"""Who takes part in a voluntary exchange and what each may take: the verifier's own reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from penata.eligibility import asked_pairs
from penata.facts import Facts
from penata.merit import fit_percent, wish_order
from penata.planning.verify.ground import NONE, Ground, Ints, Mask, rows_of
from penata.planning.verify.value import Ties
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import DecisionKind, Stance

NOTHING_KNOWN: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What people may take, by row numbers of people and posts.

    ``taking_part`` (n): has asked, holds a seat that is planned, and no decision binds. ``pairs``: person, post, order
    (less is dearer), fit (null: not known), direction, gates, last_resort, tie; every post that somebody likes better
    than staying and that nothing stands against, in the order in which the person wants them. ``own_fit`` (n):
    NOTHING_KNOWN where it is not known.
    """

    taking_part: Mask
    pairs: pl.DataFrame
    own_fit: Ints

    def of(self, person: Ints, post: Ints) -> Ints:
        """Row of each pair, NONE where it is not offered."""
        asked = pl.DataFrame({"person": person, "post": post})
        known = self.pairs.select(pl.col("person", "post").cast(pl.Int64)).with_row_index("row")
        found = asked.join(known, on=["person", "post"], how="left", validate="m:1", maintain_order="left")
        return found["row"].cast(pl.Int64).fill_null(NONE).to_numpy()


def offers_of(
    ground: Ground, facts: Facts, dataset: Dataset, policy: Policy, options: Mapping[str, Any], ties: Ties
) -> Offers:
    """Read wishes, decisions and rules once more."""
    wishes = dataset["wishes"].filter(pl.col("stance").is_in([str(Stance.WANT), str(Stance.ACCEPT)]))
    wishes = wishes.with_columns(pl.Series("person", rows_of(wishes["employee_id"], ground.person_ids)))
    wishes = wishes.filter(pl.col("person") != NONE)
    part = _taking_part(ground, wishes)
    who = np.flatnonzero(part)
    own = pl.DataFrame({"person": who, "post": ground.own[who]}, schema={"person": pl.UInt32, "post": pl.UInt32})
    own_fit = np.full(len(ground.own), NOTHING_KNOWN)
    own_fit[who] = fit_percent(facts, dataset, policy, own).cast(pl.Int64).fill_null(NOTHING_KNOWN).to_numpy()
    open_post = np.zeros(len(ground.need), np.bool_)
    open_post[ground.own[who]] = True
    if options.get("vacancies"):
        open_post |= (ground.need > ground.filled) & ground.planned
    pairs = _dearer(ground, facts, dataset, _named(facts, wishes, part, open_post))
    judged = asked_pairs(facts, dataset, policy, pairs)
    pairs = judged.pairs.with_columns(
        pairs["order"], fit_percent(facts, dataset, policy, pairs),
        pl.Series("tie", ties.of(*(pairs[name].cast(pl.Int64).to_numpy() for name in ("person", "post")))),
    ).filter(pl.Series(judged.free))  # fmt: skip
    best = pl.col("fit").fill_null(101)
    return Offers(part, _kept(ground, pairs).sort("person", "order", -best, "tie", "post"), own_fit)


def _taking_part(ground: Ground, wishes: pl.DataFrame) -> Mask:
    asked = np.zeros(len(ground.own), np.bool_)
    asked[wishes["person"].to_numpy()] = True
    seated = np.append((ground.need >= 0) & ground.planned, np.False_)[ground.own]
    bound = np.zeros(len(ground.own), np.bool_)
    for kind in (DecisionKind.PIN, DecisionKind.FORCE, DecisionKind.FORBID):
        bound[ground.decided(kind, with_post=False)[0]] = True
    for kind in (DecisionKind.PIN, DecisionKind.FORCE):
        bound[ground.decided(kind, with_post=True)[0]] = True
    person, post = ground.decided(DecisionKind.FORBID, with_post=True)
    bound[person[ground.own[person] == post]] = True
    return asked & ground.counted & seated & ~bound


def _named(facts: Facts, wishes: pl.DataFrame, part: Mask, open_post: Mask) -> pl.DataFrame:
    """person, post: every open post that somebody named, alone or by its unit or district."""
    posts = facts.posts.select("post", "post_id", "unit_id", "district_id").filter(pl.Series(open_post))
    wishes = wishes.filter(pl.Series(part[wishes["person"].to_numpy()]))
    found = pl.concat([
        wishes.filter(pl.col(key).is_not_null()).join(posts, on=key, how="inner", suffix="_of").select("person", "post")
        for key in ("post_id", "unit_id", "district_id")
    ])  # fmt: skip
    return (
        found.select(pl.col("person").cast(pl.UInt32), pl.col("post").cast(pl.UInt32)).unique().sort("person", "post")
    )


def _dearer(ground: Ground, facts: Facts, dataset: Dataset, named: pl.DataFrame) -> pl.DataFrame:
    """Those that are liked better than staying, with how dear they are."""
    person, post = (named[name].cast(pl.Int64).to_numpy() for name in ("person", "post"))
    own = ground.own[person]
    there, here = wish_order(facts, dataset, person, post), wish_order(facts, dataset, person, own)
    better = (post != own) & (there >= 0) & ((here < 0) | (there < here))
    return named.with_columns(pl.Series("order", there)).filter(pl.Series(better))


def _kept(ground: Ground, pairs: pl.DataFrame) -> pl.DataFrame:
    """Without the posts that a decision forbids."""
    person, post = ground.decided(DecisionKind.FORBID, with_post=True)
    forbidden = pl.DataFrame({"person": person, "post": post}, schema={"person": pl.UInt32, "post": pl.UInt32})
    return pairs.join(forbidden.unique(), on=["person", "post"], how="anti", maintain_order="left")
