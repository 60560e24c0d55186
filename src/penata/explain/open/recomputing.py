"""One's own best seat, worked out again from the public folder and the own record alone.

``own_record`` takes the rows of one person out of a dataset. Relatives are in it without name and number, only with
the seat that they hold, because some rules look there. ``recompute`` makes candidates, points and standings of that
person with the same definitions as the plan; what depends on other people (who fills which post) comes from the
published figures.

``STANDINGS`` (one row a candidate post, the best first)
    place (equal standings share one), post_id, seat, unit, own (the present seat), allowed (no decision closes it)
    points, part by part: part_fit … part_assessed, and their sum gain; the published price of a seat:
    price_shortage, price_gain, price_moves, price_tie
    what is compared, level by level, the least first: sum_shortage, sum_gain, sum_moves, sum_tie
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
import polars as pl

from penata.eligibility import candidates
from penata.explain.open.published import PRICES, Published, with_own
from penata.facts import Facts, facts_of
from penata.facts.bounds import bounded
from penata.merit import PARTS, parts
from penata.planning.decisions import decisions_of, narrowed
from penata.planning.problem import NOBODY, problem_of
from penata.tables import TABLES, Dataset, InputError, dataset_of

SUMS: Final = ("sum_shortage", "sum_gain", "sum_moves", "sum_tie")
NO_SEAT: Final = "-"
"""Post id of the standing of somebody who stays without a seat."""

STANDINGS: Final = pl.Schema({
    "place": pl.Int64(), "post_id": pl.String(), "seat": pl.String(), "unit": pl.String(), "own": pl.Boolean(),
    "allowed": pl.Boolean(), **{f"part_{part}": pl.Int64() for part in PARTS}, "gain": pl.Int64(),
    **{name: pl.Int64() for name in (*PRICES, *SUMS)},
})  # fmt: skip


class Agreement(StrEnum):
    """How the own result stands to what the plan says."""

    NOT_ASKED = "NOT_ASKED"
    SAME = "SAME"
    TIE = "TIE"
    SIDE_LIMIT = "SIDE_LIMIT"
    DIFFERENT = "DIFFERENT"


@dataclass(frozen=True, slots=True, eq=False)
class Recomputed:
    """What one person worked out: ``standings`` (see the module), ``best`` post ids (several: equal standing).

    ``says``: the post that the plan names, where it was told; ``planned``: False where the plan leaves the person out
    (not counted): then there are no standings.
    """

    employee_id: str
    standings: pl.DataFrame
    best: tuple[str, ...]
    says: str | None
    agreement: Agreement
    planned: bool


def own_record(dataset: Dataset, employee_id: str) -> Dataset:
    """The rows of one person, as a dataset; relatives as ``KERABAT-1`` … with nothing but their seat and duties.

    Raises InputError where nobody has this id.
    """
    if not (dataset["employees"]["employee_id"] == employee_id).any():
        raise InputError([f"pegawai {employee_id!r} tidak ada dalam himpunan data; periksa penulisannya"])
    own = {
        name: dataset[name].filter(pl.col("employee_id") == employee_id)
        for name, table in TABLES.items()
        if "employee_id" in table and name not in {"kinship", *_KEPT_BACK}
    }
    kin, relatives = _relatives(dataset, employee_id)
    shown = dataset["employees"].join(kin, left_on="employee_id", right_on="relative_id", how="inner", validate="1:1")
    duties = dataset["duties"].join(kin, left_on="employee_id", right_on="relative_id", how="inner", validate="m:1")
    bare = shown.select(
        pl.col("stub").alias("employee_id"), pl.col("stub").alias("name"), "employment", "status", "post_id"
    )
    frames = {
        **own,
        "employees": pl.concat([own["employees"], TABLES["employees"].conform(bare)]),
        "duties": pl.concat([own["duties"], duties.with_columns(pl.col("stub").alias("employee_id")).drop("stub")]),
        "kinship": relatives,
    }
    return dataset_of({name: frame for name, frame in frames.items() if frame.height})


_KEPT_BACK: Final = frozenset({"imut_results", "confirmations"})
_STUB: Final = "KERABAT-"


def recompute(published: Published, own: Dataset, says: str | None = None) -> Recomputed:
    """Candidates, points and standings of one person at the published prices.

    ``says``: the post that the plan names for the person (``NO_SEAT``: none), to be compared. Raises InputError where
    ``own`` is not the record of one person, or names a post that is not public.
    """
    who = _person(own)
    dataset = with_own(published, own)
    _must_be_public(published, own, says)
    policy = published.policy
    facts = _with_public_counts(facts_of(dataset, policy), published)
    person = facts.persons.filter(pl.col("employee_id") == who).row(0, named=True)
    if not person["counted"]:
        return Recomputed(who, STANDINGS.to_frame(), (), says, Agreement.NOT_ASKED, planned=False)
    found = candidates(facts, dataset, policy)
    pairs = found.pairs.filter(pl.col("person") == person["person"])
    standings = _standings(facts, dataset, published, pairs, person["post"])
    best = tuple(standings.filter(pl.col("place") == 1)["post_id"])
    return Recomputed(who, standings, best, says, _agreement(published, best, says), planned=True)


def _standings(
    facts: Facts, dataset: Dataset, published: Published, pairs: pl.DataFrame, own: int | None
) -> pl.DataFrame:
    """One row a candidate post, the own one among them, in the order of their sums; and "no seat" where it is open."""
    judged = parts(facts, dataset, published.policy, pairs).select(pl.col(PARTS).name.prefix("part_"))
    gain = judged.select(pl.sum_horizontal(judged.columns).alias("gain"))["gain"]
    problem = problem_of(facts, pairs.with_columns(gain))
    decisions = [d for d in decisions_of(facts, dataset) if problem.rank[d.person] != NOBODY]
    scope = narrowed(problem, decisions)
    weighed = pl.DataFrame({
        "post": problem.posts[problem.post].astype(np.uint32), "tie": problem.tie.astype(np.int64),
        "allowed": scope.allowed,
    })  # fmt: skip
    prices = facts.posts.select("post", "post_id").join(
        published.seats.select("post_id", "seat", "unit", *PRICES), on="post_id", how="left", validate="1:1"
    )
    told = (
        pl.concat([pairs.select("post"), judged], how="horizontal").with_columns(gain)
        .join(weighed, on="post", how="left", validate="1:1")
        .join(prices, on="post", how="left", validate="1:1")
        .with_columns(
            pl.col("post").eq_missing(pl.lit(own)).alias("own"), pl.col("allowed").fill_null(value=True),
            pl.col("tie").fill_null(0),
        )
        .with_columns(
            pl.col("price_shortage").alias("sum_shortage"), (pl.col("price_gain") - pl.col("gain")).alias("sum_gain"),
            (pl.col("price_moves") + (~pl.col("own")).cast(pl.Int64)).alias("sum_moves"),
            (pl.col("price_tie") + pl.col("tie")).alias("sum_tie"),
        )
        .select(STANDINGS.names()[1:])
    )  # fmt: skip
    if own is None and bool(scope.none_is_open.all()):
        told = pl.concat([told, _without_seat(told.schema)])
    return _placed(told)


def _placed(told: pl.DataFrame) -> pl.DataFrame:
    """The standings in their order: what a decision closes comes last, equal sums share a place."""
    order = [~pl.col("allowed"), *(pl.col(name) for name in SUMS)]
    place = pl.struct(*(expr.alias(f"{i}") for i, expr in enumerate(order))).rank("min").cast(pl.Int64)
    return told.with_columns(place.alias("place")).sort(*order, "post_id").select(STANDINGS.names()).cast(STANDINGS)


def _without_seat(schema: pl.Schema) -> pl.DataFrame:
    """The standing of somebody who stays without a seat: nothing gained, nothing paid."""
    row = {name: 0 if dtype == pl.Int64 else None for name, dtype in schema.items()}
    return pl.DataFrame([row | {"post_id": NO_SEAT, "own": True, "allowed": True}], schema=schema)


def _agreement(published: Published, best: tuple[str, ...], says: str | None) -> Agreement:
    if says is None:
        return Agreement.NOT_ASKED
    if says in best:
        return Agreement.SAME if len(best) == 1 else Agreement.TIE
    return Agreement.DIFFERENT if published.about["status"] == "OPTIMAL" else Agreement.SIDE_LIMIT


def _person(own: Dataset) -> str:
    """The one person whom the record is of."""
    people = own["employees"].filter(~pl.col("employee_id").str.starts_with(_STUB))
    if people.height != 1:
        raise InputError([
            f"employees: {people.height} pegawai; data sendiri berisi tepat satu baris (ambil dengan penata recompute "
            "--extract)"
        ])  # fmt: skip
    return str(people["employee_id"].item())


def _must_be_public(published: Published, own: Dataset, says: str | None) -> None:
    """Every post that the record names, and the one asked about, must be among the published ones."""
    known = set(published.seats["post_id"].to_list())
    tables = [name for name in ("employees", "wishes", "decisions", "scores") if name in own.given]
    named: list[tuple[str, str]] = [
        (name, one) for name in tables for one in own[name]["post_id"].drop_nulls().unique().sort()
    ]
    if says is not None and says != NO_SEAT:
        named.append(("formasi yang ditanyakan", says))
    problems = [
        f"{name}: formasi {one!r} tidak ada dalam data publik; periksa penulisannya, atau pakai folder publik yang lain"
        for name, one in named
        if one not in known
    ]
    if problems:
        raise InputError(problems)


def _with_public_counts(facts: Facts, published: Published) -> Facts:
    """The facts with how many people sit on each post as published; nothing else of other people is known."""
    counts = published.seats.select("post_id", pl.col("need").alias("_need"), pl.col("filled_before").alias("_filled"))
    posts = (
        facts.posts.join(counts, on="post_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.col("_need").alias("need"), pl.col("_filled").alias("filled"))
        .drop("_need", "_filled")
    )
    return replace(facts, posts=bounded(posts, published.policy))


def _relatives(dataset: Dataset, employee_id: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """relative_id and the stub that stands for it; and the kinship rows in terms of stubs."""
    told = dataset["kinship"].select("employee_id", "relative_id", "relation")
    mine = told.filter(pl.col("employee_id") == employee_id).select("relative_id", "relation", own=pl.lit(value=True))
    theirs = told.filter(pl.col("relative_id") == employee_id).select(
        pl.col("employee_id").alias("relative_id"), "relation", own=pl.lit(value=False)
    )
    rows = pl.concat([mine, theirs]).sort("relative_id", "own", "relation")
    stubs = (
        rows.select("relative_id").unique().sort("relative_id")
        .with_row_index("n", offset=1)
        .select("relative_id", pl.format("{}{}", pl.lit(_STUB), "n").alias("stub"))
    )  # fmt: skip
    named = rows.join(stubs, on="relative_id", how="left", validate="m:1", maintain_order="left")
    me = pl.lit(employee_id)
    kinship = named.select(
        pl.when("own").then(me).otherwise("stub").alias("employee_id"),
        pl.when("own").then("stub").otherwise(me).alias("relative_id"), "relation",
    )  # fmt: skip
    return stubs, kinship
