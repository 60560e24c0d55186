"""How evenly people are spread over need: one number that means the same before and after a plan."""

import polars as pl


def balance_index(need: pl.Series, filled: pl.Series, groups: pl.Series | None = None) -> float | None:
    """The share of people (0 to 1) who would have to sit elsewhere for all places to be filled in proportion to need.

    This is Hoover's index of concentration (E. M. Hoover, "Interstate Redistribution of Population, 1850–1940",
    Journal of Economic History 1, 1941), the same formula as Duncan's index of dissimilarity: half the sum of
    ``|filled_i / Σ filled − need_i / Σ need|``. 0: every place has the same share of what it needs; towards 1:
    nearly everybody sits where nobody is needed. It does not say whether there are enough people in all.

    ``need``, ``filled``: whole people by place (a post, a unit, a district), the same length; a place whose need or
    number is null is left out. ``groups``: who can stand in for whom, e.g. the ladder or job family; the index is
    then taken inside each group and averaged by people, so that too many clerks never hide too few teachers.
    A group in which nobody is or nobody is needed has no proportions and is left out; None where nothing remains.

    Raises ValueError where the lengths differ.

    >>> balance_index(pl.Series([10, 10]), pl.Series([15, 5]))
    0.25
    >>> balance_index(pl.Series([10, 10]), pl.Series([5, 5]))
    0.0
    >>> balance_index(pl.Series([1, 1]), pl.Series([1, 1]), pl.Series(["GURU", "BIDAN"]))
    0.0
    """
    lengths = {len(need), len(filled), len(need if groups is None else groups)}
    if len(lengths) > 1:
        raise ValueError(f"need, filled and groups must have the same length, not {sorted(lengths)}")
    places = pl.DataFrame({
        "need": need.cast(pl.Int64),
        "filled": filled.cast(pl.Int64),
        "group": pl.repeat("", len(need), eager=True) if groups is None else groups.cast(pl.String),
    }).drop_nulls(["need", "filled"])  # fmt: skip
    apart = (pl.col("filled") * pl.col("need").sum() - pl.col("need") * pl.col("filled").sum()).abs().sum()
    sums = places.group_by("group").agg(
        apart.alias("apart"), pl.col("need").sum().alias("needed"), pl.col("filled").sum().alias("people")
    ).filter((pl.col("needed") > 0) & (pl.col("people") > 0)).sort("group")  # fmt: skip
    if sums.height == 0:
        return None
    # Inside a group: apart / (2 · people · needed); weighted by people, the people cancel out.
    weighted = sums.select((pl.col("apart") / (2 * pl.col("needed"))).sum()).item()
    return float(weighted) / int(sums["people"].sum())
