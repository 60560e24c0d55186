"""The audit: every group against the rest under every measure, like with like, corrected for the number of looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.fairness.comparison import Comparison, Floats, compare_means, compare_shares, holm
from penata.fairness.groups import AGE_BANDS, DIMENSIONS, WITH, WITHOUT, groups_of
from penata.fairness.measures import MEASURES, Measure, measures_of
from penata.fairness.protection import FEWEST_SHOWN, Counts, Ints, Mask, shown_rows
from penata.policy import Policy
from penata.tables import Dataset

LEVEL: Final = 0.05
"""How likely it may be that any difference of a fair plan is called one."""

MOST_GROUPS: Final = 40
"""Groups of a dimension that are compared, the largest first; smaller ones only count among the rest."""

LOOKS: Final = pl.Schema({
    "dimension": pl.String(), "group": pl.String(), "measure": pl.String(), "share": pl.Boolean(),
    "outcome": pl.Boolean(), "shown": pl.Boolean(), "people": pl.Int64(), "value": pl.Float64(), "rest": pl.Float64(),
    "difference": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(), "effect": pl.Float64(), "p": pl.Float64(),
    "p_holm": pl.Float64(), "like_difference": pl.Float64(), "like_low": pl.Float64(), "like_high": pl.Float64(),
    "like_effect": pl.Float64(), "like_p": pl.Float64(), "like_p_holm": pl.Float64(), "question": pl.Boolean(),
})  # fmt: skip
"""
One row per dimension, group and measure. ``shown`` False: protected, every figure is null. ``people``: of the group
that the measure counts; ``value``: their share or mean, ``rest``: that of all others; ``difference`` with its 95 %
interval, ``effect`` (odds ratio of shares, Cliff's delta of means), ``p`` two-sided, ``p_holm`` corrected for all
looks. ``like_…``: the same among people of the same category, ladder and rank. ``question``: like_p_holm below LEVEL.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """What was compared (``looks``, see LOOKS), how often (``tests``), and of how many people no group is known.

    ``unknown``: by dimension; a gap in the data is no group, and not protected. ``people``: who was looked at.
    """

    looks: pl.DataFrame
    tests: int
    people: int
    unknown: dict[str, int]

    @property
    def questions(self) -> pl.DataFrame:
        """The rows that are worth a question, the surest first."""
        return self.looks.filter("question").sort("like_p_holm", "dimension", "group", "measure")


def audit(
    dataset: Dataset,
    facts: Facts,
    policy: Policy,
    moves: pl.DataFrame,
    shortlist: pl.DataFrame,
    dimensions: Sequence[str] = DIMENSIONS,
) -> Audit:
    """Compare the groups of people in a plan.

    Args:
        dataset: for conditions, wishes and talent.
        facts: persons and posts on the day of the plan.
        policy: under which points are counted.
        moves: who moves under the plan (PLAN_TABLES).
        shortlist: candidates of the plan for leading posts (PLAN_TABLES).
        dimensions: by which to compare; the correction counts only the looks that are taken.

    Everyone counted with a seat is looked at. A two-sided difference between two groups is one look, not two.
    """
    values = measures_of(facts, dataset, policy, moves, shortlist)
    groups = groups_of(facts, dataset)
    people = values.join(groups, on="person", how="left", validate="1:1", maintain_order="left")
    return audit_of(people, dimensions)


def audit_of(people: pl.DataFrame, dimensions: Sequence[str] = DIMENSIONS) -> Audit:
    """The audit of a frame with a row per person: ``stratum``, the columns of MEASURES and those of DIMENSIONS."""
    rows = [row for dimension in dimensions for row in _dimension(people, dimension)]
    looks = pl.DataFrame(rows, schema=LOOKS, orient="row") if rows else pl.DataFrame(schema=LOOKS)
    looks = looks.with_columns(pl.col(pl.Float64).fill_nan(None))
    counted = looks.with_columns(_counts_as_look())
    corrected = counted.with_columns(_corrected(counted, "p"), _corrected(counted, "like_p")).with_columns(
        (pl.col("like_p_holm") < LEVEL).fill_null(value=False).alias("question")
    )
    return Audit(
        looks=corrected.select(LOOKS.names()),
        tests=int(counted.filter("_look")["like_p"].count()),
        people=people.height,
        unknown={dimension: people[dimension].null_count() for dimension in dimensions},
    )


_ORDER: Final = {
    "sex": ("F", "M"), "age": tuple(AGE_BANDS), "disability": (WITH, WITHOUT),
}  # fmt: skip


def _dimension(people: pl.DataFrame, dimension: str) -> Iterator[tuple[object, ...]]:
    """Rows of LOOKS without the correction for many looks."""
    names = _names(people[dimension], dimension)
    if len(names) < 2:
        return
    group = _codes(people[dimension], names)
    groups = int(np.max(group)) + 1  # with the smaller ones, where there are any
    stratum = people.select(pl.col("stratum").rank("dense").cast(pl.Int64) - 1)["stratum"].fill_null(-1).to_numpy()
    counts = Counts.over({m.name: _sets(people[m.name], m) for m in MEASURES}, group, groups)
    shown = shown_rows(counts)
    for measure in MEASURES:
        value = people[measure.name].to_numpy()
        plain = _compared(value, group, np.zeros(len(group), np.int64), groups, measure, shown[measure.name])
        like = _compared(value, group, stratum, groups, measure, shown[measure.name])
        for g, name in enumerate(names):
            head = (dimension, name, measure.name, measure.share, measure.outcome)
            yield (
                (*head, *_row(plain, like, value, group, g)) if shown[measure.name][g] else (*head, False, *[None] * 16)
            )


def _names(column: pl.Series, dimension: str) -> list[str]:
    """The groups in their order; of many, the largest."""
    sizes = column.drop_nulls().value_counts(sort=True).sort("count", column.name, descending=[True, False])
    found = sizes[column.name].head(MOST_GROUPS).to_list()
    return [name for name in _ORDER.get(dimension, sorted(found)) if name in found]


def _codes(column: pl.Series, names: list[str]) -> Ints:
    """Number of everyone's group; that of the smaller ones comes last; −1 where it is not known."""
    numbers = {name: number for number, name in enumerate(names)}
    coded = column.replace_strict(numbers, default=len(names), return_dtype=pl.Int64)
    return np.where(column.is_null().to_numpy(), -1, coded.fill_null(-1).to_numpy())


def _sets(column: pl.Series, measure: Measure) -> list[np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """The sets of people that a shown row tells the size of."""
    known = column.is_not_null().to_numpy()
    if not measure.share:
        return [known]
    yes = (column == 1.0).fill_null(value=False).to_numpy()
    return [known, yes, known & ~yes]


def _compared(value: Floats, group: Ints, stratum: Ints, groups: int, measure: Measure, shown: Mask) -> Comparison:
    """Every group against the rest under one measure, within strata; shares are only tested where they are shown."""
    at = np.flatnonzero(~np.isnan(value) & (group >= 0) & (stratum >= 0))
    _, line = np.unique(stratum[at], return_inverse=True)
    strata = max(int(np.max(line, initial=-1)) + 1, 1)
    cell = line * groups + group[at]

    def total(weights: Floats) -> Floats:
        sums = np.bincount(cell, weights=weights, minlength=strata * groups)
        return np.asarray(sums.reshape(strata, groups), np.float64)

    seen = value[at]
    people = total(np.ones(len(at)))
    if measure.share:
        return compare_shares(people, total(seen), shown)
    frame = pl.DataFrame({"s": line, "v": seen})
    ranks = frame.select(pl.col("v").rank("average").over("s"))["v"].to_numpy()
    tied = frame.group_by("s", "v").len().with_columns(pl.col("len").cast(pl.Float64))
    cubes = (tied["len"] ** 3 - tied["len"]).to_numpy()
    ties = np.asarray(np.bincount(tied["s"].to_numpy(), weights=cubes, minlength=strata), np.float64)
    centred = seen - (seen.mean() if len(seen) else 0.0)
    return compare_means(people, total(centred), total(centred**2), total(ranks), ties)


def _row(plain: Comparison, like: Comparison, value: Floats, group: Ints, g: int) -> tuple[object, ...]:
    """The figures of one shown row; what like people say only where there are enough of them."""
    counted = ~np.isnan(value) & (group >= 0)
    own, rest = value[counted & (group == g)], value[counted & (group != g)]
    told = (plain.difference[g], plain.low[g], plain.high[g], plain.effect[g], plain.p[g], None)
    enough = like.people[g] >= FEWEST_SHOWN
    alike = (like.difference[g], like.low[g], like.high[g], like.effect[g], like.p[g], None) if enough else (None,) * 6
    middle = float(rest.mean()) if len(rest) else None
    return (True, len(own), float(own.mean()), middle, *(_plain(x) for x in told), *(_plain(x) for x in alike), False)


def _plain(number: object) -> float | None:
    return None if number is None or np.isnan(float(number)) else float(number)  # type: ignore[arg-type]


def _counts_as_look() -> pl.Expr:
    """Whether the row is a test of its own: of two groups, one says what the other does."""
    groups = pl.col("group").n_unique().over("dimension", "measure")
    first = pl.int_range(pl.len()).over("dimension", "measure") == 0
    return ((groups > 2) | first).alias("_look")


def _corrected(looks: pl.DataFrame, column: str) -> pl.Series:
    """Holm's correction over all looks; the other one of two groups bears the same."""
    p = looks.select(pl.when("_look").then(column))[column].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    holmed = pl.Series(holm(p)).fill_nan(None)
    pair = looks.with_columns(holmed.alias("_holm")).select(
        pl.when("_look").then("_holm").when(pl.col(column).is_not_null()).then(
            pl.col("_holm").first().over("dimension", "measure")
        ).alias(f"{column}_holm")
    )  # fmt: skip
    return pair[f"{column}_holm"]
