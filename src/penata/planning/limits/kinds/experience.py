"""A share of experienced people in every unit, field by field, so that no service is left to beginners."""

import numpy as np
import polars as pl

from penata.merit.experience import Experience
from penata.planning.limits.kinds.basis import Basis, Entries, rows_from
from penata.planning.limits.kinds.shares import place_title
from penata.planning.limits.rows import Limit, Rows
from penata.planning.problem import NOBODY, Ints
from penata.vocabulary import LimitKind

FULL = 100
MONTHS_A_YEAR = 12


def experienced_rows(basis: Basis, percent: int, years: int) -> Rows:
    """Of the people of a unit who work in one field, at least so many per cent have so many years in that field.

    Everyone weighs the percentage, less 100 who is experienced; the sum may not exceed zero, nor what it is today where
    that is more. Of whom it is not known how long weighs nothing: neither for nor against.
    """
    experience = Experience.of(basis.facts, basis.dataset)
    group, units, fields = _groups(basis)
    size = len(units)

    def weight(person: Ints, post: Ints) -> Ints:
        months = experience.in_field(person, experience.field_of_post[post])
        known = percent - FULL * (months >= MONTHS_A_YEAR * years)
        return np.where(months < 0, 0, known)

    person, post = _seated(basis)
    today, at = weight(person, post), group[post]
    rests = (basis.problem.rank[person] == NOBODY) & (at >= 0)
    here = np.bincount(at[at >= 0], today[at >= 0], minlength=size).astype(np.int64)
    fixed = np.bincount(at[rests], today[rests], minlength=size).astype(np.int64)
    pair = np.flatnonzero(group[basis.there] >= 0)
    entries = Entries(group[basis.there[pair]], pair, weight(basis.person[pair], basis.there[pair]),
                      np.maximum(here, 0) - fixed)  # fmt: skip
    title = place_title(basis, "unit_id")

    def limit(row: int) -> Limit:
        field = fields[row].replace("_", " ").lower()
        words = f"di {title(units[row])} paling sedikit {percent} persen {field} berpengalaman {years} tahun atau lebih"
        if here[row] > 0:
            words += "; sekarang di bawah itu, dan tidak boleh lebih buruk"
        return Limit(LimitKind.EXPERIENCED, f"{units[row]} {fields[row]}", int(entries.most[row]), words)

    return rows_from(basis, entries, limit)


def _groups(basis: Basis) -> tuple[Ints, list[str], list[str]]:
    """The unit and field of every post (p) as one number, NOBODY where it has none; unit and field of each number."""
    posts = basis.facts.posts.select("unit_id", "field")
    known = posts.drop_nulls().unique().sort("unit_id", "field").with_row_index("group")
    group = posts.join(known, on=["unit_id", "field"], how="left", validate="m:1", maintain_order="left")["group"]
    return (
        group.cast(pl.Int64).fill_null(NOBODY).to_numpy(), known["unit_id"].to_list(), known["field"].to_list()
    )  # fmt: skip


def _seated(basis: Basis) -> tuple[Ints, Ints]:
    """Counted people who have a post, and that post."""
    seated = basis.facts.persons.filter(pl.col("counted") & pl.col("post").is_not_null())
    return seated["person"].cast(pl.Int64).to_numpy(), seated["post"].cast(pl.Int64).to_numpy()
