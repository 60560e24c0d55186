"""Fill the needs of posts from workload rows and staffing norms, and seat people where their need is stated.

A norm states one need for a whole ladder (so many teachers of a subject), while posts derived from the national
export are one per level (Guru Ahli Muda). The need then goes to one post whose job names the ladder without a level,
and the people of the level posts are seated there, each keeping the own level as ``employees.job_id``.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from penata.needs.health import health_needs
from penata.needs.norms import joined
from penata.needs.schools import school_needs
from penata.needs.seating import Seating, left_rows, seat_by_norms
from penata.needs.workload import workload_needs
from penata.policy import Policy
from penata.tables import Dataset

WORKLOAD_PREFIX: Final = "ABK "

CHANGES_SCHEMA: Final[dict[str, pl.DataType]] = {
    "post_id": pl.String(), "change": pl.String(), "need_before": pl.Int64(), "need_after": pl.Int64(),
    "source": pl.String(), "note": pl.String(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """A dataset with its needs filled, and what was done.

    ``changes``: post_id, change (BARU, DIISI, DIGANTI, DIPINDAH), need_before, need_after, source, note: one row per
    post that differs. ``seated``: employee_id, from_post_id, to_post_id, job_id: people now seated where their need is
    stated; they stay in their unit. ``left``: place (post or unit), what, reason, given, computed: needs that were not
    filled, with both numbers where a given one was kept.
    """

    dataset: Dataset
    changes: pl.DataFrame
    seated: pl.DataFrame
    left: pl.DataFrame


def fill_needs(dataset: Dataset, policy: Policy, *, overwrite: bool = False) -> Filled:
    """The dataset with posts.need filled from task rows (ABK), school norms and the health-centre minimum.

    A need that the agency has given stays unless ``overwrite``; task rows go before norms. Filling a filled dataset
    again changes nothing. Nobody leaves a unit, nobody is lost, no post is removed.
    """
    from_tasks = _fill_from_tasks(dataset, policy, overwrite)
    norms = joined(school_needs(dataset, policy), health_needs(dataset, policy))
    seating: Seating = seat_by_norms(from_tasks.dataset, norms.rows, overwrite=overwrite)
    absent = norms.missing.select("what", "reason", place="unit_id")
    return Filled(
        dataset=seating.dataset,
        changes=_changes(dataset, seating),
        seated=seating.seated,
        left=left_rows(from_tasks.left, absent, seating.left, _dangling(dataset, seating)).sort(
            "place", "what", "reason"
        ),
    )


def workload_source() -> pl.Expr:
    """What ``posts.need_source`` says of a need from task rows; over the columns of ``workload_needs``.

    >>> pl.DataFrame({"tasks": [3], "people": ["1.5000"]}).select(workload_source().alias("s")).item()
    'ABK (PermenPANRB 1/2020): 3 uraian tugas, 1.5000 pegawai'
    """
    return pl.format(f"{WORKLOAD_PREFIX}(PermenPANRB 1/2020): {{}} uraian tugas, {{}} pegawai", "tasks", "people")


def _fill_from_tasks(dataset: Dataset, policy: Policy, overwrite: bool) -> Filled:
    computed = workload_needs(dataset, policy.effective_date)
    computed = computed.with_columns(workload_source().alias("_source"), pl.col("need").alias("_need")).drop("need")
    posts = dataset["posts"].join(computed, on="post_id", how="left", validate="1:1")
    known = pl.col("_need").is_not_null()
    takes = known & (pl.lit(overwrite) | pl.col("need").is_null())
    kept = posts.filter(known & ~takes & pl.col("need_source").ne_missing(pl.col("_source")))
    by = pl.col("need_source").fill_null("dari data")
    reason = pl.format("kebutuhan {} sudah diisi ({}); uraian tugas memberi {}", "need", by, "_need")
    left = left_rows(
        kept.select(place="post_id", what=pl.lit("ABK"), reason=reason, given="need", computed="_need"),
        posts.filter(pl.col("problem").is_not_null()).select(place="post_id", what=pl.lit("ABK"), reason="problem"),
    )
    filled = posts.with_columns(
        pl.when(takes).then("_need").otherwise("need").alias("need"),
        pl.when(takes).then("_source").otherwise("need_source").alias("need_source"),
        pl.when(known).then("minutes").otherwise("workload_minutes").alias("workload_minutes"),
    )
    empty = pl.DataFrame(schema=CHANGES_SCHEMA)
    return Filled(dataset.replace(posts=filled) if computed.height else dataset, empty, empty, left)


def _dangling(dataset: Dataset, seating: Seating) -> pl.DataFrame:
    """Wishes, decisions, scores and approvals that name a post whose need now stands on another one."""
    moved = seating.notes.filter("moved").select("post_id")
    reason = (
        "{} baris {} menunjuk formasi per jenjang ini, padahal kebutuhannya kini pada formasi seluruh jenjang; perbarui"
    )
    return left_rows(*(
        dataset[table].join(moved, on="post_id", how="semi").group_by("post_id").agg(pl.len().alias("n")).select(
            place="post_id", what=pl.lit(table), reason=pl.format(reason, "n", pl.lit(table))
        )
        for table in ("wishes", "decisions", "scores", "approvals")
    ))  # fmt: skip


def _changes(before: Dataset, seating: Seating) -> pl.DataFrame:
    """Posts that are new or whose need or source differs."""
    old = before["posts"].select("post_id", need_before="need", source_before="need_source", known=pl.lit(True))
    new = seating.dataset["posts"].select("post_id", need_after="need", source="need_source")
    table = new.join(old, on="post_id", how="left", validate="1:1")
    table = table.join(seating.notes, on="post_id", how="left", validate="1:1")
    differs = pl.col("need_before").ne_missing(pl.col("need_after"))
    change = (
        pl.when(pl.col("known").is_null()).then(pl.lit("BARU"))
        .when("moved").then(pl.lit("DIPINDAH"))
        .when(pl.col("need_before").is_null()).then(pl.lit("DIISI"))
        .otherwise(pl.lit("DIGANTI"))
    )  # fmt: skip
    return (
        table.with_columns(pl.col("moved").fill_null(value=False))
        .filter(pl.col("known").is_null() | differs | pl.col("source").ne_missing(pl.col("source_before")))
        .with_columns(change.alias("change"))
        .select(*CHANGES_SCHEMA)
        .sort("post_id")
    )
