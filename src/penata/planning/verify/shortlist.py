"""shortlist.csv: the candidates of each seat that a committee decides, in their true order."""

import polars as pl

from penata import merit
from penata.eligibility import shortlist_pairs
from penata.facts import Facts
from penata.planning.verify.verdict import Code, Findings
from penata.policy import Policy
from penata.tables import Dataset

TABLE = "shortlist"


def check_shortlist(
    facts: Facts, dataset: Dataset, policy: Policy, shortlist: pl.DataFrame, findings: Findings
) -> None:
    """Only candidates, with their points, from the first place on without a gap; a list may end early."""
    truth = merit.shortlist_points(facts, dataset, policy, shortlist_pairs(facts, dataset, policy))
    findings.looked("baris calon pimpinan", shortlist.height)
    key = ["post_id", "employee_id"]
    listed = shortlist.join(truth, on=key, how="left", suffix="_true", maintain_order="left", validate="m:1")
    strangers = listed.filter(pl.col("points_true").is_null())
    findings.add(
        Code.SHORTLIST_CANDIDATE, TABLE,
        ((_at(r), "calon yang memenuhi syarat", r[1]) for r in strangers.select(*key).rows()),
        "bukan calon untuk formasi ini",
    )  # fmt: skip
    wrong = listed.filter(pl.col("points_true").is_not_null() & pl.col("points").ne_missing(pl.col("points_true")))
    findings.add(
        Code.SHORTLIST_POINTS, TABLE,
        ((_at(r), r[2], r[3]) for r in wrong.select(*key, "points_true", "points").rows()), "nilai calon tidak sesuai",
    )  # fmt: skip
    _order(truth, shortlist, findings)


def _order(truth: pl.DataFrame, shortlist: pl.DataFrame, findings: Findings) -> None:
    """Everyone whose place lies within the length of the list stands on that place."""
    length = shortlist.group_by("post_id").agg(pl.len().alias("length"))
    due = truth.join(length, on="post_id", how="left", validate="m:1").filter(
        pl.col("place") <= pl.max_horizontal(pl.col("length").fill_null(1), 1)
    )
    found = shortlist.select("post_id", "employee_id", pl.col("place").alias("found"))
    found = found.unique(["post_id", "employee_id"], keep="first", maintain_order=True)
    joined = due.join(found, on=["post_id", "employee_id"], how="left", maintain_order="left", validate="1:1")
    wrong = joined.filter(pl.col("place").ne_missing(pl.col("found"))).select(
        "post_id", "employee_id", "place", "found"
    )
    findings.add(Code.SHORTLIST_ORDER, TABLE, ((_at(r), r[2], r[3]) for r in wrong.rows()), "urutan calon tidak sesuai")


def _at(row: tuple[object, ...]) -> str:
    return f"{row[0]} / {row[1]}"
